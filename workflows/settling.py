"""What a settlement starts from: years as awarded, as examined and as counted."""

from dataclasses import dataclass
from decimal import Decimal

from workflows.arithmetic import Line
from workflows.guideline import FinancingType
from workflows.money import ZERO


@dataclass(frozen=True, kw_only=True)
class AwardedYear:
    """What the notice awarded for one part and budget year, with the plan it rests on.

    `share` is the part's awarded share as the notice fixes it; None: the part's grant ÷ its
    eligible plan. Only share financing reads it.
    """

    part: str
    year: int
    financing: FinancingType
    grant: Decimal
    eligible: Decimal
    own: Decimal = ZERO
    other: Decimal = ZERO
    share: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ExaminedYear:
    """What the examination of the proof found eligible, and the other funds really received.

    `other` counts third parties, public funds and income, not own funds.
    """

    part: str
    year: int
    eligible: Decimal
    other: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Units × rate of a part as the proof counted them, with its lines (fixed amounts only)."""

    part: str
    amount: Decimal
    lines: tuple[Line, ...] = ()


@dataclass
class OpenYear:
    """A year on its way: what it comes to, its upper bound, and the lines so far."""

    award: AwardedYear
    final: Decimal
    bound: Decimal
    lines: list[Line]


Pair = tuple[AwardedYear, ExaminedYear]
"""A year of a part as awarded, and as the examination found it."""
