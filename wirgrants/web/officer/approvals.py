"""The approver's list: proposals that wait for a signature, the oldest first."""

from flask import render_template

from wirgrants.services.approvals import waiting_proposals
from wirgrants.unit_of_work import read_only
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.blueprint import blueprint
from workflows.wording import say

add_navigation("officer.approvals", "Freigaben", 15)


@blueprint.get("/freigaben")
@permit(Permission.CASE_DECIDE)
def approvals() -> str:
    """Every proposal that this person may sign, and those that somebody else must."""
    with read_only() as session:
        rows = waiting_proposals(session, current_actor())
    return render_template("officer/approvals.html", rows=rows, say=say)
