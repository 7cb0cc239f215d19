"""The case page for everyone who may see the case: where it stands, who must act, what is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from forms.fitting_sections import part_name
from wirgrants import clock
from wirgrants.models.application import FundingCase
from wirgrants.services.access import Actor, load_case
from wirgrants.services.overview import Procedure, latest_events, procedures
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import NEW, spec_of
from wirgrants.web.case_log import READ, SHOWN, shown_entries
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.tabs import CaseView, Tab, register_tab, tab_of, tabs_for
from workflows import registry
from workflows.lifecycle import Lifecycle, roles_on_case
from workflows.procedures import SIDE_MACHINES, application_of
from workflows.progress import (
    Audience,
    Stage,
    action_label,
    coming,
    stages,
    state_text,
    who_is_next,
)
from workflows.states import AnyState, ApplicationState, MachineName, Role
from workflows.wording import say

blueprint = Blueprint("case", __name__, url_prefix="/vorgang")

OVERVIEW = "uebersicht"
EVERYONE = frozenset(Role) - {Role.SYSTEM}


def case_view(session: Any, ref: str, actor: Actor | None = None) -> CaseView:
    """The case with its law as this person may see it; NotFound for strangers."""
    person = actor or current_actor()
    case = load_case(session, person, ref)
    return CaseView(
        session=session,
        actor=person,
        case=case,
        guideline=registry.guideline(case.line, case.version),
        lifecycle=application_of(case.variant),
        day=clock.today(),
    )


@dataclass(frozen=True, kw_only=True)
class Button:
    """One step that this person may take now."""

    label: str
    href: str
    machine: MachineName
    action: str
    subject: str


def is_applicant(view: CaseView) -> bool:
    """Whether this person acts for the applicant on this case."""
    return view.actor.belongs_to(view.case.organisation_id)


def audience(view: CaseView) -> Audience:
    """Which of the two wordings this person reads."""
    return Audience.APPLICANT if is_applicant(view) else Audience.STAFF


def held_roles(view: CaseView) -> frozenset[Role]:
    """The person's roles on this case; whoever belongs to the applicant holds no staff role."""
    return roles_on_case(view.actor.roles_on(view.case.organisation_id), belongs=is_applicant(view))


def step_address(case_ref: str, machine: MachineName, subject: str, action: str) -> str | None:
    """Where the step is taken, or None when no page takes it."""
    spec = spec_of(machine, action)
    if spec is None:
        return None
    if spec.endpoint is not None:
        return url_for(spec.endpoint, ref=case_ref)
    return url_for("case.step", ref=case_ref, machine=machine.value, subject=subject, action=action)


_BREAKS_OFF = frozenset({ApplicationState.WITHDRAWN, ApplicationState.LAPSED})


def _buttons(
    view: CaseView, machine: MachineName, subject: str, flow: Lifecycle, state: AnyState | None
) -> list[Button]:
    found = []
    # What leads on comes first; records that move nothing and steps back come after it.
    ways = sorted(
        flow.open_steps(state, held_roles(view)),
        key=lambda step: (
            step.target in _BREAKS_OFF,
            step.source == step.target,
            step.needs_reason,
        ),
    )
    for step in ways:
        href = step_address(view.case.ref, machine, subject, step.action)
        if href is not None:
            found.append(
                Button(
                    label=action_label(machine, step.action),
                    href=href,
                    machine=machine,
                    action=step.action,
                    subject=subject,
                )
            )
    return found


# In which states of the application a side procedure may be begun.
_BEGINS: Mapping[MachineName, frozenset[ApplicationState]] = {
    MachineName.CLARIFICATION: frozenset(
        {
            ApplicationState.FILED,
            ApplicationState.FORMAL_CHECK,
            ApplicationState.TARGET_AGREEMENT,
            ApplicationState.EXPERT_VOTE,
            ApplicationState.MUNICIPAL_STATEMENT,
            ApplicationState.JURY,
            ApplicationState.READY,
        }
    ),
    MachineName.PAYMENT: frozenset(
        {
            ApplicationState.RUNNING,
            ApplicationState.RESOLUTION_PENDING,
            ApplicationState.RESOLVED,
            ApplicationState.SETTLING,
        }
    ),
    MachineName.CHANGE: frozenset({ApplicationState.ACCEPTED, ApplicationState.RUNNING}),
    MachineName.RECOVERY: frozenset({ApplicationState.RECOVERING}),
}


def may_begin(machine: MachineName, state: ApplicationState) -> bool:
    """Whether a procedure of this machine may be begun while the application is in this state."""
    return state in _BEGINS.get(machine, frozenset())


def open_buttons(view: CaseView, open_procedures: Sequence[Procedure]) -> list[Button]:
    """Every step that this person may try now, of the application and of each open procedure."""
    case = view.case
    found = _buttons(view, MachineName.APPLICATION, case.ref, view.lifecycle, case.state)
    for procedure in open_procedures:
        flow = SIDE_MACHINES[procedure.machine]
        found += _buttons(view, procedure.machine, procedure.ref, flow, procedure.state)
    for machine, flow in SIDE_MACHINES.items():
        if may_begin(machine, case.state):
            found += _buttons(view, machine, NEW, flow, None)
    return found


def next_step(view: CaseView, open_procedures: Sequence[Procedure]) -> dict[str, Any]:
    """Who must act, what and until when.

    What waits for the reader comes first, then what is due first; an open side procedure comes
    before the application, because the application waits for it.
    """
    held = held_roles(view)
    waiting = [p for p in open_procedures if not p.ended and who_is_next(p.machine, p.state)]
    machine: MachineName = MachineName.APPLICATION
    state: AnyState = view.case.state
    due = view.case.due_on
    if waiting and view.case.state is not ApplicationState.DRAFT:
        first = min(
            waiting,
            key=lambda p: (
                not who_is_next(p.machine, p.state) & held,
                p.due_on or date.max,
                p.number,
            ),
        )
        machine, state, due = first.machine, first.state, first.due_on
    ahead = coming(machine, state, audience(view))
    return {
        "who": ahead.who,
        "what": ahead.what,
        "until": due if ahead.roles else None,
        "mine": bool(ahead.roles & held),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {"label": stage.text, "status": stage.status.value, "note": None}


def frame(view: CaseView, current: str) -> dict[str, Any]:
    """What every page of a case shows: heading, stepper, tabs."""
    case = view.case
    reader = audience(view)
    review = view.guideline.target_agreement or view.guideline.expert_review
    return {
        "case": case,
        "view": view,
        "line_name": say(f"line.{case.line}.name"),
        "state_label": state_text(MachineName.APPLICATION, case.state, reader),
        "steps": [_stage(s) for s in stages(case.variant, case.state, reader, review=review)],
        "tabs": [(tab.label, tab_href(case, tab), tab.id == current) for tab in tabs_for(view)],
        "applicant_side": is_applicant(view),
    }


def tab_href(case: FundingCase, tab: Tab) -> str:
    """The address of a tab; the overview is the case's own address."""
    if tab.id == OVERVIEW:
        return url_for("case.show", ref=case.ref)
    return url_for("case.tab", ref=case.ref, tab_id=tab.id)


def overview_context(view: CaseView) -> Mapping[str, Any]:
    """The overview: next step, open steps, procedures, latest entries of the log."""
    found = procedures(view.session, view.case.id)
    own = is_applicant(view)
    lines = latest_events(view.session, view.case.id, READ if own else SHOWN)
    return {
        "next": next_step(view, found),
        "buttons": open_buttons(view, found),
        "procedures": [
            {
                "row": p,
                "name": say(f"machine.{p.machine.value}"),
                "part": part_name(p.part) if p.part else "",
                "state": state_text(p.machine, p.state, audience(view)),
            }
            for p in found
        ],
        "events": shown_entries(lines, applicant=own),
    }


register_tab(
    Tab(
        id=OVERVIEW,
        label="Übersicht",
        order=0,
        roles=EVERYONE,
        template="case/overview.html",
        context=overview_context,
    )
)


def _render(ref: str, tab_id: str) -> str:
    with read_only() as session:
        view = case_view(session, ref)
        tab = tab_of(view, tab_id)
        if tab is None:
            abort(404)
        return render_template(tab.template, **frame(view, tab.id), **tab.context(view))


@blueprint.get("/<ref>")
@permit(Permission.CASE_READ)
def show(ref: str) -> str:
    """The overview of a case."""
    return _render(ref, OVERVIEW)


@blueprint.get("/<ref>/<tab_id>")
@permit(Permission.CASE_READ)
def tab(ref: str, tab_id: str) -> str:
    """One tab of a case; a tab that this person may not see is answered as missing."""
    return _render(ref, tab_id)
