"""Each paper, counter and question of each line changes a finding or the entitlement."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.workflows.good import CASE, PART, answered, good_facts
from workflows import registry
from workflows.entitlement import most
from workflows.facts import ApplicantType, Facts
from workflows.findings import Moment, Outcome
from workflows.guideline import Guideline, PaperNeed
from workflows.judging import judge, rules_of
from workflows.questions import QUESTIONS

GUIDELINES = list(registry.guidelines())
by_version = pytest.mark.parametrize(
    "guideline", GUIDELINES, ids=lambda one: f"{one.line}-{one.version}"
)

# What the case is about: shown to the officer and in the letter, judged by no rule.
DESCRIPTIVE = {"project_title", "project_summary", "project_place", "goals", "health_guides"}
DESCRIPTIVE_FOR = {"innovative_projects": {"target_group", "project_focus"}}


def admitted_type(guideline: Guideline, need: PaperNeed | None = None) -> ApplicantType:
    """A type that may apply, or of which the paper is asked."""
    types = need.types if need is not None and need.types else guideline.admissions
    return next(
        kind
        for kind in ApplicantType
        if kind in types and guideline.admissions[kind].outcome is not Outcome.NOT_MET
    )


def outcomes(guideline: Guideline, facts: Facts) -> dict[tuple[Moment, str], Outcome]:
    return {
        (moment, one.rule): one.outcome
        for moment in Moment
        for one in judge(guideline, facts, moment).findings
    }


def changed(guideline: Guideline, before: Facts, after: Facts) -> dict[tuple[Moment, str], Outcome]:
    old, new = outcomes(guideline, before), outcomes(guideline, after)
    return {key: new[key] for key in new if new[key] is not old[key]}


@by_version
def test_a_paper_that_is_missing_is_found_missing(guideline):
    for need in guideline.papers:
        facts = good_facts(guideline, admitted_type(guideline, need))
        assert facts.papers is not None
        without = replace(facts, papers=facts.papers - {need.kind})
        stem = need.kind if need.part is None else f"{need.part}_{need.kind}"
        expected = {(need.moment, f"paper_{stem}_is_there"): Outcome.NOT_ASKED}
        if need.moment is Moment.FILING:
            later = (Moment.DECISION, f"paper_{stem}_is_there_at_decision")
            expected[later] = Outcome.REVIEW
        assert changed(guideline, facts, without) == expected, need.kind


@by_version
def test_a_paper_of_one_type_or_choice_is_not_asked_of_others(guideline):
    for need in guideline.papers:
        kind = admitted_type(guideline, need)
        facts = good_facts(guideline, kind)
        if need.only_if is not None:
            without = answered(replace(facts, papers=frozenset()), need.only_if, False)
        elif need.types:
            others = set(ApplicantType) - need.types - {kind}
            without = replace(good_facts(guideline, min(others)), papers=frozenset())
        elif need.part is not None:
            rest = tuple(part for part in facts.parts if part.part != need.part)
            without = replace(facts, papers=frozenset(), parts=rest)
        else:
            continue
        stem = need.kind if need.part is None else f"{need.part}_{need.kind}"
        found = outcomes(guideline, without)[need.moment, f"paper_{stem}_is_there"]
        assert found is Outcome.MET, need.kind


@by_version
def test_a_counter_that_is_missing_is_found_missing(guideline):
    facts = good_facts(guideline, admitted_type(guideline))
    for part in guideline.parts:
        for counter in (*part.proof.narrative, *part.proof.counters):
            after = changed(guideline, facts, answered(facts, f"report:{counter}", None))
            rule = f"reported_{counter}" if part.id == "main" else f"reported_{part.id}_{counter}"
            assert after[Moment.PROOF, rule] is Outcome.NOT_ASKED, counter
            assert set(after.values()) == {Outcome.NOT_ASKED}
            assert {moment for moment, _ in after} == {Moment.PROOF}


def touched(guideline: Guideline, facts: Facts, question: str) -> bool:
    """Whether taking the answer away, or turning it, changes a finding or the entitlement."""
    part, _, name = question.rpartition(".")
    value = (PART if part else CASE).get(name)
    other: object = None
    if isinstance(value, bool):
        other = not value
    elif isinstance(value, int | Decimal):
        other = value + 1
    for answer in (None, other):
        after = answered(facts, question, answer)  # type: ignore[arg-type]
        if changed(guideline, facts, after):
            return True
        if most(guideline, after).to_json() != most(guideline, facts).to_json():
            return True
    return False


@by_version
def test_every_question_changes_a_finding_or_the_entitlement(guideline):
    questions = [*guideline.questions]
    for part in guideline.parts:
        questions += [f"{part.id}.{name}" for name in part.questions]
    everything = [
        answered(good_facts(guideline, kind), "deployment.coordination_flat_rate", True)
        for kind, admission in guideline.admissions.items()
        if admission.outcome is not Outcome.NOT_MET
    ]
    idle = {
        question
        for question in questions
        if not any(touched(guideline, facts, question) for facts in everything)
    }
    assert idle <= DESCRIPTIVE | DESCRIPTIVE_FOR.get(guideline.line, set())


@by_version
def test_everything_the_line_and_its_rules_name_is_a_question(guideline):
    named = {*guideline.questions}
    for part in guideline.parts:
        named |= {*part.questions, *part.proof.counters, *part.proof.narrative}
    for rule in rules_of(guideline):
        named |= {name.rpartition(".")[2] for name in rule.reads if name[0] != "@"}
    assert named <= set(QUESTIONS)


@by_version
def test_what_its_own_rules_read_is_asked_in_the_application_or_the_proof(guideline):
    asked = {*guideline.questions, *(f"wants_{part.id}" for part in guideline.parts)}
    for part in guideline.parts:
        asked |= {f"{part.id}.{name}" for name in part.questions}
        asked |= set(part.proof.counters)
    read = {name for rule in guideline.rules for name in rule.reads if name[0] != "@"}
    assert read - asked == set()
