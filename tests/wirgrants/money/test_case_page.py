"""The case page asks every guard at a fixed price, however much has happened in the case."""

import re
from datetime import date

import pytest

from tests.support.statements import counted
from tests.wirgrants.money.walk import at, check, paid, request, running, version_of
from tests.wirgrants.proof.walk import stored_proofs
from wirgrants.services import payments
from workflows.states import Role

CASE_PAGE = 12
# Each must ask something of the last request: may it be called, checked, released, paid.
ASKING = (Role.SIGNATORY, Role.CASE_OFFICER, Role.APPROVER, Role.FINANCE)


def cost(world, client, ref):
    with counted(world.app) as found:
        page = client.get(f"/vorgang/{ref}")
    assert page.status_code == 200
    return len(found), page.text


@pytest.mark.parametrize("role", ASKING, ids=[role.value for role in ASKING])
def test_the_case_page_costs_the_same_with_one_procedure_and_with_sixty(world, role):
    ref = running(world)
    paid(world, ref, "100.00")
    check(world, ref, request(world, ref, "100.00"))
    request(world, ref, "100.00")
    client = world.client(role)
    few, _ = cost(world, client, ref)

    for _ in range(57):
        again = request(world, ref, "1.00")
        with world.opened():
            payments.withdraw_payment(
                world.actor("signatory"), ref, again, version=version_of(world, ref)
            )
    many, page = cost(world, client, ref)

    assert few == many <= CASE_PAGE
    assert page.count("Mittelabruf") >= 60


def test_who_has_no_step_pays_for_no_guard(world):
    ref = running(world)
    request(world, ref, "100.00")
    lead, officer = world.client(Role.PROGRAMME_LEAD), world.client(Role.CASE_OFFICER)
    assert cost(world, lead, ref)[0] < cost(world, officer, ref)[0]


def leading(page):
    """The box of who must act: its sentence, and its buttons in order."""
    box = page.split('<section class="wir-next')[1].split("</section>")[0]
    return box, re.findall(r'kern-btn--(\w+)" href="([^"]+)"', box)


def test_who_begins_is_led_to_the_money_and_not_to_the_proof(world):
    ref = running(world)
    call = f"/vorgang/{ref}/schritt/payment/neu/request"
    client = world.client(Role.SIGNATORY)
    box, buttons = leading(client.get(f"/vorgang/{ref}").text)
    assert "rufen Sie Mittel ab" in box
    assert buttons[0] == ("primary", call)

    [proof] = stored_proofs(world, ref)
    assert proof.due_on == date(2028, 3, 31)
    at(world, date(2028, 1, 15))
    box, buttons = leading(client.get(f"/vorgang/{ref}").text)
    assert "Reichen Sie den Nachweis" in box
    assert "31.03.2028" in box
    assert buttons[0] == ("primary", f"/vorgang/{ref}/schritt/proof/{proof.ref}/submit")


def test_late_use_shows_the_office_when_its_interest_lapses(world):
    ref = running(world)
    paid(world, ref, "3000.00")
    at(world, date(2027, 9, 1))

    lapse = "verjährt 3 Jahre nach dem Ende dieses Jahres: 31.12.2030."
    assert lapse in world.client(Role.CASE_OFFICER).get(f"/vorgang/{ref}/geld").text
    assert lapse not in world.client(Role.SIGNATORY).get(f"/vorgang/{ref}/geld").text
