"""Payment requests: asked by a signatory, checked by an officer, released by another person."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from forms.acceptance import sound_iban
from wirgrants import clock
from wirgrants.errors import Conflict, NotFound
from wirgrants.models import Acceptance, FundingCase, Payment
from wirgrants.services.access import Actor, load_case, only_as_member, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.finality import finality_of
from wirgrants.services.finance_rows import acceptance_with_bank, payment_of
from wirgrants.services.payments_call import (
    Stated,
    highest,
    highest_now,
    load_money,
    values_of_payment,
)
from wirgrants.services.payments_checked import to_log
from wirgrants.services.payments_findings import CheckLine, check_lines
from wirgrants.services.payments_loaded import (
    Loaded,
    circumstances_for,
    load,
    refuse_other_digest,
    shown_digest,
)
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.payment_call import HighestCall

__all__ = [
    "Request",
    "check_payment",
    "reissue_payment",
    "release_payment",
    "request_payment",
    "send_back",
    "shown_digest",
    "take_back_release",
    "withdraw_payment",
]

_CLEARED: Mapping[str, Any] = {
    "checked_at": None,
    "checked_by_id": None,
    "check_note": "",
    "digest": None,
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """A call for money of one part and year with the recipient's statement (euros as text)."""

    award_year_id: int
    amount: Decimal
    statement: Mapping[str, str]


def request_payment(actor: Actor, ref: str, told: Request, *, version: int) -> str:
    """The signatory calls money; the request's ref.

    Raises StepRefused above the highest call, before finality or without the acceptance, NotFound
    for a part and year of another case, Conflict, StepNotOpen.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        money = load_money(session, case)
        if told.award_year_id not in {year.id for year in money.years}:
            raise NotFound("no such award year of this case")
        year = money.year(told.award_year_id)
        stated = Stated(
            spent=Decimal(told.statement["spent"]), due_soon=Decimal(told.statement["due_soon"])
        )
        most = highest(money, year, stated, clock.today())
        payment = _new(case, actor, told, most, number=len(money.payments) + 1)
        take_step(
            session,
            case,
            "request",
            actor=actor,
            subject=payment,
            version=version,
            circumstances=circumstances_for(session, case, money, year, told.amount, most),
            writes=Writes(data={"amount": told.amount, "part": year.part, "year": year.year}),
        )
        return payment.ref


def _new(
    case: FundingCase, actor: Actor, told: Request, most: HighestCall, *, number: int
) -> Payment:
    return Payment(
        case_id=case.id,
        number=number,
        award_year_id=told.award_year_id,
        amount=told.amount,
        statement=dict(told.statement),
        most=most.amount,
        computation=[line.text() for line in most.lines],
        requested_at=clock.now(),
        requested_by_id=actor.id,
    )


def withdraw_payment(actor: Actor, ref: str, payment_ref: str, *, version: int) -> None:
    """The recipient takes a request back that nobody has checked yet."""
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        payment = payment_of(session, case, payment_ref)
        take_step(
            session,
            case,
            "withdraw",
            actor=actor,
            subject=payment,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), subject=payment),
        )


def check_payment(
    actor: Actor,
    ref: str,
    payment_ref: str,
    note: str,
    *,
    answers: Mapping[str, bool],
    version: int,
) -> None:
    """The officer has checked a request; the highest call is computed anew as of today.

    The event keeps the `answers` (by the names of `CHECK_QUESTIONS`) and the findings of today.
    Raises StepRefused above it, while an interim proof is missing or the notice is not final.
    """
    with unit_of_work() as session:
        loaded = load(session, actor, ref, payment_ref)
        case, payment = loaded.case, loaded.payment
        only_as_staff(actor, case)
        accepted = acceptance_with_bank(session, case)
        found = _found(session, loaded, accepted)
        # The digest covers what the check itself writes.
        payment.check_note, payment.most = note, loaded.most.amount
        payment.computation = [line.text() for line in loaded.most.lines]
        bank = None if accepted is None else accepted.personal
        shown = shown_digest(payment, loaded.year.part, loaded.year.year, bank)
        said = {"amount": payment.amount, "most": loaded.most.amount, "digest": shown}
        checked = {"digest": shown, "checked_at": clock.now(), "checked_by_id": actor.id}
        take_step(
            session,
            case,
            "check",
            actor=actor,
            subject=payment,
            version=version,
            circumstances=loaded.circumstances,
            writes=Writes(changes=checked, data=said | to_log(answers, found)),
        )


def _found(session: Session, loaded: Loaded, accepted: Acceptance | None) -> tuple[CheckLine, ...]:
    final = finality_of(session, loaded.case)
    return check_lines(loaded.money, loaded.payment, accepted, final, clock.today())


def send_back(actor: Actor, ref: str, payment_ref: str, reason: str, *, version: int) -> None:
    """The approver wants the request checked again."""
    _reasoned(actor, (ref, payment_ref, "send_back"), reason, version, _CLEARED)


def _reasoned(
    actor: Actor, step: tuple[str, str, str], reason: str, version: int, changes: Mapping[str, Any]
) -> None:
    """One step of a request that needs a reason; `step` is case, request and action."""
    ref, payment_ref, action = step
    with unit_of_work() as session:
        loaded = load(session, actor, ref, payment_ref, reason)
        only_as_staff(actor, loaded.case)
        take_step(
            session,
            loaded.case,
            action,
            actor=actor,
            subject=loaded.payment,
            version=version,
            circumstances=loaded.circumstances,
            writes=Writes(changes=changes),
        )


def take_back_release(
    actor: Actor, ref: str, payment_ref: str, reason: str, *, version: int
) -> None:
    """What was released and not paid yet is only checked again: to be released, or refused.

    Raises StepRefused without a reason, Conflict, StepNotOpen, NotFound.
    """
    changes = {"released_at": None, "released_by_id": None}
    _reasoned(actor, (ref, payment_ref, "take_back_release"), reason, version, changes)


def release_payment(actor: Actor, ref: str, payment_ref: str, shown: str, *, version: int) -> None:
    """Another person releases what was checked, bound to the digest of what was shown.

    Raises Conflict when something changed since, StepRefused (four eyes, proofs, award).
    """
    with unit_of_work() as session:
        loaded = load(session, actor, ref, payment_ref)
        only_as_staff(actor, loaded.case)
        refuse_other_digest(session, loaded, shown)
        _release(session, loaded, actor, "release", version, shown)


def reissue_payment(actor: Actor, ref: str, payment_ref: str, shown: str, *, version: int) -> None:
    """A payment that came back is released again, once the account has been clarified."""
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        payment = payment_of(session, case, payment_ref)
        money = load_money(session, case)
        accepted = acceptance_with_bank(session, case)
        bank = None if accepted is None else accepted.personal
        year = money.year(payment.award_year_id)
        if shown != shown_digest(payment, year.part, year.year, bank):
            raise Conflict("something else was shown")
        told = circumstances_of(
            session,
            case,
            day=clock.today(),
            subject=payment,
            iban_valid=bank is not None and sound_iban(bank.iban),
            **values_of_payment(money, payment.ref),
        )
        loaded = Loaded(
            case=case,
            payment=payment,
            money=money,
            most=highest_now(money, payment),
            circumstances=told,
        )
        _release(session, loaded, actor, "reissue", version, shown)


def _release(
    session: Session,
    loaded: Loaded,
    actor: Actor,
    action: str,
    version: int,
    shown: str,
) -> None:
    payment = loaded.payment
    take_step(
        session,
        loaded.case,
        action,
        actor=actor,
        subject=payment,
        version=version,
        circumstances=loaded.circumstances,
        writes=Writes(
            changes={
                "digest": shown,
                "released_at": clock.now(),
                "released_by_id": actor.id,
                "paid_on": None,
                "paid_by_id": None,
                "returned_on": None,
                "bank_reference": "",
            },
            data={"amount": payment.amount, "digest": shown},
        ),
    )
