"""The calculation of one part: what its components take of each budget year.

Used by `workflows.entitlement`, which says what the whole promises.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from workflows.allotting import Claim, allot
from workflows.arithmetic import HUNDRED, Line, Objection, Rate, Shown, step
from workflows.caps import Desk, Limits, budget_years, component_name, limits_of, months_in
from workflows.facts import Facts, FundSource, PartFacts
from workflows.findings import Ruling
from workflows.guideline import (
    Component,
    Financing,
    FinancingType,
    Guideline,
    PartDefinition,
    Rule,
)
from workflows.money import CENT, ZERO, share_of, spread, to_cents, total
from workflows.optional_components import refusal

PLAN = "@plan"


@dataclass(frozen=True, kw_only=True)
class YearEntitlement:
    """One budget year of one part. Without a plan `eligible` is None; `amount` None: unknown."""

    part: str
    year: int
    eligible: Decimal | None
    own: Decimal
    other: Decimal
    amount: Decimal | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class PartEntitlement:
    """One part: its financing type, its years, and the arithmetic of the whole period."""

    part: str
    financing: FinancingType
    years: tuple[YearEntitlement, ...]
    lines: tuple[Line, ...]

    @property
    def amount(self) -> Decimal | None:
        """The sum of the years; None when a year is not determinable."""
        return sum_known(tuple(year.amount for year in self.years))


def sum_known(amounts: tuple[Decimal | None, ...]) -> Decimal | None:
    """The sum; None as soon as one amount is unknown."""
    known = [amount for amount in amounts if amount is not None]
    return total(known) if len(known) == len(amounts) else None


class PartDesk:
    """The calculation of one part: collects per year the cost, the room left, and what is taken."""

    def __init__(
        self,
        guideline: Guideline,
        facts: Facts,
        desk: Desk,
        definition: PartDefinition,
        part: PartFacts,
    ) -> None:
        self.guideline, self.facts, self.desk = guideline, facts, desk
        self.definition, self.part = definition, part
        self.financing: Financing = guideline.financing_of(definition.id)
        self.plan = part.plan if part.plan is not None and part.plan.items else None
        self.years = budget_years(facts, part)
        self.steady = dict.fromkeys(self.years, Fraction(0))
        self.bounds = dict.fromkeys(self.years, Fraction(0))
        self.claims: list[tuple[Component, Claim]] = []
        self.granted = dict.fromkeys(self.years, ZERO)
        self.part_lines: list[Line] = []
        self.year_lines: dict[int, list[Line]] = {year: [] for year in self.years}
        self.share: Decimal | None = None
        self.eligible: dict[int, Decimal] = {}
        self.cost: dict[tuple[str, int], Decimal] = {}
        self.room: dict[int, Fraction] = {}
        self.own_share: dict[int, Fraction] = {}

    def entitlement(self) -> PartEntitlement:
        """The components' limits first, then all of them and all years jointly."""
        gaps = self.desk.gaps
        if self.plan is not None:
            self._read_plan()
        for component, limits in self._in_order():
            self._claim(component, limits)
        self._allot()
        known = self.desk.gaps == gaps and self.definition.components
        return PartEntitlement(
            part=self.definition.id,
            financing=self.financing.type,
            years=tuple(self._year(year, known=bool(known)) for year in self.years),
            lines=tuple(self.part_lines),
        )

    def _read_plan(self) -> None:
        """Eligible cost per category and year, and the room that funds and own share leave."""
        assert self.plan is not None
        eligible = eligible_categories(self.guideline, self.definition)
        self.eligible = dict.fromkeys(self.years, ZERO)
        for item in self.plan.items:
            if item.category in eligible:
                key = (item.category, item.year)
                self.cost[key] = self.cost.get(key, ZERO) + item.amount
                self.eligible[item.year] += item.amount
        if self.financing.type is FinancingType.SHARE:
            self.share = self.desk.limit(self.financing.share.key, self.financing.share)
        own_share = self.financing.minimum_own_share
        least = self.desk.limit(own_share.key, own_share) or Decimal(0)
        for year in self.years:
            self.room[year] = self._room(year, least)

    def _room(self, year: int, least_own_share: Decimal) -> Fraction:
        own, other = self._funds(year)
        cost = self.eligible[year]
        least = share_of(cost, least_own_share)
        if least > own:
            self._note(
                year, "least_own_share", share=Rate(least_own_share), eligible=cost, amount=least
            )
        self.own_share[year] = max(Fraction(own), least)
        return max(Fraction(0), Fraction(cost) - self.own_share[year] - Fraction(other))

    def _note(self, at: int, key: str, /, **values: Shown) -> None:
        self.year_lines[at].append(step(key, **values))

    def _funds(self, year: int) -> tuple[Decimal, Decimal]:
        """Own funds and all other funds of a year."""
        own = other = ZERO
        for fund in self.plan.funds if self.plan is not None else ():
            if fund.year == year:
                if fund.source is FundSource.OWN:
                    own += fund.amount
                else:
                    other += fund.amount
        return own, other

    def _in_order(self) -> list[tuple[Component, Limits]]:
        """The components asked for with their limits; those limited over the years come last."""
        found = []
        for component in self.definition.components:
            if component.wanted is not None and not self._granted(component, component.wanted):
                continue
            years = self._years_of(component)
            if years:
                found.append((component, limits_of(component, self.desk, self.part, years)))
        return sorted(found, key=lambda one: one[1].whole is not None)

    def _years_of(self, component: Component) -> tuple[int, ...]:
        """The years in which the component exists."""
        return tuple(year for year in self.years if year >= (component.from_year or year))

    def _granted(self, component: Component, wanted: str) -> bool:
        """An optional component is asked for, and no rule about it says no."""
        if not self.desk.says_yes(wanted, self.part):
            return False
        found = refusal(self.guideline, self.facts, self.definition.id, wanted)
        if found is not None:
            self.part_lines.append(refused_line(component, *found))
        return found is None

    def _claim(self, component: Component, limits: Limits) -> None:
        """Note what the component could take of each year and over all of them."""
        self.part_lines.extend(limits.lines)
        years = self._years_of(component)
        needs: dict[int, Fraction] = {}
        for year in years:
            self.year_lines[year].extend(limits.year_lines.get(year, ()))
            need = self._need(component, limits, year)
            if need is not None:
                needs[year] = need
        if limits.whole is not None and not needs:
            weights = [months_in(year, self.part) for year in years]
            parts = spread(limits.whole, weights)
            needs = {year: Fraction(part) for year, part in zip(years, parts, strict=True)}
            self._tell_spread(component, limits.whole, dict(zip(years, parts, strict=True)))
        for year, need in needs.items():
            self.bounds[year] += need
            if limits.whole is None:
                self.steady[year] += need
        if limits.whole is not None:
            # A begun cent counts: the year, not its components, is rounded.
            bounds = {year: ceil(need * HUNDRED) for year, need in needs.items()}
            claim = Claim(bounds=bounds, whole=int(limits.whole * HUNDRED))
            self.claims.append((component, claim))

    def _need(self, component: Component, limits: Limits, year: int) -> Fraction | None:
        """What the component could take of a year: cap and cost; None: nothing limits it."""
        bounds = [] if limits.per_year is None else [limits.per_year[year]]
        if self.plan is not None:
            cost = sum((self.cost.get((c, year), ZERO) for c in component.categories), ZERO)
            name = component_name(component)
            if self.share is None:
                bounds.append(Fraction(cost))
                self._note(year, "eligible", component=name, eligible=cost)
            else:
                bounds.append(share_of(cost, self.share))
                rate, amount = Rate(self.share), bounds[-1]
                self._note(year, "share", component=name, eligible=cost, share=rate, amount=amount)
        elif limits.whole is None and not bounds and not self.desk.gaps:
            self.desk.miss_answer(PLAN)
        return min(bounds) if bounds else None

    def _allot(self) -> None:
        """The most of all years together; each year is rounded once, half up."""
        room = {
            year: _cents(min(bound, self.room.get(year, bound)))
            for year, bound in self.bounds.items()
        }
        steady = Claim(bounds={year: _cents(amount) for year, amount in self.steady.items()})
        claims = (steady, *(claim for _, claim in self.claims))
        shifted = allot(claims, room)
        if shifted:
            self.part_lines.append(step("allotted_jointly"))
        for component, claim in self.claims:
            if claim.whole is not None and (claim.spread or shifted):
                taken = {year: cents * CENT for year, cents in claim.taken.items()}
                self._tell_spread(component, claim.whole * CENT, taken)
        for year in self.years:
            self.granted[year] = sum(claim.taken.get(year, 0) for claim in claims) * CENT

    def _tell_spread(
        self, component: Component, whole: Decimal, taken: Mapping[int, Decimal]
    ) -> None:
        """What of the component's cap over all years falls to each of them."""
        if len(taken) > 1:
            name = component_name(component)
            for year, amount in taken.items():
                self._note(year, "spread", component=name, year=year, whole=whole, amount=amount)

    def _year(self, year: int, *, known: bool) -> YearEntitlement:
        own, other = self._funds(year)
        amount = self.granted[year] if known else None
        if self.plan is not None:
            self._note(
                year,
                "room",
                eligible=self.eligible[year],
                own=self.own_share[year],
                other=other,
                amount=self.room[year],
            )
        if amount is None:
            self._note(year, "not_determinable", year=year)
        else:
            self._note(year, "most", year=year, amount=amount)
        return YearEntitlement(
            part=self.definition.id,
            year=year,
            eligible=None if self.plan is None else self.eligible[year],
            own=own,
            other=other,
            amount=amount,
            lines=tuple(self.year_lines[year]),
        )


def refused_line(component: Component, rule: Rule, ruling: Ruling) -> Line:
    """The line that tells which rule takes an optional component away."""
    return step(
        "component_refused",
        component=component_name(component),
        rule=rule.clause.german(),
        reason=Objection(ruling.key, ruling.values),
    )


def _cents(amount: Fraction) -> int:
    """Whole cents, half up."""
    return int(to_cents(amount) * HUNDRED)


def eligible_categories(guideline: Guideline, definition: PartDefinition) -> frozenset[str]:
    """Categories whose cost is eligible in a part: its components', and in a line of one part
    also the others that the guideline names.
    """
    own = {category for component in definition.components for category in component.categories}
    if len(guideline.parts) == 1:
        own.update(guideline.cost_categories)
    return frozenset(own)


def categories_of(guideline: Guideline, part: str, used: Iterable[str] = ()) -> tuple[str, ...]:
    """What a plan of the part may name, in the guideline's order, then what it already names."""
    eligible = eligible_categories(guideline, guideline.part(part))
    own = (name for name in guideline.cost_categories if name in eligible)
    return tuple(dict.fromkeys((*own, *used)))
