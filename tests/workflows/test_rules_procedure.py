"""The procedure: begin, start, deadlines, call, duration, declarations, review papers."""

from datetime import date

import pytest

from workflows import registry
from workflows.facts import Applicant, CallTerms, Facts, History, PartFacts
from workflows.facts import ApplicantType as T
from workflows.figures import Figure, Unit
from workflows.findings import Outcome
from workflows.guideline import Deadline, DeadlineKind
from workflows.rules.deadlines import call_is_open, deadline_kept, deadlines_of, duration_within
from workflows.rules.procedure import (
    better_off_ban,
    general_declarations,
    measure_not_begun,
    start_not_before_decision,
)
from workflows.rules.reviews import review_rules
from workflows.sources import Clause, Mark

CLAUSE = Clause("S1b", "Antragsfrist")
PROJECTS = registry.guideline("innovative_projects", "2021")
DAY = date(2026, 11, 23)
NEW_YEAR = frozenset({date(2028, 1, 1), date(2027, 1, 1)})
MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
REVIEW, NOT_ASKED = Outcome.REVIEW, Outcome.NOT_ASKED


def judged(rule, answers=None, *, day=DAY, start=None, end=None, **members):
    parts = () if start is None and end is None else (PartFacts(start=start, end=end),)
    return rule.judge(Facts(day=day, answers=answers or {}, parts=parts, **members))


BEGUN = {"already_begun": True, "is_follow_up": False}


@pytest.mark.parametrize(
    ("answers", "history", "outcome", "key"),
    [
        ({}, History(), NOT_ASKED, "already_begun"),
        ({"already_begun": False}, History(), MET, None),
        ({"already_begun": True}, History(), NOT_ASKED, "is_follow_up"),
        ({"already_begun": True, "is_follow_up": True}, History(), MET, None),
        ({"already_begun": True}, History(is_follow_up=True), MET, None),
        (BEGUN, History(), NOT_MET, None),
        (BEGUN, History(early_start_from=date(2026, 10, 1)), NOT_ASKED, "begin_day"),
        (
            {**BEGUN, "begin_day": date(2026, 10, 1)},
            History(early_start_from=date(2026, 10, 1)),
            MET,
            None,
        ),
        (
            {**BEGUN, "begin_day": date(2026, 9, 30)},
            History(early_start_from=date(2026, 10, 1)),
            NOT_MET,
            None,
        ),
        (
            {"already_begun": False, "is_follow_up": False},
            History(begun_on=date(2026, 9, 30)),
            NOT_MET,
            None,
        ),
        (
            {"is_follow_up": False},
            History(begun_on=date(2026, 10, 2), notice_effective_on=date(2026, 10, 2)),
            MET,
            None,
        ),
    ],
)
def test_nothing_begins_before_the_decision(answers, history, outcome, key):
    ruling = judged(measure_not_begun(PROJECTS), answers, history=history)

    assert (ruling.outcome, ruling.values.get("question")) == (outcome, key)


@pytest.mark.parametrize(
    ("start", "history", "outcome"),
    [
        (date(2026, 11, 22), History(), NOT_MET),
        (date(2026, 11, 23), History(), MET),
        (date(2027, 1, 1), History(notice_effective_on=date(2027, 1, 2)), NOT_MET),
        (date(2027, 1, 2), History(notice_effective_on=date(2027, 1, 2)), MET),
        (
            date(2026, 12, 1),
            History(notice_effective_on=date(2027, 1, 2), early_start_from=date(2026, 12, 1)),
            MET,
        ),
        (date(2026, 1, 1), History(is_follow_up=True), MET),
    ],
)
def test_the_start_is_not_before_notice_or_early_start(start, history, outcome):
    first = {"is_follow_up": False}
    ruling = judged(start_not_before_decision(PROJECTS), first, start=start, history=history)

    assert ruling.outcome is outcome


@pytest.mark.parametrize(
    ("answers", "start", "outcome"),
    [
        ({}, date(2026, 11, 22), NOT_ASKED),
        ({}, date(2026, 11, 23), MET),
        ({"is_follow_up": False}, date(2026, 11, 22), NOT_MET),
        ({"is_follow_up": True}, date(2026, 11, 22), MET),
    ],
)
def test_an_early_start_fails_only_when_it_is_no_follow_up(answers, start, outcome):
    ruling = judged(start_not_before_decision(PROJECTS), answers, start=start)

    assert ruling.outcome is outcome
    assert ruling.values.get("question") == ("is_follow_up" if outcome is NOT_ASKED else None)


@pytest.mark.parametrize(
    ("answers", "received", "outcome"),
    [
        ({}, date(2026, 12, 31), MET),  # in time for either deadline
        ({}, date(2027, 1, 1), NOT_ASKED),
        ({"is_follow_up": False}, date(2027, 1, 1), MET),
        ({"is_follow_up": True}, date(2027, 1, 1), REVIEW),
        ({}, date(2027, 6, 3), REVIEW),  # late for either
    ],
)
def test_a_deadline_waits_for_the_answer_that_decides_it(answers, received, outcome):
    rule = deadline_kept(
        rule_of(DeadlineKind.FOUR_WEEKS_BEFORE_START, follow_up=DeadlineKind.YEAR_END_BEFORE_START)
    )

    ruling = judged(rule, answers, day=received, start=date(2027, 7, 1))

    assert ruling.outcome is outcome
    assert ruling.values.get("question") == ("is_follow_up" if outcome is NOT_ASKED else None)


def test_without_a_start_nothing_can_be_said():
    assert judged(start_not_before_decision(PROJECTS)).outcome is NOT_ASKED
    half = (PartFacts(part="training", start=DAY), PartFacts(part="deployment"))
    assert (
        start_not_before_decision(PROJECTS).judge(Facts(day=DAY, parts=half)).outcome is NOT_ASKED
    )


def rule_of(kind, **members):
    return {"*": Deadline(kind=kind, clause=CLAUSE, mark=Mark.SOURCED, **members)}


@pytest.mark.parametrize(
    ("deadlines", "start", "received", "outcome"),
    [
        # four weeks are 28 full days and never shift: 1 July, last day 2 June (rulings)
        (rule_of(DeadlineKind.FOUR_WEEKS_BEFORE_START), date(2027, 7, 1), date(2027, 6, 2), MET),
        (rule_of(DeadlineKind.FOUR_WEEKS_BEFORE_START), date(2027, 7, 1), date(2027, 6, 3), REVIEW),
        # 31 December 2027 is a Friday, 31 December 2028 a Sunday
        (rule_of(DeadlineKind.YEAR_END_BEFORE_START), date(2028, 3, 1), date(2027, 12, 31), MET),
        (rule_of(DeadlineKind.YEAR_END_BEFORE_START), date(2028, 3, 1), date(2028, 1, 3), REVIEW),
        (rule_of(DeadlineKind.NONE), date(2028, 3, 1), date(2028, 2, 28), MET),
    ],
)
def test_lateness_is_for_review_never_refused(deadlines, start, received, outcome):
    ruling = judged(
        deadline_kept(deadlines), day=received, start=start, end=start, holidays=NEW_YEAR
    )

    assert ruling.outcome is outcome


@pytest.mark.parametrize(
    ("fixed", "received", "outcome"),
    [
        (False, date(2024, 1, 2), MET),
        (False, date(2024, 1, 3), REVIEW),
        (True, date(2023, 12, 31), MET),
        (True, date(2024, 1, 2), REVIEW),
    ],
)
def test_31_december_shifts_unless_the_call_names_it_as_fixed(fixed, received, outcome):
    call = CallTerms(
        years=(2024,), opens_on=date(2023, 10, 1), closes_on=date(2023, 12, 31),
        closing_is_fixed_day=fixed,
    )  # fmt: skip
    holidays = frozenset({date(2024, 1, 1)})

    ruling = judged(
        deadline_kept(rule_of(DeadlineKind.YEAR_END_BEFORE_START)),
        day=received, start=date(2024, 2, 1), end=date(2024, 12, 31), call=call, holidays=holidays,
    )  # fmt: skip
    window = judged(call_is_open(), day=received, call=call, holidays=holidays)

    assert (ruling.outcome, window.outcome) == (outcome, outcome)


def test_the_day_of_filing_counts_not_the_day_of_looking():
    rule = deadline_kept(rule_of(DeadlineKind.YEAR_END_BEFORE_START))
    filed = History(filed_on=date(2026, 12, 1))

    ruling = judged(
        rule, day=date(2027, 5, 1), start=date(2027, 6, 1), end=date(2027, 7, 1), history=filed
    )

    assert ruling.outcome is MET


def test_follow_ups_may_have_another_deadline_and_each_part_its_own():
    deadlines = {
        "*": Deadline(kind=DeadlineKind.FOUR_WEEKS_BEFORE_START, clause=CLAUSE, mark=Mark.SOURCED),
        "deployment": Deadline(
            kind=DeadlineKind.FOUR_WEEKS_BEFORE_START,
            follow_up=DeadlineKind.YEAR_END_BEFORE_START,
            clause=CLAUSE,
            mark=Mark.SOURCED,
        ),
    }
    parts = (
        PartFacts(part="training", start=date(2027, 7, 1)),
        PartFacts(part="deployment", start=date(2027, 7, 1)),
    )
    first = Facts(day=DAY, parts=parts)
    follow_up = Facts(day=DAY, parts=parts, answers={"is_follow_up": True})

    assert [(p, d.day) for p, d in deadlines_of(deadlines, first)] == [
        ("training", date(2027, 6, 2)),
        ("deployment", date(2027, 6, 2)),
    ]
    assert [(p, d.day) for p, d in deadlines_of(deadlines, follow_up)] == [
        ("training", date(2027, 6, 2)),
        ("deployment", date(2026, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("line", "version", "mark"),
    [
        ("integration_guides", "2021", Mark.SOURCED),
        ("integration_guides", "2014", Mark.UNVERIFIED),
    ],
)
def test_the_finding_cites_the_deadline_that_decided(line, version, mark):
    rule = deadline_kept(registry.guideline(line, version).deadline)
    training = PartFacts(part="training", start=date(2027, 7, 1))
    deployment = PartFacts(part="deployment", start=date(2027, 7, 1))

    def cited(*parts, follow_up):
        known = Facts(day=DAY, parts=parts, answers={"is_follow_up": follow_up})
        ruling = rule.judge(known)
        return ruling.values["part"], ruling.values["last"], ruling.clause, ruling.mark

    follow_ups = Clause("S6e", "Folgeanträge bis 31.12.")
    assert cited(training, deployment, follow_up=True) == (
        "deployment", "31.12.2026", follow_ups, mark,
    )  # fmt: skip
    assert cited(training, follow_up=True) == ("training", "02.06.2027", CLAUSE, mark)
    assert rule.clause == CLAUSE


@pytest.mark.parametrize(
    ("received", "key"),
    [
        (date(2026, 9, 30), "call.not_yet_open"),
        (date(2026, 10, 1), "call.open"),
        (date(2026, 11, 30), "call.open"),
        (date(2026, 12, 1), "call.closed"),
    ],
)
def test_the_call_is_open_from_its_first_to_its_last_day(received, key):
    call = CallTerms(years=(2027,), opens_on=date(2026, 10, 1), closes_on=date(2026, 11, 30))

    assert judged(call_is_open(), day=received, call=call).key == key


def test_no_call_is_for_review():
    assert judged(call_is_open()).key == "call.none"


@pytest.mark.parametrize(
    ("start", "end", "months", "outcome"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), 12, MET),
        (date(2027, 1, 1), date(2028, 1, 1), 12, NOT_MET),
        (date(2027, 7, 1), date(2028, 12, 31), 18, MET),
        # The period ends before the day that bears the start's number, or with a shorter month.
        (date(2025, 3, 31), date(2026, 9, 30), 18, MET),
        (date(2025, 3, 31), date(2026, 10, 1), 18, NOT_MET),
        (date(2025, 8, 31), date(2027, 2, 28), 18, MET),
        (date(2025, 8, 31), date(2027, 3, 1), 18, NOT_MET),
        (date(2025, 12, 31), date(2027, 6, 30), 18, MET),
        (date(2025, 12, 31), date(2027, 7, 1), 18, NOT_MET),
        (date(2025, 5, 31), date(2026, 11, 30), 18, MET),
        (date(2025, 5, 31), date(2026, 12, 1), 18, NOT_MET),
        (date(2024, 2, 29), date(2026, 2, 28), 24, MET),
        (date(2024, 2, 29), date(2026, 3, 1), 24, NOT_MET),
        (date(2025, 5, 15), date(2026, 11, 14), 18, MET),
        (date(2025, 5, 15), date(2026, 11, 15), 18, NOT_MET),
        (date(2027, 1, 1), date(2026, 12, 31), 12, NOT_MET),
        (date(2027, 1, 1), date(2027, 12, 31), None, REVIEW),
        (date(2027, 1, 1), None, 12, NOT_ASKED),
        (None, None, 12, NOT_ASKED),
    ],
)
def test_the_award_is_no_longer_than_the_guideline_allows(start, end, months, outcome):
    longest = Figure(
        key="longest_award", value=months, unit=Unit.MONTHS, clause=CLAUSE, mark=Mark.SOURCED
    )

    assert judged(duration_within(longest), start=start, end=end).outcome is outcome


@pytest.mark.parametrize(
    ("rule", "good", "otherwise"),
    [
        ("applicant_manages_orderly", True, NOT_MET),
        ("applicant_can_prove_use", True, NOT_MET),
        ("applicant_can_bear_own_share", True, NOT_MET),
        ("total_financing_is_secured", True, REVIEW),
        ("subsidy_facts_are_declared", True, REVIEW),
        ("input_tax_is_not_deductible", False, REVIEW),
        ("no_other_state_programme_funds_it", False, REVIEW),
        ("no_state_aid_is_involved", False, REVIEW),
    ],
)
def test_a_test_of_ability_fails_and_any_other_declaration_goes_to_an_officer(
    rule, good, otherwise
):
    (found,) = [one for one in general_declarations(PROJECTS) if one.id == rule]
    (question,) = found.reads

    outcomes = [judged(found, {question: answer}).outcome for answer in (good, not good)]

    assert outcomes == [MET, otherwise]
    assert judged(found).values["question"] == question


def test_no_declaration_is_left_out_of_the_table_above():
    assert len(general_declarations(PROJECTS)) == 8 + len(["staff_is_not_better_off"])


@pytest.mark.parametrize(
    ("kind", "answers", "outcome"),
    [
        (T.COUNTY, {}, MET),
        (T.CHARITY, {}, NOT_ASKED),
        (T.CHARITY, {"mostly_publicly_funded": False}, MET),
        (T.CHARITY, {"mostly_publicly_funded": True}, NOT_ASKED),
        (T.CHARITY, {"mostly_publicly_funded": True, "staff_better_paid": False}, MET),
        (T.CHARITY, {"mostly_publicly_funded": True, "staff_better_paid": True}, REVIEW),
    ],
)
def test_the_better_off_ban_binds_the_mostly_publicly_funded(kind, answers, outcome):
    assert judged(better_off_ban(), answers, applicant=Applicant(type=kind)).outcome is outcome


@pytest.mark.parametrize(
    ("line", "version", "paper"),
    [
        ("diversity_centres", "2021", "target_agreement"),
        ("innovative_projects", "2021", "expert_vote"),
        ("migrant_organisations", "2021", "municipal_statement"),
        ("diversity_strategies", "2018", "jury_vote"),
    ],
)
def test_the_review_of_a_line_must_bring_its_paper(line, version, paper):
    (rule,) = review_rules(registry.guideline(line, version))

    present = judged(rule, papers=frozenset({paper}))

    assert (judged(rule).outcome, present.outcome) == (REVIEW, MET)


@pytest.mark.parametrize(
    ("line", "version"), [("coordination", "2014"), ("integration_guides", "2021")]
)
def test_lines_without_a_review_ask_for_no_such_paper(line, version):
    assert review_rules(registry.guideline(line, version)) == ()
