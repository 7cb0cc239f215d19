"""The order to pay money back (§ 49a HVwVfG): worded, previewed, signed, sent on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.recovery import Recovery as Told
from wirgrants.documents.letters.recovery import recovery_letter
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.errors import Conflict, NotAllowed, Refused
from wirgrants.models import (
    DeliveryWay,
    FundingCase,
    Letter,
    LetterKind,
    Recovery,
)
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import IN_WRITING, issue
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.letterhead import HeadChoice, head_of, relied_on, remedy_of
from wirgrants.services.letters import Draft, add, paragraphs, previewed, set_letter, terms_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.recovery import after, logged_claim, recovery_of
from wirgrants.services.recovery_interest import (
    Reckoned,
    interest_lines,
    own_account,
    payouts_of,
    reckon,
)
from wirgrants.services.recovery_sum import sum_to_order
from wirgrants.services.settlement import compute
from wirgrants.services.settlement_letter import calculation
from wirgrants.services.settlement_sign import PREPARES, Signature
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.circumstances import Circumstances
from workflows.money import ZERO
from workflows.states import MachineName, RecoveryState

TO_BE_ORDERED = frozenset({RecoveryState.HEARING, RecoveryState.STATEMENT_RECEIVED})
PAY_WITHIN = timedelta(days=30)
"""What a fresh page offers as the day to pay; the order names it, the law names none."""

_RESTS_ON = ("reduction_threshold", "interest_year_days")
"""The dated parameters in the order's arithmetic that nobody has read in Hessian text."""


@dataclass(frozen=True, kw_only=True)
class OrderWish:
    """What the order says beside the hearing: the day from which the award is ineffective, the day
    to pay, the facts, and the weighing of discretion (needed unless the grant was reduced).
    """

    effective: date
    pay_until: date
    facts: str
    discretion: str

    def to_json(self) -> dict[str, Any]:
        """The wish as the letter's terms keep it."""
        return {
            "effective": self.effective.isoformat(),
            "pay_until": self.pay_until.isoformat(),
            "facts": self.facts,
            "discretion": self.discretion,
        }


def read_order(terms: Mapping[str, Any]) -> OrderWish:
    """The wish from a letter's terms."""
    return OrderWish(
        effective=date.fromisoformat(terms["effective"]),
        pay_until=date.fromisoformat(terms["pay_until"]),
        facts=terms["facts"],
        discretion=terms["discretion"],
    )


def order_preview(session: Session, case: FundingCase, recovery: Recovery) -> Letter | None:
    """The preview that waits for its signature; one statement."""
    return session.scalars(
        select(Letter)
        .where(
            Letter.case_id == case.id,
            Letter.kind == LetterKind.RECOVERY_ORDER,
            Letter.subject_ref == recovery.ref,
            Letter.issued_at.is_(None),
            Letter.discarded_at.is_(None),
        )
        .order_by(Letter.sequence.desc())
        .limit(1)
    ).first()


def preview_order(actor: Actor, case_ref: str, recovery_ref: str, wish: OrderWish) -> str:
    """Set the order and keep it as preview; its ref. Raises Refused, NotAllowed, NotFound.

    It asks for what is still owed of the sum that was heard.
    """
    with read_only() as session:
        case = load_case(session, actor, case_ref)
        recovery = _to_be_ordered(session, actor, case, recovery_ref)
        amount = sum_to_order(session, case, recovery)
        letter, reckoned = _worded(session, actor, case, recovery, (wish, amount))
        draft = Draft(
            kind=LetterKind.RECOVERY_ORDER,
            letter=letter,
            terms={
                **wish.to_json(),
                "amount": format(amount, "f"),
                "interest": reckoned.found.to_json(),
                "interest_until": None if reckoned.until is None else reckoned.until.isoformat(),
            },
            subject=MachineName.RECOVERY,
            subject_ref=recovery.ref,
        )
    sheet = set_letter(draft)
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        _to_be_ordered(session, actor, case, recovery_ref)
        return add(session, case, actor, sheet).ref


def _to_be_ordered(
    session: Session, actor: Actor, case: FundingCase, recovery_ref: str
) -> Recovery:
    only_as_staff(actor, case)
    if not actor.staff_roles & PREPARES:
        raise NotAllowed("another role words an order")
    recovery = recovery_of(session, case, recovery_ref)
    if recovery.state not in TO_BE_ORDERED:
        raise Refused("not to be ordered", message="Über diese Rückforderung ist entschieden.")
    return recovery


def _worded(
    session: Session,
    actor: Actor,
    case: FundingCase,
    recovery: Recovery,
    asked: tuple[OrderWish, Decimal],
) -> tuple[Any, Reckoned]:
    wish, amount = asked
    ground, today = Ground(recovery.ground), clock.today()
    payouts = payouts_of(session, case)
    _refuse_unfit(wish, ground, payouts)
    parameters = load_parameters(session)
    reckoned = reckon(amount, payouts, wish.effective, parameters)
    rests_on = relied_on(parameters, _RESTS_ON, today)
    choice = HeadChoice(dated=today, signature=actor.name, figures=rests_on)
    told = Told(
        head=head_of(case, choice),
        award_date=award_letter(session, case).dated,
        ground=ground,
        amount=amount,
        heard_sum=recovery.demanded,
        effective=wish.effective,
        pay_until=wish.pay_until,
        account=own_account(case),
        facts=paragraphs(wish.facts),
        calculation=tuple(calculation(compute(session, case))),
        heard_on=clock.day_of(recovery.opened_at),
        answer=recovery.statement,
        discretion=paragraphs(wish.discretion),
        interest=tuple(interest_lines(reckoned.found)),
        interest_until=reckoned.until,
        remedy=remedy_of(case, parameters, today),
    )
    return recovery_letter(told), reckoned


def _refuse_unfit(wish: OrderWish, ground: Ground, payouts: Sequence[tuple[date, Decimal]]) -> None:
    if ground is not Ground.REDUCTION and not wish.discretion.strip():
        raise Refused(
            "no discretion",
            message="Bitte begründen Sie die Ausübung des Ermessens; bei Widerruf und Rücknahme "
            "verlangt das Gesetz sie.",
        )
    if wish.pay_until <= clock.today():
        raise Refused("paid in the past", message="Der Zahlungstag muss in der Zukunft liegen.")
    if wish.effective > clock.today():
        raise Refused(
            "effective in the future",
            message="Die Unwirksamkeit muss bis heute eingetreten sein; erst dann ist etwas zu "
            "erstatten.",
        )
    if payouts and wish.effective < payouts[0][0]:
        raise Refused(
            "effective before payout",
            message="Die Unwirksamkeit kann nicht vor der ersten Auszahlung "
            f"({payouts[0][0]:%d.%m.%Y}) eintreten; vorher laufen keine Zinsen.",
        )


def order(
    actor: Actor, case_ref: str, recovery_ref: str, signature: Signature, *, version: int
) -> None:
    """Sign the order: the previewed bytes leave on paper, the claim stands.

    Raises StepRefused (day to answer not passed and no statement, four eyes, not in writing),
    Conflict for an old preview and when money moved since it, Refused, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        recovery = recovery_of(session, case, recovery_ref)
        letter = previewed(session, case, signature.letter_ref, LetterKind.RECOVERY_ORDER)
        dispatch, terms = signature.dispatch, terms_of(letter)
        wish = read_order(terms)
        claim = _ordered(actor, letter, wish, terms, dispatch.sent_on)
        take_step(
            session,
            case,
            "order",
            actor=actor,
            subject=recovery,
            version=version,
            circumstances=_circumstances(session, case, recovery, letter, signature),
            writes=Writes(
                changes=claim,
                case_changes=after(RecoveryState.ORDERED, due_on=wish.pay_until, what="repayment"),
                data={
                    "amount": claim["demanded"],
                    **logged_claim(claim),
                    "letter": letter.ref,
                    "digest": letter.pdf_digest,
                    "sent_on": dispatch.sent_on,
                },
            ),
        )
        issue(session, case, actor, letter, dispatch, shown_digest=signature.shown_digest)
        # Last: a step that is not open and a letter of another day are told as such.
        _refuse_other_sum(session, case, recovery, terms)


def _refuse_other_sum(
    session: Session, case: FundingCase, recovery: Recovery, terms: Mapping[str, Any]
) -> None:
    """The sum and its interest are still those of the preview: a payment may have come back."""
    amount, effective = sum_to_order(session, case, recovery), read_order(terms).effective
    now = reckon(amount, payouts_of(session, case), effective, load_parameters(session))
    if amount != Decimal(terms["amount"]) or now.found.to_json() != terms["interest"]:
        raise Conflict(
            "money moved after the preview",
            message="Seit der Vorschau haben sich die Auszahlungen oder die Zinsen geändert. "
            "Bitte erstellen Sie sie neu.",
        )


def _circumstances(
    session: Session, case: FundingCase, recovery: Recovery, letter: Letter, signature: Signature
) -> Circumstances:
    dispatch = signature.dispatch
    return circumstances_of(
        session,
        case,
        day=clock.today(),
        subject=recovery,
        letter_rendered=letter.subject_ref == recovery.ref,
        shown_digest=signature.shown_digest,
        current_digest=letter.pdf_digest,
        delivery_recorded=True,
        delivery_electronic=dispatch.way is DeliveryWay.ELECTRONIC,
        delivery_in_writing=dispatch.way in IN_WRITING,
        posted_on=dispatch.sent_on,
        hearing_notified=session.get_one(Letter, recovery.hearing_letter_id).notified_on,
    )


def _ordered(
    actor: Actor, letter: Letter, wish: OrderWish, terms: Mapping[str, Any], sent_on: date
) -> dict[str, Any]:
    return {
        "demanded": Decimal(terms["amount"]),
        "ordered_at": clock.now(),
        "ordered_by_id": actor.id,
        "order_letter_id": letter.id,
        "order_text": wish.facts,
        "posted_on": sent_on,
        "due_on": wish.pay_until,
        "interest_from": wish.effective,
        "interest": Decimal(terms["interest"]["total"]) or ZERO,
        "interest_computation": {**terms["interest"], "until": terms["interest_until"]},
    }
