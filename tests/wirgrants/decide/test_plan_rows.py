"""The plan in a notice: each row says its kind, its label and its year only where that tells."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from wirgrants.services.award_letter import cost_rows, fund_rows
from wirgrants.services.award_parts import FixedPart
from wirgrants.services.award_wish import AwardWish, PartWish
from workflows import registry
from workflows.facts import FundSource, Plan, PlanFunds, PlanItem
from workflows.guideline import FinancingType

WISH = PartWish(
    part="main",
    start=date(2025, 1, 1),
    end=date(2025, 12, 31),
    amounts={2025: Decimal("800.00")},
)
PLAN = Plan(
    items=(PlanItem(category="personnel", label="Stelle", year=2025, amount=Decimal(1000)),),
    funds=(
        PlanFunds(source=FundSource.OWN, label="Eigenmittel", year=2025, amount=Decimal(150)),
        PlanFunds(source=FundSource.OWN, label="Kreisumlage", year=2025, amount=Decimal(50)),
    ),
)


def fixed(plan: Plan) -> tuple[FixedPart, ...]:
    definition = registry.line("coordination").versions[0].parts[0]
    part = FixedPart(
        wish=WISH,
        definition=definition,
        financing=FinancingType.SHARE,
        share=Decimal("0.8"),
        eligible=Decimal(1000),
        plan=plan,
        units={},
        lines=(),
        proofs=(),
    )
    return (part,)


def test_a_plan_of_one_year_names_no_year_and_no_word_twice():
    parts = fixed(PLAN)
    assert [row.label for row in cost_rows(parts)] == ["Personalausgaben, Stelle"]
    funds = list(fund_rows(parts, AwardWish(parts=(WISH,), purpose="")))
    assert [row.label for row in funds] == [
        "Zuwendung des Landes",
        "Eigenmittel",
        "Eigenmittel, Kreisumlage",
    ]
    assert [row.amount for row in funds] == [800, 150, 50]


def test_a_plan_of_two_years_names_the_year_of_each_row():
    later = PlanItem(category="personnel", label="", year=2026, amount=Decimal(900))
    parts = fixed(replace(PLAN, items=(*PLAN.items, later)))
    assert [row.label for row in cost_rows(parts)] == [
        "Personalausgaben, Stelle, 2025",
        "Personalausgaben, 2026",
    ]
    funds = list(fund_rows(parts, AwardWish(parts=(WISH,), purpose="")))
    assert [row.label for row in funds][1:] == [
        "Eigenmittel, 2025",
        "Eigenmittel, Kreisumlage, 2025",
    ]
