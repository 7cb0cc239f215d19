"""Payments as a list: to check, to release, to pay, paid, returned; with its export."""

from typing import Any

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for
from werkzeug.datastructures import MultiDict

from forms.payment import FINANCE_STATES, FinanceFilter
from wirgrants import clock
from wirgrants.services.finance_list import Page, Position, Query, export, page
from wirgrants.unit_of_work import read_only
from wirgrants.web.case_steps import step_address
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.taken import note_taken
from workflows import registry
from workflows.states import MachineName, PaymentState, Role
from workflows.wording import say

blueprint = Blueprint("finance", __name__, url_prefix="/kasse")

add_navigation("finance.index", "Auszahlungen", 30)
# Whose next step it is on a payment in this state: what they see first, and the step itself.
_STEPS = {
    PaymentState.REQUESTED: (Role.CASE_OFFICER, "check", "Prüfen"),
    PaymentState.CHECKED: (Role.APPROVER, "release", "Freigeben"),
    PaymentState.RELEASED: (Role.FINANCE, "pay", "Auszahlung buchen"),
    PaymentState.PAID: (Role.FINANCE, "record_return", "Rückläufer erfassen"),
    PaymentState.RETURNED: (Role.APPROVER, "reissue", "Erneut freigeben"),
}
_FIRST = (PaymentState.RELEASED, PaymentState.CHECKED, PaymentState.REQUESTED)


def _form() -> FinanceFilter:
    lines = {line: say(f"line.{line}.name") for line in registry.lines()}
    usual = {"stand": _usual().value, "linie": ""}
    return FinanceFilter(MultiDict({**usual, **request.args.to_dict()}), lines=lines)


def _usual() -> PaymentState:
    """The state whose next step is this person's; the cash office's for whoever has none."""
    roles = current_actor().staff_roles
    mine = (state for state in _FIRST if _STEPS[state][0] in roles)
    return next(mine, PaymentState.RELEASED)


def _query(form: FinanceFilter) -> Query:
    """The query of the address; what is not understood shows the usual list."""
    if not form.validate():
        return Query(state=_usual())
    return Query(state=PaymentState(form.stand.data), line=form.linie.data or "")


def _position() -> Position | None:
    for name, backwards in (("nach", False), ("vor", True)):
        text = request.args.get(name, "")
        if text.isascii() and text.isdigit() and len(text) < 18:
            return Position(id=int(text), backwards=backwards)
    return None


@blueprint.get("/")
@permit(Permission.PAYMENT_VIEW)
def index() -> str | tuple[str, int]:
    """The list, the oldest request first; three statements whatever the rows."""
    form = _form()
    query = _query(form)
    with read_only() as session:
        found = page(session, current_actor(), query, _position())
        answer = render_template(
            "finance/list.html",
            form=form,
            query=query,
            page_of=found,
            states=FINANCE_STATES,
            pages=_pages(query, found),
            csv=url_for("finance.download", **_values(query)),
            step_of=lambda row: _step(row, query),
            step_name=_STEPS[query.state][2],
            mine=_STEPS[query.state][0] in current_actor().staff_roles,
        )
    return (answer, 422) if form.errors else answer


def _step(row: Any, query: Query) -> str | None:
    action = _STEPS[query.state][1]
    return step_address(row.case_ref, MachineName.PAYMENT, row.ref, action)


def _values(query: Query) -> dict[str, Any]:
    return {"stand": query.state.value} | ({"linie": query.line} if query.line else {})


def _pages(query: Query, found: Page) -> dict[str, str | None]:
    values = _values(query)
    before, after = found.before, found.after
    return {
        "first": url_for("finance.index", **values) if before else None,
        "previous": url_for("finance.index", **values, vor=before.id) if before else None,
        "next": url_for("finance.index", **values, nach=after.id) if after else None,
    }


@blueprint.get("/auszahlungen.csv")
@permit(Permission.PAYMENT_VIEW)
def download() -> Response:
    """All payments of the list for the cash system, streamed."""
    form = _form()
    note_taken("Auszahlungen", form)
    query, actor = _query(form), current_actor()
    with read_only() as session:
        lines = stream_with_context(export(session, actor, query))
    answer = Response(lines, content_type="text/csv; charset=utf-8")
    name = f"auszahlungen-{query.state.value}-{clock.today():%Y-%m-%d}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
