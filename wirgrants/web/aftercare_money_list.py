"""The office's list of open change requests."""

from flask import Blueprint, render_template, url_for

from forms.change import KINDS
from wirgrants.services.changes_list import Row, open_changes
from wirgrants.unit_of_work import read_only
from wirgrants.web.case_steps import step_address
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.paging import place_in_list
from workflows.states import ChangeState, MachineName, Role

blueprint = Blueprint("changes", __name__, url_prefix="/bearbeitung")

add_navigation("changes.index", "Änderungen", 20)


def _step(row: Row) -> tuple[str, str] | None:
    """The label and address of this person's step; None when somebody else acts."""
    roles = current_actor().staff_roles
    action, label = "", ""
    if row.state is ChangeState.REQUESTED and Role.CASE_OFFICER in roles:
        action, label = "propose", "Entscheidung vorschlagen"
    elif row.state is ChangeState.PROPOSED and Role.APPROVER in roles and not row.own:
        action = "grant" if row.favourable else "refuse"
        label = "Zeichnen"
    href = step_address(row.case_ref, MachineName.CHANGE, row.ref, action) if action else None
    return None if href is None else (label, href)


@blueprint.get("/aenderungen")
@permit(Permission.CASE_WORK, Permission.CASE_DECIDE)
def index() -> str:
    """Every open request, the oldest first, with the step that this person takes."""
    after = place_in_list()
    with read_only() as session:
        rows, onward = open_changes(session, current_actor(), after)
    return render_template(
        "money/changes.html",
        rows=[(row, _step(row)) for row in rows],
        kinds=KINDS,
        first=url_for("changes.index") if after else None,
        next=url_for("changes.index", nach=onward) if onward else None,
    )
