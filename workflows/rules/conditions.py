# ruff: noqa: A002 - `id` is the word of the line files, which are read beside the printed guideline
"""The constructors that line files use: each makes one rule from one question and its clause.

All arguments are by name. `moments` says when the rule counts, `otherwise` what a failure is worth
(NOT_MET, or REVIEW for a soft rule), `part` that the question belongs to that part of the line.
A part that is not applied for meets its rules; an answer not given yet is NOT_ASKED.
`text` names another stem in the wording than the question's own.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from workflows.facts import Answer, ApplicantType, Facts
from workflows.figures import Figure
from workflows.findings import Moment, Outcome, Ruling
from workflows.guideline import Judge, Rule
from workflows.rules.reading import (
    APPLICATION,
    AT_PROOF,
    FIRM,
    failed,
    figure_now,
    gate_reads,
    limit_text,
    met,
    name_of,
    not_asked,
    number,
    part_gate,
    read,
    review,
    review_key,
)
from workflows.sources import Clause, Mark
from workflows.wording.formats import german, german_day, german_number

AnswerJudge = Callable[[Facts, Answer], Ruling]
Number = Decimal | int


class Terms(TypedDict, total=False):
    """What every constructor takes besides its question; see the module's first lines."""

    moments: frozenset[Moment]
    otherwise: Outcome
    part: str | None
    text: str
    report: bool


def yes(*, id: str, question: str, clause: Clause, mark: Mark, **terms: Unpack[Terms]) -> Rule:
    """The answer must be yes."""
    return _must_be(True, id, question, clause, mark, terms)


def no(*, id: str, question: str, clause: Clause, mark: Mark, **terms: Unpack[Terms]) -> Rule:
    """The answer must be no."""
    return _must_be(False, id, question, clause, mark, terms)


def at_least(
    *, id: str, question: str, figure: Figure, clause: Clause, mark: Mark, **terms: Unpack[Terms]
) -> Rule:
    """The number must reach the figure; an empty figure is REVIEW with its key named."""
    judge = _compared("at_least", question, (figure,), terms)
    return _rule(id, question, clause, mark, terms, judge)


def at_most(
    *, id: str, question: str, figure: Figure, clause: Clause, mark: Mark, **terms: Unpack[Terms]
) -> Rule:
    """The number must not exceed the figure; an empty figure is REVIEW with its key named."""
    judge = _compared("at_most", question, (figure,), terms)
    return _rule(id, question, clause, mark, terms, judge)


def exactly(
    *, id: str, question: str, figure: Figure, clause: Clause, mark: Mark, **terms: Unpack[Terms]
) -> Rule:
    """The number must be the figure ("exactly one micro-project")."""
    judge = _compared("exactly", question, (figure,), terms)
    return _rule(id, question, clause, mark, terms, judge)


def between(
    *,
    id: str,
    question: str,
    low: Figure,
    high: Figure,
    clause: Clause,
    mark: Mark,
    **terms: Unpack[Terms],
) -> Rule:
    """The number must lie between two figures, both included."""
    judge = _compared("between", question, (low, high), terms)
    return _rule(id, question, clause, mark, terms, judge)


def one_of(
    *,
    id: str,
    question: str,
    allowed: frozenset[str],
    clause: Clause,
    mark: Mark,
    **terms: Unpack[Terms],
) -> Rule:
    """The choice must be among the allowed ones; of several choices at least one must be."""
    stem = f"one_of.{terms.get('text', question)}"
    otherwise = terms.get("otherwise", Outcome.NOT_MET)

    def judge(_: Facts, answer: Answer) -> Ruling:
        chosen = answer if isinstance(answer, tuple) else (answer,)
        if any(choice in allowed for choice in chosen):
            return met(f"{stem}.met")
        return failed(otherwise, stem)

    return _rule(id, question, clause, mark, terms, judge)


def chosen_from(
    *,
    id: str,
    question: str,
    choice: str,
    first: date,
    clause: Clause,
    mark: Mark,
    **terms: Unpack[Terms],
) -> Rule:
    """This choice is open only to measures that start on `first` or later; others are free."""
    stem = f"from.{terms.get('text', question)}"
    otherwise = terms.get("otherwise", Outcome.NOT_MET)

    def judge(facts: Facts, answer: Answer) -> Ruling:
        if answer != choice:
            return met("rule.does_not_apply")
        starts = [part.start for part in facts.parts if part.start is not None]
        if not starts or len(starts) < len(facts.parts):
            return not_asked("@period")
        values = {"start": german_day(min(starts)), "first": german_day(first)}
        if min(starts) >= first:
            return met(f"{stem}.met", **values)
        return failed(otherwise, stem, **values)

    rule = _rule(id, question, clause, mark, terms, judge)
    return replace(rule, reads=(*rule.reads, "@period"))


def given(*, id: str, question: str, clause: Clause, mark: Mark, **terms: Unpack[Terms]) -> Rule:
    """The question must be answered at all (a text, a counter, a day); never a refusal."""

    def judge(_: Facts, __: Answer) -> Ruling:
        return met("rule.given", question=question)

    return _rule(id, question, clause, mark, terms, judge)


def _rule(
    name: str, question: str, clause: Clause, mark: Mark, terms: Terms, judge: AnswerJudge
) -> Rule:
    """A rule on one question: the part first, then the answer, then the judgement."""
    part = terms.get("part")
    report = terms.get("report", False)
    asked = question if report else name_of(question, part)

    def whole(facts: Facts) -> Ruling:
        gate = part_gate(facts, part)
        if gate is not None:
            return gate
        answer = facts.report.get(question) if report else read(facts, question, part)
        if answer is None or answer == "":
            return not_asked(asked)
        return judge(facts, answer)

    return Rule(
        id=name,
        clause=clause,
        mark=mark,
        moments=terms.get("moments", AT_PROOF if report else APPLICATION),
        reads=(*gate_reads(part), asked),
        judge=whole,
    )


def _must_be(
    wanted: bool, name: str, question: str, clause: Clause, mark: Mark, terms: Terms
) -> Rule:
    """A yes/no question with the answer that the guideline wants."""
    stem = f"{'yes' if wanted else 'no'}.{terms.get('text', question)}"
    otherwise = terms.get("otherwise", Outcome.NOT_MET)

    def judge(_: Facts, answer: Answer) -> Ruling:
        return met(f"{stem}.met") if answer is wanted else failed(otherwise, stem)

    return _rule(name, question, clause, mark, terms, judge)


_KEPT: dict[str, Callable[[Number, list[Decimal]], bool]] = {
    "at_least": lambda value, bounds: value >= bounds[0],
    "at_most": lambda value, bounds: value <= bounds[0],
    "exactly": lambda value, bounds: value == bounds[0],
    "between": lambda value, bounds: bounds[0] <= value <= bounds[1],
}


def _compared(kind: str, question: str, figures: tuple[Figure, ...], terms: Terms) -> AnswerJudge:
    """Compare a number with one figure, or with two for `between`; bounds count as kept.

    A figure that is neither sourced nor confirmed refuses nobody: then an officer looks.
    """
    stem = f"{kind}.{terms.get('text', question)}"
    otherwise = terms.get("otherwise", Outcome.NOT_MET)

    def judge(facts: Facts, answer: Answer) -> Ruling:
        value = number(answer)
        if value is None:
            return review("rule.no_number", question=question)
        now = tuple(figure_now(facts, figure) for figure in figures)
        for figure in now:
            if figure.empty:
                return review("rule.figure_missing", figure=figure.key, question=question)
            if not figure.applies:
                return met("rule.figure_does_not_apply", figure=figure.key)
        values = {"value": german_number(value), "limit": limit_text(now[-1])}
        if len(now) > 1:
            values["low"] = german(now[0].value)
        if _KEPT[kind](value, [figure.decimal() for figure in now]):
            return met(f"{stem}.met", **values)
        firm = all(figure.mark in FIRM for figure in now)
        return failed(otherwise if firm else Outcome.REVIEW, stem, **values)

    return judge


def only_for(rule: Rule, *, types: frozenset[ApplicantType]) -> Rule:
    """The rule holds only for these applicant types; for others it is met as not applying."""
    inner: Judge = rule.judge

    def judge(facts: Facts) -> Ruling:
        kind = facts.applicant.type
        if kind is None:
            return not_asked("@applicant.type")
        return inner(facts) if kind in types else met("rule.not_for_this_type")

    return replace(rule, reads=("@applicant.type", *rule.reads), judge=judge)


def only_if(rule: Rule, *, question: str, equals: Answer = True, part: str | None = None) -> Rule:
    """The rule holds only if a question has this answer; otherwise it is met as not applying."""
    inner: Judge = rule.judge
    asked = name_of(question, part)

    def judge(facts: Facts) -> Ruling:
        gate = part_gate(facts, part)
        if gate is not None:
            return gate
        answer = read(facts, question, part)
        if answer is None:
            return not_asked(asked)
        return inner(facts) if answer == equals else met("rule.does_not_apply")

    reads = tuple(dict.fromkeys((*gate_reads(part), asked, *rule.reads)))
    return replace(rule, reads=reads, judge=judge)


def only_component(rule: Rule) -> Rule:
    """A failure costs the component whose question the rule reads, never the application.

    The finding is REVIEW from the filing on; the entitlement leaves the component out.
    """
    inner: Judge = rule.judge

    def judge(facts: Facts) -> Ruling:
        ruling = inner(facts)
        if ruling.outcome is not Outcome.NOT_MET:
            return ruling
        key = review_key(ruling.key)
        return replace(ruling, outcome=Outcome.REVIEW, key=key, refuses_component=True)

    return replace(rule, moments=rule.moments - {Moment.FINDER}, judge=judge)
