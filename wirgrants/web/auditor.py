"""The auditors' pages: all filed cases with filters and CSV, and the one PDF of a case."""

from collections.abc import Mapping
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from werkzeug.wrappers import Response as WerkzeugResponse

from forms.audit import AuditChoices, AuditListForm, audit_list_form
from wirgrants import clock
from wirgrants.services.audit_file import read_audit_file, request_audit_file
from wirgrants.services.csv_export import streamed_csv
from wirgrants.services.queue import COUNTED, GROUPS, Group, Query, listed
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant_files import attachment
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.taken import note_taken
from workflows import registry
from workflows.progress import Audience, state_text
from workflows.states import ApplicationState, MachineName
from workflows.wording import say

blueprint = Blueprint("auditor", __name__, url_prefix="/pruefung")

FIRST_YEAR = 2014
_GROUPS: Mapping[str, str] = {
    Group.OPEN.value: "alle vor der Entscheidung",
    Group.AWARDED.value: "alle bewilligten",
    Group.CLOSED.value: "alle abgeschlossenen",
}

add_navigation("auditor.index", "Alle Vorgänge", 10)


def _lines() -> dict[str, str]:
    return {line: say(f"line.{line}.name") for line in registry.lines()}


def _form() -> AuditListForm:
    states = {
        state.value: state_text(MachineName.APPLICATION, state, Audience.STAFF)
        for state in ApplicationState
        if state is not ApplicationState.DRAFT
    }
    return audit_list_form(
        request.args,
        AuditChoices(
            states={**_GROUPS, **states},
            lines=_lines(),
            years=range(clock.today().year, FIRST_YEAR - 1, -1),
        ),
    )


def _query(form: AuditListForm) -> Query:
    stand = form.stand.data
    states: ApplicationState | Group | None = None
    if stand:
        states = Group(stand) if stand in GROUPS else ApplicationState(stand)
    return Query(
        states=states,
        line=form.linie.data or "",
        year=int(form.jahr.data) if form.jahr.data else None,
        search=form.suche.data or "",
    )


def _kept(form: AuditListForm) -> dict[str, Any]:
    return {field.short_name: field.data for field in form if field.data}


@blueprint.get("/")
@permit(Permission.AUDIT_VIEW)
def index() -> str | tuple[str, int]:
    """One page of all filed cases, rejected and withdrawn ones too; at most five statements."""
    with read_only() as session:
        form = _form()
        fine = form.validate()
        page = listed(
            session,
            _query(form) if fine else Query(),
            current_actor(),
            clock.today(),
            after=request.args.get("nach") or None,
            before=request.args.get("vor") or None,
        )
    kept = _kept(form) if fine else {}
    moved = bool(request.args.get("nach") or request.args.get("vor"))
    answer = render_template(
        "auditor/index.html",
        form=form,
        page_of=page,
        counted=COUNTED,
        lines=_lines(),
        state_text=lambda state: state_text(MachineName.APPLICATION, state, Audience.STAFF),
        first=url_for("auditor.index", **kept) if moved else None,
        previous=url_for("auditor.index", **kept, vor=page.before) if page.before else None,
        next=url_for("auditor.index", **kept, nach=page.after) if page.after else None,
        export=url_for("auditor.export", **kept),
        reset=url_for("auditor.index"),
    )
    return answer if fine else (answer, 422)


@blueprint.get("/liste.csv")
@permit(Permission.AUDIT_VIEW)
def export() -> Response:
    """All answers of every case that the filters show, streamed."""
    form = _form()
    note_taken("Prüfliste", form)
    rows = streamed_csv(_query(form), current_actor(), clock.today())
    answer = Response(stream_with_context(rows), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="pruefung.csv")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.post("/vorgang/<ref>/akte")
@permit(Permission.AUDIT_VIEW, Permission.CASE_VIEW)
def build_file(ref: str) -> WerkzeugResponse:
    """Ask for the one PDF of a case; a job builds it."""
    request_audit_file(current_actor(), ref)
    flash("Die Fallakte wird erstellt. Diese Seite zeigt, wenn sie bereitsteht.", "info")
    return redirect(url_for("case.tab", ref=ref, tab_id="pruefakte"), 303)


@blueprint.get("/vorgang/<ref>/akte/<built_ref>.pdf")
@permit(Permission.AUDIT_VIEW, Permission.CASE_VIEW)
def download(ref: str, built_ref: str) -> WerkzeugResponse:
    """The finished PDF; that it was taken is noted first."""
    found = read_audit_file(current_actor(), ref, built_ref)
    return attachment(found.data, found.name, found.media_type)
