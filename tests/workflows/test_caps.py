"""Months and begun years of a period: whole ones from its start, whatever its calendar months."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.good import good_facts
from workflows import registry
from workflows.caps import begun_years, months_in
from workflows.dates import last_day_of_months
from workflows.entitlement import most
from workflows.facts import ApplicantType as T
from workflows.facts import CallTerms, PartFacts


def period(start: str, end: str) -> PartFacts:
    return PartFacts(start=date.fromisoformat(start), end=date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2027-01-01", "2027-12-31", ["12"]),
        ("2027-07-01", "2028-06-30", ["6", "6"]),
        ("2028-02-16", "2029-02-15", ["326/31", "46/31"]),
        ("2027-02-15", "2028-02-14", ["327/31", "45/31"]),
        ("2027-04-01", "2027-06-15", ["5/2"]),
        ("2027-03-15", "2027-12-31", ["296/31"]),
        ("2027-01-31", "2029-01-30", ["342/31", "12", "30/31"]),
    ],
)
def test_months_count_from_the_start_and_by_days_only_where_a_year_cuts_them(
    start: str, end: str, months: list[str]
) -> None:
    part = period(start, end)
    years = range(date.fromisoformat(start).year, date.fromisoformat(end).year + 1)
    assert [str(months_in(year, part)) for year in years] == months
    assert months_in(2020, part) == months_in(2031, part) == 0


@given(st.dates(date(2014, 1, 1), date(2040, 12, 31)), st.integers(1, 36))
def test_so_many_months_are_so_many_whatever_day_they_start(start: date, months: int) -> None:
    end = last_day_of_months(start, months)
    part = PartFacts(start=start, end=end)
    counted = {year: months_in(year, part) for year in range(start.year, end.year + 1)}
    assert sum(counted.values()) == months
    assert max(counted.values()) <= 12
    assert begun_years(part, 9) == -(-months // 12)
    longer = replace(part, end=end + timedelta(days=1))
    assert sum(months_in(year, longer) for year in range(start.year, end.year + 2)) > months
    assert begun_years(longer, 9) == months // 12 + 1


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2024-02-29", "2025-02-28", 1),
        ("2024-02-29", "2025-03-01", 2),
        ("2027-08-31", "2028-08-30", 1),
        ("2027-08-31", "2028-08-31", 2),
        ("2027-07-01", "2029-06-30", 2),
    ],
)
def test_a_year_of_funding_ends_before_its_next_begins(start: str, end: str, years: int) -> None:
    assert begun_years(period(start, end), 9) == years


@pytest.mark.parametrize(
    ("line", "version", "kind", "start", "end", "amount"),
    [
        ("coordination", "2014", T.COUNTY, "2028-02-16", "2029-02-15", 50_000),
        ("coordination", "2014", T.COUNTY, "2027-02-15", "2028-02-14", 50_000),
        ("migrant_organisations", "2021", T.MIGRANT_ORG, "2028-02-16", "2029-02-15", 10_200),
        ("migrant_organisations", "2021", T.MIGRANT_ORG, "2027-02-15", "2028-02-14", 10_200),
    ],
)  # fmt: skip
def test_twelve_months_earn_the_yearly_cap_wherever_they_begin(
    line: str, version: str, kind: T, start: str, end: str, amount: int
) -> None:
    guideline = registry.guideline(line, version)
    case = good_facts(guideline, kind)
    answers = {**case.answers, "full_time_equivalents": Decimal(1)}
    own = replace(period(start, end), part="main")
    call = CallTerms(years=(2027, 2028, 2029), opens_on=case.day, closes_on=case.day)
    found = most(guideline, replace(case, answers=answers, parts=(own,), call=call))
    assert found.amount is not None
    # Each year is rounded to the cent, so two of them may differ from the whole by one.
    assert abs(found.amount - amount) <= Decimal("0.01")
    assert Fraction(12) == sum(months_in(year, own) for year in (2027, 2028, 2029))
