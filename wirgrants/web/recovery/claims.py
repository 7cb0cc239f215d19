"""The cash office's list of claims that are ordered and not paid back."""

from flask import Blueprint, render_template

from wirgrants import clock
from wirgrants.services.recovery_money import MOST_CLAIMS, open_claims
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
    """The open claims, the longest due first; two statements whatever the rows."""
    with read_only() as session:
        found = open_claims(session, current_actor())
        return render_template(
            "recovery/claims.html",
            claims=found,
            most=MOST_CLAIMS,
            today=clock.today(),
            step=lambda claim, action: step_address(
                claim.case_ref, MachineName.RECOVERY, claim.recovery_ref, action
            ),
            may_book=Role.FINANCE in current_actor().staff_roles,
        )
