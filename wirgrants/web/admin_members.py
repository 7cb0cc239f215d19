"""Who acts for an organisation: assign an account, make a new one, end an assignment."""

from typing import Any

from flask import Blueprint, url_for
from flask import session as cookie

from forms.account import MemberAccountForm
from forms.call import ReasonForm
from forms.organisation import MembershipForm
from wirgrants.models import MembershipKind
from wirgrants.services import organisation_members as service
from wirgrants.services.accounts import AccountValues, ActsFor, create_account
from wirgrants.services.organisations import load_organisation
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.admin_organisations import crumbs
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.posted import posted
from workflows.wording import say

blueprint = Blueprint("membership", __name__, url_prefix="/verwaltung/organisationen/<ref>")

# Where a new password waits for the one page that shows it.
NEW_PASSWORD = "wirgrants_new_password"  # noqa: S105 - the name of a place, not a secret


def _page(ref: str, title: str, lead: str, **more: Any) -> FormPage:
    with read_only() as session:
        row = load_organisation(session, ref)
        return FormPage(
            title=title,
            lead=lead,
            button=more.pop("button", title),
            back=url_for("organisation.show", ref=ref),
            crumbs=crumbs(row, title),
            facts=(("Organisation", row.name), *more.pop("facts", ())),
            once=True,
            **more,
        )


def _led_to(_made: str, ref: str, **_values: str) -> str:
    return url_for("organisation.show", ref=ref)


@blueprint.route("/zuordnung", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
@once(_led_to)
def assign(ref: str) -> Answer:
    """Let an account act for the organisation, or record that somebody of the office is tied."""
    form = MembershipForm(posted())
    page = _page(
        ref,
        "Konto zuordnen",
        "Wer in der Behörde arbeitet und mit der Organisation verbunden ist (Vorstand, "
        "Angehörige, früheres Amt), bekommt eine Bindung: Die Person sieht deren Vorgänge nicht "
        "und wirkt an keiner Entscheidung mit.",
    )

    def run() -> Any:
        service.set_membership(
            current_actor(),
            ref,
            form["email"].data,
            MembershipKind(form["kind"].data),
            form["function"].data or "",
        )
        return done("Die Zuordnung ist eingetragen.", page.back)

    return take(form, page, run)


@blueprint.route("/konto", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
@once(lambda made, **_: url_for("user.show", ref=made))
def create(ref: str) -> Answer:
    """Make an account for somebody who acts for the organisation."""
    form = MemberAccountForm(posted())
    page = _page(
        ref,
        "Konto für die Organisation anlegen",
        "Das Konto bekommt ein vorläufiges Kennwort, das einmal angezeigt wird.",
        button="Konto anlegen",
    )

    def run() -> Any:
        values = AccountValues(name=form["name"].data, email=form["email"].data)
        acts_for = ActsFor(
            organisation_ref=ref,
            kind=MembershipKind(form["kind"].data),
            function=form["function"].data or "",
        )
        account, password = create_account(current_actor(), values, acts_for)
        cookie[NEW_PASSWORD] = [account, password]
        return done("Das Konto ist angelegt.", url_for("user.show", ref=account))

    return take(form, page, run)


@blueprint.route("/zuordnung/<account>/beenden", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
@once(_led_to)
def end(ref: str, account: str) -> Answer:
    """End an assignment or a tie."""
    form = ReasonForm(posted())
    with read_only() as session:
        found = service.load_membership(session, ref, account)
        page = _page(
            ref,
            "Zuordnung beenden",
            "Die Vorgänge bleiben bei der Organisation.",
            facts=(
                ("Person", found.account.name),
                ("Zuordnung", say(f"membership.{found.kind.value}")),
            ),
        )

    def run() -> Any:
        service.end_membership(current_actor(), ref, account, form["reason"].data)
        return done("Die Zuordnung ist beendet.", page.back)

    return take(form, page, run)
