"""Steps on the case page, by the words on their buttons."""

from tests.support.browser import Person
from workflows.progress import action_label
from workflows.states import MachineName

A = MachineName.APPLICATION


def button(action: str, machine: MachineName = A) -> str:
    """What the button of a step says."""
    return action_label(machine, action)


def open_case(someone: Person, number: str) -> None:
    """From the person's own first page to the case of this number."""
    someone.open("/start")
    lines = someone.page.locator("main tr, main .wir-card").filter(has_text=number)
    if lines.count() == 0:
        someone.click("Alle Vorgänge" if someone.offers("Alle Vorgänge") else "Vorgänge")
    lines.first.get_by_role("link").first.click()
    someone.page.get_by_role("navigation", name="Ansichten").wait_for()


def tab(someone: Person, name: str) -> None:
    """Turn to another view of the open case."""
    someone.click(name, within=someone.page.get_by_role("navigation", name="Ansichten"))


def step(someone: Person, action: str, machine: MachineName = A) -> None:
    """Open the step's page from the case page and press its button; the case page follows."""
    someone.click(button(action, machine))
    take(someone, action, machine)


def take(someone: Person, action: str, machine: MachineName = A) -> None:
    """Press the button of the open step's page; what it refuses fails with its words."""
    # A busy server answers after the click has returned: the answer is what is looked at.
    with someone.page.expect_navigation():
        someone.click(button(action, machine), within=someone.page.locator("main form").last)
    wrong = someone.page.locator(".wir-error-summary")
    assert wrong.count() == 0, wrong.first.inner_text()
    assert "/schritt/" not in someone.page.url, someone.page.locator("main").inner_text()
