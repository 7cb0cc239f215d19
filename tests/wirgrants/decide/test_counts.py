"""Statements and bytes of the office's pages stay the same, however many cases there are."""

import re

import pytest

from tests.support.statements import counted
from tests.wirgrants.decide.clicking import hidden, send
from tests.wirgrants.decide.office import Office, to_proposed
from wirgrants.services.award_wish import Ordered
from workflows.states import Role

SIGN = "/bearbeitung/vorgang/{}/zuwendungsbescheid"
QUEUE, BYTES, APPROVING, CASE_PAGE = 10, 60_000, 15, 12


@pytest.fixture
def office(world):
    return Office(world)


def statements(office, client, path):
    client.get(path)
    with counted(office.world.app) as found:
        page = client.get(path)
    assert page.status_code == 200
    return found, page


def test_the_list_costs_the_same_with_one_row_and_with_a_full_page(office):
    officer = office.world.client(Role.CASE_OFFICER)
    office.bulk(1)
    one, _ = statements(office, officer, "/bearbeitung/?stand=open&suche=fall")
    office.bulk(60)
    many, page = statements(office, officer, "/bearbeitung/?stand=open&suche=fall")
    after = re.search(r'href="([^"]*nach=[^"]*)"', page.text).group(1).replace("&amp;", "&")
    later, second = statements(office, officer, after)

    assert len(one) == len(many) <= QUEUE
    assert len(later) <= QUEUE
    assert page.text.count("<tr>") == second.text.count("<tr>") == 26
    assert len(page.data) < BYTES


def test_approving_an_award_stays_within_its_statements(office):
    ref = to_proposed(office, obligations=(Ordered(text="Vorlegen"), Ordered(text="Berichten")))
    approver = office.world.client(Role.APPROVER)
    assert send(approver, SIGN.format(ref), preview="1").status_code == 303
    page = approver.get(SIGN.format(ref))
    told = {**hidden(page.text), "way": "post", "sent_on": "23.11.2026"}

    with counted(office.world.app) as found:
        done = approver.post(SIGN.format(ref), data=told)

    assert done.status_code == 303
    assert len(found) <= APPROVING, "\n".join(found)


@pytest.mark.parametrize("tab", ["", "/pruefung", "/bescheide", "/vermerke"])
def test_the_pages_of_a_case_stay_within_their_statements(office, tab):
    ref = to_proposed(office)
    found, _ = statements(office, office.world.client(Role.CASE_OFFICER), f"/vorgang/{ref}{tab}")
    assert len(found) <= CASE_PAGE, "\n".join(found)
