"""The deployment of lay interpreters, calls of 2018 and 2019: 20 € each."""

from decimal import Decimal

from workflows.declaring import figure
from workflows.figures import Unit
from workflows.findings import Outcome
from workflows.guideline import Component, PartDefinition, ProofDue, ProofDuty, ProofForm, UnitCap
from workflows.rules.conditions import at_most, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark

S4C_FLAT_RATE = Clause("S4c", "Pauschale je Einsatz")
S4N_FIVE = Clause("S4n", "höchstens fünf Einsätze")

DEPLOYMENT_RATE = figure(
    "deployment_rate", Decimal("20.00"), Unit.EUR_PER_DEPLOYMENT, S4C_FLAT_RATE, Mark.SOURCED
)
PER_CLIENT_MOST = figure("deployments_per_client_most", 5, Unit.COUNT, S4N_FIVE, Mark.SOURCED)

FIGURES = (
    DEPLOYMENT_RATE,
    PER_CLIENT_MOST,
)

RULES = (
    yes(
        id="pool_exists",
        question="pool_exists",
        clause=Clause("B", "Abschnitt Laiendolmetscher"),
        mark=Mark.SOURCED,
        part="deployment",
    ),
    yes(
        id="not_used_in_court",
        question="not_for_courts",
        clause=Clause("S4c", "Einsatzorte"),
        mark=Mark.SOURCED,
        part="deployment",
        moments=FROM_FILING,
    ),
    at_most(
        id="deployments_per_client_fit",
        question="deployments_per_client",
        figure=PER_CLIENT_MOST,
        clause=S4N_FIVE,
        mark=Mark.SOURCED,
        part="deployment",
        otherwise=Outcome.REVIEW,
        moments=FROM_FILING,
    ),
    at_most(
        id="no_client_above_maximum",
        question="most_deployments_of_a_client",
        figure=PER_CLIENT_MOST,
        clause=S4N_FIVE,
        mark=Mark.SOURCED,
        part="deployment",
        report=True,
        otherwise=Outcome.REVIEW,
    ),
)

PART = PartDefinition(
    id="deployment",
    components=(
        Component(
            id="deployments",
            cap=UnitCap(quantities=("deployments",), rate="deployment_rate"),
            categories=("allowances",),
            clause=S4C_FLAT_RATE,
            mark=Mark.SOURCED,
        ),
    ),
    questions=("deployments", "deployments_per_client", "pool_exists", "not_for_courts"),
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
        clause=Clause("GK", "Sachbericht und Liste der gezahlten Pauschalen"),
        mark=Mark.UNVERIFIED,
    ),
    wanted="wants_deployment",
)
