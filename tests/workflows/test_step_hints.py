"""Every step says what it does, who acts next and whether it can be undone, to all who see it."""

import pytest

from workflows.procedures import lifecycle
from workflows.progress import Audience, action_hint
from workflows.states import APPLICANT_ROLES, MachineName, Role, Variant
from workflows.wording.step_hints import FOR_APPLICANTS, FOR_STAFF


def taken():
    """Each action of each machine with the sides whose people take it."""
    found = {}
    for machine in MachineName:
        for variant in Variant:
            for step in lifecycle(machine, variant).steps:
                people = step.roles - {Role.SYSTEM}
                if not people:
                    continue  # what the system alone does, nobody is asked to do
                sides = found.setdefault((machine, step.action), set())
                if people & APPLICANT_ROLES:
                    sides.add(Audience.APPLICANT)
                if people - APPLICANT_ROLES:
                    sides.add(Audience.STAFF)
    return found


TAKEN = taken()


@pytest.mark.parametrize(("machine", "action"), sorted(TAKEN))
def test_everybody_who_takes_a_step_reads_what_it_does(machine, action):
    assert TAKEN[machine, action]
    for audience in TAKEN[machine, action]:
        assert action_hint(machine, action, audience).endswith(".")


def test_no_text_speaks_of_a_step_that_nobody_of_that_side_takes():
    told = {
        (machine, action, audience)
        for audience, table in (
            (Audience.APPLICANT, FOR_APPLICANTS),
            (Audience.STAFF, FOR_STAFF),
        )
        for machine, actions in table.items()
        for action in actions
    }
    assert told == {
        (machine.value, action, side)
        for (machine, action), sides in TAKEN.items()
        for side in sides
    }


def test_a_hint_put_together_of_sentences_keeps_its_capitals():
    assert " Eine Frist läuft dafür nicht. Die " in FOR_STAFF["recovery"]["record_repayment"]
