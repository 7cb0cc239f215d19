"""Interest since an order: claimed by a notice that is previewed and signed, or waived."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.interest_order import InterestOrder, interest_order_letter
from wirgrants.errors import Conflict, NotAllowed, Refused
from wirgrants.models import DeliveryWay, FundingCase, Letter, LetterKind, Recovery
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import IN_WRITING, issue, tell_organisation
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.letterhead import HeadChoice, head_of, relied_on, remedy_of
from wirgrants.services.letters import Draft, paragraphs, preview, previewed, terms_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.recovery import after, logged_claim, recovery_of
from wirgrants.services.recovery_interest import interest_lines, own_account
from wirgrants.services.recovery_later import Later, later_interest
from wirgrants.services.settlement_sign import Signature
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.circumstances import Circumstances
from workflows.money import ZERO
from workflows.states import MachineName, RecoveryState, Role


@dataclass(frozen=True, kw_only=True)
class InterestWish:
    """What the notice says beside the arithmetic: the day to pay, and why it is not waived."""

    pay_until: date
    discretion: str

    def to_json(self) -> dict[str, Any]:
        """The wish as the letter's terms keep it."""
        return {"pay_until": self.pay_until.isoformat(), "discretion": self.discretion}


def preview_interest(actor: Actor, case_ref: str, recovery_ref: str, wish: InterestWish) -> str:
    """Set the notice and keep it as preview; its ref.

    Raises Refused where nothing accrued or a base rate is not known, NotAllowed, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, case_ref)
        only_as_staff(actor, case)
        if Role.APPROVER not in actor.staff_roles:
            raise NotAllowed("an approver claims interest")
        recovery = recovery_of(session, case, recovery_ref)
        later = later_interest(session, case, recovery)
        _refuse_unfit(recovery, later, wish)
        draft = _draft(session, case, actor, (recovery, later), wish)
    return preview(actor, case_ref, draft)


def _refuse_unfit(recovery: Recovery, later: Later, wish: InterestWish) -> None:
    if recovery.state is not RecoveryState.INTEREST_OPEN or later.why_not:
        raise Refused(
            "nothing to claim",
            message=later.why_not or "Über die Zinsen dieser Rückforderung ist entschieden.",
        )
    if wish.pay_until <= clock.today():
        raise Refused("paid in the past", message="Der Zahlungstag muss in der Zukunft liegen.")
    if not wish.discretion.strip():
        raise Refused("no discretion", message="Bitte begründen Sie die Ausübung des Ermessens.")


def _draft(
    session: Session,
    case: FundingCase,
    actor: Actor,
    claim: tuple[Recovery, Later],
    wish: InterestWish,
) -> Draft:
    recovery, later = claim
    today, parameters = clock.today(), load_parameters(session)
    rests_on = relied_on(parameters, ("interest_year_days",), today)
    choice = HeadChoice(dated=today, signature=actor.name, figures=rests_on)
    assert recovery.ordered_at is not None
    assert later.until is not None
    letter = interest_order_letter(
        InterestOrder(
            head=head_of(case, choice),
            award_date=award_letter(session, case).dated,
            ordered_on=clock.day_of(recovery.ordered_at),
            amount=recovery.demanded,
            repaid_on=later.until,
            interest=tuple(interest_lines(later.found)),
            pay_until=wish.pay_until,
            account=own_account(case),
            discretion=paragraphs(wish.discretion),
            remedy=remedy_of(case, parameters, today),
        )
    )
    return Draft(
        kind=LetterKind.INTEREST_ORDER,
        letter=letter,
        terms={**wish.to_json(), "interest": later.found.to_json()},
        subject=MachineName.RECOVERY,
        subject_ref=recovery.ref,
    )


def claim_interest(
    actor: Actor, case_ref: str, recovery_ref: str, signature: Signature, *, version: int
) -> None:
    """Sign the notice: the claim grows by this interest and is to be paid.

    Raises StepRefused (four eyes, not in writing), Conflict for an old preview or other rates than
    it names, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        recovery = recovery_of(session, case, recovery_ref)
        letter = previewed(
            session, case, signature.letter_ref, LetterKind.INTEREST_ORDER, recovery.ref
        )
        later = later_interest(session, case, recovery)
        take_step(
            session,
            case,
            "claim_interest",
            actor=actor,
            subject=recovery,
            version=version,
            circumstances=_signing(session, case, (recovery, later), letter, signature),
            writes=_claimed(recovery, letter, later),
        )
        shown = signature.shown_digest
        issue(session, case, actor, letter, signature.dispatch, shown_digest=shown)


def _claimed(recovery: Recovery, letter: Letter, later: Later) -> Writes:
    """The grown claim. Raises Conflict when it is not the interest of the preview.

    Where none is left, a fresh preview would not help: then the step itself says so.
    """
    terms = terms_of(letter)
    if later.accrued and later.found.to_json() != terms["interest"]:
        raise Conflict(
            "the interest changed after the preview",
            message="Die Zinsen haben sich seit der Vorschau geändert. Bitte erstellen Sie sie "
            "neu.",
        )
    due, grown = date.fromisoformat(terms["pay_until"]), recovery.interest + later.found.total
    claim = {
        "interest": grown,
        "interest_computation": {**recovery.interest_computation, "later": terms["interest"]},
        "due_on": due,
    }
    return Writes(
        changes=claim,
        case_changes=after(RecoveryState.ORDERED, due_on=due, what="repayment"),
        data={
            **logged_claim(claim),
            "later": later.found.total,
            "letter": letter.ref,
            "digest": letter.pdf_digest,
        },
    )


def _signing(
    session: Session,
    case: FundingCase,
    claim: tuple[Recovery, Later],
    letter: Letter,
    signature: Signature,
) -> Circumstances:
    (recovery, later), way = claim, signature.dispatch.way
    return circumstances_of(
        session,
        case,
        day=clock.today(),
        subject=recovery,
        later_interest=later.found.total > ZERO,
        letter_rendered=True,
        shown_digest=signature.shown_digest,
        current_digest=letter.pdf_digest,
        delivery_recorded=True,
        delivery_electronic=way is DeliveryWay.ELECTRONIC,
        delivery_in_writing=way in IN_WRITING,
        posted_on=signature.dispatch.sent_on,
    )


def waive_interest(
    actor: Actor, case_ref: str, recovery_ref: str, reason: str, *, version: int
) -> None:
    """Decide that the interest since the order is not claimed, with the reason; the claim ends.

    Raises StepRefused without a reason or for whoever opened the hearing, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        recovery = recovery_of(session, case, recovery_ref)
        later = later_interest(session, case, recovery)
        take_step(
            session,
            case,
            "waive_interest",
            actor=actor,
            subject=recovery,
            version=version,
            circumstances=circumstances_of(
                session, case, day=clock.today(), subject=recovery, reason=reason
            ),
            writes=Writes(
                changes={"ended_at": clock.now(), "ended_reason": reason},
                case_changes=after(RecoveryState.REPAID),
                data={
                    "later": None if later.unknown_from else later.found.total,
                    "since": later.since,
                    "until": later.until,
                    "waived": later.found.to_json(),
                },
            ),
        )
        tell_organisation(
            session,
            case,
            kind="recovery.interest_waived",
            subject=f"Rückforderung erledigt: {case.number}",
            text="Der Erstattungsbetrag ist eingegangen. Zinsen für die Zeit seit dem Bescheid "
            "werden nicht erhoben.",
        )
