"""What a form says, as people read it: for pages that keep typed texts or compare two of them."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    Form,
    HiddenField,
    MultipleFileField,
    PasswordField,
    SubmitField,
)

Text = tuple[str, str]
# Nobody reads them: files are no texts, passwords are shown to nobody, hidden ones were not typed.
_UNREAD = (FileField, HiddenField, MultipleFileField, PasswordField, SubmitField)


def texts_of(form: Form) -> dict[str, Text]:
    """Label and text of every field that people fill in, by its name; lists row by row."""
    return _texts(form, "")


def typed_texts_of(form: Form) -> list[Text]:
    """Label and text of the fields that hold something."""
    return [(label, text) for label, text in texts_of(form).values() if text.strip()]


def differences(theirs: Form, mine: Form) -> list[tuple[str, str, str]]:
    """Label, their text, my text, of each field in which the two differ; none that both leave."""
    left, right = texts_of(theirs), texts_of(mine)
    return [
        ((right.get(name) or left[name])[0], stored, sent)
        for name in dict.fromkeys([*left, *right])
        if (stored := left.get(name, ("", ""))[1]) != (sent := right.get(name, ("", ""))[1])
    ]


def _texts(form: Any, prefix: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for field in form:
        label = str(field.label.text)
        inner = getattr(field, "form", None)
        if isinstance(field, FieldList):
            found |= _rows(field, f"{prefix}{label}")
        elif isinstance(inner, Form):
            found |= _texts(inner, f"{prefix}{label}: ")
        elif not isinstance(field, _UNREAD):
            # The rows of a plan bear the name of their row already.
            shown = label if prefix and label.startswith(prefix) else f"{prefix}{label}"
            found[field.name] = (shown, _text(field))
    return found


def _rows(rows: Any, label: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for place, row in enumerate(rows.entries, start=1):
        inner = getattr(row, "form", None)
        if isinstance(inner, Form):
            found |= _texts(inner, f"{label}, Zeile {place}: ")
        elif not isinstance(row, _UNREAD):
            found[row.name] = (f"{label}, Zeile {place}", _text(row))
    return found


def _text(field: Any) -> str:
    if isinstance(field, BooleanField):
        return "Ja" if field.data else "Nein"
    if hasattr(field, "iter_choices"):
        return ", ".join(_chosen(field))
    shown = getattr(field, "_value", None)
    return str((shown() if shown is not None else field.data) or "")


def _chosen(field: Any) -> Sequence[str]:
    """The labels of what is chosen; the empty choice is none."""
    return [
        str(one.label)
        for one in field.iter_choices()
        if one.selected and one.value not in ("", None)
    ]
