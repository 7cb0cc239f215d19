"""Files of a case handed out to whoever may see the case: papers and the applicant's print view."""

from flask import Blueprint, make_response
from werkzeug.wrappers import Response

from wirgrants.services.filing_print import print_view
from wirgrants.services.papers import read_paper
from wirgrants.web.guards import Permission, current_actor, permit

blueprint = Blueprint("files", __name__, url_prefix="/vorgang")


@blueprint.get("/<ref>/unterlage/<paper_ref>")
@permit(Permission.CASE_READ)
def paper(ref: str, paper_ref: str) -> Response:
    """A paper as it was uploaded, to be saved and never shown inside the site."""
    found = read_paper(current_actor(), ref, paper_ref)
    return attachment(found.data, found.name, found.media_type)


@blueprint.get("/<ref>/druckansicht/pdf")
@permit(Permission.OWN_CASE_VIEW)
def printed(ref: str) -> Response:
    """The application as PDF for the applicant's own house."""
    rendered, name = print_view(current_actor(), ref)
    return attachment(rendered.pdf, name, "application/pdf")


def attachment(data: bytes, name: str, media_type: str) -> Response:
    """An answer that a browser saves and does not interpret."""
    answer = make_response(data)
    answer.headers.set("Content-Type", media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
