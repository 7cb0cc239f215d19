"""The job after an award was not accepted: its confirmation, into the inbox and the file."""

from collections.abc import Mapping
from typing import Any

from wirgrants.jobs.registry import job
from wirgrants.services.decline import RECEIPT_JOB, make_decline_receipt


@job(RECEIPT_JOB)
def award_declined(payload: Mapping[str, Any]) -> None:
    """Make the confirmation for a case (`case`: its ref)."""
    make_decline_receipt(str(payload["case"]))
