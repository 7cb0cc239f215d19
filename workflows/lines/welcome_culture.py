"""Willkommens- und Anerkennungskultur, interkulturelle Öffnung, neue Ansätze: from 2014."""

from datetime import date

from workflows.declaring import (
    ASSOCIATIONS,
    COUNTIES_AND_CITIES,
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

PROJECT_CAP = not_found(
    "project_cap", Unit.EUR_PER_YEAR, Clause("R2013", "StAnz. 30/2013 S. 909, Höchstbetrag")
)
SHARE = not_found("share", Unit.SHARE, Clause("R2013", "StAnz. 30/2013 S. 909, Fördersatz"))
OWN_SHARE = not_found(
    "minimum_own_share", Unit.SHARE, Clause("R2013", "StAnz. 30/2013 S. 909, Eigenanteil")
)
LONGEST_AWARD = figure(
    "longest_award", 36, Unit.MONTHS, Clause("S11d", "Laufzeit bis zu drei Jahren"), Mark.SOURCED
)

V2014 = Guideline(
    line="welcome_culture",
    version="2014",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=Clause("R2013", "StAnz. 30/2013 S. 909"),
    issued=date(2013, 7, 22),
    valid_from=date(2014, 1, 1),
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
            clause=Clause("B", "Abschnitt Willkommens- und Anerkennungskultur"),
            mark=Mark.SOURCED,
            key="admission.public_church_and_charitable",
        ),
        refused(
            ApplicantType.CONSORTIUM,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=Clause("B", "Abschnitt Willkommens- und Anerkennungskultur"),
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
            id="focus_is_named_in_guideline",
            question="project_focus",
            allowed=frozenset({"welcome_culture", "intercultural_opening", "innovative_approach"}),
            clause=Clause("S14", "Fördergegenstand"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
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
            clause=Clause("S4g", "Modellcharakter"),
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
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
    ),
    questions=(
        "project_title",
        "project_summary",
        "charitable",
        "project_focus",
        "new_approach",
        "model_character",
        "local_actors_agreed",
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
                        "moderation",
                        "participation",
                        "childcare",
                        "allowances",
                        "travel",
                        "publicity",
                    ),
                    clause=Clause("R2013", "StAnz. 30/2013 S. 909, Höchstbetrag"),
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
        "moderation",
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
            clause=Clause("S1b", "Antragsfrist"),
            mark=Mark.INFERRED,
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

LINE = FundingLine(id="welcome_culture", versions=(V2014,))
