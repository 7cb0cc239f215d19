"""Lines with parts: at least one of them must be applied for."""

from workflows.facts import Facts
from workflows.findings import Ruling
from workflows.guideline import Guideline, Rule
from workflows.rules.reading import (
    APPLICATION,
    WANTS,
    PartStatus,
    met,
    not_asked,
    not_met,
    part_status,
)
from workflows.sources import Mark

SOME_PART = "some_part_is_applied_for"


def some_part_wanted(guideline: Guideline) -> tuple[Rule, ...]:
    """One rule for lines with several parts, none for the others."""
    parts = tuple(part.id for part in guideline.parts)
    if len(parts) == 1:
        return ()

    def judge(facts: Facts) -> Ruling:
        statuses = {part: part_status(facts, part) for part in parts}
        if any(_wanted(facts, part, status) for part, status in statuses.items()):
            return met("parts.some")
        for part, status in statuses.items():
            if status is PartStatus.UNKNOWN:
                return not_asked(WANTS + part)
        return not_met("parts.none", parts=" ".join(parts))

    return (
        Rule(
            id=SOME_PART,
            clause=guideline.clause,
            mark=Mark.SOURCED,
            moments=APPLICATION,
            reads=tuple(WANTS + part for part in parts),
            judge=judge,
        ),
    )


def _wanted(facts: Facts, part: str, status: PartStatus) -> bool:
    return status is PartStatus.PRESENT or facts.answer(WANTS + part) is True
