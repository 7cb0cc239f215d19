"""One field per question of the law, and its answer between form, JSON and German text."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from forms.authorities import AuthoritiesField, AuthorityField, Directory
from forms.base import choices_from, clean_text, one_line
from forms.fields import (
    DayField,
    DecimalNumberField,
    EuroField,
    WholeNumberField,
    YesNoField,
)
from workflows.facts import Answer
from workflows.questions import LONGEST_LONG_TEXT, LONGEST_TEXT, Kind, Question
from workflows.wording import known, say
from workflows.wording.formats import german

_MOST_RADIOS = 5


class at_most:  # noqa: N801 - a validator, named like its neighbours
    """A number above `most` is a typing error."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Any) -> None:
        """Raises ValidationError with the bound."""
        if field.data is not None and field.data > self.most:
            raise ValidationError(f"Bitte geben Sie eine Zahl bis {german(self.most)} ein.")


def field_of(
    question: Question,
    directory: Directory,
    label: str | None = None,
    *,
    counties: bool | None = None,
) -> Any:
    """The unbound field of a question with its German label and hint.

    `counties` says whether the applicant is a county, where that is known already.
    """
    common = {
        "label": label or say(question.label_key),
        "description": say(question.hint_key) if known(question.hint_key) else "",
    }
    if question.id == "applicant_ags":
        return AuthorityField(
            **common,
            directory=directory,
            counties=counties,
            render_kw={"list": "authorities", "autocomplete": "off"},
        )
    if question.kind is Kind.MANY and not question.choices:
        return AuthoritiesField(**common, directory=directory)
    return _MAKERS[question.kind](question, common)


def _number(question: Question, common: dict[str, Any]) -> Any:
    if question.unit is not None and not common["description"]:
        common["description"] = f"in {question.unit.value}"
    if question.decimals:
        most = [] if question.most is None else [at_most(question.most)]
        return DecimalNumberField(**common, validators=most)
    return WholeNumberField(**common, most=question.most or 10_000_000)


def _choice(question: Question, common: dict[str, Any]) -> Any:
    options = {choice: option_label(question, choice) for choice in question.choices}
    if len(options) <= _MOST_RADIOS:
        return RadioField(**common, choices=choices_from(options), validators=[Optional()])
    return SelectField(
        **common,
        choices=choices_from({"": "Bitte wählen", **options}),
        validators=[Optional()],
    )


def option_label(question: Question, choice: str) -> str:
    """The German of one option."""
    key = question.option_key(choice)
    return say(key) if known(key) else say(f"{question.id}.{choice}")


_MAKERS: Mapping[Kind, Callable[[Question, dict[str, Any]], Any]] = {
    Kind.YES_NO: lambda _, common: YesNoField(**common),
    Kind.NUMBER: _number,
    Kind.MONEY: lambda _, common: EuroField(**common),
    Kind.DATE: lambda _, common: DayField(**common),
    Kind.TEXT: lambda _, common: StringField(
        **common, filters=[one_line], validators=[clean_text(LONGEST_TEXT, multiline=False)]
    ),
    Kind.LONG_TEXT: lambda _, common: TextAreaField(
        **common, validators=[clean_text(LONGEST_LONG_TEXT)]
    ),
    Kind.CHOICE: _choice,
    Kind.MANY: _choice,
}


def to_json(value: Any) -> Any:
    """An answer as the draft keeps it; None for one that was not given.

    Money and numbers with decimals are text, days ISO, several texts a list.
    """
    if value is None or value in ("", ()):
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return str(value)


def from_json(question: Question, value: Any) -> Answer | None:
    """An answer read from the draft, in the type that rules expect; None when it is not given.

    ValueError or TypeError for a value that is not of the question's kind.
    """
    if value is None:
        return None
    if question.kind is Kind.YES_NO:
        return bool(value)
    if question.kind is Kind.NUMBER:
        return Decimal(str(value)) if question.decimals else int(value)
    if question.kind is Kind.MONEY:
        return Decimal(str(value))
    if question.kind is Kind.DATE:
        return date.fromisoformat(value)
    if question.kind is Kind.MANY:
        return tuple(str(one) for one in value)
    return str(value)


def shown(question: Question, value: Any, directory: Directory) -> str:
    """An answer of the draft as German text; "" when it is not given."""
    answer = from_json(question, value)
    if answer is None:
        return ""
    if question.kind is Kind.CHOICE and isinstance(answer, str):
        return option_label(question, answer)
    if isinstance(answer, tuple):
        return ", ".join(directory.get(one, one) for one in answer)
    if question.id == "applicant_ags" and isinstance(answer, str):
        return directory.get(answer, answer)
    return german(answer)
