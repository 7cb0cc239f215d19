"""Assignment and internal notes: the tab „Vermerke“ of a case."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.base import choices_from
from forms.review import AssignForm, NoteForm
from wirgrants.errors import Refused
from wirgrants.services.casework import WRITES_NOTES, add_note, assign, may_assign, notes_of
from wirgrants.services.queue import colleagues
from wirgrants.web.case import frame
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.blueprint import blueprint
from wirgrants.web.officer.pages import staff_view
from wirgrants.web.once import once
from wirgrants.web.posted import shown_version
from wirgrants.web.tabs import CaseView, Tab, register_tab
from workflows.states import ApplicationState, Role

TAB = "vermerke"
SEES = frozenset(
    {Role.CASE_OFFICER, Role.APPROVER, Role.PROGRAMME_LEAD, Role.FINANCE, Role.AUDITOR}
)


def for_the_authority(view: CaseView) -> bool:
    """Internal tabs are never for whoever belongs to the applicant."""
    belongs = view.actor.belongs_to(view.case.organisation_id)
    return not belongs and view.case.state is not ApplicationState.DRAFT


def context(
    view: CaseView, note: NoteForm | None = None, person: AssignForm | None = None
) -> Mapping[str, Any]:
    """Notes, the form for one more, and who works on the case."""
    roles = view.actor.staff_roles
    assigns = may_assign(view.actor, view.case)
    form = person or AssignForm()
    if assigns:
        people = colleagues(view.session)
        form.account.choices = choices_from(
            {"": "niemand", **{one.ref: one.name for one in people}}
        )
        chosen = next((one.ref for one in people if one.id == view.case.assigned_to_id), "")
        form.account.data = form.account.data or chosen
    return {
        "notes": notes_of(view.session, view.case),
        "note_form": note or NoteForm(),
        "assign_form": form,
        "assigns": assigns,
        "writes": bool(roles & WRITES_NOTES),
    }


register_tab(
    Tab(
        id=TAB,
        label="Vermerke",
        order=60,
        roles=SEES,
        template="officer/notes.html",
        context=context,
        shown=for_the_authority,
    )
)


@blueprint.post("/vorgang/<ref>/vermerk")
@permit(Permission.CASE_VIEW)
@once(lambda _made, ref: url_for("case.tab", ref=ref, tab_id=TAB))
def note(ref: str) -> Response | tuple[str, int]:
    """Keeps an internal note."""
    form = NoteForm(request.form)
    if not form.validate():
        with staff_view(ref) as view:
            page = render_template("officer/notes.html", **frame(view, TAB), **context(view, form))
            return page, 422
    add_note(current_actor(), ref, form.text.data or "")
    flash("Der Vermerk ist gespeichert.", "success")
    return redirect(url_for("case.tab", ref=ref, tab_id=TAB), 303)


@blueprint.post("/vorgang/<ref>/zustaendig")
@permit(Permission.CASE_VIEW)
def hand_over(ref: str) -> Response | tuple[str, int]:
    """Hands the case to an officer or to nobody."""
    form = AssignForm(request.form)
    with staff_view(ref) as view:
        version = shown_version(view.case.row_version)
    try:
        name = assign(current_actor(), ref, form.account.data or "", version=version)
    except Refused as refusal:
        form.account.errors = [refusal.message]
        with staff_view(ref) as view:
            values = context(view, None, form)
            return render_template("officer/notes.html", **frame(view, TAB), **values), 422
    flash(f"Zuständig ist jetzt {name}." if name else "Der Vorgang ist niemandem zugewiesen.")
    return redirect(url_for("case.tab", ref=ref, tab_id=TAB), 303)
