"""An application on paper: received with its scan by the officer, who then copies what it says."""

from forms.fitting_sections import SectionKind, sections_of
from tests.journeys.applying import Plan, spend, texts
from tests.support.browser import Person
from tests.wirgrants.apply.stage import pdf
from workflows.wording import say

NAME = "Verein der Nachbarschaft"


def receive(officer: Person, plan: Plan) -> str:
    """Enter the paper of an association that nobody knows yet; the case's number."""
    officer.open("/start")
    officer.click("Papierantrag erfassen")
    for label, value in {
        "Name der neuen Organisation": NAME,
        "Art der neuen Organisation": say(f"applicant_type.{plan.kind.value}"),
        "Gemeindeschlüssel des Sitzes der neuen Organisation": "06411000",
        "Straße und Hausnummer": "Am Brunnen 3",
        "Postleitzahl": "99999",
        "Ort": "Musterstadt",
        "Förderschwerpunkt und Aufruf": _call(plan),
        "Titel des Vorhabens": plan.title,
        "Eingangstag": "20.11.2026",
        "Unterschrieben von": "Ada Beispiel",
        "In der Funktion": "Vorsitzende",
    }.items():
        officer.put(label, value)
    officer.page.get_by_label("Der Antrag trägt die Unterschrift").check()
    officer.hand_over("Scan des unterschriebenen Antrags (PDF, JPEG oder PNG)", "a.pdf", pdf(2))
    officer.click("Papierantrag erfassen", within=officer.page.locator("main form").last)
    officer.sees("Der Papierantrag ist erfasst.")
    return officer.page.locator("main .wir-kicker").first.inner_text().strip()


def _call(plan: Plan) -> str:
    line = plan.guideline.line
    return f"Aufruf 2027 {line}, {say(f'line.{line}.name')} (2027)"


def copy(officer: Person, plan: Plan) -> None:
    """Copy section by section, and freeze what was copied."""
    wanted = frozenset(plan.content["parts"])
    for section in sections_of(plan.guideline, applicant_type=plan.kind, wanted=wanted):
        officer.click(section.title, within=officer.page.locator("main"))
        if section.kind is SectionKind.PLAN:
            assert section.part is not None
            spend(officer, plan, section.part)
        else:
            officer.answer(texts(plan, section.part, section.kind))
        officer.click("Abschnitt speichern")
        officer.sees("Der Abschnitt ist gespeichert.")
    officer.click("Übertragene Angaben festschreiben")
    officer.sees("Die Angaben sind als Fassung 2 festgeschrieben.")
