"""What the check of a payment found stays readable: on the tab of the office and in its file."""

from datetime import UTC, datetime

import pytest

from forms.payment import CHECK_QUESTIONS
from tests.support.statements import counted
from tests.wirgrants.money.test_pages import flat, post, step
from tests.wirgrants.money.walk import pay, release, request, running
from tests.wirgrants.world import case_by_ref
from wirgrants.documents.blocks import Pairs, Paragraph, Table
from wirgrants.documents.case_reports import payments_report
from wirgrants.services.audit_contents import gather
from wirgrants.unit_of_work import read_only
from workflows.states import Role

NOTE = "Stand der Maßnahme anhand der Einsatzliste geprüft."
COVERED = "Der Betrag ist vom Bescheid gedeckt"
AS_CHECKED = "abgerufen 500,00 €, verfügbar 8.000,00 €"


@pytest.fixture
def told(world):
    """A paid request that was checked on its page, and the case."""
    ref = running(world)
    payment = request(world, ref, "500.00")
    given = {"plausible": "ja", "conditions": "ja", "note": NOTE}
    path = step(ref, "check", "payment", payment)
    assert post(world.client(Role.CASE_OFFICER), path, **given).status_code == 303
    release(world, ref, payment)
    pay(world, ref, payment)
    return ref


def tab(world, role, ref):
    with counted(world.app) as found:
        text = flat(world.client(role).get(f"/vorgang/{ref}/geld")).replace("\xa0", " ")
    return text, len(found)


def test_the_office_and_the_auditor_read_the_check_and_the_applicant_does_not(world, told):
    for role in (Role.CASE_OFFICER, Role.FINANCE, Role.AUDITOR):
        text, _ = tab(world, role, told)
        for question in CHECK_QUESTIONS.values():
            assert f"{question}: ja" in text
        for said in (NOTE, COVERED, AS_CHECKED, "KZ 4711", "Geprüft 01.02.2027"):
            assert said in text
    text, _ = tab(world, "signatory", told)
    assert [said for said in (NOTE, COVERED, "KZ 4711", "Prüfvermerk") if said in text] == []


def test_the_file_tells_the_check_of_each_payment(world, told):
    with world.opened(), read_only() as session:
        session.expire_all()
        made = gather(session, case_by_ref(session, told), "Amt", datetime(2027, 3, 1, tzinfo=UTC))
    [_, check] = payments_report(made.file).sections
    assert check.heading == "Prüfung und Buchung zu Mittelabruf 1"
    facts = dict(row for one in check.blocks if isinstance(one, Pairs) for row in one.rows)
    assert [facts[question] for question in CHECK_QUESTIONS.values()] == ["ja", "ja"]
    assert facts["Buchungszeichen"] == "KZ 4711"
    assert [one.text for one in check.blocks if isinstance(one, Paragraph)] == [
        f"Prüfvermerk: {NOTE}"
    ]
    [found] = [one for one in check.blocks if isinstance(one, Table)]
    cells = {row.cells[0]: row.cells[2].replace("\xa0", " ") for row in found.rows}
    assert cells[COVERED] == AS_CHECKED


def test_the_tab_costs_the_same_with_one_check_and_with_three(world, told):
    _, few = tab(world, Role.CASE_OFFICER, told)
    for _ in range(2):
        again = request(world, told, "100.00")
        path = step(told, "check", "payment", again)
        given = {"plausible": "ja", "conditions": "ja", "note": NOTE}
        assert post(world.client(Role.CASE_OFFICER), path, **given).status_code == 303
    text, many = tab(world, Role.CASE_OFFICER, told)
    assert text.count(NOTE) == 3
    assert few == many
