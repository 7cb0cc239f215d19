"""A payment request loaded for a step: its money, the highest call, and what a release binds."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict
from wirgrants.models import AcceptancePersonal, AwardYear, FundingCase, Payment
from wirgrants.services.access import Actor, load_case
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.finance_rows import acceptance_with_bank, payment_of
from wirgrants.services.payments_call import (
    Money,
    call_values,
    highest_now,
    load_money,
)
from wirgrants.services.plain import digest, salted_digest
from workflows.circumstances import Circumstances
from workflows.payment_call import HighestCall


def circumstances_for(
    session: Session,
    case: FundingCase,
    money: Money,
    year: AwardYear,
    amount: Decimal,
    most: HighestCall,
    subject: Payment | None = None,
    reason: str = "",
) -> Circumstances:
    """The circumstances of a step of a request for this part and year."""
    return circumstances_of(
        session,
        case,
        day=clock.today(),
        subject=subject,
        reason=reason,
        **call_values(money, year, amount, most, subject),
    )


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A request with its case, money, highest call of today and the circumstances of a step."""

    case: FundingCase
    payment: Payment
    money: Money
    most: HighestCall
    circumstances: Circumstances

    @property
    def year(self) -> AwardYear:
        """The part and year that the request calls."""
        return self.money.year(self.payment.award_year_id)


def load(session: Session, actor: Actor, ref: str, payment_ref: str, reason: str = "") -> Loaded:
    """The locked case with its request and what a step needs; NotFound for strangers."""
    case = load_case(session, actor, ref, for_update=True)
    payment = payment_of(session, case, payment_ref)
    money = load_money(session, case)
    most = highest_now(money, payment)
    year = money.year(payment.award_year_id)
    told = circumstances_for(session, case, money, year, payment.amount, most, payment, reason)
    return Loaded(case=case, payment=payment, money=money, most=most, circumstances=told)


def shown_digest(payment: Payment, part: str, year: int, bank: AcceptancePersonal | None) -> str:
    """What a release is bound to: request, statement, computation, note and bank account."""
    account = "" if bank is None else salted_digest(bank.salt, bank.iban)
    return digest_bound(payment, part, year, account)


def digest_bound(payment: Payment, part: str, year: int, account: str) -> str:
    """The same with the salted digest of the account, as the log keeps it."""
    return digest(
        {
            "payment": payment.ref,
            "number": payment.number,
            "part": part,
            "year": year,
            "amount": payment.amount,
            "statement": payment.statement,
            "most": payment.most,
            "computation": payment.computation,
            "note": payment.check_note,
            "account": account,
        }
    )


def refuse_other_digest(session: Session, loaded: Loaded, shown: str) -> None:
    """Raises Conflict unless what was shown is what was checked and what stands now."""
    accepted = acceptance_with_bank(session, loaded.case)
    bank = None if accepted is None else accepted.personal
    year = loaded.year
    present = shown_digest(loaded.payment, year.part, year.year, bank)
    if not shown == present == loaded.payment.digest:
        raise Conflict(
            "another stand was shown",
            message="Der Mittelabruf hat sich seit der Prüfung geändert. Bitte geben Sie ihn zur "
            "erneuten Prüfung zurück.",
        )
