"""What a settlement says step by step, as the letter prints it, and what it keeps as a document."""

from decimal import Decimal

import pytest

from tests.workflows.test_settlement import DEFICIT, FIXED, FULL, SHARE, award, found, settled
from workflows.money import MoneyError, euros, ratio
from workflows.settling import Counted

EXPECTED_DEFICIT = [
    (
        "main",
        2025,
        "examined",
        "Zuwendungsfähige Ausgaben: geplant 10.000,00 €, anerkannt 9.000,00 €",
    ),
    (
        "main",
        2025,
        "gap",
        "9.000,00 € − 2.000,00 € Eigenmittel − 1.000,00 € weitere Mittel = 6.000,00 €",
    ),
    ("main", 2025, "final", "Zuwendung 2025: bewilligt 7.000,00 €, endgültig 6.000,00 €"),
    (
        "",
        None,
        "final_total",
        "Endgültige Zuwendung insgesamt 6.000,00 €, ausgezahlt 5.500,00 €",
    ),
    ("", None, "payable", "6.000,00 € − 5.500,00 € = noch auszuzahlen 500,00 €"),
]
EXPECTED_COUNTED = [
    "Nach den nachgewiesenen Einheiten: höchstens 1.500,00 €",
    "Nach den nachgewiesenen Einheiten: höchstens 500,00 €",
]


def steps(settlement):
    """Part, year, key and sentence of every step."""
    return [(part, year, line.key, line.text()) for part, year, line in settlement.all_lines()]


def test_a_deficit_is_told_with_cost_gap_and_what_is_left_to_pay():
    told = settled(award(DEFICIT, "7000", "10000", "2000", "1000"), found("9000", "1000"), "5500")
    assert steps(told) == EXPECTED_DEFICIT


def test_a_full_grant_without_a_gap_is_told_with_nothing():
    told = settled(award(FULL, "1000", "1000"), found("600", "900"), "0")
    [gap] = [line for _, _, line in told.all_lines() if line.key == "gap"]
    assert "0,00" in gap.text()
    assert told.final == Decimal("0.00")


def test_units_bind_the_amounts_of_their_part_and_say_so_for_each_year():
    years = [award(FIXED, "3000", "4000"), award(FIXED, "1000", "2000", year=2026)]
    costs = [found("3500"), found("1500", year=2026)]
    told = settled(years, costs, "0", Counted(part="main", amount=Decimal("2000.00"), lines=()))
    assert [str(year.final) for year in told.years] == ["1500.00", "500.00"]
    assert [(year, key) for _, year, key, _ in steps(told) if key == "counted"] == [
        (2025, "counted"),
        (2026, "counted"),
    ]
    assert [text for _, _, key, text in steps(told) if key == "counted"] == EXPECTED_COUNTED


def test_units_that_reach_exactly_for_the_amount_change_nothing():
    told = settled(
        award(FIXED, "3000", "4000"),
        found("3500"),
        "0",
        Counted(part="main", amount=Decimal("3000.00"), lines=()),
    )
    assert "counted" not in [key for _, _, key, _ in steps(told)]


def test_each_part_is_settled_by_the_share_of_its_own_notice():
    parts = [award(SHARE, "9000", "10000", name="a"), award(SHARE, "5000", "10000", name="b")]
    told = settled(parts, [found("8000", name="a"), found("12000", name="b")], "0")
    assert (str(told.of_part("a")), str(told.of_part("b"))) == ("7200.00", "5000.00")


@pytest.mark.parametrize(
    ("paid", "keys"),
    [
        ("8000.00", ["final_total", "payable"]),
        ("8499.99", ["final_total", "to_recover", "petty"]),
        ("8500.00", ["final_total", "to_recover"]),
    ],
)
def test_nothing_too_little_and_the_petty_limit_itself(paid, keys):
    told = settled(award(FULL, "9000", "9000"), found("8000"), paid)
    assert [line.key for line in told.lines] == keys


def test_the_document_holds_every_sum_and_every_sentence():
    told = settled(
        award(DEFICIT, "7000.00", "10000", "2000", "1000"), found("9000", "1000"), "6500"
    )
    document = told.to_json()
    lines = document.pop("lines")
    assert document == {
        "granted": "7000.00",
        "final": "6000.00",
        "paid": "6500",
        "payable": "0.00",
        "to_recover": "500.00",
        "recovery_due": "500.00",
        "petty_limit": "500",
        "years": [{"part": "main", "year": 2025, "granted": "7000.00", "final": "6000.00"}],
    }
    assert lines == [
        {"part": part, "year": year, "key": key, "text": text}
        for part, year, key, text in steps(told)
    ]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12,345", "not an amount"),
        ("1" * 21, "not an amount"),
        ("1" * 20, "amount too large"),
        (Decimal("NaN"), "not a finite amount"),
        (Decimal("0.001"), "more than two decimals"),
    ],
)
def test_each_refused_amount_is_told_why(typed, reason):
    with pytest.raises(MoneyError, match=f"^{reason}$"):
        euros(typed)


def test_there_is_no_share_in_nothing():
    assert ratio(Decimal(5), Decimal(0)) == 0
