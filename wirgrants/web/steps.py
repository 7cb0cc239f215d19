"""The page on which a step is asked for and taken: one form, one service verb, one message."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Form

from wirgrants.errors import BudgetExhausted, Conflict, NotFound, Refused
from wirgrants.services.offered import Offered
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import NEW, ActionSpec, FormMaker, Runner, StepView, spec_of
from wirgrants.web.case import blueprint, case_view, frame, held_roles
from wirgrants.web.case_steps import can_be_taken, offered_one
from wirgrants.web.guards import Permission, permit
from wirgrants.web.late_steps import labelled, over_page, stand_of, with_fresh_marks
from wirgrants.web.obligations_due import due_on_step
from wirgrants.web.once import once
from wirgrants.web.posted import shown_version
from wirgrants.web.tabs import CaseView
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.offering import Showing
from workflows.procedures import lifecycle
from workflows.progress import Audience, action_hint, action_label
from workflows.states import AnyState, MachineName

Answer = str | Response | tuple[str, int]
_PREVIEW = "preview"


def _subject_state(view: CaseView, machine: MachineName, subject: str) -> AnyState | None:
    if machine is MachineName.APPLICATION:
        if subject != view.case.ref:
            raise NotFound
        return view.case.state
    if subject == NEW:
        return None
    found = {p.ref: p for p in view.procedures}
    if subject not in found or found[subject].machine is not machine:
        raise NotFound
    return found[subject].state


def _offer(view: CaseView, machine: MachineName, subject: str, action: str) -> Offered:
    """The step as it is offered now. Raises StepNotOpen."""
    state = _subject_state(view, machine, subject)
    flow = lifecycle(machine, view.case.variant)
    step = flow.step(state, action)
    if not step.roles & held_roles(view):
        raise StepNotOpen(action, str(state), "role")
    offer = offered_one(view, machine, subject, action)
    if offer is None or (subject == NEW and offer.showing is Showing.NEVER):
        raise StepNotOpen(action, view.case.state.value, "state")
    return offer


def _step_view(
    view: CaseView, machine: MachineName, subject: str, action: str, version: int
) -> StepView:
    return StepView(
        actor=view.actor,
        case_ref=view.case.ref,
        machine=machine,
        subject_ref=subject,
        action=action,
        state=_subject_state(view, machine, subject),
        version=version,
        variant=view.case.variant,
        guideline=view.guideline,
        day=view.day,
        title=view.case.title,
        number=view.case.number or "",
    )


def _formdata() -> MultiDict[str, Any] | None:
    if request.method != "POST":
        return None
    data: MultiDict[str, Any] = MultiDict(request.form)
    for name, upload in request.files.items(multi=True):
        data.add(name, upload)
    return data


def _page(
    frame_values: dict[str, Any],
    step: StepView,
    spec: ActionSpec,
    form: Form,
    refusal: StepRefused | Refused | BudgetExhausted | None = None,
    late: Mapping[str, Any] | None = None,
) -> str:
    reader = Audience.APPLICANT if frame_values["applicant_side"] else Audience.STAFF
    return render_template(
        spec.template,
        **frame_values,
        **spec.context(step),
        step=step,
        spec=spec,
        form=form,
        refusal=refusal,
        late=late,
        label=action_label(step.machine, step.action),
        hint=action_hint(step.machine, step.action, reader),
        once=True,
        due_obligations=due_on_step(step),
    )


def _led_to(_made: str, ref: str, **_values: str) -> str:
    """A step is held by its version; a preview changes none, its form counts by its token."""
    return request.path if _PREVIEW in request.form else url_for("case.show", ref=ref)


def not_yet_page(frame_values: Mapping[str, Any], offer: Offered) -> str:
    """Why a step is not possible now, without its form: nothing is typed in vain."""
    return render_template(
        "case/not_yet.html",
        **frame_values,
        label=action_label(offer.machine, offer.step.action),
        reasons=offer.reasons,
        waits=offer.showing is Showing.NOT_YET,
    )


@blueprint.route("/<ref>/schritt/<machine>/<subject>/<action>", methods=["GET", "POST"])
@permit(Permission.CASE_STEP)
@once(_led_to, demanded=lambda: _PREVIEW in request.form)
def step(ref: str, machine: str, subject: str, action: str) -> Answer:
    """Shows the form of a step, or takes the step.

    303 back to the case with a message; 422 with everything typed when the form or the law says
    no; 409 when the page is out of date or the step not open (any more), with everything typed as
    well; 404 for what this person may not see.
    """
    if machine not in {name.value for name in MachineName}:
        abort(404)
    name = MachineName(machine)
    spec = spec_of(name, action)
    if spec is None or spec.form is None or spec.run is None:
        abort(404)
    try:
        return _answer(ref, subject, spec, spec.form, spec.run)
    except (Conflict, StepNotOpen) as late:
        if request.method == "GET" or (isinstance(late, StepNotOpen) and late.why == "role"):
            raise
        return _too_late(ref, subject, spec, spec.form, late), 409


def _answer(ref: str, subject: str, spec: ActionSpec, make: FormMaker, run: Runner) -> Answer:
    with read_only() as session:
        view = case_view(session, ref)
        offer = _offer(view, spec.machine, subject, spec.action)
        version = shown_version(view.case.row_version)
        step_view = _step_view(view, spec.machine, subject, spec.action, version)
        frame_values = frame(view, "")
        if request.method == "GET" and not can_be_taken(offer):
            return not_yet_page(frame_values, offer)
        form = make(step_view, _formdata())
        if request.method == "GET":
            return _page(frame_values, step_view, spec, form)
        if not form.validate():
            return _page(frame_values, step_view, spec, form), 422
    previewing = spec.preview is not None and _PREVIEW in request.form
    take = spec.preview if previewing and spec.preview is not None else run
    try:
        message = take(step_view, form)
    except (StepRefused, Refused, BudgetExhausted) as refusal:
        with read_only() as session:
            view = case_view(session, ref)
            frame_values = frame(view, "")
            return _page(frame_values, step_view, spec, form, refusal), 422
    flash(message, "success")
    return redirect(request.path if previewing else url_for("case.show", ref=ref), 303)


def _too_late(
    ref: str, subject: str, spec: ActionSpec, make: FormMaker, late: Conflict | StepNotOpen
) -> str:
    """What was typed, on the present stand: in the form again, or to copy where there is none."""
    with read_only() as session:
        view = case_view(session, ref)
        stand = stand_of(view, late.message if isinstance(late, Conflict) else "")
        now = _step_view(view, spec.machine, subject, spec.action, view.case.row_version)
        try:
            offer = _offer(view, spec.machine, subject, spec.action)
        except StepNotOpen:
            return over_page(view, spec, stand, labelled(make, now, _formdata()))
        if not can_be_taken(offer):
            return over_page(view, spec, stand, labelled(make, now, _formdata()), offer.reasons)
        form = make(now, with_fresh_marks(make(now, None), _formdata()))
        return _page(frame(view, ""), now, spec, form, late=stand)
