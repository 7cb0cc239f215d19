"""What an administrator types: a dated value, an annex, a page of the operator."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from forms.base import HouseForm, choices_from, clean_text, one_line, required, strip
from forms.fields import DayField, TypedField, filled
from forms.figure_field import parse_number, parse_percent, show_percent
from workflows.figures import Unit
from workflows.sources import SOURCES
from workflows.wording.formats import german_number, german_quantity

SHARE, PERCENT = "Anteil", "%"
_SIGNED = re.compile(r"^[-\u2212]?[0-9]{1,3}([.,][0-9]{1,2})?$")
_UNITS = {unit.value for unit in Unit}


def parameter_text(value: Decimal | int | str, unit: str) -> str:
    """A parameter's value as people read it: "4 Tage", "20 %", "1,27 %", "Klage"."""
    if isinstance(value, str):
        return value
    if unit in _UNITS:
        return german_quantity(value, Unit(unit))
    return f"{german_number(value)} {unit}".strip()


class ParameterValueField(TypedField):
    """A value in the unit of its key; words where the unit is empty."""

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)

    @property
    def sign(self) -> str:
        """What stands behind the input."""
        return PERCENT if self.unit == SHARE else self.unit.replace("EUR", "€").replace("/", " je ")

    def read(self, text: str) -> Decimal | str:
        """The value. Raises ValueError with a sentence."""
        if not self.unit:
            return text
        if self.unit == SHARE:
            return parse_percent(text)
        if self.unit == PERCENT:
            if not _SIGNED.match(text):
                raise ValueError("Bitte geben Sie einen Prozentsatz ein, zum Beispiel 1,27.")
            return Decimal(text.replace("\u2212", "-").replace(",", "."))
        return parse_number(text)

    def show(self, value: Decimal | int | str) -> str:
        """The value without its unit."""
        if isinstance(value, str):
            return value
        return show_percent(Decimal(value)) if self.unit == SHARE else german_number(value)


class _ParameterForm(HouseForm):
    """A dated value with its source; whoever confirms it has read it there."""

    def validate_source(self, field: Field) -> None:
        """A source of the table."""
        if field.data not in SOURCES:
            raise ValidationError("Bitte wählen Sie die Quelle.")

    def validate_confirmed_until(self, field: Field) -> None:
        """Not before the value begins, and only of a confirmed value."""
        start = self["valid_from"].data
        if field.data is None:
            return
        if start is not None and field.data < start:
            raise ValidationError("Dieser Tag liegt vor dem Beginn der Geltung.")
        if not self["confirmed"].data:
            raise ValidationError("Bitte bestätigen Sie den Wert oder lassen Sie den Tag leer.")


def _parameter_fields(unit: str) -> dict[str, Any]:
    """The fields in the order of the page."""
    return {
        "valid_from": DayField(
            "Gültig ab", [filled("Bitte geben Sie den ersten Tag der Geltung an.")]
        ),
        "value": ParameterValueField(
            "Wert",
            [filled("Bitte geben Sie den Wert an."), clean_text(300, multiline=False)],
            unit=unit,
        ),
        "source": SelectField(
            "Quelle",
            choices=choices_from({key: source.title for key, source in SOURCES.items()}),
            validate_choice=False,
        ),
        "number": StringField(
            "Fundstelle",
            [
                required("Bitte geben Sie Paragraf, Nummer, Seite oder Stichwort an."),
                clean_text(300, multiline=False),
            ],
            filters=[one_line],
            description="Zum Beispiel § 247 oder Nr. 6.1",
        ),
        "confirmed": BooleanField(
            "Ich habe den Wert in der Quelle gelesen und bestätige ihn",
            description="Ohne dieses Kreuz bleibt der Wert als ungeprüft gekennzeichnet.",
        ),
        "confirmed_until": DayField(
            "Bestätigt bis",
            description="Nur, wenn die Quelle befristet ist: Für spätere Tage wird gewarnt.",
        ),
        **_reasons(),
    }


def _reasons() -> dict[str, Any]:
    """What is said about the value, and what the page remembers; the last fields."""
    return {
        "past": BooleanField(
            "Auch für vergangene Tage",
            description="Nur nötig, wenn an diesen Tagen schon mit einem anderen Wert entschieden "
            "wurde; die Bemerkung nennt dann den Grund.",
        ),
        "note": TextAreaField("Bemerkung", [clean_text(2000)], filters=[strip]),
        "seen": HiddenField(),
    }


def parameter_form(unit: str, formdata: Any, kept: Mapping[str, Any]) -> HouseForm:
    """The form of one key, its value read in the key's unit."""
    made: type[HouseForm] = type("ParameterForm", (_ParameterForm,), _parameter_fields(unit))
    return made(formdata, data=dict(kept))


class DayForm(HouseForm):
    """The day as of which something is shown, and a word to search for."""

    tag = DayField("Stand am")
    suche = StringField(
        "Name oder Schlüssel", [clean_text(100, multiline=False)], filters=[one_line]
    )

    def day(self, otherwise: date) -> date:
        """The day typed, or the other one when none could be read."""
        return self["tag"].data or otherwise


class SearchForm(HouseForm):
    """A word to search a list for."""

    suche = StringField("Suche", [clean_text(100, multiline=False)], filters=[one_line])


ANNEXES = {
    "anbest_p": "ANBest-P (Vereine, Verbände, andere Zuwendungsempfangende)",
    "anbest_gk": "ANBest-GK (Gebietskörperschaften)",
}


class AnnexForm(HouseForm):
    """A document that notices carry from a day on."""

    kind = SelectField(
        "Art der Anlage",
        choices=choices_from({"": "Bitte wählen", **ANNEXES}),
        validate_choice=False,
    )
    title = StringField(
        "Titel, wie er im Bescheid steht",
        [required("Bitte geben Sie den Titel an."), clean_text(200, multiline=False)],
        filters=[one_line],
    )
    valid_from = DayField("Gültig ab", [filled("Bitte geben Sie den ersten Tag der Geltung an.")])
    document = FileField("Dokument", description="PDF, höchstens 25 MB")

    def validate_kind(self, field: Field) -> None:
        """One of the two general conditions."""
        if field.data not in ANNEXES:
            raise ValidationError("Bitte wählen Sie die Art der Anlage.")


class OperatorTextForm(HouseForm):
    """A page of whoever runs the system; may be empty."""

    text = TextAreaField(
        "Text",
        [clean_text(20_000)],
        filters=[strip],
        description="Absätze durch eine leere Zeile trennen. Es wird nur Text angezeigt.",
    )
