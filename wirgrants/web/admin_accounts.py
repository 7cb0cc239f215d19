"""Accounts: list, create for the office, change, close, reopen, and give a temporary password."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask import session as cookie
from wtforms import Form

from forms.account import OfficeAccountForm
from forms.base import HouseForm
from forms.call import ReasonForm
from forms.parameter import SearchForm
from wirgrants.models import MembershipKind, User
from wirgrants.services import accounts as service
from wirgrants.services.accounts import PAGE, AccountValues, list_accounts, load_account
from wirgrants.services.house_events import ADMINISTRATION, house_lines
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.admin_members import NEW_PASSWORD
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.posted import posted, posted_version, shown_version
from wirgrants.web.programme_log import entries
from workflows.states import Role
from workflows.wording import say

blueprint = Blueprint("user", __name__, url_prefix="/verwaltung/konten")


def roles_text(account: User) -> str:
    """The roles of the office that an account holds, in words."""
    held = {role.name for role in account.roles}
    return ", ".join(say(f"role.{role.value}.short") for role in Role if role.value in held)


def _crumbs(account: User | None, here: str | None) -> list[tuple[str, str | None]]:
    trail: list[tuple[str, str | None]] = [
        ("Administration", url_for("admin.overview")),
        ("Konten", url_for("user.index")),
    ]
    if account is not None:
        trail.append((account.name, url_for("user.show", ref=account.ref) if here else None))
    return [*trail, (here, None)] if here else trail


@blueprint.get("/")
@permit(Permission.ACCOUNT_MANAGE)
def index() -> str:
    """Accounts by address, found by name or address, in pages."""
    form = SearchForm(request.args)
    form.validate()
    wanted = "" if form["suche"].errors else form["suche"].data or ""
    after = request.args.get("nach", "")
    with read_only() as session:
        start = load_account(session, after).email if after else None
        rows = list_accounts(session, wanted, start)
        return render_template(
            "admin/accounts.html",
            form=form,
            rows=rows[:PAGE],
            next=rows[PAGE - 1].ref if len(rows) > PAGE else None,
            later=bool(after),
            wanted=wanted,
            roles_text=roles_text,
        )


def _form_of(account: User | None, formdata: Any) -> OfficeAccountForm:
    kept: dict[str, Any] = {}
    if account is not None:
        kept = {
            "name": account.name,
            "email": account.email,
            "roles": [role.name for role in account.roles],
        }
    return OfficeAccountForm(formdata, data=kept)


def _values(form: Form) -> AccountValues:
    return AccountValues(
        name=form["name"].data,
        email=form["email"].data,
        roles=frozenset(Role(name) for name in form["roles"].data or ()),
    )


@blueprint.route("/neu", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
@once(lambda made: url_for("user.show", ref=made))
def create() -> Answer:
    """Make an account of the office."""
    form = _form_of(None, posted())
    page = FormPage(
        title="Konto der Behörde anlegen",
        lead="Konten für Antragstellende legen Sie auf der Seite ihrer Organisation an. Das Konto "
        "bekommt ein vorläufiges Kennwort, das einmal angezeigt wird.",
        button="Konto anlegen",
        back=url_for("user.index"),
        crumbs=_crumbs(None, "Konto anlegen"),
        once=True,
    )

    def run() -> Any:
        ref, password = service.create_account(current_actor(), _values(form))
        cookie[NEW_PASSWORD] = [ref, password]
        return done("Das Konto ist angelegt.", url_for("user.show", ref=ref))

    return take(form, page, run)


@blueprint.get("/<ref>")
@permit(Permission.ACCOUNT_MANAGE)
def show(ref: str) -> str:
    """An account with roles and organisations; a new temporary password is shown this once."""
    with read_only() as session:
        account = load_account(session, ref)
        return render_template(
            "admin/account.html",
            account_row=account,
            roles=roles_text(account),
            memberships=account.memberships,
            kinds={kind.value: say(f"membership.{kind.value}") for kind in MembershipKind},
            password=_password_for(ref),
            own=account.id == current_actor().id,
            events=entries(house_lines(session, ADMINISTRATION, subject_ref=ref, limit=8)),
        )


def _password_for(ref: str) -> str | None:
    waiting = cookie.get(NEW_PASSWORD)
    if not waiting or waiting[0] != ref:
        return None
    del cookie[NEW_PASSWORD]
    return str(waiting[1])


@blueprint.route("/<ref>/bearbeiten", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
def edit(ref: str) -> Answer:
    """Change name, address and roles."""
    with read_only() as session:
        account = load_account(session, ref)
        form = _form_of(account, posted())
        page = FormPage(
            title="Konto ändern",
            button="Änderungen speichern",
            back=url_for("user.show", ref=ref),
            crumbs=_crumbs(account, "Ändern"),
            version=shown_version(account.row_version),
        )

    def run() -> Any:
        service.change_account(current_actor(), ref, _values(form), posted_version())
        return done("Das Konto ist geändert.", page.back)

    return take(form, page, run, lambda: _stored(ref))


def _stored(ref: str) -> tuple[Form, int]:
    with read_only() as session:
        account = load_account(session, ref)
        return _form_of(account, None), account.row_version


@blueprint.route("/<ref>/sperren", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
def close(ref: str) -> Answer:
    """Close an account; it stays for the log."""
    form = ReasonForm(posted())

    def run() -> Any:
        service.close_account(current_actor(), ref, form["reason"].data, posted_version())
        return done("Das Konto ist gesperrt.", url_for("user.show", ref=ref))

    lead = (
        "Die Person wird sofort abgemeldet und kann sich nicht mehr anmelden. Das Konto bleibt "
        "bestehen, damit das Protokoll lesbar ist."
    )
    return _step(ref, "Konto sperren", lead, form, run)


@blueprint.route("/<ref>/oeffnen", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
def reopen(ref: str) -> Answer:
    """Let somebody sign in again."""
    form = ReasonForm(posted())

    def run() -> Any:
        service.reopen_account(current_actor(), ref, form["reason"].data, posted_version())
        return done("Das Konto ist wieder geöffnet.", url_for("user.show", ref=ref))

    lead = "Die Person kann sich mit ihrem bisherigen Kennwort wieder anmelden."
    return _step(ref, "Konto wieder öffnen", lead, form, run)


@blueprint.route("/<ref>/kennwort", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
def reset(ref: str) -> Answer:
    """Give a temporary password; the next page shows it once."""
    form = HouseForm(posted())

    def run() -> Any:
        password = service.reset_password(current_actor(), ref, posted_version())
        cookie[NEW_PASSWORD] = [ref, password]
        return done("Das vorläufige Kennwort gilt ab sofort.", url_for("user.show", ref=ref))

    lead = (
        "Das bisherige Kennwort gilt dann nicht mehr, und die Person wird abgemeldet. Das neue "
        "wird einmal angezeigt; bei der ersten Anmeldung ist es zu ändern."
    )
    return _step(ref, "Vorläufiges Kennwort vergeben", lead, form, run)


def _step(ref: str, title: str, lead: str, form: Form, run: Any) -> Answer:
    with read_only() as session:
        account = load_account(session, ref)
        page = FormPage(
            title=title,
            lead=lead,
            button=title,
            back=url_for("user.show", ref=ref),
            crumbs=_crumbs(account, title),
            version=shown_version(account.row_version),
            facts=(("Person", account.name), ("E-Mail-Adresse", account.email)),
        )
    return take(form, page, run)
