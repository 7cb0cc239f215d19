"""One application of each of several lines from the public finder to the settled case."""

import pytest

from tests.journeys.aftercare import (
    MONEY_DAY,
    PROOF_DAY,
    accept,
    account_for,
    audit,
    draw_money,
    resolve,
    settle,
)
from tests.journeys.applying import Plan, apply, plan_for
from tests.journeys.audited import holds_the_whole_case
from tests.journeys.conftest import LINES, STAFF, Enter
from tests.journeys.deciding import decide
from tests.journeys.house import House
from tests.journeys.steps import button, open_case
from tests.wirgrants.world import DAY
from workflows.findings import Moment
from workflows.states import MachineName, Variant

# Whoever cannot or does not want to run scripts gets through as well.
WITHOUT_SCRIPTS = {"migrant_organisations"}
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _asks_papers_of_the_proof(plan: Plan) -> bool:
    """Nobody hands them in here."""
    return any(need.moment is Moment.PROOF for need in plan.guideline.papers)


@pytest.mark.parametrize("line", LINES)
def test_from_the_finder_to_the_settled_case(line: str, house: House, enter: Enter) -> None:
    plan = plan_for(line, f"Gemeinsam ankommen: {line}")
    scripts = line not in WITHOUT_SCRIPTS
    signatory = enter(None, scripts=scripts)
    number = apply(signatory, plan)
    people = {"signatory": signatory} | {name: enter(name, scripts=scripts) for name in STAFF}
    decide(people["case_officer"], people["approver"], number, plan.guideline, DAY)
    accept(signatory, number)
    draw_money(house, people, number, "250,00")
    house.at(PROOF_DAY)
    if plan.guideline.lifecycle is Variant.STRATEGY:
        resolve(people, number, MONEY_DAY)
    account_for(people, number, plan, None)
    settle(people, number)
    people["approver"].sees("Die Akte ist abgeschlossen.")
    open_case(signatory, number)
    assert not signatory.offers(button("request", MachineName.PAYMENT))
    data = audit(people["auditor"], number)
    holds_the_whole_case(data, number, plan.title, lacking=_asks_papers_of_the_proof(plan))
