"""What is asked for beside the most, and how soft conditions speak."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.workflows.good import answered, good_facts
from workflows import registry
from workflows.facts import ApplicantType as T
from workflows.findings import Moment, Outcome, VerdictKind
from workflows.judging import judge, rules_of
from workflows.wording import TEXTS

RULE = "grant_asked_is_within_the_most"


def asking(facts, amount, year=2027):
    """The facts with another grant asked for in the first part."""
    first, *rest = facts.parts
    return replace(facts, parts=(replace(first, asked={year: Decimal(amount)}), *rest))


def finding(guideline, facts, moment=Moment.FILING):
    return next(one for one in judge(guideline, facts, moment).findings if one.rule == RULE)


@pytest.mark.parametrize("moment", [Moment.FILING, Moment.DECISION])
@pytest.mark.parametrize(
    ("amount", "outcome"), [("4000.00", Outcome.MET), ("4000.01", Outcome.REVIEW)]
)
def test_more_than_the_most_is_for_an_officer(moment, amount, outcome):
    guideline = registry.guideline("coordination", "2014")
    facts = asking(good_facts(guideline, T.COUNTY), amount)

    assert finding(guideline, facts, moment).outcome is outcome


def test_the_finding_names_part_year_and_both_amounts():
    guideline = registry.guideline("integration_guides", "2021")
    facts = asking(good_facts(guideline, T.CHARITY), "9000.00")

    assert finding(guideline, facts).reason == (
        "Bitte prüfen: Für 2027 ist mehr beantragt als höchstens möglich (Qualifizierung: "
        "beantragt 9.000,00 €, höchstens möglich 4.000,00 €)."
    )
    assert finding(guideline, facts).inputs["@asked"].startswith("2027: 9.000,00 €")


def test_every_part_and_year_is_compared():
    guideline = registry.guideline("integration_guides", "2021")
    facts = good_facts(guideline, T.CHARITY)
    *rest, last = facts.parts
    more = replace(facts, parts=(*rest, replace(last, asked={2027: Decimal("99999.00")})))
    stray = replace(facts, parts=(*rest, replace(last, asked={2031: Decimal("1.00")})))

    assert finding(guideline, facts).outcome is Outcome.MET
    assert finding(guideline, more).values["part"] == "deployment"
    assert finding(guideline, stray).outcome is Outcome.MET


def test_what_is_not_determinable_is_not_compared():
    guideline = registry.guideline("innovative_projects", "2021")
    facts = good_facts(guideline, T.CHARITY)
    assert facts.call is not None
    unknown = replace(facts, call=replace(facts.call, figures={}))

    found = finding(guideline, asking(unknown, "999999.00"))
    assert (found.outcome, found.key) == (Outcome.MET, "plan.asked.not_determinable")


def test_without_an_amount_nothing_is_compared():
    guideline = registry.guideline("coordination", "2014")
    facts = good_facts(guideline, T.COUNTY)
    (part,) = facts.parts

    found = finding(guideline, replace(facts, parts=(replace(part, asked={}),)))
    assert (found.outcome, found.values["question"]) == (Outcome.NOT_ASKED, "@asked")


def test_the_flat_rate_is_a_finding_at_filing_and_never_a_refusal():
    guideline = registry.guideline("integration_guides", "2021")
    facts = answered(good_facts(guideline, T.COUNTY), "deployment.coordination_flat_rate", True)
    verdict = judge(guideline, facts, Moment.FILING)

    assert verdict.kind is VerdictKind.FOR_REVIEW
    assert [(one.rule, one.reason) for one in verdict.of(Outcome.REVIEW)] == [
        (
            "flat_rate_is_open",
            "Bitte prüfen: Landkreise erhalten keine Koordinierungspauschale.",
        )
    ]


def test_a_soft_condition_asks_to_look_and_a_hard_one_refuses():
    guideline = registry.guideline("coordination", "2014")
    good = good_facts(guideline, T.COUNTY)
    reasons = {
        question: next(
            one.reason
            for one in judge(guideline, answered(good, question, False), Moment.FILING).findings
            if question in one.inputs
        )
        for question in ("chief_matter", "financing_secured")
    }

    assert reasons["chief_matter"].startswith("Voraussetzung nicht erfüllt: ")
    assert reasons["financing_secured"].startswith("Bitte prüfen: ")


@pytest.mark.parametrize(
    "guideline", list(registry.guidelines()), ids=lambda one: f"{one.line}-{one.version}"
)
def test_no_review_is_told_as_a_refusal(guideline):
    spoiled = [
        answered(good_facts(guideline, kind), name.removeprefix("wants_"), value)
        for kind in (T.COUNTY, T.CHARITY, T.MIGRANT_ORG, T.MUNICIPALITY)
        for rule in rules_of(guideline)
        for name in rule.reads
        if name[0] != "@"
        for value in (False, True, 0, 99_999)
    ]
    told = {
        one.reason
        for facts in spoiled
        for moment in (Moment.FINDER, Moment.FILING)
        for one in judge(guideline, facts, moment).of(Outcome.REVIEW)
    }

    assert [text for text in sorted(told) if text.startswith("Voraussetzung")] == []


def test_every_refusal_by_a_question_has_its_soft_sentence():
    stems = ("yes.", "no.", "at_least.", "at_most.", "exactly.", "between.", "one_of.")
    hard = {key for key in TEXTS if key.startswith(stems) and key.endswith(".not_met")}

    assert {key for key in hard if f"{key.removesuffix('.not_met')}.review" not in TEXTS} == set()


def test_the_type_of_applicant_is_shown_in_german():
    guideline = registry.guideline("coordination", "2014")
    verdict = judge(guideline, good_facts(guideline, T.COUNTY), Moment.FILING)
    shown = {
        one.inputs["@applicant.type"] for one in verdict.findings if "@applicant.type" in one.inputs
    }

    assert shown == {"Landkreis"}
