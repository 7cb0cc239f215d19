"""The most of every real line: sums that the sources give, and the promises for every version."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.good import answered, good_facts
from tests.workflows.money_cases import call, main
from workflows import registry
from workflows.entitlement import most
from workflows.facts import Answer, Applicant, ApplicantType, Facts, Plan, PlanItem
from workflows.figures import Figure
from workflows.findings import Outcome
from workflows.guideline import Guideline, UnitCap
from workflows.money import to_cents, total
from workflows.wording import known

GUIDELINES = tuple(registry.guidelines())
NAMES = [f"{one.line}-{one.version}" for one in GUIDELINES]
CHARITY = Applicant(type=ApplicantType.CHARITY)
COUNTY = Applicant(type=ApplicantType.COUNTY, ags="06431", population=250_000)
TOWN = Applicant(type=ApplicantType.MUNICIPALITY, ags="06431002", population=49_999)
CITY = Applicant(type=ApplicantType.INDEPENDENT_CITY, ags="06411000", population=50_000)


def capped(
    line: str,
    version: str,
    applicant: Applicant = CHARITY,
    period: tuple[str, str] = ("2027-01-01", "2027-12-31"),
    name: str = "main",
    answers: Mapping[str, Answer] | None = None,
    **part: Answer,
) -> Facts:
    """Facts without a plan: what the caps alone allow."""
    start, end = (date.fromisoformat(day) for day in period)
    return Facts(
        day=date(2026, 11, 23),
        applicant=applicant,
        answers=answers or {},
        parts=(replace(main(name=name, **part), start=start, end=end),),
        call=call(*range(start.year, end.year + 1)),
    )


CENTRE = {"coordinators_fte": 2, "assistant_post": True, "assistant_fte": 1}
POT = {"micro_project_pot": True, "micro_projects_for_charities": True}


@pytest.mark.parametrize(
    ("line", "version", "case", "amount"),
    [
        ("coordination", "2014", {"answers": {"full_time_equivalents": 1}}, "50000.00"),
        (
            "coordination",
            "2014",
            {"answers": {"full_time_equivalents": Decimal("0.5")}},
            "25000.00",
        ),
        ("coordination", "2014", {"answers": {"full_time_equivalents": 2}}, "50000.00"),
        ("case_management", "2017", {"answers": {"full_time_equivalents": 1}}, "50000.00"),
        (
            "case_management",
            "2017",
            {
                "answers": {"full_time_equivalents": 1},
                "period": ("2027-07-01", "2027-12-31"),
            },
            "25000.00",
        ),
        ("diversity_centres", "2021", {"answers": {**CENTRE, **POT}}, "145000.00"),
        (
            "diversity_centres",
            "2021",
            {"answers": {**CENTRE, **POT}, "period": ("2021-01-01", "2021-12-31")},
            "120000.00",  # assistant and micro-projects only from 2022
        ),
        (
            "diversity_centres",
            "2026",
            {"answers": {"coordinators_fte": 2}, "period": ("2026-01-01", "2030-12-31")},
            "600000.00",  # the published awards
        ),
        ("migrant_organisations", "2021", {"answers": {"mini_job": True}}, "10200.00"),
        ("migrant_organisations", "2017", {"answers": {"mini_job": True}}, "10200.00"),
        (
            "migrant_organisations",
            "2021",
            {"answers": {"mini_job": True}, "period": ("2027-01-01", "2028-12-31")},
            "20400.00",
        ),
        ("diversity_strategies", "2018", {}, "20000.00"),
        ("diversity_strategies", "2019", {"answers": {"partners": 2}}, "20000.00"),
        ("diversity_strategies", "2021", {"period": ("2027-01-01", "2028-06-30")}, "30000.00"),
        (
            "integration_guides",
            "2021",
            {"name": "training", "participants": 12, "units": 36},
            "5400.00",
        ),
        (
            "integration_guides",
            "2021",
            {"name": "deployment", "guides": 1, "hours": 1000, "coordination_flat_rate": False},
            "1380.00",
        ),
        (
            "integration_guides",
            "2021",
            {
                "name": "deployment",
                "guides": 4,
                "coordinating_guides": 1,
                "hours": 1518,
                "coordination_flat_rate": True,
                "pool_of_guides": 5,
            },
            "9590.00",
        ),
        ("lay_interpreters", "2018", {"name": "deployment", "deployments": 287}, "5740.00"),
        ("lay_interpreters", "2021", {"name": "deployment", "deployments": 287}, "5740.00"),
    ],
)
def test_the_sum_that_the_sources_give(
    line: str, version: str, case: dict[str, object], amount: str
) -> None:
    found = most(registry.guideline(line, version), capped(line, version, **case))  # type: ignore[arg-type]
    assert str(found.amount) == amount


@pytest.mark.parametrize(
    ("line", "version", "name", "missing"),
    [
        ("refugee_women", "2017", "main", "project_cap"),
        ("south_east_europe", "2020", "main", "project_cap"),
        ("welcome_culture", "2014", "main", "project_cap"),
        ("innovative_projects", "2021", "main", "project_cap"),
        ("integration_guides", "2021", "seminar", "seminar_rate"),
        ("integration_guides", "2014", "training", "unit_rate"),
        ("lay_interpreters", "2018", "training", "training_rate"),
        ("lay_interpreters", "2021", "training", "training_rate"),
    ],
)
def test_what_no_source_gives_is_named_as_missing(
    line: str, version: str, name: str, missing: str
) -> None:
    case = capped(line, version, name=name, participants=12, units=24)
    found = most(registry.guideline(line, version), case)
    assert (found.amount, found.missing_figures) == (None, (missing,))


@pytest.mark.parametrize(
    ("applicant", "pool", "granted"),
    [
        (CHARITY, 5, True),
        (CHARITY, 4, False),
        (TOWN, 5, True),
        (CITY, 5, False),
        (COUNTY, 5, False),
    ],
)
def test_the_flat_rate_is_for_charities_and_small_towns_with_five_guides(
    applicant: Applicant, pool: int, granted: bool
) -> None:
    case = capped(
        "integration_guides",
        "2021",
        applicant,
        answers={"charitable": True},
        name="deployment",
        guides=5,
        hours=100,
        coordination_flat_rate=True,
        pool_of_guides=pool,
    )
    found = most(registry.guideline("integration_guides", "2021"), case)
    assert found.amount == (2500 if granted else 500)


def good(guideline: Guideline) -> Facts:
    """Good facts of an admitted type, a charity where it may apply, with all it can ask for."""
    admitted = [t for t, a in guideline.admissions.items() if a.outcome is Outcome.MET]
    charity = ApplicantType.CHARITY
    case = good_facts(guideline, charity if charity in admitted else admitted[0])
    if guideline.line != "integration_guides":
        return case
    return answered(case, "deployment.coordination_flat_rate", True)


@pytest.mark.parametrize("guideline", GUIDELINES, ids=NAMES)
def test_every_version_has_a_sum_once_its_figures_are_confirmed(guideline: Guideline) -> None:
    found = most(guideline, good(guideline))
    assert found.amount is not None
    assert found.amount > 0
    assert (found.missing_figures, found.missing_answers) == ((), ())
    document = found.to_json()
    assert document["amount"] == str(found.amount)
    used = {figure.key for figure in found.figures}
    rates = {
        c.cap.rate
        for part in guideline.parts
        for c in part.components
        if isinstance(c.cap, UnitCap) and c.wanted is None
    }
    assert rates <= used


@pytest.mark.parametrize("guideline", GUIDELINES, ids=NAMES)
def test_figures_without_a_value_are_named_not_invented(guideline: Guideline) -> None:
    case = good(guideline)
    assert case.call is not None
    bare = replace(case, call=replace(case.call, figures={}))
    found = most(guideline, bare)
    empty = {figure.key for figure in found.figures if figure.empty}
    assert set(found.missing_figures) == empty
    assert (found.amount is None) is bool(empty)


@pytest.mark.parametrize("guideline", GUIDELINES, ids=NAMES)
def test_every_component_and_quantity_has_its_german_name(guideline: Guideline) -> None:
    for part in guideline.parts:
        for component in part.components:
            assert known(f"component.{component.id}")
            if isinstance(component.cap, UnitCap):
                for quantity in (*component.cap.quantities, *component.cap.ceilings):
                    assert known(f"quantity.{quantity}")


@pytest.mark.parametrize("guideline", GUIDELINES, ids=NAMES)
def test_a_replaced_cap_changes_the_most(guideline: Guideline) -> None:
    """Every figure that a cap names is really the one that limits it."""
    case = good(guideline)
    assert case.call is not None
    bare = replace(case, parts=tuple(replace(part, plan=None) for part in case.parts))
    before = most(guideline, bare).amount
    for key in {
        key for part in guideline.parts for c in part.components for key in _amounts(c.cap)
    }:
        figure: Figure = case.call.figures[key]
        smaller = figure.with_value(figure.decimal() / 2, "Testwert")
        terms = replace(case.call, figures={**case.call.figures, key: smaller})
        after = most(guideline, replace(bare, call=terms)).amount
        assert before is not None
        assert after is not None
        assert after < before, key


def _amounts(cap: object) -> tuple[str, ...]:
    return tuple(
        str(value) for name, value in vars(cap).items() if name in ("rate", "amount") and value
    )


@given(
    st.sampled_from(GUIDELINES),
    st.lists(st.decimals(0, 90_000, places=2), min_size=12, max_size=12),
    st.decimals(0, 20_000, places=2),
)
def test_promises_of_every_real_line(
    guideline: Guideline, amounts: list[Decimal], more: Decimal
) -> None:
    """Sums of parts, whole cents, never above eligible cost, never falling with cost."""

    def planned(extra: Decimal) -> Facts:
        case = good(guideline)
        parts = []
        for one in case.parts:
            assert one.start is not None
            definition = guideline.part(one.part)
            items = tuple(
                PlanItem(
                    category=category, label="", year=one.start.year, amount=amounts[i % 12] + extra
                )
                for component in definition.components
                for i, category in enumerate(component.categories)
            )
            parts.append(replace(one, plan=Plan(items=items)))
        return replace(case, parts=tuple(parts))

    found, dearer = most(guideline, planned(Decimal(0))), most(guideline, planned(more))
    assert found.amount is not None
    assert dearer.amount is not None
    assert found.amount == total(p.amount for p in found.parts if p.amount is not None)
    assert dearer.amount >= found.amount
    for year in found.years:
        assert year.amount is not None
        assert year.eligible is not None
        assert year.amount == to_cents(year.amount)
        assert 0 <= year.amount <= year.eligible
