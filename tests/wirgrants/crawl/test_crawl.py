"""No link leads nowhere, and every form that is shown takes a plausible answer and no bad one."""

import pytest

from tests.wirgrants.crawl.results import ROLES, crawled
from wirgrants.services.access import SEES_FILED
from workflows.procedures import ALL
from workflows.states import APPLICANT_ROLES, ApplicationState, MachineName, Role

pytestmark = pytest.mark.slow

NAMES = [role.value for role in ROLES]
DRAFT = f"{MachineName.APPLICATION.value} {ApplicationState.DRAFT.value}"
# Forms to which no plausible answer is enough, and why; a step stands as "machine state action".
NOT_ENOUGH = {
    "budget.allot": "every line has its budget for the year that the page offers first",
    "officer.freeze": "nothing of the paper application has been copied since the last revision",
}


@pytest.mark.parametrize("role", ROLES, ids=NAMES)
def test_everything_that_is_shown_can_be_opened_and_pressed(role: Role) -> None:
    found = crawled(role)

    assert found.troubles == []
    assert found.pages > 10
    assert {name: why for name, why in found.refused.items() if name not in NOT_ENOUGH} == {}


@pytest.mark.parametrize("role", ROLES, ids=NAMES)
def test_what_is_misused_is_refused_by_name_and_shown_escaped(role: Role) -> None:
    found = crawled(role)

    assert found.hostile == []
    # Everybody can change a password.
    assert found.fields >= 3


@pytest.mark.parametrize("role", ROLES, ids=NAMES)
def test_every_state_of_every_machine_was_stood_on(role: Role) -> None:
    everywhere = {f"{rules.machine.value} {state.value}" for rules in ALL for state in rules.states}
    drafts = {DRAFT} if role in APPLICANT_ROLES else set()
    may_see = role in SEES_FILED | APPLICANT_ROLES

    assert set(crawled(role).stood) == (everywhere - {DRAFT} | drafts if may_see else set())


@pytest.mark.parametrize("role", ROLES, ids=NAMES)
def test_every_step_in_every_state_got_through(role: Role) -> None:
    found = crawled(role)

    assert set(found.offered) - set(found.taken) == set()
    assert _steps_of(role) - set(found.taken) == set()


def test_no_exception_has_become_needless() -> None:
    refused = {name for role in ROLES for name in crawled(role).refused}
    assert refused == set(NOT_ENOUGH)


def _steps_of(role: Role) -> set[str]:
    """Every edge of every lifecycle that this role may go, as "machine state action"."""
    return {
        f"{rules.machine.value} {'-' if step.source is None else step.source.value} {step.action}"
        for rules in ALL
        for step in rules.steps
        if role in step.roles
    }
