"""Every rule has a short German name, and no list of findings holds the same name twice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.workflows.test_proving import DUE, GOOD
from workflows import registry
from workflows.findings import Moment
from workflows.judging import rules_at, rules_of
from workflows.naming import rule_name
from workflows.parameters import DEFAULTS
from workflows.proving import AboveMost, proof_findings
from workflows.sources import Clause
from workflows.wording import say

GUIDELINES = list(registry.guidelines())
UNKNOWN = say("rule.name.@unknown")


def ids(one):
    return f"{one.line}-{one.version}"


@pytest.mark.parametrize("guideline", GUIDELINES, ids=ids)
def test_every_rule_of_a_guideline_has_a_name_of_its_own(guideline):
    unnamed = [rule.id for rule in rules_of(guideline) if rule_name(rule.id) == UNKNOWN]

    assert unnamed == []


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("guideline", GUIDELINES, ids=ids)
def test_no_verdict_has_the_same_name_twice(guideline, moment):
    names = [rule_name(rule.id) for rule in rules_at(guideline, moment)]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("guideline", GUIDELINES, ids=ids)
def test_the_formal_check_asks_no_two_points_under_one_name(guideline):
    later = {rule.id for rule in rules_at(guideline, Moment.DECISION)}
    asked = later | {
        rule.id
        for rule in rules_at(guideline, Moment.FILING)
        if f"{rule.id}_at_decision" not in later
    }
    names = [rule_name(one) for one in asked]

    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("guideline", GUIDELINES, ids=ids)
def test_the_examination_of_a_proof_names_items_and_persons(guideline):
    years = (2026, 2027)
    told = replace(
        GOOD,
        actual={"Personal": Decimal("1500.00"), "Räume": Decimal("900.00")},
        own=(Decimal("300.00"), Decimal("200.00")),
        other=(Decimal("100.00"), Decimal("200.00")),
        above=tuple(
            AboveMost(code="L-01", year=year, hours=Decimal(300), most=Decimal(276))
            for year in years
        ),
    )
    found = proof_findings(told, DEFAULTS, DUE, Clause("S6h", "Verwendungsnachweis"))
    names = [rule_name(one.rule, one.values) for one in found]
    names += [rule_name(rule.id) for rule in rules_at(guideline, Moment.PROOF)]

    assert sorted(names) == sorted(set(names))
    assert {"Einzelansatz „Personal“", "Höchststunden von Person L-01 im Jahr 2027"} <= set(names)


def test_a_paper_and_a_counter_are_named_after_themselves():
    assert rule_name("paper_statutes_is_there_at_decision") == "Unterlage: Satzung"
    assert rule_name("reported_participants_women") == "Bericht: Teilnehmende Frauen"
    assert rule_name("reported_deployment_hours_worked") == (
        "Bericht (Einsatz): Geleistete Einsatzstunden"
    )


def test_a_rule_that_the_law_no_longer_knows_is_still_named():
    assert rule_name("paper_of_long_ago_is_there") == "Voraussetzung"
    assert rule_name("reported_something_of_long_ago") == "Voraussetzung"
    assert rule_name("some_rule_of_long_ago") == "Voraussetzung"
