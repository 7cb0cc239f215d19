"""Why an order shows no interest is said by its one reason, not by a choice of reasons."""

from datetime import date
from decimal import Decimal

import pytest

from tests.wirgrants.money.walk import at
from wirgrants.services.recovery_interest import reckon
from workflows.parameters import DEFAULTS

CLAIM = Decimal("1600.00")


@pytest.mark.parametrize(
    ("payouts", "effective", "today", "said"),
    [
        (
            [],
            date(2026, 1, 1),
            date(2026, 6, 1),
            "Es ist nichts ausgezahlt, das zu verzinsen wäre.",
        ),
        (
            [(date(2027, 2, 1), CLAIM)],
            date(2027, 2, 1),
            date(2028, 3, 1),
            "Der Basiszinssatz nach dem 30.06.2026 ist nicht hinterlegt.",
        ),
        (
            [(date(2010, 2, 1), CLAIM)],
            date(2010, 2, 1),
            date(2026, 6, 1),
            "Der Basiszinssatz für den 02.02.2010 ist nicht hinterlegt.",
        ),
        (
            [(date(2026, 6, 1), CLAIM)],
            date(2026, 6, 1),
            date(2026, 6, 1),
            "Der Zinslauf hat noch nicht begonnen.",
        ),
    ],
)
def test_the_reason_is_said(world, payouts, effective, today, said):
    at(world, today)
    with world.opened():
        found = reckon(CLAIM, payouts, effective, DEFAULTS)
    assert (found.found.pieces, found.until, found.why_not) == ((), None, said)
