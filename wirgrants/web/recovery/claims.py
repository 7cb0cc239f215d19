"""The cash office's list of claims that are ordered and not paid back."""

from flask import Blueprint, render_template, request, url_for

from wirgrants import clock
from wirgrants.services.recovery_money import open_claims
from wirgrants.unit_of_work import read_only
from wirgrants.web.case_steps import step_address
from wirgrants.web.frame import add_navigation
from wirgrants.web.guards import Permission, current_actor, permit
from workflows.states import MachineName, Role

blueprint = Blueprint("claims", __name__, url_prefix="/kasse")
add_navigation("claims.index", "Rückforderungen", 31)


@blueprint.get("/rueckforderungen")
@permit(Permission.PAYMENT_VIEW)
def index() -> str:
    """The open claims, the longest due first; one statement whatever the rows."""
    after = request.args.get("nach", "")
    with read_only() as session:
        found, onward = open_claims(session, current_actor(), after)
        return render_template(
            "recovery/claims.html",
            claims=found,
            first=url_for("claims.index") if after else None,
            next=url_for("claims.index", nach=onward) if onward else None,
            today=clock.today(),
            step=lambda claim, action: step_address(
                claim.case_ref, MachineName.RECOVERY, claim.recovery_ref, action
            ),
            may_book=Role.FINANCE in current_actor().staff_roles,
        )
