"""What time alone brings, once a night: notices that have become final."""

from collections.abc import Mapping
from typing import Any

from wirgrants.jobs.registry import job
from wirgrants.services.finality import advance

ADVANCE = "advance"
NIGHTLY: Mapping[str, str] = {ADVANCE: "30 3 * * *"}
"""Jobs that the worker runs by the clock: name to cron expression, in German time."""


@job(ADVANCE)
def advance_cases(payload: Mapping[str, Any]) -> None:
    """Confirm the finality of every accepted notice whose day has come; safe to repeat."""
    del payload
    advance()
