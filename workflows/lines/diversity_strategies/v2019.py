"""Kommunale Integrationsstrategien, second round of 2019: smaller municipalities with partners."""

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

S4E_PARTICIPATION = Clause("S4e", "Beteiligungsprozess")
S4E_RESOLUTION = Clause("S4e", "Beschluss der Gemeindevertretung")
S4O_POPULATION = Clause("S4o", "Einwohnerzahl")
S4P_AMOUNT = Clause("S4p", "Förderhöhe")
S4P_CONSORTIUM = Clause("S4p", "Verbund mit ein oder zwei Partnern")
S4P_WHO = Clause("S4p", "Antragsberechtigung")
S4O_COORDINATION = Clause("S4o", "Einbindung der Koordination")

PROCESS_CAP = figure("process_cap", 20_000, Unit.EUR, S4P_AMOUNT, Mark.SOURCED)
POPULATION_LEAST = figure(
    "population_least", 10_000, Unit.INHABITANTS, S4O_POPULATION, Mark.INFERRED
)
POPULATION_MOST = figure("population_most", 50_000, Unit.INHABITANTS, S4O_POPULATION, Mark.INFERRED)
PARTNERS_LEAST = figure("partners_least", 1, Unit.COUNT, S4P_CONSORTIUM, Mark.SOURCED)
PARTNERS_MOST = figure("partners_most", 2, Unit.COUNT, S4P_CONSORTIUM, Mark.SOURCED)
FORMATS_LEAST = figure(
    "participation_formats_least", 1, Unit.COUNT, S4E_PARTICIPATION, Mark.INFERRED
)
SHARE = not_found(
    "share", Unit.SHARE, Clause("CALL2019", "Integrationsstrategien, zweite Runde, Fördersatz")
)
OWN_SHARE = not_found(
    "minimum_own_share",
    Unit.SHARE,
    Clause("CALL2019", "Integrationsstrategien, zweite Runde, Eigenanteil"),
)
LONGEST_AWARD = figure(
    "longest_award",
    12,
    Unit.MONTHS,
    Clause("RULINGS", "Fassung 2019 wie 2018, mit Verbund"),
    Mark.UNVERIFIED,
)

V2019 = Guideline(
    line="diversity_strategies",
    version="2019",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=Clause("CALL2019", "Integrationsstrategien, zweite Runde"),
    # The call's own day was not found; its budget year stands for it.
    issued=date(2019, 1, 1),
    valid_from=date(2019, 1, 1),
    valid_to=date(2020, 12, 31),
    lifecycle=Variant.STRATEGY,
    admissions=admissions(
        admitted(
            ApplicantType.MUNICIPALITY,
            clause=S4P_WHO,
            mark=Mark.SOURCED,
            key="admission.municipalities_by_population",
        ),
        admitted(
            ApplicantType.CONSORTIUM,
            clause=S4P_CONSORTIUM,
            mark=Mark.SOURCED,
            key="admission.consortium_with_partners",
        ),
        refused(
            *COUNTIES_AND_CITIES,
            ApplicantType.PUBLIC_BODY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=S4P_WHO,
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
            high_included=True,
            with_partners=True,
            clause=Clause("S4p", "Einwohnerzahl"),
            mark=Mark.SOURCED,
        ),
        only_for(
            between(
                id="one_or_two_partners",
                question="partners",
                low=PARTNERS_LEAST,
                high=PARTNERS_MOST,
                clause=S4P_CONSORTIUM,
                mark=Mark.SOURCED,
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
            clause=S4O_COORDINATION,
            mark=Mark.INFERRED,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        yes(
            id="integration_officer_is_involved",
            question="integration_officer_involved",
            clause=Clause("S4o", "Einbindung der Integrationsbeauftragten"),
            mark=Mark.INFERRED,
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
        "partners",
        "partner_ags",
        "partner_resolutions",
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
                    clause=S4P_AMOUNT,
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
            clause=Clause("S4p", "Antragsfrist 30.11.2019"),
            mark=Mark.SOURCED,
            fixed_day=date(2019, 11, 30),
        ),
    },
    papers=(
        paper("project_description", Clause("S4o", "Antragsunterlagen"), Mark.INFERRED),
        paper("coordination_statement", S4O_COORDINATION, Mark.INFERRED),
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
        proof_paper("council_resolution", S4E_RESOLUTION, Mark.INFERRED),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=True,
    longest_award=LONGEST_AWARD,
    successor=("diversity_strategies", "2021"),
    hints=(
        "hint.population_of_application_day",
        "hint.form_1_is_this_application",
        "hint.jury_2018",
    ),
)
