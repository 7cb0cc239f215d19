"""The register of authorities as of a day, with the credit line of its source."""

from datetime import date

from flask import Blueprint, render_template, request

from forms.parameter import DayForm
from wirgrants import clock
from wirgrants.services.register import CREDIT, load_register
from wirgrants.unit_of_work import read_only
from wirgrants.web.guards import Permission, permit
from workflows.register import AuthorityRecord, Register
from workflows.wording import say

blueprint = Blueprint("authority", __name__, url_prefix="/verwaltung/verzeichnis")
PAGE = 50


@blueprint.get("/")
@permit(Permission.ACCOUNT_MANAGE, Permission.PARAMETER_MANAGE)
def index() -> str:
    """Counties, cities and municipalities with key, status and population of the day."""
    form = DayForm(request.args or None, data={"tag": clock.today()})
    form.validate()
    day = form.day(clock.today())
    wanted = "" if form["suche"].errors else (form["suche"].data or "").casefold()
    after = request.args.get("nach", "")
    with read_only() as session:
        register = load_register(session)
    found = [row for row in register.valid_on(day) if _fits(row, wanted)]
    rows = [row for row in found if row.ags > after][: PAGE + 1]
    return render_template(
        "admin/register.html",
        form=form,
        day=day,
        count=len(found),
        entitled=len(register.entitled(day)),
        rows=[_shown(register, row, day) for row in rows[:PAGE]],
        next=rows[PAGE - 1].ags if len(rows) > PAGE else None,
        later=bool(after),
        credit=CREDIT,
    )


def _fits(row: AuthorityRecord, wanted: str) -> bool:
    return not wanted or wanted in row.name.casefold() or row.ags.startswith(wanted)


def _shown(register: Register, row: AuthorityRecord, day: date) -> dict[str, object]:
    counted = register.population(row.identity, day)
    return {
        "row": row,
        "kind": say(f"applicant_type.{row.kind.value}"),
        "inhabitants": None if counted is None else counted.inhabitants,
        "as_of": None if counted is None else counted.as_of,
    }
