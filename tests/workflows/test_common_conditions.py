"""What all lines share stands in each line's table too: begin, dates, plan, papers and proof."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflows.common_conditions import (
    EVERYTHING,
    NO_DEADLINE,
    NO_OWN_SHARE,
    Common,
    begin,
    each_part,
    filed_after_begin,
    nothing_of_its_own,
    notice_after_begin,
)
from tests.workflows.common_table import COMMON
from tests.workflows.good import answered, good_facts
from tests.workflows.line_conditions import TABLE
from tests.workflows.test_line_conditions import Findings, findings
from workflows import registry
from workflows.entitlement import most
from workflows.facts import ApplicantType, Facts
from workflows.findings import Moment, Outcome
from workflows.guideline import Guideline, Rule
from workflows.judging import rules_of
from workflows.questions import ASKED_BY, QUESTIONS

CASES = [
    pytest.param(line, version, row, id=f"{line}-{version}-{row.rule}")
    for (line, version), table in COMMON.items()
    for row in table
]
by_version = pytest.mark.parametrize(
    "guideline", list(registry.guidelines()), ids=lambda one: f"{one.line}-{one.version}"
)


def prepared(guideline: Guideline, row: Common) -> Facts:
    facts = good_facts(guideline, row.kind)
    for question, answer in row.given.items():
        facts = answered(facts, question, answer)
    return facts


def rule_named(guideline: Guideline, name: str) -> Rule:
    return next(one for one in rules_of(guideline) if one.id == name)


def flipped(before: Findings, after: Findings) -> Findings:
    return {key: after[key] for key in after if after[key] is not before[key]}


def reading(guideline: Guideline, name: str) -> set[str]:
    """The rules that read this fact, of the case or of a part."""
    return {
        rule.id
        for rule in rules_of(guideline)
        if name in {one.rpartition(".")[2] if one[0] != "@" else one for one in rule.reads}
    }


@pytest.mark.parametrize(("line", "version", "row"), CASES)
def test_spoiling_the_answer_flips_that_finding_and_no_other(line, version, row):
    guideline = registry.guideline(line, version)
    good = prepared(guideline, row)
    bad = row.spoil(good)
    before, after = findings(guideline, good), findings(guideline, bad)

    changed = flipped(before, after)
    rule = rule_named(guideline, row.rule)
    assert {outcome for key, outcome in before.items() if key[1] == row.rule} == {Outcome.MET}
    own = {key: outcome for key, outcome in changed.items() if key[1] == row.rule}
    assert own == {(moment, row.rule): row.outcome for moment in rule.moments}
    names = {key[1] for key in changed} - {row.rule}
    if EVERYTHING in row.also:
        return
    if most(guideline, bad).amount != most(guideline, good).amount:
        # What can be granted hangs on the plan: less of it may leave more asked for.
        names.discard("grant_asked_is_within_the_most")
    allowed = reading(guideline, row.also_reading) if row.also_reading else set()
    assert names - allowed == row.also - {"grant_asked_is_within_the_most"}


@pytest.mark.parametrize(("line", "version", "row"), CASES)
def test_the_rule_reads_what_was_spoilt(line, version, row):
    rule = rule_named(registry.guideline(line, version), row.rule)
    read = {name if name[0] == "@" else name.rpartition(".")[2] for name in rule.reads}
    # The day of receipt is the day of filing once there is one.
    assert row.asked in read or (row.asked == "@history" and "@day" in read)
    if row.asked[0] != "@":
        assert row.asked in QUESTIONS
    elif row.asked.startswith("@applicant."):
        assert ASKED_BY[row.asked] in QUESTIONS


@by_version
def test_every_rule_that_judges_a_line_stands_in_one_of_its_tables(guideline):
    line = (guideline.line, guideline.version)
    tabled = {row.rule for row in (*TABLE[line], *COMMON[line])}
    judging = {rule.id for rule in rules_of(guideline)}
    without = {"application_deadline_is_kept"} if line in NO_DEADLINE else set()
    without |= {"own_share_is_enough"} if line in NO_OWN_SHARE else set()
    assert judging - tabled == without
    assert tabled - judging == set()


@pytest.mark.parametrize(("line", "version"), sorted(NO_DEADLINE))
def test_where_no_deadline_was_found_no_filing_is_late(line, version):
    guideline = registry.guideline(line, version)
    late = filed_after_begin(good_facts(guideline, COMMON[line, version][0].kind))
    found = findings(guideline, late)
    assert found[Moment.FILING, "application_deadline_is_kept"] is Outcome.MET
    assert found[Moment.FILING, "call_is_open"] is Outcome.REVIEW


@pytest.mark.parametrize(("line", "version"), sorted(NO_OWN_SHARE))
def test_fixed_amounts_ask_for_no_own_share(line, version):
    guideline = registry.guideline(line, version)
    facts = each_part(nothing_of_its_own)(good_facts(guideline, ApplicantType.CHARITY))
    assert findings(guideline, facts)[Moment.FILING, "own_share_is_enough"] is Outcome.MET


@by_version
def test_a_begin_before_the_notice_stands_by_an_early_start_or_a_running_measure(guideline):
    kind = COMMON[guideline.line, guideline.version][0].kind
    good = good_facts(guideline, kind)
    late = notice_after_begin(good)
    key = (Moment.DECISION, "start_is_not_before_decision")
    assert findings(guideline, late)[key] is Outcome.NOT_MET

    allowed = replace(late, history=replace(late.history, early_start_from=begin(good)))
    assert findings(guideline, allowed)[key] is Outcome.MET
    day_late = replace(
        late, history=replace(late.history, early_start_from=begin(good) + timedelta(days=1))
    )
    assert findings(guideline, day_late)[key] is Outcome.NOT_MET
    assert findings(guideline, answered(late, "is_follow_up", True))[key] is Outcome.MET


@pytest.mark.parametrize("version", ["2018", "2019", "2021"])
@pytest.mark.parametrize(
    "kind",
    [ApplicantType.SPECIAL_STATUS_CITY, ApplicantType.INDEPENDENT_CITY, ApplicantType.COUNTY],
)
def test_a_city_of_special_status_has_coordinators_of_its_own(version, kind):
    guideline = registry.guideline("diversity_strategies", version)
    found = findings(guideline, good_facts(guideline, kind))
    for moment in (Moment.FINDER, Moment.FILING, Moment.DECISION):
        assert found[moment, "municipality_belongs_to_county"] is Outcome.NOT_MET
