"""The officers' list of filed cases, its filters in the address, and its CSV."""

from collections.abc import Mapping
from typing import Any

from flask import Response, render_template, request, stream_with_context, url_for

from forms.queue import QueueChoices, QueueForm, queue_form
from wirgrants import clock
from wirgrants.services.csv_export import streamed_csv
from wirgrants.services.queue import (
    COUNTED,
    MINE,
    NOBODY,
    Colleague,
    Group,
    Query,
    Sort,
    colleagues,
    listed,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.blueprint import blueprint
from wirgrants.web.taken import note_taken
from workflows import registry
from workflows.progress import Audience, state_text
from workflows.states import ApplicationState, MachineName, Role
from workflows.wording import say

FIRST_YEAR = 2014
_GROUPS: Mapping[str, str] = {
    Group.OPEN.value: "alle vor der Entscheidung",
    Group.TO_SIGN.value: "alle zur Zeichnung",
    Group.AWARDED.value: "alle bewilligten",
    Group.CLOSED.value: "alle abgeschlossenen",
}

add_navigation("officer.index", "Vorgänge", 10)


def choices(people: tuple[Colleague, ...]) -> QueueChoices:
    """What the filters offer."""
    states = {
        state.value: state_text(MachineName.APPLICATION, state, Audience.STAFF)
        for state in ApplicationState
        if state is not ApplicationState.DRAFT
    }
    return QueueChoices(
        states={**_GROUPS, **states},
        lines={line: say(f"line.{line}.name") for line in registry.lines()},
        people={
            MINE: "bei mir",
            NOBODY: "nicht zugewiesen",
            **{one.ref: one.name for one in people},
        },
        years=range(clock.today().year, FIRST_YEAR - 1, -1),
    )


def query_of(form: QueueForm) -> Query:
    """The query that the filters mean."""
    stand = form.stand.data
    states: ApplicationState | Group | None = None
    if stand:
        states = Group(stand) if stand in _GROUPS else ApplicationState(stand)
    return Query(
        states=states,
        line=form.linie.data or "",
        assigned=form.bei.data or "",
        year=int(form.jahr.data) if form.jahr.data else None,
        late=bool(form.verspaetet.data),
        overdue=bool(form.ueberfaellig.data),
        search=(form.suche.data or "")[:120],
        sort=Sort.DUE if form.sortierung.data == "frist" else Sort.RECEIVED,
    )


def filters_of(form: QueueForm) -> dict[str, Any]:
    """The filters that are set, for addresses that keep them."""
    return {
        field.short_name: "y" if field.data is True else field.data for field in form if field.data
    }


@blueprint.get("/")
@permit(Permission.CASE_VIEW)
def index() -> str | tuple[str, int]:
    """One page of the list; the address holds everything, so that it can be kept and shared."""
    with read_only() as session:
        form = queue_form(request.args, choices(colleagues(session)))
        fine = form.validate()
        query = query_of(form) if fine else Query()
        page = listed(
            session,
            query,
            current_actor(),
            clock.today(),
            after=request.args.get("nach") or None,
            before=request.args.get("vor") or None,
        )
    kept = filters_of(form)
    moved = bool(request.args.get("nach") or request.args.get("vor"))
    answer = render_template(
        "officer/queue.html",
        form=form,
        page_of=page,
        counted=COUNTED,
        lines=_short_lines(),
        state_text=lambda state: state_text(MachineName.APPLICATION, state, Audience.STAFF),
        today=clock.today(),
        by_due=query.sort is Sort.DUE,
        first=url_for("officer.index", **kept) if moved else None,
        previous=url_for("officer.index", **kept, vor=page.before) if page.before else None,
        next=url_for("officer.index", **kept, nach=page.after) if page.after else None,
        export=url_for("officer.export", **kept),
        reset=url_for("officer.index"),
        may_intake=Role.CASE_OFFICER in current_actor().staff_roles,
    )
    return answer if fine else (answer, 422)


def _short_lines() -> dict[str, str]:
    return {line: say(f"line.{line}.name") for line in registry.lines()}


@blueprint.get("/liste.csv")
@permit(Permission.CASE_VIEW)
def export() -> Response:
    """Every answer of every case that the filters show, as the list shows them."""
    with read_only() as session:
        form = queue_form(request.args, choices(colleagues(session)))
    note_taken("Vorgänge", form)
    rows = streamed_csv(query_of(form), current_actor(), clock.today())
    answer = Response(stream_with_context(rows), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="vorgaenge.csv")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
