"""The job after a proof was handed in: its receipt, into the inbox and the file."""

from collections.abc import Mapping
from typing import Any

from wirgrants.jobs.registry import job
from wirgrants.services.proof_receipt import make_proof_receipt
from wirgrants.services.proofs_submit import RECEIPT_JOB


@job(RECEIPT_JOB)
def proof_handed_in(payload: Mapping[str, Any]) -> None:
    """Make the receipt of a proof (`case`, `proof`: refs; `revision`: which wording)."""
    make_proof_receipt(str(payload["case"]), str(payload["proof"]), int(payload["revision"]))
