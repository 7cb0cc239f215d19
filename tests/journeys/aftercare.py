"""What follows a notice: acceptance, money, proof, settlement, and what the auditor takes away."""

from datetime import date
from typing import Any

from forms.fitting_sections import part_name
from tests.journeys.applying import Plan
from tests.journeys.house import House
from tests.journeys.steps import button, open_case, step, tab, take
from tests.support.browser import Person, exactly
from tests.wirgrants.apply.stage import pdf
from workflows.questions import QUESTIONS, Kind, Scope
from workflows.states import MachineName
from workflows.wording import say

IBAN = "DE89 3704 0044 0532 0130 00"
PAY, PROOF = MachineName.PAYMENT, MachineName.PROOF
DUE_SOON = "Ausgaben, die innerhalb von zwei Monaten nach der Auszahlung fällig werden"
MONEY_DAY, PROOF_DAY = date(2027, 2, 1), date(2028, 2, 1)


def accept(signatory: Person, number: str) -> None:
    """Declare the acceptance with the bank account, waiving remedies."""
    open_case(signatory, number)
    signatory.click(button("accept"))
    signatory.put("Vor- und Nachname", "Erika Muster")
    signatory.put("Funktion", "Vertretung")
    signatory.put("IBAN", IBAN)
    signatory.put("Wird auf Rechtsbehelfe verzichtet?", "Ja")
    for box in signatory.page.locator("main form").last.get_by_role("checkbox").all():
        box.check()
    take(signatory, "accept")


def draw_money(
    house: House, people: dict[str, Person], number: str, amount: str, soon: str = "2.500,00"
) -> None:
    """Call money, check it, release it, pay it out; four people. `soon` falls due in two months."""
    house.at(MONEY_DAY)
    open_case(people["signatory"], number)
    fill_call(people["signatory"], amount, soon=soon)
    take(people["signatory"], "request", PAY)
    pay_out(people, number, MONEY_DAY)


def fill_call(
    signatory: Person,
    amount: str,
    *,
    soon: str = "2.500,00",
    spent: str = "0,00",
    own: str = "0,00",
    year: int | None = None,
) -> None:
    """From the case page to the filled request, of the first year on offer if none is named."""
    signatory.click(button("request", PAY))
    if year is not None:
        choice = signatory.page.get_by_label(exactly("Teil und Haushaltsjahr"))
        offer = choice.locator("option").filter(has_text=f", {year}:")
        choice.select_option(label=offer.inner_text())
    signatory.put("Bisher gezahlte zuwendungsfähige Ausgaben dieses Teils", spent)
    signatory.put("Davon aus eigenen und anderen Mitteln bezahlt", own)
    signatory.put(DUE_SOON, soon)
    signatory.put("Geplante Verwendung", "Honorare und Miete")
    signatory.put("Abgerufener Betrag", amount)


def pay_out(people: dict[str, Person], number: str, day: date) -> None:
    """Check what was called, release it, pay it out."""
    officer = people["case_officer"]
    open_case(officer, number)
    officer.click(button("check", PAY))
    for question in (
        "Die angegebenen Ausgaben passen zum Finanzierungsplan und zum Stand der Maßnahme",
        "Die Auflagen, an die die Auszahlung gebunden ist, sind erfüllt",
    ):
        officer.put(question, "Ja")
    officer.put("Prüfvermerk", "Geprüft und in Ordnung.")
    take(officer, "check", PAY)
    open_case(people["approver"], number)
    step(people["approver"], "release", PAY)
    book_payout(people["finance"], number, day)


def book_payout(finance: Person, number: str, day: date) -> None:
    """The cash office books what was released."""
    finance.open("/kasse/")
    row = finance.page.locator("main tr").filter(has_text=number)
    row.get_by_role("link", name="Auszahlung buchen").click()
    finance.put("Tag der Auszahlung", f"{day:%d.%m.%Y}")
    finance.put("Buchungszeichen", "KZ 4711")
    take(finance, "pay", PAY)


def account_for(people: dict[str, Person], number: str, plan: Plan, cost: str | None) -> None:
    """Write, hand in and examine the final proof of every part; `cost` replaces each item."""
    several = len(plan.content["parts"]) > 1
    for part in plan.content["parts"]:
        prove(people, number, plan, part, cost=cost, called=part_name(part) if several else "")


def prove(
    people: dict[str, Person],
    number: str,
    plan: Plan,
    part: str,
    *,
    called: str = "",
    cost: str | None = None,
    only: int | None = None,
) -> None:
    """Write, hand in and examine the proof in whose row `called` stands, of `only` one year."""
    signatory, officer = people["signatory"], people["case_officer"]
    open_case(signatory, number)
    tab(signatory, "Nachweise")
    row = signatory.page.locator("main tr").filter(has_text=called)
    # What is there is filled in: on a busy machine the page before would still be there.
    with signatory.page.expect_navigation():
        row.get_by_role("link", name="Nachweis bearbeiten").first.click()
    _write(signatory, plan, part, cost, only)
    signatory.click("Speichern und weiter zum Einreichen")
    signatory.put("Vor- und Nachname", "Erika Muster")
    signatory.put("Funktion", "Vertretung")
    for box in signatory.page.locator("main form").last.get_by_role("checkbox").all():
        box.check()
    take(signatory, "submit", PROOF)
    open_case(officer, number)
    step(officer, "take_up", PROOF)
    officer.click(button("examine", PROOF))
    officer.put("Prüfvermerk", "Rechnerisch und sachlich richtig.")
    take(officer, "examine", PROOF)


_REPORTED = {
    Kind.YES_NO: "Ja",
    Kind.NUMBER: "4",
    Kind.DATE: f"{MONEY_DAY:%d.%m.%Y}",
    Kind.TEXT: "STV/2028/117",
    Kind.LONG_TEXT: "Alles wie geplant erreicht.",
}


def _write(
    signatory: Person, plan: Plan, part: str, cost: str | None, only: int | None = None
) -> None:
    """Type the narrative, the counters and what was spent, as planned or at this cost an item."""
    asked = (one for one in QUESTIONS.values() if one.scope is Scope.REPORT)
    signatory.answer({say(one.label_key): _REPORTED.get(one.kind, "") for one in asked})
    told: dict[str, Any] = plan.content["parts"][part]["plan"]
    spent = [(entry, cost or entry["amount"]) for entry in told["items"]]
    for entry, amount in [*spent, *((entry, entry["amount"]) for entry in told["funds"])]:
        if only in (None, entry["year"]):
            signatory.put(f"{entry['label']} {entry['year']}", amount.replace(".", ","))
    for goal in signatory.page.get_by_label("Stand", exact=True).all():
        goal.select_option(label="erreicht")
    code = signatory.page.get_by_label("Kürzel")
    if code.count():
        code.first.fill("L-01")
        signatory.page.get_by_label("Stunden", exact=True).first.fill("100,00")


def settle(people: dict[str, Person], number: str) -> None:
    """Begin the settlement, preview its letter, and close the file; two people."""
    officer, approver = people["case_officer"], people["approver"]
    open_case(officer, number)
    step(officer, "begin_settlement")
    open_case(approver, number)
    close(approver)


def close(approver: Person) -> None:
    """From the case page of a case in settlement to the closed file."""
    approver.click(button("settle"))
    rest = "Der noch auszahlbare Rest wird nicht abgerufen und freigegeben."
    if approver.page.get_by_label(rest).count():
        approver.tick(rest)
    late = "Begründung zur Verwendung der Mittel"
    if approver.page.get_by_label(late).count():
        approver.tick("Die Mittel wurden fristgerecht verwendet")
        approver.put(late, "Die Gehälter wurden monatlich gezahlt, aber spät gemeldet.")
    approver.click("Vorschau erstellen")
    approver.sees("Die Vorschau der Schlussmitteilung ist erstellt.")
    take(approver, "settle")


def resolve(people: dict[str, Person], number: str, today: date) -> None:
    """The strategy is delivered and the council's resolution recorded."""
    signatory = people["signatory"]
    open_case(signatory, number)
    signatory.click(button("deliver_strategy"))
    signatory.hand_over("Strategiepapier", "strategie.pdf", pdf(3))
    take(signatory, "deliver_strategy")
    signatory.click(button("record_resolution"))
    signatory.put("Tag des Beschlusses", f"{today:%d.%m.%Y}")
    signatory.put("Nummer des Beschlusses", "STV/2028/117")
    take(signatory, "record_resolution")


def audit(auditor: Person, number: str) -> bytes:
    """The auditor asks for the one PDF of the case and takes it; its bytes."""
    open_case(auditor, number)
    tab(auditor, "Fallakte")
    auditor.click("Fallakte erstellen")
    link = auditor.page.get_by_role("link", name="Fallakte herunterladen")
    # With scripts the page looks again by itself; without them a person follows its link.
    for _ in range(300):
        if link.is_visible():
            break
        auditor.page.wait_for_timeout(300)
        again = auditor.page.get_by_role("link", name="Jetzt nachsehen")
        if again.is_visible():
            again.click()
    with auditor.page.expect_download() as waiting:
        link.click()
    return waiting.value.path().read_bytes()
