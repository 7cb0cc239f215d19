"""The proof of use: narrative and counters given, hours and deployments within their limits."""

# ruff: noqa: A002 - `id` is the word of the line files
from dataclasses import replace
from decimal import Decimal

from workflows.caps import begun_years
from workflows.facts import Facts
from workflows.figures import Figure
from workflows.findings import Outcome, Ruling
from workflows.guideline import Guideline, PartDefinition, Rule
from workflows.rules.conditions import given
from workflows.rules.reading import (
    AT_PROOF,
    FROM_FILING,
    MAIN,
    PartStatus,
    as_outcome,
    figure_now,
    gate_reads,
    met,
    not_asked,
    number,
    part_gate,
    part_status,
    read,
    review,
)
from workflows.sources import Clause, Mark
from workflows.wording.formats import german_number


def report_rules(guideline: Guideline) -> tuple[Rule, ...]:
    """One rule per text and counter that the proof of a part must hold; missing is "incomplete"."""
    found: dict[str, Rule] = {}
    for part in guideline.parts:
        for question in (*part.proof.narrative, *part.proof.counters):
            rule = _reported(part, question)
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def _reported(part: PartDefinition, question: str) -> Rule:
    inner = given(
        id=f"reported_{question}" if part.id == MAIN else f"reported_{part.id}_{question}",
        question=question,
        clause=part.proof.clause,
        mark=part.proof.mark,
        moments=AT_PROOF,
        report=True,
    )
    if part.id == MAIN:
        return inner

    def judge(facts: Facts) -> Ruling:
        if part_status(facts, part.id) is PartStatus.ABSENT:
            return met("rule.part_not_applied_for", part=part.id)
        return inner.judge(facts)

    return replace(inner, judge=judge)


def hours_within_person_maximum(
    *,
    id: str,
    guide_most: Figure,
    coordinating_most: Figure,
    clause: Clause,
    mark: Mark,
    part: str = "deployment",
) -> Rule:
    """Planned hours fit the heads: guides × most + coordinating guides × most, per begun year.

    A year is one of funding, as in the entitlement: whoever works from July to June works one year.
    Too many is REVIEW, because the entitlement stops at the maximum by itself.
    """

    def judge(facts: Facts) -> Ruling:
        gate = part_gate(facts, part)
        if gate is not None:
            return gate
        return _planned(facts, part, (guide_most, coordinating_most))

    return Rule(
        id=id,
        clause=clause,
        mark=mark,
        moments=FROM_FILING,
        reads=(
            *gate_reads(part),
            f"{part}.hours",
            f"{part}.guides",
            f"{part}.coordinating_guides",
            "@period",
        ),
        judge=judge,
    )


def _planned(facts: Facts, part: str, figures: tuple[Figure, Figure]) -> Ruling:
    """The planned hours of a part against what its heads may work."""
    found = facts.part(part)
    answers = {} if found is None else found.answers
    hours = number(answers.get("hours"))
    guides = number(answers.get("guides"))
    coordinating = number(answers.get("coordinating_guides"))
    for name, value in (("hours", hours), ("guides", guides)):
        if value is None:
            return not_asked(f"{part}.{name}")
    assert hours is not None
    assert guides is not None
    years = 1
    if found is not None and found.start is not None and found.end is not None:
        years = begun_years(found, max(1, found.end.year - found.start.year + 1))
    return _pool(facts, hours, (guides, coordinating or 0), figures, years)


def pool_within_guides(*, id: str, clause: Clause, mark: Mark, part: str = "deployment") -> Rule:
    """The pool that the flat rate is paid for is that of the guides applied for.

    A pool larger than the heads of the application is not granted a flat rate unseen.
    """

    def judge(facts: Facts) -> Ruling:
        gate = part_gate(facts, part)
        if gate is not None:
            return gate
        pool, guides, coordinating = (
            number(read(facts, name, part))
            for name in ("pool_of_guides", "guides", "coordinating_guides")
        )
        for name, value in (("pool_of_guides", pool), ("guides", guides)):
            if value is None:
                return not_asked(f"{part}.{name}")
        assert pool is not None
        assert guides is not None
        heads = guides + (coordinating or 0)
        outcome = Outcome.MET if pool <= heads else Outcome.NOT_MET
        values = {"pool": german_number(pool), "heads": german_number(heads)}
        return as_outcome(outcome, f"report.flat_rate_pool.{outcome.value}", **values)

    names = ("pool_of_guides", "guides", "coordinating_guides")
    reads = (*gate_reads(part), *(f"{part}.{name}" for name in names))
    return Rule(id=id, clause=clause, mark=mark, moments=FROM_FILING, reads=reads, judge=judge)


def _pool(
    facts: Facts,
    hours: Decimal | int,
    heads: tuple[Decimal | int, Decimal | int],
    figures: tuple[Figure, Figure],
    years: int,
) -> Ruling:
    """Hours against heads × most of both kinds, in each of the years."""
    total = Decimal(0)
    for head_count, figure in zip(heads, figures, strict=True):
        now = figure_now(facts, figure)
        if now.value is None:
            return review("rule.limit_missing", figure=now.key)
        total += head_count * now.decimal() * years
    values = {"hours": german_number(hours), "most": german_number(total)}
    outcome = Outcome.MET if hours <= total else Outcome.REVIEW
    return as_outcome(outcome, f"report.pool.{outcome.value}", **values)
