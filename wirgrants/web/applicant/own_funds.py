"""The least of own funds that a guideline asks for, as the financing plan's page shows it."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from wirgrants.services.drafts_review import Review
from wirgrants.services.drafts_shown import ShownPlan
from wirgrants.web.money_lines import figure_rows
from workflows.money import ZERO
from workflows.rules.costs import minimum_own_share

_CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class LeastOwnFunds:
    """The rule (a row of `figure_rows`), and in euros what it means for the plan as saved."""

    rule: dict[str, Any]
    cost: Decimal
    least: Decimal
    own: Decimal

    @property
    def missing(self) -> Decimal:
        """What the own funds still lack; 0 when they are enough."""
        return max(self.least - self.own, ZERO)


def least_own_funds(found: Review, part: str | None, plan: ShownPlan) -> LeastOwnFunds | None:
    """None where the guideline asks for no own funds or where no share is known.

    A begun cent counts: the rule asks whether the own funds reach the exact share.
    """
    figure = minimum_own_share(found.guideline, found.facts, part or "*")
    if figure.value is None or not figure.decimal():
        return None
    cost = sum(plan.cost.values(), ZERO)
    return LeastOwnFunds(
        rule=figure_rows((figure,))[0],
        cost=cost,
        least=(cost * figure.decimal()).quantize(_CENT, ROUND_CEILING),
        own=sum(plan.own.values(), ZERO),
    )
