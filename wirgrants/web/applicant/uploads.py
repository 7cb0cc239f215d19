"""Papers of an application: what is asked for, what is there, upload, replacement, removal."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.filing import UploadForm
from wirgrants.errors import Refused
from wirgrants.models import FundingCase, Paper
from wirgrants.services.access import load_case, only_as_member
from wirgrants.services.drafts_review import Review, review
from wirgrants.services.papers import OTHER, add_paper, kinds_of, papers_of, remove_paper
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.blueprint import blueprint
from wirgrants.web.applicant.draft import frame
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.uploading import upload_of
from workflows import registry
from workflows.states import UNDER_REVIEW, ApplicationState
from workflows.wording import known, paper_name, say


@blueprint.get("/<ref>/unterlagen")
@permit(Permission.OWN_CASE_EDIT)
def papers(ref: str) -> str:
    """The papers that this application needs, those that are there, and a form for one more."""
    return _page(ref, None, None)


@blueprint.post("/<ref>/unterlagen")
@permit(Permission.OWN_CASE_EDIT)
@once(lambda _made, ref: url_for("applicant.papers", ref=ref))
def upload(ref: str) -> Response | tuple[str, int]:
    """Takes one paper; 422 with the reason when it is refused, everything else is kept."""
    kind, replaces = request.form.get("kind", ""), request.form.get("replaces", "")
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(ref, kind, "Bitte wählen Sie eine Datei aus."), 422
    try:
        paper = add_paper(
            current_actor(),
            ref,
            upload_of(sent),
            kind=kind,
            replaces=replaces,
        )
    except Refused as refusal:
        return _page(ref, kind, refusal.message), 422
    flash(f"„{paper.filename}“ ist gespeichert.", "success")
    return redirect(url_for("applicant.papers", ref=ref), 303)


@blueprint.post("/<ref>/unterlagen/<paper_ref>/entfernen")
@permit(Permission.OWN_CASE_EDIT)
def remove(ref: str, paper_ref: str) -> Response:
    """Takes a paper out of the draft."""
    remove_paper(current_actor(), ref, paper_ref)
    flash("Die Unterlage ist entfernt.", "success")
    return redirect(url_for("applicant.papers", ref=ref), 303)


def _page(ref: str, kind: str | None, refused: str | None) -> str:
    with read_only() as session:
        case = load_case(session, current_actor(), ref)
        only_as_member(current_actor(), case)
        held = papers_of(session, case)
        found = review(session, case, held)
        chosen = kind or request.args.get("art", "")
        draft = case.state is ApplicationState.DRAFT
        form = UploadForm(
            kinds=_kinds(case),
            held=_held(held) if draft else None,
            kind=chosen or None,
            replaces=request.form.get("replaces", ""),
        )
        if refused:
            form.file.errors = [refused]
        return render_template(
            "applicant/papers.html",
            **frame(session, case),
            papers=paper_rows(case, found, [p for p in held if not p.subject_ref]),
            form=form,
            editable=draft,
            open=draft or case.state in UNDER_REVIEW,
        )


def _kinds(case: FundingCase) -> dict[str, str]:
    guideline = registry.guideline(case.line, case.version)
    return {kind: say(f"paper.name.{kind}") for kind in kinds_of(guideline)}


def _held(papers: Sequence[Paper]) -> dict[str, str]:
    return {one.ref: f"Ja: {say(f'paper.name.{one.kind}')}, {one.filename}" for one in papers}


def paper_rows(case: FundingCase, found: Review, held: list[Paper]) -> list[dict[str, Any]]:
    """What the list of papers shows: each kind that is asked for, then whatever else is there."""
    asked = list(dict.fromkeys(need.kind for need in found.needed))
    kinds = [*asked, *dict.fromkeys(p.kind for p in held if p.kind not in asked)]
    editable = case.state is ApplicationState.DRAFT
    return [
        {
            "kind": paper_name(kind),
            "required": kind in asked,
            "note": say(f"paper.hint.{kind}") if known(f"paper.hint.{kind}") else "",
            "files": [file_row(case, paper, editable) for paper in held if paper.kind == kind],
            "upload": url_for("applicant.papers", ref=case.ref, art=kind, _anchor="hochladen")
            if editable or case.state in UNDER_REVIEW
            else None,
        }
        for kind in (kinds or [OTHER])
    ]


def file_row(case: FundingCase, paper: Paper, removable: bool) -> dict[str, Any]:
    """One stored file with its links."""
    address = url_for("applicant.remove", ref=case.ref, paper_ref=paper.ref)
    return {
        "name": paper.filename,
        "size": paper.file.size,
        "pages": paper.file.pages,
        "uploaded_at": paper.uploaded_at,
        "href": url_for("files.paper", ref=case.ref, paper_ref=paper.ref),
        "remove": address if removable else None,
        "version": case.row_version,
    }
