"""Two people whose locks cross get a plain "busy" on PostgreSQL, never a broken page."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select, text

from wirgrants.errors import Busy
from wirgrants.models import Organisation
from wirgrants.unit_of_work import read_only, unit_of_work


@pytest.fixture
def bodies(world, database_kind):
    if database_kind != "postgresql":
        pytest.skip("SQLite has one lock for all writers: nothing can cross")
    with world.opened(), read_only() as session:
        return tuple(session.scalars(select(Organisation.id).order_by(Organisation.id)))[:2]


def locked(session, number):
    session.scalars(select(Organisation).where(Organisation.id == number).with_for_update()).one()


def impatient(number):
    with unit_of_work() as session:
        session.execute(text("SET LOCAL lock_timeout = '100ms'"))
        locked(session, number)


def test_a_deadlock_is_told_as_busy_and_the_other_goes_through(world, bodies):
    both_hold_one = Barrier(2, timeout=20)

    def cross(first, second):
        with world.app.app_context():
            try:
                with unit_of_work() as session:
                    locked(session, first)
                    both_hold_one.wait()
                    locked(session, second)
            except Busy:
                return "busy"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        told = [pool.submit(cross, *bodies), pool.submit(cross, *reversed(bodies))]
        assert sorted(one.result(30) for one in told) == ["busy", "done"]


def test_a_lock_that_nobody_lets_go_is_told_as_busy(world, bodies):
    held, tried = Barrier(2, timeout=20), Barrier(2, timeout=20)

    def hold():
        with world.app.app_context(), unit_of_work() as session:
            locked(session, bodies[0])
            held.wait()
            tried.wait()

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        held.wait()
        with world.app.app_context(), pytest.raises(Busy):
            impatient(bodies[0])
        tried.wait()
        holder.result(30)
