"""The financing plan: there at all, balanced in every year, inside period and call, own share."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from workflows.facts import NO_EUROS, Facts, FundSource, PartFacts, Plan
from workflows.figures import Figure
from workflows.findings import Ruling
from workflows.guideline import Financing, Guideline, Rule
from workflows.part_grant import eligible_categories
from workflows.rules.of_version import plan_clause, plan_mark, total_financing_mark
from workflows.rules.reading import (
    FROM_FILING,
    figure_now,
    limit_text,
    met,
    not_asked,
    not_met,
    review,
)
from workflows.sources import Mark
from workflows.wording.formats import german_euros


def _planned(facts: Facts) -> list[tuple[PartFacts, Plan]] | None:
    """Each part with its plan; None while a part has no plan with expenditure yet."""
    found = [(part, part.plan) for part in facts.parts if part.plan is not None and part.plan.items]
    if not found or len(found) < len(facts.parts):
        return None
    return found


def _there(facts: Facts) -> Ruling:
    return not_asked("@plan", "plan.missing") if _planned(facts) is None else met("plan.there")


def plan_is_there(guideline: Guideline) -> Rule:
    """Every part applied for has a financing plan per budget year."""
    return Rule(
        id="plan_is_there",
        clause=plan_clause(guideline),
        mark=plan_mark(guideline),
        moments=FROM_FILING,
        reads=("@plan",),
        judge=_there,
    )


def _gaps(part: PartFacts, plan: Plan) -> Iterator[tuple[int, Decimal]]:
    """Years in which expenditure differs from the grant asked for plus all funds."""
    spent: dict[int, Decimal] = {}
    for item in plan.items:
        spent[item.year] = spent.get(item.year, NO_EUROS) + item.amount
    covered = dict(part.asked)
    for fund in plan.funds:
        covered[fund.year] = covered.get(fund.year, NO_EUROS) + fund.amount
    for year in sorted(spent.keys() | covered.keys()):
        gap = spent.get(year, NO_EUROS) - covered.get(year, NO_EUROS)
        if gap:
            yield year, gap


def _balanced(facts: Facts) -> Ruling:
    planned = _planned(facts)
    if planned is None:
        return not_asked("@plan", "plan.missing")
    if not all(part.asked for part, _ in planned):
        return not_asked("@asked", "plan.asked_missing")
    for part, plan in planned:
        for year, gap in _gaps(part, plan):
            key = "plan.gap" if gap > 0 else "plan.surplus"
            return review(key, year=str(year), amount=german_euros(abs(gap)))
    return met("plan.balanced")


def plan_is_balanced(guideline: Guideline) -> Rule:
    """Expenditure is the grant asked for plus own, third-party, public funds and income, yearly."""
    return Rule(
        id="plan_is_balanced",
        clause=plan_clause(guideline),
        mark=total_financing_mark(guideline),
        moments=FROM_FILING,
        reads=("@plan", "@asked"),
        judge=_balanced,
    )


def _within_years(facts: Facts) -> Ruling:
    planned = _planned(facts)
    if planned is None:
        return not_asked("@plan", "plan.missing")
    for part, plan in planned:
        if part.start is None or part.end is None:
            return not_asked("@period")
        outside = [y for y in plan.years() if not part.start.year <= y <= part.end.year]
        if outside:
            return review("plan.years_outside_period", years=_listed(outside))
    if facts.call is not None:
        years = {year for _, plan in planned for year in plan.years()}
        beyond = sorted(years - set(facts.call.years))
        if beyond:
            return review("plan.years_outside_call", years=_listed(beyond))
    return met("plan.years_inside")


def _listed(years: Iterable[int]) -> str:
    return ", ".join(str(year) for year in years)


def plan_years_fit(guideline: Guideline) -> Rule:
    """The plan's budget years lie in the period applied for and in the call."""
    return Rule(
        id="plan_years_fit_period_and_call",
        clause=plan_clause(guideline),
        mark=Mark.INFERRED,
        moments=FROM_FILING,
        reads=("@plan", "@period", "@call"),
        judge=_within_years,
    )


def categories_are_eligible(guideline: Guideline) -> Rule:
    """Every plan item belongs to a cost category that the guideline names for its part; REVIEW.

    What stands in the wrong part would be left out of the entitlement without a word.
    """
    named = frozenset(guideline.cost_categories)
    eligible = {part.id: eligible_categories(guideline, part) for part in guideline.parts}

    def judge(facts: Facts) -> Ruling:
        planned = _planned(facts)
        if planned is None:
            return not_asked("@plan", "plan.missing")
        for part, plan in planned:
            for item in plan.items:
                label = item.label or item.category
                if item.category not in named:
                    return review("plan.category_unknown", label=label)
                if item.category not in eligible.get(part.part, named):
                    return review("plan.category_elsewhere", label=label, part=part.part)
        return met("plan.categories_known")

    return Rule(
        id="plan_items_are_eligible",
        clause=guideline.clause,
        mark=Mark.INFERRED,
        moments=FROM_FILING,
        reads=("@plan",),
        judge=judge,
    )


def own_share_is_enough(financing: Mapping[str, Financing]) -> Rule:
    """Own funds reach the guideline's minimum share of the planned expenditure of each part."""

    def judge(facts: Facts) -> Ruling:
        planned = _planned(facts)
        if planned is None:
            return not_asked("@plan", "plan.missing")
        last = met("plan.own_share_not_asked")
        for part, plan in planned:
            terms = financing.get(part.part, financing["*"])
            last = _own_share(facts, plan, terms)
            if not last.key.endswith(("met", "not_asked")) or last.key == "plan.own_share.not_met":
                return last
        return last

    return Rule(
        id="own_share_is_enough",
        clause=financing["*"].minimum_own_share.clause,
        mark=financing["*"].minimum_own_share.mark,
        moments=FROM_FILING,
        reads=("@plan",),
        judge=judge,
    )


def minimum_own_share(guideline: Guideline, facts: Facts, part: str) -> Figure:
    """The least share of a part's planned expenditure that own funds must reach, as it counts now.

    It does not apply where the guideline asks for none, and has no value where none is sourced.
    """
    return figure_now(facts, guideline.financing_of(part).minimum_own_share)


def _own_share(facts: Facts, plan: Plan, terms: Financing) -> Ruling:
    minimum = figure_now(facts, terms.minimum_own_share)
    if not minimum.applies:
        return met("plan.own_share_not_asked")
    if minimum.value is None:
        return review("rule.limit_missing", figure=minimum.key)
    cost, own = plan.cost(), plan.from_source(FundSource.OWN)
    values = {
        "own": german_euros(own),
        "cost": german_euros(cost),
        "limit": limit_text(minimum),
    }
    if own >= cost * minimum.decimal():
        return met("plan.own_share.met", **values)
    return not_met("plan.own_share.not_met", **values)
