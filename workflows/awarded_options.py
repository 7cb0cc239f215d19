"""Which optional components an award pays; frozen with it, so that no others are settled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from workflows.arithmetic import Line, step
from workflows.caps import component_name
from workflows.entitlement import most
from workflows.facts import Facts, PartFacts
from workflows.guideline import Guideline, UnitCap
from workflows.optional_components import refusal


@dataclass(frozen=True, kw_only=True)
class AwardedOption:
    """A component by the question that asks for it; `line` says that the amount leaves it out."""

    question: str
    paid: bool
    line: Line | None = None


def awarded_options(
    guideline: Guideline, facts: Facts, part_id: str, amount: Decimal
) -> Iterator[AwardedOption]:
    """The optional components asked for beside units × rate, and whether `amount` pays them.

    Not when a rule refuses one, and not when the amount of the part is reached without it: who
    strikes the flat rate awards what the hours come to.
    """
    definition = guideline.part(part_id)
    if not any(isinstance(one.cap, UnitCap) for one in definition.components):
        return
    part = facts.part(part_id) or PartFacts(part=part_id)
    for component in definition.components:
        wanted = component.wanted
        if wanted is None or part.answers.get(wanted, facts.answer(wanted)) is not True:
            continue
        if refusal(guideline, facts, part_id, wanted) is not None:
            yield AwardedOption(question=wanted, paid=False)
            continue
        bare = _most_without(guideline, facts, part, wanted)
        struck = step("component_struck", component=component_name(component))
        paid = bare is None or amount > bare
        yield AwardedOption(question=wanted, paid=paid, line=None if paid else struck)


def _most_without(
    guideline: Guideline, facts: Facts, part: PartFacts, wanted: str
) -> Decimal | None:
    """The most of the part if the component had not been asked for; None: not determinable."""
    declined = replace(part, answers={**part.answers, wanted: False})
    parts = tuple(declined if one.part == part.part else one for one in facts.parts)
    found = most(guideline, replace(facts, parts=parts)).parts
    return next((one.amount for one in found if one.part == part.part), None)
