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
from wirgrants.errors import Conflict, NotAllowed, NotFound
from wirgrants.models import Proof
from wirgrants.services.proofs import name_of, proof_of, reported_period
from wirgrants.services.proofs_basis import ProofBasis, basis_of
from wirgrants.services.proofs_draft import (
    HANDED_IN,
    OPEN,
    ReportInput,
    base_of,
    draft_for,
    form_of,
    save_report,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.blueprint import typed_texts
from wirgrants.web.case import audience, case_view, frame, is_applicant
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.proof.blueprint import address, blueprint
from wirgrants.web.proof.shown import due_text
from wirgrants.web.tabs import CaseView
from wirgrants.web.typed import differences
from workflows.states import Role
from workflows.wording import say

_MORE_ROWS = 8
_BUTTONS = frozenset({"save", "add", "papers", "next"})


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
            return _page(desk, form_of(desk.basis, desk.draft, blank=blank))
        typed = {name: texts for name, texts in typed_texts().items() if name not in _BUTTONS}
        form = report_form(desk.basis.shape, Texts(typed))
        readable = form.validate()
        if too_long_to_keep(typed):
            return _page(desk, form), 422
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
    if "papers" in request.form:
        return redirect(address("papers", desk.view.case, desk.proof), 303)
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


def _page(desk: Desk, form: ReportForm) -> str:
    proof, shape = desk.proof, desk.basis.shape
    return render_template(
        "proof/edit.html",
        **framed(desk),
        period=reported_period(proof, desk.basis.part),
        due_text=due_text(proof, audience(desk.view)),
        shape=shape,
        form=form,
        base=base_of(desk.draft),
        cell=cell,
        goals=[(goal, *goal_names(place)) for place, goal in enumerate(shape.goals)],
        category=lambda kind: say(f"category.{kind}"),
        source=lambda kind: say(f"fund_source.{kind}"),
    )


def framed(desk: Desk) -> dict[str, Any]:
    """What the pages on which a proof is written share: its name, and the way to hand it in."""
    view, own = desk.view, is_applicant(desk.view)
    return {
        **frame(view, ""),
        "proof": desk.proof,
        "name": name_of(desk.proof),
        "part": part_name(desk.proof.part),
        "own": own,
        "hand_in": hand_in_address(view, desk.proof),
        "may_hand_in": not own or Role.SIGNATORY in view.actor.roles_on(view.case.organisation_id),
    }
