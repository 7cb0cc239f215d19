"""The most that can be granted, per part and budget year, with arithmetic a clerk can follow.

Per year the grant is the sum of its components, each the lower of its cap and of what the financing
type leaves of its eligible cost; grant and all other funds together never exceed eligible cost.
Each year of a part is rounded once; totals are sums of those (rulings, Money). Without a plan the
caps alone are "the most". An empty figure makes the amount "not determinable".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workflows.arithmetic import Line
from workflows.caps import Desk
from workflows.facts import Facts, PartFacts
from workflows.figures import Figure
from workflows.guideline import Guideline, PartDefinition
from workflows.part_grant import PartDesk, PartEntitlement, YearEntitlement, sum_known


@dataclass(frozen=True, kw_only=True)
class Entitlement:
    """The most of a case, the figures used for it, and what is missing where it is unknown."""

    parts: tuple[PartEntitlement, ...]
    figures: tuple[Figure, ...]
    missing_figures: tuple[str, ...]
    missing_answers: tuple[str, ...]

    @property
    def amount(self) -> Decimal | None:
        """The sum of all parts; None: not determinable, see what is missing."""
        if not self.parts:
            return None
        return sum_known(tuple(part.amount for part in self.parts))

    @property
    def years(self) -> tuple[YearEntitlement, ...]:
        """Every year of every part."""
        return tuple(year for part in self.parts for year in part.years)

    def per_year(self) -> dict[int, Decimal | None]:
        """The sum of all parts for each budget year, ascending."""
        amounts: dict[int, list[Decimal | None]] = {}
        for year in self.years:
            amounts.setdefault(year.year, []).append(year.amount)
        return {year: sum_known(tuple(found)) for year, found in sorted(amounts.items())}

    def lines(self) -> Iterator[tuple[str, int | None, Line]]:
        """Part, year (None: the whole period) and step, in the order of the calculation."""
        for part in self.parts:
            yield from ((part.part, None, line) for line in part.lines)
            for year in part.years:
                yield from ((part.part, year.year, line) for line in year.lines)

    def to_json(self) -> dict[str, object]:
        """The entitlement as a document with its German lines, to be frozen."""
        return {
            "amount": _text(self.amount),
            "years": [
                {
                    "part": year.part,
                    "year": year.year,
                    "eligible": _text(year.eligible),
                    "own": _text(year.own),
                    "other": _text(year.other),
                    "amount": _text(year.amount),
                }
                for year in self.years
            ],
            "lines": [
                {"part": part, "year": year, "key": line.key, "text": line.text()}
                for part, year, line in self.lines()
            ],
            "figures": [figure.to_json() for figure in self.figures],
            "missing_figures": list(self.missing_figures),
            "missing_answers": list(self.missing_answers),
        }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def most(guideline: Guideline, facts: Facts) -> Entitlement:
    """The most that can be granted for these facts under this guideline and its call."""
    desk = Desk(guideline, facts)
    parts = tuple(
        PartDesk(guideline, facts, desk, definition, part).entitlement()
        for definition, part in _applied_for(guideline, facts, desk)
    )
    return Entitlement(
        parts=parts,
        figures=tuple(desk.used.values()),
        missing_figures=tuple(desk.missing_figures),
        missing_answers=tuple(desk.missing_answers),
    )


def _applied_for(
    guideline: Guideline, facts: Facts, desk: Desk
) -> Iterator[tuple[PartDefinition, PartFacts]]:
    """The parts of the case; in the finder, which has none yet, those always there or wanted."""
    if facts.parts:
        for definition in guideline.parts:
            part = facts.part(definition.id)
            if part is not None:
                yield definition, part
        return
    for definition in guideline.parts:
        if definition.wanted is None or facts.answer(definition.wanted) is True:
            yield definition, PartFacts(part=definition.id)
        elif facts.answer(definition.wanted) is None:
            desk.miss_answer(definition.wanted)
