"""Modellhafte Vorhaben für Zugewanderte aus Südosteuropa, call of 2020."""

from datetime import date

from workflows.declaring import (
    ASSOCIATIONS,
    COUNTIES_AND_CITIES,
    admissions,
    admitted,
    association_papers,
    church_and_public_papers,
    keyed,
    never_admitted,
    not_found,
    paper,
    refused,
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
from workflows.rules.conditions import one_of, only_for, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

B_SOUTH_EAST_EUROPE = Clause("B", "Abschnitt Südosteuropa")

PROJECT_CAP = not_found(
    "project_cap", Unit.EUR_PER_YEAR, Clause("CALL2020", "Südosteuropa, Höchstbetrag")
)
SHARE = not_found("share", Unit.SHARE, Clause("CALL2020", "Südosteuropa, Fördersatz"))
OWN_SHARE = not_found(
    "minimum_own_share", Unit.SHARE, Clause("CALL2020", "Südosteuropa, Eigenanteil")
)
LONGEST_AWARD = not_found(
    "longest_award", Unit.MONTHS, Clause("CALL2020", "Südosteuropa, Laufzeit")
)

V2020 = Guideline(
    line="south_east_europe",
    version="2020",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=Clause("CALL2020", "Zugewanderte aus Südosteuropa"),
    # The day of the report on the call; its own day was not found.
    issued=date(2019, 9, 13),
    valid_from=date(2020, 1, 1),
    valid_to=date(2020, 12, 31),
    lifecycle=Variant.PROJECT,
    admissions=admissions(
        admitted(
            *COUNTIES_AND_CITIES,
            ApplicantType.MUNICIPALITY,
            ApplicantType.PUBLIC_BODY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            clause=B_SOUTH_EAST_EUROPE,
            mark=Mark.SOURCED,
            key="admission.public_church_and_charitable",
        ),
        refused(
            ApplicantType.CONSORTIUM,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=B_SOUTH_EAST_EUROPE,
            mark=Mark.INFERRED,
            key="admission.each_body_for_itself",
        ),
        never_admitted(Clause("S14", "Antragsberechtigte")),
    ),
    figures=keyed(PROJECT_CAP, SHARE, OWN_SHARE, LONGEST_AWARD),
    rules=(
        only_for(
            yes(
                id="is_charitable",
                question="charitable",
                clause=Clause("B", "Antragsberechtigung gemeinnütziger Träger"),
                mark=Mark.SOURCED,
            ),
            types=ASSOCIATIONS,
        ),
        one_of(
            id="for_people_from_south_east_europe",
            question="target_group",
            allowed=frozenset({"south_east_europe"}),
            clause=Clause("S12", "Zielgruppe Bulgarien, Rumänien, Kroatien"),
            mark=Mark.SOURCED,
            text="target_group_south_east_europe",
        ),
        yes(
            id="is_a_model",
            question="model_character",
            clause=B_SOUTH_EAST_EUROPE,
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        yes(
            id="measure_is_new",
            question="new_measure",
            clause=Clause("S1b", "Antrag vor Beginn der Maßnahme"),
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
    ),
    questions=(
        "project_title",
        "project_summary",
        "charitable",
        "target_group",
        "model_character",
        "new_measure",
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
                    clause=Clause("CALL2020", "Südosteuropa, Höchstbetrag"),
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
            clause=Clause("GK", "Anteilfinanzierung als Regelfall"),
            mark=Mark.UNVERIFIED,
            share=SHARE,
            minimum_own_share=OWN_SHARE,
        ),
    },
    deadline={
        "*": Deadline(
            kind=DeadlineKind.YEAR_END_BEFORE_START,
            clause=Clause("S12", "Antragsfrist 31.12.2019"),
            mark=Mark.SOURCED,
        ),
    },
    papers=(
        paper("concept", Clause("S15", "Antragsunterlagen"), Mark.SOURCED),
        *association_papers(),
        *church_and_public_papers(),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=True,
    longest_award=LONGEST_AWARD,
    successor=("innovative_projects", "2021"),
    hints=("hint.form_1_is_this_application",),
)

LINE = FundingLine(id="south_east_europe", versions=(V2020,))
