"""The deployment of integration guides, Nr. 4.3 of the guideline of 2020: hours, flat rate."""

from decimal import Decimal

from workflows.declaring import each_yes, figure
from workflows.figures import Unit
from workflows.findings import Outcome
from workflows.guideline import (
    Component,
    PartDefinition,
    Payout,
    ProofDue,
    ProofDuty,
    ProofForm,
    UnitCap,
    YearCap,
)
from workflows.rules.conditions import at_least, at_most, only_component, only_if, yes
from workflows.rules.population import flat_rate_is_open
from workflows.rules.reading import FROM_FILING
from workflows.rules.report import hours_within_person_maximum, pool_within_guides
from workflows.sources import Clause, Mark

S4D_FLAT_RATE = Clause("S4d", "Koordinierungspauschale")
S6A_FLAT_RATE = Clause("S6a", "Koordinierungspauschale")
S6B_ALLOWANCE = Clause("S6b", "Aufwandsentschädigung je Stunde")
S6B_HOURS = Clause("S6b", "Höchststunden je Person")
S6E_HOURS = Clause("S6e", "Höchststunden koordinierender Personen")

HOUR_RATE = figure("hour_rate", Decimal("5.00"), Unit.EUR_PER_HOUR, S6B_ALLOWANCE, Mark.SOURCED)
HOURS_PER_GUIDE = figure("hours_per_guide", 276, Unit.HOURS, S6B_HOURS, Mark.SOURCED)
HOURS_PER_COORDINATING_GUIDE = figure(
    "hours_per_coordinating_guide", 414, Unit.HOURS, S6E_HOURS, Mark.SOURCED
)
COORDINATION_FLAT_RATE = figure(
    "coordination_flat_rate_amount", 2_000, Unit.EUR_PER_YEAR, S4D_FLAT_RATE, Mark.SOURCED
)
FLAT_RATE_BELOW = figure(
    "flat_rate_population_below", 50_000, Unit.INHABITANTS, S4D_FLAT_RATE, Mark.SOURCED
)
FLAT_RATE_POOL_LEAST = figure("flat_rate_pool_least", 5, Unit.PERSONS, S6A_FLAT_RATE, Mark.SOURCED)

FIGURES = (
    HOUR_RATE,
    HOURS_PER_GUIDE,
    HOURS_PER_COORDINATING_GUIDE,
    COORDINATION_FLAT_RATE,
    FLAT_RATE_BELOW,
    FLAT_RATE_POOL_LEAST,
)

RULES = (
    yes(
        id="guides_are_trained_first",
        question="guides_trained",
        clause=Clause("A", "Abschnitt Integrationslotsen"),
        mark=Mark.SOURCED,
        part="deployment",
        moments=FROM_FILING,
    ),
    *each_yes(
        clause=Clause("GK", "Anforderungen an Lotsinnen und Lotsen"),
        mark=Mark.GENERAL,
        part="deployment",
        guides_are_of_age="guides_of_age",
        guides_are_suitable="guides_suitable",
        moments=FROM_FILING,
    ),
    yes(
        id="guides_are_no_sponsors",
        question="guides_are_no_sponsors",
        clause=Clause("S6g", "Aufgaben"),
        mark=Mark.SOURCED,
        part="deployment",
        otherwise=Outcome.REVIEW,
        moments=FROM_FILING,
    ),
    hours_within_person_maximum(
        id="hours_fit_person_maximum",
        guide_most=HOURS_PER_GUIDE,
        coordinating_most=HOURS_PER_COORDINATING_GUIDE,
        clause=S6B_HOURS,
        mark=Mark.SOURCED,
    ),
    at_most(
        id="no_guide_above_maximum",
        question="most_hours_of_a_guide",
        figure=HOURS_PER_GUIDE,
        clause=S6B_HOURS,
        mark=Mark.SOURCED,
        part="deployment",
        report=True,
    ),
    at_most(
        id="no_coordinating_guide_above_maximum",
        question="most_hours_of_a_coordinating_guide",
        figure=HOURS_PER_COORDINATING_GUIDE,
        clause=S6E_HOURS,
        mark=Mark.SOURCED,
        part="deployment",
        report=True,
    ),
    only_component(
        flat_rate_is_open(
            id="flat_rate_is_open", below=FLAT_RATE_BELOW, clause=S4D_FLAT_RATE, mark=Mark.SOURCED
        ),
    ),
    only_component(
        only_if(
            at_least(
                id="flat_rate_pool_is_large_enough",
                question="pool_of_guides",
                figure=FLAT_RATE_POOL_LEAST,
                clause=S6A_FLAT_RATE,
                mark=Mark.SOURCED,
                part="deployment",
            ),
            question="coordination_flat_rate",
            part="deployment",
        ),
    ),
    only_component(
        only_if(
            pool_within_guides(
                id="flat_rate_pool_is_within_guides", clause=S6A_FLAT_RATE, mark=Mark.INFERRED
            ),
            question="coordination_flat_rate",
            part="deployment",
        ),
    ),
)

PART = PartDefinition(
    id="deployment",
    components=(
        Component(
            id="hours",
            cap=UnitCap(
                quantities=("hours",),
                rate="hour_rate",
                ceilings={
                    "guides": "hours_per_guide",
                    "coordinating_guides": "hours_per_coordinating_guide",
                },
            ),
            categories=("allowances",),
            clause=S6B_ALLOWANCE,
            mark=Mark.SOURCED,
        ),
        Component(
            id="coordination_flat_rate",
            cap=YearCap(amount="coordination_flat_rate_amount"),
            categories=("coordination",),
            clause=S4D_FLAT_RATE,
            mark=Mark.SOURCED,
            wanted="coordination_flat_rate",
        ),
    ),
    questions=(
        "guides",
        "coordinating_guides",
        "hours",
        "guides_trained",
        "guides_of_age",
        "guides_suitable",
        "guides_are_no_sponsors",
        "coordination_flat_rate",
        "pool_of_guides",
    ),
    proof=ProofDuty(
        form=ProofForm.SIMPLE,
        due=ProofDue.MARCH_AFTER_YEAR,
        counters=(
            "hours_worked",
            "hours_coordinating",
            "guides_active",
            "coordinating_guides_active",
            "most_hours_of_a_guide",
            "most_hours_of_a_coordinating_guide",
        ),
        clause=Clause("S6h", "Einfacher Verwendungsnachweis"),
        mark=Mark.SOURCED,
        interim_yearly=True,
        interim_due=ProofDue.MARCH_AFTER_YEAR,
    ),
    wanted="wants_deployment",
    payout=Payout.INSTALMENTS,
)
