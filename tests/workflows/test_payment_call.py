"""Payment calls: the two-month window after payout, pro rata or others first, and late use."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.guideline import FinancingType, Payout
from workflows.interest import interest
from workflows.parameters import DEFAULTS, Parameter
from workflows.payment_call import (
    CallBasis,
    Expense,
    LateGround,
    drawn_before_other_funds,
    highest_call,
    late_use,
)
from workflows.sources import Clause, Mark

PAYOUT = date(2025, 3, 1)


def spent(day: str, amount: str) -> Expense:
    return Expense(day=date.fromisoformat(day), amount=Decimal(amount))


def basis(
    financing: FinancingType = FinancingType.SHARE,
    *expenses: Expense,
    paid: str = "0",
    payout: Payout = Payout.INSTALMENTS,
) -> CallBasis:
    return CallBasis(
        financing=financing,
        payout=payout,
        grant=Decimal(9000),
        eligible=Decimal(12000),
        own_and_other=Decimal(3000),
        paid=Decimal(paid),
        payout_day=PAYOUT,
        expenses=expenses,
    )


@pytest.mark.parametrize(
    ("financing", "expenses", "paid", "amount"),
    [
        (FinancingType.SHARE, [("2025-02-01", "4000")], "0", "3000.00"),
        (FinancingType.SHARE, [("2025-05-01", "4000")], "0", "3000.00"),  # last day of the window
        (FinancingType.SHARE, [("2025-05-02", "4000")], "0", "0.00"),  # the day after
        (FinancingType.SHARE, [("2025-02-01", "4000"), ("2025-04-01", "4000")], "3000", "3000.00"),
        (FinancingType.SHARE, [("2025-02-01", "99000")], "0", "9000.00"),
        (FinancingType.SHARE, [("2025-02-01", "99000")], "8500", "500.00"),
        (FinancingType.SHARE, [("2025-02-01", "1000")], "3000", "0.00"),
        (FinancingType.SHARE, [("2025-02-01", "0.01")], "0", "0.01"),
        (FinancingType.FIXED, [("2025-02-01", "4000")], "0", "3000.00"),
        (FinancingType.DEFICIT, [("2025-02-01", "2000")], "0", "0.00"),
        (FinancingType.DEFICIT, [("2025-02-01", "5000")], "0", "2000.00"),
        (FinancingType.DEFICIT, [("2025-02-01", "5000")], "500", "1500.00"),
        (FinancingType.FULL, [("2025-02-01", "5000")], "0", "2000.00"),
    ],
)
def test_the_highest_call(
    financing: FinancingType, expenses: list[tuple[str, str]], paid: str, amount: str
) -> None:
    one = basis(financing, *(spent(*expense) for expense in expenses), paid=paid)
    assert str(highest_call(one, DEFAULTS).amount) == amount


def test_the_window_runs_from_payout() -> None:
    found = highest_call(basis(), DEFAULTS)
    assert (found.use_by.day, found.use_by.rule) == (date(2025, 5, 1), "payment_window")
    end_of_year = replace(basis(), payout_day=date(2025, 12, 31))
    assert highest_call(end_of_year, DEFAULTS).use_by.day == date(2026, 2, 28)


def test_one_sum_is_paid_whole() -> None:
    found = highest_call(basis(payout=Payout.ONE_SUM, paid="1000"), DEFAULTS)
    assert found.amount == 8000
    assert found.lines[-1].text() == "Auszahlung in einer Summe: 8.000,00 €"


def test_only_open_years_are_released() -> None:
    year = replace(basis(FinancingType.SHARE, spent("2025-02-01", "99000")), released=Decimal(4000))
    assert highest_call(year, DEFAULTS).amount == 4000


def test_a_retained_share_waits_for_the_examination() -> None:
    row = Parameter(
        key="retention_share",
        value=Decimal("0.10"),
        unit="Anteil",
        valid_from=date(2014, 1, 1),
        clause=Clause("GK", "Einbehalt"),
        mark=Mark.CONFIRMED,
    )
    table = DEFAULTS.with_rows([row])
    one = basis(FinancingType.SHARE, spent("2025-02-01", "99000"))
    assert highest_call(one, table).amount == 8100
    assert highest_call(replace(one, proof_examined=True), table).amount == 9000


def test_the_lines_can_be_followed() -> None:
    found = highest_call(
        basis(FinancingType.SHARE, spent("2025-02-01", "8000"), paid="3000"), DEFAULTS
    )
    assert [line.text() for line in found.lines] == [
        "9.000,00 € verfügbare Zuwendung − 3.000,00 € ausgezahlt = 6.000,00 €",
        (
            "Ausgaben bis zum Ende der Verwendungsfrist am 01.05.2025 (Auszahlung am 01.03.2025): "
            "8.000,00 €"
        ),
        "Anteilig mit den übrigen Mitteln: 75 % von 8.000,00 € = 6.000,00 €",
        "6.000,00 € − 3.000,00 € bereits ausgezahlt = 3.000,00 €",
        "Höchster Mittelabruf: 3.000,00 €",
    ]


@pytest.mark.parametrize(
    ("uses", "day", "late"),
    [
        ([("2025-04-30", "3000")], "2025-12-31", None),
        ([("2025-05-01", "3000")], "2025-12-31", None),
        ([("2025-05-02", "3000")], "2025-12-31", [("3000", "2025-05-02")]),
        ([("2025-04-01", "1000"), ("2025-06-01", "2000")], "2025-12-31", [("2000", "2025-06-01")]),
        ([("2025-06-01", "1000")], "2025-06-30", [("1000", "2025-06-01"), ("2000", "2025-06-30")]),
        ([], "2025-05-01", None),
        ([], "2025-05-02", [("3000", "2025-05-02")]),
        ([("2025-07-01", "3000")], "2025-06-01", [("3000", "2025-06-01")]),
        ([("2025-04-01", "9000")], "2025-12-31", None),
    ],
)
def test_money_not_used_within_two_months_is_found(
    uses: list[tuple[str, str]], day: str, late: list[tuple[str, str]] | None
) -> None:
    found = late_use(
        PAYOUT,
        Decimal(3000),
        [spent(*use) for use in uses],
        DEFAULTS,
        day=date.fromisoformat(day),
    )
    spans = found and [(str(span.amount), span.until.isoformat()) for span in found.spans]
    assert spans == late
    if found is not None:
        assert found.ground is LateGround.NOT_USED_IN_TIME
        assert all(span.since == PAYOUT for span in found.spans)


def test_interest_is_proposed_from_payout_to_proper_use() -> None:
    found = late_use(
        PAYOUT, Decimal(3000), [spent("2025-08-01", "3000")], DEFAULTS, day=date(2025, 12, 31)
    )
    assert found is not None
    assert not found.open
    owed = interest(found.spans, DEFAULTS, not_before=PAYOUT)
    assert [(p.days, str(p.interest)) for p in owed.pieces] == [(121, "72.30"), (32, "16.49")]
    assert found.line.text() == (
        "3.000,00 €: Verwendung für den Zweck bis zum 01.05.2025 nicht nachgewiesen "
        "(§ 49a Abs. 4 HVwVfG)"
    )


@pytest.mark.parametrize(
    ("planned", "used", "by", "amount"),
    [
        ("3000", "3000", "2025-09-01", None),
        ("3000", "1000", "2025-09-01", "2000.00"),
        ("3000", "0", "2025-09-01", "2500.00"),
        ("3000", "0", "2025-03-01", None),
    ],
)
def test_other_funds_had_to_be_used_first(
    planned: str, used: str, by: str, amount: str | None
) -> None:
    found = drawn_before_other_funds(
        PAYOUT,
        Decimal(2500),
        other_planned=Decimal(planned),
        other_used=Decimal(used),
        other_used_by=date.fromisoformat(by),
        parameters=DEFAULTS,
    )
    assert (found and str(found.amount)) == amount
    if found is not None:
        assert found.ground is LateGround.OTHER_FUNDS_FIRST
        assert found.line.text().startswith("2.")


EUROS = st.decimals(min_value=0, max_value=10**6, places=2)


@given(st.sampled_from(FinancingType), EUROS, EUROS, EUROS, EUROS)
def test_a_call_is_never_negative_never_above_what_is_left_and_never_falls_with_cost(
    financing: FinancingType, grant: Decimal, rest: Decimal, paid: Decimal, cost: Decimal
) -> None:
    def call(amount: Decimal) -> Decimal:
        one = CallBasis(
            financing=financing,
            payout=Payout.INSTALMENTS,
            grant=grant,
            eligible=grant + rest,
            own_and_other=rest,
            paid=paid,
            payout_day=PAYOUT,
            expenses=(Expense(day=PAYOUT, amount=amount),),
        )
        return highest_call(one, DEFAULTS).amount

    assert 0 <= call(cost) <= max(Decimal(0), grant - paid)
    assert call(cost + 1) >= call(cost)
