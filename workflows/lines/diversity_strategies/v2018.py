"""Kommunale Integrationsstrategien, first round of 2018: 10,000 to 50,000 inhabitants, jury."""

from datetime import date

from workflows.declaring import (
    COUNTIES_AND_CITIES,
    admissions,
    admitted,
    figure,
    keyed,
    never_admitted,
    not_found,
    paper,
    proof_paper,
    refused,
)
from workflows.facts import ApplicantType
from workflows.figures import Unit
from workflows.findings import Outcome
from workflows.guideline import (
    Component,
    Deadline,
    DeadlineKind,
    Financing,
    FinancingType,
    Guideline,
    PartDefinition,
    Payout,
    ProcessCap,
    ProofDue,
    ProofDuty,
    ProofForm,
)
from workflows.rules.applicant import belongs_to_county
from workflows.rules.conditions import at_least, yes
from workflows.rules.population import population_fits
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

S4E_PARTICIPATION = Clause("S4e", "Beteiligungsprozess")
S4E_RESOLUTION = Clause("S4e", "Beschluss der Gemeindevertretung")
S4O_AMOUNT = Clause("S4o", "Förderhöhe")
S4O_POPULATION = Clause("S4o", "Einwohnerzahl")
S4O_WHO = Clause("S4o", "Antragsberechtigung")
S4O_COORDINATION = Clause("S4o", "Einbindung der Koordination")

PROCESS_CAP = figure("process_cap", 20_000, Unit.EUR, S4O_AMOUNT, Mark.SOURCED)
POPULATION_LEAST = figure(
    "population_least", 10_000, Unit.INHABITANTS, S4O_POPULATION, Mark.SOURCED
)
POPULATION_MOST = figure("population_most", 50_000, Unit.INHABITANTS, S4O_POPULATION, Mark.SOURCED)


FORMATS_LEAST = figure(
    "participation_formats_least", 1, Unit.COUNT, S4E_PARTICIPATION, Mark.INFERRED
)
SHARE = not_found(
    "share", Unit.SHARE, Clause("CALL2018", "Integrationsstrategien, erste Runde, Fördersatz")
)
OWN_SHARE = not_found(
    "minimum_own_share",
    Unit.SHARE,
    Clause("CALL2018", "Integrationsstrategien, erste Runde, Eigenanteil"),
)
LONGEST_AWARD = figure(
    "longest_award", 12, Unit.MONTHS, Clause("S4e-old", "Laufzeit zwölf Monate"), Mark.SOURCED
)

V2018 = Guideline(
    line="diversity_strategies",
    version="2018",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=Clause("CALL2018", "Integrationsstrategien, erste Runde"),
    # The call's own day was not found; its budget year stands for it.
    issued=date(2018, 1, 1),
    valid_from=date(2018, 1, 1),
    valid_to=date(2018, 12, 31),
    lifecycle=Variant.STRATEGY,
    admissions=admissions(
        admitted(
            ApplicantType.MUNICIPALITY,
            clause=S4O_WHO,
            mark=Mark.SOURCED,
            key="admission.municipalities_by_population",
        ),
        refused(
            *COUNTIES_AND_CITIES,
            ApplicantType.CONSORTIUM,
            ApplicantType.PUBLIC_BODY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=S4O_WHO,
            mark=Mark.SOURCED,
            key="admission.only_municipalities_of_a_county",
        ),
        never_admitted(Clause("S14", "Antragsberechtigte")),
    ),
    figures=keyed(
        PROCESS_CAP,
        POPULATION_LEAST,
        POPULATION_MOST,
        FORMATS_LEAST,
        SHARE,
        OWN_SHARE,
        LONGEST_AWARD,
    ),
    rules=(
        belongs_to_county(
            id="municipality_belongs_to_county",
            clause=Clause("S4o", "kreisangehörige Kommunen"),
            mark=Mark.SOURCED,
        ),
        population_fits(
            id="population_fits",
            low=POPULATION_LEAST,
            high=POPULATION_MOST,
            high_included=True,
            with_partners=False,
            clause=S4O_POPULATION,
            mark=Mark.SOURCED,
        ),
        yes(
            id="moderation_is_external",
            question="external_moderation",
            clause=Clause("S4o", "Prozessmoderation"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        at_least(
            id="people_take_part",
            question="participation_formats",
            figure=FORMATS_LEAST,
            clause=S4E_PARTICIPATION,
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
        yes(
            id="county_coordination_is_involved",
            question="county_coordination_involved",
            clause=S4O_COORDINATION,
            mark=Mark.SOURCED,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        yes(
            id="integration_officer_is_involved",
            question="integration_officer_involved",
            clause=Clause("S4o", "Einbindung der Integrationsbeauftragten"),
            mark=Mark.SOURCED,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        yes(
            id="council_will_resolve",
            question="council_resolution_planned",
            clause=S4E_RESOLUTION,
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
    ),
    questions=(
        "project_title",
        "project_summary",
        "external_moderation",
        "participation_formats",
        "county_coordination_involved",
        "integration_officer_involved",
        "council_resolution_planned",
    ),
    parts=(
        PartDefinition(
            id="main",
            components=(
                Component(
                    id="process",
                    cap=ProcessCap(amount="process_cap"),
                    categories=("moderation", "participation"),
                    clause=S4O_AMOUNT,
                    mark=Mark.SOURCED,
                ),
            ),
            questions=(),
            proof=ProofDuty(
                form=ProofForm.FULL,
                due=ProofDue.MARCH_AFTER_YEAR,
                counters=(
                    "formats_held",
                    "format_participants",
                    "resolution_date",
                    "resolution_number",
                ),
                clause=S4E_RESOLUTION,
                mark=Mark.UNVERIFIED,
                interim_yearly=True,
            ),
        ),
    ),
    cost_categories=("moderation", "participation"),
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
            kind=DeadlineKind.FIXED_DAY,
            clause=Clause("S4o", "Antragsfrist 30.06.2018"),
            mark=Mark.SOURCED,
            fixed_day=date(2018, 6, 30),
        ),
    },
    papers=(
        paper("project_description", Clause("S4o", "Antragsunterlagen"), Mark.SOURCED),
        paper("coordination_statement", S4O_COORDINATION, Mark.INFERRED),
        proof_paper("strategy_document", Clause("S4e", "Ergebnis des Prozesses"), Mark.INFERRED),
        proof_paper("council_resolution", S4E_RESOLUTION, Mark.INFERRED),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=True,
    longest_award=LONGEST_AWARD,
    successor=("diversity_strategies", "2019"),
    hints=(
        "hint.population_of_application_day",
        "hint.form_1_is_this_application",
        "hint.jury_2018",
    ),
)
