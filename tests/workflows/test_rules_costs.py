"""The financing plan, the papers and the proof: what must be there and add up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import registry
from workflows.entitlement import most
from workflows.facts import (
    Applicant,
    CallTerms,
    Facts,
    FundSource,
    PartFacts,
    Plan,
    PlanFunds,
    PlanItem,
)
from workflows.facts import ApplicantType as T
from workflows.figures import Figure, Unit
from workflows.findings import Moment, Outcome
from workflows.guideline import Financing, FinancingType, PaperNeed
from workflows.part_grant import categories_of
from workflows.rules.costs import (
    categories_are_eligible,
    own_share_is_enough,
    plan_is_balanced,
    plan_is_there,
    plan_years_fit,
)
from workflows.rules.papers import paper_is_needed, paper_rules, papers_needed
from workflows.rules.report import hours_within_person_maximum, report_rules
from workflows.sources import Clause, Mark

DAY = date(2026, 11, 23)
CLAUSE = Clause("R2020", "3.2")
GUIDES = registry.guideline("integration_guides", "2021")
PROJECTS = registry.guideline("innovative_projects", "2021")
CENTRES = registry.guideline("diversity_centres", "2021")
MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
REVIEW, NOT_ASKED = Outcome.REVIEW, Outcome.NOT_ASKED


def item(amount, year=2027, category="material"):
    return PlanItem(category=category, label="Ansatz", year=year, amount=Decimal(amount))


def own(amount, year=2027, source=FundSource.OWN):
    return PlanFunds(source=source, label="Mittel", year=year, amount=Decimal(amount))


def facts(items=(), funds=(), asked=None, **members):
    part = PartFacts(
        start=date(2027, 1, 1),
        end=date(2027, 12, 31),
        plan=Plan(items=tuple(items), funds=tuple(funds)),
        asked={year: Decimal(amount) for year, amount in (asked or {}).items()},
    )
    return Facts(day=DAY, parts=(part,), **members)


def test_a_plan_without_expenditure_is_no_plan():
    assert plan_is_there(CENTRES).judge(facts([item("1.00")])).outcome is MET
    assert plan_is_there(CENTRES).judge(facts()).outcome is NOT_ASKED
    assert plan_is_there(CENTRES).judge(Facts(day=DAY)).outcome is NOT_ASKED


@pytest.mark.parametrize(
    ("items", "funds", "asked", "key"),
    [
        (["1000.00"], ["200.00"], {2027: "800.00"}, "plan.balanced"),
        (["1000.00"], ["199.99"], {2027: "800.00"}, "plan.gap"),
        (["1000.00"], ["200.01"], {2027: "800.00"}, "plan.surplus"),
        (["1000.00"], ["200.00"], {}, "plan.asked_missing"),
        ([], ["200.00"], {2027: "800.00"}, "plan.missing"),
    ],
)
def test_expenditure_equals_grant_asked_for_plus_funds(items, funds, asked, key):
    known = facts([item(one) for one in items], [own(one) for one in funds], asked)

    assert plan_is_balanced(CENTRES).judge(known).key == key


def test_each_year_is_balanced_for_itself():
    known = facts(
        [item("1000.00", 2027), item("1000.00", 2028)], (), {2027: "1500.00", 2028: "500.00"}
    )

    ruling = plan_is_balanced(CENTRES).judge(known)

    assert (ruling.key, ruling.values) == (
        "plan.surplus", {"year": "2027", "amount": "500,00 €"},
    )  # fmt: skip


@given(
    cost=st.decimals(0, 10**6, places=2).filter(lambda c: c > 0),
    share=st.decimals(0, 1, places=4),
)
def test_a_plan_financed_to_the_cent_is_always_balanced(cost, share):
    grant = (cost * share).quantize(Decimal("0.01"))
    known = facts([item(cost)], [own(cost - grant)], {2027: grant})

    assert plan_is_balanced(CENTRES).judge(known).key == "plan.balanced"


@pytest.mark.parametrize(
    ("year", "years", "key"),
    [
        (2027, (2027,), "plan.years_inside"),
        (2028, (2027, 2028), "plan.years_outside_period"),
        (2027, (2026,), "plan.years_outside_call"),
    ],
)
def test_the_plan_lies_in_period_and_call(year, years, key):
    call = CallTerms(years=years, opens_on=DAY, closes_on=DAY)

    assert plan_years_fit(CENTRES).judge(facts([item("1.00", year)], call=call)).key == key


def test_a_foreign_cost_category_is_for_review():
    rule = categories_are_eligible(PROJECTS)

    assert rule.judge(facts([item("1.00")])).outcome is MET
    assert rule.judge(facts([item("1.00", category="yacht")])).outcome is REVIEW
    assert rule.judge(facts()).outcome is NOT_ASKED


@pytest.mark.parametrize(
    ("part", "category", "outcome"),
    [
        ("training", "speakers", MET),
        ("training", "allowances", REVIEW),
        ("deployment", "allowances", MET),
        ("deployment", "speakers", REVIEW),
        ("deployment", "yacht", REVIEW),
    ],
)
def test_a_plan_item_in_the_wrong_part_is_for_review(part, category, outcome):
    planned = PartFacts(part=part, plan=Plan(items=(item("1000.00", category=category),)))
    ruling = categories_are_eligible(GUIDES).judge(Facts(day=DAY, parts=(planned,)))

    assert ruling.outcome is outcome
    # What is said to be eligible is what the entitlement counts.
    (year,) = most(GUIDES, Facts(day=DAY, parts=(planned,))).years
    assert year.eligible == (1000 if outcome is MET else 0)


def test_each_part_offers_its_own_categories_and_what_the_plan_names():
    assert categories_of(GUIDES, "deployment") == ("allowances", "coordination")
    assert categories_of(GUIDES, "training") == ("speakers", "rooms", "material", "organisation")
    assert categories_of(GUIDES, "deployment", ["rooms"]) == ("allowances", "coordination", "rooms")
    for one in registry.guidelines():
        offered = [name for part in one.parts for name in categories_of(one, part.id)]
        assert set(offered) == set(one.cost_categories)


def financing(value, mark=Mark.SOURCED):
    minimum = Figure(
        key="minimum_own_share", value=value, unit=Unit.SHARE, clause=CLAUSE, mark=mark
    )
    return {
        "*": Financing(
            type=FinancingType.SHARE, clause=CLAUSE, mark=mark, share=minimum,
            minimum_own_share=minimum,
        )
    }  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "funds", "outcome"),
    [
        (financing(Decimal("0.10")), "100.00", MET),
        (financing(Decimal("0.10")), "99.99", NOT_MET),
        (financing(None, Mark.NOT_FOUND), "100.00", REVIEW),
        (financing(None, Mark.NOT_APPLICABLE), "0.00", MET),
    ],
)
def test_the_own_share_reaches_the_guidelines_minimum(terms, funds, outcome):
    rule = own_share_is_enough(terms)

    assert rule.judge(facts([item("1000.00")], [own(funds)])).outcome is outcome


def test_third_party_money_is_no_own_share():
    rule = own_share_is_enough(financing(Decimal("0.10")))
    known = facts([item("1000.00")], [own("100.00", source=FundSource.THIRD_PARTY)])

    assert rule.judge(known).outcome is NOT_MET


NEED = PaperNeed(
    kind="statutes", clause=CLAUSE, mark=Mark.SOURCED, types=frozenset({T.CHARITY}),
    only_if="charitable",
)  # fmt: skip


TRAINING_LIST = PaperNeed(
    kind="form_2c", clause=CLAUSE, mark=Mark.SOURCED, part="training", types=frozenset({T.CHARITY})
)


@pytest.mark.parametrize(
    ("need", "kind", "question"),
    [
        (TRAINING_LIST, None, "@applicant.type"),
        (TRAINING_LIST, T.CHARITY, "wants_training"),
        (replace(TRAINING_LIST, part=None, only_if="post_with_charity"), T.CHARITY, None),
    ],
)
def test_what_is_missing_to_know_whether_a_paper_is_needed_is_named(need, kind, question):
    guideline = replace(CENTRES, papers=(need,))
    rule = paper_rules(guideline)[0]
    ruling = rule.judge(Facts(day=DAY, applicant=Applicant(type=kind)))
    assert ruling.outcome is NOT_ASKED
    assert ruling.values["question"] == (question or "post_with_charity")
    assert ruling.values["question"] in rule.reads


@pytest.mark.parametrize(
    ("kind", "answers", "needed"),
    [
        (None, {}, None),
        (T.COUNTY, {"charitable": True}, False),
        (T.CHARITY, {}, None),
        (T.CHARITY, {"charitable": True}, True),
        (T.CHARITY, {"charitable": False}, False),
    ],
)
def test_a_paper_is_needed_by_type_and_answer(kind, answers, needed):
    known = Facts(day=DAY, applicant=Applicant(type=kind), answers=answers)

    assert paper_is_needed(NEED, known) is needed


def test_a_paper_of_a_part_is_needed_where_the_part_is_applied_for():
    need = PaperNeed(kind="form_2c", clause=CLAUSE, mark=Mark.SOURCED, part="training")
    training, deployment = PartFacts(part="training"), PartFacts(part="deployment")

    assert paper_is_needed(need, Facts(day=DAY, parts=(training,))) is True
    assert paper_is_needed(need, Facts(day=DAY, parts=(deployment,))) is False
    assert paper_is_needed(need, Facts(day=DAY)) is None


def test_an_answer_of_the_part_decides_about_its_paper():
    need = PaperNeed(
        kind="pool_list", clause=CLAUSE, mark=Mark.SOURCED, part="deployment", only_if="pool_exists"
    )
    part = PartFacts(part="deployment", answers={"pool_exists": True})

    assert paper_is_needed(need, Facts(day=DAY, parts=(part,))) is True


def test_a_missing_paper_is_incomplete_at_filing_and_for_review_at_decision():
    guideline = registry.guideline("innovative_projects", "2021")
    rules = {rule.id: rule for rule in paper_rules(guideline)}
    at_filing = rules["paper_concept_is_there"]
    at_decision = rules["paper_concept_is_there_at_decision"]
    without = Facts(day=DAY, papers=frozenset())
    present = Facts(day=DAY, papers=frozenset({"concept"}))

    assert (at_filing.moments, at_decision.moments) == ({Moment.FILING}, {Moment.DECISION})
    assert (at_filing.judge(without).outcome, at_filing.judge(present).outcome) == (NOT_ASKED, MET)
    assert (at_decision.judge(without).outcome, at_decision.judge(present).outcome) == (REVIEW, MET)


def test_papers_needed_lists_those_of_the_moment_only():
    guideline = registry.guideline("integration_guides", "2021")
    known = Facts(day=DAY, applicant=Applicant(type=T.COUNTY), parts=(PartFacts(part="training"),))

    at_filing = [need.kind for need in papers_needed(guideline, known, Moment.FILING)]
    at_proof = [need.kind for need in papers_needed(guideline, known, Moment.PROOF)]

    assert at_filing == ["concept", "form_2c"]
    assert at_proof == ["participant_list"]


POOL = hours_within_person_maximum(
    id="hours_fit",
    guide_most=Figure(
        key="hours_per_guide", value=276, unit=Unit.HOURS, clause=CLAUSE, mark=Mark.SOURCED
    ),
    coordinating_most=Figure(
        key="hours_per_coordinating_guide", value=414, unit=Unit.HOURS, clause=CLAUSE,
        mark=Mark.SOURCED,
    ),
    clause=CLAUSE,
    mark=Mark.SOURCED,
)  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "guides", "coordinating", "years", "outcome"),
    [
        (276, 1, 0, 1, MET),
        (277, 1, 0, 1, REVIEW),
        (690, 1, 1, 1, MET),
        (691, 1, 1, 1, REVIEW),
        (1_380, 1, 1, 2, MET),
        (1, 1, None, 1, MET),
        (None, 1, 0, 1, NOT_ASKED),
        (1, None, 0, 1, NOT_ASKED),
    ],
)
def test_planned_hours_fit_the_heads(hours, guides, coordinating, years, outcome):
    given_answers = {"hours": hours, "guides": guides, "coordinating_guides": coordinating}
    part = PartFacts(
        part="deployment",
        start=date(2027, 1, 1),
        end=date(2026 + years, 12, 31),
        answers={name: n for name, n in given_answers.items() if n is not None},
    )

    assert POOL.judge(Facts(day=DAY, parts=(part,))).outcome is outcome


@pytest.mark.parametrize(
    "guideline", list(registry.guidelines()), ids=lambda one: f"{one.line}-{one.version}"
)
def test_every_counter_and_text_of_the_proof_has_its_rule(guideline):
    rules = {rule.reads[-1]: rule for rule in report_rules(guideline)}
    asked = {
        question
        for part in guideline.parts
        for question in (*part.proof.counters, *part.proof.narrative)
    }
    nothing = Facts(day=DAY, parts=tuple(PartFacts(part=part.id) for part in guideline.parts))

    assert set(rules) == asked
    assert {rule.judge(nothing).outcome for rule in rules.values()} == {NOT_ASKED}


def test_the_proof_of_one_part_does_not_ask_for_the_counters_of_another():
    guideline = registry.guideline("integration_guides", "2021")
    training_only = Facts(day=DAY, parts=(PartFacts(part="training"),))
    outcomes = {rule.id: rule.judge(training_only).outcome for rule in report_rules(guideline)}

    assert outcomes["reported_training_units_held"] is NOT_ASKED
    assert outcomes["reported_deployment_hours_worked"] is MET
