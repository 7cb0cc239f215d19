"""What waits for a second person's signature: proposals in pages, and how much waits elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from wirgrants.models import (
    ChangeRequest,
    Decision,
    FundingCase,
    Payment,
    Proposal,
    Recovery,
    User,
)
from wirgrants.services.access import Actor, visible_to
from workflows.circumstances import Task
from workflows.states import ApplicationState, ChangeState, PaymentState, RecoveryState

ROWS = 25


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One proposal. `own`: the person checked or proposed it, or belongs to the applicant, so that
    another person signs.
    """

    id: int
    ref: str
    number: str
    applicant: str
    title: str
    line: str
    kind: Decision
    total: Decimal
    asked: Decimal
    proposer: str
    proposed_at: datetime
    own: bool


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """How much waits for this approver beside the proposals: not what they prepared themselves.

    `recoveries` are claims in or after their hearing, `settlements` cases that are being settled.
    """

    payments: int
    returned: int
    changes: int
    settlements: int
    recoveries: int


def waiting_proposals(
    session: Session, actor: Actor, after: int = 0
) -> tuple[tuple[Waiting, ...], int | None]:
    """The open proposals behind this id, the oldest first, and where to go on; one statement."""
    found = session.execute(
        select(
            Proposal.id,
            FundingCase.ref,
            FundingCase.number,
            FundingCase.applicant_name,
            FundingCase.title,
            FundingCase.line,
            FundingCase.organisation_id,
            Proposal.kind,
            Proposal.total,
            FundingCase.asked,
            User.name,
            Proposal.proposed_at,
            Proposal.proposed_by_id,
            Proposal.content["earlier"].label("earlier"),
        )
        .join(FundingCase, FundingCase.id == Proposal.case_id)
        .join(User, User.id == Proposal.proposed_by_id)
        .where(Proposal.ended.is_(None), Proposal.id > after, visible_to(actor))
        .order_by(Proposal.id)
        .limit(ROWS + 1)
    ).all()
    rows = tuple(_waiting(row, actor) for row in found[:ROWS])
    return rows, rows[-1].id if len(found) > ROWS else None


def _waiting(row: Any, actor: Actor) -> Waiting:
    prepared = {row.proposed_by_id, *_checkers(row.earlier)}
    return Waiting(
        id=row.id,
        ref=row.ref,
        number=row.number or "",
        applicant=row.applicant_name,
        title=row.title,
        line=row.line,
        kind=row.kind,
        total=row.total,
        asked=row.asked,
        proposer=row.name,
        proposed_at=row.proposed_at,
        own=actor.id in prepared or actor.belongs_to(row.organisation_id),
    )


def _checkers(earlier: Mapping[str, Any] | None) -> set[int]:
    """Who checked, as frozen with the proposal: the same that the signature is held against."""
    return {int(one) for one in (earlier or {}).get(Task.CHECKED.value, ())}


def waiting_elsewhere(session: Session, actor: Actor) -> Elsewhere:
    """What this approver may sign in payments, changes, settlements and recoveries; one
    statement.
    """
    heard = (
        RecoveryState.HEARING,
        RecoveryState.STATEMENT_RECEIVED,
        RecoveryState.INTEREST_OPEN,
    )
    row = session.execute(
        select(
            _number(
                actor,
                Payment,
                Payment.state == PaymentState.CHECKED,
                Payment.checked_by_id != actor.id,
            ).label("payments"),
            _number(actor, Payment, Payment.state == PaymentState.RETURNED).label("returned"),
            _number(
                actor,
                ChangeRequest,
                ChangeRequest.state == ChangeState.PROPOSED,
                ChangeRequest.proposed_by_id != actor.id,
            ).label("changes"),
            select(func.count(FundingCase.id))
            .where(FundingCase.state == ApplicationState.SETTLING, visible_to(actor))
            .scalar_subquery()
            .label("settlements"),
            _number(
                actor,
                Recovery,
                or_(*(Recovery.state == one for one in heard)),
                Recovery.opened_by_id != actor.id,
            ).label("recoveries"),
        )
    ).one()
    return Elsewhere(**row._asdict())


def _number(actor: Actor, model: Any, *conditions: Any) -> ScalarSelect[int]:
    return (
        select(func.count(model.id))
        .join(FundingCase, FundingCase.id == model.case_id)
        .where(*conditions, visible_to(actor))
        .scalar_subquery()
    )
