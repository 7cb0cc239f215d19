"""What time alone brings, once a night: cases go on, the log is anchored, and more."""

from collections.abc import Mapping
from typing import Any

from wirgrants.jobs.registry import job
from wirgrants.services.advancing import ADVANCE, advance
from wirgrants.services.anchors import anchor_if_due
from wirgrants.services.used_forms import forget_used_forms

ANCHOR = "anchor"
FORGET = "forget_used_forms"
NIGHTLY: Mapping[str, str] = {
    ADVANCE: "30 3 * * *",
    ANCHOR: "40 3 * * *",
    FORGET: "50 3 * * *",
}
"""Jobs that the worker runs by the clock: name to cron expression, in German time."""


@job(ADVANCE)
def advance_cases(payload: Mapping[str, Any]) -> None:
    """Do with every case what needs nobody: finality, claims without interest; safe to repeat."""
    del payload
    advance()


@job(ANCHOR)
def anchor_chains(payload: Mapping[str, Any]) -> None:
    """Write the signed heads of all chains once a day; safe to repeat."""
    del payload
    anchor_if_due()


@job(FORGET)
def forget_forms(payload: Mapping[str, Any]) -> None:
    """Delete the tokens of forms that no open page can hold any more; safe to repeat."""
    del payload
    forget_used_forms()
