"""Money of several components and budget years allotted jointly: as much as possible, to the cent.

Components compete for the room that a year's cost and funds leave; some may take only so much over
all years. Taking one after the other can leave a year's room empty that another component would
have left to it, so that more cost would mean less grant. Here the total is the largest possible
(a maximum flow from the components through the years), hence never falls when a limit rises.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workflows.money import CENT, spread

Cents = int


@dataclass(kw_only=True)
class Claim:
    """What a component could take, in cents: of each year, and over all years at most `whole`.

    `taken` is what it gets; `spread` says that its `whole` had to be spread over the years.
    """

    bounds: Mapping[int, Cents]
    whole: Cents | None = None
    taken: dict[int, Cents] = field(default_factory=dict)
    spread: bool = False

    def left(self) -> Cents:
        """What it may still take over all years."""
        whole = sum(self.bounds.values()) if self.whole is None else self.whole
        return whole - sum(self.taken.values())


def allot(claims: Sequence[Claim], room: Mapping[int, Cents]) -> bool:
    """Fill `taken` of every claim; True when a share had to be shifted to another year.

    Claims without a whole come first, as they cannot make up for a year in another one; the others
    follow in their order, each spreading its whole in proportion to what it could take. What this
    leaves unused is then found by shifting shares between the years.
    """
    free = dict(room)
    for claim in sorted(claims, key=lambda one: one.whole is not None):
        _take(claim, free)
    shifted = False
    while any(free.values()):
        path = _path(claims, free)
        if path is None:
            break
        _shift(path, free)
        shifted = True
    return shifted


def _take(claim: Claim, free: dict[int, Cents]) -> None:
    """All that it could take of the room still free, spread if its whole is smaller."""
    needs = {year: min(bound, free[year]) for year, bound in claim.bounds.items()}
    if claim.whole is not None and sum(needs.values()) > claim.whole:
        parts = spread(claim.whole * CENT, [need * CENT for need in needs.values()])
        needs = {year: int(part / CENT) for year, part in zip(needs, parts, strict=True)}
        claim.spread = True
    claim.taken = needs
    for year, amount in needs.items():
        free[year] -= amount


Way = tuple[tuple[Claim, int], ...]
"""Who takes of which year: each but the last takes from the next claim, which goes elsewhere."""


def _path(claims: Sequence[Claim], free: Mapping[int, Cents]) -> Way | None:
    """The shortest way on which a claim with something left reaches a year with free room."""
    ways: list[Way] = []
    fronts: list[tuple[Claim, Way]] = [(claim, ()) for claim in claims if claim.left() > 0]
    reached: set[int] = set()
    while fronts:
        for claim, way in fronts:
            for year, bound in claim.bounds.items():
                if year not in reached and claim.taken[year] < bound:
                    reached.add(year)
                    ways.append((*way, (claim, year)))
                    if free[year] > 0:
                        return ways[-1]
        fronts = [
            (other, way)
            for way in ways
            for other in claims
            if other is not way[-1][0] and other.taken.get(way[-1][1], 0) > 0
        ]
        ways = []
    return None


def _shift(way: Way, free: dict[int, Cents]) -> None:
    """Move as much along the way as every step of it allows."""
    steps = list(way)
    amount = min(
        steps[0][0].left(),
        free[steps[-1][1]],
        *(claim.bounds[year] - claim.taken[year] for claim, year in steps),
        *(claim.taken[year] for (_, year), (claim, _) in pairwise(steps)),
    )
    for claim, year in steps:
        claim.taken[year] += amount
    for (_, year), (claim, _) in pairwise(steps):
        claim.taken[year] -= amount
    free[steps[-1][1]] -= amount
