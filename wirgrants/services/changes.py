"""Change requests: asked by a signatory, withdrawn, found, shown with what they would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.amendment import ChangedTerm
from wirgrants.errors import NotFound
from wirgrants.models import (
    AwardPart,
    AwardYear,
    ChangeKind,
    ChangeRequest,
    Decision,
    FundingCase,
    Payment,
    Proposal,
    ProposalEnd,
    Revision,
)
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.changes_award import award_json, changed_terms
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.finance_rows import award_parts, award_years, payments_of
from wirgrants.services.plain import digest
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.states import ChangeState, MachineName

OPEN = frozenset({ChangeState.REQUESTED, ChangeState.PROPOSED})


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the recipient wants: the kind of change, why, and the award as it should stand."""

    kind: ChangeKind
    reason: str
    award: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The award of a case as it stands, as rows and as plain values."""

    parts: Sequence[AwardPart]
    years: Sequence[AwardYear]
    payments: Sequence[Payment]
    # What the notice regulates in words, by the names of `forms.change_award.TEXTS`.
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def award(self) -> dict[str, Any]:
        """The plain values."""
        return award_json(self.parts, self.years, self.texts)


def standing_award(session: Session, case: FundingCase) -> Standing:
    """The award as it stands with what is paid and asked for of it; five statements."""
    return Standing(
        parts=award_parts(session, case),
        years=award_years(session, case),
        payments=payments_of(session, case),
        texts=standing_texts(session, case),
    )


def standing_texts(session: Session, case: FundingCase) -> dict[str, str]:
    """What the award regulates in words: its purpose, and every text that a change put in place."""
    content = session.scalars(
        select(Proposal.content).where(
            Proposal.case_id == case.id,
            Proposal.kind == Decision.AWARD,
            Proposal.ended == ProposalEnd.APPROVED,
        )
    ).first()
    purpose = str((content or {}).get("wish", {}).get("purpose", ""))
    found = {"purpose": purpose} if purpose else {}
    for row in changes_of(session, case):
        if row.state is ChangeState.GRANTED:
            found |= row.proposed["award"].get("texts", {})
    return found


def request_change(actor: Actor, ref: str, wish: Wish, *, version: int) -> str:
    """The signatory asks for a change; what is wanted is frozen. The request's ref.

    Raises StepRefused (also while another request is open), StepNotOpen, Conflict, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        earlier = changes_of(session, case)
        before = standing_award(session, case).award
        row = ChangeRequest(
            case_id=case.id,
            number=len(earlier) + 1,
            kind=wish.kind,
            reason=wish.reason,
            before=before,
            wanted=dict(wish.award),
            requested_at=clock.now(),
            requested_by_id=actor.id,
        )
        take_step(
            session,
            case,
            "request",
            actor=actor,
            subject=row,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), reason=wish.reason),
            writes=Writes(data={"kind": wish.kind, "wanted": digest(wish.award)}),
        )
        freeze(session, case, actor, row, 1, {"kind": wish.kind.value, **row.wanted})
        return row.ref


def freeze(
    session: Session,
    case: FundingCase,
    actor: Actor,
    row: ChangeRequest,
    number: int,
    content: Mapping[str, Any],
) -> None:
    """Keep what was wanted (1) or how the award stands after the change (2) as a revision."""
    session.add(
        Revision(
            case_id=case.id,
            subject=MachineName.CHANGE,
            subject_ref=row.ref,
            number=number,
            content=dict(content),
            digest=digest(content),
            at=clock.now(),
            by_id=actor.id,
        )
    )


def withdraw_change(actor: Actor, ref: str, change_ref: str, *, version: int) -> None:
    """The recipient takes a request back that nobody has proposed a decision on."""
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        row = change_of(session, case, change_ref)
        take_step(
            session,
            case,
            "withdraw",
            actor=actor,
            subject=row,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), subject=row),
        )


def changes_of(session: Session, case: FundingCase) -> Sequence[ChangeRequest]:
    """Every change request of the case, the oldest first."""
    return session.scalars(
        select(ChangeRequest)
        .where(ChangeRequest.case_id == case.id)
        .order_by(ChangeRequest.number)
        .execution_options(populate_existing=True)
    ).all()


def change_of(session: Session, case: FundingCase, ref: str) -> ChangeRequest:
    """One change request of this case. Raises NotFound."""
    found = session.scalars(
        select(ChangeRequest)
        .where(ChangeRequest.case_id == case.id, ChangeRequest.ref == ref)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("no such change of this case")
    return found


def wanted_terms(row: ChangeRequest) -> tuple[ChangedTerm, ...]:
    """What the recipient wants to have changed."""
    return changed_terms(row.before, row.wanted)


def proposed_terms(row: ChangeRequest) -> tuple[ChangedTerm, ...]:
    """What the proposal, or the decision, changes; empty for a refusal."""
    award = row.proposed.get("award") if row.proposed else None
    return () if award is None else changed_terms(row.before, award)
