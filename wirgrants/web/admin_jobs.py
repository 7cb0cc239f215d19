"""Background jobs that failed: what they were, why, and a button to start them again."""

from collections.abc import Mapping

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from wirgrants.services.failed_jobs import failed_jobs, requeue
from wirgrants.web.admin_answer import done
from wirgrants.web.guards import Permission, current_actor, permit

blueprint = Blueprint("job", __name__, url_prefix="/verwaltung/auftraege")
NAMES: Mapping[str, str] = {
    "send_mail": "E-Mail verschicken",
    "application_filed": "Eingangsbestätigung eines Antrags",
    "proof_handed_in": "Eingangsbestätigung eines Nachweises",
    "build_audit_file": "Fallakte erstellen",
    "advance_by_the_clock": "Bestandskraft feststellen (nächtlich)",
    "anchor_by_the_clock": "Protokollanker schreiben (nächtlich)",
    "forget_used_forms_by_the_clock": "Formularkennzeichen löschen (nächtlich)",
}


@blueprint.get("/")
@permit(Permission.SYSTEM_VIEW)
def index() -> str:
    """The failed jobs, newest first."""
    rows = [{"job": one, "name": NAMES.get(one.name, one.name)} for one in failed_jobs()]
    return render_template("admin/jobs.html", rows=rows)


@blueprint.post("/<job_id>")
@permit(Permission.SYSTEM_VIEW)
def again(job_id: str) -> Response:
    """Start one again."""
    requeue(current_actor(), job_id)
    return done("Der Auftrag wartet wieder auf seine Ausführung.", url_for("job.index"))
