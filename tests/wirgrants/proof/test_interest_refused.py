"""Interest is claimed as previewed, with reasons, for a day ahead, and only if there is any."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.wirgrants.money.walk import version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_interest_since_order import PAID_ON, WISH, repaid
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import DeliveryWay, Parameter
from wirgrants.services.access import SYSTEM, load_case
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.recovery_later_claim import InterestWish, claim_interest, preview_interest
from wirgrants.services.settlement import recoveries_of
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.lifecycle import StepRefused
from workflows.states import RecoveryState


def signing(world, base_rate):
    """Sign the notice after the base rate of all half-years was corrected to this."""
    ref, recovery = repaid(world)
    approver = world.actor("approver")
    with world.opened():
        letter = preview_interest(approver, ref, recovery, WISH)
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, PAID_ON)
    with world.opened(), unit_of_work() as session:
        session.execute(update(Parameter).values(value=base_rate))
    with world.opened():
        try:
            claim_interest(approver, ref, recovery, signed, version=version_of(world, ref))
        finally:
            assert walk.stored_recovery(world, ref).state is RecoveryState.INTEREST_OPEN


def test_other_interest_than_in_the_preview_is_not_signed(world):
    with pytest.raises(Conflict, match="the interest changed after the preview"):
        signing(world, "2.00")


def test_where_nothing_is_left_the_step_says_so(world):
    with pytest.raises(StepRefused) as refused:
        signing(world, "-5.00")
    assert "later_interest_accrued" in {one.rule for one in refused.value.findings}


def at_the_door(world, ref, action, *, accrued):
    """Take a step on the paid claim with nothing else in its way than what has accrued."""
    system = action == "end_without_interest"
    with world.opened(), unit_of_work() as session:
        actor = SYSTEM if system else world.actor("approver")
        case = load_case(session, actor, ref, for_update=True)
        row = recoveries_of(session, case)[-1]
        told = circumstances_of(
            session,
            case,
            day=PAID_ON,
            subject=row,
            later_interest=accrued,
            letter_rendered=True,
            shown_digest="seen",
            current_digest="seen",
            delivery_recorded=True,
            delivery_in_writing=True,
            posted_on=PAID_ON,
        )
        changes = {"ended_at": clock.now()} if system else {}
        writes = Writes(changes=changes)
        take_step(
            session, case, action, actor=actor, subject=row, circumstances=told, writes=writes
        )


@pytest.mark.parametrize(
    ("action", "opens", "state", "rule"),
    [
        ("claim_interest", True, RecoveryState.ORDERED, "later_interest_accrued"),
        ("end_without_interest", False, RecoveryState.REPAID, "no_later_interest"),
    ],
)
def test_the_door_asks_both_ways_whether_interest_accrued(world, action, opens, state, rule):
    ref, _ = repaid(world)
    with pytest.raises(StepRefused) as refused:
        at_the_door(world, ref, action, accrued=not opens)
    assert [one.rule for one in refused.value.findings] == [rule]
    assert walk.stored_recovery(world, ref).state is RecoveryState.INTEREST_OPEN
    at_the_door(world, ref, action, accrued=opens)
    assert walk.stored_recovery(world, ref).state is state


@pytest.mark.parametrize(
    ("pay_until", "discretion", "why"),
    [
        (PAID_ON, "Verspätet.", "paid in the past"),
        (PAID_ON - timedelta(days=1), "Verspätet.", "paid in the past"),
        (PAID_ON + timedelta(days=1), "  ", "no discretion"),
    ],
)
def test_a_notice_without_day_ahead_or_reasons_is_not_set(world, pay_until, discretion, why):
    ref, recovery = repaid(world)
    wish = InterestWish(pay_until=pay_until, discretion=discretion)
    with world.opened(), pytest.raises(Refused, match=why):
        preview_interest(world.actor("approver"), ref, recovery, wish)
