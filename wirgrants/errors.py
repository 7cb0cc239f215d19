"""The domain's errors, and the only table that turns them into answers of the web."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from jinja2 import TemplateNotFound
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException

from forms.account import SECRETS
from wirgrants.database_faults import passes
from workflows.findings import Finding
from workflows.lifecycle import StepNotOpen, StepRefused


class HouseError(Exception):
    """An error that people can be told about; `message` is a German sentence or empty."""

    status = 422

    def __init__(self, reason: str = "", *, message: str = "") -> None:
        self.message = message
        super().__init__(reason)


class NotFound(HouseError):
    """There is no such thing, or it is none of this person's: both get the same answer."""

    status = 404


class SessionEnded(HouseError):
    """Nobody is signed in any more, and a form was sent; what was typed must not be lost."""

    status = 401


class NotAllowed(HouseError):
    """The person is known, but no role of theirs opens this page."""

    status = 403


class Conflict(HouseError):
    """Another change came first; nothing was overwritten.

    `changes` are (label, their text, my text); `resubmit`, `values`, `version`, `back` feed the
    page that offers to save the own text again; `typed` are (label, text) to copy. Services raise
    it bare, pages add what was typed.
    """

    status = 409

    def __init__(self, reason: str = "", *, message: str = "", **page: Any) -> None:
        self.page = page
        super().__init__(reason, message=message)


class Refused(HouseError):
    """Something brought in cannot be taken (an upload, a value); the message says what to do."""

    status = 422


class BudgetExhausted(HouseError):
    """A ledger would fall below zero."""

    status = 422


class AlreadySent(HouseError):
    """The same form was taken before; nothing was done twice. Pages lead to what it made."""

    status = 409


class SendAgain(HouseError):
    """It cannot be told whether a form was taken before; what was typed is kept to send it anew."""

    status = 422


class TooLarge(HouseError):
    """More bytes than a file or a request may have."""

    status = 413


class Busy(HouseError):
    """The database stayed locked; trying again helps."""

    status = 503


class CommitUnsure(HouseError):
    """The connection was lost during COMMIT: nobody knows whether the step was kept."""

    status = 503


# What a form sends beside what people fill in.
_UNTYPED = frozenset(
    {"add", "base", "csrf_token", "digest", "kept", "letter", "next", "once", "preview", "remove"}
    | {"revision", "save", "seen", "suche", "version"}
)
# Shown without the frame, which asks the database who is signed in.
_ALONE = frozenset({500, 503})
_SIGN_IN = ("/anmelden", "/abmelden")
_FALLBACK = "<!doctype html><html lang=de><title>{code}</title><h1>{code}</h1><p>{text}</p></html>"
_TEXTS = {
    400: "Die Anfrage war unvollständig. Es wurde nichts verändert.",
    401: "Ihre Sitzung ist beendet. Es wurde nichts verändert.",
    403: "Diese Seite ist für Ihr Konto nicht freigegeben.",
    404: "Diese Seite gibt es nicht.",
    405: "So lässt sich diese Seite nicht aufrufen.",
    409: "Der Vorgang hat sich inzwischen geändert.",
    413: "Die Datei oder Eingabe ist zu groß.",
    422: "Eine Angabe konnte nicht angenommen werden.",
    429: "Zu viele Versuche in kurzer Zeit. Bitte warten Sie eine Minute.",
    500: "Es ist ein Fehler aufgetreten. Es wurde nichts verändert.",
    503: "Das System ist gerade ausgelastet. Bitte versuchen Sie es in einer Minute noch einmal.",
}


def register_errors(app: Flask) -> None:
    """Answer every domain error and every HTTP error with a page of ours."""
    app.register_error_handler(HouseError, _house)
    app.register_error_handler(StepRefused, _refused)
    app.register_error_handler(StepNotOpen, _not_open)
    app.register_error_handler(SessionEnded, _ended)
    app.register_error_handler(SendAgain, _send_again)
    app.register_error_handler(CSRFError, _without_token)
    app.register_error_handler(CommitUnsure, _unsure)
    app.register_error_handler(OperationalError, _away)
    app.register_error_handler(NoConnectionFree, _away)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def reasons(findings: Sequence[Finding]) -> list[str]:
    """The German reasons of findings, each once, in order."""
    return list(dict.fromkeys(finding.reason for finding in findings))


def page(code: int, **values: Any) -> Response:
    """The error page of this code; a plain one when its template is missing."""
    values = {"back": _last_page(), **values, "code": None}
    try:
        text = _rendered(code, values)
    except TemplateNotFound:
        text = _FALLBACK.format(code=code, text=_TEXTS.get(code, _TEXTS[400]))
    return make_response(text, code)


def _rendered(code: int, values: dict[str, Any]) -> str:
    """With the frame of every page, save where the frame's own questions may be the trouble."""
    if code not in _ALONE:
        return render_template(f"errors/{code}.html", **values)
    return current_app.jinja_env.get_template(f"errors/{code}.html").render(
        **values, **_given_back()
    )


def _given_back() -> dict[str, Any]:
    """What was typed, to copy and to send as it was, its tokens unspent; nothing from elsewhere."""
    if request.method != "POST" or _last_page() is None or SECRETS & request.form.keys():
        return {}
    return {**_kept(), "files": sent_files()}


def sent_files() -> list[str]:
    """The names of the files that came with the request; a page that is shown has none of them."""
    return [sent.filename for _, sent in request.files.items(multi=True) if sent.filename]


def _last_page() -> str | None:
    """The path of the page the person came from, when it is one of ours."""
    referrer = request.referrer or ""
    if not referrer.startswith(request.host_url):
        return None
    return "/" + referrer[len(request.host_url) :]


def _house(error: HouseError) -> Response:
    values = _too_late() if isinstance(error, Conflict | Refused | BudgetExhausted) else {}
    values |= error.page if isinstance(error, Conflict) else {}
    return page(error.status, message=error.message or None, **values)


def _too_late() -> dict[str, Any]:
    """What the page keeps of a form that was not taken: the typed texts, and the way back to it."""
    if request.method != "POST":
        return {}
    rule = request.url_rule
    fresh = rule is not None and "GET" in (rule.methods or ())
    again = request.path if fresh else _last_page()
    return {"typed": typed_texts(), "files": sent_files(), "again": again}


def typed_texts() -> list[tuple[str, str]]:
    """("", text) of the form that was sent, without labels: only the form's own page knows them."""
    unread = _UNTYPED | SECRETS
    sent = request.form.items(multi=True)
    return [("", text) for name, text in sent if name not in unread and text.strip()]


def _without_token(error: CSRFError) -> Response:
    """A form of ours is kept, to be sent again with a token; from elsewhere it is an error."""
    if _last_page() is None or not request.form or request.path in _SIGN_IN:
        return _http(error)
    if not current_user.is_authenticated:
        return _ended(error)
    # Signed out and in again in another window: the page's own token is none any more.
    return _http(error) if SECRETS & request.form.keys() else page(400, **_kept("csrf_token"))


def _ended(error: Exception) -> Response:
    """The page that keeps what was typed until the person has signed in again.

    Only for forms sent from a page of ours: nobody else may put words into somebody's mouth.
    """
    del error
    if _last_page() is None:
        return page(400)
    if SECRETS & request.form.keys():
        return page(401)  # a password is typed again; no page repeats it, not even hidden
    return page(401, **_kept("csrf_token"))


def _send_again(error: SendAgain) -> Response:
    """The page that keeps what was typed and sends it with a fresh token."""
    return page(422, message=error.message, **_kept("csrf_token", "once"))


def _kept(*tokens: str) -> dict[str, Any]:
    typed = [(name, text) for name, text in request.form.items(multi=True) if name not in tokens]
    return {
        "resubmit": request.full_path.rstrip("?"),
        "values": typed,
        "typed": typed_texts(),
        "files": sent_files(),
    }


def _refused(error: StepRefused) -> Response:
    told = " ".join(reasons(error.findings))
    return page(422, message=told, findings=error.findings, **_too_late())


def _not_open(error: StepNotOpen) -> Response:
    return page(403) if error.why == "role" else page(409, **_too_late())


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    known = error.code if error.code in _TEXTS else (400 if error.code < 500 else 500)
    answer = page(known)
    answer.status_code = error.code
    for name, value in error.get_headers():
        if name.lower() in ("retry-after", "allow"):
            answer.headers[name] = value
    return answer


def _away(error: OperationalError | NoConnectionFree) -> Response:
    """Where trying again helps, as while the database does not answer; else the fault is ours."""
    if isinstance(error, OperationalError) and not passes(error):
        return _unexpected(error)
    current_app.logger.error("the database does not answer", exc_info=error)
    return page(503)


def _unsure(error: CommitUnsure) -> Response:
    """What was typed, to copy; the page that is read anew tells whether it was kept."""
    current_app.logger.error("the end of a transaction is not known", exc_info=error)
    return page(503, unsure=True)


def _unexpected(error: Exception) -> Response:
    # The reference joins what the person reports with what the log says.
    reference = secrets.token_hex(4)
    current_app.logger.error("unexpected error %s", reference, exc_info=error)
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    return page(500, reference=reference)
