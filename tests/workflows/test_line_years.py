"""What real lines give for periods that touch several years, and what their single calls named."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import holidays
import pytest

from tests.workflows.good import answered, good_facts
from tests.workflows.money_cases import call, main
from workflows import registry
from workflows.entitlement import Entitlement, most
from workflows.expected_proofs import expected_proofs
from workflows.facts import Answer, Applicant, ApplicantType, Facts
from workflows.findings import Finding, Moment, Outcome, VerdictKind
from workflows.guideline import Guideline
from workflows.judging import judge
from workflows.parameters import DEFAULTS
from workflows.rules.deadlines import deadlines_of
from workflows.rules.papers import papers_needed

HESSE = frozenset(holidays.Germany(subdiv="HE", years=range(2016, 2032)))
T = ApplicantType


def given_period(
    line: str,
    version: str,
    period: tuple[str, str],
    name: str = "main",
    answers: Mapping[str, Answer] | None = None,
    **part: Answer,
) -> Entitlement:
    """The most that the caps alone allow in a period."""
    start, end = (date.fromisoformat(day) for day in period)
    case = Facts(
        day=date(2026, 11, 23),
        applicant=Applicant(type=T.CHARITY),
        answers=answers or {},
        parts=(replace(main(name=name, **part), start=start, end=end),),
        call=call(*range(start.year, end.year + 1)),
    )
    return most(registry.guideline(line, version), case)


def texts(found: Entitlement) -> list[str]:
    return [line.text() for _, _, line in found.lines()]


def amounts(found: Entitlement) -> dict[int, str]:
    return {year: str(amount) for year, amount in found.per_year().items()}


# ------------------------------------------------------ employment is earned by the month


@pytest.mark.parametrize("version", ["2017", "2021"])
@pytest.mark.parametrize(
    ("period", "expected"),
    [
        # micro-project 3.000 € per begun year, mini-job 600 € per month
        (("2027-01-01", "2027-12-31"), {2027: "10200.00"}),
        (("2027-12-01", "2027-12-31"), {2027: "3600.00"}),
        (("2027-07-01", "2027-12-31"), {2027: "6600.00"}),
        (("2027-12-16", "2027-12-31"), {2027: "3309.68"}),  # 16 of 31 days
        (("2027-01-01", "2028-12-31"), {2027: "10200.00", 2028: "10200.00"}),
        (
            ("2027-07-01", "2029-06-30"),
            {2027: "5600.00", 2028: "9200.00", 2029: "5600.00"},
        ),
    ],
)
def test_a_mini_job_earns_600_euros_a_month(
    version: str, period: tuple[str, str], expected: dict[int, str]
) -> None:
    found = given_period("migrant_organisations", version, period, answers={"mini_job": True})
    assert amounts(found) == expected


def test_the_months_of_a_mini_job_are_told() -> None:
    period = ("2027-07-01", "2027-12-31")
    found = given_period("migrant_organisations", "2021", period, answers={"mini_job": True})
    assert "Minijob: 7.200,00 € × 6 Monate ÷ 12 Monate = höchstens 3.600,00 €" in texts(found)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (("2022-01-01", "2022-12-31"), {2022: "80000.00"}),
        (("2022-06-01", "2022-12-31"), {2022: "46666.67"}),
        (("2022-01-01", "2022-01-31"), {2022: "6666.67"}),
        (("2021-07-01", "2022-06-30"), {2021: "30000.00", 2022: "40000.00"}),
    ],
)
def test_the_assistant_of_a_centre_is_paid_by_the_month(
    period: tuple[str, str], expected: dict[int, str]
) -> None:
    answers: dict[str, Answer] = {"coordinators_fte": 1, "assistant_post": True, "assistant_fte": 1}
    assert amounts(given_period("diversity_centres", "2021", period, answers=answers)) == expected


# ------------------------------------------------------------------- guides and trainings


@pytest.mark.parametrize(
    ("period", "guides", "coordinating", "amount"),
    [
        (("2027-01-01", "2027-12-31"), 1, 0, "1380.00"),
        (("2027-07-01", "2028-06-30"), 1, 0, "1380.00"),
        (("2027-12-01", "2028-01-31"), 1, 0, "1380.00"),
        (("2027-12-01", "2028-01-31"), 0, 1, "2070.00"),
        (("2027-12-15", "2028-12-14"), 1, 1, "3450.00"),
        (("2027-12-15", "2028-12-15"), 1, 1, "6900.00"),
        (("2027-01-01", "2028-12-31"), 1, 0, "2760.00"),
    ],
)
def test_the_most_of_a_person_counts_years_of_funding_not_new_years(
    period: tuple[str, str], guides: int, coordinating: int, amount: str
) -> None:
    heads = {"guides": guides, "coordinating_guides": coordinating}
    found = given_period(
        "integration_guides", "2021", period, "deployment", hours=Decimal(9999), **heads
    )
    assert str(found.amount) == amount


@pytest.mark.parametrize(("units", "amount"), [(20, 3000), (36, 5400), (37, 5400), (400, 5400)])
def test_a_training_is_paid_for_36_units_at_most(units: int, amount: int) -> None:
    period = ("2027-01-01", "2027-06-30")
    found = given_period(
        "integration_guides", "2021", period, "training", participants=12, units=units
    )
    assert found.amount == amount
    told = f"Angesetzt werden höchstens 36 Unterrichtseinheiten statt {units} Unterrichtseinheiten"
    assert (told in texts(found)) is (units > 36)


def test_a_seminar_without_a_known_limit_is_paid_as_asked_for() -> None:
    guideline = registry.guideline("integration_guides", "2021")
    case = answered(good_facts(guideline, T.CHARITY), "seminar.units", 24)
    assert case.call is not None
    figures = dict(case.call.figures)
    figures.pop("seminar_units_most")
    unlimited = replace(case, call=replace(case.call, figures=figures))
    for facts, units in (
        (case, 24),
        (unlimited, 24),
        (answered(unlimited, "seminar.units", 99), 99),
    ):
        bare = replace(facts, parts=tuple(replace(one, plan=None) for one in facts.parts))
        (seminar,) = (one for one in most(guideline, bare).parts if one.part == "seminar")
        assert seminar.amount == 20 * units * 10


@pytest.mark.parametrize(
    ("guides", "coordinating", "pool", "granted"),
    [(5, 0, 5, True), (4, 1, 5, True), (2, 0, 5, False), (4, 0, 5, False), (6, 0, 5, True)],
)
def test_the_flat_rate_needs_a_pool_that_is_really_applied_for(
    guides: int, coordinating: int, pool: int, granted: bool
) -> None:
    guideline = registry.guideline("integration_guides", "2021")
    case = good_facts(guideline, T.CHARITY)
    for question, value in (
        ("guides", guides),
        ("coordinating_guides", coordinating),
        ("pool_of_guides", pool),
        ("coordination_flat_rate", True),
        ("hours", Decimal(100)),
    ):
        case = answered(case, f"deployment.{question}", value)
    bare = replace(case, parts=tuple(replace(one, plan=None) for one in case.parts))
    (deployment,) = (one for one in most(guideline, bare).parts if one.part == "deployment")
    assert deployment.amount == (2500 if granted else 500)
    found = finding(guideline, case, "flat_rate_pool_is_within_guides")
    assert found.outcome is (Outcome.MET if granted else Outcome.REVIEW)


def finding(guideline: Guideline, facts: Facts, rule: str) -> Finding:
    findings = judge(guideline, facts, Moment.FILING).findings
    return next(one for one in findings if one.rule == rule)


# --------------------------------------------------------------------- dates of real lines


@pytest.mark.parametrize(
    ("line", "version", "name", "period", "expected"),
    [
        (
            "migrant_organisations",
            "2021",
            "main",
            ("2027-07-01", "2029-06-30"),
            [(2027, "2028-03-31"), (2028, "2029-04-03"), (None, "2030-04-01")],
        ),
        (
            "integration_guides",
            "2021",
            "deployment",
            ("2027-07-01", "2028-06-30"),
            [(2027, "2028-03-31"), (None, "2029-04-03")],
        ),
        (
            "integration_guides",
            "2021",
            "deployment",
            ("2027-01-01", "2027-12-31"),
            [(None, "2028-03-31")],
        ),
        (
            "integration_guides",
            "2021",
            "training",
            ("2027-11-01", "2028-02-29"),
            [(None, "2028-05-29")],
        ),
        # no line of its own on interim proofs: ANBest, the end of April
        (
            "innovative_projects",
            "2021",
            "main",
            ("2027-07-01", "2028-06-30"),
            [(2027, "2028-05-02"), (None, "2029-04-03")],
        ),
    ],
)
def test_what_the_line_says_of_its_proofs_goes_before_anbest(
    line: str,
    version: str,
    name: str,
    period: tuple[str, str],
    expected: list[tuple[int | None, str]],
) -> None:
    start, end = (date.fromisoformat(day) for day in period)
    part = replace(main(name=name), start=start, end=end)
    facts = Facts(
        day=date(2026, 11, 23),
        applicant=Applicant(type=T.MIGRANT_ORG),
        parts=(part,),
        holidays=HESSE,
    )
    found = expected_proofs(registry.guideline(line, version), facts, part, {}, DEFAULTS)
    assert [(year, legal.day.isoformat()) for year, legal in found] == expected


@pytest.mark.parametrize(
    ("line", "version", "start", "last"),
    [
        ("case_management", "2017", "2017-07-01", "2017-05-31"),
        ("case_management", "2017", "2018-01-01", "2018-01-02"),
        ("case_management", "2017", "2018-07-01", "2018-01-02"),
        ("migrant_organisations", "2017", "2018-07-01", "2018-06-01"),
        ("migrant_organisations", "2017", "2019-01-01", "2018-12-31"),
        ("migrant_organisations", "2021", "2028-07-01", "2027-12-31"),
    ],
)
def test_the_day_that_a_single_call_named(line: str, version: str, start: str, last: str) -> None:
    first = date.fromisoformat(start)
    part = replace(main(), start=first, end=date(first.year, 12, 31))
    facts = Facts(day=date(2017, 1, 10), parts=(part,), holidays=HESSE)
    guideline = registry.guideline(line, version)
    assert [legal.day.isoformat() for _, legal in deadlines_of(guideline.deadline, facts)] == [last]


@pytest.mark.parametrize(
    ("filed", "outcome"),
    [("2017-05-31", Outcome.MET), ("2017-06-01", Outcome.REVIEW)],
)
def test_the_first_call_of_case_management_was_kept_until_31_may(
    filed: str, outcome: Outcome
) -> None:
    guideline = registry.guideline("case_management", "2017")
    case = good_facts(guideline, T.COUNTY)
    day = date.fromisoformat(filed)
    (part,) = case.parts
    part = replace(part, start=date(2017, 7, 1), end=date(2017, 12, 31))
    case = replace(
        case, day=day, parts=(part,), history=replace(case.history, filed_on=day), holidays=HESSE
    )
    assert finding(guideline, case, "application_deadline_is_kept").outcome is outcome


# ---------------------------------------------- limits that no source gives refuse nobody


@pytest.mark.parametrize(
    ("line", "version", "kind", "end", "outcome"),
    [
        ("innovative_projects", "2021", T.CHARITY, "2029-12-31", Outcome.MET),
        ("innovative_projects", "2021", T.CHARITY, "2030-01-01", Outcome.REVIEW),  # unverified
        ("integration_guides", "2021", T.CHARITY, "2028-01-01", Outcome.REVIEW),  # inferred
        ("lay_interpreters", "2021", T.CHARITY, "2028-01-01", Outcome.REVIEW),  # inferred
        ("migrant_organisations", "2021", T.MIGRANT_ORG, "2028-12-31", Outcome.MET),
        ("migrant_organisations", "2021", T.MIGRANT_ORG, "2029-01-01", Outcome.NOT_MET),
        ("diversity_strategies", "2021", T.MUNICIPALITY, "2028-07-01", Outcome.NOT_MET),
    ],
)
def test_only_a_sourced_or_confirmed_duration_refuses(
    line: str, version: str, kind: ApplicantType, end: str, outcome: Outcome
) -> None:
    guideline = registry.guideline(line, version)
    case = good_facts(guideline, kind)
    parts = tuple(replace(part, end=date.fromisoformat(end)) for part in case.parts)
    longer = replace(case, parts=parts)
    rule = "duration_is_within_longest_award"
    assert finding(guideline, longer, rule).outcome is outcome
    assert longer.call is not None
    limit = guideline.longest_award
    confirmed = {**longer.call.figures, limit.key: limit.with_value(limit.value, "Erlass")}
    told = replace(longer, call=replace(longer.call, figures=confirmed))
    expected = Outcome.MET if outcome is Outcome.MET else Outcome.NOT_MET
    assert finding(guideline, told, rule).outcome is expected


@pytest.mark.parametrize(
    ("version", "outcome"), [("2021", Outcome.NOT_MET), ("2026", Outcome.REVIEW)]
)
def test_an_inferred_number_of_posts_refuses_nobody(version: str, outcome: Outcome) -> None:
    guideline = registry.guideline("diversity_centres", version)
    case = answered(good_facts(guideline, T.COUNTY), "coordinators_fte", Decimal("2.50"))
    assert finding(guideline, case, "two_coordinators_at_most").outcome is outcome


# --------------------------------------------- a municipality with a migrant organisation

OF_THE_ORGANISATION = (
    ("registered_association", False),
    ("charitable", False),
    ("seat_in_hesse", False),
    ("mo_aims_participation", False),
    ("mo_aims_from_migration", False),
    ("mo_members_board_mostly_migrants", False),
    ("mo_only_religion_language_culture", True),
    ("mo_full_time_structure", True),
    ("mo_counselling_body", True),
)


def verdict(version: str, kind: ApplicantType, **answers: Answer) -> VerdictKind:
    guideline = registry.guideline("migrant_organisations", version)
    case = good_facts(guideline, kind)
    for question, value in answers.items():
        case = answered(case, question, value)
    return judge(guideline, case, Moment.FILING).kind


@pytest.mark.parametrize("version", ["2017", "2021"])
def test_what_an_organisation_must_be_is_not_put_to_the_municipality(version: str) -> None:
    own = dict(OF_THE_ORGANISATION)
    assert verdict(version, T.MUNICIPALITY_WITH_MO, **own) is VerdictKind.FOR_REVIEW
    assert verdict(version, T.MIGRANT_ORG) is VerdictKind.ELIGIBLE
    assert verdict(version, T.MIGRANT_ORG, **own) is VerdictKind.NOT_ELIGIBLE
    of_partner = {"partner_passes_mo_tests": False}
    assert verdict(version, T.MUNICIPALITY_WITH_MO, **of_partner) is VerdictKind.NOT_ELIGIBLE


@pytest.mark.parametrize("version", ["2017", "2021"])
def test_the_papers_of_the_partner_are_asked_for(version: str) -> None:
    guideline = registry.guideline("migrant_organisations", version)
    own, partner = (
        {need.kind for need in papers_needed(guideline, good_facts(guideline, kind), Moment.FILING)}
        for kind in (T.MIGRANT_ORG, T.MUNICIPALITY_WITH_MO)
    )
    of_association = {"statutes", "register_extract", "exemption_notice"}
    assert own == {"concept", "municipality_letter", "signatory_list", *of_association}
    assert partner == {
        "concept",
        "municipality_letter",
        "cooperation_agreement",
        *of_association,
    }
