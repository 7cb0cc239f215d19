"""Nothing typed is lost: at the end of a session, and when a page is left too early."""

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.house import sign_in
from tests.support.browser import Person
from workflows.wording import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "Ein langer Absatz über das Vorhaben.\nUnd noch einer."
SUMMARY = say("question.project_summary.label")


def begin(enter: Enter, name: str) -> Person:
    """A fresh draft, opened at the section about the project."""
    person = enter(name)
    person.open("/antraege/")
    person.page.get_by_role("link", name="Antrag beginnen").first.click()
    person.click("Entwurf anlegen")
    person.click("Vorhaben")
    return person


def test_an_expired_session_keeps_what_was_typed(enter: Enter) -> None:
    person = begin(enter, "signatory_charity")
    person.put(SUMMARY, TEXT)
    person.context.clear_cookies()
    person.click("Speichern")
    person.sees("Ihre Sitzung ist beendet")
    with person.context.expect_page() as opened:
        person.page.get_by_role("link", name="Anmelden (neues Fenster)").click()
    other, person.page = person.page, opened.value
    sign_in(person, "signatory_charity")
    person.page.get_by_role("heading", name="Meine Anträge").wait_for()
    person.page = other
    person.click("Eingaben noch einmal absenden")
    person.sees("Entwurf gespeichert.")
    assert person.page.get_by_label(SUMMARY).input_value() == TEXT


def test_leaving_with_unsaved_text_is_asked_about(enter: Enter) -> None:
    person = begin(enter, "applicant_editor_charity")
    asked: list[str] = []
    person.page.on("dialog", lambda dialog: asked.append(dialog.type))
    person.page.get_by_label(SUMMARY).press_sequentially("Noch nicht")
    person.sees("Es gibt Eingaben, die noch nicht gespeichert sind.")
    person.click("Meine Anträge")
    assert asked == ["beforeunload"]
