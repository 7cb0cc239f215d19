"""The deployment of lay interpreters, Nr. 4.4 of the guideline of 2020: the pool of five."""

from decimal import Decimal

from workflows.declaring import each_yes, figure, not_found
from workflows.figures import Unit
from workflows.findings import Outcome
from workflows.guideline import Component, PartDefinition, ProofDue, ProofDuty, ProofForm, UnitCap
from workflows.rules.conditions import at_least, at_most, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark

NO_4_4 = Clause("R2020", "4.4")
NO_4_4_2_A = Clause("R2020", "4.4.2 Buchst. a")
S32D_FLAT_RATE = Clause("S32d", "Pauschale je Einsatz")

DEPLOYMENT_RATE = figure(
    "deployment_rate", Decimal("20.00"), Unit.EUR_PER_DEPLOYMENT, S32D_FLAT_RATE, Mark.SOURCED
)
PER_CLIENT_MOST = not_found("deployments_per_client_most", Unit.COUNT, NO_4_4)
POOL_LEAST = figure("pool_least", 5, Unit.PERSONS, NO_4_4_2_A, Mark.SOURCED)
LANGUAGES_LEAST = figure("languages_least", 5, Unit.LANGUAGES, NO_4_4_2_A, Mark.SOURCED)

FIGURES = (
    DEPLOYMENT_RATE,
    PER_CLIENT_MOST,
    POOL_LEAST,
    LANGUAGES_LEAST,
)

RULES = (
    *each_yes(
        clause=NO_4_4_2_A,
        mark=Mark.SOURCED,
        part="deployment",
        pool_exists="pool_exists",
        not_only_for_own_body="not_only_own_body",
        moments=FROM_FILING,
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
    *each_yes(
        clause=Clause("R2020", "4.4.4"),
        mark=Mark.SOURCED,
        part="deployment",
        german_is_b1="german_b1",
        further_language_is_fluent="further_language",
        trained_before_deployment="trained_before_deployment",
        confidentiality_is_signed="confidentiality_signed",
        moments=FROM_FILING,
    ),
    *each_yes(
        clause=Clause("R2020", "4.4.5"),
        mark=Mark.SOURCED,
        part="deployment",
        interpreters_are_of_age="interpreters_of_age",
        selection_is_careful="careful_selection",
        no_hint_of_extremism="no_extremism",
        moments=FROM_FILING,
    ),
    yes(
        id="police_certificates_are_inspected",
        question="police_certificates_inspected",
        clause=Clause("S32b", "Führungszeugnis vor dem ersten Einsatz"),
        mark=Mark.SOURCED,
        part="deployment",
        moments=FROM_FILING,
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
        clause=NO_4_4,
        mark=Mark.NOT_FOUND,
        part="deployment",
        otherwise=Outcome.REVIEW,
        moments=FROM_FILING,
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
)

PART = PartDefinition(
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
        clause=Clause("GK", "Sachbericht und Liste der gezahlten Pauschalen"),
        mark=Mark.UNVERIFIED,
    ),
    wanted="wants_deployment",
)
