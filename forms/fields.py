"""Fields that read what people in Hesse type: euros, days, numbers, IBAN, municipality keys."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException
from wtforms import Field, RadioField, widgets
from wtforms.validators import StopValidation, ValidationError

from forms.base import choices_from

MOST_EUROS = Decimal("999999999.99")
_GERMAN_EURO = re.compile(r"^-?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]{1,2})?$")
_PLAIN_EURO = re.compile(r"^-?[0-9]+\.[0-9]{1,2}$")
_GERMAN_DAY = re.compile(r"^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$")
_ISO_DAY = re.compile(r"^([0-9]{4})-([0-9]{2})-([0-9]{2})$")


class TypedField(Field):
    """A text input whose raw text is kept for showing again and whose data is a typed value."""

    widget = widgets.TextInput()
    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    def show(self, value: Any) -> str:
        """The value as it is shown in the input."""
        return str(value)

    def read(self, text: str) -> Any:
        """The typed value of a non-empty text. Raises ValueError with a German sentence."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the first value; an empty text is None, whether that may be or not."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if text:
            self.data = self.read(text)


def parse_euro(text: str) -> Decimal:
    """Euros from '12.345,67', '12345,67', '12345.67' or '12345', with or without '€'.

    Raises ValueError, with a sentence, for anything else: NaN, 1e3, a third decimal, '1.23,4'.
    """
    plain = text.replace("€", "").replace("EUR", "").replace("\u00a0", "").strip()
    if _GERMAN_EURO.match(plain):
        value = Decimal(plain.replace(".", "").replace(",", "."))
    elif _PLAIN_EURO.match(plain):
        value = Decimal(plain)
    else:
        raise ValueError("Bitte geben Sie einen Betrag in Euro ein, zum Beispiel 12.345,67.")
    if abs(value) > MOST_EUROS:
        raise ValueError("Bitte geben Sie einen Betrag unter einer Milliarde Euro ein.")
    return value.quantize(Decimal("0.01"))


def show_euro(value: Decimal) -> str:
    """Euros as they are typed: '12.345,67', without the sign."""
    return f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


class EuroField(TypedField):
    """An amount in euros as Decimal with two places; negative amounts only where allowed."""

    def __init__(self, *args: Any, negative: bool = False, **kwargs: Any) -> None:
        self.negative = negative
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> Decimal:
        """The amount. Raises ValueError with a sentence."""
        value = parse_euro(text)
        if value < 0 and not self.negative:
            raise ValueError("Bitte geben Sie einen Betrag ohne Minuszeichen ein.")
        return value

    def show(self, value: Decimal) -> str:
        """'12.345,67'."""
        return show_euro(value)


def parse_day(text: str) -> date:
    """A day from '31.12.2026' or '2026-12-31'. Raises ValueError with a sentence."""
    german, iso = _GERMAN_DAY.match(text), _ISO_DAY.match(text)
    if german:
        day, month, year = (int(part) for part in german.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise ValueError("Bitte geben Sie ein Datum ein, zum Beispiel 31.12.2026.")
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(
            "Diesen Tag gibt es nicht. Bitte geben Sie ein Datum ein, zum Beispiel 31.12.2026."
        ) from None
    if not 1900 <= found.year <= 2100:
        raise ValueError("Bitte geben Sie ein Datum zwischen 1900 und 2100 ein.")
    return found


class DayField(TypedField):
    """A calendar day."""

    def read(self, text: str) -> date:
        """The day. Raises ValueError with a sentence."""
        return parse_day(text)

    def show(self, value: date) -> str:
        """'31.12.2026'."""
        return value.strftime("%d.%m.%Y")


class WholeNumberField(TypedField):
    """A whole number from `least` to `most`; '1.200' is read as 1200."""

    def __init__(self, *args: Any, least: int = 0, most: int = 10_000_000, **kwargs: Any) -> None:
        self.least = least
        self.most = most
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> int:
        """The number. Raises ValueError with a sentence."""
        if not re.match(r"^-?([0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,12})$", text):
            raise ValueError("Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12.")
        value = int(text.replace(".", ""))
        if not self.least <= value <= self.most:
            raise ValueError(f"Bitte geben Sie eine Zahl von {self.least} bis {self.most} ein.")
        return value


class DecimalNumberField(TypedField):
    """A number with at most two decimals that is no amount (0,5 posts), never negative."""

    def read(self, text: str) -> Decimal:
        """The number. Raises ValueError with a sentence."""
        if not re.match(r"^[0-9]{1,6}([.,][0-9]{1,2})?$", text):
            raise ValueError("Bitte geben Sie eine Zahl ein, zum Beispiel 0,5.")
        return Decimal(text.replace(",", "."))

    def show(self, value: Decimal) -> str:
        """'0,5'."""
        return format(value, "f").replace(".", ",")


_ANSWERS: dict[object, bool] = {"ja": True, "nein": False, True: True, False: False}


class YesNoField(RadioField):
    """A question with yes, no and "not answered yet": data is True, False or None."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", choices_from({"ja": "Ja", "nein": "Nein"}))
        kwargs.update(coerce=_ANSWERS.get, validate_choice=False)
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads 'ja', 'nein' or nothing; ValueError with a sentence for anything else."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if text and text not in _ANSWERS:
            raise ValueError("Bitte wählen Sie „Ja“ oder „Nein“.")
        if text:
            self.data = _ANSWERS[text]


class IbanField(TypedField):
    """An IBAN in its electronic form, its check digits (and German account check) proven."""

    def read(self, text: str) -> str:
        """The IBAN without blanks. Raises ValueError with a sentence."""
        try:
            return str(IBAN(text.upper(), validate_bban=True).compact)
        except SchwiftyException:
            raise ValueError(
                "Diese IBAN ist nicht gültig. Bitte prüfen Sie sie Ziffer für Ziffer, "
                "zum Beispiel DE89 3704 0044 0532 0130 00."
            ) from None

    def show(self, value: str) -> str:
        """In groups of four."""
        return " ".join(value[i : i + 4] for i in range(0, len(value), 4))


def bank_name(iban: str) -> str | None:
    """The bank's name from the bundled table, or None: a reason to warn, never to refuse."""
    try:
        bank = IBAN(iban).bank
    except SchwiftyException:
        return None
    return str(bank.name) if bank else None


class AgsField(TypedField):
    """A municipality key: 5 digits for a county, 8 for a municipality."""

    def read(self, text: str) -> str:
        """The key. Raises ValueError with a sentence."""
        if not re.match(r"^[0-9]{5}([0-9]{3})?$", text):
            raise ValueError(
                "Bitte geben Sie den amtlichen Gemeindeschlüssel mit 5 Ziffern (Landkreis) "
                "oder 8 Ziffern (Stadt, Gemeinde) ein."
            )
        return text


class filled:  # noqa: N801 - a validator, named like its neighbours
    """A typed field must hold a value; a reading error already said is not said twice."""

    def __init__(self, message: str) -> None:
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Raises StopValidation with the message when nothing was entered."""
        if field.data is None and not field.errors:
            raise StopValidation(self.message)


class not_after:  # noqa: N801 - a validator
    """The day must not lie after the day that `today()` gives."""

    def __init__(self, latest: date, message: str) -> None:
        self.latest = latest
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        """Raises ValidationError with the message."""
        if field.data is not None and field.data > self.latest:
            raise ValidationError(self.message)
