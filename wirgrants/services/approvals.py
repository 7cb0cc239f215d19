"""What waits for a second person's signature."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import Decision, FundingCase, Proposal, User
from wirgrants.services.access import Actor, visible_to

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One proposal. `own`: the person prepared it or belongs to the applicant, so another signs."""

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


def waiting_proposals(session: Session, actor: Actor) -> tuple[Waiting, ...]:
    """Open proposals, the oldest first, at most `MOST`; one statement."""
    rows = session.execute(
        select(
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
        )
        .join(FundingCase, FundingCase.id == Proposal.case_id)
        .join(User, User.id == Proposal.proposed_by_id)
        .where(Proposal.ended.is_(None), visible_to(actor))
        .order_by(Proposal.proposed_at, Proposal.id)
        .limit(MOST)
    ).all()
    return tuple(
        Waiting(
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
            own=row.proposed_by_id == actor.id or actor.belongs_to(row.organisation_id),
        )
        for row in rows
    )
