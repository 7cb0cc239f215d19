"""Ehrenamtliche Laiendolmetschende, Nr. 4.4 of the guideline of 2020: a pool of five."""

from datetime import date

from workflows.declaring import (
    ASSOCIATIONS,
    COUNTIES_AND_CITIES,
    admissions,
    admitted,
    association_papers,
    church_and_public_papers,
    each_yes,
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
from workflows.lines.lay_interpreters import deployment_2021 as deployment
from workflows.rules.conditions import at_least, only_for, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

NO_4_4 = Clause("R2020", "4.4")
NO_4_4_1 = Clause("R2020", "4.4.1")
NO_4_4_2 = Clause("R2020", "4.4.2")
NO_4_4_2_B = Clause("R2020", "4.4.2 Buchst. b")
NO_4_4_3 = Clause("R2020", "4.4.3")
NO_4_4_4 = Clause("R2020", "4.4.4")
NO_4_4_5 = Clause("R2020", "4.4.5")
S32A_TRAINING = Clause("S32a", "Umfang der Basisschulung")

TRAINING_RATE = not_found("training_rate", Unit.EUR_PER_UNIT, NO_4_4)
TRAINING_UNITS_LEAST = figure("training_units_least", 24, Unit.UNITS, S32A_TRAINING, Mark.SOURCED)
PLANNED_POOL_LEAST = figure("planned_pool_least", 5, Unit.PERSONS, NO_4_4_2_B, Mark.SOURCED)
# "Such a pool" is that of letter a, which speaks five languages.
PLANNED_LANGUAGES_LEAST = figure(
    "planned_languages_least", 5, Unit.LANGUAGES, NO_4_4_2_B, Mark.INFERRED
)

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
        TRAINING_RATE,
        TRAINING_UNITS_LEAST,
        *deployment.FIGURES,
        PLANNED_POOL_LEAST,
        PLANNED_LANGUAGES_LEAST,
        SHARE,
        OWN_SHARE,
        LONGEST_AWARD,
    ),
    rules=(
        only_for(
            yes(id="is_charitable", question="charitable", clause=NO_4_4_1, mark=Mark.SOURCED),
            types=ASSOCIATIONS,
        ),
        at_least(
            id="pool_to_be_built_is_large_enough",
            question="planned_pool_size",
            figure=PLANNED_POOL_LEAST,
            clause=NO_4_4_2_B,
            mark=Mark.SOURCED,
            part="training",
            moments=FROM_FILING,
        ),
        at_least(
            id="pool_to_be_built_has_enough_languages",
            question="planned_pool_languages",
            figure=PLANNED_LANGUAGES_LEAST,
            clause=NO_4_4_2_B,
            mark=Mark.INFERRED,
            part="training",
            moments=FROM_FILING,
        ),
        *each_yes(
            clause=NO_4_4_4,
            mark=Mark.SOURCED,
            part="training",
            trainees_speak_german_b1="german_b1",
            trainees_speak_a_further_language="further_language",
            trainees_sign_confidentiality="confidentiality_signed",
            moments=FROM_FILING,
        ),
        *each_yes(
            clause=NO_4_4_5,
            mark=Mark.SOURCED,
            part="training",
            trainees_are_of_age="interpreters_of_age",
            trainees_are_carefully_selected="careful_selection",
            no_hint_of_extremism_in_trainees="no_extremism",
            moments=FROM_FILING,
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
            id="concept_is_at_hand",
            question="concept_at_hand",
            clause=NO_4_4_3,
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        *deployment.RULES,
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
            questions=(
                "participants",
                "units",
                "planned_pool_size",
                "planned_pool_languages",
                "german_b1",
                "further_language",
                "confidentiality_signed",
                "interpreters_of_age",
                "careful_selection",
                "no_extremism",
            ),
            proof=ProofDuty(
                form=ProofForm.FULL,
                due=ProofDue.MARCH_AFTER_YEAR,
                counters=("trained_participants", "units_held"),
                clause=Clause("GK", "Sachbericht und Liste der gezahlten Pauschalen"),
                mark=Mark.UNVERIFIED,
            ),
            wanted="wants_training",
        ),
        deployment.PART,
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
