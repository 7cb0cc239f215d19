"""One way to show a form and take it: 303, 422 with what was typed, 409 with both texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms import Form

from wirgrants.errors import Conflict, HouseError, Refused, TooLarge
from wirgrants.web.typed import differences, typed_texts_of

Answer = str | Response | tuple[str, int]
Stored = Callable[[], tuple[Form, int]]


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
            raise too_late(conflict, form) from conflict
        raise _with_both_texts(form, page, stored) from conflict


def done(message: str, address: str) -> Response:
    """303 to the next page with a message."""
    flash(message, "success")
    return redirect(address, 303)


def _say_above(form: Form, refusal: HouseError) -> None:
    form.form_errors = [*form.form_errors, refusal.message or "Das ist so nicht möglich."]


def too_late(conflict: Conflict, form: Form) -> Conflict:
    """The page that keeps what was typed into a form whose page is out of date."""
    return Conflict(str(conflict), message=conflict.message, typed=typed_texts_of(form))


def _with_both_texts(form: Form, page: FormPage, stored: Stored) -> Conflict:
    fresh, version = stored()
    return Conflict(
        "another change came first",
        message="Jemand hat inzwischen gespeichert.",
        changes=differences(fresh, form),
        resubmit=request.path,
        values=list(request.form.items(multi=True)),
        version=version,
        back=page.back,
    )
