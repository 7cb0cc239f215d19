"""Background jobs that failed: what they were, why; started again, or put aside with a reason."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.reason import ReasonForm
from wirgrants.services.failed_jobs import (
    dismiss,
    dismissed_jobs,
    failed_job,
    failed_jobs,
    requeue,
)
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.guards import Permission, current_actor, permit

blueprint = Blueprint("job", __name__, url_prefix="/verwaltung/auftraege")
NAMES: Mapping[str, str] = {
    "send_mail": "E-Mail verschicken",
    "application_filed": "Eingangsbestätigung eines Antrags",
    "proof_handed_in": "Eingangsbestätigung eines Nachweises",
    "award_declined": "Bestätigung einer Nichtannahme",
    "build_audit_file": "Fallakte erstellen",
    "advance_by_the_clock": "Bestandskraft feststellen (nächtlich)",
    "anchor_by_the_clock": "Protokollanker schreiben (nächtlich)",
    "forget_used_forms_by_the_clock": "Formularkennzeichen löschen (nächtlich)",
}


@blueprint.get("/")
@permit(Permission.SYSTEM_VIEW)
def index() -> str:
    """The failed jobs, newest first, and those that were put aside."""
    rows = [{"job": one, "name": _name(one.name)} for one in failed_jobs()]
    aside = [{"job": one, "name": _name(one.name)} for one in dismissed_jobs()]
    return render_template("admin/jobs.html", rows=rows, aside=aside)


def _name(name: str) -> str:
    return NAMES.get(name, name)


@blueprint.post("/<job_id>")
@permit(Permission.SYSTEM_VIEW)
def again(job_id: str) -> Response:
    """Start one again."""
    requeue(current_actor(), job_id)
    return done("Der Auftrag wartet wieder auf seine Ausführung.", url_for("job.index"))


@blueprint.route("/<job_id>/ablegen", methods=["GET", "POST"])
@permit(Permission.SYSTEM_VIEW)
def put_aside(job_id: str) -> Answer:
    """Put one aside that needs no repetition, with the reason."""
    form = ReasonForm(request.form if request.method == "POST" else None)
    job = failed_job(job_id)
    page = FormPage(
        title="Auftrag ablegen",
        lead="Der Auftrag wird nicht mehr ausgeführt und nicht mehr als gescheitert gemeldet. "
        "Legen Sie ihn nur ab, wenn sich erledigt hat, was er tun sollte.",
        button="Ablegen",
        back=url_for("job.index"),
        crumbs=(
            ("Verwaltung", url_for("admin.overview")),
            ("Gescheiterte Aufträge", url_for("job.index")),
            ("Ablegen", None),
        ),
        facts=(("Auftrag", _name(job.name)), ("Meldung", job.problem)),
    )

    def run() -> Response:
        dismiss(current_actor(), job_id, form.reason.data or "")
        return done("Der Auftrag ist abgelegt.", url_for("job.index"))

    return take(form, page, run)
