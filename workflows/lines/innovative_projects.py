"""Innovative Integrations- und Teilhabeprojekte (Modellprojekte, „IP“), Nr. 4.2, from 2021."""

from datetime import date

from workflows.declaring import (
    ASSOCIATIONS,
    COUNTIES_AND_CITIES,
    NOT_TERRITORIAL,
    admissions,
    admitted,
    association_papers,
    church_and_public_papers,
    figure,
    keyed,
    never_admitted,
    not_found,
    paper,
    refused,
    undecided,
)
from workflows.facts import ApplicantType
from workflows.figures import Unit
from workflows.guideline import (
    Component,
    Deadline,
    DeadlineKind,
    Financing,
    FinancingType,
    FundingLine,
    Guideline,
    PartDefinition,
    Payout,
    ProofDue,
    ProofDuty,
    ProofForm,
    YearCap,
)
from workflows.rules.conditions import only_for, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

NO_3_1 = Clause("R2020", "3.1")
NO_4_2 = Clause("R2020", "4.2")

PROJECT_CAP = not_found("project_cap", Unit.EUR_PER_YEAR, NO_4_2)
SHARE = not_found("share", Unit.SHARE, NO_4_2)
OWN_SHARE = not_found("minimum_own_share", Unit.SHARE, NO_4_2)
LONGEST_AWARD = figure(
    "longest_award",
    36,
    Unit.MONTHS,
    Clause("S11d", "Laufzeit bis zu drei Jahren (vor 2021)"),
    Mark.UNVERIFIED,
)

V2021 = Guideline(
    line="innovative_projects",
    version="2021",
    programme="WIR – Vielfalt und Teilhabe",
    clause=NO_4_2,
    issued=date(2020, 12, 11),
    valid_from=date(2020, 12, 29),
    valid_to=None,
    lifecycle=Variant.PROJECT,
    admissions=admissions(
        admitted(
            *COUNTIES_AND_CITIES,
            ApplicantType.MUNICIPALITY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            clause=Clause("S1b", "Antragsberechtigte"),
            mark=Mark.SOURCED,
            key="admission.public_church_and_charitable",
        ),
        undecided(
            ApplicantType.PUBLIC_BODY,
            clause=Clause("S1b", "Antragsberechtigte"),
            mark=Mark.INFERRED,
            key="admission.public_body_not_named",
        ),
        refused(
            ApplicantType.CONSORTIUM,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=Clause("S1b", "Antragsberechtigte"),
            mark=Mark.INFERRED,
            key="admission.each_body_for_itself",
        ),
        never_admitted(Clause("S1b", "Antragsberechtigte")),
    ),
    figures=keyed(PROJECT_CAP, SHARE, OWN_SHARE, LONGEST_AWARD),
    rules=(
        only_for(
            yes(
                id="is_charitable",
                question="charitable",
                clause=Clause("S1b", "Antragsberechtigung gemeinnütziger Träger"),
                mark=Mark.SOURCED,
            ),
            types=ASSOCIATIONS,
        ),
        only_for(
            yes(
                id="seat_is_in_hesse",
                question="seat_in_hesse",
                clause=Clause("S1b", "Antragsberechtigte in Hessen"),
                mark=Mark.SOURCED,
                moments=FROM_FILING,
            ),
            types=NOT_TERRITORIAL,
        ),
        yes(
            id="approach_is_new",
            question="new_approach",
            clause=Clause("S4g", "Neuer Ansatz"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        yes(
            id="is_a_model",
            question="model_character",
            clause=NO_4_2,
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        yes(
            id="agreed_with_local_actors",
            question="local_actors_agreed",
            clause=Clause("S4g", "Abstimmung mit den Akteuren vor Ort"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        yes(
            id="measure_is_new",
            question="new_measure",
            clause=Clause("S1b", "Antrag vor Beginn der Maßnahme"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        yes(
            id="concept_is_at_hand",
            question="concept_at_hand",
            clause=NO_3_1,
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
    ),
    questions=(
        "project_title",
        "project_summary",
        "charitable",
        "seat_in_hesse",
        "project_focus",
        "target_group",
        "new_approach",
        "model_character",
        "local_actors_agreed",
        "new_measure",
        "concept_at_hand",
        "project_place",
    ),
    parts=(
        PartDefinition(
            id="main",
            components=(
                Component(
                    id="project",
                    cap=YearCap(amount="project_cap"),
                    categories=(
                        "personnel",
                        "speakers",
                        "rooms",
                        "material",
                        "participation",
                        "childcare",
                        "allowances",
                        "travel",
                        "publicity",
                    ),
                    clause=NO_4_2,
                    mark=Mark.NOT_FOUND,
                ),
            ),
            questions=(),
            proof=ProofDuty(
                form=ProofForm.FULL,
                due=ProofDue.MARCH_AFTER_YEAR,
                counters=(
                    "participants_total",
                    "participants_women",
                    "participants_girls",
                    "children_cared_for",
                ),
                clause=Clause("S18", "Sachbericht und zahlenmäßiger Nachweis"),
                mark=Mark.UNVERIFIED,
                interim_yearly=True,
            ),
        ),
    ),
    cost_categories=(
        "personnel",
        "speakers",
        "rooms",
        "material",
        "participation",
        "childcare",
        "allowances",
        "travel",
        "publicity",
    ),
    financing={
        "*": Financing(
            type=FinancingType.SHARE,
            clause=Clause("S13b", "höherer Förderanteil"),
            mark=Mark.UNVERIFIED,
            share=SHARE,
            minimum_own_share=OWN_SHARE,
        ),
    },
    deadline={
        "*": Deadline(
            kind=DeadlineKind.YEAR_END_BEFORE_START,
            clause=Clause("S1b", "Antragsfrist"),
            mark=Mark.SOURCED,
        ),
    },
    papers=(
        paper("concept", NO_3_1, Mark.SOURCED),
        *association_papers(),
        *church_and_public_papers(),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=True,
    longest_award=LONGEST_AWARD,
    successor=None,
    hints=("hint.short_name_ip",),
)

LINE = FundingLine(id="innovative_projects", versions=(V2021,))
