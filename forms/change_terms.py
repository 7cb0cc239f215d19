"""Fields of a changed award beside its plan: period, grant by year, quantities, its own texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wtforms import TextAreaField
from wtforms.validators import Optional

from forms.base import clean_text, strip
from forms.decision import LONGEST_TERMS
from forms.fields import DayField, EuroField, YesNoField, filled
from forms.fitting_fields import field_of
from workflows.questions import QUESTIONS, Kind
from workflows.wording import say

TEXTS: Mapping[str, str] = {
    "purpose": "Zuwendungszweck",
    "contact": "Ansprechperson",
    "other": "Sonstige Regelung",
}
"""What an award regulates in words, by its name in `Award["texts"]`."""


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One line of a part's plan on the page: its name, what it was, and the field of the new."""

    label: str
    before: Decimal | None
    field: Any


@dataclass(frozen=True, kw_only=True)
class MoreLine:
    """The fields of a blank row for a further item or source: what it is, its year and amount."""

    what: Any
    year: Any
    amount: Any


def period_fields(part: str) -> dict[str, Any]:
    """The first and the last day of a part."""
    return {
        f"start_{part}": DayField("Beginn", validators=[filled("Bitte geben Sie den Beginn ein.")]),
        f"end_{part}": DayField("Ende", validators=[filled("Bitte geben Sie das Ende ein.")]),
    }


def amount_fields(part: str, years: Sequence[int], *, with_eligible: bool) -> dict[str, Any]:
    """The grant of a part by year; for the officer its eligible cost, too."""
    fields: dict[str, Any] = {
        f"amount_{part}_{year}": EuroField(f"Zuwendung {year}", validators=[Optional()])
        for year in years
    }
    if with_eligible:
        fields[f"eligible_{part}"] = EuroField(
            "Zuwendungsfähige Ausgaben",
            validators=[filled("Bitte geben Sie die zuwendungsfähigen Ausgaben ein.")],
        )
    return fields


def units_of(units: Mapping[str, Any]) -> dict[str, str]:
    """The quantities among what a fixed amount rests on, without the options awarded with it."""
    return {
        name: str(value)
        for name, value in units.items()
        if name in QUESTIONS and QUESTIONS[name].kind is Kind.NUMBER
    }


def unit_name(part: str, question: str) -> str:
    """The field of a quantity."""
    return f"unit_{part}_{question}"


def unit_fields(part: str, units: Mapping[str, str]) -> dict[str, Any]:
    """One field per quantity that the award of a part rests on."""
    fields: dict[str, Any] = {}
    for question in units:
        field = field_of(QUESTIONS[question], {})
        given = list(field.kwargs.get("validators", ()))
        field.kwargs["validators"] = [filled("Bitte geben Sie die Anzahl ein."), *given]
        fields[unit_name(part, question)] = field
    return fields


def initial_units(part: str, units: Mapping[str, str]) -> dict[str, Any]:
    """The values of the fields of a part's quantities."""
    return {
        unit_name(part, question): Decimal(value) if QUESTIONS[question].decimals else int(value)
        for question, value in units.items()
    }


def option_name(part: str, question: str) -> str:
    """The field of a flat rate."""
    return f"option_{part}_{question}"


def option_fields(part: str, options: Iterable[str]) -> dict[str, Any]:
    """One yes or no per flat rate that was applied for: whether the award pays it."""
    said = filled("Bitte wählen Sie „Ja“ oder „Nein“.")
    return {
        option_name(part, one): YesNoField(
            f"Im Bescheid enthalten: {say(f'question.name.{one}')}", validators=[said]
        )
        for one in options
    }


def text_name(name: str) -> str:
    """The field of a text."""
    return f"text_{name}"


def text_fields() -> dict[str, Any]:
    """One field per text; an empty one leaves the award as it is."""
    return {
        text_name(name): TextAreaField(
            title, filters=[strip], validators=[Optional(), clean_text(LONGEST_TERMS)]
        )
        for name, title in TEXTS.items()
    }
