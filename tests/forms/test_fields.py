"""What people type becomes a clean value or a sentence that says what to do."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import TextAreaField

from forms.base import HouseForm, clean_text, refused_characters
from forms.fields import (
    AgsField,
    DayField,
    DecimalNumberField,
    EuroField,
    IbanField,
    WholeNumberField,
    YesNoField,
    bank_name,
    parse_day,
    parse_euro,
    show_euro,
)

EURO_SENTENCE = "Bitte geben Sie einen Betrag in Euro ein, zum Beispiel 12.345,67."


class Sample(HouseForm):
    """One field of each kind."""

    euro = EuroField("Betrag")
    signed = EuroField("Saldo", negative=True)
    day = DayField("Tag")
    number = WholeNumberField("Anzahl", most=5000)
    posts = DecimalNumberField("Stellen")
    answer = YesNoField("Antwort")
    iban = IbanField("IBAN")
    ags = AgsField("Schlüssel")
    text = TextAreaField("Text", validators=[clean_text(50)])


def fill(**values: str) -> Sample:
    """The form with these raw values, validated."""
    form = Sample(MultiDict(values))
    form.validate()
    return form


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.345,67", Decimal("12345.67")),
        ("12345.67", Decimal("12345.67")),
        ("12345,67", Decimal("12345.67")),
        ("12345", Decimal("12345.00")),
        ("1.000", Decimal("1000.00")),
        ("0,5", Decimal("0.50")),
        (" 7,20 € ", Decimal("7.20")),
        ("999999999,99", Decimal("999999999.99")),
    ],
)
def test_euro_field_reads_both_spellings(text: str, value: Decimal) -> None:
    form = fill(euro=text)

    assert (form.euro.data, list(form.euro.errors)) == (value, [])


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "Infinity",
        "1e3",
        "1,234",
        "1.23,4",
        "12,345.67",
        "1.2345",
        "abc",
        "--5",
        "1 000",
        "٣",
    ],
)
def test_euro_field_refuses_what_is_no_amount_and_keeps_it(text: str) -> None:
    form = fill(euro=text)

    assert (form.euro.data, list(form.euro.errors)) == (None, [EURO_SENTENCE])
    assert form.euro._value() == text


def test_euro_field_refuses_a_minus_unless_allowed() -> None:
    form = fill(euro="-5,00", signed="-5,00")

    assert list(form.euro.errors) == ["Bitte geben Sie einen Betrag ohne Minuszeichen ein."]
    assert form.signed.data == Decimal("-5.00")


def test_euro_field_refuses_a_billion() -> None:
    assert list(fill(euro="1000000000").euro.errors) == [
        "Bitte geben Sie einen Betrag unter einer Milliarde Euro ein."
    ]


@given(st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2))
def test_euro_shown_is_read_back_to_the_cent(value: Decimal) -> None:
    assert parse_euro(show_euro(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("1.3.2027", date(2027, 3, 1)),
        ("29.02.2028", date(2028, 2, 29)),
        ("29.02.2027", None),
        ("31.04.2027", None),
        ("12/31/2026", None),
        ("31.12.26", None),
        ("01.01.1899", None),
        ("01.01.2101", None),
    ],
)
def test_day_field_reads_days_that_exist(text: str, value: date | None) -> None:
    form = fill(day=text)

    assert form.day.data == value
    assert bool(form.day.errors) == (value is None)


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12), ("1.200", 1200), ("5001", None), ("-1", None), ("1,5", None)]
)
def test_whole_number_field_knows_its_limits(text: str, value: int | None) -> None:
    assert fill(number=text).number.data == value


@pytest.mark.parametrize(
    ("text", "value"), [("0,5", Decimal("0.5")), ("1.25", Decimal("1.25")), ("0,125", None)]
)
def test_decimal_number_field_takes_two_places(text: str, value: Decimal | None) -> None:
    assert fill(posts=text).posts.data == value


@pytest.mark.parametrize(
    ("text", "value"), [("ja", True), ("nein", False), ("", None), ("yes", None)]
)
def test_yes_no_field_has_three_answers(text: str, value: bool | None) -> None:
    assert fill(answer=text).answer.data is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("de89370400440532013000", "DE89370400440532013000"),
        ("DE88370400440532013000", None),
        ("DE89", None),
    ],
)
def test_iban_field_proves_the_check_digits(text: str, value: str | None) -> None:
    assert fill(iban=text).iban.data == value


def test_bank_name_is_known_or_none() -> None:
    assert bank_name("DE89370400440532013000") == "Commerzbank"
    assert bank_name("nonsense") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("06431", "06431"), ("06435014", "06435014"), ("6431", None), ("064350", None)],
)
def test_ags_field_takes_five_or_eight_digits(text: str, value: str | None) -> None:
    assert fill(ags=text).ags.data == value


def test_clean_text_names_hidden_characters_and_length() -> None:
    assert list(fill(text="a\u202eb\x00").text.errors) == [
        "Bitte entfernen Sie unsichtbare Steuerzeichen aus dem Text: U+202E, U+0000."
    ]
    assert list(fill(text="x" * 51).text.errors) == [
        "Bitte kürzen Sie den Text auf höchstens 50 Zeichen (jetzt 51 Zeichen)."
    ]
    assert list(fill(text="<b>Zeile 1</b>\nZeile 2 – Ümläut 😀").text.errors) == []


def test_one_line_texts_refuse_line_ends() -> None:
    assert refused_characters("a\nb", multiline=False) == ("U+000A",)


@pytest.mark.parametrize("text", ["31.02.2027", "2027-02-31", "29.02.2027"])
def test_a_day_that_does_not_exist_is_called_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Diesen Tag gibt es nicht\."):
        parse_day(text)
