"""The most that can be granted: financing types, caps, years, missing figures, and its promises."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.money_cases import (
    CLAUSE,
    call,
    component,
    facts,
    figure,
    guideline,
    main,
    part,
    plan,
    replaced,
    without,
)
from workflows.entitlement import Entitlement, most
from workflows.facts import FundSource, Plan
from workflows.figures import Figure
from workflows.findings import Moment, Outcome, Ruling
from workflows.guideline import (
    FinancingType,
    Guideline,
    PostCap,
    ProcessCap,
    Rule,
    UnitCap,
    YearCap,
)
from workflows.money import to_cents, total
from workflows.sources import Mark

OWN, THIRD, PUBLIC, INCOME = (
    FundSource.OWN,
    FundSource.THIRD_PARTY,
    FundSource.PUBLIC,
    FundSource.INCOME,
)


def texts(found: Entitlement) -> list[str]:
    return [line.text() for _, _, line in found.lines()]


def one_cap(
    cap: str | None,
    financing: FinancingType,
    share: str | None = None,
    own_share: str | None = None,
) -> Guideline:
    return guideline(
        part("main", component("project", YearCap(amount="cap"))),
        figures=(figure("cap", cap),),
        financing=financing,
        share=None if share is None else figure("share", share),
        own_share=None if own_share is None else figure("minimum_own_share", own_share),
    )


# ------------------------------------------------------------------- financing types, one year


@pytest.mark.parametrize(
    ("financing", "share", "cap", "cost", "own", "other", "amount"),
    [
        # share: min(cap, share × eligible)
        (FinancingType.SHARE, "0.9", "50000", "10000", "1000", "0", "9000.00"),
        (FinancingType.SHARE, "0.9", "5000", "10000", "5000", "0", "5000.00"),
        (FinancingType.SHARE, "0.9", "50000", "10000", "0", "0", "9000.00"),
        (FinancingType.SHARE, "0.9", "50000", "10000", "500", "3000", "6500.00"),
        (FinancingType.SHARE, "0.3333", "50000", "100.05", "0", "0", "33.35"),
        (FinancingType.SHARE, "0.5", "50000", "0.01", "0", "0", "0.01"),
        # deficit: min(cap, eligible − own − other)
        (FinancingType.DEFICIT, None, "50000", "70000", "10000", "5000", "50000.00"),
        (FinancingType.DEFICIT, None, "50000", "60000", "10000", "5000", "45000.00"),
        (FinancingType.DEFICIT, None, "50000", "10000", "10000", "5000", "0.00"),
        # fixed: min(units × rate, cap, eligible)
        (FinancingType.FIXED, None, "2000", "1500", "0", "0", "1500.00"),
        (FinancingType.FIXED, None, "2000", "9000", "0", "0", "2000.00"),
        (FinancingType.FIXED, None, "2000", "2000", "0", "500", "1500.00"),
        # full: the lower of cap and eligible cost
        (FinancingType.FULL, None, "2000", "1234.56", "0", "0", "1234.56"),
        (FinancingType.FULL, None, "2000", "9000", "0", "0", "2000.00"),
    ],
)
def test_the_formula_of_each_financing_type(
    financing: FinancingType,
    share: str | None,
    cap: str,
    cost: str,
    own: str,
    other: str,
    amount: str,
) -> None:
    planned = plan({("personnel", 2027): cost}, {(OWN, 2027): own, (THIRD, 2027): other})
    found = most(one_cap(cap, financing, share), facts(main(planned)))
    assert str(found.amount) == amount


def test_all_other_funds_count_whatever_they_are_called() -> None:
    planned = plan(
        {("personnel", 2027): 1000}, {(THIRD, 2027): 100, (PUBLIC, 2027): 200, (INCOME, 2027): 50}
    )
    found = most(one_cap("9000", FinancingType.FULL), facts(main(planned)))
    assert found.amount == 650
    assert (found.years[0].own, found.years[0].other) == (0, 350)


def test_the_minimum_own_share_is_kept_free() -> None:
    planned = plan({("personnel", 2027): 10000}, {(OWN, 2027): 200})
    found = most(one_cap("50000", FinancingType.DEFICIT, None, "0.10"), facts(main(planned)))
    assert found.amount == 9000
    assert "Mindesteigenanteil: 10 % von 10.000,00 € = 1.000,00 €" in texts(found)
    assert (
        "10.000,00 € zuwendungsfähige Ausgaben − 1.000,00 € Eigenanteil − 0,00 € weitere Mittel "
        "= höchstens 9.000,00 €"
    ) in texts(found)


def test_cost_outside_the_eligible_categories_does_not_count() -> None:
    planned = plan({("personnel", 2027): 1000, ("party", 2027): 5000})
    found = most(one_cap("50000", FinancingType.FULL), facts(main(planned)))
    assert (found.amount, found.years[0].eligible) == (1000, 1000)


# ------------------------------------------------------------------------------- caps


def units(*, per_year: bool = False) -> Guideline:
    cap = UnitCap(quantities=("participants", "units"), rate="unit_rate", per_year=per_year)
    return guideline(
        part("main", component("base_training", cap, "speakers", "rooms")),
        figures=(figure("unit_rate", "12.50"),),
        financing=FinancingType.FIXED,
    )


def test_participants_times_units_times_rate_as_the_clerk_reads_it() -> None:
    found = most(units(), facts(main(participants=12, units=36)))
    assert found.amount == Decimal("5400.00")
    assert texts(found)[0] == "12 Teilnehmende × 36 Unterrichtseinheiten × 12,50 € = 5.400,00 €"
    assert texts(found)[-1] == "Höchstmögliche Zuwendung 2027: 5.400,00 €"


def test_a_course_across_new_year_is_capped_once() -> None:
    planned = plan({("speakers", 2027): 4000, ("rooms", 2028): 4000})
    across = main(planned, "2027-11-01", "2028-02-29", participants=12, units=36)
    found = most(units(), facts(across))
    assert found.amount == Decimal("5400.00")
    assert found.per_year() == {2027: Decimal("2700.00"), 2028: Decimal("2700.00")}
    spread = "Basisqualifizierung: Vom Höchstbetrag 5.400,00 € entfallen auf 2027: 2.700,00 €"
    assert spread in texts(found)


def test_answers_that_count_each_year_cap_each_year() -> None:
    planned = plan({("speakers", 2027): 4000, ("rooms", 2028): 9000})
    across = main(planned, "2027-11-01", "2028-02-29", participants=12, units=36)
    found = most(units(per_year=True), facts(across))
    assert found.per_year() == {2027: 4000, 2028: 5400}


def guides() -> Guideline:
    cap = UnitCap(
        quantities=("hours",),
        rate="hour_rate",
        ceilings={
            "guides": "hours_per_guide",
            "coordinating_guides": "hours_per_coordinating_guide",
        },
    )
    flat = component(
        "coordination_flat_rate",
        YearCap(amount="flat_rate"),
        "coordination",
        wanted="coordination_flat_rate",
    )
    return guideline(
        part("deployment", component("hours", cap, "allowances"), flat),
        figures=(
            figure("hour_rate", 5),
            figure("hours_per_guide", 276),
            figure("hours_per_coordinating_guide", 414),
            figure("flat_rate", 2000),
        ),
        financing=FinancingType.FIXED,
        rules=(FLAT_RATE_RULE,),
    )


def _pool_of_five(case: object) -> Ruling:
    pool = case.part("deployment").answers["pool_of_guides"]  # type: ignore[attr-defined]
    outcome = Outcome.MET if pool >= 5 else Outcome.NOT_MET
    return Ruling(outcome=outcome, key="rule.does_not_apply", values={})


FLAT_RATE_RULE = Rule(
    id="pool_has_five_guides",
    clause=CLAUSE,
    mark=Mark.SOURCED,
    moments=frozenset({Moment.FILING}),
    reads=("deployment.coordination_flat_rate", "deployment.pool_of_guides"),
    judge=_pool_of_five,
)


@pytest.mark.parametrize(
    ("heads", "coordinating", "hours", "amount"),
    [
        (1, 0, 276, "1380.00"),
        (1, 0, 277, "1380.00"),
        (0, 1, 414, "2070.00"),
        (0, 1, 9999, "2070.00"),
        (10, 2, 3588, "17940.00"),
        (10, 2, 3589, "17940.00"),
        (10, 2, 100, "500.00"),
    ],
)
def test_hours_of_guides_are_a_pool_under_the_maximum_of_each_person(
    heads: int, coordinating: int, hours: int, amount: str
) -> None:
    case = main(
        name="deployment",
        hours=hours,
        guides=heads,
        coordinating_guides=coordinating,
        coordination_flat_rate=False,
    )
    found = most(guides(), facts(case))
    assert str(found.amount) == amount


def test_the_maximum_of_the_persons_is_told() -> None:
    case = main(name="deployment", hours=4000, guides=10, coordinating_guides=2)
    assert texts(most(guides(), facts(case)))[:3] == [
        (
            "Höchstens 10 Lotsinnen und Lotsen × 276 Stunden + "
            "2 koordinierende Lotsinnen und Lotsen × 414 Stunden = 3.588 Stunden"
        ),
        "Angesetzt wird dieser Höchstwert statt 4.000 Stunden",
        "3.588 Stunden × 5,00 € = 17.940,00 €",
    ]


@pytest.mark.parametrize(("pool", "amount"), [(4, 500), (5, 2500)])
def test_the_flat_rate_is_granted_only_when_its_rule_is_met(pool: int, amount: int) -> None:
    case = main(
        name="deployment",
        hours=100,
        guides=5,
        coordination_flat_rate=True,
        pool_of_guides=pool,
    )
    found = most(guides(), facts(case))
    assert found.amount == amount
    refused = "Koordinierungspauschale: nicht förderfähig"
    assert any(text.startswith(refused) for text in texts(found)) is (pool < 5)


def posts(most_posts: int = 2) -> Guideline:
    cap = PostCap(
        full_time_equivalents="coordinators_fte", rate="post_cap", most_posts="most_posts"
    )
    return guideline(
        part(
            "main",
            component("coordinators", cap),
            component("assistant", YearCap(amount="assistant_cap"), "assistant", from_year=2022),
        ),
        figures=(
            figure("post_cap", 60000),
            figure("most_posts", most_posts),
            figure("assistant_cap", 20000),
        ),
    )


@pytest.mark.parametrize(
    ("fte", "start", "end", "amounts"),
    [
        ("2", "2027-01-01", "2027-12-31", {2027: "140000.00"}),
        ("1.5", "2027-01-01", "2027-12-31", {2027: "110000.00"}),
        ("3", "2027-01-01", "2027-12-31", {2027: "140000.00"}),
        ("1", "2027-07-01", "2028-06-30", {2027: "50000.00", 2028: "50000.00"}),
        ("1", "2021-01-01", "2022-12-31", {2021: "60000.00", 2022: "80000.00"}),
        ("1", "2027-01-01", "2027-01-15", {2027: "22419.35"}),
    ],
)
def test_posts_are_paid_by_full_time_equivalent_and_month(
    fte: str, start: str, end: str, amounts: dict[int, str]
) -> None:
    case = facts(main(None, start, end), coordinators_fte=Decimal(fte))
    found = {year: str(amount) for year, amount in most(posts(), case).per_year().items()}
    if "2028" in end:
        # The assistant's yearly cap counts once for the one begun year of funding.
        amounts = {2027: "40000.00", 2028: "40000.00"}
    assert found == amounts


def test_a_post_is_told_with_its_months() -> None:
    found = most(posts(), facts(main(None, "2027-07-01", "2027-12-31"), coordinators_fte=3))
    assert "Gefördert werden höchstens 2 Vollzeitstellen statt 3 Vollzeitstellen" in texts(found)
    assert "2 Vollzeitstellen × 60.000,00 € × 6 Monate ÷ 12 Monate = 60.000,00 €" in texts(found)


def association() -> Guideline:
    return guideline(
        part(
            "main",
            component("micro_project", YearCap(amount="micro"), "material"),
            component("mini_job", YearCap(amount="job"), "mini_job"),
        ),
        figures=(figure("micro", 3000), figure("job", 7200)),
        financing=FinancingType.FULL,
    )


@pytest.mark.parametrize(
    ("material", "job", "amount"),
    [
        ("3000", "7200", "10200.00"),
        ("9000", "100", "3100.00"),  # each against its own categories
        ("100", "9000", "7300.00"),
    ],
)
def test_each_component_is_capped_against_its_own_categories(
    material: str, job: str, amount: str
) -> None:
    planned = plan({("material", 2027): material, ("mini_job", 2027): job})
    assert str(most(association(), facts(main(planned))).amount) == amount


def test_twenty_four_months_earn_two_yearly_amounts() -> None:
    whole = most(association(), facts(main(None, "2027-01-01", "2028-12-31")))
    broken = most(association(), facts(main(None, "2027-07-01", "2029-06-30")))
    assert whole.amount == broken.amount == Decimal("20400.00")
    assert whole.per_year() == {2027: 10200, 2028: 10200}
    assert broken.per_year() == {2027: 6800, 2028: 6800, 2029: 6800}


def process(financing: FinancingType = FinancingType.DEFICIT) -> Guideline:
    return guideline(
        part("main", component("process", ProcessCap(amount="process_cap"), "moderation")),
        figures=(figure("process_cap", 30000),),
        financing=financing,
    )


def test_a_cap_per_process_is_spread_over_the_years_by_their_cost() -> None:
    planned = plan({("moderation", 2027): 30000, ("moderation", 2028): 10000})
    found = most(process(), facts(main(planned, "2027-01-01", "2028-06-30")))
    assert found.per_year() == {2027: Decimal("22500.00"), 2028: Decimal("7500.00")}


def test_a_cap_per_process_is_the_same_for_a_consortium() -> None:
    planned = plan({("moderation", 2027): 90000})
    assert most(process(), facts(main(planned), partners=2)).amount == 30000


def test_without_a_plan_the_cap_alone_is_the_most() -> None:
    found = most(process(FinancingType.SHARE), facts(main(None, "2027-01-01", "2028-06-30")))
    assert found.amount == 30000
    assert found.per_year() == {2027: 20000, 2028: 10000}
    assert found.years[0].eligible is None


# --------------------------------------------------------------------- figures and answers


def test_an_empty_figure_is_not_determinable_and_named() -> None:
    found = most(one_cap(None, FinancingType.FULL), facts(main(plan({("personnel", 2027): 10}))))
    assert found.amount is None
    assert found.missing_figures == ("cap",)
    assert texts(found)[-1] == "Höchstmögliche Zuwendung 2027: nicht bestimmbar"


def test_a_figure_missing_in_one_part_leaves_the_other_determinable() -> None:
    lines = guideline(
        part("training", component("training", YearCap(amount="known"), "rooms")),
        part("seminar", component("seminar", YearCap(amount="unknown"), "rooms")),
        part("extra", component("project", YearCap(amount="unknown"), "rooms")),
        figures=(figure("known", 100), figure("unknown", None)),
    )
    found = most(lines, facts(main(name="training"), main(name="seminar"), main(name="extra")))
    assert [one.amount for one in found.parts] == [100, None, None]
    assert found.amount is None
    assert found.missing_figures == ("unknown",)


def test_the_call_replaces_a_figure_and_the_figure_used_says_so() -> None:
    given_cap = replaced(figure("cap", None), "4000", "Demonstrationswert")
    found = most(
        one_cap(None, FinancingType.FULL),
        facts(main(plan({("personnel", 2027): 9000})), call=call(2027, figures=(given_cap,))),
    )
    assert found.amount == 4000
    assert [(f.key, f.replaced, f.mark) for f in found.figures] == [
        ("cap", "Demonstrationswert", Mark.CONFIRMED)
    ]


def test_an_empty_share_is_missing_only_where_a_plan_needs_it() -> None:
    lines = guideline(
        part("main", component("project", YearCap(amount="cap"))),
        figures=(figure("cap", 5000),),
        financing=FinancingType.SHARE,
        share=figure("share", None),
    )
    assert most(lines, facts(main())).amount == 5000
    planned = most(lines, facts(main(plan({("personnel", 2027): 10}))))
    assert (planned.amount, planned.missing_figures) == (None, ("share",))


def test_a_cap_that_does_not_apply_leaves_the_cost_as_the_limit() -> None:
    lines = guideline(
        part("main", component("project", YearCap(amount="cap"))),
        figures=(without("cap"),),
        financing=FinancingType.FULL,
    )
    assert most(lines, facts(main(plan({("personnel", 2027): 7})))).amount == 7
    bare = most(lines, facts(main()))
    assert (bare.amount, bare.missing_answers) == (None, ("@plan",))


def test_missing_answers_are_named() -> None:
    found = most(units(), facts(main(participants=12)))
    assert (found.amount, found.missing_answers) == (None, ("units",))
    unnamed = most(guides(), facts(main(name="deployment", hours=100)))
    assert (unnamed.amount, unnamed.missing_answers) == (None, ("guides",))


def test_a_yes_is_no_number() -> None:
    assert most(units(), facts(main(participants=True, units=36))).missing_answers == (
        "participants",
    )


def test_the_finder_asks_which_parts_are_wanted() -> None:
    lines = guideline(
        part("training", component("training", YearCap(amount="cap")), wanted="wants_training"),
        part("deployment", component("hours", YearCap(amount="cap")), wanted="wants_deployment"),
        figures=(figure("cap", 100),),
    )
    both = most(lines, facts(wants_training=True, wants_deployment=True, call=call(2027)))
    assert both.amount == 200
    one = most(lines, facts(wants_training=True, wants_deployment=False, call=call(2027)))
    assert (one.amount, [p.part for p in one.parts]) == (100, ["training"])
    none = most(lines, facts(call=call(2027)))
    assert (none.amount, none.missing_answers) == (None, ("wants_training", "wants_deployment"))


def test_years_come_from_plan_then_period_within_the_call_then_call() -> None:
    lines = one_cap("100", FinancingType.FULL)
    period = main(None, "2027-01-01", "2029-12-31")
    assert list(most(lines, facts(period)).per_year()) == [2027, 2028, 2029]
    assert list(most(lines, facts(period, call=call(2027, 2028))).per_year()) == [2027, 2028]
    assert list(most(lines, facts(call=call(2028))).per_year()) == [2028]
    planned = main(plan({("personnel", 2030): 1}), "2027-01-01", "2029-12-31")
    assert list(most(lines, facts(planned)).per_year()) == [2030]


# ------------------------------------------------------------------------------ promises

EUROS = st.decimals(min_value=0, max_value=200_000, places=2)
SHARES = st.decimals(min_value=0, max_value=1, places=4)
YEARS = (2027, 2028, 2029)
CATEGORIES = ("personnel", "material", "other")


@st.composite
def cases(draw: st.DrawFn) -> tuple[Guideline, Plan]:
    """A line with a yearly and a whole cap, any financing, and a plan over up to three years."""
    financing = draw(st.sampled_from(FinancingType))
    caps: tuple[Figure, ...] = (
        figure("yearly", draw(EUROS)),
        figure("whole", draw(EUROS)),
    )
    lines = guideline(
        part(
            "main",
            component("project", YearCap(amount="yearly"), "personnel"),
            component("process", ProcessCap(amount="whole"), "material"),
        ),
        figures=caps,
        financing=financing,
        share=figure("share", draw(SHARES)) if financing is FinancingType.SHARE else None,
        own_share=figure("minimum_own_share", draw(SHARES)) if draw(st.booleans()) else None,
        categories=CATEGORIES[: draw(st.integers(2, 3))],
    )
    years = YEARS[: draw(st.integers(1, 3))]
    items = {(c, y): draw(EUROS) for y in years for c in CATEGORIES}
    funds = {(s, y): draw(EUROS) for y in years for s in (OWN, INCOME) if draw(st.booleans())}
    return lines, plan(items, funds)


def granted(lines: Guideline, planned: Plan) -> Entitlement:
    return most(lines, facts(main(planned, "2027-01-01", "2029-12-31")))


@given(cases())
def test_totals_are_the_sums_of_their_parts_and_exact_to_the_cent(
    case: tuple[Guideline, Plan],
) -> None:
    found = granted(*case)
    assert found.amount is not None
    amounts = [year.amount for year in found.years if year.amount is not None]
    assert found.amount == total(amounts)
    assert found.amount == total(one for one in found.per_year().values() if one is not None)
    assert all(amount == to_cents(amount) and amount >= 0 for amount in amounts)


@given(cases())
def test_never_above_eligible_cost_together_with_all_other_funds(
    case: tuple[Guideline, Plan],
) -> None:
    for year in granted(*case).years:
        assert year.amount is not None
        assert year.eligible is not None
        assert year.amount == 0 or year.amount + year.own + year.other <= year.eligible


@given(cases())
def test_never_above_the_caps(case: tuple[Guideline, Plan]) -> None:
    lines, planned = case
    found = granted(lines, planned)
    assert found.amount is not None
    yearly, whole = lines.figures["yearly"].decimal(), lines.figures["whole"].decimal()
    assert found.amount <= yearly * len(planned.years()) + whole
    for year in found.years:
        assert year.amount is not None
        assert year.amount <= yearly + whole


@given(cases())
def test_a_share_is_never_exceeded(case: tuple[Guideline, Plan]) -> None:
    lines, planned = case
    if lines.financing["*"].type is FinancingType.SHARE:
        share = Fraction(lines.financing["*"].share.decimal())
        for year in granted(lines, planned).years:
            assert year.amount is not None
            assert year.eligible is not None
            assert year.amount <= to_cents(share * Fraction(year.eligible))


@given(cases(), st.data())
def test_never_falls_when_cost_rises(case: tuple[Guideline, Plan], data: st.DataObject) -> None:
    lines, planned = case
    raised = data.draw(st.integers(0, len(planned.items) - 1))
    more = data.draw(EUROS)
    items = {
        (item.category, item.year): item.amount + (more if i == raised else 0)
        for i, item in enumerate(planned.items)
    }
    before = granted(lines, planned).amount
    after = granted(lines, Plan(items=plan(items).items, funds=planned.funds)).amount
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.integers(0, 100), st.integers(0, 400), st.decimals(0, 50, places=2))
def test_units_times_rate_is_exact(participants: int, lessons: int, rate: Decimal) -> None:
    call_terms = call(2027, figures=(replaced(figure("unit_rate", 0), str(rate)),))
    found = most(units(), facts(main(participants=participants, units=lessons), call=call_terms))
    assert found.amount == participants * lessons * rate
