"""Deficit financing: own and other funds go first, in what counts as used and as interest."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import at, paid, request, running
from tests.wirgrants.world import case_by_ref
from wirgrants.services.payments_call import load_money
from wirgrants.services.payments_late import clocks
from wirgrants.unit_of_work import read_only
from workflows.guideline import FinancingType
from workflows.payment_call import LateGround

pytestmark = pytest.mark.usefixtures("context")

LATER = date(2027, 9, 1)


def first_clock(world, financing, spent):
    """What the tab says in September of 3.000 € of February, 2.000 € of other funds planned."""
    ref = running(world, AwardSpec(financing=financing))
    paid(world, ref, "3000.00")
    at(world, date(2027, 3, 15))
    request(world, ref, "100.00", spent=spent)
    with read_only() as session:
        session.expire_all()
        return clocks(load_money(session, case_by_ref(session, ref)), LATER)[0]


def test_the_grant_counts_as_used_only_beyond_the_other_funds(world):
    found = first_clock(world, FinancingType.DEFICIT, "4000.00")
    assert found.used == Decimal("2000.00")
    assert (found.late.ground, found.late.amount) == (
        LateGround.NOT_USED_IN_TIME, Decimal("1000.00"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("financing", "ground"),
    [(FinancingType.DEFICIT, LateGround.OTHER_FUNDS_FIRST), (FinancingType.SHARE, None)],
)
def test_money_drawn_before_the_other_funds_bears_interest(world, financing, ground):
    found = first_clock(world, financing, "6000.00")
    assert (found.used, found.late and found.late.ground) == (Decimal("3000.00"), ground)
    if ground is not None:
        [span] = found.late.spans
        assert (span.amount, span.since, span.until) == (
            Decimal("2000.00"), date(2027, 2, 1), LATER,
        )  # fmt: skip
