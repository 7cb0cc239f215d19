"""Requests for information that are still open when the application ends: they end with it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import Clarification, FundingCase
from wirgrants.services.access import SYSTEM
from wirgrants.services.corrections import drop_correction
from wirgrants.services.steps import Writes, take_step
from workflows.circumstances import Circumstances
from workflows.states import CLARIFICATION_OPEN


def end_open(session: Session, case: FundingCase, reason: str) -> None:
    """Cancel every request that nobody will answer or read any more.

    Inside the unit of work of the step that ends the application; one statement when none is open.
    """
    rows = session.scalars(
        select(Clarification)
        .where(Clarification.case_id == case.id, Clarification.state.in_(CLARIFICATION_OPEN))
        .order_by(Clarification.number)
    ).all()
    drop_correction(case)
    for row in rows:
        take_step(
            session,
            case,
            "cancel",
            actor=SYSTEM,
            subject=row,
            circumstances=Circumstances(day=clock.today(), reason=reason),
            writes=Writes(changes={"ended_at": clock.now()}),
        )
