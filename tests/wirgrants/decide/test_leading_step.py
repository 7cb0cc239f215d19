"""The box of who must act leads on: to the check list, to the award, never to a refusal."""

import re

import pytest

from tests.wirgrants.decide.clicking import step
from tests.wirgrants.decide.office import Office, ready_case, to_proposed
from workflows.states import Role


@pytest.fixture
def office(world):
    return Office(world)


def shown(office, role, ref):
    """The buttons of the box in order, and those that stand apart below."""
    page = office.world.client(role).get(f"/vorgang/{ref}").text
    box = page.split('<section class="wir-next')[1].split("</section>")[0]
    below = page.split("Ablehnen, zurückgeben oder beenden</h2>")
    apart = below[1].split("</div>")[0] if len(below) > 1 else ""
    found = r'kern-btn--(\w+)" href="([^"]+)"'
    return re.findall(found, box), re.findall(found, apart)


def test_the_check_list_leads_while_it_is_not_answered(office):
    ref = office.checking()
    box, apart = shown(office, Role.CASE_OFFICER, ref)
    assert box == [("primary", f"/vorgang/{ref}/pruefung")]
    assert apart == [
        ("tertiary", step(ref, "propose_rejection")),
        ("tertiary", step(ref, "withdraw")),
    ]


def test_what_is_answered_leads_on_to_the_proposal_of_the_award(office):
    ref = office.answered()
    assert shown(office, Role.CASE_OFFICER, ref)[0][0] == ("primary", step(ref, "pass_to_review"))
    ref = ready_case(office)
    assert shown(office, Role.CASE_OFFICER, ref)[0] == [("primary", step(ref, "propose_award"))]


def test_the_approver_is_led_to_the_signature_alone(office):
    ref = to_proposed(office)
    box, apart = shown(office, Role.APPROVER, ref)
    assert box == [("primary", "/bearbeitung" + f"/vorgang/{ref}/zuwendungsbescheid")]
    assert [href for _, href in apart] == [step(ref, "return_proposal"), step(ref, "overrule")]
