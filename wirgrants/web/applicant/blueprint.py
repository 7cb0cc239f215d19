"""The blueprint that the applicant's pages share."""

from typing import Any

from flask import Blueprint, request

from wirgrants.web.frame import add_navigation

blueprint = Blueprint("applicant", __name__, url_prefix="/antraege")
add_navigation("applicant.home", "Meine Anträge", 20)
add_navigation("applicant.inbox", "Posteingang", 30)

_FRAME = frozenset({"csrf_token", "once", "version", "base", "rest"})


def position(name: str = "vor") -> int | None:
    """The place in a list that a link of it names; None for the first page and for nonsense."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def typed_texts() -> dict[str, list[str]]:
    """Everything that was typed or chosen, without what belongs to the frame of the form."""
    form: Any = request.form
    return {name: form.getlist(name) for name in form if name not in _FRAME}
