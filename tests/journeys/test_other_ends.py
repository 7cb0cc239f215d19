"""Cases that end otherwise or begin otherwise: rejected, withdrawn, received on paper."""

import pytest

from tests.journeys.applying import filed, plan_for
from tests.journeys.conftest import Enter
from tests.journeys.deciding import answer_checks, decide, put_name
from tests.journeys.house import House
from tests.journeys.letters import read_letter
from tests.journeys.papering import NAME, copy, receive
from tests.journeys.steps import button, open_case, step, tab, take
from tests.journeys.stored import Money, case_of, issued, money_of
from tests.support.browser import Person
from tests.wirgrants.world import DAY
from wirgrants.models import Decision
from workflows.states import ApplicationState
from workflows.wording import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAILS = say("rule.name.measure_has_not_begun")
REASONS = "Mit dem Vorhaben wurde schon begonnen. Ein früher Beginn war nicht zugelassen."


def reject(officer: Person, approver: Person, number: str) -> None:
    """Checked with one finding not met, proposed with its reasons, signed by another person."""
    open_case(officer, number)
    step(officer, "begin_check")
    tab(officer, "Prüfung")
    answer_checks(officer, fails=FAILS)
    officer.click("Übersicht")
    assert not officer.offers(button("propose_award"))
    officer.click(button("propose_rejection"))
    officer.put("Gründe der Ablehnung", REASONS)
    officer.click("Vorschau erstellen")
    officer.sees("Die Vorschau ist erstellt.")
    take(officer, "propose_rejection")
    open_case(approver, number)
    approver.click(button("approve_rejection"))
    approver.sees(REASONS)
    approver.sees("Nach Aktenlage nicht erfüllt.")
    put_name(approver)
    take(approver, "approve_rejection")
    approver.sees("Der Ablehnungsbescheid ist gezeichnet und erlassen.")


def listed(auditor: Person, stand: str, number: str) -> str:
    """The row of a case in the auditor's list of one state."""
    auditor.open("/start")
    auditor.put("Stand", stand)
    auditor.click("Liste filtern")
    return auditor.page.locator("main tr").filter(has_text=number).inner_text()


def test_a_rejection_reaches_applicant_and_auditor(house: House, enter: Enter) -> None:
    plan = plan_for("lay_interpreters", "Ein Antrag ohne Erfolg")
    number = filed(house, plan)
    officer, approver = enter("case_officer"), enter("approver")
    reject(officer, approver, number)
    signatory = enter(f"signatory_{plan.kind}")
    open_case(signatory, number)
    signatory.sees("Gründe und Rechtsbehelf stehen im Bescheid.")
    letter = read_letter(signatory, number, "Ablehnungsbescheid")
    assert REASONS in letter
    assert "Klage" in letter
    auditor = enter("auditor")
    assert plan.title in listed(auditor, "Abgelehnt", number)
    open_case(auditor, number)
    tab(auditor, "Schreiben und Bescheide")
    auditor.sees("Ablehnungsbescheid")

    case = case_of(house, number)
    assert (case.state, case.decision) == (ApplicationState.REJECTED, Decision.REJECTION)
    assert issued(house, number)["rejection"] == 1
    assert money_of(house, number) == {}


def test_an_application_is_taken_back(house: House, enter: Enter) -> None:
    plan = plan_for("refugee_women", "Ein zurückgenommener Antrag")
    number = filed(house, plan)
    signatory = enter(f"signatory_{plan.kind}")
    open_case(signatory, number)
    signatory.click(button("withdraw"))
    signatory.put("Grund (freiwillig)", "Die Räume stehen nicht zur Verfügung.")
    take(signatory, "withdraw")
    signatory.sees("Der Antrag ist zurückgenommen.")
    assert not signatory.offers(button("withdraw"))
    assert plan.title in listed(enter("auditor"), "Zurückgenommen", number)
    assert case_of(house, number).state is ApplicationState.WITHDRAWN


def test_a_paper_application_is_awarded_by_post(house: House, enter: Enter) -> None:
    plan = plan_for("migrant_organisations", "Auf Papier gekommen")
    officer, approver = enter("case_officer"), enter("approver")
    number = receive(officer, plan)
    copy(officer, plan)
    decide(officer, approver, number, plan.guideline, DAY)
    open_case(officer, number)
    officer.sees(NAME)
    tab(officer, "Schreiben und Bescheide")
    notice = officer.page.locator("main article").filter(has_text="Zuwendungsbescheid")
    assert "mit der Post" in notice.inner_text()

    case = case_of(house, number)
    assert (case.state, case.on_paper) == (ApplicationState.AWARDED, True)
    assert case.awarded == case.asked
    assert issued(house, number)["award"] == 1
    assert case.asked is not None
    assert money_of(house, number) == {2027: Money(case.asked * 0, case.asked, case.asked * 0)}
