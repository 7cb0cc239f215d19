"""A request for information: asked with its letter, answered with a paper, accepted."""

from tests.journeys.letters import read_letter
from tests.journeys.steps import button, open_case, take
from tests.support.browser import Person
from tests.wirgrants.apply.stage import pdf
from workflows.states import MachineName

CLARIFICATION = MachineName.CLARIFICATION
REQUEST = "Bitte legen Sie dar, wie sich die Ausgaben zusammensetzen."
ANSWER = "Die Berechnung liegt bei; sie nennt jede Honorarstunde."
FILE = "berechnung.pdf"


def ask(officer: Person, number: str) -> None:
    """The officer words the request, sees it as it leaves, and sends it."""
    open_case(officer, number)
    officer.click(button("ask", CLARIFICATION))
    officer.put("Zu", "Finanzierungsplan")
    officer.put("Was wird benötigt?", REQUEST)
    officer.click("Vorschau erstellen")
    officer.sees("Die Vorschau ist erstellt.")
    take(officer, "ask", CLARIFICATION)
    officer.sees("Die Nachforderung ist verschickt.")


def answer(editor: Person, number: str) -> None:
    """Whoever works for the applicant reads the letter and answers it with a paper."""
    assert REQUEST in read_letter(editor, number, "Nachforderung")
    editor.click("Zum Vorgang")
    editor.click(button("answer", CLARIFICATION))
    editor.sees(REQUEST)
    editor.put("Ihre Antwort", ANSWER)
    editor.hand_over("Unterlagen (freiwillig)", FILE, pdf())
    take(editor, "answer", CLARIFICATION)
    editor.sees("Ihre Antwort ist eingegangen.")


def accept_answer(officer: Person, number: str) -> None:
    """The officer reads answer and paper, and is content."""
    open_case(officer, number)
    officer.click(button("accept_answer", CLARIFICATION))
    officer.sees(ANSWER)
    assert officer.page.get_by_role("link", name=FILE).count() == 1
    take(officer, "accept_answer", CLARIFICATION)
    officer.sees("Die Antwort ist angenommen.")
