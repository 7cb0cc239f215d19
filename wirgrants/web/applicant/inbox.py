"""The inbox of a person and their organisations."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from wirgrants.services.inbox import mark_read, message, messages
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.blueprint import blueprint, position
from wirgrants.web.guards import Permission, current_actor, permit


@blueprint.get("/postfach")
@permit(Permission.INBOX_READ)
def inbox() -> str:
    """Messages to the person and to their organisations, newest first."""
    with read_only() as session:
        page = messages(session, current_actor(), before=position())
    return render_template(
        "applicant/inbox.html",
        entries=page.entries,
        first=url_for("applicant.inbox") if position() else None,
        next=url_for("applicant.inbox", vor=page.next_before) if page.next_before else None,
    )


@blueprint.get("/postfach/<ref>")
@permit(Permission.INBOX_READ)
def inbox_message(ref: str) -> str:
    """One message, with the way to its case and letter."""
    with read_only() as session:
        entry = message(session, current_actor(), ref)
    return render_template("applicant/message.html", entry=entry)


@blueprint.post("/postfach/<ref>/gelesen")
@permit(Permission.INBOX_READ)
def inbox_read(ref: str) -> Response:
    """Marks a message as read."""
    mark_read(current_actor(), ref)
    return redirect(url_for("applicant.inbox"), 303)
