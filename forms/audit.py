"""The filters of the auditors' list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.queue import CaseListForm


@dataclass(frozen=True, kw_only=True)
class AuditChoices:
    """What the filters offer, value to German."""

    states: Mapping[str, str]
    lines: Mapping[str, str]
    years: Sequence[int]


class AuditListForm(CaseListForm):
    """The filters of the list of all filed cases."""


def audit_list_form(args: Any, choices: AuditChoices) -> AuditListForm:
    """The filter form with these choices, filled from the address of the page."""
    form = AuditListForm(args)
    form.offer(choices.states, choices.lines, choices.years)
    return form
