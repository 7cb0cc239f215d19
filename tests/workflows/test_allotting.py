"""Components and years allotted jointly: always the most, told so that a clerk can follow."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.money_cases import component, facts, figure, guideline, main, part, plan
from workflows.allotting import Claim, allot
from workflows.entitlement import Entitlement, most
from workflows.facts import FundSource
from workflows.guideline import ProcessCap, YearCap

YEARS = (2027, 2028, 2029)
Table = Mapping[int, int]


def claims(*rows: tuple[int | None, Sequence[int]]) -> tuple[Claim, ...]:
    return tuple(
        Claim(bounds=dict(zip(YEARS, bounds, strict=False)), whole=whole) for whole, bounds in rows
    )


def room(*cents: int) -> dict[int, int]:
    return dict(zip(YEARS, cents, strict=False))


def least_cut(rows: Sequence[Claim], free: Table) -> int:
    """The most that can flow, reckoned the other way round: the narrowest cut."""
    cuts = []
    for size in range(len(free) + 1):
        for kept in combinations(free, size):
            bounded = [sum(row.bounds.get(year, 0) for year in kept) for row in rows]
            wholes = [
                bound if row.whole is None else min(row.whole, bound)
                for row, bound in zip(rows, bounded, strict=True)
            ]
            cuts.append(sum(free[year] for year in free if year not in kept) + sum(wholes))
    return min(cuts)


def taken(rows: Sequence[Claim]) -> list[list[int]]:
    return [[row.taken[year] for year in row.bounds] for row in rows]


@pytest.mark.parametrize(
    ("rows", "free", "expected", "shifted"),
    [
        # room for everything: each takes what it could
        (((None, (5, 5)), (8, (4, 4))), (20, 20), [[5, 5], [4, 4]], False),
        # a whole is spread in proportion
        (((6, (8, 4)),), (20, 20), [[4, 2]], False),
        # who has no whole comes first, wherever it stands
        (((9, (9, 9)), (None, (5, 0))), (5, 9), [[0, 9], [5, 0]], False),
        # the second could take the first year alone, so the first moves to the second year
        (((6, (3, 6)), (4, (4, 0))), (5, 6), [[1, 5], [4, 0]], True),
        # and further: through a third
        (
            ((4, (4, 4, 0)), (4, (0, 4, 4)), (4, (4, 0, 0))),
            (4, 4, 4),
            [[0, 4, 0], [0, 0, 4], [4, 0, 0]],
            True,
        ),
    ],
)
def test_what_each_takes_of_each_year(
    rows: Sequence[tuple[int | None, Sequence[int]]],
    free: Sequence[int],
    expected: list[list[int]],
    shifted: bool,
) -> None:
    found = claims(*rows)
    assert allot(found, room(*free)) is shifted
    assert taken(found) == expected


CENTS = st.integers(0, 30)


@st.composite
def cases(draw: st.DrawFn) -> tuple[tuple[Claim, ...], dict[int, int]]:
    years = draw(st.integers(1, 3))
    each = st.lists(CENTS, min_size=years, max_size=years)
    rows = draw(st.lists(st.tuples(st.none() | CENTS, each), min_size=1, max_size=4))
    return claims(*rows), room(*draw(each))


@given(cases())
def test_nothing_is_left_that_could_be_taken(
    case: tuple[tuple[Claim, ...], dict[int, int]],
) -> None:
    rows, free = case
    allot(rows, free)
    assert sum(map(sum, taken(rows))) == least_cut(rows, free)
    for row in rows:
        assert row.whole is None or sum(row.taken.values()) <= row.whole
        assert all(0 <= row.taken[year] <= bound for year, bound in row.bounds.items())
    for year, cents in free.items():
        assert sum(row.taken[year] for row in rows) <= cents


# ------------------------------------------------------------------ as a plan meets it


def association(*micro_project: int) -> Entitlement:
    """Two components of yearly amounts over 24 months that touch three budget years."""
    lines = guideline(
        part(
            "main",
            component("micro_project", YearCap(amount="micro"), "micro_project"),
            component("mini_job", YearCap(amount="job"), "mini_job"),
        ),
        figures=(figure("micro", 3000), figure("job", 7200)),
        own_share=figure("minimum_own_share", "0.10"),
    )
    items = {
        (category, year): amount
        for category, amounts in (("micro_project", micro_project), ("mini_job", (1000, 500, 8000)))
        for year, amount in zip(YEARS, amounts, strict=True)
    }
    planned = plan(items, {(FundSource.OWN, 2027): 1000, (FundSource.OWN, 2028): 3000})
    return most(lines, facts(main(planned, "2027-07-01", "2029-06-30")))


def test_more_cost_in_one_year_does_not_cost_another_its_grant() -> None:
    assert association(5000, 8000, 0).amount == Decimal("14700.00")
    assert association(5000, 8000, 500).amount == Decimal("14700.00")


def competing() -> Entitlement:
    """The project may take either year, the process only the first, where room is short."""
    lines = guideline(
        part(
            "main",
            component("project", ProcessCap(amount="project"), "personnel"),
            component("process", ProcessCap(amount="process"), "moderation"),
        ),
        figures=(figure("project", 6000), figure("process", 4000)),
    )
    planned = plan(
        {
            ("personnel", 2027): 3000,
            ("personnel", 2028): 6000,
            ("moderation", 2027): 4000,
        },
        {(FundSource.OWN, 2027): 2000},
    )
    return most(lines, facts(main(planned, "2027-01-01", "2028-12-31")))


def test_the_most_is_found_and_told_year_by_year() -> None:
    found = competing()
    assert found.per_year() == {2027: Decimal("5000.00"), 2028: Decimal("5000.00")}
    assert [(year, line.text()) for _, year, line in found.lines()] == [
        (None, "Projekt: höchstens 6.000,00 € für den gesamten Zeitraum"),
        (None, "Strategieprozess: höchstens 4.000,00 € für den gesamten Zeitraum"),
        (
            None,
            (
                "Die Höchstbeträge sind so auf die Haushaltsjahre verteilt, dass die Zuwendung "
                "insgesamt am höchsten ist"
            ),
        ),
        (2027, "Projekt: zuwendungsfähige Ausgaben 3.000,00 €"),
        (2027, "Strategieprozess: zuwendungsfähige Ausgaben 4.000,00 €"),
        (2027, "Projekt: Vom Höchstbetrag 6.000,00 € entfallen auf 2027: 1.000,00 €"),
        (2027, "Strategieprozess: Vom Höchstbetrag 4.000,00 € entfallen auf 2027: 4.000,00 €"),
        (
            2027,
            (
                "7.000,00 € zuwendungsfähige Ausgaben − 2.000,00 € Eigenanteil − 0,00 € weitere "
                "Mittel = höchstens 5.000,00 €"
            ),
        ),
        (2027, "Höchstmögliche Zuwendung 2027: 5.000,00 €"),
        (2028, "Projekt: zuwendungsfähige Ausgaben 6.000,00 €"),
        (2028, "Strategieprozess: zuwendungsfähige Ausgaben 0,00 €"),
        (2028, "Projekt: Vom Höchstbetrag 6.000,00 € entfallen auf 2028: 5.000,00 €"),
        (2028, "Strategieprozess: Vom Höchstbetrag 4.000,00 € entfallen auf 2028: 0,00 €"),
        (
            2028,
            (
                "6.000,00 € zuwendungsfähige Ausgaben − 0,00 € Eigenanteil − 0,00 € weitere "
                "Mittel = höchstens 6.000,00 €"
            ),
        ),
        (2028, "Höchstmögliche Zuwendung 2028: 5.000,00 €"),
    ]
