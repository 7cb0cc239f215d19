"""The latest entries of a case's log as its overview shows them, for staff and for applicants."""

from collections.abc import Iterable
from typing import Any

from wirgrants.services.overview import STATES, LogLine
from workflows.progress import Audience, action_done, state_text
from workflows.states import APPLICANT_ROLES, ApplicationState, MachineName

SHOWN = 8
READ = 60
"""So many entries are read for applicants, of whose number some are the authority's own."""
# Records that move no machine and are none of the applicant's business.
_INTERNAL = frozenset(
    {
        "add_note",
        "answer_checks",
        "assign",
        "audit_file_downloaded",
        "audit_file_requested",
        "case_seen",
        "correct_sending",
        "name_letter",
    }
)


def shown_entries(lines: Iterable[LogLine], *, applicant: bool) -> list[dict[str, Any]]:
    """What, when, who and why; applicants see no internal record, no mere proposal, no name."""
    seen = [line for line in lines if not (applicant and _is_internal(line))]
    return [_entry(line, applicant=applicant) for line in seen[:SHOWN]]


def _is_internal(line: LogLine) -> bool:
    """A record of the office, or a step that leaves the applicant reading the same state."""
    if line.machine is None:
        return line.action in _INTERNAL
    if line.from_state is None or line.from_state == line.to_state or _by_applicant(line):
        return False
    before, after = (_text(line.machine, state) for state in (line.from_state, line.to_state))
    return before == after


def _text(machine: MachineName, state: str | None) -> str:
    states = ApplicationState if machine is MachineName.APPLICATION else STATES[machine]
    return state_text(machine, states(str(state)), Audience.APPLICANT)


def _by_applicant(line: LogLine) -> bool:
    return not set(line.roles).isdisjoint(role.value for role in APPLICANT_ROLES)


def _entry(line: LogLine, *, applicant: bool) -> dict[str, Any]:
    who = line.actor or "System"
    if applicant and line.actor and not _by_applicant(line):
        who = "Bewilligungsbehörde"
    return {
        "what": action_done(line.machine, line.action),
        "when": line.at,
        "who": who,
        "detail": None if applicant else line.reason,
    }
