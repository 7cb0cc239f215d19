"""Refusing a payment request: an administrative act with its letter, previewed and then signed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from forms.fitting_sections import part_name
from wirgrants import clock
from wirgrants.documents.letters.payment_refusal import PaymentRefusal, payment_refusal_letter
from wirgrants.errors import NotAllowed, Refused
from wirgrants.models import FundingCase, LetterKind, Payment
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.delivery import issue
from wirgrants.services.finance_rows import award_letter, payment_of
from wirgrants.services.letterhead import HeadChoice, head_of, remedy_of
from wirgrants.services.letters import Draft, paragraphs, preview, previewed, terms_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.payments_loaded import load
from wirgrants.services.settlement_sign import Signature
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import MachineName, PaymentState, Role

TO_BE_REFUSED = frozenset({PaymentState.REQUESTED, PaymentState.CHECKED})


@dataclass(frozen=True, kw_only=True)
class RefusalWish:
    """Why the request is refused; the words stand in the letter."""

    reason: str

    def to_json(self) -> dict[str, Any]:
        """The wish as the letter's terms keep it."""
        return {"reason": self.reason}


def preview_refusal(actor: Actor, case_ref: str, payment_ref: str, wish: RefusalWish) -> str:
    """Set the refusal and keep it as preview; its ref.

    Raises Refused without a reason or for a request that is decided, NotAllowed, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, case_ref)
        only_as_staff(actor, case)
        payment = payment_of(session, case, payment_ref)
        _may_refuse(actor, payment, wish)
        draft = _draft(session, case, actor, payment, wish)
    return preview(actor, case_ref, draft)


def _may_refuse(actor: Actor, payment: Payment, wish: RefusalWish) -> None:
    if Role.APPROVER not in actor.staff_roles:
        raise NotAllowed("an approver refuses a request")
    if payment.state not in TO_BE_REFUSED:
        raise Refused("decided", message="Über diesen Mittelabruf ist bereits entschieden.")
    if not wish.reason.strip():
        raise Refused("no reason", message="Bitte begründen Sie die Ablehnung (§ 39 HVwVfG).")


def _draft(
    session: Session, case: FundingCase, actor: Actor, payment: Payment, wish: RefusalWish
) -> Draft:
    today, year = clock.today(), payment.award_year
    letter = payment_refusal_letter(
        PaymentRefusal(
            head=head_of(case, HeadChoice(dated=today, signature=actor.name)),
            award_date=award_letter(session, case).dated,
            number=payment.number,
            requested_on=clock.day_of(payment.requested_at),
            amount=payment.amount,
            used_for=f"{part_name(year.part)}, {year.year}",
            reasons=paragraphs(wish.reason),
            remedy=remedy_of(case, load_parameters(session), today),
        )
    )
    return Draft(
        kind=LetterKind.PAYMENT_REFUSAL,
        letter=letter,
        terms=wish.to_json(),
        subject=MachineName.PAYMENT,
        subject_ref=payment.ref,
    )


def refuse_payment(
    actor: Actor, ref: str, payment_ref: str, signature: Signature, *, version: int
) -> None:
    """Sign the previewed refusal: the request ends, the letter leaves.

    Raises Conflict for an old preview, StepRefused (four eyes), Refused, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        payment = payment_of(session, case, payment_ref)
        letter = previewed(
            session, case, signature.letter_ref, LetterKind.PAYMENT_REFUSAL, payment.ref
        )
        reason = str(terms_of(letter)["reason"])
        loaded = load(session, actor, ref, payment_ref, reason)
        take_step(
            session,
            case,
            "refuse",
            actor=actor,
            subject=payment,
            version=version,
            circumstances=loaded.circumstances,
            writes=Writes(
                changes={"ended_reason": reason},
                data={"letter": letter.ref, "digest": letter.pdf_digest},
            ),
        )
        shown = signature.shown_digest
        issue(session, case, actor, letter, signature.dispatch, shown_digest=shown)
