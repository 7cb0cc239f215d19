"""Organisations: list, create, change, close and reopen."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy.orm import Session
from wtforms import Form

from forms.call import ReasonForm
from forms.organisation import OrganisationForm
from forms.parameter import SearchForm
from wirgrants import clock
from wirgrants.models import MembershipKind, Organisation
from wirgrants.services import organisations as service
from wirgrants.services.house_events import ADMINISTRATION, house_lines
from wirgrants.services.organisation_members import members_of
from wirgrants.services.organisations import (
    PAGE,
    OrganisationValues,
    list_organisations,
    load_organisation,
)
from wirgrants.services.register import load_register
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.posted import posted, posted_version, shown_version
from wirgrants.web.programme_log import entries
from workflows.facts import ApplicantType
from workflows.wording import say

blueprint = Blueprint("organisation", __name__, url_prefix="/verwaltung/organisationen")

_SAME = (
    "name", "street", "postcode", "city", "email", "phone", "register_entry",
    "electronic_consent_on", "charitable", "registered_association", "exemption_notice_kind",
    "exemption_notice_date", "register_extract_date", "vat_deductible",
)  # fmt: skip


def crumbs(row: Organisation | None, here: str | None) -> list[tuple[str, str | None]]:
    """The way to an organisation's page."""
    trail: list[tuple[str, str | None]] = [
        ("Administration", url_for("admin.overview")),
        ("Organisationen", url_for("organisation.index")),
    ]
    if row is not None:
        trail.append((row.name, url_for("organisation.show", ref=row.ref) if here else None))
    return [*trail, (here, None)] if here else trail


@blueprint.get("/")
@permit(Permission.ACCOUNT_MANAGE)
def index() -> str:
    """Organisations by name, found by name or city, in pages."""
    form = SearchForm(request.args)
    form.validate()
    wanted = "" if form["suche"].errors else form["suche"].data or ""
    after = request.args.get("nach", "")
    with read_only() as session:
        rows = list_organisations(session, wanted, _after(session, after))
        return render_template(
            "admin/organisations.html",
            form=form,
            rows=rows[:PAGE],
            next=rows[PAGE - 1].ref if len(rows) > PAGE else None,
            later=bool(after),
            wanted=wanted,
            kinds={kind: say(f"applicant_type.{kind.value}") for kind in ApplicantType},
        )


def _after(session: Session, ref: str) -> tuple[str, int] | None:
    if not ref:
        return None
    row = load_organisation(session, ref)
    return row.name, row.id


def _form_of(session: Session, row: Organisation | None, formdata: Any) -> OrganisationForm:
    kept: dict[str, Any] = {}
    if row is not None:
        kept = {name: getattr(row, name) for name in _SAME}
        kept |= {
            "kind": row.kind.value,
            "authority": row.authority.identity if row.authority else "",
            "seat_ags": row.seat_ags or "",
        }
    form = OrganisationForm(formdata, data=kept)
    day = clock.today()
    form.offer(service.bodies(session, day), service.seats(session, day))
    return form


def _values(form: OrganisationForm) -> OrganisationValues:
    told = {name: form[name].data for name in _SAME}
    texts = ("street", "postcode", "city", "email", "phone", "register_entry")
    return OrganisationValues(
        **told | {name: told[name] or "" for name in texts},
        kind=ApplicantType(form["kind"].data),
        authority=form["authority"].data or "",
        seat_ags=form["seat_ags"].data or "",
    )


@blueprint.route("/neu", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
@once(lambda made: url_for("organisation.show", ref=made))
def create() -> Answer:
    """Create an organisation."""
    with read_only() as session:
        form = _form_of(session, None, posted())
    page = FormPage(
        title="Organisation anlegen",
        button="Organisation anlegen",
        back=url_for("organisation.index"),
        crumbs=crumbs(None, "Organisation anlegen"),
        once=True,
        template="admin/organisation_form.html",
    )

    def run() -> Any:
        ref = service.create_organisation(current_actor(), _values(form))
        return done("Die Organisation ist angelegt.", url_for("organisation.show", ref=ref))

    return take(form, page, run)


@blueprint.get("/<ref>")
@permit(Permission.ACCOUNT_MANAGE)
def show(ref: str) -> str:
    """An organisation with its members, ties and log."""
    with read_only() as session:
        row = load_organisation(session, ref)
        day = clock.today()
        register = load_register(session)
        body = row.authority and register.on(row.authority.identity, day)
        counted = row.authority and register.population(row.authority.identity, day)
        return render_template(
            "admin/organisation.html",
            row=row,
            kind=say(f"applicant_type.{row.kind.value}"),
            body=body,
            body_kind=say(f"applicant_type.{body.kind.value}") if body else None,
            counted=counted,
            seat=service.seats(session, day).get((row.seat_ags or "")[:5]),
            members=members_of(session, row),
            memberships={one.value: say(f"membership.{one.value}") for one in MembershipKind},
            events=entries(house_lines(session, ADMINISTRATION, subject_ref=ref, limit=8)),
        )


@blueprint.route("/<ref>/bearbeiten", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
def edit(ref: str) -> Answer:
    """Change an organisation."""
    with read_only() as session:
        row = load_organisation(session, ref)
        form = _form_of(session, row, posted())
        page = FormPage(
            title="Organisation ändern",
            lead="Eingereichte Anträge behalten den Namen, unter dem sie eingereicht wurden.",
            button="Änderungen speichern",
            back=url_for("organisation.show", ref=ref),
            crumbs=crumbs(row, "Ändern"),
            version=shown_version(row.row_version),
            template="admin/organisation_form.html",
        )

    def run() -> Any:
        service.change_organisation(current_actor(), ref, _values(form), posted_version())
        return done("Die Organisation ist geändert.", page.back)

    return take(form, page, run, lambda: _stored(ref))


def _stored(ref: str) -> tuple[Form, int]:
    with read_only() as session:
        row = load_organisation(session, ref)
        return _form_of(session, row, None), row.row_version


@blueprint.route("/<ref>/stilllegen", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
def close(ref: str) -> Answer:
    """Nobody may act for the organisation any more."""
    return _step(
        ref,
        "Organisation stilllegen",
        "Niemand kann mehr für diese Organisation handeln. Ihre Vorgänge bleiben erhalten und "
        "werden von der Behörde weiter bearbeitet.",
        service.close_organisation,
        "Die Organisation ist stillgelegt.",
    )


@blueprint.route("/<ref>/oeffnen", methods=["GET", "POST"])
@permit(Permission.ACCOUNT_MANAGE)
def reopen(ref: str) -> Answer:
    """Members may act for the organisation again."""
    return _step(
        ref,
        "Organisation wieder öffnen",
        "Die zugeordneten Konten können wieder für diese Organisation handeln.",
        service.reopen_organisation,
        "Die Organisation ist wieder geöffnet.",
    )


def _step(ref: str, title: str, lead: str, verb: Any, message: str) -> Answer:
    form = ReasonForm(posted())
    with read_only() as session:
        row = load_organisation(session, ref)
        page = FormPage(
            title=title,
            lead=lead,
            button=title,
            back=url_for("organisation.show", ref=ref),
            crumbs=crumbs(row, title),
            version=shown_version(row.row_version),
            facts=(("Organisation", row.name),),
        )

    def run() -> Any:
        verb(current_actor(), ref, form["reason"].data, posted_version())
        return done(message, page.back)

    return take(form, page, run)
