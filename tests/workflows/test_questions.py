"""Questions: stable ids, complete wording, and none that nobody reads."""

import re

import pytest

from workflows import registry
from workflows.bundles import BUNDLES
from workflows.judging import rules_of
from workflows.questions import (
    ASKED_BY,
    QUESTIONS,
    Kind,
    Scope,
    part_of,
    question,
)
from workflows.wording import TEXTS

GUIDELINES = list(registry.guidelines())
IDS = [f"{one.line}-{one.version}" for one in GUIDELINES]


def test_every_question_has_label_hint_and_options_in_german():
    for asked in QUESTIONS.values():
        keys = [asked.label_key, asked.hint_key, *(asked.option_key(one) for one in asked.choices)]

        assert [key for key in keys if not TEXTS.get(key)] == []
        assert TEXTS[asked.label_key].endswith(("?", "."))


def test_no_wording_stands_for_a_question_that_does_not_exist():
    worded = {key.split(".")[1] for key in TEXTS if re.fullmatch(r"question\.\w+\.label", key)}

    assert worded == set(QUESTIONS)


def test_ids_are_plain_and_kinds_are_whole():
    for name, asked in QUESTIONS.items():
        assert name == asked.id
        assert re.fullmatch(r"[a-z][a-z0-9_]*", asked.id)
        assert (asked.kind is Kind.CHOICE) <= bool(asked.choices)
        assert (asked.kind is Kind.NUMBER) == (asked.unit is not None)
        assert (asked.kind is Kind.NUMBER) == (asked.most is not None)


@pytest.mark.parametrize("guideline", GUIDELINES, ids=IDS)
def test_every_rule_reads_questions_that_exist(guideline):
    names = {name for rule in rules_of(guideline) for name in rule.reads if name[0] != "@"}

    assert {name.rpartition(".")[2] for name in names} <= set(QUESTIONS)
    parts = {part_of(name) for name in names} - {None}
    assert parts <= {part.id for part in guideline.parts}


def test_every_question_is_read_by_a_rule_or_moves_an_amount_or_is_told():
    told = {
        "project_title", "project_place", "project_summary", "concept_text", "goals",
        "begin_reason", "early_start_wanted", "health_guides",
    }  # fmt: skip
    used = set(told) | set(BUNDLES)
    for guideline in GUIDELINES:
        for rule in rules_of(guideline):
            used |= {ASKED_BY.get(name, name).rpartition(".")[2] for name in rule.reads}
        used |= set(guideline.questions)
        for part in guideline.parts:
            used |= set(part.questions)
            used |= {component.wanted for component in part.components if component.wanted}

    assert set(QUESTIONS) - used == set()


def test_a_bundle_stands_for_yes_no_answers_or_numbers_of_the_case():
    for name, bundle in BUNDLES.items():
        assert (name, QUESTIONS[name].scope) == (bundle.id, Scope.FINDER)
        assert {QUESTIONS[one].scope for one in bundle.stands_for} == {Scope.CASE}
        assert not bundle.stands_for.keys() & BUNDLES.keys()


def test_only_bundles_are_for_the_finder_alone():
    alone = {name for name, asked in QUESTIONS.items() if asked.scope is Scope.FINDER}

    assert alone == set(BUNDLES)


def test_dotted_names_lead_to_the_question_and_its_part():
    assert question("training.units") is QUESTIONS["units"]
    assert (part_of("training.units"), part_of("charitable")) == ("training", None)
    with pytest.raises(KeyError):
        question("training.unheard_of")


def test_report_questions_are_never_asked_in_an_application():
    for guideline in GUIDELINES:
        asked = set(guideline.questions)
        for part in guideline.parts:
            asked |= set(part.questions)
            reported = {*part.proof.counters, *part.proof.narrative}
            assert {QUESTIONS[name].scope for name in reported} == {Scope.REPORT}
        assert Scope.REPORT not in {QUESTIONS[name].scope for name in asked}
