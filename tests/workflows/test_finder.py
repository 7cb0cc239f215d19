"""The finder: few questions, every line eligible and not, a sum or the missing figure named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.workflows.good import good_facts
from workflows import registry
from workflows.bundles import BUNDLES, asked_as
from workflows.facts import Applicant, ApplicantType, CallTerms
from workflows.finder import facts_of, open_questions, results
from workflows.findings import Moment, Outcome, VerdictKind
from workflows.judging import rules_at
from workflows.questions import ASKED_BY, QUESTIONS

T = ApplicantType
DAY = date(2026, 11, 23)
CALL = CallTerms(years=(2027,), opens_on=date(2026, 10, 1), closes_on=date(2026, 12, 31))
OFFERS = tuple((line.versions[0], CALL) for line in registry.lines().values())
LINES = [guideline.line for guideline, _ in OFFERS]


def offer(line):
    return next(one for one in OFFERS if one[0].line == line)


def admitted(guideline):
    return next(t for t, row in guideline.admissions.items() if row.outcome is Outcome.MET)


def willing_answers(guideline):
    """What somebody answers who meets every condition of the line: its good facts, as answers."""
    facts = good_facts(guideline, admitted(guideline))
    answers = {
        **facts.answers,
        **dict.fromkeys(BUNDLES, True),
        "applicant_type": facts.applicant.type.value,
    }
    for part in facts.parts:
        answers[f"wants_{part.part}"] = True
        answers |= {f"{part.part}.{name}": one for name, one in part.answers.items()}
    if facts.applicant.ags is not None:
        answers["applicant_ags"] = facts.applicant.ags
    return answers, facts.applicant


def interview(offers, answers, applicant):
    """Ask one question after another until none is left; the questions asked and the results."""
    given, asked = {}, []
    while True:
        known = Applicant(type=applicant.type) if "applicant_type" in given else Applicant()
        facts = facts_of(given, DAY, applicant=applicant if "applicant_ags" in given else known)
        found = results(offers, facts)
        name = next(iter(open_questions(found)), None)
        if name is None:
            return asked, found
        assert name not in given, f"{name} asked twice"
        asked.append(name)
        given[name] = answers[name]


@pytest.mark.parametrize("line", LINES)
def test_every_line_reaches_eligible_with_a_sum_or_the_missing_figure_named(line):
    guideline, call = offer(line)
    call = replace(
        call,
        figures={
            key: figure.with_value(24, "Testwert")
            for key, figure in guideline.figures.items()
            if figure.empty and key.endswith(("_most", "_least"))
        },
    )
    answers, applicant = willing_answers(guideline)

    asked, (found,) = interview([(guideline, call)], answers, applicant)

    assert [one.reason for one in found.verdict.of(Outcome.NOT_MET)] == []
    assert found.verdict.kind is VerdictKind.ELIGIBLE
    if found.entitlement.amount is None:
        assert found.entitlement.missing_figures
    else:
        assert found.entitlement.amount > 0
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("line", LINES)
def test_every_line_reaches_not_eligible_with_one_question(line):
    guideline, call = offer(line)

    (found,) = results([(guideline, call)], facts_of({"applicant_type": "private_person"}, DAY))

    assert found.refused
    assert found.reasons[0].rule == "applicant_is_admitted"
    assert (found.entitlement, found.to_decide, found.for_sum) == (None, (), ())


@pytest.mark.parametrize(
    ("line", "kind", "amount", "missing"),
    [
        ("migrant_organisations", T.MIGRANT_ORG, Decimal("10200.00"), ()),
        ("diversity_strategies", T.MUNICIPALITY, Decimal("30000.00"), ()),
        ("coordination", T.COUNTY, Decimal("50000.00"), ()),  # a whole post is the most
        ("innovative_projects", T.CHARITY, None, ("project_cap",)),
    ],
)
def test_the_sum_is_the_most_or_names_the_missing_figure(line, kind, amount, missing):
    guideline, call = offer(line)
    answers, applicant = willing_answers(guideline)
    assert guideline.admissions[kind].outcome is Outcome.MET

    _, (found,) = interview([(guideline, call)], answers, applicant)

    assert (found.entitlement.amount, found.entitlement.missing_figures) == (amount, missing)


def test_the_first_question_asks_who_applies():
    found = results(OFFERS, facts_of({}, DAY))

    assert next(iter(open_questions(found)), None) == "applicant_type"


@pytest.mark.parametrize("kind", ["company", "private_person"])
def test_who_can_never_apply_is_asked_nothing_more(kind):
    found = results(OFFERS, facts_of({"applicant_type": kind}, DAY))

    assert open_questions(found) == ()
    assert {one.verdict.kind for one in found} == {VerdictKind.NOT_ELIGIBLE}


def test_a_question_is_asked_only_while_an_open_line_reads_it():
    answers = {"applicant_type": "migrant_org"}
    before = open_questions(results(OFFERS, facts_of(answers, DAY)))
    after = open_questions(results(OFFERS, facts_of({**answers, "mini_job": False}, DAY)))

    assert "is_whole_migrant_org" in before
    assert "is_whole_migrant_org" not in after
    assert "partners" not in before


def test_who_does_not_meet_all_marks_at_once_is_asked_one_by_one():
    answers = {"applicant_type": "migrant_org", "is_whole_migrant_org": False}
    marks = set(BUNDLES["is_whole_migrant_org"].stands_for) - {"mo_counselling_body"}

    found = {one.line: one for one in results(OFFERS, facts_of(answers, DAY))}
    one_by_one = set(found["migrant_organisations"].to_decide)
    found = {
        one.line: one
        for one in results(OFFERS, facts_of({**answers, "mo_full_time_structure": True}, DAY))
    }

    assert marks <= one_by_one
    assert "is_whole_migrant_org" not in one_by_one
    assert [one.rule for one in found["migrant_organisations"].reasons] == [
        "no_full_time_structure"
    ]


def test_an_answer_of_its_own_goes_before_the_bundle():
    answers = {"applicant_type": "migrant_org", "one_new_micro_project": True, "mini_job": False}

    assert facts_of(answers, DAY).answer("micro_projects") == 1
    assert facts_of(answers, DAY).answer("mini_job") is False


@pytest.mark.parametrize("line", LINES)
def test_every_deciding_question_is_read_by_a_finder_rule(line):
    guideline, call = offer(line)
    answers, applicant = willing_answers(guideline)
    read = {
        asked_as(ASKED_BY.get(name, name), {})
        for rule in rules_at(guideline, Moment.FINDER)
        for name in rule.reads
    }
    given = {}

    while True:
        facts = facts_of(given, DAY, applicant=applicant if "applicant_ags" in given else None)
        (found,) = results([(guideline, call)], facts)
        if not found.to_decide:
            break
        assert set(found.to_decide) <= read
        name = open_questions([found])[0]
        given[name] = answers[name]


def test_population_and_county_come_from_the_register_not_from_questions():
    found = results(OFFERS, facts_of({"applicant_type": "municipality"}, DAY))

    assert "applicant_ags" in open_questions(found)
    assert not {"population", "county"} & set(QUESTIONS)


def test_the_most_deciding_question_comes_first():
    found = results(OFFERS, facts_of({"applicant_type": "charity"}, DAY))
    names = [name for one in found for name in one.to_decide]
    counts = [names.count(name) for name in open_questions(found)]

    assert counts == sorted(counts, reverse=True)


def test_sums_are_asked_for_only_when_every_line_is_decided():
    guideline, call = offer("integration_guides")
    answers, applicant = willing_answers(guideline)

    asked, _ = interview([(guideline, call)], answers, applicant)

    assert asked.index("training.participants") > asked.index("training.units")
    assert asked[-1].rpartition(".")[2] in {"participants", "hours", "guides", "deployments"}


def test_answers_of_parts_reach_only_lines_that_have_the_part():
    answers = {"applicant_type": "charity", "wants_training": True, "training.units": 24}
    found = {one.line: one for one in results(OFFERS, facts_of(answers, DAY))}
    units = {one.rule: one.outcome for one in found["integration_guides"].verdict.findings}[
        "base_training_units_fit"
    ]

    assert units is Outcome.MET
    assert found["innovative_projects"].entitlement.parts[0].part == "main"


def test_deadlines_name_their_rule_and_the_day_where_there_is_one():
    found = {one.line: one for one in results(OFFERS, facts_of({}, DAY))}

    (project,) = found["innovative_projects"].deadlines
    guides = found["integration_guides"].deadlines
    assert (project.key, project.last.day) == (
        "finder.deadline_year_end", date(2026, 12, 31),
    )  # fmt: skip
    assert {(one.key, one.last) for one in guides} == {("finder.deadline_four_weeks", None)}
    assert {one.closing.day for one in found.values()} == {date(2026, 12, 31)}


def test_an_unknown_applicant_type_is_refused():
    with pytest.raises(ValueError, match="emperor"):
        facts_of({"applicant_type": "emperor"}, DAY)


def test_a_sum_names_the_quantities_that_it_takes_at_their_most():
    guideline, call = offer("diversity_centres")
    answers = {"applicant_type": T.COUNTY.value}
    (result,) = results([(guideline, call)], facts_of(answers, DAY))
    assert result.assumed["coordinators_fte"] == guideline.figures["coordinators_most"].value
    assert "applicant_type" not in result.assumed

    (told,) = results(
        [(guideline, call)], facts_of({**answers, "coordinators_fte": Decimal("1.00")}, DAY)
    )
    assert "coordinators_fte" not in told.assumed
    assert told.assumed == {k: v for k, v in result.assumed.items() if k != "coordinators_fte"}


def test_a_refused_line_assumes_nothing():
    (result,) = results([offer("coordination")], facts_of({"applicant_type": T.COMPANY.value}, DAY))
    assert result.refused
    assert result.assumed == {}
