"""The print view of a proof, for the signature in the recipient's own house."""

from werkzeug.wrappers import Response

from wirgrants.services.proofs_print import print_report
from wirgrants.web.applicant_files import attachment
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.proof.blueprint import blueprint


@blueprint.get("/<ref>/nachweis/<proof_ref>/druckansicht")
@permit(Permission.OWN_CASE_VIEW)
def printed(ref: str, proof_ref: str) -> Response:
    """The proof as PDF for the recipient's own house."""
    rendered, name = print_report(current_actor(), ref, proof_ref)
    return attachment(rendered.pdf, name, "application/pdf")
