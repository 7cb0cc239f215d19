"""Each part as the notice fixes it: financing type, share, eligible cost, binding plan, proofs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from forms.fitting_sections import part_name
from wirgrants.documents.letters.award_terms import ProofDuty as NamedProof
from wirgrants.services.award_wish import AwardWish, Gap, PartWish
from wirgrants.services.calendar import holidays_of
from wirgrants.services.review import Standing
from wirgrants.services.snapshot import plan_of
from workflows.awarded_options import AwardedOption, awarded_options
from workflows.dates import LegalDate
from workflows.due import NamedDay
from workflows.expected_proofs import expected_proofs
from workflows.facts import FundSource, PartFacts, Plan, PlanFunds, PlanItem
from workflows.guideline import FinancingType, Guideline, PartDefinition, UnitCap
from workflows.money import ZERO, to_cents, total
from workflows.part_grant import PartEntitlement
from workflows.wording import say

NAMED_DAY = "proof_due"
"""Where `AwardPart.basis` keeps the day that the notice names for the final proof."""
GAP_LABEL = "Zusätzliche Eigenmittel (Bewilligung unter dem Antrag)"


@dataclass(frozen=True, kw_only=True)
class FixedPart:
    """One part as it will stand in the notice and in `AwardPart`."""

    wish: PartWish
    definition: PartDefinition
    financing: FinancingType
    share: Decimal | None
    eligible: Decimal
    plan: Plan
    units: Mapping[str, str | bool]
    lines: tuple[str, ...]
    proofs: tuple[tuple[int | None, LegalDate], ...]

    def to_json(self) -> dict[str, Any]:
        """What `AwardPart` keeps of it."""
        return {
            "start": self.wish.start.isoformat(),
            "end": self.wish.end.isoformat(),
            "financing": self.financing.value,
            "share": None if self.share is None else format(self.share, "f"),
            "amount": str(self.wish.amount),
            "eligible": str(self.eligible),
            "plan": plan_json(self.plan),
            "units": dict(self.units),
            "basis": {
                "lines": list(self.lines),
                NAMED_DAY: None
                if self.wish.proof_on is None
                else {"day": self.wish.proof_on.isoformat(), "fixed": False},
            },
            "proof_form": self.definition.proof.form.value,
        }


def fixed_parts(guideline: Guideline, now: Standing, wish: AwardWish) -> tuple[FixedPart, ...]:
    """Every part of the wish as the notice fixes it."""
    ceilings = {part.part: part for part in now.entitlement.parts}
    return tuple(
        _fixed(guideline, now, (part, wish.gap), ceilings.get(part.part)) for part in wish.parts
    )


def _fixed(
    guideline: Guideline,
    now: Standing,
    wished: tuple[PartWish, Gap],
    most: PartEntitlement | None,
) -> FixedPart:
    wish, way = wished
    definition = guideline.part(wish.part)
    facts = now.facts.part(wish.part) or PartFacts(part=wish.part)
    financing = guideline.financing_of(wish.part).type
    asked = facts.plan or Plan()
    plan = balanced(asked, wish.amounts, way)
    eligible = max(wish.amount, _eligible(most, wish) - (asked.cost() - plan.cost()))
    fixed = financing is FinancingType.FIXED or not eligible
    named = {} if wish.proof_on is None else {wish.part: NamedDay(day=wish.proof_on)}
    awarded = replace(facts, start=wish.start, end=wish.end)
    options = tuple(awarded_options(guideline, now.facts, wish.part, wish.amount))
    known = replace(now.facts, holidays=holidays_of(range(wish.start.year, wish.end.year + 3)))
    return FixedPart(
        wish=wish,
        definition=definition,
        financing=financing,
        share=None if fixed else wish.amount / eligible,
        eligible=eligible,
        plan=plan,
        units={**_units(definition, facts), **{one.question: one.paid for one in options}},
        lines=() if most is None else tuple(_lines(most, options)),
        proofs=tuple(expected_proofs(guideline, known, awarded, named, now.parameters)),
    )


def _eligible(most: PartEntitlement | None, wish: PartWish) -> Decimal:
    """The eligible cost of the years; without a plan the award itself (units × rate)."""
    known = [] if most is None else [year.eligible for year in most.years]
    costs = total(cost for cost in known if cost is not None)
    return max(costs, wish.amount)


def _units(definition: PartDefinition, facts: PartFacts) -> dict[str, str]:
    """The quantities that a fixed amount rests on."""
    return {
        name: str(facts.answers[name])
        for component in definition.components
        if isinstance(component.cap, UnitCap)
        for name in component.cap.quantities
        if name in facts.answers
    }


def _lines(most: PartEntitlement, options: Iterable[AwardedOption]) -> Iterator[str]:
    yield from (line.text() for line in most.lines)
    yield from (one.line.text() for one in options if one.line is not None)
    for year in most.years:
        yield from (line.text() for line in year.lines)


def gaps(plan: Plan, grants: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """By year, what the award leaves uncovered of the plan."""
    found: dict[int, Decimal] = {}
    for year in plan.years():
        other = total(fund.amount for fund in plan.funds if fund.year == year)
        gap = plan.cost(year) - other - grants.get(year, ZERO)
        if gap > ZERO:
            found[year] = gap
    return found


def gap_rows(content: Mapping[str, Any], wish: AwardWish) -> tuple[tuple[str, int, Decimal], ...]:
    """By part and year, what an award leaves uncovered of the plans of a filed content."""
    asked = content.get("parts", {})
    return tuple(
        (part_name(told.part), year, gap)
        for told in wish.parts
        for year, gap in gaps(
            plan_of(asked.get(told.part, {}).get("plan") or {}), told.amounts
        ).items()
    )


def balanced(plan: Plan, grants: Mapping[int, Decimal], way: Gap = Gap.OWN_FUNDS) -> Plan:
    """The plan closed where the award leaves a gap, for its total binds.

    With more own funds, or with every item of the year cut in proportion.
    """
    missing = gaps(plan, grants)
    if way is Gap.CUT_COSTS:
        return replace(plan, items=tuple(_cut(plan, missing)))
    extra = [
        PlanFunds(source=FundSource.OWN, label=GAP_LABEL, year=year, amount=gap)
        for year, gap in missing.items()
    ]
    return replace(plan, funds=(*plan.funds, *extra)) if extra else plan


def _cut(plan: Plan, missing: Mapping[int, Decimal]) -> Iterator[PlanItem]:
    """The items, those of a year cut in proportion by what it misses, to the cent in all."""
    left = dict(missing)
    behind = {year: plan.cost(year) for year in missing}
    for item in plan.items:
        if not left.get(item.year):
            yield item
            continue
        # Of what is left, so that rounding never leaves a cent for an item that has none.
        part = to_cents(left[item.year] * item.amount / behind[item.year])
        left[item.year] -= part
        behind[item.year] -= item.amount
        yield replace(item, amount=item.amount - part)


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan in the shape of a draft's."""
    return {
        "items": [
            {
                "category": item.category,
                "label": item.label,
                "year": item.year,
                "amount": str(item.amount),
            }
            for item in plan.items
        ],
        "funds": [
            {
                "source": fund.source.value,
                "label": fund.label,
                "year": fund.year,
                "amount": str(fund.amount),
            }
            for fund in plan.funds
        ],
    }


def proof_duties(parts: tuple[FixedPart, ...]) -> Iterator[NamedProof]:
    """Every proof that the notice asks for, interim ones first within a part."""
    several = len(parts) > 1
    for part in parts:
        of = f", {say(f'part.name.{part.wish.part}')}" if several else ""
        form = say(f"proof_form.{part.definition.proof.form.value}")
        for year, legal in part.proofs:
            if year is None:
                yield NamedProof(label=f"Verwendungsnachweis{of}", form=form, due=legal.day)
            else:
                yield NamedProof(
                    label=f"Zwischennachweis {year}{of}",
                    form="Sachbericht und zahlenmäßiger Nachweis des Jahres",
                    due=legal.day,
                )


def period_of(wish: AwardWish) -> tuple[date, date]:
    """First and last day over all parts."""
    return min(part.start for part in wish.parts), max(part.end for part in wish.parts)
