"""Notes every page and file of a case that an auditor was shown, before it is handed out."""

from flask import Response, request

from wirgrants.services.audit_access import note_look
from wirgrants.web.auditor import blueprint
from wirgrants.web.guards import known_actor
from wirgrants.web.tabs import label_of
from workflows.states import Role

# The audit file notes its own download, with its digest.
_NOTED_THEMSELVES = frozenset({"auditor.download"})


@blueprint.after_app_request
def note_what_was_shown(response: Response) -> Response:
    """One note per answered page or file that is about a case; nothing for anything else.

    A look that cannot be noted is not granted: the error reaches the person instead of the page.
    """
    told = request.view_args or {}
    if request.method != "GET" or response.status_code != 200 or "ref" not in told:
        return response
    if request.endpoint in _NOTED_THEMSELVES:
        return response
    actor = known_actor()
    if actor is None or Role.AUDITOR not in actor.staff_roles:
        return response
    details = {name: str(value) for name, value in told.items() if name != "ref"}
    note_look(actor, str(told["ref"]), _what(details), {"page": str(request.endpoint), **details})
    return response


def _what(details: dict[str, str]) -> str:
    if "tab_id" in details:
        return label_of(details["tab_id"])
    if "paper_ref" in details:
        return "Unterlage"
    return "Schreiben" if "letter_ref" in details else "Übersicht"
