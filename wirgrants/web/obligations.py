"""The tab „Auflagen“ of a case, and the officer's pages on which one is met or open again."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from werkzeug.wrappers import Response
from wtforms import Form

from forms.obligation import MetForm, ReopenForm
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Obligation
from wirgrants.services.obligations_met import (
    STANDS,
    Met,
    meet_obligation,
    obligation_of,
    obligations_of,
    reopen_obligation,
)
from wirgrants.web.case import frame, held_roles
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.pages import staff_view
from wirgrants.web.posted import shown_version
from wirgrants.web.tabs import READERS, CaseView, Tab, register_tab
from wirgrants.web.uploading import sent_upload
from workflows.states import Role

TAB = "auflagen"
blueprint = Blueprint("obligation", __name__, url_prefix="/vorgang")
Answer = str | Response | tuple[str, int]


def context(view: CaseView) -> Mapping[str, Any]:
    """Every obligation with its day and how it was met; the officer may change that."""
    return {
        "obligations": obligations_of(view.session, view.case),
        "today": view.day,
        "works": Role.CASE_OFFICER in held_roles(view),
    }


register_tab(
    Tab(
        id=TAB,
        label="Auflagen",
        order=55,
        roles=READERS,
        template="obligations/tab.html",
        context=context,
        shown=lambda view: view.case.state in STANDS,
    )
)


@blueprint.route("/<ref>/auflage/<obligation_ref>/erfuellt", methods=["GET", "POST"])
@permit(Permission.CASE_WORK)
def meet(ref: str, obligation_ref: str) -> Answer:
    """The officer notes that an obligation is met."""

    def make(view: CaseView) -> Form:
        both: list[MultiDict[str, Any]] = [request.form, request.files]
        data = CombinedMultiDict(both) if request.method == "POST" else None
        return MetForm(data, today=view.day, on=view.day)

    def run(form: Any, version: int) -> str:
        told = Met(on=form.on.data, note=form.note.data or "", upload=sent_upload(form.file))
        meet_obligation(current_actor(), ref, obligation_ref, told, version=version)
        return "Die Auflage ist als erfüllt vermerkt."

    return _page(ref, obligation_ref, ("obligations/meet.html", False), make, run)


@blueprint.route("/<ref>/auflage/<obligation_ref>/offen", methods=["GET", "POST"])
@permit(Permission.CASE_WORK)
def reopen(ref: str, obligation_ref: str) -> Answer:
    """The officer undoes it with a reason."""

    def make(_view: CaseView) -> Form:
        return ReopenForm(request.form if request.method == "POST" else None)

    def run(form: Any, version: int) -> str:
        reason = form.reason.data or ""
        reopen_obligation(current_actor(), ref, obligation_ref, reason, version=version)
        return "Die Auflage ist wieder offen."

    return _page(ref, obligation_ref, ("obligations/reopen.html", True), make, run)


def _page(
    ref: str,
    obligation_ref: str,
    shown: tuple[str, bool],
    make: Callable[[CaseView], Form],
    run: Callable[[Form, int], str],
) -> Answer:
    """The form of an obligation that is met as `shown` says; 422 with everything typed."""
    template, met = shown
    with staff_view(ref) as view:
        row = obligation_of(view.session, view.case, obligation_ref)
        if request.method == "GET" and not _fits(view, row, met=met):
            raise NotFound("nothing to note")
        form = make(view)
        version = shown_version(view.case.row_version)
        values = {**frame(view, TAB), "obligation": row, "form": form}
        if request.method == "GET":
            return render_template(template, **values)
        if not form.validate():
            return render_template(template, **values), 422
    try:
        message = run(form, version)
    except Refused as refusal:
        form.form_errors = [*form.form_errors, refusal.message]
        with staff_view(ref) as view:
            row = obligation_of(view.session, view.case, obligation_ref)
            values = {**frame(view, TAB), "obligation": row, "form": form}
            return render_template(template, **values), 422
    flash(message, "success")
    return redirect(url_for("case.tab", ref=ref, tab_id=TAB), 303)


def _fits(view: CaseView, row: Obligation, *, met: bool) -> bool:
    return view.case.state in STANDS and (row.met_on is not None) is met
