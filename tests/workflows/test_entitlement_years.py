"""Promises of every real line for periods of one, two and three budget years, with funds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.support.properties import tries
from tests.workflows.good import answered, good_facts
from workflows import registry
from workflows.caps import Desk, Limits, limits_of
from workflows.entitlement import Entitlement, most
from workflows.facts import ApplicantType, Facts, FundSource, PartFacts, Plan, PlanFunds, PlanItem
from workflows.findings import Outcome
from workflows.guideline import Guideline, PartDefinition
from workflows.money import ZERO, to_cents, total

GUIDELINES = tuple(registry.guidelines())
PERIODS = (
    ("2027-01-01", "2027-12-31"),
    ("2027-07-01", "2028-06-30"),
    ("2027-12-01", "2028-01-31"),
    ("2027-03-15", "2028-12-31"),
    ("2027-07-01", "2029-06-30"),
    ("2027-01-01", "2029-12-31"),
    ("2027-11-16", "2029-02-14"),
)
EUROS = st.one_of(
    st.sampled_from((0, 100, 500, 3_000, 7_200, 20_000)).map(Decimal),
    st.decimals(0, 90_000, places=2),
)


def good(guideline: Guideline) -> Facts:
    """Good facts of a type that may apply, with every optional component wanted."""
    admitted = [kind for kind, row in guideline.admissions.items() if row.outcome is Outcome.MET]
    kind = ApplicantType.CHARITY if ApplicantType.CHARITY in admitted else admitted[0]
    case = good_facts(guideline, kind)
    for part in guideline.parts:
        for one in part.components:
            if one.wanted is not None:
                own = one.wanted in part.questions
                case = answered(case, f"{part.id}.{one.wanted}" if own else one.wanted, True)
    return case


@st.composite
def cases(draw: st.DrawFn) -> tuple[Guideline, Facts, str, tuple[str, int]]:
    """A line, facts with a plan over the whole period, and one cell of it to raise."""
    guideline = draw(st.sampled_from(GUIDELINES))
    definition = draw(st.sampled_from(guideline.parts))
    start, end = (date.fromisoformat(day) for day in draw(st.sampled_from(PERIODS)))
    years = range(start.year, end.year + 1)
    # Two categories of each component are enough, or the plan grows without saying more.
    names = dict.fromkeys(name for one in definition.components for name in one.categories[:2])
    cells = [(name, year) for name in names for year in years]
    items = tuple(
        PlanItem(category=name, label="", year=year, amount=draw(EUROS)) for name, year in cells
    )
    funds = tuple(
        PlanFunds(source=source, label="", year=year, amount=draw(EUROS))
        for year in years
        for source in (FundSource.OWN, FundSource.PUBLIC)
        if draw(st.booleans())
    )
    case = good(guideline)
    one = case.part(definition.id)
    assert one is not None
    part = replace(one, start=start, end=end, plan=Plan(items=items, funds=funds))
    return guideline, replace(case, parts=(part,)), definition.id, draw(st.sampled_from(cells))


def raised(case: Facts, cell: tuple[str, int], more: Decimal) -> Facts:
    (part,) = case.parts
    assert part.plan is not None
    items = tuple(
        replace(item, amount=item.amount + more) if (item.category, item.year) == cell else item
        for item in part.plan.items
    )
    return replace(case, parts=(replace(part, plan=replace(part.plan, items=items)),))


def sum_of(found: Entitlement) -> Decimal:
    assert found.amount is not None, (found.missing_figures, found.missing_answers)
    return found.amount


@tries(400)
@given(cases(), st.one_of(st.sampled_from((Decimal("0.01"), Decimal(500))), EUROS))
def test_the_grant_of_no_line_falls_when_any_cost_rises(
    case: tuple[Guideline, Facts, str, tuple[str, int]], more: Decimal
) -> None:
    guideline, facts, _, cell = case
    before, after = most(guideline, facts), most(guideline, raised(facts, cell, more))
    assert sum_of(after) >= sum_of(before)


@tries(200)
@given(cases())
def test_totals_of_every_line_are_sums_in_whole_cents_within_cost_and_funds(
    case: tuple[Guideline, Facts, str, tuple[str, int]],
) -> None:
    guideline, facts, _, __ = case
    found = most(guideline, facts)
    amounts = [year.amount for year in found.years if year.amount is not None]
    assert sum_of(found) == total(amounts)
    for year in found.years:
        assert year.amount is not None
        assert year.eligible is not None
        assert year.amount == to_cents(year.amount)
        assert year.amount == 0 or 0 < year.amount <= year.eligible - year.own - year.other


@tries(200)
@given(cases())
def test_no_line_grants_more_than_its_caps(
    case: tuple[Guideline, Facts, str, tuple[str, int]],
) -> None:
    guideline, facts, name, _ = case
    (part,) = facts.parts
    assert part.plan is not None
    caps = caps_of(guideline, facts, guideline.part(name), part)
    found = most(guideline, facts)
    assert sum_of(found) <= sum((whole_of(one, part.plan) for one in caps), ZERO)
    for year in found.years:
        assert year.amount is not None
        yearly = [one.per_year for one in caps]
        if all(one is not None for one in yearly):
            most_of_year = sum(one.get(year.year, 0) for one in yearly if one is not None)
            assert year.amount <= to_cents(most_of_year)


def caps_of(
    guideline: Guideline, facts: Facts, definition: PartDefinition, part: PartFacts
) -> list[Limits]:
    """The limits of each component by themselves."""
    assert part.plan is not None
    desk = Desk(guideline, facts)
    return [
        limits_of(one, desk, part, tuple(y for y in part.plan.years() if y >= (one.from_year or y)))
        for one in definition.components
    ]


def whole_of(limits: Limits, plan: Plan) -> Decimal:
    """The most of one component over the whole period."""
    if limits.whole is not None:
        return limits.whole
    if limits.per_year is None:
        return plan.cost()
    return sum((to_cents(amount) for amount in limits.per_year.values()), ZERO)
