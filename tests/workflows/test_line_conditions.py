"""Each condition of each line: flipping the answer flips exactly that rule's finding."""

from collections import Counter

import pytest

from tests.workflows.good import answered, good_facts
from tests.workflows.line_conditions import TABLE, Condition
from workflows import registry
from workflows.entitlement import most
from workflows.facts import Facts
from workflows.findings import Moment, Outcome
from workflows.guideline import Guideline
from workflows.judging import judge
from workflows.questions import ASKED_BY, QUESTIONS

CASES = [
    pytest.param(line, version, row, id=f"{line}-{version}-{row.rule}-{row.kind}-{number}")
    for (line, version), table in TABLE.items()
    for number, row in enumerate(table)
]

Findings = dict[tuple[Moment, str], Outcome]


def findings(guideline: Guideline, facts: Facts) -> Findings:
    """Every rule's outcome at every moment."""
    return {
        (moment, one.rule): one.outcome
        for moment in Moment
        for one in judge(guideline, facts, moment).findings
    }


def prepared(guideline: Guideline, row: Condition) -> Facts:
    facts = good_facts(guideline, row.kind)
    for question, answer in row.given.items():
        facts = answered(facts, question, answer)
    return answered(facts, row.question, row.good)


@pytest.mark.parametrize(("line", "version", "row"), CASES)
def test_flipping_the_answer_flips_exactly_that_finding(line, version, row):
    guideline = registry.guideline(line, version)
    good = prepared(guideline, row)
    before = findings(guideline, good)
    bad = answered(good, row.question, row.bad)
    after = findings(guideline, bad)

    changed = {key: after[key] for key in after if after[key] is not before[key]}
    rule = next(one for one in guideline.rules if one.id == row.rule)
    assert {outcome for key, outcome in before.items() if key[1] == row.rule} == {Outcome.MET}
    own = {key: outcome for key, outcome in changed.items() if key[1] == row.rule}
    assert own == {(moment, row.rule): row.outcome for moment in rule.moments}
    names = {key[1] for key in changed}
    if most(guideline, bad).amount != most(guideline, good).amount:
        # Taking a component away may leave more asked for than can be granted.
        names.discard("grant_asked_is_within_the_most")
    assert names == {row.rule, row.also} - {None}


@pytest.mark.parametrize(("line", "version", "row"), CASES)
def test_the_rule_reads_the_question_and_the_line_asks_it(line, version, row):
    guideline = registry.guideline(line, version)
    rule = next(one for one in guideline.rules if one.id == row.rule)
    name = row.question.removeprefix("report:")
    assert name in rule.reads or row.question.startswith("@applicant.")
    if row.question.startswith("@"):
        assert ASKED_BY[row.question] in QUESTIONS
        return
    part, _, question = name.rpartition(".")
    asked = {
        *(guideline.questions if not part else guideline.part(part).questions),
        *(counter for one in guideline.parts for counter in one.proof.counters),
    }
    assert question in asked


@pytest.mark.parametrize(
    "guideline", list(registry.guidelines()), ids=lambda one: f"{one.line}-{one.version}"
)
def test_every_rule_of_a_line_stands_in_the_table(guideline):
    table = TABLE[guideline.line, guideline.version]
    assert {row.rule for row in table} == {rule.id for rule in guideline.rules}
    assert Counter(rule.id for rule in guideline.rules).most_common(1)[0][1] == 1


def test_the_table_names_no_version_that_does_not_exist():
    assert set(TABLE) == {(one.line, one.version) for one in registry.guidelines()}
