"""A paid claim that waits for a base rate ends by itself when the rate makes nothing of it."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete

from tests.wirgrants.money.walk import at, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import AFTER_HEARING, back
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from wirgrants.models import Parameter
from wirgrants.queueing import queue_client
from wirgrants.services.advancing import ADVANCE, Advanced, advance
from wirgrants.services.parameter_entries import ParameterValues, enter_parameter, stand_of
from wirgrants.services.recovery import close_recovery
from wirgrants.services.recovery_money import left_of_claim
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import ApplicationState, RecoveryState

PAID_ON = date(2028, 4, 1)
MISSING = date(2028, 1, 1)


def waiting(world):
    """A claim paid in full while nobody knows the base rate of the half-year."""
    with world.opened(), unit_of_work() as session:
        session.execute(delete(Parameter).where(Parameter.valid_from == MISSING))
    ref = walk.settling(world, cost="8000.00")
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    at(world, PAID_ON)
    left = left_of_claim(walk.stored_recovery(world, ref))
    back(world, ref, recovery, left, "record_repayment", PAID_ON)
    assert walk.stored_recovery(world, ref).state is RecoveryState.INTEREST_OPEN
    return ref


def enter(world, value, key="base_rate"):
    with world.opened():
        with read_only() as session:
            seen = stand_of(session, key)
        rate = ParameterValues(
            key=key, value=Decimal(value), valid_from=MISSING, source="GK", number="Testwert",
            confirmed=True,
        )  # fmt: skip
        assert enter_parameter(world.actor("administrator"), rate, seen=seen)


def nightly(world):
    with world.opened():
        return advance()


@pytest.mark.parametrize(
    ("rate", "ends"), [("-5.00", True), ("-4.99", False), ("1.00", False)]
)  # fmt: skip
def test_the_claim_ends_where_the_rate_makes_nothing_of_it(world, rate, ends):
    ref = waiting(world)
    assert nightly(world) == Advanced()
    enter(world, rate)
    assert nightly(world) == Advanced(ended=(ref,) if ends else ())
    row, case = walk.stored_recovery(world, ref), walk.stored_case(world, ref)
    state = RecoveryState.REPAID if ends else RecoveryState.INTEREST_OPEN
    assert (row.state, row.ended_at is not None) == (state, ends)
    assert (case.waiting_for, case.due_what) == (
        ("case_officer", "close_recovery") if ends else ("approver", "interest")
    )
    assert nightly(world) == Advanced()
    if ends:
        with world.opened():
            officer = world.actor("case_officer")
            close_recovery(officer, ref, version=version_of(world, ref))
        assert walk.stored_case(world, ref).state is ApplicationState.SETTLING


def test_a_rate_lets_the_cases_go_on_at_once_and_another_value_does_not(world):
    def jobs():
        with world.opened():
            return [job.workflow_id for job in queue_client().list_workflows(name=ADVANCE)]

    enter(world, "3.00", key="interest_points")
    assert jobs() == []
    with world.opened(), unit_of_work() as session:
        session.execute(delete(Parameter).where(Parameter.valid_from == MISSING))
    enter(world, "2.00")
    assert len(jobs()) == 1
