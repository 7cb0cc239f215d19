"""One way to show a form and take it: 303, 422 with what was typed, 409 with both texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms import Form

from wirgrants.errors import Conflict, HouseError, Refused, TooLarge

Answer = str | Response | tuple[str, int]
Stored = Callable[[], tuple[Form, int]]
_YES_NO = {True: "Ja", False: "Nein"}


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """What a page with one form shows around it. `crumbs` are (label, address or None).

    `once`: its view takes each form once, the form bears the token for it.
    """

    title: str
    button: str
    back: str
    crumbs: Sequence[tuple[str, str | None]]
    lead: str = ""
    tone: str = "primary"
    version: int | None = None
    facts: Sequence[tuple[str, object]] = ()
    multipart: bool = False
    once: bool = False
    template: str = "admin/form.html"
    values: Mapping[str, Any] = field(default_factory=dict)

    def render(self, form: Form) -> str:
        """The page with this form."""
        return render_template(self.template, page_of=self, form=form, **self.values)


def take(
    form: Form, page: FormPage, run: Callable[[], Response], stored: Stored | None = None
) -> Answer:
    """GET shows the form. POST runs the service when the form is valid.

    A refusal (Refused, TooLarge) stands above the form with 422. On Conflict the page with both
    texts follows; `stored` makes a fresh form of what is kept now, and its version.
    """
    if request.method == "GET":
        return page.render(form)
    if not form.validate():
        return page.render(form), 422
    try:
        return run()
    except (Refused, TooLarge) as refusal:
        _say_above(form, refusal)
        return page.render(form), 422
    except Conflict as conflict:
        if stored is None:
            raise
        raise _with_both_texts(form, page, stored) from conflict


def done(message: str, address: str) -> Response:
    """303 to the next page with a message."""
    flash(message, "success")
    return redirect(address, 303)


def posted_version() -> int:
    """The row version that the page showed; -1 (never a version) when it is missing or forged."""
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _say_above(form: Form, refusal: HouseError) -> None:
    form.form_errors = [*form.form_errors, refusal.message or "Das ist so nicht möglich."]


def _with_both_texts(form: Form, page: FormPage, stored: Stored) -> Conflict:
    fresh, version = stored()
    theirs, mine = dict(texts_of(fresh)), texts_of(form)
    return Conflict(
        "another change came first",
        message="Jemand hat inzwischen gespeichert.",
        changes=[
            (label, theirs.get(label, ""), text)
            for label, text in mine
            if theirs.get(label, "") != text
        ],
        resubmit=request.path,
        values=list(request.form.items(multi=True)),
        version=version,
        back=page.back,
    )


def texts_of(form: Form, prefix: str = "") -> list[tuple[str, str]]:
    """Label and readable content of every field; passwords and files are left out."""
    found: list[tuple[str, str]] = []
    for one in form:
        label = f"{prefix}{one.label.text}"
        inner = getattr(one, "form", None)
        if isinstance(inner, Form):
            found += texts_of(inner, f"{label}: ")
        elif one.type not in ("PasswordField", "FileField", "HiddenField"):
            found.append((label, _text(one)))
    return found


def _text(one: Any) -> str:
    if isinstance(one.data, bool):
        return _YES_NO[one.data]
    choices = getattr(one, "choices", None)
    if choices:
        labels = {str(choice.value): str(choice.label) for choice in choices}
        chosen = one.data if isinstance(one.data, list) else [one.data]
        return ", ".join(labels.get(str(value), str(value)) for value in chosen if value)
    shown = getattr(one, "_value", None)
    return str(shown() if shown is not None else one.data or "")
