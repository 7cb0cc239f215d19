"""The sums of a financing plan follow what is typed, and agree with what the server reckons."""

import pytest

from tests.journeys.applying import open_draft
from tests.journeys.conftest import Enter
from tests.support.browser import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def sums(person: Person, name: str) -> list[str]:
    """A row of the sums as it stands on the page."""
    cells = person.page.locator(f"[data-sum={name}]").all_inner_texts()
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in cells]


def test_the_sums_follow_what_is_typed(enter: Enter) -> None:
    person = enter("signatory_charity")
    page = person.page
    person.open("/antraege/")
    page.get_by_role("link", name="Antrag beginnen").first.click()
    open_draft(person)
    person.click("Finanzierungsplan")
    year = page.locator("input[name^=asked_]").first.get_attribute("name")
    assert year is not None
    year = year.removeprefix("asked_")

    page.select_option("[name=items-0-kind]", index=1)
    page.fill(f"[name=items-0-amount_{year}]", "1.234,50")
    page.select_option("[name=funds-0-kind]", "own")
    page.fill(f"[name=funds-0-amount_{year}]", "234.5")
    page.fill(f"[name=asked_{year}]", "1100 €")

    person.sees("Summen nach Ihren Eingaben, noch nicht gespeichert")
    names = ("cost", "asked", "own", "others", "covered", "difference", "share")
    typed = {name: sums(person, name) for name in names}
    assert typed["cost"][-1] == "1.234,50 €"
    assert typed["own"][-1] == "234,50 €"
    assert typed["difference"][-1] == "−100,00 €"
    assert typed["share"][-1] == "19,0 %"

    person.click("Speichern")
    person.sees("Summen, wie zuletzt gespeichert")
    assert {name: sums(person, name) for name in names} == typed

    page.fill(f"[name=asked_{year}]", "viel")
    assert sums(person, "asked")[-1] == "–"
    assert sums(person, "own") == typed["own"]
    page.fill(f"[name=asked_{year}]", "1100")
    person.click("Speichern")
