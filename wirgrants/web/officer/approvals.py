"""The approver's list: proposals that wait for a signature, the oldest first."""

from flask import render_template, url_for

from wirgrants.services.approvals import Elsewhere, waiting_elsewhere, waiting_proposals
from wirgrants.unit_of_work import read_only
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.blueprint import blueprint
from wirgrants.web.paging import place_in_list
from workflows.states import ApplicationState, PaymentState
from workflows.wording import say

add_navigation("officer.approvals", "Freigaben", 15)


@blueprint.get("/freigaben")
@permit(Permission.CASE_DECIDE)
def approvals() -> str:
    """The proposals that this person may sign and those that somebody else must; two statements."""
    after = place_in_list()
    with read_only() as session:
        rows, onward = waiting_proposals(session, current_actor(), after)
        elsewhere = waiting_elsewhere(session, current_actor())
    return render_template(
        "officer/approvals.html",
        rows=rows,
        say=say,
        elsewhere=_links(elsewhere),
        first=url_for("officer.approvals") if after else None,
        next=url_for("officer.approvals", nach=onward) if onward else None,
    )


def _links(told: Elsewhere) -> list[tuple[str, str, int]]:
    """Label, address and number of what waits on other pages; nothing where nothing waits."""
    payments = "finance.index"
    settling, recovering = ApplicationState.SETTLING, ApplicationState.RECOVERING
    links = [
        (
            "Auszahlungen zur Freigabe",
            url_for(payments, stand=PaymentState.CHECKED.value),
            told.payments,
        ),
        (
            "Rückläufer zur erneuten Freigabe",
            url_for(payments, stand=PaymentState.RETURNED.value),
            told.returned,
        ),
        ("Änderungsanträge zur Zeichnung", url_for("changes.index"), told.changes),
        (
            "Vorgänge in der Abrechnung",
            url_for("officer.index", stand=settling.value),
            told.settlements,
        ),
        (
            "Rückforderungen vor der Entscheidung",
            url_for("officer.index", stand=recovering.value),
            told.recoveries,
        ),
    ]
    return [link for link in links if link[2]]
