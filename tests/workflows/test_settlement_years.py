"""Share financing over several years: the share of the notice, the ceilings of the years."""

import dataclasses
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_settlement import SHARE, award, found, settled
from workflows.money import ZERO, to_cents, total
from workflows.settlement import Settlement


def uneven(*spent: str, share: str | None = "0.6", **more: str) -> Settlement:
    """12.000 of 20.000 (60 %), awarded as 8.000 and 4.000 for two years of 10.000 each."""
    noticed = None if share is None else Decimal(share)
    awards = [
        dataclasses.replace(award(SHARE, grant, "10000", year=year), share=noticed)
        for grant, year in (("8000", 2024), ("4000", 2025))
    ]
    costs = [
        found(cost, more.get(f"other_{year}", "0"), year=year)
        for cost, year in zip(spent, (2024, 2025), strict=True)
    ]
    return settled(awards, costs)


@pytest.mark.parametrize("share", ["0.6", None])
@pytest.mark.parametrize(
    ("spent", "finals"),
    [
        # as planned: the whole award, although neither year's own quotient is 60 %
        (("10000", "10000"), ["8000.00", "4000.00"]),
        # moved between the years: 60 % of 20.000, each year within its award
        (("5000", "15000"), ["8000.00", "4000.00"]),
        (("15000", "5000"), ["8000.00", "4000.00"]),
        (("0", "20000"), ["8000.00", "4000.00"]),
        # less in all: 60 % of it, in the year where it was spent as far as its award goes
        (("5000", "5000"), ["3000.00", "3000.00"]),
        (("10000", "5000"), ["6000.00", "3000.00"]),
        (("5000", "10000"), ["5000.00", "4000.00"]),
        # more in all is at the recipient's own cost
        (("30000", "30000"), ["8000.00", "4000.00"]),
        (("0", "0"), ["0.00", "0.00"]),
    ],
)
def test_the_share_of_the_notice_meets_the_cost_of_the_part(
    spent: tuple[str, str], finals: list[str], share: str | None
) -> None:
    assert [str(year.final) for year in uneven(*spent, share=share).years] == finals


def test_the_share_is_the_notices_even_where_its_sums_say_otherwise() -> None:
    assert uneven("5000", "5000", share="0.5").final == 5000


def test_funds_that_come_in_another_year_of_the_part_are_no_new_income() -> None:
    awards = [
        award(SHARE, "9000", "10000", "0", "1000", year=2024),
        award(SHARE, "9000", "10000", "0", "0", year=2025),
    ]
    moved = settled(awards, [found("10000", year=2024), found("10000", "1000", year=2025)])
    more = settled(awards, [found("10000", year=2024), found("10000", "2000", year=2025)])
    assert (moved.final, more.final) == (18000, Decimal(18000) - 900)


def test_a_small_reduction_over_uneven_years_leaves_the_award() -> None:
    assert [str(year.final) for year in uneven("5000", "14500").years] == ["8000.00", "4000.00"]
    assert uneven("5000", "14166").final == Decimal(19166) * Decimal("0.6")


def test_what_a_year_bears_for_others_is_told() -> None:
    first, second = uneven("5000", "15000").years
    assert [line.text() for line in first.lines] == [
        "Zuwendungsfähige Ausgaben: geplant 10.000,00 €, anerkannt 5.000,00 €",
        "Bewilligter Anteil: 12.000,00 € ÷ 20.000,00 € zuwendungsfähige Ausgaben = 60 %",
        "60 % von 5.000,00 € = 3.000,00 €",
        "Dazu für Ausgaben anderer Jahre, für die deren Bewilligung nicht reicht: 5.000,00 €",
        "Zuwendung 2024: bewilligt 8.000,00 €, endgültig 8.000,00 €",
    ]
    assert [line.text() for line in second.lines][2:] == [
        "60 % von 15.000,00 € = 9.000,00 €",
        "Zuwendung 2025: bewilligt 4.000,00 €, endgültig 4.000,00 €",
    ]


CENTS = st.integers(min_value=0, max_value=5_000_000).map(lambda cents: Decimal(cents) / 100)


@given(
    years=st.lists(st.tuples(CENTS, CENTS, CENTS), min_size=1, max_size=4),
)
def test_a_shared_part_stays_within_years_award_share_and_cost(
    years: list[tuple[Decimal, Decimal, Decimal]],
) -> None:
    terms = [(min(grant, plan), plan, spent) for grant, plan, spent in years]
    awards = [
        award(SHARE, str(grant), str(plan), year=2020 + n)
        for n, (grant, plan, _) in enumerate(terms)
    ]
    costs = [found(str(spent), year=2020 + n) for n, (_, _, spent) in enumerate(terms)]
    result = settled(awards, costs)
    granted, spent = total(t[0] for t in terms), total(t[2] for t in terms)
    planned = total(t[1] for t in terms)
    assert all(year.final <= year.granted for year in result.years)
    assert result.final <= min(granted, spent)
    exact = to_cents(Fraction(granted) / Fraction(planned) * Fraction(spent)) if planned else ZERO
    due = min(exact, granted, spent)
    assert due <= result.final
    assert result.final == due or granted - due <= 500
