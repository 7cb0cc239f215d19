"""What an officer wants to award, as typed and checked; and how it is kept as plain JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from workflows.money import ZERO, total


class Gap(StrEnum):
    """What closes the plan where less is awarded than it asks for."""

    OWN_FUNDS = "own_funds"
    CUT_COSTS = "cut_costs"


@dataclass(frozen=True, kw_only=True)
class PartWish:
    """One part: its period, the award of each budget year, the day of its proof if one is set."""

    part: str
    start: date
    end: date
    amounts: Mapping[int, Decimal]
    proof_on: date | None = None

    @property
    def amount(self) -> Decimal:
        """The sum of its years."""
        return total(self.amounts.values())

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "amounts": {str(year): str(amount) for year, amount in self.amounts.items()},
            "proof_on": None if self.proof_on is None else self.proof_on.isoformat(),
        }


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """An obligation of the notice (Auflage), with the day until which it is to be met, if any."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Rate:
    """An instalment: when or on what condition it is paid, and its sum."""

    due: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class AwardWish:
    """A whole award. `reason` says why less is granted than was asked for; texts are plain."""

    parts: tuple[PartWish, ...]
    purpose: str
    goals: Sequence[str] = ()
    obligations: Sequence[Ordered] = field(default=())
    instalments: Sequence[Rate] = field(default=())
    text: str = ""
    reason: str = ""
    state_aid: str = ""
    gap: Gap = Gap.OWN_FUNDS

    @property
    def amount(self) -> Decimal:
        """The sum of its parts."""
        return total(part.amount for part in self.parts)

    def by_year(self) -> dict[int, Decimal]:
        """The sum of all parts for each budget year, ascending."""
        found: dict[int, Decimal] = {}
        for part in self.parts:
            for year, amount in part.amounts.items():
                found[year] = found.get(year, ZERO) + amount
        return dict(sorted(found.items()))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, from which `read_wish` makes the same wish."""
        return {
            "parts": {part.part: part.to_json() for part in self.parts},
            "purpose": self.purpose,
            "goals": list(self.goals),
            "obligations": [
                {"text": one.text, "due_on": None if one.due_on is None else str(one.due_on)}
                for one in self.obligations
            ],
            "instalments": [
                {"due": one.due, "amount": str(one.amount)} for one in self.instalments
            ],
            "text": self.text,
            "reason": self.reason,
            "state_aid": self.state_aid,
            "gap": self.gap.value,
        }


def read_wish(told: Mapping[str, Any]) -> AwardWish:
    """The wish that `to_json` kept."""
    return AwardWish(
        parts=tuple(_part(name, part) for name, part in told["parts"].items()),
        purpose=told["purpose"],
        goals=tuple(told["goals"]),
        obligations=tuple(
            Ordered(text=one["text"], due_on=_day(one["due_on"])) for one in told["obligations"]
        ),
        instalments=tuple(
            Rate(due=one["due"], amount=Decimal(one["amount"])) for one in told["instalments"]
        ),
        text=told["text"],
        reason=told["reason"],
        state_aid=told["state_aid"],
        gap=Gap(told.get("gap", Gap.OWN_FUNDS)),
    )


def _part(name: str, told: Mapping[str, Any]) -> PartWish:
    return PartWish(
        part=name,
        start=date.fromisoformat(told["start"]),
        end=date.fromisoformat(told["end"]),
        amounts={int(year): Decimal(amount) for year, amount in told["amounts"].items()},
        proof_on=_day(told["proof_on"]),
    )


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
