"""Ehrenamtliche Laiendolmetschende, Nr. 4.4 of the guideline of 2020: a pool of five."""

from datetime import date
from decimal import Decimal

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
    not_applicable,
    not_found,
    paper,
    proof_paper,
    refused,
    undecided,
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
    ProofDue,
    ProofDuty,
    ProofForm,
    UnitCap,
)
from workflows.rules.conditions import at_least, at_most, only_for, yes
from workflows.sources import Clause, Mark
from workflows.states import Variant

GK_REPORT = Clause("GK", "Sachbericht und Liste der gezahlten Pauschalen")
NO_4_4 = Clause("R2020", "4.4")
NO_4_4_1 = Clause("R2020", "4.4.1")
NO_4_4_2 = Clause("R2020", "4.4.2")
NO_4_4_2_A = Clause("R2020", "4.4.2 Buchst. a")
NO_4_4_2_B = Clause("R2020", "4.4.2 Buchst. b")
NO_4_4_3 = Clause("R2020", "4.4.3")
NO_4_4_4 = Clause("R2020", "4.4.4")
NO_4_4_5 = Clause("R2020", "4.4.5")
S32A_TRAINING = Clause("S32a", "Umfang der Basisschulung")
S32D_FLAT_RATE = Clause("S32d", "Pauschale je Einsatz")

DEPLOYMENT_RATE = figure(
    "deployment_rate", Decimal("20.00"), Unit.EUR_PER_DEPLOYMENT, S32D_FLAT_RATE, Mark.SOURCED
)
TRAINING_RATE = not_found("training_rate", Unit.EUR_PER_UNIT, NO_4_4)
TRAINING_UNITS_LEAST = figure("training_units_least", 24, Unit.UNITS, S32A_TRAINING, Mark.SOURCED)
PER_CLIENT_MOST = not_found("deployments_per_client_most", Unit.COUNT, NO_4_4)
POOL_LEAST = figure("pool_least", 5, Unit.PERSONS, NO_4_4_2_A, Mark.SOURCED)
LANGUAGES_LEAST = figure("languages_least", 5, Unit.LANGUAGES, NO_4_4_2_A, Mark.SOURCED)
PLANNED_POOL_LEAST = figure("planned_pool_least", 5, Unit.PERSONS, NO_4_4_2_B, Mark.SOURCED)

SHARE = not_applicable("share", Unit.SHARE, NO_4_4_2)
OWN_SHARE = not_applicable("minimum_own_share", Unit.SHARE, NO_4_4_2)
LONGEST_AWARD = figure(
    "longest_award", 12, Unit.MONTHS, Clause("S1b", "Antrag jährlich neu"), Mark.INFERRED
)

V2021 = Guideline(
    line="lay_interpreters",
    version="2021",
    programme="WIR – Vielfalt und Teilhabe",
    clause=NO_4_4,
    issued=date(2020, 12, 11),
    valid_from=date(2020, 12, 29),
    valid_to=None,
    lifecycle=Variant.FLAT_RATE,
    admissions=admissions(
        admitted(
            *COUNTIES_AND_CITIES,
            ApplicantType.MUNICIPALITY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            clause=NO_4_4_1,
            mark=Mark.SOURCED,
            key="admission.municipal_church_and_charitable",
        ),
        undecided(
            ApplicantType.PUBLIC_BODY,
            clause=NO_4_4_1,
            mark=Mark.INFERRED,
            key="admission.sources_differ_on_public_body",
        ),
        refused(
            ApplicantType.CONSORTIUM,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=NO_4_4_1,
            mark=Mark.INFERRED,
            key="admission.each_body_for_itself",
        ),
        never_admitted(Clause("S1b", "Antragsberechtigte")),
    ),
    figures=keyed(
        DEPLOYMENT_RATE,
        TRAINING_RATE,
        TRAINING_UNITS_LEAST,
        PER_CLIENT_MOST,
        POOL_LEAST,
        LANGUAGES_LEAST,
        PLANNED_POOL_LEAST,
        SHARE,
        OWN_SHARE,
        LONGEST_AWARD,
    ),
    rules=(
        only_for(
            yes(id="is_charitable", question="charitable", clause=NO_4_4_1, mark=Mark.SOURCED),
            types=ASSOCIATIONS,
        ),
        yes(
            id="pool_exists",
            question="pool_exists",
            clause=NO_4_4_2_A,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        at_least(
            id="pool_has_five_interpreters",
            question="pool_size",
            figure=POOL_LEAST,
            clause=NO_4_4_2_A,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        at_least(
            id="pool_has_five_languages",
            question="pool_languages",
            figure=LANGUAGES_LEAST,
            clause=NO_4_4_2_A,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="not_only_for_own_body",
            question="not_only_own_body",
            clause=NO_4_4_2_A,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="german_is_b1",
            question="german_b1",
            clause=NO_4_4_4,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="further_language_is_fluent",
            question="further_language",
            clause=NO_4_4_4,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="trained_before_deployment",
            question="trained_before_deployment",
            clause=NO_4_4_4,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="confidentiality_is_signed",
            question="confidentiality_signed",
            clause=NO_4_4_4,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="interpreters_are_of_age",
            question="interpreters_of_age",
            clause=NO_4_4_5,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="selection_is_careful",
            question="careful_selection",
            clause=NO_4_4_5,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="no_hint_of_extremism",
            question="no_extremism",
            clause=NO_4_4_5,
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="police_certificates_are_inspected",
            question="police_certificates_inspected",
            clause=Clause("S32b", "Führungszeugnis vor dem ersten Einsatz"),
            mark=Mark.SOURCED,
            part="deployment",
        ),
        yes(
            id="not_used_in_court",
            question="not_for_courts",
            clause=Clause("S4c", "Einsatzorte"),
            mark=Mark.SOURCED,
            part="deployment",
        ),
        at_most(
            id="deployments_per_client_fit",
            question="deployments_per_client",
            figure=PER_CLIENT_MOST,
            clause=NO_4_4,
            mark=Mark.NOT_FOUND,
            part="deployment",
            otherwise=Outcome.REVIEW,
        ),
        at_most(
            id="no_client_above_maximum",
            question="most_deployments_of_a_client",
            figure=PER_CLIENT_MOST,
            clause=NO_4_4,
            mark=Mark.NOT_FOUND,
            part="deployment",
            report=True,
            otherwise=Outcome.REVIEW,
        ),
        at_least(
            id="pool_to_be_built_is_large_enough",
            question="planned_pool_size",
            figure=PLANNED_POOL_LEAST,
            clause=NO_4_4_2_B,
            mark=Mark.SOURCED,
            part="training",
        ),
        at_least(
            id="training_has_enough_units",
            question="units",
            figure=TRAINING_UNITS_LEAST,
            clause=S32A_TRAINING,
            mark=Mark.SOURCED,
            part="training",
            text="interpreter_training_units",
        ),
        yes(
            id="concept_is_at_hand", question="concept_at_hand", clause=NO_4_4_3, mark=Mark.SOURCED
        ),
    ),
    questions=(
        "project_title",
        "project_summary",
        "charitable",
        "concept_at_hand",
        "project_place",
    ),
    parts=(
        PartDefinition(
            id="training",
            components=(
                Component(
                    id="training",
                    cap=UnitCap(quantities=("participants", "units"), rate="training_rate"),
                    categories=("speakers", "rooms", "material", "organisation"),
                    clause=NO_4_4,
                    mark=Mark.NOT_FOUND,
                ),
            ),
            questions=("participants", "units", "planned_pool_size"),
            proof=ProofDuty(
                form=ProofForm.FULL,
                due=ProofDue.MARCH_AFTER_YEAR,
                counters=("trained_participants", "units_held"),
                clause=GK_REPORT,
                mark=Mark.UNVERIFIED,
            ),
            wanted="wants_training",
        ),
        PartDefinition(
            id="deployment",
            components=(
                Component(
                    id="deployments",
                    cap=UnitCap(quantities=("deployments",), rate="deployment_rate"),
                    categories=("allowances",),
                    clause=S32D_FLAT_RATE,
                    mark=Mark.SOURCED,
                ),
            ),
            questions=(
                "deployments",
                "clients",
                "deployments_per_client",
                "pool_exists",
                "pool_size",
                "pool_languages",
                "not_only_own_body",
                "german_b1",
                "further_language",
                "trained_before_deployment",
                "confidentiality_signed",
                "interpreters_of_age",
                "careful_selection",
                "no_extremism",
                "police_certificates_inspected",
                "not_for_courts",
            ),
            proof=ProofDuty(
                form=ProofForm.FULL,
                due=ProofDue.MARCH_AFTER_YEAR,
                counters=(
                    "deployments_done",
                    "interpreters_active",
                    "languages_offered",
                    "clients_served",
                    "most_deployments_of_a_client",
                ),
                clause=GK_REPORT,
                mark=Mark.UNVERIFIED,
            ),
            wanted="wants_deployment",
        ),
    ),
    cost_categories=("speakers", "rooms", "material", "organisation", "allowances"),
    financing={
        "*": Financing(
            type=FinancingType.FIXED,
            clause=NO_4_4_2,
            mark=Mark.SOURCED,
            share=SHARE,
            minimum_own_share=OWN_SHARE,
        ),
    },
    deadline={
        "*": Deadline(
            kind=DeadlineKind.FOUR_WEEKS_BEFORE_START, clause=NO_4_4_3, mark=Mark.SOURCED
        ),
    },
    papers=(
        paper("concept", NO_4_4_3, Mark.SOURCED),
        paper(
            "pool_list",
            Clause("GK", "Liste des Pools mit Sprachen"),
            Mark.INFERRED,
            part="deployment",
        ),
        *association_papers(),
        *church_and_public_papers(),
        proof_paper(
            "participant_list", Clause("GK", "Teilnahmeliste"), Mark.INFERRED, part="training"
        ),
        proof_paper(
            "payment_list",
            Clause("GK", "Liste der gezahlten Pauschalen"),
            Mark.INFERRED,
            part="deployment",
        ),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=False,
    longest_award=LONGEST_AWARD,
    successor=None,
    hints=(
        "hint.local_rules_may_be_stricter",
        "hint.police_certificate_is_not_uploaded",
        "hint.limit_of_five_not_confirmed",
    ),
)
