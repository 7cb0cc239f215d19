"""Background jobs that failed for good: listed for the administrator, put back into the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wirgrants.errors import NotFound
from wirgrants.queueing import FAILED, JOBS_VERSION, QUEUE, queue_client, writing_client
from wirgrants.services.access import Actor
from wirgrants.services.house_events import note, only_with
from wirgrants.unit_of_work import unit_of_work
from workflows.states import Role

MOST_SHOWN = 100
_LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class FailedJob:
    """A job that was given up: what it is, since when it waited, when and why it ended."""

    id: str
    name: str
    asked_at: datetime
    failed_at: datetime
    problem: str


def failed_jobs(limit: int = MOST_SHOWN) -> Sequence[FailedJob]:
    """The newest of them first; what a later attempt has done is no longer among them."""
    found = queue_client().list_workflows(
        status=sorted(FAILED), sort_desc=True, limit=limit, load_input=False
    )
    return [
        FailedJob(
            id=one.workflow_id,
            name=one.name,
            asked_at=_moment(one.created_at),
            failed_at=_moment(one.completed_at or one.updated_at),
            problem=str(one.error or one.status)[:_LONGEST],
        )
        for one in found
    ]


def _moment(milliseconds: int | None) -> datetime:
    return datetime.fromtimestamp((milliseconds or 0) / 1000, tz=UTC)


def requeue(actor: Actor, job_id: str) -> None:
    """Let the job run once more from its beginning, with the attempts that it had at first.

    One that waits, runs or is done already is left alone (a button pressed twice). Raises NotFound.
    """
    only_with(actor, Role.ADMINISTRATOR)
    known = queue_client().list_workflows(workflow_ids=[job_id], load_input=False)
    if not known:
        raise NotFound("no such job")
    if known[0].status not in FAILED:
        return
    with unit_of_work() as session:
        note(session, actor, "job_requeued", data={"job": job_id, "name": known[0].name})
    writing_client().rewind_workflow(
        job_id, application_version=JOBS_VERSION, queue_name=known[0].queue_name or QUEUE
    )
