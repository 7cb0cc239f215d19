"""The programme lead's start page: calls, money by line and year, and the log of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint, render_template, request

from wirgrants import clock
from wirgrants.models import BudgetKind
from wirgrants.services.call_state import CallState, call_state
from wirgrants.services.house_events import PROGRAMME, house_lines
from wirgrants.services.programme_overview import BudgetRow, CallRow, overview
from wirgrants.unit_of_work import read_only
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, permit
from wirgrants.web.programme_log import entries, older
from wirgrants.web.programme_needs import by_line, moving, needs
from workflows import registry
from workflows.wording import say

blueprint = Blueprint("programme", __name__, url_prefix="/programm")
add_navigation("programme.overview", "Programm", 20)

STATES = {
    CallState.PREPARATION: ("in Vorbereitung", "neutral"),
    CallState.ANNOUNCED: ("angekündigt", "info"),
    CallState.OPEN: ("offen", "success"),
    CallState.CLOSED: ("geschlossen", "neutral"),
}
_ORDER = (CallState.OPEN, CallState.ANNOUNCED, CallState.PREPARATION, CallState.CLOSED)
NO_EUROS = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class YearSum:
    """The budgets of all lines in one year together (commitment authority left out)."""

    year: int
    total: Decimal
    asked: Decimal
    reserved: Decimal
    committed: Decimal
    spent: Decimal
    free: Decimal


def year_sums(rows: Sequence[BudgetRow]) -> list[YearSum]:
    """One sum for each year that has a budget."""
    by_year: dict[int, list[BudgetRow]] = {}
    for row in rows:
        if row.kind is BudgetKind.BUDGET:
            by_year.setdefault(row.year, []).append(row)
    return [
        YearSum(
            year=year,
            asked=sum((row.asked for row in found), NO_EUROS),
            free=sum((row.free for row in found), NO_EUROS),
            **{
                name: sum((getattr(r.budget, name) for r in found if r.budget), NO_EUROS)
                for name in ("total", "reserved", "committed", "spent")
            },
        )
        for year, found in sorted(by_year.items())
    ]


@dataclass(frozen=True, kw_only=True)
class ShownCall:
    """A call with its state in words, for the list."""

    row: CallRow
    state: CallState
    label: str
    tone: str
    line_name: str


def _shown(row: CallRow) -> ShownCall:
    state = call_state(row.call, clock.now())
    label, tone = STATES[state]
    name = say(f"line.{row.call.line}.name")
    return ShownCall(row=row, state=state, label=label, tone=tone, line_name=name)


@blueprint.get("/", endpoint="overview")
@permit(Permission.CALL_MANAGE)
def overview_page() -> str:
    """What needs a decision, money by year, calls by state, money by line; the past folded."""
    with read_only() as session:
        found = overview(session)
        calls = [_shown(row) for rows in found.calls.values() for row in rows]
        calls.sort(key=lambda c: (_ORDER.index(c.state), c.row.call.closes_at, c.row.call.id))
        day = clock.today()
        live = [row for row in found.budgets if moving(row, day)]
        quiet = [row for row in found.budgets if not moving(row, day)]
        unannounced = [one.row for one in calls if one.state is CallState.PREPARATION]
        return render_template(
            "programme/overview.html",
            needs=needs(unannounced, found.budgets),
            current=[one for one in calls if one.state is not CallState.CLOSED],
            closed=[one for one in reversed(calls) if one.state is CallState.CLOSED],
            lines=found.lines,
            names={line: say(f"line.{line}.name") for line in registry.lines()},
            live=by_line(live),
            quiet=by_line(quiet),
            sums=year_sums(found.budgets),
        )


@blueprint.get("/protokoll")
@permit(Permission.CALL_MANAGE, Permission.BUDGET_MANAGE)
def log() -> str:
    """What was done about calls and budgets, newest first."""
    with read_only() as session:
        lines = house_lines(session, PROGRAMME, before=request.args.get("vor", type=int))
        return render_template(
            "programme/log.html",
            title="Protokoll des Programms",
            events=entries(lines),
            older=older(lines),
            endpoint="programme.log",
            back=("Programm", "programme.overview"),
        )
