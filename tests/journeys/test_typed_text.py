"""Nothing typed is lost: at the end of a session, and when a page is left too early."""

from pathlib import Path

import pytest

from tests.journeys.applying import open_draft
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
    open_draft(person)
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


def test_a_file_that_is_too_large_is_named_before_it_is_sent(enter: Enter, tmp_path: Path) -> None:
    person = begin(enter, "signatory_charity")
    draft = person.page.url.split("/abschnitt/")[0]
    person.open(f"{draft}/unterlagen")
    large = tmp_path / "Gesamtplan.pdf"
    with large.open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    sent: list[str] = []
    person.page.on("request", lambda request: sent.append(request.method))
    person.page.locator("input[type=file]").set_input_files(large)
    person.sees("„Gesamtplan.pdf“ ist zu groß. Eine Datei darf höchstens 25 MB groß sein.")
    button = person.page.locator("form:has(input[type=file]) button[type=submit]")
    button.click()
    assert "POST" not in sent
    large.write_bytes(b"%PDF-1.7 no paper")
    person.page.locator("input[type=file]").set_input_files(large)
    button.click()
    person.sees("Die Datei ist beschädigt oder unvollständig")
    assert sent.count("POST") == 1
