"""Money comes back: heard, ordered, repaid, and the file closed."""

from datetime import date

import pytest

from tests.journeys.aftercare import PROOF_DAY, accept, account_for, close, draw_money
from tests.journeys.applying import apply, plan_for
from tests.journeys.conftest import Enter
from tests.journeys.deciding import decide
from tests.journeys.house import House
from tests.journeys.steps import button, open_case, step, take
from tests.support.browser import Person
from tests.wirgrants.world import DAY
from workflows.states import MachineName

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RECOVERY = MachineName.RECOVERY
FACTS = "Die anerkannten Ausgaben liegen weit unter dem Plan."
ORDER_DAY, REPAID_DAY = date(2028, 3, 20), date(2028, 4, 3)


def previewed(someone: Person, action: str, machine: MachineName) -> None:
    """Render the letter of the open step's page, then take the step with what it shows."""
    someone.put("Sachverhalt", FACTS)
    someone.click("Vorschau erstellen")
    someone.sees("Die Vorschau")
    take(someone, action, machine)


def test_money_that_was_not_needed_comes_back(house: House, enter: Enter) -> None:
    plan = plan_for("migrant_organisations", "Weniger gebraucht als gedacht")
    signatory = enter(None)
    number = apply(signatory, plan)
    people = {"signatory": signatory} | {
        name: enter(name) for name in ("case_officer", "approver", "finance")
    }
    officer, approver, finance = (people[name] for name in ("case_officer", "approver", "finance"))
    decide(officer, approver, number, plan.guideline, DAY)
    accept(signatory, number)
    draw_money(house, people, number, "2.000,00", soon="20.000,00")
    house.at(PROOF_DAY)
    account_for(people, number, plan, "100.00")
    open_case(officer, number)
    step(officer, "begin_settlement")
    step(officer, "open_recovery")
    officer.click(button("open_hearing", RECOVERY))
    previewed(officer, "open_hearing", RECOVERY)
    open_case(signatory, number)
    signatory.click(button("record_statement", RECOVERY))
    signatory.put("Stellungnahme", "Wir zahlen den Betrag zurück.")
    take(signatory, "record_statement", RECOVERY)
    house.at(ORDER_DAY)
    open_case(approver, number)
    approver.click(button("order", RECOVERY))
    previewed(approver, "order", RECOVERY)
    house.at(REPAID_DAY)
    finance.open("/kasse/rueckforderungen")
    row = finance.page.locator("main tr").filter(has_text=number)
    row.get_by_role("link", name=button("record_repayment", RECOVERY)).click()
    take(finance, "record_repayment", RECOVERY)
    open_case(approver, number)
    approver.click(button("waive_interest", RECOVERY))
    approver.put("Begründung", "In der Frist des Bescheids gezahlt.")
    take(approver, "waive_interest", RECOVERY)
    open_case(officer, number)
    step(officer, "close_recovery")
    open_case(approver, number)
    close(approver)
    approver.sees("Die Akte ist abgeschlossen.")
