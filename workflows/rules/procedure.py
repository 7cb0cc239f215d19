"""The procedure: an open call, no begin before the decision, general declarations, the review."""

from collections.abc import Callable
from datetime import date

from workflows.facts import ApplicantType, Facts
from workflows.findings import Moment, Outcome, Ruling
from workflows.guideline import Guideline, Rule
from workflows.rules.conditions import no, only_for, only_if, yes
from workflows.rules.of_version import mark_for, plan_clause, total_financing_mark
from workflows.rules.reading import (
    APPLICATION,
    FROM_FILING,
    met,
    not_asked,
    not_met,
    review,
)
from workflows.sources import Clause, Mark
from workflows.wording.formats import german_day

_NO_RETROACTIVE = Clause("S17", "Refinanzierungsverbot, vorzeitiger Maßnahmebeginn")
_ABILITY = Clause("S17", "Anforderungen an Antragstellende")


def is_follow_up(facts: Facts) -> bool | None:
    """True for a follow-up application for a running measure; None while nobody has said."""
    if facts.history.is_follow_up:
        return True
    answer = facts.answer("is_follow_up")
    return answer if isinstance(answer, bool) else None


def _not_begun(facts: Facts) -> Ruling:
    begun = facts.answer("already_begun")
    if begun is None and facts.history.begun_on is None:
        return not_asked("already_begun")
    if begun is not True and facts.history.begun_on is None:
        return met("procedure.not_begun.met")
    follow_up = is_follow_up(facts)
    if follow_up is None:
        return not_asked("is_follow_up")
    if follow_up:
        return met("procedure.not_begun.follow_up")
    allowed = _allowed_from(facts)
    day = facts.history.begun_on or facts.answer("begin_day")
    if not isinstance(day, date):
        return not_asked("begin_day") if allowed else not_met("procedure.not_begun.not_met")
    if allowed is not None and day >= allowed:
        return met(
            "procedure.not_begun.allowed", begun=german_day(day), allowed=german_day(allowed)
        )
    return not_met("procedure.not_begun.too_early", begun=german_day(day))


def _allowed_from(facts: Facts) -> date | None:
    """The earlier of the effective notice and the permitted early start, if there is one."""
    known = (facts.history.notice_effective_on, facts.history.early_start_from)
    return min((day for day in known if day is not None), default=None)


def measure_not_begun(guideline: Guideline) -> Rule:
    """Nothing has begun before the decision, except follow-ups and a permitted early start."""
    return Rule(
        id="measure_has_not_begun",
        clause=_NO_RETROACTIVE,
        mark=mark_for(guideline, _NO_RETROACTIVE, Mark.SOURCED),
        moments=APPLICATION,
        reads=("already_begun", "is_follow_up", "begin_day", "@history"),
        judge=_not_begun,
    )


def _start(facts: Facts) -> Ruling:
    starts = [part.start for part in facts.parts if part.start is not None]
    if not starts or len(starts) < len(facts.parts):
        return not_asked("@period")
    follow_up = is_follow_up(facts)
    if follow_up:
        return met("procedure.start.follow_up")
    start = min(starts)
    allowed = _allowed_from(facts)
    # Before a decision, the earliest day on which a notice could take effect is the day itself.
    earliest = facts.day if allowed is None else allowed
    values = {"start": german_day(start), "earliest": german_day(earliest)}
    if start >= earliest:
        return met("procedure.start.met", **values)
    # A running measure may have begun: while nobody has said whether it is one, nothing fails.
    if follow_up is None:
        return not_asked("is_follow_up")
    return not_met("procedure.start.not_met", **values)


def start_not_before_decision(guideline: Guideline) -> Rule:
    """`start >= min(notice effective, early start)`, unless it is a follow-up."""
    return Rule(
        id="start_is_not_before_decision",
        clause=_NO_RETROACTIVE,
        mark=mark_for(guideline, _NO_RETROACTIVE, Mark.SOURCED),
        moments=FROM_FILING,
        reads=("@period", "is_follow_up", "@history", "@day"),
        judge=_start,
    )


def general_declarations(guideline: Guideline) -> tuple[Rule, ...]:
    """What every applicant declares.

    Who says no to one of the three tests of ability lacks what the guideline demands: NOT_MET. The
    other declarations leave room for a judgement and go to an officer: REVIEW. No verdict blocks a
    filing, and only an officer's letter refuses (rulings, Receiving and refusing).
    """
    later = FROM_FILING
    known = mark_for(guideline, _ABILITY, Mark.SOURCED)
    return (
        yes(id="applicant_manages_orderly", question="orderly_management", clause=_ABILITY,
            mark=known, moments=later),
        yes(id="applicant_can_prove_use", question="can_prove_use", clause=_ABILITY,
            mark=known, moments=later),
        yes(id="applicant_can_bear_own_share", question="can_bear_own_share", clause=_ABILITY,
            mark=known, moments=later),
        yes(id="total_financing_is_secured", question="financing_secured",
            clause=plan_clause(guideline), mark=total_financing_mark(guideline), moments=later,
            otherwise=Outcome.REVIEW),
        yes(id="subsidy_facts_are_declared", question="subsidy_facts_declared",
            clause=Clause("StGB", "§ 264"), mark=Mark.SOURCED, moments=later,
            otherwise=Outcome.REVIEW),
        no(id="input_tax_is_not_deductible", question="vat_deductible",
           clause=Clause("S17", "Vorsteuerabzug"), mark=known, moments=later,
           otherwise=Outcome.REVIEW),
        no(id="no_other_state_programme_funds_it", question="other_state_programme",
           clause=Clause("S17", "Doppelförderung"), mark=known, moments=later,
           otherwise=Outcome.REVIEW),
        no(id="no_state_aid_is_involved", question="economic_activity",
           clause=Clause("EU-2023-2831", "Art. 3"), mark=Mark.INFERRED, moments=later,
           otherwise=Outcome.REVIEW),
        better_off_ban(),
    )  # fmt: skip


# Municipal recipients are under ANBest-GK, which has no such ban (domain report 2.6).
_UNDER_ANBEST_P = frozenset(
    {
        ApplicantType.PUBLIC_BODY,
        ApplicantType.CHURCH_BODY,
        ApplicantType.CHARITY,
        ApplicantType.MIGRANT_ORG,
    }
)


def better_off_ban() -> Rule:
    """Mostly publicly funded recipients pay their staff no better than the state does."""
    paid = no(
        id="staff_is_not_better_off",
        question="staff_better_paid",
        clause=Clause("ANBest-P", "1.3"),
        mark=Mark.SOURCED,
        moments=FROM_FILING,
        otherwise=Outcome.REVIEW,
    )
    return only_for(only_if(paid, question="mostly_publicly_funded"), types=_UNDER_ANBEST_P)


def paper_at_decision(rule_id: str, kind: str, clause: Clause, mark: Mark) -> Rule:
    """A paper that the review brings (vote, statement, agreement): REVIEW until it is there."""
    return Rule(
        id=rule_id,
        clause=clause,
        mark=mark,
        moments=frozenset({Moment.DECISION}),
        reads=("@papers",),
        judge=_has_paper(kind),
    )


def _has_paper(kind: str) -> Callable[[Facts], Ruling]:
    def judge(facts: Facts) -> Ruling:
        present = facts.papers is not None and kind in facts.papers
        key = f"review_paper.{kind}"
        return met(f"{key}.met") if present else review(f"{key}.review")

    return judge
