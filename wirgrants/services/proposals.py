"""Proposing a decision: the letter first, then the step that binds money to exactly that letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import (
    Decision,
    DiscardCause,
    FundingCase,
    LedgerEntry,
    LedgerKind,
    Letter,
    LetterKind,
    Proposal,
    ProposalEnd,
)
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.award_letter import award_draft, basis_of
from wirgrants.services.award_wish import AwardWish, read_wish
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.earlier import earlier_tasks
from wirgrants.services.ledger import Cause, Cover, Movement, cover, move
from wirgrants.services.letter_drafts import discard_open
from wirgrants.services.letters import preview, previewed, terms_of
from wirgrants.services.plain import digest
from wirgrants.services.review import standing
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.money import ZERO
from workflows.states import ApplicationState

KIND_OF: Mapping[Decision, LetterKind] = {
    Decision.AWARD: LetterKind.AWARD,
    Decision.REJECTION: LetterKind.REJECTION,
}
_STALE = (
    "Der Antrag oder der Bescheid wurde inzwischen geändert. Bitte erstellen Sie die Vorschau neu."
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The preview that a person saw: its ref, the digest of its bytes, the version of the case."""

    letter_ref: str
    digest: str
    version: int


def preview_award(actor: Actor, ref: str, wish: AwardWish) -> str:
    """Set the award notice of this wish and keep it as preview; its ref.

    Raises Refused with a German sentence where wish and case do not fit, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_staff(actor, case)
        draft = award_draft(basis_of(session, case, standing(session, case)), wish, actor)
    return preview(actor, ref, draft)


def propose_award(actor: Actor, ref: str, shown: Shown) -> None:
    """Propose the award of the previewed notice; the money of every year is reserved with it.

    Raises StepRefused (every year without money named), BudgetExhausted when somebody was faster,
    Refused or Conflict for another preview than the one shown, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        letter = shown_letter(session, case, shown, Decision.AWARD)
        told = terms_of(letter)
        wish = read_wish(told["wish"])
        now = standing(session, case)
        carried = cover(session, case.line, wish.by_year())
        take_step(
            session,
            case,
            "propose_award",
            actor=actor,
            version=shown.version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                awarded_amount=wish.amount,
                entitlement=now.entitlement.amount,
                entitlement_known=now.entitlement.amount is not None,
                years_without_budget=carried.without_budget,
                years_without_commitment_authority=carried.without_commitment,
                letter_rendered=True,
            ),
            writes=Writes(
                case_changes={
                    **waiting(ApplicationState.AWARD_PROPOSED, what="sign"),
                    "proposed_by_id": actor.id,
                },
                data={"amount": wish.amount, "letter": letter.ref, "digest": letter.pdf_digest},
            ),
        )
        budgets = {str(year): budget.id for year, budget in carried.budgets.items()}
        keep_proposal(session, actor, case, letter, _award_columns(wish, told, budgets))
        cause = Cause(actor=actor, case=case, reason="Bewilligungsvorschlag")
        move(session, LedgerKind.RESERVE, _reserved(wish, carried), cause)


def _reserved(wish: AwardWish, carried: Cover) -> list[Movement]:
    return [
        Movement(budget_id=carried.budgets[year].id, amount=amount, part=part.part)
        for part in wish.parts
        for year, amount in part.amounts.items()
        if amount > ZERO
    ]


def _award_columns(
    wish: AwardWish, told: Mapping[str, Any], budgets: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "kind": Decision.AWARD,
        "amounts": {
            part.part: {str(year): str(amount) for year, amount in part.amounts.items()}
            for part in wish.parts
        },
        "total": wish.amount,
        "obligations": told["wish"]["obligations"],
        "text": wish.text,
        "reason": wish.reason,
        "content": {**told, "budgets": dict(budgets)},
    }


def keep_proposal(
    session: Session,
    actor: Actor,
    case: FundingCase,
    letter: Letter,
    columns: Mapping[str, Any],
) -> Proposal:
    """A new open proposal bound to its letter by digest; columns as in `Proposal`. Flushes.

    Who checked and proposed is frozen with it: the signature asks for somebody else. Any other
    draft of the case is overtaken.
    """
    discard_open(session, case, actor, DiscardCause.OVERTAKEN, keep=letter)
    last = session.scalar(select(func.max(Proposal.number)).where(Proposal.case_id == case.id))
    earlier = earlier_tasks(session, case, case)
    content = {
        **columns["content"],
        "earlier": {task: sorted(people) for task, people in earlier.items()},
    }
    row = Proposal(
        case_id=case.id,
        number=(last or 0) + 1,
        letter_id=letter.id,
        proposed_at=clock.now(),
        proposed_by_id=actor.id,
        **{**columns, "content": content},
    )
    row.digest = digest_of(row, letter)
    session.add(row)
    session.flush()
    return row


def digest_of(proposal: Proposal, letter: Letter) -> str:
    """What an approver's signature binds: every amount and word, and the bytes of the letter."""
    return digest(
        {
            "kind": proposal.kind,
            "amounts": proposal.amounts or {},
            "total": f"{proposal.total or ZERO:.2f}",
            "obligations": proposal.obligations or [],
            "text": proposal.text or "",
            "reason": proposal.reason or "",
            "content": proposal.content or {},
            "letter": letter.pdf_digest,
        }
    )


def shown_letter(session: Session, case: FundingCase, shown: Shown, decision: Decision) -> Letter:
    """The preview that the person saw. Raises Refused or Conflict when it is another one now."""
    letter = previewed(session, case, shown.letter_ref, KIND_OF[decision])
    if letter.pdf_digest != shown.digest:
        raise Refused("another preview was shown", message=_STALE)
    if terms_of(letter)["revision"] != case.revision_number:
        raise Conflict("the application changed after the preview", message=_STALE)
    return letter


def open_proposal(session: Session, case: FundingCase) -> Proposal | None:
    """The proposal that waits for its decision, with its letter; one statement."""
    return session.scalars(
        select(Proposal)
        .where(Proposal.case_id == case.id, Proposal.ended.is_(None))
        .options(joinedload(Proposal.letter))
    ).one_or_none()


def given_back(session: Session, case: FundingCase) -> Proposal | None:
    """The last proposal, when it was returned or taken back: the next one starts from it."""
    last = session.scalars(
        select(Proposal)
        .where(Proposal.case_id == case.id)
        .order_by(Proposal.number.desc())
        .limit(1)
    ).one_or_none()
    ends = (ProposalEnd.RETURNED, ProposalEnd.TAKEN_BACK)
    return last if last is not None and last.ended in ends else None


_DISCARDS: Mapping[ProposalEnd, DiscardCause] = {
    ProposalEnd.RETURNED: DiscardCause.RETURNED,
    ProposalEnd.TAKEN_BACK: DiscardCause.TAKEN_BACK,
    ProposalEnd.OVERRULED: DiscardCause.OVERTAKEN,
}


def end_open_proposal(
    session: Session, actor: Actor, case: FundingCase, end: ProposalEnd, reason: str
) -> None:
    """End the open proposal without a decision and give its money back to the budgets."""
    proposal = open_proposal(session, case)
    if proposal is None:
        return
    proposal.ended, proposal.ended_at, proposal.ended_by_id = end, clock.now(), actor.id
    proposal.end_reason = reason
    session.flush()
    if proposal.letter is not None:
        # What an approver has made of it in the own name ends with it.
        discard_open(session, case, actor, _DISCARDS[end], Letter.kind == proposal.letter.kind)
    give_back(session, actor, case, reason)


def give_back(session: Session, actor: Actor, case: FundingCase, reason: str) -> None:
    """Undo every reservation that the ledger still holds for the case."""
    reserved = session.execute(
        select(
            LedgerEntry.budget_id,
            LedgerEntry.part,
            func.sum(LedgerEntry.reserved_change).label("amount"),
        )
        .where(LedgerEntry.case_id == case.id)
        .group_by(LedgerEntry.budget_id, LedgerEntry.part)
    ).all()
    movements = [
        Movement(budget_id=row.budget_id, amount=Decimal(row.amount), part=row.part)
        for row in reserved
        if row.amount > ZERO
    ]
    if movements:
        move(session, LedgerKind.UNRESERVE, movements, Cause(actor=actor, case=case, reason=reason))
