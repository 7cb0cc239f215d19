"""Money that the bank sends back: booked, sent to another account, released and paid once more."""

from datetime import date

from tests.journeys.aftercare import PAY, book_payout
from tests.journeys.letters import read_message
from tests.journeys.steps import tab, take
from tests.support.browser import Person

NEW_IBAN = "DE02 1203 0000 0000 2020 51"


def come_back(finance: Person, number: str, day: date) -> None:
    """The cash office books the money that came back."""
    _of_stand(finance, number, "ausgezahlt", "Rückläufer erfassen")
    finance.put("Rückläufer gebucht am", f"{day:%d.%m.%Y}")
    finance.put("Grund der Rückgabe", "Konto erloschen")
    take(finance, "record_return", PAY)


def name_other_account(signatory: Person, number: str) -> None:
    """The recipient reads that the money came back, and names another account."""
    read_message(signatory, number, "Auszahlung zurückgekommen")
    signatory.sees("Konto erloschen")
    signatory.click("Zum Vorgang")
    tab(signatory, "Geld")
    signatory.click("Bankverbindung ändern")
    signatory.put("IBAN", NEW_IBAN)
    signatory.click("Bankverbindung ändern", within=signatory.page.locator("main form").last)
    signatory.sees("Die Bankverbindung ist geändert.")
    signatory.sees(NEW_IBAN)


def pay_again(approver: Person, finance: Person, number: str, day: date) -> None:
    """Released for the new account by the approver, and paid by the cash office."""
    _of_stand(approver, number, "Rückläufer", "Erneut freigeben")
    approver.sees(NEW_IBAN)
    take(approver, "reissue", PAY)
    finance.open("/kasse/")
    row = finance.page.locator("main tr").filter(has_text=number)
    assert NEW_IBAN in " ".join(row.inner_text().split())
    book_payout(finance, number, day)


def _of_stand(someone: Person, number: str, stand: str, wanted: str) -> None:
    """From the list of payments in this state to the step of this case."""
    someone.click("Auszahlungen")
    someone.put("Stand", stand)
    someone.click("Liste filtern")
    row = someone.page.locator("main tr").filter(has_text=number)
    row.get_by_role("link", name=wanted).click()
