"""Interest is claimed as previewed, with reasons, for a day ahead, and only if there is any."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.wirgrants.money.walk import version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_interest_since_order import PAID_ON, WISH, repaid
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from wirgrants.errors import Conflict, Refused
from wirgrants.models import DeliveryWay, Parameter
from wirgrants.services.recovery_later_claim import InterestWish, claim_interest, preview_interest
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
