"""Whether the yearly amounts of an award follow the share that its notice will fix: a warning."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from forms.fitting_sections import part_name
from wirgrants.services.award_parts import balanced
from wirgrants.services.award_wish import AwardWish, PartWish
from wirgrants.services.snapshot import plan_of
from workflows.guideline import FinancingType, Guideline
from workflows.money import ZERO
from workflows.yearly_shares import YearShare, uneven_years


def uneven_of(
    guideline: Guideline,
    content: Mapping[str, Any],
    entitlement: Mapping[str, Any],
    wish: AwardWish,
) -> tuple[tuple[str, YearShare], ...]:
    """The parts with share financing by name, each with a year that leaves its share.

    `content` is the filed application, `entitlement` the frozen document of the calculation: the
    proposing page and the approver's judge the same.
    """
    return tuple(
        (part_name(told.part), one)
        for told in wish.parts
        if guideline.financing_of(told.part).type is FinancingType.SHARE
        for one in uneven_years(told.amounts, dict(_eligible(told, wish, content, entitlement)))
    )


def _eligible(
    told: PartWish, wish: AwardWish, content: Mapping[str, Any], entitlement: Mapping[str, Any]
) -> Iterator[tuple[int, Decimal]]:
    """The eligible cost of each year as the notice fixes it: less what is cut from the plan."""
    asked = plan_of(content.get("parts", {}).get(told.part, {}).get("plan") or {})
    plan = balanced(asked, told.amounts, wish.gap)
    for year in entitlement["years"]:
        if year["part"] == told.part and year["eligible"] is not None:
            cut = asked.cost(year["year"]) - plan.cost(year["year"])
            yield year["year"], max(ZERO, Decimal(year["eligible"]) - cut)
