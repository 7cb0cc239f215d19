"""What time alone brings, once a night: notices become final, spent forms are forgotten."""

from collections.abc import Mapping
from typing import Any

from wirgrants.jobs.registry import job
from wirgrants.services.finality import advance
from wirgrants.services.used_forms import forget_used_forms

ADVANCE = "advance"
FORGET = "forget_used_forms"
NIGHTLY: Mapping[str, str] = {ADVANCE: "30 3 * * *", FORGET: "50 3 * * *"}
"""Jobs that the worker runs by the clock: name to cron expression, in German time."""


@job(ADVANCE)
def advance_cases(payload: Mapping[str, Any]) -> None:
    """Confirm the finality of every accepted notice whose day has come; safe to repeat."""
    del payload
    advance()


@job(FORGET)
def forget_forms(payload: Mapping[str, Any]) -> None:
    """Delete the tokens of forms that no open page can hold any more; safe to repeat."""
    del payload
    forget_used_forms()
