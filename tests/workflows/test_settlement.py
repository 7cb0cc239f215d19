"""Settlement: each financing type, both sides of the limits, parts and years, and its promises."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.money_cases import component, facts, figure, guideline, main, part
from workflows.counted import count_part
from workflows.facts import Facts
from workflows.guideline import FinancingType, Guideline, UnitCap, YearCap
from workflows.item_shifts import ItemShift, item_shifts
from workflows.money import ZERO, to_cents, total
from workflows.parameters import DEFAULTS
from workflows.settlement import NotExamined, Settlement, settle
from workflows.settling import AwardedYear, Counted, ExaminedYear

DAY = date(2026, 3, 1)
SHARE, DEFICIT, FIXED, FULL = (
    FinancingType.SHARE,
    FinancingType.DEFICIT,
    FinancingType.FIXED,
    FinancingType.FULL,
)


def award(
    financing: FinancingType,
    grant: str,
    eligible: str,
    own: str = "0",
    other: str = "0",
    year: int = 2025,
    name: str = "main",
) -> AwardedYear:
    return AwardedYear(
        part=name,
        year=year,
        financing=financing,
        grant=Decimal(grant),
        eligible=Decimal(eligible),
        own=Decimal(own),
        other=Decimal(other),
    )


def found(eligible: str, other: str = "0", year: int = 2025, name: str = "main") -> ExaminedYear:
    return ExaminedYear(part=name, year=year, eligible=Decimal(eligible), other=Decimal(other))


def settled(
    awarded: AwardedYear | list[AwardedYear],
    examined: ExaminedYear | list[ExaminedYear],
    paid: str = "0",
    *counted: Counted,
    municipal: bool = False,
) -> Settlement:
    return settle(
        awarded if isinstance(awarded, list) else [awarded],
        examined if isinstance(examined, list) else [examined],
        paid=Decimal(paid),
        parameters=DEFAULTS,
        day=DAY,
        municipal=municipal,
        counted=counted,
    )


@pytest.mark.parametrize(
    ("awarded", "examined", "final"),
    [
        # share: the awarded share (90 %) of actual cost, less new income pro rata
        (award(SHARE, "9000", "10000", "1000"), found("10000"), "9000.00"),
        (award(SHARE, "9000", "10000", "1000"), found("8000"), "7200.00"),
        (award(SHARE, "9000", "10000", "1000"), found("12000"), "9000.00"),
        (award(SHARE, "9000", "10000", "1000"), found("10000", "1000"), "8100.00"),
        (award(SHARE, "9000", "10000", "500", "500"), found("10000", "1500"), "8100.00"),
        (award(SHARE, "9000", "10000", "500", "500"), found("10000", "0"), "9000.00"),
        (award(SHARE, "6666.67", "10000"), found("3333.33"), "2222.22"),
        # an award of less than the guideline's share keeps its own share
        (award(SHARE, "5000", "10000", "5000"), found("8000"), "4000.00"),
        # deficit: cost saved and income gained reduce in full
        (award(DEFICIT, "7000", "10000", "2000", "1000"), found("10000", "1000"), "7000.00"),
        (award(DEFICIT, "7000", "10000", "2000", "1000"), found("9000", "1000"), "6000.00"),
        (award(DEFICIT, "7000", "10000", "2000", "1000"), found("10000", "2500"), "5500.00"),
        (award(DEFICIT, "7000", "10000", "2000", "1000"), found("15000", "1000"), "7000.00"),
        (award(DEFICIT, "7000", "10000", "2000", "1000"), found("2500", "1000"), "0.00"),
        # full
        (award(FULL, "10000", "10000"), found("8000"), "8000.00"),
        (award(FULL, "10000", "10000"), found("10000", "600"), "9400.00"),
        # fixed: only down to actual cost; new income does not reduce
        (award(FIXED, "5400", "6000"), found("6000", "3000"), "5400.00"),
        (award(FIXED, "5400", "6000"), found("5500"), "5400.00"),
        (award(FIXED, "5400", "6000"), found("5300"), "5300.00"),
        (award(FIXED, "5400", "6000"), found("0"), "0.00"),
    ],
)
def test_the_formula_of_each_financing_type(
    awarded: AwardedYear, examined: ExaminedYear, final: str
) -> None:
    assert str(settled(awarded, examined).final) == final


@pytest.mark.parametrize(
    ("actual", "final"),
    [
        ("9500.00", "9500.00"),
        ("10000.00", "9900.00"),
    ],
)
def test_forgiveness_never_lifts_the_grant_above_cost(actual: str, final: str) -> None:
    assert str(settled(award(DEFICIT, "9900", "10000", "100"), found(actual)).final) == final


@pytest.mark.parametrize(
    ("actual", "final"),
    [
        ("9444.45", "9000.00"),  # reduction 499.99 or 500.00: forgiven
        ("9444.44", "9000.00"),
        ("9444.43", "8499.99"),  # 500.01: reduced in full
    ],
)
def test_a_reduction_up_to_500_euros_in_total_does_not_reduce(actual: str, final: str) -> None:
    assert str(settled(award(SHARE, "9000", "10000", "1000"), found(actual)).final) == final


def test_the_500_euros_count_over_all_parts_and_years() -> None:
    awards = [award(SHARE, "9000", "10000", year=year) for year in (2024, 2025)]
    small = settled(awards, [found("9800", year=2024), found("9700", year=2025)])
    large = settled(awards, [found("9700", year=2024), found("9700", year=2025)])
    assert small.final == 18000
    assert large.final == 18000 - 270 - 270


def test_parts_are_settled_each_by_itself_and_added_up() -> None:
    awards = [
        award(FIXED, "5400", "6000", name="training"),
        award(DEFICIT, "8000", "9000", "1000", name="deployment"),
        award(DEFICIT, "8000", "9000", "1000", name="deployment", year=2026),
    ]
    result = settled(
        awards,
        [
            found("4000", name="training"),
            found("7000", name="deployment"),
            found("20000", name="deployment", year=2026),
        ],
        "20000",
    )
    assert [str(year.final) for year in result.years] == ["4000.00", "8000.00", "8000.00"]
    assert (result.of_part("training"), result.of_part("deployment")) == (4000, 16000)
    assert (result.granted, result.final, result.to_recover) == (21400, 20000, 0)


@pytest.mark.parametrize(
    ("paid", "payable", "to_recover", "due", "due_municipal"),
    [
        ("0", "8000", "0", "0", "0"),
        ("7000", "1000", "0", "0", "0"),
        ("8000", "0", "0", "0", "0"),
        ("8499.99", "0", "499.99", "0", "0"),
        ("8500", "0", "500", "500", "0"),
        ("10499.99", "0", "2499.99", "2499.99", "0"),
        ("10500", "0", "2500", "2500", "2500"),
    ],
)
def test_payable_recoverable_and_the_petty_limit(
    paid: str, payable: str, to_recover: str, due: str, due_municipal: str
) -> None:
    terms = (award(FULL, "12000", "12000"), found("8000"), paid)
    result, town = settled(*terms), settled(*terms, municipal=True)
    assert (result.payable, result.to_recover) == (Decimal(payable), Decimal(to_recover))
    assert (result.recovery_due, town.recovery_due) == (Decimal(due), Decimal(due_municipal))


def test_units_bound_fixed_amounts_of_their_part_only() -> None:
    awards = [
        award(FIXED, "6000", "6000", name="deployment"),
        award(FIXED, "2000", "3000", name="deployment", year=2026),
        award(FIXED, "5400", "5400", name="training"),
    ]
    costs = [
        found("6000", name="deployment"),
        found("3000", name="deployment", year=2026),
        found("5400", name="training"),
    ]
    result = settled(awards, costs, "0", Counted(part="deployment", amount=Decimal("4000.01")))
    assert (result.of_part("deployment"), result.of_part("training")) == (Decimal("4000.01"), 5400)
    more = settled(awards, costs, "0", Counted(part="deployment", amount=Decimal(9000)))
    assert more.final == 13400


def test_a_year_without_examination_is_refused() -> None:
    with pytest.raises(NotExamined):
        settled(award(FULL, "1", "1"), found("1", year=2024))


def test_the_lines_can_be_followed() -> None:
    result = settled(award(SHARE, "9000", "10000", "1000"), found("8000", "500"), "8000")
    assert [line.text() for _, _, line in result.all_lines()] == [
        "Zuwendungsfähige Ausgaben: geplant 10.000,00 €, anerkannt 8.000,00 €",
        "Bewilligter Anteil: 9.000,00 € ÷ 10.000,00 € zuwendungsfähige Ausgaben = 90 %",
        "8.000,00 € anerkannte Ausgaben − 500,00 € neu hinzugekommene Mittel = 7.500,00 €",
        "90 % von 7.500,00 € = 6.750,00 €",
        "Zuwendung 2025: bewilligt 9.000,00 €, endgültig 6.750,00 €",
        "Endgültige Zuwendung insgesamt 6.750,00 €, ausgezahlt 8.000,00 €",
        "8.000,00 € ausgezahlt − 6.750,00 € endgültige Zuwendung = überzahlt 1.250,00 €",
    ]
    assert result.to_json()["recovery_due"] == "1250.00"


def test_petty_and_forgiven_are_told() -> None:
    petty = settled(award(FULL, "9000", "9000"), found("8000"), "8100")
    assert petty.lines[-1].text() == (
        "Der Betrag von 100,00 € liegt unter der Kleinbetragsgrenze von 500,00 € "
        "und wird nicht zurückgefordert"
    )
    lenient = settled(award(SHARE, "9000", "10000"), found("9800"))
    assert lenient.years[0].lines[-2].text() == (
        "Die Minderung von insgesamt 180,00 € übersteigt 500,00 € nicht; "
        "sie mindert die Zuwendung nicht"
    )


# ------------------------------------------------------------------------- counted units


def guides() -> Guideline:
    cap = UnitCap(
        quantities=("hours",),
        rate="hour_rate",
        ceilings={"guides": "hours_per_guide", "coordinating_guides": "hours_per_coordinator"},
    )
    flat = component(
        "coordination_flat_rate", YearCap(amount="flat"), "coordination", wanted="flat_wanted"
    )
    course = UnitCap(quantities=("participants", "units"), rate="unit_rate")
    return guideline(
        part("deployment", component("hours", cap, "allowances"), flat),
        part("training", component("base_training", course, "rooms")),
        part("post", component("post", YearCap(amount="flat"), "personnel")),
        figures=(
            figure("hour_rate", 5),
            figure("hours_per_guide", 276),
            figure("hours_per_coordinator", 414),
            figure("flat", 2000),
            figure("unit_rate", "12.50"),
        ),
        financing=FIXED,
    )


def reported(name: str, wanted: bool = False, **report: int) -> Facts:
    planned = main(name=name, hours=9999, guides=99, units=36, participants=12, flat_wanted=wanted)
    return Facts(day=DAY, parts=(planned,), report=report)


@pytest.mark.parametrize(
    ("name", "wanted", "report", "amount"),
    [
        ("deployment", False, {"hours_worked": 1000, "guides_active": 10}, "5000.00"),
        ("deployment", False, {"hours_worked": 1000, "guides_active": 2}, "2760.00"),
        (
            "deployment",
            True,
            {"hours_worked": 1000, "guides_active": 2, "coordinating_guides_active": 1},
            "6830.00",
        ),
        ("training", False, {"trained_participants": 11, "units_held": 30}, "4125.00"),
    ],
)
def test_the_report_is_counted_in_units_times_rate(
    name: str, wanted: bool, report: dict[str, int], amount: str
) -> None:
    case = reported(name, wanted, **report)
    counted = count_part(guides(), case, case.parts[0], (2025,)).counted
    assert counted is not None
    assert str(counted.amount) == amount


def test_missing_counters_are_named_and_plans_do_not_stand_in() -> None:
    case = reported("training", units_held=30)
    result = count_part(guides(), case, case.parts[0], (2025,))
    assert (result.counted, result.missing) == (None, ("trained_participants",))


def test_a_part_without_units_is_not_counted() -> None:
    case = reported("post")
    result = count_part(guides(), case, case.parts[0], (2025,))
    assert (result.counted, result.missing) == (None, ())


# ---------------------------------------------------------------------------- item shifts


@pytest.mark.parametrize(
    ("actual", "shifted"),
    [
        ({"personnel": "6000", "material": "1000"}, False),
        ({"personnel": "7200", "material": "100"}, False),
        ({"personnel": "7200.01", "material": "100"}, True),
        ({"new": "0.01"}, True),
        ({"personnel": "0"}, False),
    ],
)
def test_an_item_may_exceed_its_plan_by_twenty_per_cent(
    actual: dict[str, str], shifted: bool
) -> None:
    plan = {"personnel": Decimal(6000), "material": Decimal(1000)}
    spent = {item: Decimal(amount) for item, amount in actual.items()}
    shifts = item_shifts(plan, spent, financing=SHARE, parameters=DEFAULTS, day=DAY)
    assert bool(shifts) is shifted
    assert item_shifts(plan, spent, financing=FIXED, parameters=DEFAULTS, day=DAY) == ()


def test_a_shift_names_plan_actual_and_what_was_allowed() -> None:
    assert item_shifts(
        {"rooms": Decimal(100)},
        {"rooms": Decimal(130)},
        financing=DEFICIT,
        parameters=DEFAULTS,
        day=DAY,
    ) == (
        ItemShift(
            item="rooms", planned=Decimal(100), actual=Decimal(130), allowed=Decimal("120.00")
        ),
    )


# ------------------------------------------------------------------------------- promises

EUROS = st.decimals(min_value=0, max_value=100_000, places=2)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[AwardedYear], list[ExaminedYear]]:
    awards, examined = [], []
    financing = draw(st.sampled_from(FinancingType))
    for year in range(2023, 2023 + draw(st.integers(1, 3))):
        eligible = draw(EUROS)
        grant = to_cents(eligible * draw(st.decimals(0, 1, places=3)))
        rest = eligible - grant
        own = to_cents(rest * draw(st.decimals(0, 1, places=2)))
        awards.append(
            AwardedYear(
                part="main",
                year=year,
                financing=financing,
                grant=grant,
                eligible=eligible,
                own=own,
                other=rest - own,
            )
        )
        examined.append(
            ExaminedYear(part="main", year=year, eligible=draw(EUROS), other=draw(EUROS))
        )
    return awards, examined


@given(cases(), EUROS)
def test_sums_bounds_and_cents(
    case: tuple[list[AwardedYear], list[ExaminedYear]], paid: Decimal
) -> None:
    result = settled(*case, str(paid))
    assert result.final == total(year.final for year in result.years)
    assert result.payable - result.to_recover == result.final - paid
    assert min(result.payable, result.to_recover) == ZERO
    assert result.final <= total(actual.eligible for actual in case[1])
    for year, award_, actual in zip(result.years, *case, strict=True):
        # A year may bear what another year's award does not reach for; a fixed amount does not.
        fixed = award_.financing is FIXED
        most = min(year.granted, actual.eligible) if fixed else year.granted
        assert ZERO <= year.final <= most
        assert year.final == to_cents(year.final)


@given(cases(), EUROS)
def test_the_final_grant_never_falls_when_cost_rises_nor_rises_with_new_income(
    case: tuple[list[AwardedYear], list[ExaminedYear]], more: Decimal
) -> None:
    awards, examined = case
    dearer = [
        ExaminedYear(part=e.part, year=e.year, eligible=e.eligible + more, other=e.other)
        for e in examined
    ]
    richer = [
        ExaminedYear(part=e.part, year=e.year, eligible=e.eligible, other=e.other + more)
        for e in examined
    ]
    before = settled(awards, examined).final
    assert settled(awards, dearer).final >= before
    assert settled(awards, richer).final <= before


@given(cases())
def test_a_plan_kept_to_the_cent_keeps_the_grant(
    case: tuple[list[AwardedYear], list[ExaminedYear]],
) -> None:
    awards, _ = case
    kept = [
        ExaminedYear(part=a.part, year=a.year, eligible=a.eligible, other=a.other) for a in awards
    ]
    assert settled(awards, kept).final == total(a.grant for a in awards)


def test_facts_without_a_part_have_nothing_to_count() -> None:
    with pytest.raises(KeyError):
        count_part(guides(), facts(), main(name="unknown"), (2025,))
