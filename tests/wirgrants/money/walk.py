"""Short ways through the services for tests about money."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from flask import has_app_context
from sqlalchemy import select

from forms.payment import CHECK_QUESTIONS
from tests.support.awarded import PDF, AwardSpec, awarded
from tests.wirgrants.world import World, case_by_ref
from wirgrants import clock
from wirgrants.extensions import db
from wirgrants.models import DeliveryWay, Payment, StaffRole, User
from wirgrants.services import acceptance, finance, payments
from wirgrants.services.delivery import Dispatch
from wirgrants.services.files import keep_bytes
from wirgrants.services.finance_rows import acceptance_with_bank, award_years, payment_of
from wirgrants.services.lapse import LapseWish, lapse, preview_lapse
from wirgrants.services.letters import letter_of
from wirgrants.services.payment_refusal import RefusalWish, preview_refusal, refuse_payment
from wirgrants.services.payments import Request
from wirgrants.services.settlement_sign import Signature
from wirgrants.unit_of_work import read_only, unit_of_work

IBAN = "DE89370400440532013000"
OTHER_IBAN = "DE02120300000000202051"
RETURNED_ON = date(2027, 2, 1)


def at(world: World, day: date) -> None:
    """From now on it is noon of this day."""
    with world.opened(), unit_of_work() as session:
        clock.stand_still(session, datetime(day.year, day.month, day.day, 11, 0, tzinfo=UTC))
    if has_app_context():
        # The context around this one has read the old time, and may hold its snapshot.
        db.session.rollback()
        clock.forget()


def version_of(world: World, ref: str) -> int:
    """The row version of a case."""
    with world.opened(), read_only() as session:
        session.expire_all()
        return case_by_ref(session, ref).row_version


def declaration(world: World, **changes: Any) -> acceptance.Declaration:
    """What a signatory declares on the notice of the tests."""
    with world.opened():
        notice = keep_bytes(PDF)
    values: dict[str, Any] = {
        "name": "Vera Vorstand",
        "function": "Vorsitzende",
        "iban": IBAN,
        "account_holder": "Verein Brücke e. V.",
        "bank_name": "Commerzbank",
        "remedy_waived": True,
        "notice": notice,
    }
    return acceptance.Declaration(**{**values, **changes})


def accepted(world: World, spec: AwardSpec | None = None, **changes: Any) -> str:
    """A case whose award a signatory has accepted; its ref."""
    ref = awarded(world, spec)
    with world.opened():
        told = declaration(world, **changes)
        acceptance.accept(world.actor("signatory"), ref, told, version=version_of(world, ref))
    return ref


def running(world: World, spec: AwardSpec | None = None, day: date = date(2027, 2, 1)) -> str:
    """A running case, accepted with a waiver, on a day of its first budget year; its ref."""
    ref = accepted(world, spec)
    at(world, day)
    return ref


def request(world: World, ref: str, amount: str, spent: str = "0.00", soon: str = "10000.00",
            year: int | None = None) -> str:  # fmt: skip
    """Money called by the signatory; the payment's ref."""
    with world.opened():
        with read_only() as session:
            rows = award_years(session, case_by_ref(session, ref))
            row = next(one for one in rows if year in (None, one.year))
            year_id = row.id
        statement = {"spent": spent, "due_soon": soon, "own_funds_used": "0.00", "use": "Gehälter"}
        told = Request(award_year_id=year_id, amount=Decimal(amount), statement=statement)
        return payments.request_payment(
            world.actor("signatory"), ref, told, version=version_of(world, ref)
        )


def check(world: World, ref: str, payment: str, name: str = "case_officer") -> None:
    """The officer's check."""
    with world.opened():
        payments.check_payment(
            world.actor(name), ref, payment, "Geprüft",
            answers=dict.fromkeys(CHECK_QUESTIONS, True), version=version_of(world, ref),
        )  # fmt: skip


def stored(world: World, ref: str, payment: str) -> Payment:
    """The payment as it is stored now."""
    with world.opened(), read_only() as session:
        session.expire_all()
        return payment_of(session, case_by_ref(session, ref), payment)


def digest_now(world: World, ref: str, payment: str) -> str:
    """The digest that a page shows to whoever releases."""
    with world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        row = payment_of(session, case, payment)
        bank = acceptance_with_bank(session, case).personal
        year = row.award_year
        return payments.shown_digest(row, year.part, year.year, bank)


def release(world: World, ref: str, payment: str, name: str = "approver") -> None:
    """The release by another person."""
    shown = digest_now(world, ref, payment)
    with world.opened():
        payments.release_payment(
            world.actor(name), ref, payment, shown, version=version_of(world, ref)
        )


def pay(world: World, ref: str, payment: str, paid_on: date = date(2027, 2, 1)) -> None:
    """The cash office books the payout."""
    with world.opened():
        finance.pay(
            world.actor("finance"), ref, payment, paid_on, "KZ 4711",
            version=version_of(world, ref),
        )  # fmt: skip


def paid(world: World, ref: str, amount: str, **told: Any) -> str:
    """A payment all the way to the bank; its ref."""
    payment = request(world, ref, amount, **told)
    check(world, ref, payment)
    release(world, ref, payment)
    pay(world, ref, payment)
    return payment


def returned(world: World, ref: str, payment: str, day: date = RETURNED_ON) -> None:
    """The bank sent the payment back."""
    with world.opened():
        finance.record_return(
            world.actor("finance"), ref, payment, day, "Konto erloschen",
            version=version_of(world, ref),
        )  # fmt: skip


def signed(world: World, ref: str, letter: str, day: date) -> Signature:
    """A signature on the preview as it is stored; the letter leaves by post."""
    with world.opened(), read_only() as session:
        session.expire_all()
        digest = letter_of(session, case_by_ref(session, ref), letter).pdf_digest
    return Signature(
        letter_ref=letter,
        shown_digest=digest,
        dispatch=Dispatch(way=DeliveryWay.POST, sent_on=day),
    )


def lapsed(world: World, ref: str, reason: str, day: date) -> None:
    """The award lapses by its letter, worded and signed by the approver."""
    approver = world.actor("approver")
    with world.opened():
        letter = preview_lapse(approver, ref, LapseWish(reason=reason))
        sign = signed(world, ref, letter, day)
        lapse(approver, ref, sign, version=version_of(world, ref))


def refused(world: World, ref: str, payment: str, reason: str, day: date = date(2027, 2, 1),
            name: str = "approver") -> None:  # fmt: skip
    """A request is refused by its letter, worded and signed by this person."""
    actor = world.actor(name)
    with world.opened():
        letter = preview_refusal(actor, ref, payment, RefusalWish(reason=reason))
        sign = signed(world, ref, letter, day)
        refuse_payment(actor, ref, payment, sign, version=version_of(world, ref))


def also_approver(world: World) -> None:
    """The officer is given the approver's role too: the four-eyes rule must stop them."""
    with world.opened(), unit_of_work() as session:
        role = session.scalars(select(StaffRole).where(StaffRole.name == "approver")).one()
        found = session.scalars(select(User).where(User.email == "case_officer@example.org"))
        officer = found.unique().one()
        officer.roles.append(role)
