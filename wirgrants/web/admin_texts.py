"""The operator's own pages: Impressum, Datenschutz, Barrierefreiheit."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms import Form

from forms.parameter import OperatorTextForm
from wirgrants.services import operator_texts as service
from wirgrants.services.operator_texts import load_text, operator_text, operator_texts
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.posted import posted, posted_version

blueprint = Blueprint("operator_text", __name__, url_prefix="/verwaltung/texte")
TITLES = {
    "impressum": "Impressum",
    "datenschutz": "Datenschutz",
    "barrierefreiheit": "Barrierefreiheit",
}


@blueprint.get("/")
@permit(Permission.PARAMETER_MANAGE)
def index() -> str:
    """The three texts as they are shown, and where they come from."""
    with read_only() as session:
        rows = [
            {"key": key, "title": TITLES[key], "text": text, "kept": kept}
            for key, (text, kept) in operator_texts(session).items()
        ]
        return render_template("admin/texts.html", rows=rows)


@blueprint.route("/<key>", methods=["GET", "POST"])
@permit(Permission.PARAMETER_MANAGE)
def edit(key: str) -> Answer:
    """Change one text."""
    with read_only() as session:
        kept = load_text(session, key)
        text = operator_text(session, key)
        version = 0 if kept is None else kept.row_version
    form = OperatorTextForm(posted(), data={"text": text})
    page = FormPage(
        title=f"{TITLES[key]} ändern",
        lead="Der Text steht auf der Seite, zu der die Fußzeile jeder Seite führt.",
        button="Text speichern",
        back=url_for("operator_text.index"),
        crumbs=[
            ("Administration", url_for("admin.overview")),
            ("Texte des Betreibers", url_for("operator_text.index")),
            (TITLES[key], None),
        ],
        version=posted_version() if request.method == "POST" else version,
    )

    def run() -> Any:
        service.change_text(current_actor(), key, form["text"].data or "", posted_version())
        return done("Der Text ist gespeichert.", page.back)

    return take(form, page, run, lambda: _stored(key))


def _stored(key: str) -> tuple[Form, int]:
    with read_only() as session:
        kept = load_text(session, key)
        form = OperatorTextForm(data={"text": operator_text(session, key)})
        return form, 0 if kept is None else kept.row_version
