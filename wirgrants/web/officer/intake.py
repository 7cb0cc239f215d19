"""Receiving an application on paper."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms.intake import NEW, IntakeForm, intake_form
from forms.parameter import SearchForm
from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import Call
from wirgrants.services.intake import (
    PaperApplication,
    calls_for_intake,
    organisations_found,
    receive_on_paper,
)
from wirgrants.services.organisations import OrganisationValues, bodies
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, register_action
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.blueprint import blueprint
from wirgrants.web.once import once
from wirgrants.web.uploading import upload_of
from workflows import registry
from workflows.facts import ApplicantType
from workflows.lifecycle import StepRefused
from workflows.progress import Audience, action_hint
from workflows.states import MachineName
from workflows.wording import say

register_action(
    ActionSpec(
        machine=MachineName.APPLICATION, action="receive_on_paper", endpoint="officer.intake"
    )
)


def _targets(session: Session) -> dict[str, str]:
    """Calls first, then every line and version without a call, for what comes under none."""
    found = {_call_key(call): _call_label(call) for call in calls_for_intake(session)}
    for guideline in registry.guidelines():
        name = say(f"line.{guideline.line}.name")
        key = f"|{guideline.line}|{guideline.version}"
        found[key] = f"{name}, Fassung {guideline.version} (ohne Aufruf)"
    return found


def _call_key(call: Call) -> str:
    return f"{call.ref}|{call.line}|{call.version}"


def _call_label(call: Call) -> str:
    years = ", ".join(str(year) for year in call.years)
    return f"{call.title}, {say(f'line.{call.line}.name')} ({years})"


def _form(session: Session, formdata: Any, search: str) -> IntakeForm:
    known = {
        one.ref: ", ".join(part for part in (one.name, one.city) if part)
        for one in organisations_found(session, search)
    }
    today = clock.today()
    return intake_form(
        formdata,
        organisations=known,
        targets=_targets(session),
        bodies=bodies(session, today),
        today=today,
        data={"organisation": next(iter(known), NEW)},
    )


@blueprint.route("/papierantrag", methods=["GET", "POST"])
@permit(Permission.CASE_WORK)
@once(lambda made: url_for("officer.copying", ref=made))
def intake() -> str | Response | tuple[str, int]:
    """Shows the form or receives the application; 422 keeps everything but the file."""
    sent: Any = None
    if request.method == "POST":
        sent = MultiDict(request.form)
        for name, upload in request.files.items(multi=True):
            sent.add(name, upload)
    search, unread = _search()
    with read_only() as session:
        form = _form(session, sent, "" if unread else search)
    if sent is None:
        return (_page(form, search, unread), 422) if unread else _page(form, search)
    if unread or not form.validate():
        return _page(form, search, unread), 422
    try:
        ref = receive_on_paper(current_actor(), _told(form), upload_of(form.scan.data))
    except Refused as refusal:
        return _page(form, search, [refusal.message]), 422
    except StepRefused as refusal:
        return _page(form, search, [one.reason for one in refusal.findings]), 422
    flash("Der Papierantrag ist erfasst. Bitte übertragen Sie jetzt seine Angaben.", "success")
    return redirect(url_for("officer.copying", ref=ref), 303)


def _search() -> tuple[str, list[str]]:
    """The word to find an organisation by, and what is wrong with it."""
    form = SearchForm(request.values)
    form.validate()
    return form["suche"].data or "", [str(fault) for fault in form["suche"].errors]


def _page(form: IntakeForm, search: str, refused: list[str] | None = None) -> str:
    return render_template(
        "officer/intake.html",
        form=form,
        search=search,
        refused=refused or (),
        new=NEW,
        hint=action_hint(MachineName.APPLICATION, "receive_on_paper", Audience.STAFF),
    )


def _told(form: IntakeForm) -> PaperApplication:
    call_ref, line, version = str(form.target.data).split("|")
    assert form.received_on.data is not None
    return PaperApplication(
        organisation=_new(form.data) if form.organisation.data == NEW else form.organisation.data,
        line=line,
        version=version,
        call_ref=call_ref,
        title=form.project_title.data or "",
        received_on=form.received_on.data,
        signatory=form.signatory.data or "",
        function=form.function.data or "",
    )


def _new(data: Mapping[str, Any]) -> OrganisationValues:
    return OrganisationValues(
        name=data["name"],
        kind=ApplicantType(data["kind"]),
        authority=data["authority"] or "",
        seat_ags=data["seat_ags"] or "",
        street=data["street"] or "",
        postcode=data["postcode"] or "",
        city=data["city"] or "",
    )
