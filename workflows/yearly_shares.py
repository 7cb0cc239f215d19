"""Years of an award whose grant leaves the one share that the notice fixes for its part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from workflows.money import ZERO, total

NOTICEABLE = Decimal("0.01")
"""A difference below one percentage point is rounding of the plan; no source names a limit."""


@dataclass(frozen=True, kw_only=True)
class YearShare:
    """One year beside its part: euros granted and eligible, and both shares as fractions of one."""

    year: int
    granted: Decimal
    eligible: Decimal
    share: Decimal
    of_part: Decimal


def uneven_years(
    granted: Mapping[int, Decimal], eligible: Mapping[int, Decimal]
) -> Iterator[YearShare]:
    """The years whose share of the eligible cost is another than that of all years together.

    A settlement under share financing takes the share of the part in every year, so that such a
    year is paid from another share than the one it is settled by. Nothing without eligible cost.
    """
    whole = total(eligible.values())
    if whole <= ZERO:
        return
    of_part = total(granted.values()) / whole
    for year in sorted({*granted, *eligible}):
        grant, cost = granted.get(year, ZERO), eligible.get(year, ZERO)
        if cost <= ZERO:
            continue
        share = grant / cost
        if abs(share - of_part) >= NOTICEABLE:
            yield YearShare(year=year, granted=grant, eligible=cost, share=share, of_part=of_part)
