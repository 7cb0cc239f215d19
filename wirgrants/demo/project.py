"""What somebody applies for: a project with its parts, their plans and the answers that differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

Entry = tuple[str, str, int, str]
"""Category or source, label, budget year, euros."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a project: its period, plan of costs and funds, and its quantities.

    The grant asked for is the cost of each year less its funds.
    """

    start: date
    end: date
    items: tuple[Entry, ...]
    funds: tuple[Entry, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def plan(self) -> dict[str, Any]:
        """The plan as a draft holds it."""
        return {
            name: [
                {kind: one[0], "label": one[1], "year": one[2], "amount": one[3]} for one in rows
            ]
            for name, kind, rows in (
                ("items", "category", self.items),
                ("funds", "source", self.funds),
            )
        }

    @property
    def asked(self) -> dict[str, str]:
        """Euros by year."""
        found: dict[int, Decimal] = {}
        for sign, (_, _, year, amount) in self._signed():
            found[year] = found.get(year, Decimal("0.00")) + sign * Decimal(amount)
        return {str(year): format(amount, "f") for year, amount in sorted(found.items())}

    def cost(self, year: int) -> Decimal:
        """The planned expenditure of a year."""
        return sum((Decimal(one[3]) for one in self.items if one[2] == year), Decimal("0.00"))

    def months(self, year: int) -> range:
        """The months of the year in which the part runs."""
        first = self.start.month if self.start.year == year else 1
        last = self.end.month if self.end.year == year else 12
        return range(first, last + 1) if self.start.year <= year <= self.end.year else range(0)

    def _signed(self) -> Iterator[tuple[int, Entry]]:
        yield from ((1, entry) for entry in self.items)
        yield from ((-1, entry) for entry in self.funds)


@dataclass(frozen=True, kw_only=True)
class Project:
    """An application: who applies under which call, for what. `answers` differ from the usual."""

    body: str
    line: str
    year: int
    title: str
    summary: str
    parts: Mapping[str, Part]
    answers: Mapping[str, Any] = field(default_factory=dict)
    # Kinds of paper that are forgotten.
    without: frozenset[str] = frozenset()


@dataclass(kw_only=True)
class Case:
    """A case on its way: its ref, its project, and who of the authority works on it."""

    ref: str
    project: Project
    officer: str = "officer"
    approver: str = "approver"

    @property
    def editor(self) -> str:
        """The account that prepares."""
        return f"{self.project.body}.editor"

    @property
    def signatory(self) -> str:
        """The account that signs."""
        return f"{self.project.body}.signatory"


class Period(TypedDict):
    """The first and the last day."""

    start: date
    end: date


def year_of(year: int) -> Period:
    """The whole year as a period."""
    return Period(start=date(year, 1, 1), end=date(year, 12, 31))
