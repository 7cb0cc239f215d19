"""Sign-in with Flask-Security: our accounts, our page, Argon2id one at a time."""

import json
import re
import threading
from typing import Any

from flask import Flask, make_response, redirect, request, session
from flask_security import LoginForm, Security, SQLAlchemyUserDatastore, user_authenticated
from flask_security.views import login
from sqlalchemy import func, select
from werkzeug.wrappers import Response
from wtforms import Field

from wirgrants.extensions import db, limiter, settings
from wirgrants.models import StaffRole, User
from wirgrants.settings import Mode, Settings

_FAILED = "Die Anmeldung ist fehlgeschlagen. Bitte prüfen Sie E-Mail-Adresse und Kennwort."
_PLEASE = "Bitte melden Sie sich an, um diese Seite zu sehen."

# Each check takes 19 MiB; taking turns keeps a rush of sign-ins from filling the worker's memory.
_turn = threading.Lock()
_HOME = "/start"
_LONGEST_ADDRESS = 2_000
# Browsers read a backslash as a slash and drop control characters, blanks and more of Unicode.
_OWN_ADDRESS = re.compile(r"/(?!/)[!-\[\]-~]*")


class SignInForm(LoginForm):
    """The sign-in form; passwords are checked one after another within a worker."""

    def validate_next(self, field: Field) -> None:
        """Lets every address pass: a foreign one is left out afterwards, by `_sign_in`."""

    def validate(self, **kwargs: Any) -> bool:
        """True when address and password belong together."""
        with _turn:
            return bool(super().validate(**kwargs))


class Accounts(SQLAlchemyUserDatastore):
    """Finds accounts with their roles and memberships in one statement; writes none."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> User | None:
        """The account with this attribute, or None."""
        [(name, value)] = kwargs.items()
        column = getattr(User, name)
        condition = (
            func.lower(column) == str(value).lower() if case_insensitive else column == value
        )
        return db.session.scalars(select(User).where(condition)).unique().one_or_none()


def register_sign_in(app: Flask, chosen: Settings) -> None:
    """Set up accounts, sign-in and sign-out at /anmelden and /abmelden."""
    app.config.update(_options(chosen))
    accounts = Accounts(db, User, StaffRole)
    security = Security(app, accounts, login_form=SignInForm)
    security.login_context_processor(lambda: _demo_accounts(chosen))
    app.view_functions["security.login"] = _limited_login
    user_authenticated.connect(_keep_session, app)


def _keep_session(app: Flask, **kwargs: Any) -> None:
    del app, kwargs
    session.permanent = True  # ends after the hours of the settings, not with the browser


def _demo_accounts(chosen: Settings) -> dict[str, Any]:
    """The demo writes its accounts beside its database: {"password", "accounts": [[...], ...]}."""
    path = chosen.instance / "demo_accounts.json"
    if not chosen.demo or not path.exists():
        return {}
    known = json.loads(path.read_text(encoding="utf-8"))
    return {"demo_accounts": known["accounts"], "demo_password": known["password"]}


def _tried_account() -> str:
    # Guesses from many addresses at one account count together, however its name is written.
    return "account:" + request.form.get("email", "").strip().casefold()[:200]


def way_on(wanted: str) -> str:
    """The address on this site that was asked for before signing in, else the person's start."""
    fine = len(wanted) <= _LONGEST_ADDRESS and _OWN_ADDRESS.fullmatch(wanted)
    return wanted if fine else _HOME


def _sign_in() -> Response:
    answer = make_response(login())
    if not 300 <= answer.status_code < 400:
        return answer
    return redirect(way_on(request.form.get("next") or request.args.get("next", "")), 303)


# Marked once: a mark for each application would count every attempt once for each of them.
_limited_login: Any = limiter.limit(lambda: settings().sign_in_limit, methods=["POST"])(
    limiter.limit(lambda: settings().account_limit, methods=["POST"], key_func=_tried_account)(
        _sign_in
    )
)


def _options(chosen: Settings) -> dict[str, Any]:
    test = chosen.mode is Mode.TEST
    return {
        "SECURITY_LOGIN_URL": "/anmelden",
        "SECURITY_LOGOUT_URL": "/abmelden",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_POST_LOGIN_VIEW": _HOME,
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__type": "ID",
            "argon2__memory_cost": 8 if test else 19 * 1024,
            "argon2__time_cost": 1 if test else 2,
            "argon2__parallelism": 1,
        },
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_USE_REGISTER_V2": True,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_MSG_GENERIC_AUTHN_FAILED": (_FAILED, "error"),
        "SECURITY_MSG_LOGIN": (_PLEASE, "info"),
        "SECURITY_MSG_UNAUTHENTICATED": (_PLEASE, "info"),
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_CACHE_CONTROL": None,  # ours says no-store everywhere
        "SECURITY_REDIRECT_VALIDATE_MODE": ["regex"],
        "SESSION_COOKIE_NAME": "wirgrants",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": chosen.secure_cookies,
        "PERMANENT_SESSION_LIFETIME": chosen.session_hours * 3600,
        "REMEMBER_COOKIE_DURATION": 0,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: nobody loses an hour's work
    }
