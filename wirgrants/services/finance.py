"""The cash office: payments booked as paid or returned, the ledger following each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import AcceptancePersonal, FundingCase, Payment
from wirgrants.services.access import Actor, load_case, only_as_signatory, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import tell_organisation
from wirgrants.services.finance_rows import acceptance_with_bank, payment_of
from wirgrants.services.log import Entry, record
from wirgrants.services.paid_money import book_payout, book_return
from wirgrants.services.payments_call import load_money, values_of_payment
from wirgrants.services.payments_loaded import shown_digest
from wirgrants.services.recovery_lowered import lower_claim
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import unit_of_work
from workflows.states import CLOSED, PaymentState
from workflows.wording.formats import german_euros


def pay(
    actor: Actor, ref: str, payment_ref: str, paid_on: date, bank_reference: str, *, version: int
) -> None:
    """Finance has paid a released request: it counts as spent from then on.

    Raises Conflict when the bank account is not the released one, StepRefused for the releaser
    and where the award leaves less.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        payment = payment_of(session, case, payment_ref)
        _compare_account(session, case, payment)
        _take(
            session,
            case,
            actor,
            payment,
            "pay",
            version,
            Writes(
                changes={
                    "paid_on": paid_on,
                    "paid_by_id": actor.id,
                    "bank_reference": bank_reference,
                },
                case_changes={"paid": case.paid + payment.amount},
                data={"amount": payment.amount, "paid_on": paid_on, "reference": bank_reference},
            ),
        )
        book_payout(session, case, actor, payment)
        tell_organisation(
            session,
            case,
            kind="payment.paid",
            subject=f"Auszahlung zu {case.number}",
            text=f"Zum Mittelabruf {payment.number} wurden am {paid_on:%d.%m.%Y} "
            f"{german_euros(payment.amount)} ausgezahlt.",
        )


def _compare_account(session: Session, case: FundingCase, payment: Payment) -> None:
    accepted = acceptance_with_bank(session, case)
    year = payment.award_year
    bank = None if accepted is None else accepted.personal
    if payment.state is PaymentState.RELEASED and payment.digest != shown_digest(
        payment, year.part, year.year, bank
    ):
        raise Conflict("another bank account was released")


def record_return(
    actor: Actor, ref: str, payment_ref: str, returned_on: date, reason: str, *, version: int
) -> None:
    """The bank sent a payment back: it is committed again, no longer spent, and not owed back.

    Raises Refused and BudgetExhausted where the recipient has repaid of it (`paid_money`),
    StepNotOpen, Conflict, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        payment = payment_of(session, case, payment_ref)
        _take(
            session,
            case,
            actor,
            payment,
            "record_return",
            version,
            Writes(
                changes={"returned_on": returned_on},
                case_changes={"paid": case.paid - payment.amount},
                data={"amount": payment.amount, "returned_on": returned_on},
            ),
            reason,
        )
        book_return(session, case, actor, payment, reason)
        lower_claim(session, case, payment, returned_on)
        tell_organisation(
            session,
            case,
            kind="payment.returned",
            subject=f"Auszahlung zurückgekommen: {case.number}",
            text=f"Die Auszahlung zum Mittelabruf {payment.number} kam von der Bank zurück: "
            f"{reason}. Bitte prüfen Sie die Bankverbindung.",
        )


def _take(
    session: Session,
    case: FundingCase,
    actor: Actor,
    payment: Payment,
    action: str,
    version: int,
    writes: Writes,
    reason: str = "",
) -> None:
    # Only a payout asks how much the award leaves.
    asked = values_of_payment(load_money(session, case), payment.ref) if action == "pay" else {}
    take_step(
        session,
        case,
        action,
        actor=actor,
        subject=payment,
        version=version,
        circumstances=circumstances_of(
            session, case, day=clock.today(), subject=payment, reason=reason, **asked
        ),
        writes=writes,
    )


@dataclass(frozen=True, kw_only=True)
class Account:
    """A bank account in words of the form."""

    iban: str
    account_holder: str
    bank_name: str


def change_account(actor: Actor, ref: str, told: Account, *, version: int) -> None:
    """A signatory names another bank account; what was checked with the old one is void.

    Raises Refused without an acceptance, where nothing is paid any more, and while a released
    payment is on its way to the old account; NotAllowed for an editor; Conflict, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_signatory(actor, case)
        refuse_stale(case, version)
        accepted = acceptance_with_bank(session, case)
        if accepted is None or accepted.personal is None:
            raise Refused("no acceptance", message="Zu diesem Vorgang gibt es keine Erklärung.")
        payments = session.scalars(select(Payment).where(Payment.case_id == case.id)).all()
        _refuse_without_payouts(case, payments)
        _refuse_on_the_way(payments)
        _write_account(accepted.personal, told)
        personal = {
            "iban": told.iban,
            "account_holder": told.account_holder,
            "bank_name": told.bank_name,
        }
        entry = Entry(action="change_account", personal=personal, salt=accepted.personal.salt)
        record(session, actor, entry, case)


def pays_still(case: FundingCase, payments: Iterable[Payment]) -> bool:
    """Whether money may still go to the account: what came back is paid again in a closed file."""
    returned = any(one.state is PaymentState.RETURNED for one in payments)
    return case.state not in CLOSED or returned


def _refuse_without_payouts(case: FundingCase, payments: Iterable[Payment]) -> None:
    if not pays_still(case, payments):
        raise Refused(
            "nothing is paid any more",
            message="Der Vorgang ist abgeschlossen. Es wird nichts mehr ausgezahlt, deshalb bleibt "
            "die Bankverbindung, wie sie ist.",
        )


def _refuse_on_the_way(payments: Iterable[Payment]) -> None:
    released = next((one.number for one in payments if one.state is PaymentState.RELEASED), None)
    if released is not None:
        raise Refused(
            "a payment is on its way",
            message=f"Die Auszahlung zum Mittelabruf {released} ist schon freigegeben. Bitte "
            "ändern Sie die Bankverbindung, sobald sie ausgezahlt ist.",
        )


def _write_account(row: AcceptancePersonal, told: Account) -> None:
    row.iban, row.account_holder = told.iban, told.account_holder
    row.bank_name = told.bank_name
