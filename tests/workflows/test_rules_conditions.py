"""The constructors of conditions: both sides of each limit, parts, empty figures, gates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from workflows.facts import Applicant, ApplicantType, CallTerms, Facts, PartFacts
from workflows.figures import Figure, Unit
from workflows.findings import Moment, Outcome
from workflows.rules import conditions
from workflows.rules.reading import APPLICATION, AT_PROOF, figure_now, limit_text
from workflows.sources import Clause, Mark

DAY = date(2026, 11, 23)
CLAUSE = Clause("R2020", "4.4.2")
MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
REVIEW, NOT_ASKED = Outcome.REVIEW, Outcome.NOT_ASKED


def figure(value, key="pool_least", unit=Unit.PERSONS, mark=Mark.SOURCED):
    return Figure(key=key, value=value, unit=unit, clause=CLAUSE, mark=mark)


def facts(answers=None, **members):
    return Facts(day=DAY, answers=answers or {}, **members)


def common(name="rule"):
    return {"id": name, "clause": CLAUSE, "mark": Mark.SOURCED}


@pytest.mark.parametrize(
    ("constructor", "answer", "outcome"),
    [
        (conditions.yes, True, MET),
        (conditions.yes, False, NOT_MET),
        (conditions.yes, None, NOT_ASKED),
        (conditions.no, False, MET),
        (conditions.no, True, NOT_MET),
        (conditions.no, None, NOT_ASKED),
    ],
)
def test_yes_and_no(constructor, answer, outcome):
    rule = constructor(question="charitable", **common())
    answers = {} if answer is None else {"charitable": answer}

    assert rule.judge(facts(answers)).outcome is outcome
    assert rule.reads == ("charitable",)
    assert rule.moments == APPLICATION


def test_a_soft_rule_is_for_review_when_it_fails():
    rule = conditions.yes(question="charitable", otherwise=REVIEW, **common())

    assert rule.judge(facts({"charitable": False})).outcome is REVIEW


@pytest.mark.parametrize(
    ("kind", "below", "at", "above"),
    [
        ("at_least", NOT_MET, MET, MET),
        ("at_most", MET, MET, NOT_MET),
        ("exactly", NOT_MET, MET, NOT_MET),
    ],
)
def test_a_number_is_compared_on_both_sides_of_its_figure(kind, below, at, above):
    rule = getattr(conditions, kind)(question="pool_size", figure=figure(5), **common())

    found = [rule.judge(facts({"pool_size": n})).outcome for n in (4, 5, 6)]

    assert found == [below, at, above]


@pytest.mark.parametrize(("units", "outcome"), [(19, NOT_MET), (20, MET), (36, MET), (37, NOT_MET)])
def test_between_includes_both_figures(units, outcome):
    rule = conditions.between(
        question="units", low=figure(20, "units_least"), high=figure(36, "units_most"), **common()
    )

    ruling = rule.judge(facts({"units": units}))

    assert ruling.outcome is outcome
    assert ruling.values == {"value": str(units), "low": "20", "limit": "36 Personen"}


def test_an_empty_figure_is_review_with_the_figure_named():
    empty = figure(None, mark=Mark.NOT_FOUND)
    rule = conditions.at_least(question="pool_size", figure=empty, **common())

    ruling = rule.judge(facts({"pool_size": 5}))

    assert (ruling.outcome, ruling.values["figure"]) == (REVIEW, "pool_least")


def test_a_figure_that_does_not_apply_sets_no_limit():
    rule = conditions.at_least(
        question="pool_size", figure=figure(None, mark=Mark.NOT_APPLICABLE), **common()
    )

    assert rule.judge(facts({"pool_size": 1})).outcome is MET


def test_the_call_replaces_a_figure_and_says_why():
    declared = figure(5)
    call = CallTerms(
        years=(2027,),
        opens_on=DAY,
        closes_on=DAY,
        figures={"pool_least": declared.with_value(3, "Demonstrationswert")},
    )
    rule = conditions.at_least(question="pool_size", figure=declared, **common())

    ruling = rule.judge(facts({"pool_size": 3}, call=call))

    assert ruling.outcome is MET
    assert ruling.values["limit"] == "3 Personen (Demonstrationswert)"


def test_dated_parameters_stand_between_call_and_declaration():
    declared = figure(5)
    parameter = figure(7)
    known = facts(parameters={"pool_least": parameter})

    assert figure_now(known, declared) is parameter
    assert figure_now(facts(), declared) is declared


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (50_000, Unit.INHABITANTS, "50.000 Einwohner"),
        (Decimal("0.10"), Unit.SHARE, "10 %"),
        (Decimal("0.125"), Unit.SHARE, "12,5 %"),
        (1, Unit.COUNT, "1"),
        (10_000, Unit.EUR, "10.000,00 €"),
        (Decimal("1250.50"), Unit.EUR_PER_YEAR, "1.250,50 € je Jahr"),
        (29, Unit.EUR_PER_UNIT, "29,00 € je Person und Unterrichtseinheit"),
        (5, Unit.PERSONS, "5 Personen"),
        (1, Unit.PERSONS, "1 Person"),
        (1, Unit.MONTHS, "1 Monat"),
        (1, Unit.INHABITANTS, "1 Einwohner"),
    ],
)
def test_limits_read_as_german_quantities(value, unit, text):
    assert limit_text(figure(value, unit=unit)) == text


def test_a_yes_is_no_number():
    rule = conditions.at_least(question="pool_size", figure=figure(1), **common())

    assert rule.judge(facts({"pool_size": True})).key == "rule.no_number"


PART_RULE = conditions.yes(question="pool_exists", part="deployment", **common())


@pytest.mark.parametrize(
    ("answers", "parts", "outcome", "asked"),
    [
        ({}, (), NOT_ASKED, "wants_deployment"),
        ({"wants_deployment": True}, (), NOT_ASKED, "deployment.pool_exists"),
        ({"wants_deployment": False}, (), MET, None),
        ({"wants_training": True}, (PartFacts(part="training"),), NOT_ASKED, "wants_deployment"),
        ({}, (PartFacts(part="training"),), MET, None),
        ({}, (PartFacts(part="deployment"),), NOT_ASKED, "deployment.pool_exists"),
        ({}, (PartFacts(part="deployment", answers={"pool_exists": True}),), MET, None),
        ({}, (PartFacts(part="deployment", answers={"pool_exists": False}),), NOT_MET, None),
    ],
)
def test_a_rule_of_a_part_asks_for_the_part_first(answers, parts, outcome, asked):
    ruling = PART_RULE.judge(facts(answers, parts=parts))

    assert (ruling.outcome, ruling.values.get("question")) == (outcome, asked)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("south_east_europe", MET),
        ("refugees", NOT_MET),
        (("refugees", "south_east_europe"), MET),
        (None, NOT_ASKED),
    ],
)
def test_one_of(answer, outcome):
    rule = conditions.one_of(
        question="target_group", allowed=frozenset({"south_east_europe"}), **common()
    )
    answers = {} if answer is None else {"target_group": answer}

    assert rule.judge(facts(answers)).outcome is outcome


@pytest.mark.parametrize(
    ("answer", "starts", "outcome"),
    [
        ("refugees", ["2017-01-01"], MET),
        ("refugees", ["2016-12-31"], NOT_MET),
        ("refugees", ["2017-06-01", "2016-12-31"], NOT_MET),
        ("refugees", ["2017-06-01", None], NOT_ASKED),
        ("refugees", [], NOT_ASKED),
        ("newcomers", ["2016-12-31"], MET),
        (None, ["2017-01-01"], NOT_ASKED),
    ],
)
def test_a_choice_that_opens_on_a_day(answer, starts, outcome):
    rule = conditions.chosen_from(
        question="target_group",
        choice="refugees",
        first=date(2017, 1, 1),
        text="target_group_refugees",
        **common(),
    )
    parts = tuple(PartFacts(start=day and date.fromisoformat(day)) for day in starts)
    answers = {} if answer is None else {"target_group": answer}

    assert rule.judge(facts(answers, parts=parts)).outcome is outcome
    assert rule.reads == ("target_group", "@period")


@pytest.mark.parametrize(("text", "outcome"), [("Bericht", MET), ("", NOT_ASKED)])
def test_given_asks_for_any_answer_of_the_report(text, outcome):
    rule = conditions.given(question="report_result", report=True, **common())

    assert rule.judge(facts(report={"report_result": text})).outcome is outcome
    assert rule.moments == AT_PROOF


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (ApplicantType.CHARITY, NOT_MET),
        (ApplicantType.COUNTY, MET),
        (None, NOT_ASKED),
    ],
)
def test_only_for_leaves_other_types_alone(kind, outcome):
    rule = conditions.only_for(
        conditions.yes(question="charitable", **common()),
        types=frozenset({ApplicantType.CHARITY}),
    )

    found = rule.judge(facts({"charitable": False}, applicant=Applicant(type=kind)))

    assert found.outcome is outcome


@pytest.mark.parametrize(("gate", "outcome"), [(True, NOT_MET), (False, MET), (None, NOT_ASKED)])
def test_only_if_asks_its_gate_first(gate, outcome):
    rule = conditions.only_if(
        conditions.yes(question="forwarding_agreement", **common()), question="post_with_charity"
    )
    answers = {"forwarding_agreement": False}
    if gate is not None:
        answers["post_with_charity"] = gate

    assert rule.judge(facts(answers)).outcome is outcome
    assert rule.reads == ("post_with_charity", "forwarding_agreement")


def test_only_if_on_a_part_follows_the_part():
    rule = conditions.only_if(PART_RULE, question="coordination_flat_rate", part="deployment")
    answers = {"coordination_flat_rate": True, "pool_exists": False}
    present = PartFacts(part="deployment", answers=answers)

    assert rule.judge(facts(parts=(present,))).outcome is NOT_MET
    assert rule.judge(facts(parts=(PartFacts(part="training"),))).outcome is MET
    assert rule.judge(facts()).values["question"] == "wants_deployment"


def test_moments_are_as_declared():
    rule = conditions.yes(question="charitable", moments=frozenset({Moment.PAYMENT}), **common())

    assert rule.moments == {Moment.PAYMENT}


@hypothesis_given(value=st.integers(0, 10**6), limit=st.integers(0, 10**6))
def test_at_least_and_at_most_agree_with_arithmetic(value, limit):
    least = conditions.at_least(question="hours", figure=figure(limit), **common())
    most = conditions.at_most(question="hours", figure=figure(limit), **common())
    known = facts({"hours": Decimal(value)})

    assert (least.judge(known).outcome is MET) == (value >= limit)
    assert (most.judge(known).outcome is MET) == (value <= limit)
