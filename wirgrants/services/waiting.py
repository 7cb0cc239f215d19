"""Who must act next on a case, until when and on what: the columns that every list reads."""

from datetime import date
from typing import Any

from workflows import next_actors
from workflows.next_actors import NEXT_ACTORS
from workflows.states import AnyState, MachineName, Role

# `due_what` of a case whose proposal the approver has sent back.
RETURNED = "returned"
# `due_what` of a running case whose proofs are all examined, so that its settlement may begin.
PROVEN = "begin_settlement"
# Where several may act, the list names the one whose desk it is.
_ORDER = (Role.CASE_OFFICER, Role.APPROVER, Role.FINANCE, Role.SIGNATORY, Role.APPLICANT_EDITOR)


def waiting(
    state: AnyState,
    *,
    machine: MachineName = MachineName.APPLICATION,
    due_on: date | None = None,
    what: str = "",
) -> dict[str, Any]:
    """`case_changes` of a step after which the case waits in this state."""
    roles = next_actors.PROVEN if what == PROVEN else NEXT_ACTORS[machine][state]
    named = next((role for role in _ORDER if role in roles), None)
    return {
        "waiting_for": None if named is None else named.value,
        "due_on": due_on,
        "due_what": what,
    }
