"""Ehrenamtliche Laiendolmetschende, calls of 2018 and 2019: 20 € per deployment."""

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
from workflows.lines.lay_interpreters import deployment_2018 as deployment
from workflows.rules.conditions import at_least, only_for, yes
from workflows.sources import Clause, Mark
from workflows.states import Variant

B_INTERPRETERS = Clause("B", "Abschnitt Laiendolmetscher")
CALL2018_INTERPRETERS = Clause("CALL2018", "Laiendolmetschende")
S32C_TRAINING = Clause("S32c", "Umfang der Basisschulung")

TRAINING_RATE = not_found("training_rate", Unit.EUR_PER_UNIT, CALL2018_INTERPRETERS)
TRAINING_UNITS_LEAST = figure("training_units_least", 24, Unit.UNITS, S32C_TRAINING, Mark.SOURCED)
YEARLY_POT = figure(
    "yearly_pot", 200_000, Unit.EUR_PER_YEAR, Clause("S10b", "Fördervolumen"), Mark.SOURCED
)

SHARE = not_applicable("share", Unit.SHARE, CALL2018_INTERPRETERS)
OWN_SHARE = not_applicable("minimum_own_share", Unit.SHARE, CALL2018_INTERPRETERS)
LONGEST_AWARD = figure(
    "longest_award", 12, Unit.MONTHS, Clause("S1b", "Antrag jährlich neu"), Mark.INFERRED
)

V2018 = Guideline(
    line="lay_interpreters",
    version="2018",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=CALL2018_INTERPRETERS,
    # The call's own day was not found; its budget year stands for it.
    issued=date(2018, 1, 1),
    valid_from=date(2018, 1, 1),
    valid_to=date(2020, 12, 31),
    lifecycle=Variant.FLAT_RATE,
    admissions=admissions(
        admitted(
            *COUNTIES_AND_CITIES,
            ApplicantType.MUNICIPALITY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            clause=B_INTERPRETERS,
            mark=Mark.SOURCED,
            key="admission.municipal_church_and_charitable",
        ),
        undecided(
            ApplicantType.PUBLIC_BODY,
            clause=B_INTERPRETERS,
            mark=Mark.INFERRED,
            key="admission.sources_differ_on_public_body",
        ),
        refused(
            ApplicantType.CONSORTIUM,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=B_INTERPRETERS,
            mark=Mark.INFERRED,
            key="admission.each_body_for_itself",
        ),
        never_admitted(Clause("S14", "Antragsberechtigte")),
    ),
    figures=keyed(
        TRAINING_RATE,
        TRAINING_UNITS_LEAST,
        *deployment.FIGURES,
        YEARLY_POT,
        SHARE,
        OWN_SHARE,
        LONGEST_AWARD,
    ),
    rules=(
        only_for(
            yes(
                id="is_charitable", question="charitable", clause=B_INTERPRETERS, mark=Mark.SOURCED
            ),
            types=ASSOCIATIONS,
        ),
        at_least(
            id="training_has_enough_units",
            question="units",
            figure=TRAINING_UNITS_LEAST,
            clause=S32C_TRAINING,
            mark=Mark.SOURCED,
            part="training",
            text="interpreter_training_units",
        ),
        *deployment.RULES,
    ),
    questions=("project_title", "project_summary", "charitable", "project_place"),
    parts=(
        PartDefinition(
            id="training",
            components=(
                Component(
                    id="training",
                    cap=UnitCap(quantities=("participants", "units"), rate="training_rate"),
                    categories=("speakers", "rooms", "material", "organisation"),
                    clause=CALL2018_INTERPRETERS,
                    mark=Mark.NOT_FOUND,
                ),
            ),
            questions=("participants", "units"),
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
            clause=Clause("S4c", "Pauschale je Einsatz"),
            mark=Mark.INFERRED,
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
    },
    papers=(
        paper("concept", Clause("S15", "Antragsunterlagen"), Mark.INFERRED),
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
    successor=("lay_interpreters", "2021"),
    hints=(
        "hint.local_rules_may_be_stricter",
        "hint.exceptions_on_request",
    ),
)
