"""The flat rate of the guides from the award to the settlement: only what was awarded is paid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from workflows import registry
from workflows.awarded_options import AwardedOption, awarded_options
from workflows.counted import count_part
from workflows.entitlement import most
from workflows.facts import Answer, Applicant, ApplicantType, Facts, PartFacts
from workflows.guideline import FinancingType
from workflows.parameters import DEFAULTS
from workflows.settlement import settle
from workflows.settling import AwardedYear, ExaminedYear

GUIDES = registry.guideline("integration_guides", "2021")
FLAT = "coordination_flat_rate"
SMALL, LARGE = 12_000, 60_000


def deployment(population: int, report: dict[str, int] | None = None, **changed: Answer) -> Facts:
    """A municipality's deployment of six guides with 1,000 hours and the flat rate asked for."""
    answers: dict[str, Answer] = {
        "guides": 6,
        "coordinating_guides": 0,
        "hours": 1000,
        FLAT: True,
        "pool_of_guides": 6,
    }
    part = PartFacts(
        part="deployment",
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        answers=answers | changed,
    )
    applicant = Applicant(
        type=ApplicantType.MUNICIPALITY, ags="06431002", county_ags="06431", population=population
    )
    return Facts(day=date(2025, 11, 1), applicant=applicant, parts=(part,), report=report or {})


def paid(facts: Facts, amount: str) -> list[tuple[str, bool]]:
    options = awarded_options(GUIDES, facts, "deployment", Decimal(amount))
    return [(one.question, one.paid) for one in options]


def counted(facts: Facts) -> tuple[str, list[str]]:
    found = count_part(GUIDES, facts, facts.parts[0], (2026,)).counted
    assert found is not None
    return str(found.amount), [line.text() for line in found.lines]


@pytest.mark.parametrize(
    ("population", "amount", "flat"),
    [
        (SMALL, "7000.00", True),
        (SMALL, "5000.01", True),
        (SMALL, "5000.00", False),  # the officer struck it: the hours alone come to that
        (LARGE, "5000.00", False),
        (LARGE, "7000.00", False),  # no amount pays what a rule refuses
    ],
)
def test_an_award_pays_the_flat_rate_only_beyond_the_hours(
    population: int, amount: str, flat: bool
) -> None:
    assert paid(deployment(population), amount) == [(FLAT, flat)]


def test_what_was_not_asked_for_or_counts_no_units_is_no_option() -> None:
    declined = deployment(SMALL, coordination_flat_rate=False)
    assert paid(declined, "5000.00") == []
    centres = registry.guideline("diversity_centres", "2021")
    pot = Facts(day=date(2025, 11, 1), answers={"micro_project_pot": True}, parts=(PartFacts(),))
    assert list(awarded_options(centres, pot, "main", Decimal(5000))) == []


def test_a_struck_flat_rate_is_told_and_a_refused_one_is_told_by_its_rule() -> None:
    (struck,) = awarded_options(GUIDES, deployment(SMALL), "deployment", Decimal(5000))
    assert struck.line is not None
    assert struck.line.text() == (
        "Koordinierungspauschale: nicht bewilligt, der bewilligte Betrag wird ohne sie erreicht"
    )
    (refused,) = awarded_options(GUIDES, deployment(LARGE), "deployment", Decimal(5000))
    assert refused == AwardedOption(question=FLAT, paid=False)
    lines = [line.text() for _, _, line in most(GUIDES, deployment(LARGE)).lines()]
    assert [text for text in lines if "nicht förderfähig" in text] != []


HOURS = {"hours_worked": 700, "guides_active": 6, "coordinating_guides_active": 0}


@pytest.mark.parametrize(
    ("flat", "report", "amount"),
    [
        (True, HOURS, "5500.00"),
        (False, HOURS, "3500.00"),
        # The pool that worked must reach five heads, coordinating ones among them.
        (True, HOURS | {"guides_active": 5}, "5500.00"),
        (True, HOURS | {"guides_active": 4}, "3500.00"),
        (True, HOURS | {"guides_active": 4, "coordinating_guides_active": 1}, "5500.00"),
    ],
)
def test_the_report_counts_the_flat_rate_that_was_awarded_and_earned(
    flat: bool, report: dict[str, int], amount: str
) -> None:
    facts = deployment(SMALL, report, coordination_flat_rate=flat)
    assert counted(facts)[0] == amount


def test_a_municipality_that_grew_after_the_award_keeps_its_flat_rate() -> None:
    assert counted(deployment(LARGE, HOURS))[0] == "5500.00"


def test_a_flat_rate_that_a_small_pool_lost_is_told() -> None:
    lines = counted(deployment(SMALL, HOURS | {"guides_active": 4}))[1]
    assert [text for text in lines if text.startswith("Koordinierungspauschale: nicht")] == [
        lines[-1]
    ]


@pytest.mark.parametrize(("flat", "final", "back"), [(True, "5500", "0"), (False, "3500", "1500")])
def test_the_settlement_follows_the_units_done(flat: bool, final: str, back: str) -> None:
    facts = deployment(LARGE, HOURS, coordination_flat_rate=flat)
    told = count_part(GUIDES, facts, facts.parts[0], (2026,)).counted
    assert told is not None
    grant = Decimal("7000.00" if flat else "5000.00")
    award = AwardedYear(
        part="deployment", year=2026, financing=FinancingType.FIXED, grant=grant, eligible=grant
    )
    result = settle(
        [award],
        [ExaminedYear(part="deployment", year=2026, eligible=Decimal(5500))],
        paid=Decimal(5000),
        parameters=DEFAULTS,
        day=date(2027, 3, 1),
        municipal=True,
        counted=(replace(told),),
    )
    assert (result.final, result.to_recover) == (Decimal(final), Decimal(back))
