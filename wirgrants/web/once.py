"""Forms that make something: each is taken once, and sent again leads to what it has made."""

import functools
import hashlib
import re
import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, flash, redirect, request
from werkzeug.datastructures import FileStorage

from wirgrants.errors import AlreadySent, SendAgain
from wirgrants.models import UsedForm
from wirgrants.once import SentForm, sending
from wirgrants.services.used_forms import used_form
from wirgrants.unit_of_work import read_only
from wirgrants.web.guards import View, current_actor

FIELD = "once"
SAID = "Diese Eingabe war schon gespeichert. Es wurde nichts doppelt angelegt."
_MARK = "wirgrants_once"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_FRAME = frozenset({"csrf_token", FIELD})
_UNKNOWN = (
    "Diesem Formular fehlte das Kennzeichen, an dem doppelte Eingaben erkannt werden. Es wurde "
    "nichts gespeichert."
)
_OTHERWISE = (
    "Dieses Formular wurde schon einmal abgeschickt, damals mit anderen Angaben; sie sind "
    "gespeichert. Was Sie jetzt geschickt haben, wurde noch nicht gespeichert."
)


def register_once(app: Flask) -> None:
    """Hand the templates a fresh token for each form that asks for one."""
    app.jinja_env.globals["once_token"] = new_token


def new_token() -> str:
    """An unguessable token: 256 random bits as 43 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(32)


def once(
    address: Callable[..., str], *, demanded: Callable[[], bool] = lambda: True
) -> Callable[[View], View]:
    """Take each form that is posted to the view once.

    The same form sent again is answered with 303 to `address(made, **view_args)`, `made` being the
    ref that the service has given to `wirgrants.once.made` ("" without one). A form without a
    readable token, or one whose token was spent on something else, is answered with a page that
    keeps what was typed and sends it with a fresh token (422). Where `demanded` says no, the form
    has a row version of its own and may come without a token.
    """

    def mark(view: View) -> View:
        @functools.wraps(view)
        def taken_once(**values: Any) -> Any:
            form = _sent_form(demanded) if request.method == "POST" else None
            if form is None:
                return view(**values)
            answer = _taken(form, view, values)
            if answer is not None:
                return answer
            made = _made_by_the_same(form)
            if made is not None:
                flash(SAID, "info")
                return redirect(address(made, **values), 303)
            if demanded():
                # Somebody went back, typed something else and sent the old page: no word is lost.
                raise SendAgain("the token was spent on another form", message=_OTHERWISE)
            return view(**values)  # its version tells that the page is old

        setattr(taken_once, _MARK, True)
        return taken_once  # type: ignore[return-value]

    return mark


def counts_once(view: Any) -> bool:
    """Whether the view takes each form once."""
    return bool(getattr(view, _MARK, False))


def _sent_form(demanded: Callable[[], bool]) -> SentForm | None:
    """The form that was sent; None for one that needs no token and has none. Raises SendAgain."""
    token = request.form.get(FIELD, "")
    if not token and not demanded():
        return None
    if not _TOKEN.fullmatch(token):
        raise SendAgain("no token", message=_UNKNOWN)
    return SentForm(token, current_actor().id, _digest())


def _taken(form: SentForm, view: View, values: dict[str, Any]) -> Any:
    """The view's answer to the form; None when its token was spent before."""
    if _earlier(form) is not None:
        return None
    try:
        with sending(form):
            return view(**values)
    except AlreadySent:
        return None  # the other sending was committed while this one was on its way


def _earlier(form: SentForm) -> UsedForm | None:
    with read_only() as session:
        return used_form(session, form.token)


def _made_by_the_same(form: SentForm) -> str | None:
    """What this very form made before; None when its token was spent on something else."""
    earlier = _earlier(form)
    if earlier is None or (earlier.account_id, earlier.digest) != (form.account_id, form.digest):
        return None
    return earlier.made


def _digest() -> str:
    """The digest of what was sent: address, texts and files, without the tokens."""
    found = hashlib.sha256(request.path.encode())
    texts = [(n, t) for n, t in request.form.items(multi=True) if n not in _FRAME]
    files = [(n, f"{f.filename} {_file_digest(f)}") for n, f in request.files.items(multi=True)]
    found.update(repr([sorted(texts), sorted(files)]).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _file_digest(upload: FileStorage) -> str:
    found = hashlib.sha256()
    while part := upload.stream.read(1 << 20):
        found.update(part)
    upload.stream.seek(0)
    return found.hexdigest()
