"""After signing in: the way to the page where this person's work is."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from wirgrants.web.guards import Permission, current_actor, permit
from workflows.states import Role

blueprint = Blueprint("session", __name__)

_HOMES = (
    (Role.CASE_OFFICER, "/bearbeitung/"),
    (Role.APPROVER, "/bearbeitung/"),
    (Role.PROGRAMME_LEAD, "/programm/"),
    (Role.FINANCE, "/kasse/"),
    (Role.AUDITOR, "/pruefung/"),
    (Role.ADMINISTRATOR, "/verwaltung/"),
    (Role.SIGNATORY, "/antraege/"),
    (Role.APPLICANT_EDITOR, "/antraege/"),
)


@blueprint.get("/start")
@permit(Permission.SESSION_HOLD)
def home() -> Response:
    """Go on to the first page of the person's role."""
    roles = current_actor().roles
    return redirect(next((path for role, path in _HOMES if role in roles), "/"), 303)
