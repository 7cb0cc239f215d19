"""The deployment of integration guides, guideline of 2013: its rates were not found."""

from workflows.declaring import each_yes, not_found
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
)
from workflows.rules.conditions import at_most, yes
from workflows.rules.reading import FROM_FILING
from workflows.rules.report import hours_within_person_maximum
from workflows.sources import Clause, Mark

R2013_GUIDES = Clause("R2013", "StAnz. 30/2013 S. 909, Integrationslotsen")

HOUR_RATE = not_found("hour_rate", Unit.EUR_PER_HOUR, R2013_GUIDES)
HOURS_PER_GUIDE = not_found("hours_per_guide", Unit.HOURS, R2013_GUIDES)
HOURS_PER_COORDINATING_GUIDE = not_found("hours_per_coordinating_guide", Unit.HOURS, R2013_GUIDES)

FIGURES = (
    HOUR_RATE,
    HOURS_PER_GUIDE,
    HOURS_PER_COORDINATING_GUIDE,
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
        mark=Mark.INFERRED,
        part="deployment",
        otherwise=Outcome.REVIEW,
        moments=FROM_FILING,
    ),
    hours_within_person_maximum(
        id="hours_fit_person_maximum",
        guide_most=HOURS_PER_GUIDE,
        coordinating_most=HOURS_PER_COORDINATING_GUIDE,
        clause=R2013_GUIDES,
        mark=Mark.NOT_FOUND,
    ),
    at_most(
        id="no_guide_above_maximum",
        question="most_hours_of_a_guide",
        figure=HOURS_PER_GUIDE,
        clause=R2013_GUIDES,
        mark=Mark.NOT_FOUND,
        part="deployment",
        report=True,
    ),
    at_most(
        id="no_coordinating_guide_above_maximum",
        question="most_hours_of_a_coordinating_guide",
        figure=HOURS_PER_COORDINATING_GUIDE,
        clause=R2013_GUIDES,
        mark=Mark.NOT_FOUND,
        part="deployment",
        report=True,
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
            clause=R2013_GUIDES,
            mark=Mark.NOT_FOUND,
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
        clause=Clause("S6b", "Einfacher Verwendungsnachweis"),
        mark=Mark.INFERRED,
        interim_yearly=True,
        interim_due=ProofDue.MARCH_AFTER_YEAR,
    ),
    wanted="wants_deployment",
    payout=Payout.INSTALMENTS,
)
