"""The clock: the worker confirms what has become final, without anybody asking."""

import time
from datetime import date

import pytest
from dbos import DBOS

from tests.wirgrants.money.walk import accepted, at
from tests.wirgrants.world import case_by_ref
from wirgrants.jobs.nightly import ADVANCE, ANCHOR, FORGET, NIGHTLY
from wirgrants.jobs.registry import all_jobs
from wirgrants.jobs.worker import working
from wirgrants.queueing import prepare_queue
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState


def state_of(world, ref):
    with world.opened(), read_only() as session:
        return case_by_ref(session, ref).state


def test_every_nightly_job_exists():
    assert set(NIGHTLY) <= set(all_jobs())


@pytest.mark.slow
def test_the_worker_confirms_finality_by_the_clock(app, database_url, world):
    prepare_queue(database_url)
    ref = accepted(world, remedy_waived=False)
    at(world, date(2026, 12, 29))
    with working(app):
        known = {found["schedule_name"] for found in DBOS.list_schedules()}
        assert known == {ADVANCE, ANCHOR, FORGET}
        DBOS.trigger_schedule(ADVANCE)
        deadline = time.monotonic() + 30
        while state_of(world, ref) is ApplicationState.ACCEPTED and time.monotonic() < deadline:
            time.sleep(0.2)
    assert state_of(world, ref) is ApplicationState.RUNNING
