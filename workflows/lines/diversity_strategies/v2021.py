"""Kommunale Vielfalts- und Integrationsstrategien, Nr. 4.6 of the guideline of 2020."""

from datetime import date

from workflows.declaring import (
    COUNTIES_AND_CITIES,
    IN_CONSORTIUM,
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
from workflows.rules.conditions import at_least, between, only_for, yes
from workflows.rules.population import partners_are_named, population_fits
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

NO_3_1 = Clause("R2020", "3.1")
NO_4_6 = Clause("R2020", "4.6")
S4E_PARTICIPATION = Clause("S4e", "Beteiligungsprozess")
S4E_RESOLUTION = Clause("S4e", "Beschluss der Gemeindevertretung")
S4P_CONSORTIUM = Clause("S4p", "Verbund mit ein oder zwei Partnern")
S7D_AMOUNT = Clause("S7d", "Förderhöhe")
S7D_COORDINATION = Clause("S7d", "Einbindung der Koordination")
S7D_POPULATION = Clause("S7d", "Einwohnerzahl")
S7D_WHO = Clause("S7d", "Antragsberechtigung")

PROCESS_CAP = figure("process_cap", 30_000, Unit.EUR, S7D_AMOUNT, Mark.SOURCED)
POPULATION_LEAST = figure(
    "population_least", 10_000, Unit.INHABITANTS, Clause("S4o", "Einwohnerzahl"), Mark.INFERRED
)
POPULATION_MOST = figure("population_most", 50_000, Unit.INHABITANTS, S7D_POPULATION, Mark.SOURCED)
PARTNERS_LEAST = figure("partners_least", 1, Unit.COUNT, S4P_CONSORTIUM, Mark.INFERRED)
PARTNERS_MOST = figure("partners_most", 2, Unit.COUNT, S4P_CONSORTIUM, Mark.INFERRED)
FORMATS_LEAST = figure(
    "participation_formats_least", 1, Unit.COUNT, S4E_PARTICIPATION, Mark.INFERRED
)
SHARE = not_found("share", Unit.SHARE, NO_4_6)
OWN_SHARE = not_found("minimum_own_share", Unit.SHARE, NO_4_6)
LONGEST_AWARD = figure(
    "longest_award", 18, Unit.MONTHS, Clause("S13a", "Laufzeit höchstens 18 Monate"), Mark.SOURCED
)

V2021 = Guideline(
    line="diversity_strategies",
    version="2021",
    programme="WIR – Vielfalt und Teilhabe",
    clause=NO_4_6,
    issued=date(2020, 12, 11),
    valid_from=date(2020, 12, 29),
    valid_to=None,
    lifecycle=Variant.STRATEGY,
    admissions=admissions(
        admitted(
            ApplicantType.MUNICIPALITY,
            clause=S7D_WHO,
            mark=Mark.SOURCED,
            key="admission.municipalities_by_population",
        ),
        admitted(
            ApplicantType.CONSORTIUM,
            clause=S4P_CONSORTIUM,
            mark=Mark.INFERRED,
            key="admission.consortium_with_partners",
        ),
        refused(
            *COUNTIES_AND_CITIES,
            ApplicantType.PUBLIC_BODY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=S7D_WHO,
            mark=Mark.SOURCED,
            key="admission.only_municipalities_of_a_county",
        ),
        never_admitted(Clause("S1b", "Antragsberechtigte")),
    ),
    figures=keyed(
        PROCESS_CAP,
        POPULATION_LEAST,
        POPULATION_MOST,
        FORMATS_LEAST,
        PARTNERS_LEAST,
        PARTNERS_MOST,
        SHARE,
        OWN_SHARE,
        LONGEST_AWARD,
    ),
    rules=(
        belongs_to_county(
            id="municipality_belongs_to_county",
            clause=Clause("S4o", "kreisangehörige Kommunen"),
            mark=Mark.INFERRED,
        ),
        population_fits(
            id="population_fits",
            low=POPULATION_LEAST,
            high=POPULATION_MOST,
            high_included=False,
            with_partners=True,
            clause=S7D_POPULATION,
            mark=Mark.SOURCED,
        ),
        only_for(
            between(
                id="one_or_two_partners",
                question="partners",
                low=PARTNERS_LEAST,
                high=PARTNERS_MOST,
                clause=S4P_CONSORTIUM,
                mark=Mark.INFERRED,
            ),
            types=IN_CONSORTIUM,
        ),
        partners_are_named(id="partners_are_named", clause=S4P_CONSORTIUM, mark=Mark.INFERRED),
        only_for(
            yes(
                id="partners_have_resolved",
                question="partner_resolutions",
                clause=S4P_CONSORTIUM,
                mark=Mark.INFERRED,
                moments=FROM_FILING,
            ),
            types=IN_CONSORTIUM,
        ),
        yes(
            id="moderation_is_external",
            question="external_moderation",
            clause=Clause("S4o", "Prozessmoderation"),
            mark=Mark.INFERRED,
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
            clause=S7D_COORDINATION,
            mark=Mark.SOURCED,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        yes(
            id="integration_officer_is_involved",
            question="integration_officer_involved",
            clause=Clause("S7d", "Einbindung der Integrationsbeauftragten"),
            mark=Mark.SOURCED,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        yes(
            id="council_will_resolve",
            question="council_resolution_planned",
            clause=S4E_RESOLUTION,
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
        "partners",
        "partner_ags",
        "partner_resolutions",
        "external_moderation",
        "participation_formats",
        "county_coordination_involved",
        "integration_officer_involved",
        "council_resolution_planned",
        "concept_at_hand",
    ),
    parts=(
        PartDefinition(
            id="main",
            components=(
                Component(
                    id="process",
                    cap=ProcessCap(amount="process_cap"),
                    categories=("moderation", "participation"),
                    clause=S7D_AMOUNT,
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
            kind=DeadlineKind.NONE, clause=Clause("S4h", "ohne festen Aufruf"), mark=Mark.SOURCED
        ),
    },
    papers=(
        paper("concept", NO_3_1, Mark.SOURCED),
        paper("coordination_statement", S7D_COORDINATION, Mark.INFERRED),
        paper(
            "cooperation_agreement",
            Clause("GK", "Kooperationsvereinbarung im Verbund"),
            Mark.INFERRED,
            types=IN_CONSORTIUM,
        ),
        paper(
            "partner_resolutions",
            Clause("GK", "Beschlüsse der Partnerkommunen"),
            Mark.INFERRED,
            types=IN_CONSORTIUM,
        ),
        proof_paper("strategy_document", Clause("S4e", "Ergebnis des Prozesses"), Mark.INFERRED),
        proof_paper(
            "council_resolution", Clause("S7d", "Beschluss der Gemeindevertretung"), Mark.INFERRED
        ),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=True,
    longest_award=LONGEST_AWARD,
    successor=None,
    hints=(
        "hint.population_of_application_day",
        "hint.jury_not_confirmed",
    ),
)
