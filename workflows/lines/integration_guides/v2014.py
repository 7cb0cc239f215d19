"""Integrationslotsinnen und -lotsen, guideline of 2013: its rates were not found."""

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
from workflows.lines.integration_guides import deployment_2014 as deployment
from workflows.rules.conditions import at_most, between, chosen_from, only_for, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

B_GUIDES = Clause("B", "Abschnitt Integrationslotsen")
R2013_GUIDES = Clause("R2013", "StAnz. 30/2013 S. 909, Integrationslotsen")
S6B_PROOF = Clause("S6b", "Einfacher Verwendungsnachweis")
S6H_PARTICIPANTS = Clause("S6h", "Teilnahmeliste")

UNIT_RATE = not_found("unit_rate", Unit.EUR_PER_UNIT, R2013_GUIDES)
UNITS_LEAST = not_found("units_least", Unit.UNITS, R2013_GUIDES)
UNITS_MOST = not_found("units_most", Unit.UNITS, R2013_GUIDES)
SEMINAR_RATE = not_found("seminar_rate", Unit.EUR_PER_UNIT, R2013_GUIDES)
SEMINAR_UNITS_MOST = not_found("seminar_units_most", Unit.UNITS, R2013_GUIDES)

SHARE = not_applicable("share", Unit.SHARE, R2013_GUIDES)
OWN_SHARE = not_applicable("minimum_own_share", Unit.SHARE, R2013_GUIDES)
LONGEST_AWARD = figure(
    "longest_award", 12, Unit.MONTHS, Clause("S1b", "Antrag jährlich neu"), Mark.INFERRED
)

V2014 = Guideline(
    line="integration_guides",
    version="2014",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=R2013_GUIDES,
    issued=date(2013, 7, 22),
    valid_from=date(2014, 1, 1),
    valid_to=date(2020, 12, 31),
    lifecycle=Variant.FLAT_RATE,
    admissions=admissions(
        admitted(
            *COUNTIES_AND_CITIES,
            ApplicantType.MUNICIPALITY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            clause=B_GUIDES,
            mark=Mark.SOURCED,
            key="admission.municipal_church_and_charitable",
        ),
        undecided(
            ApplicantType.PUBLIC_BODY,
            clause=B_GUIDES,
            mark=Mark.SOURCED,
            key="admission.sources_differ_on_public_body",
        ),
        refused(
            ApplicantType.CONSORTIUM,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=B_GUIDES,
            mark=Mark.INFERRED,
            key="admission.each_body_for_itself",
        ),
        never_admitted(Clause("S14", "Antragsberechtigte")),
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
            yes(id="is_charitable", question="charitable", clause=B_GUIDES, mark=Mark.SOURCED),
            types=ASSOCIATIONS,
        ),
        between(
            id="base_training_units_fit",
            question="units",
            low=UNITS_LEAST,
            high=UNITS_MOST,
            clause=R2013_GUIDES,
            mark=Mark.NOT_FOUND,
            part="training",
        ),
        at_most(
            id="seminar_units_fit",
            question="units",
            figure=SEMINAR_UNITS_MOST,
            clause=R2013_GUIDES,
            mark=Mark.NOT_FOUND,
            part="seminar",
            moments=FROM_FILING,
        ),
        chosen_from(
            id="work_with_refugees_since_2017",
            question="target_group",
            choice="refugees",
            first=date(2017, 1, 1),
            clause=Clause("S11b", "Arbeit mit Geflüchteten seit 2017"),
            mark=Mark.SOURCED,
            text="target_group_refugees",
            moments=FROM_FILING,
        ),
        *deployment.RULES,
    ),
    questions=(
        "project_title",
        "project_summary",
        "charitable",
        "target_group",
        "health_guides",
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
                    clause=R2013_GUIDES,
                    mark=Mark.NOT_FOUND,
                ),
            ),
            questions=("participants", "units"),
            proof=ProofDuty(
                form=ProofForm.SIMPLE,
                due=ProofDue.THREE_MONTHS_AFTER_END,
                counters=("trained_participants", "units_held"),
                clause=S6B_PROOF,
                mark=Mark.INFERRED,
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
                    clause=R2013_GUIDES,
                    mark=Mark.NOT_FOUND,
                ),
            ),
            questions=("participants", "units"),
            proof=ProofDuty(
                form=ProofForm.SIMPLE,
                due=ProofDue.THREE_MONTHS_AFTER_END,
                counters=("trained_participants", "units_held"),
                clause=S6B_PROOF,
                mark=Mark.INFERRED,
            ),
            wanted="wants_seminar",
            payout=Payout.ONE_SUM,
        ),
        deployment.PART,
    ),
    cost_categories=("speakers", "rooms", "material", "organisation", "allowances"),
    financing={
        "*": Financing(
            type=FinancingType.FIXED,
            clause=Clause("GK", "Festbetragsfinanzierung bei Pauschalen"),
            mark=Mark.UNVERIFIED,
            share=SHARE,
            minimum_own_share=OWN_SHARE,
        ),
    },
    deadline={
        "*": Deadline(
            kind=DeadlineKind.FOUR_WEEKS_BEFORE_START,
            clause=Clause("S1b", "Antragsfrist"),
            mark=Mark.UNVERIFIED,
        ),
        "deployment": Deadline(
            kind=DeadlineKind.FOUR_WEEKS_BEFORE_START,
            follow_up=DeadlineKind.YEAR_END_BEFORE_START,
            clause=Clause("S6e", "Folgeanträge bis 31.12."),
            mark=Mark.UNVERIFIED,
        ),
    },
    papers=(
        paper("concept", Clause("S6a", "formloses Konzept"), Mark.INFERRED),
        paper("form_2c", Clause("S6a", "Formblatt 2 C"), Mark.INFERRED, part="training"),
        *association_papers(),
        *church_and_public_papers(),
        proof_paper("participant_list", S6H_PARTICIPANTS, Mark.INFERRED, part="training"),
        proof_paper("seminar_participant_list", S6H_PARTICIPANTS, Mark.INFERRED, part="seminar"),
        proof_paper(
            "form_2b", Clause("S6h", "Formblatt 2 b, Stunden"), Mark.INFERRED, part="deployment"
        ),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=False,
    longest_award=LONGEST_AWARD,
    successor=("integration_guides", "2021"),
    hints=(
        "hint.trainer_allowance",
        "hint.job_centre",
        "hint.receipts_are_kept",
        "hint.support_lagfa",
        "hint.rates_before_2021_not_found",
        "hint.refugees_since_2017",
    ),
)
