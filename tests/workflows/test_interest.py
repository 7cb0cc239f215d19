"""Interest: split at half-years, base rate plus five, never beyond what is known."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.interest import (
    InterestSpan,
    UnknownBaseRate,
    half_year_end,
    interest,
    last_known_day,
    later_spans,
    missing_half_year,
    recovery_spans,
)
from workflows.money import to_cents, total
from workflows.parameters import DEFAULTS, Parameter, Parameters
from workflows.sources import Clause, Mark

EARLY = date(2014, 1, 1)


def entered(*days: date) -> Parameters:
    """The shipped table and a test value for each of these days."""
    return DEFAULTS.with_rows(
        Parameter(
            key="base_rate",
            value=Decimal("9.99"),
            unit="%",
            valid_from=day,
            clause=Clause("BGB", "§ 247 (Testwert)"),
            mark=Mark.UNVERIFIED,
        )
        for day in days
    )


TEST_RATES = entered(date(2026, 7, 1))


def span(amount: str, since: str, until: str) -> InterestSpan:
    return InterestSpan(
        amount=Decimal(amount), since=date.fromisoformat(since), until=date.fromisoformat(until)
    )


@pytest.mark.parametrize(
    ("amount", "since", "until", "pieces"),
    [
        # each piece: days, rate and interest
        ("1000.00", "2025-01-15", "2025-06-30", [(166, "7.27", "33.06")]),
        ("1000.00", "2025-01-15", "2025-07-01", [(166, "7.27", "33.06"), (1, "6.27", "0.17")]),
        (
            "10000.00",
            "2024-12-31",
            "2025-12-31",
            [(181, "7.27", "360.51"), (184, "6.27", "316.08")],
        ),
        (
            "5000.00",
            "2022-12-30",
            "2023-07-02",
            [(1, "4.12", "0.56"), (181, "6.62", "164.14"), (2, "8.12", "2.22")],
        ),
        ("365.00", "2023-12-31", "2024-06-30", [(182, "8.62", "15.69")]),  # leap year: 182 days
        ("1000.00", "2025-07-31", "2025-08-01", [(1, "6.27", "0.17")]),
        ("0.01", "2025-07-31", "2025-08-01", [(1, "6.27", "0.00")]),
    ],
)
def test_interest_is_split_at_every_half_year(
    amount: str, since: str, until: str, pieces: list[tuple[int, str, str]]
) -> None:
    found = interest([span(amount, since, until)], DEFAULTS, not_before=EARLY)
    assert [(p.days, str(p.rate), str(p.interest)) for p in found.pieces] == pieces
    assert found.total == sum(Decimal(piece[2]) for piece in pieces)


def test_a_line_can_be_followed() -> None:
    found = interest([span("1000.00", "2025-06-15", "2025-07-15")], DEFAULTS, not_before=EARLY)
    assert [line.text() for line in found.lines()] == [
        "16.06.2025 bis 30.06.2025: 1.000,00 € × 7,27 % × 15 Tage ÷ 365 = 2,99 €",
        "01.07.2025 bis 15.07.2025: 1.000,00 € × 6,27 % × 15 Tage ÷ 365 = 2,58 €",
    ]
    assert found.to_json()["total"] == "5.57"


def test_beyond_the_last_known_half_year_nothing_is_computed() -> None:
    assert last_known_day(DEFAULTS) == date(2026, 6, 30)
    known = span("1000.00", "2026-06-01", "2026-06-30")
    assert interest([known], DEFAULTS, not_before=EARLY).total == Decimal("4.98")
    with pytest.raises(UnknownBaseRate) as refused:
        interest([span("1000.00", "2026-06-01", "2026-07-01")], DEFAULTS, not_before=EARLY)
    assert refused.value.day == date(2026, 7, 1)
    later = interest([span("1000.00", "2026-06-30", "2026-07-01")], TEST_RATES, not_before=EARLY)
    assert str(later.pieces[0].rate) == "14.99"


def test_a_half_year_left_out_is_unknown_and_so_is_what_follows() -> None:
    gap = entered(date(2027, 1, 1))
    assert last_known_day(gap) == date(2026, 6, 30)
    with pytest.raises(UnknownBaseRate) as refused:
        interest([span("1000.00", "2026-06-01", "2027-03-01")], gap, not_before=EARLY)
    assert refused.value.day == date(2026, 7, 1)
    both = entered(date(2026, 7, 1), date(2027, 1, 1))
    assert last_known_day(both) == date(2027, 6, 30)
    found = interest([span("1000.00", "2026-06-30", "2027-03-01")], both, not_before=EARLY)
    assert [(piece.days, str(piece.rate)) for piece in found.pieces] == [
        (184, "14.99"),
        (60, "14.99"),
    ]
    # Before 2026 the shipped table names the changes alone; nothing of it is a gap.
    assert missing_half_year(DEFAULTS, date(2026, 6, 30)) is None
    assert missing_half_year(DEFAULTS, date(2026, 7, 1)) == date(2026, 7, 1)


def test_before_the_first_known_rate_nothing_is_computed() -> None:
    with pytest.raises(UnknownBaseRate):
        interest([span("1", "2013-06-01", "2014-02-01")], DEFAULTS, not_before=date(2013, 1, 1))
    with pytest.raises(UnknownBaseRate):
        interest([span("1", "2025-06-01", "2025-07-01")], Parameters([]), not_before=EARLY)


def test_no_interest_before_payout_and_none_backwards() -> None:
    early = span("1000.00", "2025-01-01", "2025-03-01")
    late = interest([early], DEFAULTS, not_before=date(2025, 2, 1))
    assert [(p.since, p.days) for p in late.pieces] == [(date(2025, 2, 1), 28)]
    assert interest([early], DEFAULTS, not_before=date(2025, 3, 1)).total == 0
    assert interest([early], DEFAULTS, not_before=date(2027, 3, 1)).pieces == ()
    assert interest([span("0", "2025-01-01", "2025-02-01")], DEFAULTS, not_before=EARLY).total == 0


def test_the_day_count_is_a_parameter() -> None:
    row = Parameter(
        key="interest_year_days",
        value=360,
        unit="Tage",
        valid_from=date(2014, 1, 1),
        clause=Clause("GK", "Zinstage"),
        mark=Mark.CONFIRMED,
    )
    one = [span("10000.00", "2025-07-01", "2025-07-31")]
    assert interest(one, DEFAULTS, not_before=EARLY).total == Decimal("51.53")
    assert interest(one, DEFAULTS.with_rows([row]), not_before=EARLY).total == Decimal("52.25")


def test_what_was_paid_last_comes_back_first_from_its_own_payout() -> None:
    payouts = [(date(2025, 9, 1), Decimal(3000)), (date(2025, 3, 1), Decimal(5000))]
    spans = recovery_spans(
        Decimal(4000), payouts, effective=date(2025, 1, 1), until=date(2025, 12, 31)
    )
    assert [(s.amount, s.since) for s in spans] == [
        (1000, date(2025, 3, 1)),
        (3000, date(2025, 9, 1)),
    ]
    named = recovery_spans(
        Decimal(4000), payouts, effective=date(2025, 6, 1), until=date(2025, 12, 31)
    )
    assert [s.since for s in named] == [date(2025, 6, 1), date(2025, 9, 1)]


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-01-01", "2026-06-30"),
        ("2026-06-30", "2026-06-30"),
        ("2026-07-01", "2026-12-31"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_half_years_end_in_june_and_december(day: str, end: str) -> None:
    assert half_year_end(date.fromisoformat(day)) == date.fromisoformat(end)


DAYS = st.dates(date(2014, 1, 1), date(2026, 6, 30))
EUROS = st.decimals(min_value=0, max_value=10**6, places=2)


@given(EUROS, DAYS, DAYS)
def test_every_day_counts_once_at_the_rate_of_its_half_year(
    amount: Decimal, since: date, until: date
) -> None:
    found = interest(
        [InterestSpan(amount=amount, since=since, until=until)], DEFAULTS, not_before=EARLY
    )
    days = max(0, (until - since).days) if amount else 0
    assert sum(piece.days for piece in found.pieces) == days
    for piece in found.pieces:
        first = piece.since + timedelta(days=1)
        assert half_year_end(first) == half_year_end(piece.until)
        assert piece.rate == DEFAULTS.decimal("base_rate", piece.until) + 5
        exact = Fraction(amount) * Fraction(piece.rate) * piece.days / 36500
        assert piece.interest == to_cents(exact)
    assert found.total == total(piece.interest for piece in found.pieces)


@given(EUROS, DAYS, DAYS, st.integers(0, 1000))
def test_more_days_never_cost_less(amount: Decimal, since: date, until: date, more: int) -> None:
    later = min(until + timedelta(days=more), date(2026, 6, 30))

    def owed(end: date) -> Decimal:
        one = InterestSpan(amount=amount, since=since, until=end)
        return interest([one], DEFAULTS, not_before=EARLY).total

    assert owed(later) >= owed(until)


@pytest.mark.parametrize(
    ("reckoned", "receipts", "found"),
    [
        # Received on the last day that the order reckons, and a day later.
        ("2026-03-30", [("2026-03-30", "1000.00")], []),
        ("2026-03-30", [("2026-03-31", "1000.00")], [("1000.00", "2026-03-30", "2026-03-31")]),
        # In two parts each runs to its own day; the rest that is owed has no end yet.
        (
            "2026-03-30",
            [("2026-05-02", "100.00"), ("2026-04-01", "600.00")],
            [("600.00", "2026-03-30", "2026-04-01"), ("100.00", "2026-03-30", "2026-05-02")],
        ),
        # An order that reckoned nothing: from the day it names.
        (None, [("2026-02-01", "1000.00")], [("1000.00", "2026-01-15", "2026-02-01")]),
        ("2026-03-30", [], []),
    ],
)
def test_interest_runs_on_from_the_order_until_the_sum_came_back(reckoned, receipts, found):
    day = date.fromisoformat
    spans = later_spans(
        (span("1000.00", "2026-01-15", "9999-12-31"),),
        [(day(on), Decimal(amount)) for on, amount in receipts],
        reckoned_until=None if reckoned is None else day(reckoned),
    )
    assert spans == tuple(span(*one) for one in found)


def test_a_receipt_counts_on_the_oldest_payout_first():
    ordered = (
        span("300.00", "2025-02-01", "9999-12-31"),
        span("200.00", "2026-05-01", "9999-12-31"),
    )
    back = [(date(2026, 6, 1), Decimal("350.00"))]
    assert later_spans(ordered, back, reckoned_until=date(2026, 4, 30)) == (
        span("300.00", "2026-04-30", "2026-06-01"),
        span("50.00", "2026-05-01", "2026-06-01"),
    )
