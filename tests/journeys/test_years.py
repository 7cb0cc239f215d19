"""A post over two years: a talk, an interim proof, money in each year, and the final proof."""

from datetime import date
from decimal import Decimal

import pytest

from forms.fitting_sections import SectionKind
from tests.journeys.aftercare import (
    MONEY_DAY,
    PAY,
    accept,
    audit,
    draw_money,
    fill_call,
    pay_out,
    prove,
    settle,
)
from tests.journeys.applying import file, plan_for, prepared, spend
from tests.journeys.audited import CaseFile, holds_the_whole_case
from tests.journeys.conftest import Enter
from tests.journeys.deciding import decide
from tests.journeys.house import House
from tests.journeys.steps import button, open_case, take
from tests.journeys.stored import Money, case_of, issued, money_of
from tests.support.browser import Person
from tests.wirgrants.world import DAY
from workflows.states import ApplicationState

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Ein Zentrum für zwei Jahre"
TALK_DAY, SECOND_YEAR, AFTERWARDS = date(2027, 11, 15), date(2028, 5, 3), date(2029, 2, 1)
MISSING = "Überfällige Zwischennachweise: 2027."


def plan_and_file(signatory: Person) -> str:
    """Fill in the plan of both years in the draft that lacks nothing else, and file it."""
    plan = plan_for("diversity_centres", TITLE, end=date(2028, 12, 31))
    signatory.open("/start")
    signatory.click(TITLE)
    signatory.click("Finanzierungsplan")
    spend(signatory, plan, "main")
    signatory.click("Speichern")
    signatory.sees("Ausgaben und Mittel gleichen sich in jedem Jahr aus: 30.000,00 €")
    signatory.click("Zur Übersicht")
    signatory.click("Prüfen und einreichen")
    return file(signatory)


def talk(officer: Person, number: str) -> None:
    """The yearly talk about the target agreement is recorded."""
    open_case(officer, number)
    officer.click(button("record_annual_talk"))
    officer.put("Tag des Gesprächs", f"{TALK_DAY:%d.%m.%Y}")
    officer.put("Teilnehmende", "Leitung des Zentrums, Fachreferat")
    officer.put("Vermerk zum Gespräch", "Die Ziele bleiben, eine Runde mehr im Frühjahr.")
    take(officer, "record_annual_talk")
    officer.sees("Das Jahresgespräch ist erfasst.")


def test_a_post_of_two_years(house: House, enter: Enter) -> None:
    plan = plan_for("diversity_centres", TITLE, end=date(2028, 12, 31))
    prepared(house, plan, but=SectionKind.PLAN)
    signatory = enter("signatory_county")
    number = plan_and_file(signatory)
    people = {"signatory": signatory} | {
        name: enter(name) for name in ("case_officer", "approver", "finance")
    }
    officer = people["case_officer"]
    decide(officer, people["approver"], number, plan.guideline, DAY)
    accept(signatory, number)
    draw_money(house, people, number, "4.000,00", soon="5.000,00")
    house.at(TALK_DAY)
    talk(officer, number)

    house.at(SECOND_YEAR)
    open_case(signatory, number)
    fill_call(signatory, "3.000,00", spent="15.000,00", own="3.000,00", soon="5.000,00", year=2028)
    signatory.sees("für Vorhaben, 2028: Zwischennachweis 2027")
    take(signatory, "request", PAY)
    open_case(officer, number)
    assert not officer.offers(button("check", PAY))
    officer.page.locator("summary").filter(has_text="Noch nicht möglich").click()
    officer.sees(MISSING)
    prove(people, number, plan, "main", called="Zwischennachweis 2027", only=2027)
    pay_out(people, number, SECOND_YEAR)

    house.at(AFTERWARDS)
    prove(people, number, plan, "main", called="Verwendungsnachweis")
    settle(people, number)
    people["approver"].sees("Die Akte ist abgeschlossen.")
    data = audit(enter("auditor"), number)
    holds_the_whole_case(data, number, TITLE)
    held = CaseFile(data)
    proofs = [name.split(",")[0] for name in held.chapters if "nachweis" in name]
    assert proofs == ["Zwischennachweis 2027", "Verwendungsnachweis 2028"]
    told = held.text(held.chapters["Zeitlicher Ablauf"], held.chapters["Antrag, 1. Fassung"])
    assert "Jahresgespräch erfasst" in told

    case = case_of(house, number)
    assert (case.state, case.paid) == (ApplicationState.SETTLED, Decimal("7000.00"))
    assert issued(house, number)["award"] == issued(house, number)["settlement"] == 1
    nothing = Decimal("0.00")
    assert money_of(house, number) == {
        MONEY_DAY.year: Money(nothing, nothing, Decimal("4000.00")),
        SECOND_YEAR.year: Money(nothing, nothing, Decimal("3000.00")),
    }
