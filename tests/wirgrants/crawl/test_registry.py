"""Every step that a person may take has a page, and no forged address opens one."""

import pytest
from flask import Flask

from tests.wirgrants.world import World
from wirgrants.web.actions import registered
from workflows.procedures import ALL
from workflows.states import MachineName, Role

NOTHING = "a" * 16
TAKEN = sorted(
    {
        (flow.machine, step.action)
        for flow in ALL
        for step in flow.steps
        if step.roles - {Role.SYSTEM}
    }
)
PEOPLE = [role for role in Role if role is not Role.SYSTEM]


def test_every_step_of_every_lifecycle_has_a_page(app: Flask) -> None:
    assert set(registered()) == set(TAKEN)


def test_every_step_is_taken_by_a_form_or_on_a_page_that_exists(app: Flask) -> None:
    elsewhere = {s.endpoint for s in registered().values() if s.endpoint is not None}
    assert elsewhere <= set(app.view_functions)


@pytest.mark.parametrize("role", PEOPLE, ids=[role.value for role in PEOPLE])
def test_forged_addresses_of_steps_are_answered_as_missing(world: World, role: Role) -> None:
    real = world.filed()
    other = world.filed(title="Noch eine", number="WIR-2027-0002")
    client = world.client(role)
    wrong = []
    for machine, action in TAKEN:
        # Nothing at all, or something of another case or of another machine.
        wrong_one = other if machine is MachineName.APPLICATION else real
        for ref, subject in ((real, wrong_one), (NOTHING, NOTHING)):
            address = f"/vorgang/{ref}/schritt/{machine.value}/{subject}/{action}"
            status = client.get(address).status_code
            # Roles without any step are turned away before anybody looks at the address.
            if status not in (403, 404):
                wrong.append((address, status))
    assert wrong == []


def test_strangers_and_unknown_words_find_nothing(world: World) -> None:
    ref = world.filed()
    stranger, officer = world.client("stranger"), world.client("case_officer")
    for machine, action in TAKEN:
        address = f"/vorgang/{ref}/schritt/{machine.value}/{ref}/{action}"
        assert stranger.get(address).status_code == 404, address
    for word, action in (("nothing", "file"), ("application", "nothing"), ("payment", "file")):
        assert officer.get(f"/vorgang/{ref}/schritt/{word}/{ref}/{action}").status_code == 404
