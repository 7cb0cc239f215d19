"""A change of the award: asked for, proposed with its letter, signed by another person."""

import re
from collections.abc import Mapping

from tests.journeys.deciding import put_name
from tests.journeys.steps import button, open_case, take
from tests.support.browser import Person
from workflows.states import MachineName

CHANGE = MachineName.CHANGE
WHY = "Die Kurse beginnen später als geplant und reichen in das nächste Jahr."
BECAUSE = "Die Verschiebung gefährdet den Zweck nicht."
IN_SPITE = re.compile("^Warum trotzdem genehmigt wird: ")


def ask_for_change(signatory: Person, number: str, wanted: Mapping[str, str]) -> None:
    """The recipient asks for a longer period with what is `wanted` by label."""
    open_case(signatory, number)
    signatory.click(button("request", CHANGE))
    signatory.put("Was soll geändert werden?", "Laufzeit")
    signatory.put("Was soll sich ändern, und warum?", WHY)
    folded = signatory.page.locator("main form details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    for label, value in wanted.items():
        signatory.put(label, value)
    take(signatory, "request", CHANGE)
    signatory.sees("Ihr Änderungsantrag ist eingegangen.")


def grant_change(officer: Person, approver: Person, number: str) -> None:
    """The office proposes what was asked for and signs it."""
    open_case(officer, number)
    officer.click(button("propose", CHANGE))
    officer.sees(WHY)
    officer.put("Die Änderung wird genehmigt", "Ja")
    officer.put("Begründung im Bescheid", BECAUSE)
    # Each rule that a change makes doubtful is granted with a reason only.
    for reason in officer.page.get_by_label(IN_SPITE).all():
        reason.fill("Der Zweck bleibt derselbe, die Mittel reichen.")
    officer.click("Vorschau erstellen")
    officer.sees("Die Vorschau ist erstellt.")
    take(officer, "propose", CHANGE)
    open_case(approver, number)
    approver.click(button("grant", CHANGE))
    approver.sees(BECAUSE)
    put_name(approver)
    take(approver, "grant", CHANGE)
    approver.sees("Der Änderungsbescheid ist gezeichnet und erlassen.")
