"""One's own account: roles, organisations, password; a temporary password is changed first."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from flask_security.utils import login_user
from werkzeug.wrappers import Response

from forms.account import PasswordForm
from wirgrants.extensions import limiter, settings
from wirgrants.services.accounts import WrongPassword, change_own_password
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, current_actor, known_actor, permit
from wirgrants.web.posted import posted
from workflows.states import Role
from workflows.wording import say

blueprint = Blueprint("account", __name__, url_prefix="/konto")
add_navigation("account.show", "Mein Konto", 95)

# What somebody with a temporary password may open before changing it.
_ALLOWED = ("account.", "security.", "static", "help.", "public.")


@blueprint.before_app_request
def _change_first() -> Response | None:
    """Send whoever has a temporary password to the page that changes it."""
    endpoint = request.endpoint or ""
    if not endpoint or endpoint.startswith(_ALLOWED) or known_actor() is None:
        return None
    if getattr(current_user, "password_is_temporary", False):
        return redirect(url_for("account.password"), 303)
    return None


@blueprint.get("")
@permit(Permission.SESSION_HOLD)
def show() -> str:
    """Name, address, roles and organisations of the person."""
    actor = current_actor()
    return render_template(
        "account/show.html",
        person=actor,
        roles=[say(f"role.{role.value}.short") for role in Role if role in actor.staff_roles],
        organisations=[
            (name, say(f"membership.{actor.organisations[number].value}"))
            for number, name in sorted(actor.organisation_names.items(), key=lambda item: item[1])
        ],
        temporary=getattr(current_user, "password_is_temporary", False),
    )


@blueprint.route("/kennwort", methods=["GET", "POST"])
@permit(Permission.SESSION_HOLD)
@limiter.limit(lambda: settings().sign_in_limit, methods=["POST"])
def password() -> Answer:
    """Change one's own password; other sessions of the account end."""
    form = PasswordForm(posted())
    temporary = getattr(current_user, "password_is_temporary", False)
    page = FormPage(
        title="Kennwort ändern",
        lead="Ihr Kennwort ist vorläufig. Bitte wählen Sie jetzt ein eigenes."
        if temporary
        else "Andere Geräte, auf denen Sie angemeldet sind, werden abgemeldet.",
        button="Kennwort ändern",
        back=url_for("account.show"),
        crumbs=[("Mein Konto", url_for("account.show")), ("Kennwort ändern", None)],
    )

    def run() -> Any:
        try:
            user = change_own_password(current_actor(), form["present"].data, form["wanted"].data)
        except WrongPassword as wrong:
            form["present"].errors = [wrong.message]
            return page.render(form), 422
        login_user(user)
        return done("Ihr Kennwort ist geändert.", page.back)

    return take(form, page, run)
