"""The notice freezes with its units whether the flat rate is paid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.workflows.test_awarded_options import FLAT, GUIDES, LARGE, SMALL, deployment
from wirgrants.services.award_parts import fixed_parts
from wirgrants.services.award_wish import AwardWish, PartWish
from wirgrants.services.review import Standing
from workflows.entitlement import most
from workflows.parameters import DEFAULTS


@pytest.mark.parametrize(
    ("population", "amount", "flat", "told"),
    [
        (SMALL, "7000.00", True, None),
        (SMALL, "5000.00", False, "nicht bewilligt, der bewilligte Betrag wird ohne sie erreicht"),
        (LARGE, "5000.00", False, "nicht förderfähig"),
    ],
)
def test_the_flat_rate_is_frozen_with_the_units(population, amount, flat, told):
    facts = replace(deployment(population), parameters=DEFAULTS.figures_on(date(2025, 11, 1)))
    now = Standing(
        content={}, facts=facts, findings=(), entitlement=most(GUIDES, facts), parameters=DEFAULTS
    )
    part = PartWish(
        part="deployment",
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        amounts={2026: Decimal(amount)},
    )

    (fixed,) = fixed_parts(GUIDES, now, AwardWish(parts=(part,), purpose="Einsatz"))

    assert fixed.to_json()["units"] == {"hours": "1000", FLAT: flat}
    of_flat_rate = [line for line in fixed.lines if line.startswith("Koordinierungspauschale: n")]
    assert len(of_flat_rate) == (0 if told is None else 1)
    assert told is None or told in of_flat_rate[0]
