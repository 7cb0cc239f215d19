"""Who works on a case stands on its first page, with the way to hand it over."""

import re

import pytest

from tests.wirgrants.decide.office import Office
from workflows.states import Role

LINK = 'href="/vorgang/{}/vermerke">{}</a>'


@pytest.fixture
def office(world):
    return Office(world)


def said(client, ref):
    found = re.search(r"<p>Zuständig: <strong>([^<]*)</strong>", client.get(f"/vorgang/{ref}").text)
    return found and found.group(1)


def test_the_first_page_says_who_works_on_the_case_and_leads_to_the_form(office):
    ref = office.filed()
    officer = office.world.client(Role.CASE_OFFICER)
    assert said(officer, ref) == "niemand"
    assert LINK.format(ref, "Vorgang zuweisen") in officer.get(f"/vorgang/{ref}").text

    page = officer.get(f"/vorgang/{ref}/vermerke").text
    me = office.world.actor(Role.CASE_OFFICER)
    account = re.search(rf'<option value="([a-z2-7]{{16}})">{me.name}<', page).group(1)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    sent = {"csrf_token": token, "version": office.version_of(ref), "account": account}
    answer = officer.post(f"/bearbeitung/vorgang/{ref}/zustaendig", data=sent)
    assert answer.status_code == 303

    assert said(officer, ref) == me.name
    assert LINK.format(ref, "Zuständigkeit ändern") in officer.get(f"/vorgang/{ref}").text


@pytest.mark.parametrize("role", [Role.FINANCE, Role.PROGRAMME_LEAD])
def test_others_of_the_office_see_it_without_the_way(office, role):
    ref = office.filed()
    client = office.world.client(role)
    assert said(client, ref) == "niemand"
    assert "Vorgang zuweisen" not in client.get(f"/vorgang/{ref}").text


def test_the_applicant_does_not_see_who_works_on_it(office):
    ref = office.filed()
    assert said(office.world.client("signatory"), ref) is None
