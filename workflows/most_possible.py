"""The most of a line for somebody who has not said how much: full posts, all components, all hours.

The finder reckons with what a guideline allows at most instead of asking for every quantity; an
answer that was given is never replaced.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from workflows.facts import Answer, Facts, PartFacts
from workflows.guideline import Component, Guideline, PostCap, UnitCap
from workflows.rules.reading import MAIN, figure_now, number

# A question that counts the same heads as another.
_SAME_HEADS: Mapping[str, str] = {"pool_of_guides": "guides"}


def at_most(guideline: Guideline, facts: Facts) -> Facts:
    """The facts with the most that is possible wherever a quantity was not answered."""
    parts = tuple(_part(guideline, facts, part) for part in facts.parts)
    case = {
        name: value
        for part in facts.parts
        for name, value in _assumed(guideline, facts, part)
        if name in guideline.questions
    }
    return replace(facts, parts=parts, answers={**case, **facts.answers})


def assumptions(facts: Facts, most: Facts) -> dict[str, Answer]:
    """What `at_most` put in and nobody said, by name as in `Rule.reads`, case level first."""
    found = {name: value for name, value in most.answers.items() if name not in facts.answers}
    for before, after in zip(facts.parts, most.parts, strict=True):
        prefix = "" if after.part == MAIN else f"{after.part}."
        for name, value in after.answers.items():
            if name not in before.answers and name not in facts.answers:
                found[f"{prefix}{name}"] = value
    return found


def bounded_by_heads(guideline: Guideline, part: str) -> frozenset[str]:
    """Quantities of a part that need not be asked, because the heads bound them."""
    return frozenset(
        component.cap.quantities[0]
        for component in guideline.part(part).components
        if isinstance(component.cap, UnitCap) and component.cap.ceilings
    )


def _part(guideline: Guideline, facts: Facts, part: PartFacts) -> PartFacts:
    definition = guideline.part(part.part)
    counted = {
        name: part.answers[heads] for name, heads in _SAME_HEADS.items() if heads in part.answers
    }
    assumed = {**dict(_assumed(guideline, facts, part)), **counted}
    own = {name: value for name, value in assumed.items() if name in definition.questions}
    return replace(part, answers={**own, **part.answers})


def _assumed(guideline: Guideline, facts: Facts, part: PartFacts) -> Iterator[tuple[str, Answer]]:
    """What the components of a part read and nobody need say."""
    for component in guideline.part(part.part).components:
        yield from _assumed_of(guideline, facts, part, component)


def _assumed_of(
    guideline: Guideline, facts: Facts, part: PartFacts, component: Component
) -> Iterator[tuple[str, Answer]]:
    """What a component reads and nobody need say: wanted, posts, and the hours of the heads."""
    if component.wanted is not None:
        yield component.wanted, True
    cap = component.cap
    if isinstance(cap, PostCap) and cap.most_posts is not None:
        most = figure_now(facts, guideline.figures[cap.most_posts])
        if most.value is not None:
            yield cap.full_time_equivalents, most.decimal()
    if isinstance(cap, UnitCap) and cap.ceilings:
        hours = _of_heads(guideline, facts, part, cap)
        if hours is not None:
            yield cap.quantities[0], hours


def _of_heads(guideline: Guideline, facts: Facts, part: PartFacts, cap: UnitCap) -> Decimal | None:
    """The most of a quantity that the heads allow over the call's years; None: not known."""
    total: Decimal | None = None
    for heads, key in cap.ceilings.items():
        count = number(part.answers.get(heads))
        most = figure_now(facts, guideline.figures[key])
        if count is not None and most.value is not None:
            total = (total or Decimal(0)) + count * most.decimal()
    years = 1 if facts.call is None else len(facts.call.years)
    return None if total is None else total * years
