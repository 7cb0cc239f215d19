"""Deciding: taking back, returning, and the signature that issues the previewed letter."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import (
    AwardPart,
    AwardYear,
    Decision,
    DeliveryWay,
    FundingCase,
    LedgerKind,
    Letter,
    Obligation,
    Proposal,
    ProposalEnd,
)
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.award_wish import AwardWish, read_wish
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.decisions_open import APPROVES, guarded, to_sign
from wirgrants.services.delivery import Signature, issue
from wirgrants.services.ledger import Cause, Movement, move
from wirgrants.services.proposals import digest_of, end_open_proposal
from wirgrants.services.signing import repeats
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.telling import tell_accounts
from wirgrants.services.waiting import RETURNED, waiting
from wirgrants.unit_of_work import unit_of_work
from workflows.circumstances import Circumstances
from workflows.guideline import FinancingType, ProofForm
from workflows.money import ZERO
from workflows.states import ApplicationState

A = ApplicationState
_ENDS: Mapping[str, ProposalEnd] = {
    "take_back_proposal": ProposalEnd.TAKEN_BACK,
    "return_proposal": ProposalEnd.RETURNED,
}


def end_proposal(actor: Actor, ref: str, action: str, reason: str, *, version: int) -> None:
    """Take a proposal back (`take_back_proposal`) or return it to the officer (`return_proposal`).

    Reserved money returns to the budgets; of a returned one its author is told why. Raises
    StepRefused (returning needs a reason), Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        author, end = case.proposed_by_id, _ENDS[action]
        what = RETURNED if end is ProposalEnd.RETURNED else "decide"
        take_step(
            session,
            case,
            action,
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), reason=reason),
            writes=Writes(case_changes={**waiting(A.READY, what=what), "proposed_by_id": None}),
        )
        end_open_proposal(session, actor, case, end, reason)
        if end is ProposalEnd.RETURNED and author is not None:
            _tell_back(session, actor, case, author, reason)


def _tell_back(session: Session, actor: Actor, case: FundingCase, author: int, reason: str) -> None:
    tell_accounts(
        session,
        case,
        [author],
        kind="proposal_returned",
        subject=f"Vorschlag zurückgegeben: {case.number}",
        text=f"{actor.name} hat Ihren Vorschlag zurückgegeben: {reason}\n\nWenn Sie neu "
        "vorschlagen, stehen Ihre bisherigen Angaben im Formular.",
    )


def approve_award(actor: Actor, ref: str, signature: Signature) -> None:
    """Sign the award: the previewed bytes are issued, the reserved money is committed.

    Raises Refused before the notice was made in the own name (§ 37 III HVwVfG), StepRefused (own
    work, another digest than the one shown, no consent), Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case, proposal, letter = _to_sign(session, actor, ref, Decision.AWARD, signature)
        wish = read_wish(proposal.content["wish"])
        shown = _bytes_shown(proposal, letter)
        dates = issue(session, case, actor, letter, signature.dispatch, shown_digest=shown)
        due = None if dates.acceptance is None else dates.acceptance.day
        case_changes = {
            **waiting(A.AWARDED, due_on=due, what="acceptance"),
            "awarded": proposal.total,
            **_decided(actor, Decision.AWARD),
        }
        _sign(session, actor, case, proposal, letter, signature, case_changes)
        years = list(_years(case, proposal, wish))
        _write_award(session, case, proposal, wish, years)
        committed = [
            Movement(budget_id=row["budget_id"], amount=row["amount"], part=row["part"])
            for row in years
        ]
        cause = Cause(actor=actor, case=case, reason="Zuwendungsbescheid")
        move(session, LedgerKind.COMMIT, committed, cause)


def approve_rejection(actor: Actor, ref: str, signature: Signature) -> None:
    """Sign the rejection: the previewed bytes are issued. Raises as `approve_award`."""
    with unit_of_work() as session:
        case, proposal, letter = _to_sign(session, actor, ref, Decision.REJECTION, signature)
        shown = _bytes_shown(proposal, letter)
        issue(session, case, actor, letter, signature.dispatch, shown_digest=shown)
        case_changes = {**waiting(A.REJECTED), **_decided(actor, Decision.REJECTION)}
        _sign(session, actor, case, proposal, letter, signature, case_changes)


def _to_sign(
    session: Session, actor: Actor, ref: str, decision: Decision, signature: Signature
) -> tuple[FundingCase, Proposal, Letter]:
    """Case and open proposal with the letter that is to be issued, in whosever name it stands."""
    case, proposal = to_sign(session, actor, ref, decision, signature.version)
    letter = proposal.draft or proposal.letter
    assert letter is not None
    return case, proposal, letter


def _bytes_shown(proposal: Proposal, letter: Letter) -> str:
    """The digest of the letter, "" if it is not what was proposed with a name under it.

    What is signed is the proposal; the step's guard holds it against what was shown.
    """
    proposed = proposal.letter
    assert proposed is not None
    same = digest_of(proposal, proposed) == proposal.digest and repeats(letter, proposed)
    return letter.pdf_digest if same else ""


def _decided(actor: Actor, decision: Decision) -> dict[str, Any]:
    return {"decision": decision, "decided_on": clock.today(), "decided_by_id": actor.id}


def _sign(
    session: Session,
    actor: Actor,
    case: FundingCase,
    proposal: Proposal,
    letter: Letter,
    signature: Signature,
    case_changes: Mapping[str, Any],
) -> None:
    """The step itself; everything that must be true at the same moment is written with it."""
    proposal.ended, proposal.ended_at = ProposalEnd.APPROVED, clock.now()
    proposal.ended_by_id = actor.id
    dispatch = signature.dispatch
    with session.no_autoflush:
        take_step(
            session,
            case,
            APPROVES[proposal.kind],
            actor=actor,
            version=signature.version,
            circumstances=_known(case, proposal, letter, signature),
            writes=Writes(
                case_changes=case_changes,
                data={
                    "amount": proposal.total,
                    "letter": letter.ref,
                    "number": letter.number,
                    "digest": letter.pdf_digest,
                    "proposal": proposal.digest,
                    "way": dispatch.way,
                    "sent_on": dispatch.sent_on,
                    "decided_on": case_changes["decided_on"],
                },
            ),
        )


def _known(
    case: FundingCase, proposal: Proposal, letter: Letter, signature: Signature
) -> Circumstances:
    """What the guards and demands of a signature ask, without a statement: all of it lies here."""
    return replace(
        guarded(proposal),
        letter_rendered=letter.discarded_at is None,
        consent_to_electronic_delivery=case.organisation.electronic_consent_on is not None,
        shown_digest=signature.shown_digest,
        current_digest=digest_of(proposal, letter),
        delivery_recorded=True,
        delivery_electronic=signature.dispatch.way is DeliveryWay.ELECTRONIC,
    )


def _write_award(
    session: Session,
    case: FundingCase,
    proposal: Proposal,
    wish: AwardWish,
    years: list[dict[str, Any]],
) -> None:
    """Parts, years and obligations of the notice, each kind with one statement."""
    session.execute(insert(AwardPart), list(_parts(case, proposal)))
    session.execute(insert(AwardYear), years)
    if wish.obligations:
        session.execute(insert(Obligation), list(_obligations(case, wish)))


def _parts(case: FundingCase, proposal: Proposal) -> Iterator[dict[str, Any]]:
    for name, told in proposal.content["parts"].items():
        yield {
            "case_id": case.id,
            "part": name,
            "starts_on": date.fromisoformat(told["start"]),
            "ends_on": date.fromisoformat(told["end"]),
            "financing": FinancingType(told["financing"]),
            "share": None if told["share"] is None else Decimal(told["share"]),
            "amount": Decimal(told["amount"]),
            "eligible_cost": Decimal(told["eligible"]),
            "plan": told["plan"],
            "units": told["units"],
            "basis": told["basis"],
            "proof_form": ProofForm(told["proof_form"]),
        }


def _obligations(case: FundingCase, wish: AwardWish) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(wish.obligations, start=1):
        yield {"case_id": case.id, "number": number, "text": one.text, "due_on": one.due_on}


def _years(case: FundingCase, proposal: Proposal, wish: AwardWish) -> Iterator[dict[str, Any]]:
    budgets = proposal.content["budgets"]
    for part in wish.parts:
        for year, amount in part.amounts.items():
            if amount > ZERO:
                yield {
                    "case_id": case.id,
                    "part": part.part,
                    "year": year,
                    "amount": amount,
                    "budget_id": budgets[str(year)],
                }
