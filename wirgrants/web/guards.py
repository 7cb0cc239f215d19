"""The door: every view names who may use it; a view that names nobody is closed to everybody."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, Response, abort, g, redirect, request, url_for
from flask_login import current_user

from wirgrants.errors import NotAllowed, NotFound, SessionEnded
from wirgrants.models import User
from wirgrants.services.access import Actor, actor_of
from workflows.states import Role

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "wirgrants_guard"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Fields that nobody types: hidden ones, and choices whose values are references.
_UNSEEN = (
    "account", "award", "base", "digest", "kept", "kind", "letter", "line", "once",
    "organisation", "paper", "remove", "replaces", "revision", "seen", "suche", "target",
    "authority",
)  # fmt: skip


class Permission(StrEnum):
    """What a page is for, as noun:verb; who holds it stands in `ROLES_OF`.

    `CASE_READ` and `CASE_STEP` open the shared pages of a case: applicants see theirs, the office
    and auditors what was filed; the loader and the step decide the rest. `CASE_VIEW` is the office.
    """

    ACCOUNT_MANAGE = "account:manage"
    AUDIT_VIEW = "audit:view"
    BUDGET_MANAGE = "budget:manage"
    CALL_MANAGE = "call:manage"
    CASE_DECIDE = "case:decide"
    CASE_READ = "case:read"
    CASE_REVIEW = "case:review"
    CASE_STEP = "case:step"
    CASE_VIEW = "case:view"
    CASE_WORK = "case:work"
    FILE_VIEW = "file:view"
    INBOX_READ = "inbox:read"
    OWN_CASE_EDIT = "own_case:edit"
    OWN_CASE_SIGN = "own_case:sign"
    OWN_CASE_VIEW = "own_case:view"
    PARAMETER_MANAGE = "parameter:manage"
    PAYMENT_PAY = "payment:pay"
    PAYMENT_VIEW = "payment:view"
    SESSION_HOLD = "session:hold"
    SYSTEM_VIEW = "system:view"


_EVERYBODY = frozenset(Role) - {Role.SYSTEM}
_APPLICANTS = frozenset({Role.APPLICANT_EDITOR, Role.SIGNATORY})
_OFFICE = frozenset({Role.CASE_OFFICER, Role.APPROVER, Role.PROGRAMME_LEAD})

ROLES_OF: dict[Permission, frozenset[Role]] = {
    Permission.ACCOUNT_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.AUDIT_VIEW: frozenset({Role.AUDITOR}),
    Permission.BUDGET_MANAGE: frozenset({Role.PROGRAMME_LEAD}),
    Permission.CALL_MANAGE: frozenset({Role.PROGRAMME_LEAD}),
    Permission.CASE_DECIDE: frozenset({Role.APPROVER}),
    Permission.CASE_READ: _EVERYBODY - {Role.ADMINISTRATOR},
    Permission.CASE_STEP: _EVERYBODY - {Role.ADMINISTRATOR, Role.AUDITOR},
    Permission.CASE_REVIEW: frozenset({Role.CASE_OFFICER, Role.PROGRAMME_LEAD}),
    Permission.CASE_VIEW: _OFFICE | {Role.FINANCE},
    Permission.CASE_WORK: frozenset({Role.CASE_OFFICER}),
    Permission.FILE_VIEW: _EVERYBODY,
    Permission.INBOX_READ: _EVERYBODY,
    Permission.OWN_CASE_EDIT: _APPLICANTS,
    Permission.OWN_CASE_SIGN: frozenset({Role.SIGNATORY}),
    Permission.OWN_CASE_VIEW: _APPLICANTS,
    Permission.PARAMETER_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.PAYMENT_PAY: frozenset({Role.FINANCE}),
    Permission.PAYMENT_VIEW: _OFFICE | {Role.FINANCE},
    Permission.SESSION_HOLD: _EVERYBODY,
    Permission.SYSTEM_VIEW: frozenset({Role.ADMINISTRATOR}),
}


@dataclass(frozen=True)
class Guard:
    """Who may use a view: everybody, or whoever holds one of the permissions."""

    permissions: frozenset[Permission] = frozenset()

    @property
    def public(self) -> bool:
        """No sign-in needed."""
        return not self.permissions

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that open the door; none for a public one."""
        return frozenset().union(*(ROLES_OF[p] for p in self.permissions))

    def lets_pass(self, actor: Actor | None) -> bool:
        """Whether this person may use the view."""
        return self.public or (actor is not None and bool(actor.roles & self.roles))


# Views of libraries that we cannot decorate; every other view of theirs stays closed.
_FOREIGN = {
    "static": Guard(),
    "security.login": Guard(),
    "security.logout": Guard(frozenset({Permission.SESSION_HOLD})),
}


def permit(*permissions: Permission) -> Callable[[View], View]:
    """Let whoever holds one of these permissions use the view."""
    if not permissions:
        raise ValueError("name at least one permission, or use @public")

    def mark(view: View) -> View:
        setattr(view, _MARK, Guard(frozenset(permissions)))
        return view

    return mark


def public(view: View) -> View:
    """Let everybody use the view, signed in or not."""
    setattr(view, _MARK, Guard())
    return view


def guard_of(app: Flask, endpoint: str) -> Guard | None:
    """The guard of an endpoint; None closes it."""
    if endpoint in _FOREIGN:
        return _FOREIGN[endpoint]
    guard: Guard | None = getattr(app.view_functions.get(endpoint), _MARK, None)
    return guard


def may(*permissions: Permission) -> bool:
    """Whether the present person holds one of the permissions (templates: which links to show)."""
    return Guard(frozenset(permissions)).lets_pass(known_actor())


def may_open(app: Flask, endpoint: str) -> bool:
    """Whether the present person may use that endpoint."""
    guard = guard_of(app, endpoint)
    return guard is not None and guard.lets_pass(known_actor())


def known_actor() -> Actor | None:
    """Who is signed in, loaded once per request; None for a visitor."""
    if "wirgrants_actor" not in g:
        user: Any = current_user
        known = getattr(user, "is_authenticated", False)
        account: User | None = user._get_current_object() if known else None  # noqa: SLF001
        g.wirgrants_actor = None if account is None else actor_of(account)
    actor: Actor | None = g.wirgrants_actor
    return actor


def current_actor() -> Actor:
    """Who is signed in, in a view that is not public. Raises NotAllowed for a visitor."""
    known = known_actor()
    if known is None:
        raise NotAllowed("nobody is signed in")
    return known


# The short name for pages that name the person often.
actor = current_actor


def register_guards(app: Flask) -> None:
    """Ask the guard before every request."""
    app.before_request(lambda: _ask(app))
    app.jinja_env.globals.update(may=may, may_open=lambda endpoint: may_open(app, endpoint))


# The finder's answers travel in the address: its form says what is wrong with them. Signing in
# leaves out a way on that is no address of ours.
_QUERY_IS_TYPED = frozenset({"public.finder", "security.login"})
# What people search a list for; every list has a form that says what is wrong with it.
_TYPED_IN_QUERY = frozenset({"suche"})


def _refuse_control_characters() -> None:
    """No address and no reference of ours holds one, and PostgreSQL takes no NUL in any text.

    Raises NotFound for one in the path, BadRequest for one in the query or in a reference that a
    form sends unseen. What people type is left to the forms, which say what is wrong with it.
    """
    if any(_CONTROL.search(str(part)) for part in (request.view_args or {}).values()):
        raise NotFound("a control character in the path")
    asked = [*request.args]
    for name, text in request.args.items(multi=True):
        if name not in _TYPED_IN_QUERY:
            asked.append(text)
    if request.endpoint in _QUERY_IS_TYPED:
        asked = []
    unseen = [text for name in _UNSEEN for text in request.form.getlist(name)]
    if any(_CONTROL.search(text) for text in [*asked, *unseen]):
        abort(400)


def _ask(app: Flask) -> Response | None:
    if request.endpoint is None:
        return None  # no such address: the error page follows
    _refuse_control_characters()
    guard = guard_of(app, request.endpoint)
    if guard is None:
        raise NotFound(f"{request.endpoint} has no guard")
    if guard.lets_pass(None):
        return None
    known = known_actor()
    if known is None:
        if request.method == "POST":
            raise SessionEnded("nobody is signed in")
        back = request.full_path.rstrip("?")
        return redirect(url_for("security.login", next=back), 303)  # type: ignore[return-value]
    if not guard.lets_pass(known):
        raise NotAllowed(f"{request.endpoint} is not for this role")
    return None
