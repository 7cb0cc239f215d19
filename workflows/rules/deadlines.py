"""In time: the application deadline of each part, the call's window, the length of the award."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from workflows.dates import LegalDate, last_day_of_months
from workflows.due import application_deadline, call_closing
from workflows.facts import Facts, PartFacts
from workflows.figures import Figure
from workflows.findings import Ruling
from workflows.guideline import Deadline, Rule
from workflows.rules.procedure import is_follow_up
from workflows.rules.reading import (
    FIRM,
    FROM_FILING,
    figure_now,
    limit_text,
    met,
    not_asked,
    not_met,
    review,
)
from workflows.sources import Clause, Mark
from workflows.wording.formats import german_day


def received_on(facts: Facts) -> date:
    """The day that counts for deadlines: of filing, or the day of the facts before it."""
    return facts.history.filed_on or facts.day


def deadline_rule_for(deadlines: Mapping[str, Deadline], part: str, facts: Facts) -> Deadline:
    """The part's deadline rule, with the kind for follow-up applications where it differs."""
    rule = deadlines.get(part) or deadlines["*"]
    if rule.follow_up is not None and is_follow_up(facts):
        return replace(rule, kind=rule.follow_up)
    return rule


def deadlines_of(
    deadlines: Mapping[str, Deadline], facts: Facts
) -> tuple[tuple[str, LegalDate], ...]:
    """Each part that has a start and a deadline, with the last day to apply for it."""
    found = []
    for part in facts.parts:
        if part.start is not None:
            rule = deadline_rule_for(deadlines, part.part, facts)
            last = application_deadline(rule, part.start, facts.call, facts.holidays)
            if last is not None:
                found.append((part.part, last))
    return tuple(found)


def deadline_kept(deadlines: Mapping[str, Deadline]) -> Rule:
    """Received by the last day for every part; lateness is REVIEW, no source names a cut-off."""
    common = deadlines.get("*") or next(iter(deadlines.values()))

    def judge(facts: Facts) -> Ruling:
        if not facts.parts or any(part.start is None for part in facts.parts):
            return not_asked("@period")
        ruling = _kept(deadlines, facts)
        if is_follow_up(facts) is None:
            # As long as nobody has said, the other deadline may be the one that counts.
            other = _kept(deadlines, _as_follow_up(facts))
            if other.outcome is not ruling.outcome:
                return not_asked("is_follow_up")
        return ruling

    return Rule(
        id="application_deadline_is_kept",
        clause=common.clause,
        mark=common.mark,
        moments=FROM_FILING,
        reads=("@period", "is_follow_up", "@day"),
        judge=judge,
    )


def _as_follow_up(facts: Facts) -> Facts:
    return replace(facts, history=replace(facts.history, is_follow_up=True))


def _kept(deadlines: Mapping[str, Deadline], facts: Facts) -> Ruling:
    """The earliest of the parts' deadlines against the day of receipt."""
    found = deadlines_of(deadlines, facts)
    if not found:
        return met("deadline.none")
    # The part with the earliest day decides, under the clause and the mark of its own deadline.
    part, last = min(found, key=lambda one: one[1].day)
    received = received_on(facts)
    values = {
        "part": part,
        "last": german_day(last.day),
        "received": german_day(received),
        "date_rule": last.rule,
    }
    kept = received <= last.day
    ruling = met("deadline.kept", **values) if kept else review("deadline.late", **values)
    return replace(ruling, clause=last.clause, mark=last.mark)


def _call_open(facts: Facts) -> Ruling:
    call = facts.call
    if call is None:
        return review("call.none")
    received = received_on(facts)
    last = call_closing(call, facts.holidays).day
    values = {
        "opens": german_day(call.opens_on),
        "closes": german_day(last),
        "received": german_day(received),
    }
    if received < call.opens_on:
        return review("call.not_yet_open", **values)
    return met("call.open", **values) if received <= last else review("call.closed", **values)


def call_is_open() -> Rule:
    """Received while the call was open; no call, too early or too late is for an officer."""
    return Rule(
        id="call_is_open",
        clause=Clause("RULINGS", "Annahme verspäteter Anträge"),
        mark=Mark.INFERRED,
        moments=FROM_FILING,
        reads=("@call", "@day"),
        judge=_call_open,
    )


def duration_within(longest: Figure) -> Rule:
    """Each part ends after it starts and lasts no longer than the guideline's longest award.

    A limit that is neither sourced nor confirmed by the call asks an officer to look.
    """

    def judge(facts: Facts) -> Ruling:
        if not facts.parts:
            return not_asked("@period")
        limit = figure_now(facts, longest)
        for part in facts.parts:
            wrong = _period_fault(part, limit)
            if wrong is not None:
                return wrong
        if limit.empty:
            return review("rule.limit_missing", figure=limit.key)
        return met("duration.met", limit=limit_text(limit))

    return Rule(
        id="duration_is_within_longest_award",
        clause=longest.clause,
        mark=longest.mark,
        moments=FROM_FILING,
        reads=("@period",),
        judge=judge,
    )


def _period_fault(part: PartFacts, limit: Figure) -> Ruling | None:
    """What is wrong with a part's period; None when it is in order."""
    if part.start is None or part.end is None:
        return not_asked("@period")
    values = {"start": german_day(part.start), "end": german_day(part.end)}
    if part.end < part.start:
        return not_met("duration.reversed", **values)
    if limit.value is None:
        return None
    if part.end > last_day_of_months(part.start, int(limit.decimal())):
        values["limit"] = limit_text(limit)
        if limit.mark in FIRM:
            return not_met("duration.too_long.not_met", **values)
        return review("duration.too_long.review", **values)
    return None
