"""Small guidelines and facts for the tests of money, varied by what a test is about."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from workflows.facts import (
    Answer,
    CallTerms,
    Facts,
    FundSource,
    PartFacts,
    Plan,
    PlanFunds,
    PlanItem,
)
from workflows.figures import Figure, Unit
from workflows.guideline import (
    Cap,
    Component,
    Deadline,
    DeadlineKind,
    Financing,
    FinancingType,
    Guideline,
    PartDefinition,
    Payout,
    ProofDue,
    ProofDuty,
    ProofForm,
    Rule,
)
from workflows.sources import Clause, Mark
from workflows.states import Variant

CLAUSE = Clause("R2020", "4.3")
TODAY = date(2026, 11, 23)


def figure(key: str, value: Decimal | int | str | None, mark: Mark = Mark.SOURCED) -> Figure:
    number = Decimal(value) if isinstance(value, str) else value
    if value is None and mark is Mark.SOURCED:
        mark = Mark.NOT_FOUND
    return Figure(key=key, value=number, unit=Unit.EUR, clause=CLAUSE, mark=mark)


def without(key: str) -> Figure:
    """A figure that the guideline does not have."""
    return figure(key, None, Mark.NOT_APPLICABLE)


def component(
    name: str, cap: Cap, *categories: str, wanted: str | None = None, from_year: int | None = None
) -> Component:
    return Component(
        id=name,
        cap=cap,
        categories=categories or ("personnel",),
        clause=CLAUSE,
        mark=Mark.SOURCED,
        wanted=wanted,
        from_year=from_year,
    )


def part(name: str, *components: Component, wanted: str | None = None) -> PartDefinition:
    proof = ProofDuty(
        form=ProofForm.FULL,
        due=ProofDue.MARCH_AFTER_YEAR,
        counters=(),
        clause=CLAUSE,
        mark=Mark.SOURCED,
    )
    return PartDefinition(id=name, components=components, questions=(), proof=proof, wanted=wanted)


def guideline(
    *parts: PartDefinition,
    figures: tuple[Figure, ...] = (),
    financing: FinancingType = FinancingType.DEFICIT,
    share: Figure | None = None,
    own_share: Figure | None = None,
    categories: tuple[str, ...] = (),
    rules: tuple[Rule, ...] = (),
) -> Guideline:
    terms = Financing(
        type=financing,
        clause=CLAUSE,
        mark=Mark.SOURCED,
        share=share or without("share"),
        minimum_own_share=own_share or without("minimum_own_share"),
    )
    return Guideline(
        line="test_line",
        version="2021",
        programme="Testprogramm",
        clause=CLAUSE,
        issued=date(2020, 12, 11),
        valid_from=date(2020, 12, 29),
        valid_to=None,
        lifecycle=Variant.PROJECT,
        admissions={},
        figures={one.key: one for one in figures},
        rules=rules,
        questions=(),
        parts=parts,
        cost_categories=categories,
        financing={"*": terms},
        deadline={"*": Deadline(kind=DeadlineKind.NONE, clause=CLAUSE, mark=Mark.SOURCED)},
        papers=(),
        payout=Payout.INSTALMENTS,
        target_agreement=False,
        expert_review=False,
        longest_award=without("longest_award"),
        successor=None,
    )


def plan(
    items: Mapping[tuple[str, int], Decimal | int | str],
    funds: Mapping[tuple[FundSource, int], Decimal | int | str] | None = None,
) -> Plan:
    return Plan(
        items=tuple(
            PlanItem(category=category, label=category, year=year, amount=Decimal(amount))
            for (category, year), amount in items.items()
        ),
        funds=tuple(
            PlanFunds(source=source, label=source, year=year, amount=Decimal(amount))
            for (source, year), amount in (funds or {}).items()
        ),
    )


def facts(*parts: PartFacts, call: CallTerms | None = None, **answers: Answer) -> Facts:
    return Facts(day=TODAY, parts=parts, call=call, answers=answers)


def main(
    planned: Plan | None = None,
    start: str = "2027-01-01",
    end: str = "2027-12-31",
    name: str = "main",
    **answers: Answer,
) -> PartFacts:
    return PartFacts(
        part=name,
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        answers=answers,
        plan=planned,
    )


def call(*years: int, figures: tuple[Figure, ...] = ()) -> CallTerms:
    return CallTerms(
        years=years,
        opens_on=date(2026, 9, 1),
        closes_on=date(2026, 12, 31),
        figures={one.key: one for one in figures},
    )


def replaced(one: Figure, value: Decimal | int | str, reason: str = "Testwert") -> Figure:
    return replace(one, value=Decimal(value), mark=Mark.CONFIRMED, replaced=reason)
