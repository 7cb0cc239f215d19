"""Units × rate as the proof of use counted them: hours worked, deployments done, courses held."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from workflows.arithmetic import Line
from workflows.caps import Desk, Limits, limits_of
from workflows.facts import Answer, Facts, PartFacts
from workflows.guideline import Component, Guideline, UnitCap
from workflows.money import to_cents
from workflows.optional_components import refusal
from workflows.part_grant import refused_line
from workflows.rules.reading import number
from workflows.settling import Counted

REPORTED = {
    "participants": "trained_participants",
    "units": "units_held",
    "hours": "hours_worked",
    "deployments": "deployments_done",
    "guides": "guides_active",
    "coordinating_guides": "coordinating_guides_active",
}
"""Which counter of the report stands for which planned quantity."""

POOL = "pool_of_guides"
_COUNTED = frozenset({*REPORTED, POOL})


@dataclass(frozen=True, kw_only=True)
class CountedPart:
    """The count of a part, or None with the counters still missing in the report."""

    counted: Counted | None
    missing: tuple[str, ...] = ()


def count_part(
    guideline: Guideline, facts: Facts, part: PartFacts, years: tuple[int, ...]
) -> CountedPart:
    """What the report of a part is worth in units × rate, with the most per person.

    Components without units (a flat rate) count with their cap if `part`, which is the part as it
    was awarded, answers for them with yes and the numbers reported do not break their conditions.
    Nothing is counted for a part none of whose components counts units: then only cost decides.
    """
    definition = guideline.part(part.part)
    desk = Desk(guideline, facts)
    done = replace(part, answers={**part.answers, **_done(facts)})
    judged = replace(facts, parts=(done,))
    amount = Fraction(0)
    lines: list[Line] = []
    counts_units = False
    for component in definition.components:
        if component.wanted is not None:
            if not desk.says_yes(component.wanted, part):
                continue
            # The award settled what the body is; of its conditions only the numbers change.
            lost = refusal(guideline, judged, part.part, component.wanted, _COUNTED)
            if lost is not None:
                lines.append(refused_line(component, *lost))
                continue
        limits = _limits(component, desk, done, years)
        counts_units = counts_units or isinstance(component.cap, UnitCap)
        amount += _whole(limits)
        lines.extend(limits.lines)
    if desk.gaps:
        missing = (*desk.missing_answers, *desk.missing_figures)
        return CountedPart(counted=None, missing=tuple(REPORTED.get(m, m) for m in missing))
    if not counts_units:
        return CountedPart(counted=None)
    return CountedPart(counted=Counted(part=part.part, amount=to_cents(amount), lines=tuple(lines)))


def _done(facts: Facts) -> dict[str, Answer]:
    """The report's counters under the ids of the planned quantities; empty where not reported.

    The pool that worked is that of its heads.
    """
    found = {asked: facts.report.get(counter, "") for asked, counter in REPORTED.items()}
    heads = [number(found[kind]) for kind in ("guides", "coordinating_guides")]
    pool: Answer = "" if heads[0] is None else heads[0] + (heads[1] or 0)
    return {**found, POOL: pool}


def _limits(component: Component, desk: Desk, done: PartFacts, years: tuple[int, ...]) -> Limits:
    if isinstance(component.cap, UnitCap) and component.cap.per_year:
        # The report counts the whole period, so the count is not multiplied by its years.
        component = replace(component, cap=replace(component.cap, per_year=False))
    return limits_of(component, desk, done, years)


def _whole(limits: Limits) -> Fraction:
    """The cap of the whole part in euros."""
    yearly = sum((limits.per_year or {}).values(), Fraction(0))
    if limits.whole is None:
        return yearly
    whole = Fraction(Decimal(limits.whole))
    return min(whole, yearly) if limits.per_year is not None else whole
