"""Interest under § 49a III and IV HVwVfG: base rate plus five points, split at each half-year.

The base rate changes on 1 January and 1 July. Beyond the last half-year whose rate is known
nothing is computed: a rate is entered when it is published, never guessed (rulings, Money).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from workflows.arithmetic import HUNDRED, Line, Quantity, Rate, step
from workflows.money import share_of, to_cents, total
from workflows.parameters import ParameterMissing, Parameters

JULY = 7
EACH_FROM = date(2026, 1, 1)
"""From here on each half-year has its row; before, the shipped table names the changes alone."""


class UnknownBaseRate(LookupError):
    """The period reaches a half-year whose base rate is not in the table."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"no base rate known for {day.isoformat()}")


@dataclass(frozen=True, kw_only=True)
class InterestSpan:
    """An amount owed from a day (not counted) until a day (counted)."""

    amount: Decimal
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class InterestPiece:
    """A span within one half-year: days, rate in per cent a year, interest rounded to the cent."""

    amount: Decimal
    since: date
    until: date
    days: int
    base_rate: Decimal
    rate: Decimal
    interest: Decimal
    line: Line


@dataclass(frozen=True, kw_only=True)
class Interest:
    """All pieces; the total is the sum of the rounded pieces, so that it can be followed."""

    pieces: tuple[InterestPiece, ...]

    @property
    def total(self) -> Decimal:
        """The interest owed."""
        return total(piece.interest for piece in self.pieces)

    def lines(self) -> tuple[Line, ...]:
        """One line per piece."""
        return tuple(piece.line for piece in self.pieces)

    def to_json(self) -> dict[str, object]:
        """The calculation as a document, to be frozen."""
        return {
            "total": str(self.total),
            "pieces": [
                {
                    "amount": str(piece.amount),
                    "since": piece.since.isoformat(),
                    "until": piece.until.isoformat(),
                    "days": piece.days,
                    "base_rate": str(piece.base_rate),
                    "rate": str(piece.rate),
                    "interest": str(piece.interest),
                    "text": piece.line.text(),
                }
                for piece in self.pieces
            ],
        }


def half_year_end(day: date) -> date:
    """30 June or 31 December of the day's half-year."""
    return date(day.year, 6, 30) if day.month < JULY else date(day.year, 12, 31)


def missing_half_year(parameters: Parameters, until: date) -> date | None:
    """The first half-year from `EACH_FROM` on, begun by `until`, that has no rate of its own."""
    known = {row.valid_from for row in parameters.series("base_rate")}
    begins = EACH_FROM
    while begins <= until:
        if begins not in known:
            return begins
        begins = half_year_end(begins) + timedelta(days=1)
    return None


def last_known_day(parameters: Parameters) -> date:
    """The end of the last half-year whose base rate is known; UnknownBaseRate for an empty table.

    Until `EACH_FROM` the table names every change. From then on a half-year counts only with a rate
    of its own, changed or not: one left out is unknown, and so is everything after it.
    """
    series = parameters.series("base_rate")
    if not series:
        raise UnknownBaseRate(date.min)
    missing = missing_half_year(parameters, series[-1].valid_from)
    if missing is not None:
        return missing - timedelta(days=1)
    return half_year_end(series[-1].valid_from)


def interest(
    spans: Sequence[InterestSpan], parameters: Parameters, *, not_before: date
) -> Interest:
    """The interest on all spans; none runs before `not_before`, the day of payout.

    Raises UnknownBaseRate when a span reaches beyond the known rates. A span that ends before it
    starts owes nothing.
    """
    return Interest(
        pieces=tuple(
            piece
            for span in spans
            for piece in _pieces(span, max(span.since, not_before), parameters)
        )
    )


def recovery_spans(
    amount: Decimal, payouts: Sequence[tuple[date, Decimal]], *, effective: date, until: date
) -> tuple[InterestSpan, ...]:
    """Spans for a recovery: what was paid last comes back first, each from its payout.

    `effective` is the day that the order names (§ 49a III); no span starts before it.
    """
    spans = []
    left = amount
    for day, paid in sorted(payouts, reverse=True):
        taken = min(left, paid)
        left -= taken
        if taken > 0:
            spans.append(InterestSpan(amount=taken, since=max(day, effective), until=until))
    return tuple(reversed(spans))


def later_spans(
    ordered: Sequence[InterestSpan],
    receipts: Sequence[tuple[date, Decimal]],
    *,
    reckoned_until: date | None,
) -> tuple[InterestSpan, ...]:
    """What runs on after an order: from the day it reckons to until the sum came back.

    `ordered` are the spans of the order, `receipts` the days on which how much of the sum (not of
    the interest) came back; each counts on the oldest span first. What has not come back has no
    end yet and no span. `reckoned_until` None: the order reckons nothing.
    """
    owed = [span.amount for span in ordered]
    found = []
    for day, received in sorted(receipts):
        left = received
        for place, span in enumerate(ordered):
            taken = min(left, owed[place])
            owed[place] -= taken
            left -= taken
            since = max(span.since, reckoned_until or span.since)
            if taken > 0 and day > since:
                found.append(InterestSpan(amount=taken, since=since, until=day))
    return tuple(found)


def _pieces(span: InterestSpan, since: date, parameters: Parameters) -> Iterator[InterestPiece]:
    if span.until <= since or span.amount <= 0:
        return
    last = last_known_day(parameters)
    if span.until > last:
        raise UnknownBaseRate(last + timedelta(days=1))
    while since < span.until:
        first = since + timedelta(days=1)
        until = min(span.until, half_year_end(first))
        yield _piece(span.amount, since, until, parameters)
        since = until


def _piece(amount: Decimal, since: date, until: date, parameters: Parameters) -> InterestPiece:
    first = since + timedelta(days=1)
    try:
        base = parameters.decimal("base_rate", first)
    except ParameterMissing as missing:
        raise UnknownBaseRate(first) from missing
    rate = base + parameters.decimal("interest_points", first)
    days = (until - since).days
    year = parameters.count("interest_year_days", first)
    owed = to_cents(share_of(amount, Fraction(rate) / HUNDRED * Fraction(days, year)))
    return InterestPiece(
        amount=amount,
        since=since,
        until=until,
        days=days,
        base_rate=base,
        rate=rate,
        interest=owed,
        line=step(
            "interest",
            first=first,
            until=until,
            amount=amount,
            rate=Rate(Fraction(rate) / HUNDRED),
            days=Quantity(number=days, noun="days"),
            year=year,
            interest=owed,
        ),
    )
