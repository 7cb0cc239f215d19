"""Plan items that were exceeded by more than the notice allows without a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from workflows.guideline import FinancingType
from workflows.money import ZERO, share_of, to_cents
from workflows.parameters import Parameters


@dataclass(frozen=True, kw_only=True)
class ItemShift:
    """A plan item that was exceeded by more than the notice allows without a change."""

    item: str
    planned: Decimal
    actual: Decimal
    allowed: Decimal


def item_shifts(
    planned: Mapping[str, Decimal],
    actual: Mapping[str, Decimal],
    *,
    financing: FinancingType,
    parameters: Parameters,
    day: date,
) -> tuple[ItemShift, ...]:
    """Items spent above plan by more than the share allowed (20 %); none for fixed amounts.

    Spending above the plan in total is no breach; only the shift between items asks for a change.
    """
    if financing is FinancingType.FIXED:
        return ()
    share = 1 + Fraction(parameters.decimal("plan_shift_share", day))
    shifts = []
    for item, spent in actual.items():
        plan = planned.get(item, ZERO)
        if spent > share_of(plan, share):
            allowed = to_cents(share_of(plan, share))
            shifts.append(ItemShift(item=item, planned=plan, actual=spent, allowed=allowed))
    return tuple(shifts)
