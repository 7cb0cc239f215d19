"""The verdict: all rules of a moment once, with clause, inputs and reason; fast enough."""

import json
from dataclasses import replace

import pytest

from tests.workflows.good import good_facts
from workflows import registry
from workflows.facts import ApplicantType, Facts
from workflows.findings import Moment, Outcome, VerdictKind
from workflows.judging import judge, rules_at, rules_of, text_of
from workflows.wording import known

GUIDELINES = list(registry.guidelines())
IDS = [f"{one.line}-{one.version}" for one in GUIDELINES]


def admitted(guideline):
    return next(t for t, row in guideline.admissions.items() if row.outcome is Outcome.MET)


@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("guideline", GUIDELINES, ids=IDS)
def test_a_verdict_holds_every_rule_of_its_moment_once_with_a_reason(guideline, moment):
    for facts in (Facts(day=guideline.valid_from), good_facts(guideline, admitted(guideline))):
        verdict = judge(guideline, facts, moment)

        assert [one.rule for one in verdict.findings] == [
            rule.id for rule in rules_of(guideline) if moment in rule.moments
        ]
        assert all(one.reason and "{" not in one.reason for one in verdict.findings)
        assert all(known(one.key) for one in verdict.findings)
        assert json.loads(json.dumps(verdict.to_json())) == verdict.to_json()


@pytest.mark.parametrize("guideline", GUIDELINES, ids=IDS)
def test_nothing_known_is_incomplete_and_a_company_never_eligible(guideline):
    nothing = Facts(day=guideline.valid_from)
    company = good_facts(guideline, ApplicantType.COMPANY)

    assert judge(guideline, nothing, Moment.FINDER).kind is VerdictKind.INCOMPLETE
    assert judge(guideline, company, Moment.FINDER).kind is VerdictKind.NOT_ELIGIBLE


def test_a_case_reads_yes_and_no_of_its_parts_and_the_finder_what_was_answered():
    guideline = registry.guideline("integration_guides", "2021")
    facts = good_facts(guideline, admitted(guideline))
    one = replace(
        facts,
        answers={key: told for key, told in facts.answers.items() if not key.startswith("wants_")},
        parts=tuple(part for part in facts.parts if part.part == "training"),
    )
    asked = replace(one, answers={**one.answers, "wants_seminar": True}, parts=())

    assert [text_of(one, f"wants_{part.id}") for part in guideline.parts] == ["Ja", "Nein", "Nein"]
    assert [text_of(asked, f"wants_{part.id}") for part in guideline.parts] == ["–", "Ja", "–"]


def test_a_finding_shows_the_inputs_that_its_rule_read():
    guideline = registry.guideline("diversity_strategies", "2021")
    facts = good_facts(guideline, ApplicantType.MUNICIPALITY)

    found = {one.rule: one for one in judge(guideline, facts, Moment.FINDER).findings}

    assert found["population_fits"].inputs["@applicant.population"] == "41.124"
    assert found["applicant_is_admitted"].inputs == {
        "@applicant.type": "kreisangehörige Stadt oder Gemeinde"
    }
    assert found["applicant_is_admitted"].clause == (
        guideline.admissions[ApplicantType.MUNICIPALITY].clause
    )


def test_choices_and_papers_are_shown_by_their_german_names():
    guideline = registry.guideline("innovative_projects", "2021")
    facts = replace(
        good_facts(guideline, ApplicantType.CHARITY), papers=frozenset({"statutes", "concept"})
    )

    found = {one.rule: one for one in judge(guideline, facts, Moment.FILING).findings}

    assert found["exemption_notice_is_fresh"].inputs["exemption_notice_kind"] == (
        "Freistellungsbescheid oder Anlage zum Körperschaftsteuerbescheid"
    )
    assert found["paper_concept_is_there"].inputs == {"@papers": "Konzept, Satzung"}


def test_a_guidelines_own_rule_takes_the_place_of_the_common_one():
    guideline = registry.guideline("innovative_projects", "2021")
    common = next(r for r in rules_of(guideline) if r.id == "applicant_manages_orderly")
    own = replace(common, reads=("charitable",))

    found = rules_of(replace(guideline, rules=(*guideline.rules, own)))

    assert [r.reads for r in found if r.id == common.id] == [("charitable",)]


def test_two_rules_with_one_id_are_refused():
    guideline = registry.guideline("coordination", "2014")
    doubled = replace(guideline, rules=(*guideline.rules, guideline.rules[0]))

    with pytest.raises(ValueError, match="rules twice"):
        rules_of(doubled)


def test_rules_are_built_once_per_guideline():
    guideline = registry.guideline("coordination", "2014")

    assert rules_at(guideline, Moment.FILING) is rules_at(guideline, Moment.FILING)
    assert rules_of(guideline) is rules_of(guideline)
