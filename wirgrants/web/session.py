"""After signing in: the way to the page where this person's work is."""

from collections.abc import Collection

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from wirgrants.web.guards import Permission, current_actor, permit
from workflows.states import Role

blueprint = Blueprint("session", __name__)

_HOMES = (
    (Role.CASE_OFFICER, "/bearbeitung/", "Zur Liste der Vorgänge"),
    (Role.APPROVER, "/bearbeitung/", "Zur Liste der Vorgänge"),
    (Role.PROGRAMME_LEAD, "/programm/", "Zur Übersicht des Programms"),
    (Role.FINANCE, "/kasse/", "Zur Liste der Auszahlungen"),
    (Role.AUDITOR, "/pruefung/", "Zur Liste aller Vorgänge für die Prüfung"),
    (Role.ADMINISTRATOR, "/verwaltung/", "Zur Verwaltung"),
    (Role.SIGNATORY, "/antraege/", "Zu den eigenen Anträgen"),
    (Role.APPLICANT_EDITOR, "/antraege/", "Zu den eigenen Anträgen"),
)


@blueprint.get("/start")
@permit(Permission.SESSION_HOLD)
def home() -> Response:
    """Go on to the first page of the person's role."""
    return redirect(home_of(current_actor().roles)[0], 303)


def home_of(roles: Collection[Role]) -> tuple[str, str]:
    """Where the work of somebody with these roles is: the path, and the words that lead there."""
    mine = ((path, label) for role, path, label in _HOMES if role in roles)
    return next(mine, ("/", "Zur Startseite"))
