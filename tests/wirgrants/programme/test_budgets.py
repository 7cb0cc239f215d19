"""Budgets: ledger entries with a reason, never below what is used, sent twice counts once."""

from decimal import Decimal

from sqlalchemy import select

from tests.wirgrants.programme.pages import errors, fields_of, post, send, words
from tests.wirgrants.world import case_by_ref
from wirgrants.models import Budget, BudgetKind, LedgerEntry, LedgerKind
from wirgrants.services.ledger import Cause, Movement, differences, move
from wirgrants.services.programme_overview import asked_by_year
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import Role

NEW = "/programm/mittel/neu"
MONEY = {
    "line": "migrant_organisations",
    "year": "2027",
    "kind": "budget",
    "amount": "1.000.000,00",
    "reason": "Haushaltsplan 2027",
}


def provided(client, **other):
    answer = send(client, NEW, **MONEY | other)
    assert answer.status_code == 303, words(answer.text)
    return answer.location.rsplit("/", 1)[1]


def stored(app, ref):
    with app.app_context(), read_only() as session:
        return session.scalars(select(Budget).where(Budget.ref == ref)).one()


def entries(app):
    with app.app_context(), read_only() as session:
        rows = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
        assert differences(session) == []
        return [(row.kind, row.amount, row.reason) for row in rows]


def test_money_is_provided_as_an_entry_of_the_ledger(app, world):
    client = world.client("programme_lead")

    ref = provided(client)

    budget = stored(app, ref)
    assert (budget.line, budget.year, budget.kind, budget.total) == (
        "migrant_organisations",
        2027,
        BudgetKind.BUDGET,
        Decimal("1000000.00"),
    )
    assert entries(app) == [(LedgerKind.ALLOT, Decimal("1000000.00"), "Haushaltsplan 2027")]
    text_ = words(client.get(f"/programm/mittel/{ref}").text)
    assert "Haushaltsmittel 2027: Förderung gemeinnütziger Migrantenorganisationen" in text_
    assert "frei 1.000.000,00 €" in text_


def test_a_second_budget_of_the_same_year_is_refused(app, world):
    client = world.client("programme_lead")
    provided(client)

    answer = send(client, NEW, **MONEY)

    assert answer.status_code == 422
    assert errors(answer.text) == [
        (
            "Für diesen Förderschwerpunkt und dieses Jahr gibt es den Ansatz schon. "
            "Bitte erhöhen oder vermindern Sie ihn auf seiner Seite."
        )
    ]
    assert len(entries(app)) == 1


def test_a_budget_is_increased_and_decreased_with_a_reason(app, world):
    client = world.client("programme_lead")
    ref = provided(client)
    address = f"/programm/mittel/{ref}/aendern"

    more = send(client, address, direction="mehr", amount="500,50", reason="Nachtrag")
    less = send(client, address, direction="weniger", amount="1.000,00", reason="Sperre")

    assert (more.status_code, less.status_code) == (303, 303)
    assert stored(app, ref).total == Decimal("999500.50")
    assert entries(app)[1:] == [
        (LedgerKind.ALLOT, Decimal("500.50"), "Nachtrag"),
        (LedgerKind.ALLOT, Decimal("-1000.00"), "Sperre"),
    ]
    log = words(client.get("/programm/protokoll").text)
    assert "+500,50 €, Ansatz jetzt 1.000.500,50 €. Nachtrag" in log


def test_a_budget_never_falls_below_what_is_used(app, world):
    client = world.client("programme_lead")
    ref = provided(client)
    lead = world.actor(Role.PROGRAMME_LEAD)
    with app.app_context(), unit_of_work() as session:
        budget = session.scalars(select(Budget)).one()
        wanted = [Movement(budget_id=budget.id, amount=Decimal("999999.00"))]
        move(session, LedgerKind.RESERVE, wanted, Cause(actor=lead))

    answer = send(
        client,
        f"/programm/mittel/{ref}/aendern",
        direction="weniger",
        amount="1,01",
        reason="Kürzung",
    )

    assert answer.status_code == 422
    assert errors(answer.text) == [
        (
            "Der Ansatz kann nicht unter den Betrag sinken, der schon vorgemerkt, gebunden oder "
            "ausgezahlt ist (999.999,00 €)."
        )
    ]
    assert fields_of(answer.text)["amount"] == "1,01"
    assert stored(app, ref).total == Decimal("1000000.00")
    assert len(entries(app)) == 2


def test_a_change_sent_twice_counts_once(app, world):
    client = world.client("programme_lead")
    ref = provided(client)
    address = f"/programm/mittel/{ref}/aendern"
    values = fields_of(client.get(address).text) | {
        "direction": "mehr",
        "amount": "100",
        "reason": "Nachtrag",
    }

    first, second = post(client, address, values), post(client, address, values)

    other = post(client, address, {**values, "once": "t" * 43})
    assert (first.status_code, second.status_code, other.status_code) == (303, 303, 409)
    assert stored(app, ref).total == Decimal("1000100.00")
    assert len(entries(app)) == 2


def test_impossible_amounts_are_refused_and_kept(app, world):
    client = world.client("programme_lead")

    answer = send(client, NEW, line="nothing", year="1999", kind="gold", amount="1e3", reason="  ")

    assert answer.status_code == 422
    assert errors(answer.text) == [
        "Förderschwerpunkt: Bitte wählen Sie den Förderschwerpunkt.",
        "Haushaltsjahr: Bitte geben Sie eine Zahl von 2014 bis 2060 ein.",
        "Art der Mittel: Bitte wählen Sie die Art der Mittel.",
        "Betrag: Bitte geben Sie einen Betrag in Euro ein, zum Beispiel 12.345,67.",
        "Begründung: Bitte geben Sie eine Begründung an.",
    ]
    assert fields_of(answer.text)["amount"] == "1e3"
    assert entries(app) == []


def asking(world, number, asked):
    """A filed case that asks for these amounts by part and year."""
    ref = world.filed(number=number)
    with world.app.app_context(), unit_of_work() as session:
        case = case_by_ref(session, ref)
        case.draft = {**case.draft, "asked": asked}
        case.asked = sum(
            (Decimal(v) for years in asked.values() for v in years.values()), Decimal(0)
        )
    return ref


def test_the_overview_shows_what_is_asked_by_year_and_used_by_kind(app, world):
    client = world.client("programme_lead")
    ref = provided(client)
    asking(world, "WIR-2027-0001", {"main": {"2027": "3000.00", "2028": "0.10"}})
    asking(world, "WIR-2027-0002", {"main": {"2027": "1234.56"}, "more": {"2027": "0.01"}})
    lead = world.actor(Role.PROGRAMME_LEAD)
    with app.app_context(), unit_of_work() as session:
        budget = session.scalars(select(Budget).where(Budget.ref == ref)).one()
        cause = Cause(actor=lead)
        for kind, amount in (("reserve", "300"), ("commit", "200"), ("spend", "50")):
            wanted = [Movement(budget_id=budget.id, amount=Decimal(amount))]
            move(session, LedgerKind(kind), wanted, cause)

    with app.app_context(), read_only() as session:
        assert asked_by_year(session) == {
            ("migrant_organisations", 2027): Decimal("4234.57"),
            ("migrant_organisations", 2028): Decimal("0.10"),
        }
    shown = words(client.get("/programm/").text)
    assert "2027 Haushalt 1.000.000,00 € 4.234,57 € 100,00 € 150,00 € 50,00 € 999.700,00 €" in shown
    assert "2028 ohne Ansatz – 0,10 €" in shown
    assert "Aufruf migrant_organisations" in shown
    assert "2 4.234,67 €" in shown


def test_an_invented_address_is_answered_as_missing(world):
    client = world.client("programme_lead")
    assert client.get("/programm/mittel/aaaaaaaaaaaaaaaa").status_code == 404
    assert client.get("/programm/mittel/aaaaaaaaaaaaaaaa/aendern").status_code == 404


def test_the_overview_puts_first_what_lacks_money_and_folds_what_rests(app, world):
    client = world.client("programme_lead")
    fresh = words(client.get("/programm/").text)
    assert "Was zu tun ist Zurzeit nichts" in fresh
    provided(client)
    asking(world, "WIR-2027-0001", {"main": {"2027": "1000000.10", "2028": "5.00"}})

    page = client.get("/programm/").text
    shown = words(page)

    name = "Förderung gemeinnütziger Migrantenorganisationen"
    assert f"{name} 2027: Ansatz prüfen 1.000.000,10 € sind beantragt, frei sind" in shown
    assert "es fehlen 0,10 €" in shown
    assert f"{name} 2028: Mittel bereitstellen 5,00 € sind beantragt" in shown
    assert page.index('id="aufgaben"') < page.index('id="summen"') < page.index('id="mittel"')
    assert "Frühere Jahre und Ansätze ohne Bewegung" not in shown


def test_money_that_rests_is_folded(app, world):
    client = world.client("programme_lead")
    provided(client)

    page = client.get("/programm/").text

    folded = page.index("Frühere Jahre und Ansätze ohne Bewegung")
    assert folded < page.index("2027 Haushalt")
    assert "Zurzeit nichts" in words(page)
