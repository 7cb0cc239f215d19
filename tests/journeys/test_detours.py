"""A case that does not run straight: asked again, cut, paid twice, changed on its way."""

from datetime import date
from decimal import Decimal

import pytest

from forms.decision import GAPS
from tests.journeys.aftercare import MONEY_DAY, PAY, accept, draw_money, fill_call, pay_out
from tests.journeys.applying import filed, plan_for
from tests.journeys.asking import accept_answer, answer, ask
from tests.journeys.changing import ask_for_change, grant_change
from tests.journeys.conftest import Enter
from tests.journeys.deciding import check, propose, put_name
from tests.journeys.house import House
from tests.journeys.letters import read_letter
from tests.journeys.returning import come_back, name_other_account, pay_again
from tests.journeys.steps import button, open_case, step, tab, take
from tests.journeys.stored import Money, case_of, issued, money_of
from tests.support.browser import Person
from tests.wirgrants.world import DAY
from workflows.states import ApplicationState

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHANGE_DAY, REST_DAY = date(2027, 3, 1), date(2027, 4, 1)
# 5.000 € of cost are planned and 4.000 € asked for.
LESS = {
    "Zuwendung 2027": "3.000,00",
    "Wenn die Zuwendung den Finanzierungsplan nicht mehr deckt": GAPS["cut_costs"],
    "Begründung, wenn weniger bewilligt als beantragt wird": "Die Mittel reichen nicht für alle.",
}
# 4.000 € of cost are left: half of everything moves to the next year.
LATER = {
    "Ende": "31.03.2028",
    "Personalausgaben – Ausgabe 1 2027": "2.000,00",
    "Weitere Ausgabe 1: Art": "Personalausgaben",
    "Weitere Ausgabe 1: Jahr": "2028",
    "Weitere Ausgabe 1: Betrag": "2.000,00",
    "Eigenmittel – Haushalt 2027": "500,00",
    "Weitere Mittel 1: Herkunft": "Eigenmittel",
    "Weitere Mittel 1: Jahr": "2028",
    "Weitere Mittel 1: Betrag": "500,00",
    "Zuwendung 2027": "1.500,00",
    "Zuwendung 2028": "1.500,00",
}


def award_less(officer: Person, approver: Person, number: str) -> None:
    """Propose less than was asked for; the approver sees the difference and signs."""
    propose(officer, LESS)
    open_case(approver, number)
    approver.click(button("approve_award"))
    approver.sees("\N{MINUS SIGN}1.000,00 €")
    approver.sees("Die Mittel reichen nicht für alle.")
    put_name(approver)
    take(approver, "approve_award")


def test_a_case_with_detours(house: House, enter: Enter) -> None:
    plan = plan_for("refugee_women", "Ein Vorhaben mit Umwegen")
    number = filed(house, plan)
    signatory, editor = (enter(f"{name}_{plan.kind}") for name in ("signatory", "applicant_editor"))
    people = {"signatory": signatory} | {
        name: enter(name) for name in ("case_officer", "approver", "finance")
    }
    officer, approver, finance = (people[name] for name in ("case_officer", "approver", "finance"))

    open_case(officer, number)
    step(officer, "begin_check")
    ask(officer, number)
    answer(editor, number)
    accept_answer(officer, number)
    check(officer, plan.guideline, DAY)
    award_less(officer, approver, number)
    accept(signatory, number)

    draw_money(house, people, number, "1.000,00")
    come_back(finance, number, MONEY_DAY)
    name_other_account(signatory, number)
    pay_again(approver, finance, number, MONEY_DAY)

    house.at(CHANGE_DAY)
    ask_for_change(signatory, number, LATER)
    grant_change(officer, approver, number)
    letter = read_letter(signatory, number, "Änderungsbescheid")
    assert "01.01.2027 bis 31.03.2028" in letter
    assert "Eigenmittel 2028" in letter

    house.at(REST_DAY)
    open_case(signatory, number)
    fill_call(signatory, "1.000,00", spent="1.000,00")
    signatory.click(button("request", PAY), within=signatory.page.locator("main form").last)
    signatory.sees("Derzeit abrufbar sind höchstens 500,00 €.")
    signatory.put("Abgerufener Betrag", "500,00")
    take(signatory, "request", PAY)
    pay_out(people, number, REST_DAY)
    open_case(signatory, number)
    tab(signatory, "Geld")
    row = signatory.page.locator("main tr").filter(has_text="Summe").first
    assert [" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()] == [
        "3.000,00 €", "1.500,00 €", "", "0,00 €", "1.500,00 €",
    ]  # fmt: skip

    case = case_of(house, number)
    assert (case.state, case.paid) == (ApplicationState.RUNNING, Decimal("1500.00"))
    assert case.awarded == Decimal("3000.00")
    letters = issued(house, number)
    assert (letters["clarification"], letters["award"], letters["amendment"]) == (1, 1, 1)
    none, half = Decimal("0.00"), Decimal("1500.00")
    assert money_of(house, number) == {2027: Money(none, none, half), 2028: Money(none, half, none)}
