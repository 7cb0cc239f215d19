"""What the programme lead types for a call: its terms, its figures, its extension and its end."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from forms.base import HouseForm, choices_from, clean_text, one_line, required, strip
from forms.fields import DayField, TypedField, WholeNumberField, filled
from forms.figure_field import FigureField
from workflows.dates import BERLIN
from workflows.figures import Figure

FIRST_YEAR, LAST_YEAR, MOST_YEARS = 2014, 2060, 6
LAST_MINUTE = time(23, 59)
_TIME = re.compile(r"^([01]?[0-9]|2[0-3])[:.]([0-5][0-9])$")


class TimeField(TypedField):
    """A time of day in Berlin, to the minute."""

    def read(self, text: str) -> time:
        """The time. Raises ValueError with a sentence."""
        found = _TIME.match(text.removesuffix("Uhr").strip())
        if found is None:
            raise ValueError("Bitte geben Sie eine Uhrzeit ein, zum Beispiel 09:00.")
        return time(int(found.group(1)), int(found.group(2)))

    def show(self, value: time) -> str:
        """'09:00'."""
        return value.strftime("%H:%M")


def instant(day: date, at: time) -> datetime:
    """The moment in Berlin; the last minute of a day counts to its last second."""
    return datetime.combine(day, time(23, 59, 59) if at == LAST_MINUTE else at, tzinfo=BERLIN)


def reason_field() -> TextAreaField:
    """Why a step is taken; forms with more fields name it last."""
    return TextAreaField(
        "Begründung",
        [required("Bitte geben Sie eine Begründung an."), clean_text(2000)],
        filters=[strip],
        description="Steht mit Ihrem Namen im Protokoll.",
    )


class ReasonForm(HouseForm):
    """A step that needs nothing but its reason."""

    reason = reason_field()


class CallForm(HouseForm):
    """The terms of a call. `line_version` holds "line|version"."""

    line_version = SelectField(
        "Förderschwerpunkt und Fassung der Richtlinie", validate_choice=False, default=""
    )
    title = StringField(
        "Titel des Aufrufs",
        [required("Bitte geben Sie dem Aufruf einen Titel."), clean_text(200, multiline=False)],
        filters=[one_line],
    )
    text = TextAreaField(
        "Hinweise für Antragstellende",
        [clean_text(10_000)],
        filters=[strip],
        description="Zum Beispiel Schwerpunkte oder Ansprechpersonen. Kann leer bleiben.",
    )
    first_year = WholeNumberField(
        "Erstes Haushaltsjahr",
        [filled("Bitte geben Sie das erste Haushaltsjahr an.")],
        least=FIRST_YEAR,
        most=LAST_YEAR,
    )
    last_year = WholeNumberField(
        "Letztes Haushaltsjahr",
        [filled("Bitte geben Sie das letzte Haushaltsjahr an.")],
        least=FIRST_YEAR,
        most=LAST_YEAR,
    )
    opens_on = DayField(
        "Anträge möglich ab", [filled("Bitte geben Sie den ersten Tag der Antragsfrist an.")]
    )
    opens_at = TimeField("Uhrzeit der Öffnung", [filled("Bitte geben Sie eine Uhrzeit an.")])
    closes_on = DayField("Antragsschluss", [filled("Bitte geben Sie den Antragsschluss an.")])
    closes_at = TimeField(
        "Uhrzeit des Antragsschlusses", [filled("Bitte geben Sie eine Uhrzeit an.")]
    )
    closing_is_fixed_day = BooleanField(
        "Der Antragsschluss ist ein fester Tag",
        description="Ohne dieses Kreuz verschiebt sich ein Ende am Wochenende oder Feiertag auf "
        "den nächsten Werktag (§ 31 Abs. 3 HVwVfG). Der Aufruf weist auf den festen Tag hin.",
    )

    def offer(self, versions: Mapping[str, str]) -> None:
        """The lines and versions to choose from, "line|version" to label."""
        self.line_version.choices = choices_from({"": "Bitte wählen", **versions})
        self._offered = set(versions)

    def validate_line_version(self, field: Field) -> None:
        """One of the offered versions."""
        if field.data not in self._offered:
            raise ValidationError("Bitte wählen Sie Förderschwerpunkt und Fassung.")

    def validate_last_year(self, field: Field) -> None:
        """Not before the first, and not a whole decade."""
        first = self["first_year"].data
        if field.data is None or first is None:
            return
        if field.data < first:
            raise ValidationError("Das letzte Haushaltsjahr liegt vor dem ersten.")
        if field.data - first >= MOST_YEARS:
            raise ValidationError(f"Ein Aufruf umfasst höchstens {MOST_YEARS} Haushaltsjahre.")

    def validate_closes_on(self, field: Field) -> None:
        """After the opening, and before the last budget year is over."""
        opens, last = self.opening(), self["last_year"].data
        closes = self.closing()
        if opens is not None and closes is not None and closes <= opens:
            raise ValidationError("Der Antragsschluss muss nach der Öffnung liegen.")
        if field.data is not None and last is not None and field.data.year > last:
            raise ValidationError("Der Antragsschluss liegt nach dem letzten Haushaltsjahr.")

    def opening(self) -> datetime | None:
        """The opening instant, or None while it is incomplete."""
        return _joined(self["opens_on"].data, self["opens_at"].data)

    def closing(self) -> datetime | None:
        """The closing instant, or None while it is incomplete."""
        return _joined(self["closes_on"].data, self["closes_at"].data)


def _joined(day: date | None, at: time | None) -> datetime | None:
    return None if day is None or at is None else instant(day, at)


class ExtensionForm(HouseForm):
    """A later closing with its reason."""

    closes_on = DayField("Neuer Antragsschluss", [filled("Bitte geben Sie den neuen Tag an.")])
    closes_at = TimeField("Uhrzeit", [filled("Bitte geben Sie eine Uhrzeit an.")])
    reason = reason_field()

    def closing(self) -> datetime:
        """The new closing instant of a valid form."""
        return instant(self["closes_on"].data, self["closes_at"].data)


OPEN, CONFIRM, REPLACE = "offen", "bestaetigen", "ersetzen"
_CHOICES = {
    OPEN: "noch offen",
    CONFIRM: "Wert der Richtlinie bestätigen",
    REPLACE: "anderen Wert einsetzen",
}


class _FigureEntry(HouseForm):
    """What is decided of one figure: left open, confirmed, or replaced with a reason."""

    decision: RadioField

    def validate_decision(self, field: Field) -> None:
        """One of the ways offered for this figure."""
        if field.data not in {value for value, *_ in self.decision.iter_choices()}:
            raise ValidationError("Bitte wählen Sie eine der Möglichkeiten.")

    def validate_value(self, field: Field) -> None:
        """A replaced figure has a value."""
        if self["decision"].data == REPLACE and field.data is None and not field.errors:
            raise ValidationError("Bitte geben Sie den Wert ein, der gelten soll.")

    def validate_reason(self, field: Field) -> None:
        """A replaced figure has a reason."""
        if self["decision"].data == REPLACE and not field.data:
            raise ValidationError("Bitte begründen Sie den Wert oder nennen Sie seine Quelle.")


def figures_form(
    figures: Mapping[str, Figure], labels: Mapping[str, str], formdata: Any, kept: Mapping[str, Any]
) -> HouseForm:
    """The form of the figures that need a decision: one entry each, named by the figure's key."""
    fields = {
        key: FormField(_entry_of(figure, labels[key]), label=labels[key])
        for key, figure in figures.items()
        if figure.needs_confirmation
    }
    made: type[HouseForm] = type("FiguresForm", (HouseForm,), fields)
    return made(formdata, data=dict(kept))


def _entry_of(figure: Figure, name: str) -> type[_FigureEntry]:
    """Labels name the figure, so that the error summary says which one is meant."""
    ways = {k: v for k, v in _CHOICES.items() if k != CONFIRM or figure.value is not None}
    fields = {
        "decision": RadioField(
            f"{name}, Entscheidung",
            default=OPEN,
            choices=choices_from(ways),
            validate_choice=False,
        ),
        "value": FigureField(f"{name}, eigener Wert", unit=figure.unit),
        "reason": StringField(
            f"{name}, Begründung", [clean_text(300, multiline=False)], filters=[one_line]
        ),
    }
    return type(f"Entry_{figure.key}", (_FigureEntry,), fields)


def decided(form: HouseForm, figures: Mapping[str, Figure]) -> dict[str, tuple[Decimal | int, str]]:
    """The settled figures of a valid form: key to value and reason; open ones are missing."""
    found: dict[str, tuple[Decimal | int, str]] = {}
    for entry in form:
        data = entry.data
        figure = figures[entry.short_name]
        if data["decision"] == CONFIRM and figure.value is not None:
            found[figure.key] = (figure.value, data["reason"] or "")
        elif data["decision"] == REPLACE:
            found[figure.key] = (data["value"], data["reason"])
    return found


def kept_entries(
    figures: Mapping[str, Figure], answers: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The form's data of what a call keeps: {"value", "reason"} by key."""
    found = {}
    for key, told in answers.items():
        figure = figures.get(key)
        if figure is None or told.get("value") is None:
            continue
        value = Decimal(str(told["value"]))
        same = figure.value is not None and Decimal(figure.value) == value
        found[key] = {
            "decision": CONFIRM if same else REPLACE,
            "value": None if same else value,
            "reason": told.get("reason", ""),
        }
    return found
