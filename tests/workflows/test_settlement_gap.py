"""Deficit and full financing over several years: the gap of the whole part, the years' ceilings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_settlement import DEFICIT, FULL, award, found, settled
from workflows.guideline import FinancingType
from workflows.money import ZERO, total
from workflows.settlement import Settlement


def two_years(financing: FinancingType, *spent: str, other: tuple[str, str]) -> Settlement:
    """Two years of 10.000 with 1.000 of own and 1.000 of other funds each; 8.000 for each."""
    awards = [award(financing, "8000", "10000", "1000", "1000", year=year) for year in (2024, 2025)]
    costs = [
        found(cost, funds, year=year)
        for cost, funds, year in zip(spent, other, (2024, 2025), strict=True)
    ]
    return settled(awards, costs)


@pytest.mark.parametrize("financing", [DEFICIT, FULL])
@pytest.mark.parametrize(
    ("spent", "other", "finals"),
    [
        # as planned
        (("10000", "10000"), ("1000", "1000"), ["8000.00", "8000.00"]),
        # moved between the years, in cost and in other funds: nothing falls
        (("11000", "9000"), ("1000", "1000"), ["8000.00", "8000.00"]),
        (("9000", "11000"), ("1000", "1000"), ["8000.00", "8000.00"]),
        (("0", "20000"), ("0", "2000"), ["8000.00", "8000.00"]),
        (("10000", "10000"), ("2000", "0"), ["8000.00", "8000.00"]),
        # less in all by 1.000: falls in full, in the year that needs it less
        (("9000", "10000"), ("1000", "1000"), ["7000.00", "8000.00"]),
        (("10000", "9000"), ("1000", "1000"), ["8000.00", "7000.00"]),
        (("8000", "11000"), ("1000", "1000"), ["7000.00", "8000.00"]),
        # new income of 1.000 falls in full
        (("10000", "10000"), ("1000", "2000"), ["8000.00", "7000.00"]),
        # funds beyond the cost of one year meet the other's
        (("1000", "12000"), ("1000", "1000"), ["1000.00", "8000.00"]),
        (("0", "10000"), ("3000", "1000"), ["0.00", "4000.00"]),
        # more in all is at the recipient's own cost, nothing spent is nothing granted
        (("30000", "30000"), ("1000", "1000"), ["8000.00", "8000.00"]),
        (("0", "0"), ("0", "0"), ["0.00", "0.00"]),
        # up to 500 € less in all leaves the grant, 500,01 € do not
        (("9500", "10000"), ("1000", "1000"), ["8000.00", "8000.00"]),
        (("9499.99", "10000"), ("1000", "1000"), ["7499.99", "8000.00"]),
    ],
)
def test_the_gap_is_that_of_the_part(
    financing: FinancingType, spent: tuple[str, str], other: tuple[str, str], finals: list[str]
) -> None:
    result = two_years(financing, *spent, other=other)
    assert [str(year.final) for year in result.years] == finals


def test_what_a_year_bears_for_another_and_takes_from_it_is_told() -> None:
    bears, needs = two_years(DEFICIT, "9000", "11000", other=("1000", "1000")).years
    assert [line.text() for line in bears.lines] == [
        "Zuwendungsfähige Ausgaben: geplant 10.000,00 €, anerkannt 9.000,00 €",
        "9.000,00 € − 1.000,00 € Eigenmittel − 1.000,00 € weitere Mittel = 7.000,00 €",
        "Dazu für Ausgaben anderer Jahre, für die deren Bewilligung nicht reicht: 1.000,00 €",
        "Zuwendung 2024: bewilligt 8.000,00 €, endgültig 8.000,00 €",
    ]
    assert [line.key for line in needs.lines] == ["examined", "gap", "final"]
    _, met = two_years(DEFICIT, "0", "10000", other=("3000", "1000")).years
    assert [line.text() for line in met.lines][2:] == [
        "Davon durch Mittel gedeckt, die in anderen Jahren nicht gebraucht wurden: 4.000,00 €",
        "Zuwendung 2025: bewilligt 8.000,00 €, endgültig 4.000,00 €",
    ]


CENTS = st.integers(min_value=0, max_value=5_000_000).map(lambda cents: Decimal(cents) / 100)


@given(
    years=st.lists(st.tuples(CENTS, CENTS, CENTS, CENTS), min_size=1, max_size=4),
    financing=st.sampled_from([DEFICIT, FULL]),
)
def test_a_gap_is_met_in_full_and_only_from_the_awards_of_its_years(
    years: list[tuple[Decimal, Decimal, Decimal, Decimal]], financing: FinancingType
) -> None:
    awards = [
        award(financing, str(grant), str(grant + own), str(own), year=2020 + n)
        for n, (grant, own, _, _) in enumerate(years)
    ]
    costs = [
        found(str(spent), str(other), year=2020 + n) for n, (_, _, spent, other) in enumerate(years)
    ]
    result = settled(awards, costs)
    granted, spent = total(one[0] for one in years), total(one[2] for one in years)
    gap = max(ZERO, total(one[2] - one[1] - one[3] for one in years))
    due = min(gap, granted)
    assert all(ZERO <= year.final <= year.granted for year in result.years)
    assert due <= result.final <= min(granted, spent)
    assert result.final == due or granted - due <= 500
