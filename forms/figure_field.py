"""A figure of the programme as people type it and read it: euros, percent, counts."""

import re
from decimal import Decimal
from typing import Any

from forms.fields import TypedField, parse_euro, show_euro
from workflows.figures import Figure, Unit
from workflows.wording.formats import german_quantity, german_short

_EUROS = frozenset(
    {
        Unit.EUR,
        Unit.EUR_PER_YEAR,
        Unit.EUR_PER_POST_YEAR,
        Unit.EUR_PER_HOUR,
        Unit.EUR_PER_UNIT,
        Unit.EUR_PER_DEPLOYMENT,
    }
)
_PERCENT = re.compile(r"^([0-9]{1,3})([.,][0-9]{1,2})?$")
_NUMBER = re.compile(r"^([0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,9})(,[0-9]{1,2})?$")
_PLAIN_NUMBER = re.compile(r"^[0-9]{1,9}\.[0-9]{1,2}$")


def sign_of(unit: Unit) -> str:
    """What stands behind the input: "€ je Jahr", "%", "Monate"."""
    if unit is Unit.SHARE:
        return "%"
    if unit is Unit.COUNT:
        return ""
    return unit.value.replace("EUR", "€").replace("/", " je ")


def shown(figure: Figure) -> str:
    """A figure's value as people read it; "entfällt" where the guideline has no such figure."""
    return german_quantity(figure.value, figure.unit) if figure.applies else "entfällt"


def show_percent(share: Decimal) -> str:
    """A share of one as percent without sign: 0.125 is "12,5"."""
    return german_short(share * 100)


def parse_percent(text: str) -> Decimal:
    """A share of one from "90", "90 %" or "12,5 %". Raises ValueError with a sentence."""
    plain = text.replace("%", "").replace("\u00a0", "").strip()
    if not _PERCENT.match(plain):
        raise ValueError("Bitte geben Sie einen Anteil in Prozent ein, zum Beispiel 90.")
    share = Decimal(plain.replace(",", ".")) / 100
    if share > 1:
        raise ValueError("Bitte geben Sie höchstens 100 Prozent ein.")
    return share


def parse_number(text: str) -> Decimal:
    """A number of at most two decimals, not negative. Raises ValueError with a sentence."""
    if _NUMBER.match(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _PLAIN_NUMBER.match(text):
        return Decimal(text)
    raise ValueError("Bitte geben Sie eine Zahl ein, zum Beispiel 12 oder 0,5.")


class FigureField(TypedField):
    """A value in a figure's unit: euros, percent (kept as a share of one) or a number."""

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)

    @property
    def sign(self) -> str:
        """The unit behind the input."""
        return sign_of(self.unit)

    def read(self, text: str) -> Decimal:
        """The value. Raises ValueError with a sentence."""
        if self.unit is Unit.SHARE:
            return parse_percent(text)
        if self.unit in _EUROS:
            value = parse_euro(text)
            if value < 0:
                raise ValueError("Bitte geben Sie einen Betrag ohne Minuszeichen ein.")
            return value
        return parse_number(text)

    def show(self, value: Decimal | int) -> str:
        """The value without its unit."""
        if self.unit is Unit.SHARE:
            return show_percent(Decimal(value))
        if self.unit in _EUROS:
            return show_euro(Decimal(value))
        return german_short(Decimal(value))
