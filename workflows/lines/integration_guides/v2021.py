"""Integrationslotsinnen und -lotsen, Nr. 4.3 of the guideline of 2020: three parts, flat rates."""

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
from workflows.lines.integration_guides import deployment_2021 as deployment
from workflows.rules.conditions import at_most, between, only_for, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

NO_4_3 = Clause("R2020", "4.3")
S6D_RATE = Clause("S6d", "Berechnung der Basisqualifizierung")
S6D_UNITS = Clause("S6d", "Umfang der Basisqualifizierung")
S6G_WHO = Clause("S6g", "Antragsberechtigung")
S6H_PARTICIPANTS = Clause("S6h", "Teilnahmeliste")
S6H_PROOF = Clause("S6h", "Einfacher Verwendungsnachweis")

UNIT_RATE = figure("unit_rate", Decimal("12.50"), Unit.EUR_PER_UNIT, S6D_RATE, Mark.SOURCED)
UNITS_LEAST = figure("units_least", 20, Unit.UNITS, S6D_UNITS, Mark.SOURCED)
UNITS_MOST = figure("units_most", 36, Unit.UNITS, S6D_UNITS, Mark.SOURCED)
SEMINAR_RATE = not_found("seminar_rate", Unit.EUR_PER_UNIT, NO_4_3)
SEMINAR_UNITS_MOST = not_found("seminar_units_most", Unit.UNITS, NO_4_3)

SHARE = not_applicable("share", Unit.SHARE, S6D_RATE)
OWN_SHARE = not_applicable("minimum_own_share", Unit.SHARE, S6D_RATE)
LONGEST_AWARD = figure(
    "longest_award", 12, Unit.MONTHS, Clause("S1b", "Antrag jährlich neu"), Mark.INFERRED
)

V2021 = Guideline(
    line="integration_guides",
    version="2021",
    programme="WIR – Vielfalt und Teilhabe",
    clause=NO_4_3,
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
            clause=S6G_WHO,
            mark=Mark.SOURCED,
            key="admission.municipal_church_and_charitable",
        ),
        undecided(
            ApplicantType.PUBLIC_BODY,
            clause=Clause("B", "Abschnitt Integrationslotsen"),
            mark=Mark.SOURCED,
            key="admission.sources_differ_on_public_body",
        ),
        refused(
            ApplicantType.CONSORTIUM,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=S6G_WHO,
            mark=Mark.INFERRED,
            key="admission.each_body_for_itself",
        ),
        never_admitted(Clause("S1b", "Antragsberechtigte")),
    ),
    figures=keyed(
        UNIT_RATE,
        UNITS_LEAST,
        UNITS_MOST,
        SEMINAR_RATE,
        SEMINAR_UNITS_MOST,
        *deployment.FIGURES,
        SHARE,
        OWN_SHARE,
        LONGEST_AWARD,
    ),
    rules=(
        only_for(
            yes(id="is_charitable", question="charitable", clause=S6G_WHO, mark=Mark.SOURCED),
            types=ASSOCIATIONS,
        ),
        between(
            id="base_training_units_fit",
            question="units",
            low=UNITS_LEAST,
            high=UNITS_MOST,
            clause=S6D_UNITS,
            mark=Mark.SOURCED,
            part="training",
        ),
        at_most(
            id="seminar_units_fit",
            question="units",
            figure=SEMINAR_UNITS_MOST,
            clause=NO_4_3,
            mark=Mark.NOT_FOUND,
            part="seminar",
            moments=FROM_FILING,
        ),
        yes(
            id="concept_is_at_hand",
            question="concept_at_hand",
            clause=Clause("R2020", "3.1"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        *deployment.RULES,
    ),
    questions=(
        "project_title",
        "project_summary",
        "charitable",
        "health_guides",
        "concept_at_hand",
        "project_place",
    ),
    parts=(
        PartDefinition(
            id="training",
            components=(
                Component(
                    id="base_training",
                    cap=UnitCap(
                        quantities=("participants", "units"),
                        rate="unit_rate",
                        mosts={"units": "units_most"},
                    ),
                    categories=("speakers", "rooms", "material", "organisation"),
                    clause=S6D_RATE,
                    mark=Mark.SOURCED,
                ),
            ),
            questions=("participants", "units"),
            proof=ProofDuty(
                form=ProofForm.SIMPLE,
                due=ProofDue.THREE_MONTHS_AFTER_END,
                counters=("trained_participants", "units_held"),
                clause=S6H_PROOF,
                mark=Mark.SOURCED,
            ),
            wanted="wants_training",
            payout=Payout.ONE_SUM,
        ),
        PartDefinition(
            id="seminar",
            components=(
                Component(
                    id="seminar",
                    cap=UnitCap(
                        quantities=("participants", "units"),
                        rate="seminar_rate",
                        mosts={"units": "seminar_units_most"},
                    ),
                    categories=("speakers", "rooms", "material", "organisation"),
                    clause=NO_4_3,
                    mark=Mark.NOT_FOUND,
                ),
            ),
            questions=("participants", "units"),
            proof=ProofDuty(
                form=ProofForm.SIMPLE,
                due=ProofDue.THREE_MONTHS_AFTER_END,
                counters=("trained_participants", "units_held"),
                clause=S6H_PROOF,
                mark=Mark.SOURCED,
            ),
            wanted="wants_seminar",
            payout=Payout.ONE_SUM,
        ),
        deployment.PART,
    ),
    cost_categories=("speakers", "rooms", "material", "organisation", "allowances", "coordination"),
    financing={
        "*": Financing(
            type=FinancingType.FIXED,
            clause=S6D_RATE,
            mark=Mark.INFERRED,
            share=SHARE,
            minimum_own_share=OWN_SHARE,
        ),
    },
    deadline={
        "*": Deadline(
            kind=DeadlineKind.FOUR_WEEKS_BEFORE_START,
            clause=Clause("S1b", "Antragsfrist"),
            mark=Mark.SOURCED,
        ),
        "deployment": Deadline(
            kind=DeadlineKind.FOUR_WEEKS_BEFORE_START,
            follow_up=DeadlineKind.YEAR_END_BEFORE_START,
            clause=Clause("S6e", "Folgeanträge bis 31.12."),
            mark=Mark.SOURCED,
        ),
    },
    papers=(
        paper("concept", Clause("S6a", "formloses Konzept"), Mark.SOURCED),
        paper("form_2c", Clause("S6a", "Formblatt 2 C"), Mark.SOURCED, part="training"),
        *association_papers(),
        *church_and_public_papers(),
        proof_paper("participant_list", S6H_PARTICIPANTS, Mark.SOURCED, part="training"),
        proof_paper("seminar_participant_list", S6H_PARTICIPANTS, Mark.INFERRED, part="seminar"),
        proof_paper(
            "form_2b", Clause("S6h", "Formblatt 2 b, Stunden"), Mark.SOURCED, part="deployment"
        ),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=False,
    longest_award=LONGEST_AWARD,
    successor=None,
    hints=(
        "hint.trainer_allowance",
        "hint.job_centre",
        "hint.receipts_are_kept",
        "hint.support_lagfa",
        "hint.health_guides_gkv",
        "hint.hours_are_a_pool",
    ),
)
