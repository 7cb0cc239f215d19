"""The inbox of a person and their organisations."""

from flask import render_template, request, url_for

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
    """One message, with the way to its case and letter; the first look marks it as read.

    Recorded as that at a letter is: whoever asks for the page asks to read, not to change, and no
    date hangs on it. What a browser fetches ahead, or only asks about (HEAD), is no look.
    """
    person = current_actor()
    with read_only() as session:
        entry = message(session, person, ref)
    if entry.message.read_at is None and _looked_at():
        mark_read(person, ref)
    return render_template("applicant/message.html", entry=entry)


def _looked_at() -> bool:
    ahead = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    return request.method == "GET" and "prefetch" not in ahead
