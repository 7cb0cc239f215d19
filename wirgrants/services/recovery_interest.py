"""Interest on money that comes back (§ 49a III HVwVfG), reckoned as far as base rates are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.recovery import InterestLine
from wirgrants.extensions import settings
from wirgrants.models import FundingCase, Payment
from workflows.interest import Interest, UnknownBaseRate, interest, last_known_day, recovery_spans
from workflows.parameters import Parameters
from workflows.states import PaymentState
from workflows.wording.formats import german_day


def payouts_of(session: Session, case: FundingCase) -> Sequence[tuple[date, Decimal]]:
    """Day and amount of every payout that stayed out, the oldest first; one statement."""
    rows = session.execute(
        select(Payment.paid_on, Payment.amount)
        .where(Payment.case_id == case.id, Payment.state == PaymentState.PAID)
        .order_by(Payment.paid_on, Payment.id)
    ).all()
    return [(row[0], row[1]) for row in rows if row[0] is not None]


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """The interest of a claim and the last day for which a base rate is known.

    `why_not` says in German why there is none.
    """

    found: Interest
    until: date | None
    why_not: str = ""


def reckon(
    amount: Decimal,
    payouts: Sequence[tuple[date, Decimal]],
    effective: date,
    parameters: Parameters,
) -> Reckoned:
    """Interest from the effective day, never before payout, until today or the last known rate.

    Beyond that nothing is guessed; what accrues later is claimed or waived (`recovery_later`).
    """
    if not payouts:
        return _none("Es ist nichts ausgezahlt, das zu verzinsen wäre.")
    try:
        until = min(clock.today(), last_known_day(parameters))
        spans = recovery_spans(amount, payouts, effective=effective, until=until)
        found = interest(spans, parameters, not_before=payouts[0][0])
    except UnknownBaseRate as missing:
        return _none(f"Der Basiszinssatz für den {german_day(missing.day)} ist nicht hinterlegt.")
    if not found.pieces and until < clock.today():
        return _none(f"Der Basiszinssatz nach dem {german_day(until)} ist nicht hinterlegt.")
    if not found.pieces:
        return _none("Der Zinslauf hat noch nicht begonnen.")
    return Reckoned(found=found, until=until)


def _none(why_not: str) -> Reckoned:
    return Reckoned(found=Interest(pieces=()), until=None, why_not=why_not)


def interest_lines(found: Interest) -> Sequence[InterestLine]:
    """The pieces as the letter's table shows them."""
    return [
        InterestLine(
            bearing=piece.amount,
            first=piece.since + timedelta(days=1),
            last=piece.until,
            days=piece.days,
            base_rate=piece.base_rate,
            rate=piece.rate,
            amount=piece.interest,
        )
        for piece in found.pieces
    ]


def own_account(case: FundingCase) -> tuple[tuple[str, str], ...]:
    """The account that money is paid back to, as label and value."""
    present = settings()
    rows = (
        ("Empfänger", present.authority_name),
        ("IBAN", present.authority_iban),
        ("Bank", present.authority_bank),
        ("Verwendungszweck", case.number or ""),
    )
    return tuple((label, value) for label, value in rows if value)
