"""The worker: takes jobs from the queue until it is told to stop."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, ScheduleInput, error
from flask import Flask

from wirgrants.extensions import db, settings
from wirgrants.jobs.nightly import NIGHTLY
from wirgrants.jobs.places import held_place
from wirgrants.jobs.registry import Job, all_jobs
from wirgrants.queueing import APPLICATION, JOBS_VERSION, QUEUE, SCHEMA, quiet_library
from wirgrants.services.anchors import anchor_if_due

_AT_ONCE = 4
ATTEMPTS, FIRST_PAUSE = 5, 2.0
"""A job is tried so often at once, with pauses of seconds that double."""
LATER = (300, 1800, 7200, 28800, 86400)
"""Then again after so many seconds each, before it counts as failed: a server comes back."""
ROUND = "_round"
_log = logging.getLogger("wirgrants.worker")


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """Work off jobs in threads of this process while the block runs."""
    quiet_library()
    with app.app_context():
        engine, folder, polling = db.engine, settings().instance, settings().polling_seconds
    with held_place(engine, folder) as places:
        DBOS(config=_config(app, places.name))
        with _launched(app, polling):
            for name in places.abandoned():
                DBOS._recover_pending_workflows([name])  # noqa: SLF001  no public way
            yield


@contextmanager
def _launched(app: Flask, polling: float) -> Iterator[None]:
    for name, function in all_jobs().items():
        _register(app, name, function)
    nightly = [_nightly(app, name, cron) for name, cron in NIGHTLY.items()]
    DBOS.launch()
    DBOS.apply_schedules(nightly)
    DBOS.register_queue(QUEUE, worker_concurrency=_AT_ONCE, polling_interval_sec=polling)
    try:
        yield
    finally:
        DBOS.destroy(workflow_completion_timeout_sec=20, destroy_registry=True)


def run_worker(app: Flask, stop: threading.Event | None = None) -> None:
    """Work until `stop` is set or the process is interrupted."""
    told = stop or threading.Event()
    with app.app_context():
        anchor_if_due()  # the machine may have been off at night
    with working(app):
        _log.info("worker is ready")
        while not told.wait(1):
            pass


def _register(app: Flask, name: str, function: Job) -> None:
    def run_step(payload: Mapping[str, Any]) -> None:
        with app.app_context():
            function(payload)

    step: Callable[[Mapping[str, Any]], None] = DBOS.step(
        name=f"{name}_step",
        retries_allowed=True,
        max_attempts=ATTEMPTS,
        interval_seconds=FIRST_PAUSE,
    )(run_step)

    def run_workflow(payload: dict[str, Any]) -> None:
        try:
            step(payload)
        except error.DBOSMaxStepRetriesExceeded:
            if int(payload.get(ROUND, 0)) >= len(LATER):
                raise
            _try_later(name, payload)

    DBOS.workflow(name=name)(run_workflow)


def _try_later(name: str, payload: Mapping[str, Any]) -> None:
    """Enqueue the job once more; a workflow that slept meanwhile would keep others waiting."""
    done = int(payload.get(ROUND, 0))
    DBOS.enqueue_workflow_with_options(
        {
            "workflow_name": name,
            "queue_name": QUEUE,
            "app_version": JOBS_VERSION,
            "delay_seconds": LATER[done],
        },
        {**payload, ROUND: done + 1},
    )


def _nightly(app: Flask, name: str, cron: str) -> ScheduleInput:
    """The job as a workflow that the clock starts; of several workers one runs it."""
    function = all_jobs()[name]

    @DBOS.workflow(name=f"{name}_by_the_clock")
    def by_the_clock(due: datetime, context: Any) -> None:
        del due, context
        with app.app_context():
            function({})

    return {
        "schedule_name": name,
        "workflow_fn": by_the_clock,
        "schedule": cron,
        "cron_timezone": "Europe/Berlin",
    }


def _config(app: Flask, name: str) -> DBOSConfig:
    # An engine of its own: the library begins its transactions itself.
    with app.app_context():
        url = settings().database
    return {
        "name": APPLICATION,
        "system_database_url": url,
        "dbos_system_schema": SCHEMA,
        "application_version": JOBS_VERSION,
        # Whoever gets the place of a worker that died resumes what it left.
        "executor_id": name,
        "serializer": DBOSPortableJSONSerializer(),
        "log_level": "WARNING",
        "run_migrations": True,
        "use_listen_notify": False,
    }
