"""Annexes of notices: list, upload, download."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict
from wtforms import Form

from forms.parameter import ANNEXES, AnnexForm
from wirgrants import clock
from wirgrants.services.annexes import (
    AnnexValues,
    add_annex,
    annex_bytes,
    list_annexes,
    present_annexes,
)
from wirgrants.services.papers import Upload
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.uploading import upload_of
from workflows.wording import say

blueprint = Blueprint("annex", __name__, url_prefix="/verwaltung/anlagen")


@blueprint.get("/")
@permit(Permission.PARAMETER_MANAGE)
def index() -> str:
    """Every annex; which one a notice of today carries."""
    with read_only() as session:
        rows = list_annexes(session)
        present = present_annexes(rows, clock.today())
        return render_template(
            "admin/annexes.html",
            rows=rows,
            kinds=ANNEXES,
            present={annex.id for annex in present.values()},
            missing=[text for kind, text in ANNEXES.items() if kind not in present],
        )


@blueprint.route("/neu", methods=["GET", "POST"])
@permit(Permission.PARAMETER_MANAGE)
@once(lambda _made: url_for("annex.index"))
def add() -> Answer:
    """Upload the document that notices carry from a day on."""
    form = AnnexForm(_posted())
    page = FormPage(
        title="Anlage hinterlegen",
        lead="Bescheide tragen die Fassung, die an ihrem Tag gilt. Frühere Fassungen bleiben.",
        button="Anlage hinterlegen",
        back=url_for("annex.index"),
        crumbs=[
            ("Administration", url_for("admin.overview")),
            ("Anlagen", url_for("annex.index")),
            ("Hinterlegen", None),
        ],
        multipart=True,
        once=True,
    )

    def run() -> Any:
        upload = form["document"].data
        document = (
            upload_of(upload) if isinstance(upload, FileStorage) else Upload(data=b"", name="")
        )
        add_annex(current_actor(), _values(form), document.data, document.name or "Anlage.pdf")
        return done("Die Anlage ist hinterlegt.", page.back)

    return take(form, page, run)


def _posted() -> MultiDict[str, Any] | None:
    if request.method != "POST":
        return None
    both: list[MultiDict[str, Any]] = [request.form, request.files]
    return MultiDict(CombinedMultiDict(both))


def _values(form: Form) -> AnnexValues:
    return AnnexValues(
        kind=form["kind"].data, title=form["title"].data, valid_from=form["valid_from"].data
    )


@blueprint.get("/<ref>.pdf")
@permit(Permission.PARAMETER_MANAGE)
def download(ref: str) -> Response:
    """The document as it was uploaded."""
    with read_only() as session:
        annex, data = annex_bytes(session, ref)
        name = f"{say(f'annex.{annex.kind}')}_{annex.valid_from.isoformat()}.pdf"
    answer = make_response(data)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
