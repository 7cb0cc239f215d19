"""Optional components of a part (the coordination flat rate): what takes one away."""

from workflows.facts import Facts
from workflows.findings import Moment, Outcome, Ruling
from workflows.guideline import Guideline, Rule

_BEFORE_AWARD = frozenset({Moment.FINDER, Moment.FILING, Moment.DECISION})


def refusal(
    guideline: Guideline,
    facts: Facts,
    part: str,
    wanted: str,
    about: frozenset[str] | None = None,
) -> tuple[Rule, Ruling] | None:
    """The first rule that takes away the component which the question `wanted` switches on.

    `about` narrows it to rules that read one of these questions of the part as well.
    """
    names = {wanted, f"{part}.{wanted}"}
    told = None if about is None else {*about, *(f"{part}.{one}" for one in about)}
    for rule in guideline.rules:
        if names.isdisjoint(rule.reads) or rule.moments.isdisjoint(_BEFORE_AWARD):
            continue
        if told is not None and told.isdisjoint(rule.reads):
            continue
        ruling = rule.judge(facts)
        if ruling.outcome is Outcome.NOT_MET or ruling.refuses_component:
            return rule, ruling
    return None
