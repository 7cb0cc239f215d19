"""The base of every form: plain WTForms, German messages, hostile text refused with a reason."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, Form
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # new in 3.3, not in the stubs
from wtforms.i18n import get_translations
from wtforms.validators import InputRequired, ValidationError

LONGEST_LINE = 200
LONGEST_TEXT = 20_000

_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_KEPT_CONTROLS = frozenset("\n\r\t")


class HouseForm(Form):
    """A form whose built-in messages are German and which knows no CSRF (that is the door's)."""

    class Meta:
        locales = ["de"]
        cache_translations = True

        def get_translations(self, form: Form) -> Any:
            """WTForms' own German catalogue, whatever the process locale is."""
            return get_translations(["de"])


class required(InputRequired):  # noqa: N801 - reads like the validators of WTForms it stands beside
    """The field must be filled; `message` says what to enter, in the words of the form."""

    def __init__(self, message: str) -> None:
        self.sentence = message
        super().__init__(message=message)

    def __call__(self, form: Any, field: Field) -> None:
        """Refuses an empty field and one that holds blanks only."""
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            raise ValidationError(self.sentence)


def refused_characters(text: str, *, multiline: bool = True) -> tuple[str, ...]:
    """The control, bidi and unassigned characters of a text, as U+XXXX, each once."""
    kept = _KEPT_CONTROLS if multiline else frozenset()
    bad = (
        char
        for char in text
        if char not in kept
        and (char in _BIDI_CONTROLS or unicodedata.category(char) in _FORBIDDEN_CATEGORIES)
    )
    return tuple(dict.fromkeys(f"U+{ord(char):04X}" for char in bad))


class clean_text:  # noqa: N801 - a validator, named like its neighbours
    """Refuses control and direction characters and over-long text, naming what and how much."""

    def __init__(self, longest: int = LONGEST_TEXT, *, multiline: bool = True) -> None:
        self.longest = longest
        self.multiline = multiline

    def __call__(self, form: Any, field: Field) -> None:
        """Raises ValidationError with the reason; changes nothing that was typed."""
        text = field.data
        if not isinstance(text, str):
            return
        if len(text) > self.longest:
            raise ValidationError(
                f"Bitte kürzen Sie den Text auf höchstens {self.longest} Zeichen "
                f"(jetzt {len(text)} Zeichen)."
            )
        bad = refused_characters(text, multiline=self.multiline)
        if bad:
            raise ValidationError(
                "Bitte entfernen Sie unsichtbare Steuerzeichen aus dem Text: "
                + ", ".join(bad)
                + "."
            )


def strip(value: Any) -> Any:
    """Blanks around a text are never meant; a filter for fields."""
    return value.strip() if isinstance(value, str) else value


def one_line(value: Any) -> Any:
    """Folds runs of blanks and line ends of a one-line text into single blanks; a filter."""
    return re.sub(r"[ \t\r\n]+", " ", value).strip() if isinstance(value, str) else value


def errors_of(form: Form) -> dict[str, Sequence[str]]:
    """Messages per field id, for the error summary, nested forms flattened by their prefix."""
    found: dict[str, Sequence[str]] = {}
    for field in form:
        nested = getattr(field, "form", None)
        if isinstance(nested, Form):
            found.update(errors_of(nested))
        elif field.errors:
            found[field.id] = [str(message) for message in field.errors]
    return found


def offered_only(form: Any, field: Any) -> None:
    """Refuses a value that the list of the field does not hold, by name; nothing means all."""
    del form
    if not field.data:
        field.data = ""
    if field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(
            f"„{field.data}“ steht hier nicht zur Wahl. Bitte wählen Sie einen Eintrag der Liste."
        )


def faults_of(form: Form) -> list[str]:
    """Every complaint with the label of its field, nested forms included: "Ort: Bitte …"."""
    found: list[str] = []
    for field in form:
        nested = getattr(field, "form", None)
        if isinstance(nested, Form):
            found += faults_of(nested)
        else:
            found += [f"{field.label.text}: {message}" for message in field.errors]
    return found


def choices_from(options: Mapping[str, str]) -> list[SelectChoice]:
    """Options (value -> label) as WTForms wants them."""
    return [SelectChoice(value=value, label=label) for value, label in options.items()]
