"""Euros: what is read, what is refused, how is rounded and split."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.money import MoneyError, euros, ratio, share_of, spread, to_cents, total

CENTS = st.decimals(min_value=0, max_value=10**7, places=2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.345,67", "12345.67"),
        ("12345.67", "12345.67"),
        ("12345,6", "12345.60"),
        ("1.234", "1234.00"),
        ("0", "0.00"),
        (" 7 ", "7.00"),
        ("-3,50", "-3.50"),
        ("1.234.567,00", "1234567.00"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert str(euros(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "inf",
        "1e3",
        "12,345",
        "1.23,45",
        "1,2,3",
        "",
        "-",
        "12 345",
        "0x10",
        "1_000",
        "٣",
        "1" * 30,
        "10000000000,00",
        "5 €",
    ],
)
def test_what_is_no_amount_in_whole_cents_is_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        euros(text)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("0.001"), 10**11])
def test_a_number_that_is_no_amount_is_refused(value: Decimal | int) -> None:
    with pytest.raises(MoneyError):
        euros(value)


@pytest.mark.parametrize(
    ("exact", "cents"),
    [
        (Decimal("0.004"), "0.00"),
        (Decimal("0.005"), "0.01"),
        (Decimal("0.015"), "0.02"),
        (Decimal("2.675"), "2.68"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(3, 200), "0.02"),
        (7, "7.00"),
    ],
)
def test_half_a_cent_goes_up(exact: Decimal | Fraction | int, cents: str) -> None:
    assert str(to_cents(exact)) == cents


@given(CENTS, st.fractions(min_value=0, max_value=1))
def test_a_share_never_exceeds_the_whole(amount: Decimal, share: Fraction) -> None:
    assert Decimal(0) <= to_cents(share_of(amount, share)) <= amount


@given(CENTS, CENTS)
def test_a_ratio_gives_its_part_back(part: Decimal, whole: Decimal) -> None:
    assert share_of(whole, ratio(part, whole)) == (part if whole else 0)


@given(CENTS, st.lists(CENTS, min_size=1, max_size=7))
def test_a_split_adds_up_to_the_cent(amount: Decimal, weights: list[Decimal]) -> None:
    parts = spread(amount, weights)
    assert len(parts) == len(weights)
    assert total(parts) == amount
    assert all(part >= 0 for part in parts)


@given(st.lists(CENTS, min_size=1, max_size=7), st.fractions(min_value=0, max_value=1))
def test_no_part_of_a_split_exceeds_its_need(needs: list[Decimal], share: Fraction) -> None:
    amount = to_cents(share_of(total(needs), share))
    assert all(part <= need for part, need in zip(spread(amount, needs), needs, strict=True))


def test_nothing_to_add_is_still_an_amount() -> None:
    assert str(total([])) == "0.00"
    assert spread(Decimal("5.00"), []) == ()
    assert spread(Decimal("5.00"), [0, 0]) == (Decimal("5.00"), Decimal("0.00"))
