"""Open change requests of all cases for the office: to propose on, and to sign."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import ChangeKind, ChangeRequest, FundingCase, User
from wirgrants.services.access import Actor, visible_to
from wirgrants.services.changes import OPEN
from workflows.states import ChangeState

ROWS = 25


@dataclass(frozen=True, kw_only=True)
class Row:
    """One open request. `own` is True for whoever proposed: somebody else signs."""

    id: int
    ref: str
    case_ref: str
    case_number: str
    applicant: str
    number: int
    kind: ChangeKind
    state: ChangeState
    favourable: bool | None
    requested_at: datetime
    proposer: str
    own: bool


def open_changes(session: Session, actor: Actor, after: int = 0) -> tuple[list[Row], int | None]:
    """The requests behind this id, the oldest first, and where to go on; one statement."""
    found = session.execute(
        select(ChangeRequest, FundingCase, User.name)
        .join(FundingCase, FundingCase.id == ChangeRequest.case_id)
        .outerjoin(User, User.id == ChangeRequest.proposed_by_id)
        .where(
            ChangeRequest.state.in_(sorted(OPEN)),
            ChangeRequest.id > after,
            visible_to(actor),
        )
        .order_by(ChangeRequest.id)
        .limit(ROWS + 1)
    ).all()
    rows = [_row(change, case, name, actor) for change, case, name in found[:ROWS]]
    return rows, rows[-1].id if len(found) > ROWS else None


def _row(change: ChangeRequest, case: FundingCase, name: str | None, actor: Actor) -> Row:
    return Row(
        id=change.id,
        ref=change.ref,
        case_ref=case.ref,
        case_number=case.number or "",
        applicant=case.applicant_name,
        number=change.number,
        kind=change.kind,
        state=change.state,
        favourable=change.favourable,
        requested_at=change.requested_at,
        proposer=name or "",
        own=change.proposed_by_id == actor.id,
    )
