"""The papers of a proof while it is written: they come and go on a page of their own."""

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from forms.proof_steps import ProofPaperForm
from wirgrants.errors import Refused
from wirgrants.services.proofs_draft import (
    OPEN,
    add_report_paper,
    paper_kinds,
    papers_for,
    remove_report_paper,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.proof.blueprint import address, blueprint
from wirgrants.web.proof.report import Desk, desk_of, framed
from wirgrants.web.proof.shown import paper_rows
from wirgrants.web.uploading import upload_of
from workflows.wording import paper_name


def _upload_form(desk: Desk, kind: str | None = None) -> ProofPaperForm:
    kinds = {one: paper_name(one) for one in paper_kinds(desk.view.case, desk.proof)}
    return ProofPaperForm(kinds=kinds, kind=kind)


def _page(session: Session, desk: Desk, form: ProofPaperForm) -> str:
    case, proof = desk.view.case, desk.proof
    return render_template(
        "proof/papers.html",
        **framed(desk),
        papers=paper_rows(case, papers_for(desk.view.actor, session, case, proof), proof=proof),
        upload=form,
    )


@blueprint.get("/<ref>/nachweis/<proof_ref>/unterlagen")
@permit(Permission.OWN_CASE_EDIT, Permission.CASE_WORK)
def papers(ref: str, proof_ref: str) -> str | Response:
    """The papers of a proof that is being written, and the form for one more."""
    with read_only() as session:
        desk = desk_of(session, ref, proof_ref)
        if desk.proof.state not in OPEN:
            return redirect(address("show", desk.view.case, desk.proof), 303)
        return _page(session, desk, _upload_form(desk))


def _papers_at(_made: str, ref: str, proof_ref: str) -> str:
    return url_for("proof.papers", ref=ref, proof_ref=proof_ref)


@blueprint.post("/<ref>/nachweis/<proof_ref>/unterlagen")
@permit(Permission.OWN_CASE_EDIT, Permission.CASE_WORK)
@once(_papers_at)
def upload(ref: str, proof_ref: str) -> Response | tuple[str, int]:
    """Takes one paper; 422 with the reason when it is refused."""
    kind = request.form.get("kind", "")
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Refused("no file", message="Bitte wählen Sie eine Datei aus.")
        paper = add_report_paper(current_actor(), ref, proof_ref, upload_of(sent), kind=kind)
    except Refused as refusal:
        with read_only() as session:
            desk = desk_of(session, ref, proof_ref)
            form = _upload_form(desk, kind)
            form.file.errors = [refusal.message]
            return _page(session, desk, form), 422
    flash(f"„{paper.filename}“ ist gespeichert.", "success")
    return redirect(url_for("proof.papers", ref=ref, proof_ref=proof_ref), 303)


@blueprint.post("/<ref>/nachweis/<proof_ref>/unterlagen/<paper_ref>/entfernen")
@permit(Permission.OWN_CASE_EDIT, Permission.CASE_WORK)
def remove(ref: str, proof_ref: str, paper_ref: str) -> Response:
    """Takes a paper out again."""
    remove_report_paper(current_actor(), ref, proof_ref, paper_ref)
    flash("Die Unterlage ist entfernt.", "success")
    return redirect(url_for("proof.papers", ref=ref, proof_ref=proof_ref), 303)
