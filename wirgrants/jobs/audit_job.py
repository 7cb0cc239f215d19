"""The job that builds the one PDF of a case."""

from collections.abc import Mapping
from typing import Any

from wirgrants.jobs.registry import job
from wirgrants.services.audit_file import BUILD_JOB, build


@job(BUILD_JOB)
def build_audit_file(payload: Mapping[str, Any]) -> None:
    """Build the audit file that was asked for (`built`: the ref of its row)."""
    build(str(payload["built"]))
