"""What the office clicks: the formal check, the review, the proposal, the signature."""

from collections.abc import Mapping
from datetime import date

from tests.journeys.steps import button, open_case, step, tab, take
from tests.support.browser import Person
from tests.wirgrants.apply.stage import pdf
from workflows.guideline import Guideline

_REVIEW_PAPER = "zielvereinbarung.pdf"


def decide(
    officer: Person, approver: Person, number: str, guideline: Guideline, today: date
) -> None:
    """From the filed application to the signed notice."""
    open_case(officer, number)
    step(officer, "begin_check")
    check(officer, guideline, today)
    propose(officer)
    sign(approver, number)


def check(officer: Person, guideline: Guideline, today: date) -> None:
    """From the begun check to the case that is ready for its decision, nothing failing."""
    tab(officer, "Prüfung")
    answer_checks(officer)
    officer.click("Übersicht")
    if guideline.target_agreement or guideline.expert_review:
        step(officer, "pass_to_review")
        officer.click(button("record_review"))
        record_review(officer, today)
    else:
        step(officer, "complete_check")


def answer_checks(officer: Person, *, fails: str = "") -> None:
    """Decide every finding as met, with a reason where the machine did not find so.

    The finding that `fails` names is decided as not met.
    """
    for folded in officer.page.locator("main details:not([open]) > summary").all():
        folded.click()
    for group in officer.page.get_by_role("group", name="Ihre Entscheidung").all():
        group.get_by_label("erfüllt", exact=True).check()
    for note in officer.page.get_by_label("Begründung", exact=True).all():
        note.fill("Nach Aktenlage erfüllt.")
    if fails:
        heading = officer.page.get_by_role("heading", name=fails, exact=True)
        card = officer.page.locator("main .wir-card").filter(has=heading)
        card.get_by_label("nicht erfüllt", exact=True).check()
        card.get_by_role("textbox").fill("Nach Aktenlage nicht erfüllt.")
    officer.click("Antworten speichern")
    officer.sees("Feststellungen sind beantwortet")


def record_review(officer: Person, today: date) -> None:
    """Record what the specialists say, with their paper."""
    officer.put("Ergebnis", "befürwortet")
    officer.put("Stelle", "Ministerium, Fachreferat")
    officer.put("Datum des Papiers", f"{today:%d.%m.%Y}")
    if "Ziele der Zielvereinbarung" in officer.labels():
        officer.put("Ziele der Zielvereinbarung", "Zwölf Runden im Jahr\nEin Leitbild")
    officer.hand_over("Oder neue Datei (PDF, JPEG oder PNG)", _REVIEW_PAPER, pdf())
    officer.click(button("record_review"))


def propose(officer: Person, changed: Mapping[str, str] | None = None) -> None:
    """Preview the notice with what is offered, but for what is `changed` by label; propose it."""
    officer.click(button("propose_award"))
    reason = "Begründung, wenn weniger bewilligt als beantragt wird"
    officer.put(reason, "Bewilligt wird der Höchstbetrag der Richtlinie.")
    for label, value in (changed or {}).items():
        officer.put(label, value)
    officer.click("Vorschau erstellen")
    officer.sees("Die Vorschau ist erstellt.")
    officer.click(button("propose_award"))
    officer.sees("Die Bewilligung ist vorgeschlagen")


def sign(approver: Person, number: str) -> None:
    """The approver has the notice made in the own name, and signs what the page then shows."""
    open_case(approver, number)
    approver.click(button("approve_award"))
    put_name(approver)
    take(approver, "approve_award")


def put_name(approver: Person) -> None:
    """On the page of a proposed letter: the letter in the name of who is about to sign it."""
    approver.sees("Das Schreiben trägt noch nicht Ihren Namen")
    approver.click("Bescheid mit meinem Namen erstellen")
    approver.sees("Das Schreiben trägt jetzt Ihren Namen.")
