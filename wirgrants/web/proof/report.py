"""A proof as it is written: its form keeps whatever is typed, its papers come and go."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from forms.fitting import Texts, too_long_to_keep
from forms.fitting_sections import part_name
from forms.proof import ReportForm, cell, goal_names, report_form
from forms.proof_content import report_content
from forms.proof_steps import ProofPaperForm
from wirgrants.errors import Conflict, NotAllowed, NotFound, Refused
from wirgrants.models import Proof
from wirgrants.services.proofs import name_of, proof_of, reported_period
from wirgrants.services.proofs_basis import ProofBasis, basis_of
from wirgrants.services.proofs_draft import (
    HANDED_IN,
    OPEN,
    ReportInput,
    add_report_paper,
    base_of,
    draft_for,
    form_of,
    paper_kinds,
    papers_for,
    remove_report_paper,
    save_report,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.blueprint import typed_texts
from wirgrants.web.case import audience, case_view, frame, is_applicant
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.proof.blueprint import address, blueprint
from wirgrants.web.proof.shown import due_text, paper_rows
from wirgrants.web.tabs import CaseView
from wirgrants.web.typed import differences
from wirgrants.web.uploading import upload_of
from workflows.states import Role
from workflows.wording import paper_name, say

_MORE_ROWS = 8
_BUTTONS = frozenset({"save", "add", "next"})


@dataclass(frozen=True)
class Desk:
    """What the page works on."""

    view: CaseView
    proof: Proof
    basis: ProofBasis
    draft: dict[str, Any]


def desk_of(session: Session, ref: str, proof_ref: str) -> Desk:
    """The proof to be written by this person. NotFound for others, Refused once handed in."""
    view = case_view(session, ref)
    own = is_applicant(view)
    if own and view.case.organisation_id not in view.actor.organisations:
        raise NotFound("not a member")
    if not own and Role.CASE_OFFICER not in view.actor.staff_roles:
        raise NotAllowed("only the applicant and the case officer write a proof")
    proof = proof_of(session, view.case, proof_ref)
    return Desk(
        view=view,
        proof=proof,
        basis=basis_of(session, view.case, proof),
        draft=dict(draft_for(view.actor, view.case, proof)),
    )


@blueprint.route("/<ref>/nachweis/<proof_ref>/bearbeiten", methods=["GET", "POST"])
@permit(Permission.OWN_CASE_EDIT, Permission.CASE_WORK)
def edit(ref: str, proof_ref: str) -> str | Response | tuple[str, int]:
    """Shows the form of a proof or keeps what was typed.

    303 after saving, also when something cannot be read yet: it is shown again with its message.
    409 shows both texts when somebody else changed the draft; 422 only for a text too long to keep.
    """
    with read_only() as session:
        desk = desk_of(session, ref, proof_ref)
        shown = address("show", desk.view.case, desk.proof)
        if desk.proof.state not in OPEN:
            if request.method == "POST":
                raise Conflict("the proof is handed in", message=HANDED_IN, again=shown)
            return redirect(shown, 303)
        if request.method == "GET":
            blank = _MORE_ROWS if "mehr" in request.args else 2
            return _page(session, desk, form_of(desk.basis, desk.draft, blank=blank))
        typed = {name: texts for name, texts in typed_texts().items() if name not in _BUTTONS}
        form = report_form(desk.basis.shape, Texts(typed))
        readable = form.validate()
        if too_long_to_keep(typed):
            return _page(session, desk, form), 422
    sent = ReportInput(
        content=report_content(form),
        typed=None if readable else typed,
        base=request.form.get("base", ""),
    )
    try:
        save_report(current_actor(), ref, proof_ref, sent)
    except Conflict as conflict:
        raise _conflict(ref, proof_ref, typed, form) from conflict
    return _saved(desk, readable=readable)


def _saved(desk: Desk, *, readable: bool) -> Response:
    here = address("edit", desk.view.case, desk.proof)
    if not readable:
        flash(
            "Gespeichert. Einige Angaben sind noch nicht lesbar; sie sind unten markiert.",
            "warning",
        )
        return redirect(here, 303)
    flash("Nachweis gespeichert.", "success")
    if "add" in request.form:
        return redirect(f"{here}?mehr=1", 303)
    if "next" in request.form:
        return redirect(hand_in_address(desk.view, desk.proof), 303)
    return redirect(here, 303)


def hand_in_address(view: CaseView, proof: Proof) -> str:
    """The step by which this person hands the proof in."""
    action = "submit" if is_applicant(view) else "receive_on_paper"
    return url_for(
        "case.step", ref=view.case.ref, machine="proof", subject=proof.ref, action=action
    )


def _conflict(ref: str, proof_ref: str, typed: dict[str, list[str]], form: ReportForm) -> Conflict:
    with read_only() as session:
        theirs = desk_of(session, ref, proof_ref)
        stored = form_of(theirs.basis, theirs.draft)
        here = address("edit", theirs.view.case, theirs.proof)
        base = base_of(theirs.draft)
        when = theirs.proof.draft_saved_at
    values = [(key, text) for key, texts in typed.items() for text in texts]
    return Conflict(
        "somebody else changed this proof",
        when=when,
        changes=differences(stored, form),
        resubmit=here,
        values=[*values, ("base", base)],
        back=here,
    )


def _page(
    session: Session, desk: Desk, form: ReportForm, upload: ProofPaperForm | None = None
) -> str:
    case, proof, shape = desk.view.case, desk.proof, desk.basis.shape
    own = is_applicant(desk.view)
    return render_template(
        "proof/edit.html",
        **frame(desk.view, ""),
        proof=proof,
        name=name_of(proof),
        part=part_name(proof.part),
        period=reported_period(proof, desk.basis.part),
        due_text=due_text(proof, audience(desk.view)),
        shape=shape,
        form=form,
        base=base_of(desk.draft),
        own=own,
        cell=cell,
        goals=[(goal, *goal_names(place)) for place, goal in enumerate(shape.goals)],
        category=lambda kind: say(f"category.{kind}"),
        source=lambda kind: say(f"fund_source.{kind}"),
        papers=paper_rows(case, papers_for(desk.view.actor, session, case, proof), proof=proof),
        upload=upload or _upload_form(desk),
        hand_in=hand_in_address(desk.view, proof),
        may_hand_in=not own or Role.SIGNATORY in desk.view.actor.roles_on(case.organisation_id),
    )


def _upload_form(desk: Desk, kind: str | None = None) -> ProofPaperForm:
    kinds = {one: paper_name(one) for one in paper_kinds(desk.view.case, desk.proof)}
    return ProofPaperForm(kinds=kinds, kind=kind)


def _papers_at(_made: str, ref: str, proof_ref: str) -> str:
    return url_for("proof.edit", ref=ref, proof_ref=proof_ref, _anchor="unterlagen")


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
            return _page(session, desk, form_of(desk.basis, desk.draft), form), 422
    flash(f"„{paper.filename}“ ist gespeichert.", "success")
    return redirect(url_for("proof.edit", ref=ref, proof_ref=proof_ref) + "#unterlagen", 303)


@blueprint.post("/<ref>/nachweis/<proof_ref>/unterlagen/<paper_ref>/entfernen")
@permit(Permission.OWN_CASE_EDIT, Permission.CASE_WORK)
def remove(ref: str, proof_ref: str, paper_ref: str) -> Response:
    """Takes a paper out again."""
    remove_report_paper(current_actor(), ref, proof_ref, paper_ref)
    flash("Die Unterlage ist entfernt.", "success")
    return redirect(url_for("proof.edit", ref=ref, proof_ref=proof_ref) + "#unterlagen", 303)
