"""Contents are frozen, digested and read back without a loss; figures are written as German."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.case_examples import CASE
from tests.documents.examples import AWARD, INPUTS, LETTERS, PRINT_VIEW
from wirgrants.documents.blocks import Column, Paragraph, Row, Section, Table
from wirgrants.documents.codec import canonical, digest, from_data, to_data
from wirgrants.documents.errors import DocumentError
from wirgrants.documents.german import day, euros, moment, number, percent, period

EVERYTHING = {
    **{f"input of {name}": contents for name, contents in INPUTS.items()},
    **LETTERS,
    "print view": PRINT_VIEW,
    "case": CASE,
}


@pytest.mark.parametrize("contents", EVERYTHING.values(), ids=EVERYTHING)
def test_contents_come_back_from_json_exactly_as_they_were_frozen(contents: object) -> None:
    frozen = canonical(contents)
    assert from_data(type(contents), json.loads(frozen)) == contents
    assert canonical(from_data(type(contents), json.loads(frozen))) == frozen


def test_a_digest_stands_for_the_words_and_changes_with_each_of_them() -> None:
    assert digest(Paragraph(text="Ja")) == digest(Paragraph(text="Ja"))
    assert digest(Paragraph(text="Ja")) != digest(Paragraph(text="Ja "))
    assert digest(Paragraph(text="Ja")) != digest(Paragraph(text="Ja", strong=True))


def test_sums_travel_as_text_so_that_no_reader_rounds_them() -> None:
    assert to_data(AWARD)["granted"] == "12345.67"
    assert to_data(AWARD)["first"] == "2027-01-01"


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"type": "Other", "text": "a", "strong": False},
        {"type": "Paragraph", "text": 3, "strong": False},
        {"type": "Paragraph", "text": "a", "strong": False, "more": 1},
        {"type": "Paragraph", "text": "a", "strong": "yes"},
    ],
)
def test_json_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_data(Paragraph, data)


def test_a_section_refuses_a_block_of_unknown_kind() -> None:
    data = {"type": "Section", "heading": "A", "level": 1, "blocks": [{"type": "Script"}]}
    with pytest.raises(ValueError, match="none of"):
        from_data(Section, data)


def test_what_is_no_content_cannot_be_frozen() -> None:
    @dataclass(frozen=True)
    class Wrong:
        value: float

    with pytest.raises(TypeError, match="float"):
        to_data(Wrong(1.5))


def test_half_a_character_is_an_error_with_a_sentence() -> None:
    with pytest.raises(DocumentError, match="Zeichen"):
        canonical(Paragraph(text="\ud800"))


def test_a_table_refuses_a_row_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table(
            caption="A",
            columns=(Column(title="x"), Column(title="y")),
            rows=(Row(cells=("only one",)),),
        )


def test_figures_and_days_are_written_as_germans_write_them() -> None:
    assert euros(Decimal("12345.67")) == "12.345,67\u00a0€"
    assert euros(Decimal("-0.5")) == "−0,50\u00a0€"
    assert euros(None) == "nicht bestimmbar"
    assert number(Decimal(1234567)) == "1.234.567"
    assert number(Decimal("6.2700")) == "6,27"
    assert percent(Decimal("0.9")) == "90\u00a0%"
    assert percent(Decimal("0.8333333")) == "83,33\u00a0%"
    assert day(date(2026, 3, 1)) == "01.03.2026"
    assert period(date(2027, 1, 1), date(2027, 12, 31)) == "01.01.2027 bis 31.12.2027"


def test_an_instant_is_shown_in_the_time_of_hesse() -> None:
    assert moment(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "01.01.2027, 00:30\u00a0Uhr"
    assert moment(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "01.07.2026, 14:00\u00a0Uhr"
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2026, 7, 1, 12, 0))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_euros_lose_no_cent(amount: Decimal) -> None:
    shown = euros(amount).removesuffix("\u00a0€").replace(".", "").replace(",", ".")
    assert Decimal(shown.replace("−", "-")) == amount
