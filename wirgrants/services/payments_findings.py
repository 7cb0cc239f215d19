"""What the machine finds in a payment request, line by line, for the officer who checks it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants import clock
from wirgrants.models import Acceptance, Payment
from wirgrants.services.finality import Finality
from wirgrants.services.letters import final_since
from wirgrants.services.payments_call import (
    Money,
    highest,
    left_after_requests,
    missing_interim_proofs,
    stated_of,
)
from wirgrants.services.payments_late import clocks
from workflows.findings import Outcome
from workflows.guideline import FinancingType
from workflows.money import ratio, share_of, to_cents, total
from workflows.states import PaymentState
from workflows.wording.formats import german_day, german_euros


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One finding: what was asked, the outcome, and why."""

    text: str
    outcome: Outcome
    reason: str


def check_lines(
    money: Money,
    payment: Payment,
    accepted: Acceptance | None,
    final: Finality,
    day: date,
) -> tuple[CheckLine, ...]:
    """Every finding of a request as of this day; makes no statement."""
    return (
        *_conditions(money, payment, accepted, final, day),
        *_sums(money, payment, day),
        _own_funds(money, payment),
        _earlier_payouts(money, payment, day),
    )


def _line(text: str, reason: str, *, met: bool, otherwise: Outcome = Outcome.NOT_MET) -> CheckLine:
    return CheckLine(text=text, outcome=Outcome.MET if met else otherwise, reason=reason)


def _conditions(
    money: Money, payment: Payment, accepted: Acceptance | None, final: Finality, day: date
) -> Iterator[CheckLine]:
    bank = None if accepted is None else accepted.personal
    yield _line(
        "Erklärung und Bankverbindung liegen vor",
        "liegt nicht vor"
        if accepted is None
        else f"eingegangen am {german_day(accepted.received_on)}"
        + ("" if bank and bank.bank_name else "; Bank nicht bekannt"),
        met=bool(bank and bank.bank_name),
        otherwise=Outcome.NOT_MET if accepted is None else Outcome.REVIEW,
    )
    last = None if final.final_on is None else final.final_on.day
    since = final_since(last, final.waived_on)
    yield _line(
        "Der Bescheid ist bestandskräftig",
        f"ab {since}" if since else "noch nicht abgerufen",
        met=final.is_final(day),
    )
    missing = missing_interim_proofs(money, money.year(payment.award_year_id), day)
    listed = ", ".join(map(str, missing))
    yield _line(
        "Fällige Zwischennachweise früherer Jahre sind eingegangen",
        f"es fehlen: {listed}" if missing else "nichts offen",
        met=not missing,
    )


def _sums(money: Money, payment: Payment, day: date) -> Iterator[CheckLine]:
    year = money.year(payment.award_year_id)
    left = left_after_requests(money, year, but=payment)
    if payment.state is PaymentState.PAID:
        # It does not stand against itself.
        left += payment.amount
    yield _line(
        "Der Betrag ist vom Bescheid gedeckt",
        f"abgerufen {german_euros(payment.amount)}, verfügbar {german_euros(left)}",
        met=payment.amount <= left,
    )
    most, reason = _most(money, payment, day)
    yield _line(
        "Der Betrag übersteigt den höchsten Mittelabruf nicht", reason, met=payment.amount <= most
    )


def _most(money: Money, payment: Payment, day: date) -> tuple[Decimal, str]:
    """The highest call with its sentence: as of this day, once paid as it was checked."""
    if payment.state is PaymentState.PAID and payment.most is not None and payment.checked_at:
        checked = german_day(clock.day_of(payment.checked_at))
        return payment.most, f"bei der Prüfung am {checked} höchstens {german_euros(payment.most)}"
    most = highest(money, money.year(payment.award_year_id), stated_of(payment), day)
    use_by = german_day(most.use_by.day)
    return most.amount, f"heute höchstens {german_euros(most.amount)}, zu verwenden bis {use_by}"


def _own_funds(money: Money, payment: Payment) -> CheckLine:
    """Pro rata with share and fixed financing, first with deficit and full financing."""
    part = money.parts[payment.award_year.part]
    spent = Decimal(payment.statement.get("spent", "0"))
    used = Decimal(payment.statement.get("own_funds_used", "0"))
    if part.financing in (FinancingType.SHARE, FinancingType.FIXED):
        own = 1 - ratio(part.amount, part.eligible_cost)
        expected = to_cents(share_of(spent, own))
        text = "Eigene und andere Mittel sind anteilig eingesetzt"
    else:
        planned = total(Decimal(fund["amount"]) for fund in part.plan.get("funds", ()))
        expected = min(spent, planned)
        text = "Eigene und andere Mittel sind zuerst eingesetzt"
    return _line(
        text,
        f"angegeben {german_euros(used)}, zu erwarten {german_euros(expected)}",
        met=used >= expected,
        otherwise=Outcome.REVIEW,
    )


def _earlier_payouts(money: Money, payment: Payment, day: date) -> CheckLine:
    late = [
        found
        for found in clocks(money, day)
        if found.late is not None
        and found.payment.award_year.part == payment.award_year.part
        and _earlier(found.payment, payment)
    ]
    reason = "; ".join(
        f"Abruf {found.payment.number}: {found.late.line.text()}" for found in late if found.late
    )
    return _line(
        "Frühere Auszahlungen sind fristgerecht verwendet",
        reason or "nach den bisherigen Angaben",
        met=not late,
        otherwise=Outcome.REVIEW,
    )


def _earlier(payout: Payment, payment: Payment) -> bool:
    """Whether a payout was there before this request was paid: never the request itself."""
    if payment.paid_on is None:
        return True
    return (payout.paid_on or payment.paid_on, payout.number) < (payment.paid_on, payment.number)
