"""Background jobs that failed for good: listed, put back into the queue, or put aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, islice
from typing import Any

from sqlalchemy import select

from wirgrants import clock
from wirgrants.errors import NotFound
from wirgrants.models import DismissedJob, User
from wirgrants.queueing import FAILED, JOBS_VERSION, QUEUE, queue_client, writing_client
from wirgrants.services.access import Actor
from wirgrants.services.house_events import note, only_with
from wirgrants.unit_of_work import read_only, unit_of_work
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


@dataclass(frozen=True, kw_only=True)
class Dismissed:
    """A failure that somebody put aside: when it was, and who says why it needs no repetition."""

    name: str
    failed_at: datetime
    at: datetime
    who: str
    reason: str


def failed_jobs(limit: int = MOST_SHOWN) -> Sequence[FailedJob]:
    """The newest of them first; what a later attempt has done or somebody dismissed is not among
    them.
    """
    with read_only() as session:
        rows = session.execute(select(DismissedJob.job_id, DismissedJob.failed_at))
        dismissed = {(job_id, failed_at) for job_id, failed_at in rows}
    open_ones = (one for one in _failed() if (one.id, one.failed_at) not in dismissed)
    return list(islice(open_ones, limit))


def _failed() -> Iterator[FailedJob]:
    """Every job that was given up, the newest first, read page by page."""
    for offset in count(0, MOST_SHOWN):
        found = queue_client().list_workflows(
            status=sorted(FAILED), sort_desc=True, limit=MOST_SHOWN, offset=offset,
            load_input=False,
        )  # fmt: skip
        yield from (_told(one) for one in found)
        if len(found) < MOST_SHOWN:
            return


def _told(one: Any) -> FailedJob:
    return FailedJob(
        id=one.workflow_id,
        name=one.name,
        asked_at=_moment(one.created_at),
        failed_at=_moment(one.completed_at or one.updated_at),
        problem=str(one.error or one.status)[:_LONGEST],
    )


def dismissed_jobs(limit: int = MOST_SHOWN) -> Sequence[Dismissed]:
    """What was put aside, the newest first; one statement."""
    with read_only() as session:
        rows = session.execute(
            select(DismissedJob, User.name)
            .join(User, User.id == DismissedJob.by_id)
            .order_by(DismissedJob.at.desc(), DismissedJob.job_id)
            .limit(limit)
        )
        return [
            Dismissed(name=row.name, failed_at=row.failed_at, at=row.at, who=who, reason=row.reason)
            for row, who in rows
        ]


def failed_job(job_id: str) -> FailedJob:
    """The job of this id, if it failed. Raises NotFound for one that waits, runs or is done."""
    found = _known(job_id)
    if found.status not in FAILED:
        raise NotFound("not a failed job")
    return _told(found)


def _known(job_id: str) -> Any:
    known = queue_client().list_workflows(workflow_ids=[job_id], load_input=False)
    if not known:
        raise NotFound("no such job")
    return known[0]


def dismiss(actor: Actor, job_id: str, reason: str) -> None:
    """Put a failed job aside without doing it: it is listed and reported no more.

    A failure that was dismissed already is left alone (a form sent twice). Raises NotFound for a
    job that waits, runs or is done.
    """
    only_with(actor, Role.ADMINISTRATOR)
    job = failed_job(job_id)
    with unit_of_work() as session:
        if session.get(DismissedJob, (job.id, job.failed_at)) is not None:
            return
        session.add(
            DismissedJob(
                job_id=job.id, failed_at=job.failed_at, name=job.name, at=clock.now(),
                by_id=actor.id, reason=reason,
            )
        )  # fmt: skip
        note(session, actor, "job_dismissed", reason=reason, data={"job": job.id, "name": job.name})


def _moment(milliseconds: int | None) -> datetime:
    return datetime.fromtimestamp((milliseconds or 0) / 1000, tz=UTC)


def requeue(actor: Actor, job_id: str) -> None:
    """Let the job run once more from its beginning, with the attempts that it had at first.

    One that waits, runs or is done already is left alone (a button pressed twice). Raises NotFound.
    """
    only_with(actor, Role.ADMINISTRATOR)
    known = _known(job_id)
    if known.status not in FAILED:
        return
    with unit_of_work() as session:
        note(session, actor, "job_requeued", data={"job": job_id, "name": known.name})
    writing_client().rewind_workflow(
        job_id, application_version=JOBS_VERSION, queue_name=known.queue_name or QUEUE
    )
