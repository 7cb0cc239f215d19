"""Every field to type in, of every form there is, refuses hostile text in its own name.

Fields are found by themselves. Those that a form gets from a case (questions, plans, findings) are
asked where they are shown: tests/wirgrants/crawl/hostile.py.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, HiddenField, PasswordField, StringField

import forms
from forms.base import HouseForm
from forms.fields import TypedField
from tests.support.properties import tries

HOSTILE = {
    "over-long": "a" * 25_000,
    "NUL": "vor\0nach",
    "escape": "vor\x1bnach",
    "delete": "vor\x7fnach",
    "bidi override": "vor\u202enach",
    "bidi isolate": "vor\u2066nach",
    "half a character": "vor\ud800nach",
}


def classes() -> Iterator[type[HouseForm]]:
    """Every form of the counter, each once."""
    for found in pkgutil.walk_packages(forms.__path__, "forms."):
        module = importlib.import_module(found.name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, HouseForm) and kind.__module__ == found.name:
                yield kind


# What a form asks for besides what was sent, by name; one that asks for more fails here.
GIVEN: dict[str, Any] = {
    "today": date(2026, 11, 23),
    "released_on": date(2026, 11, 20),
    "paid_on": date(2026, 11, 20),
    "kinds": {"other": "Sonstiges"},
    "lines": {"coordination": "Koordination"},
    "awards": {"a": "2027"},
    "compute": lambda *_asked: None,
}


def made(kind: type[HouseForm], sent: dict[str, str] | None = None) -> Form:
    asked = inspect.signature(kind.__init__).parameters.values()
    wanted = [
        one.name for one in asked if one.kind is one.KEYWORD_ONLY and one.default is one.empty
    ]
    return kind(MultiDict(sent or {}), **{name: GIVEN[name] for name in wanted})


def typed_in(field: Field) -> bool:
    """Whether somebody types into it what is kept or shown: no hidden field and no password."""
    unseen = HiddenField | PasswordField
    return isinstance(field, StringField | TypedField) and not isinstance(field, unseen)


FIELDS = {
    f"{kind.__module__}.{kind.__name__}.{field.name}": (kind, field.name)
    for kind in classes()
    for field in made(kind)
    if typed_in(field)
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(("kind", "name"), FIELDS.values(), ids=FIELDS)
def test_hostile_text_is_refused_at_its_field(kind: type[HouseForm], name: str, text: str) -> None:
    """The field alone: what its form asks of several of them together may need a case."""
    form = made(kind, {name: text})

    assert not form[name].validate(form)
    assert form[name].errors
    assert form[name].label.text


ANY_TEXT = st.one_of(
    st.text(),
    st.text("0123456789.,-+eE€% \u00a0\t\n"),
    st.from_regex(r"\d{1,6}[./-]\d{1,3}[./-]\d{1,6}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}\d{2}[ A-Z0-9]{0,40}", fullmatch=True),
)


@tries(200, deadline=None)
@given(st.sampled_from(list(FIELDS.values())), ANY_TEXT)
def test_any_text_is_taken_or_refused_and_never_breaks(
    field: tuple[type[HouseForm], str], text: str
) -> None:
    kind, name = field
    form = made(kind, {name: text})

    assert form[name].validate(form) is not bool(form[name].errors)


def test_there_are_fields_to_ask() -> None:
    assert len(FIELDS) > 100
    assert len({kind for kind, _ in FIELDS.values()}) > 25
