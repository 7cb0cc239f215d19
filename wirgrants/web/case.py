"""The case page for everyone who may see the case: where it stands, who must act, what is open."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from forms.fitting_sections import part_name
from wirgrants import clock
from wirgrants.models.application import FundingCase
from wirgrants.services.access import Actor, load_case
from wirgrants.services.casework import may_assign
from wirgrants.services.overview import Procedure, latest_events
from wirgrants.services.proofs_draft import OPEN
from wirgrants.services.waiting import PROVEN
from wirgrants.unit_of_work import read_only
from wirgrants.web.case_log import READ, SHOWN, shown_entries
from wirgrants.web.case_steps import Button, buttons, not_yet
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.tabs import CaseView, Tab, register_tab, tab_of, tabs_for
from workflows import registry
from workflows.lifecycle import roles_on_case
from workflows.offering import Showing
from workflows.procedures import application_of
from workflows.progress import (
    Audience,
    Stage,
    coming,
    stages,
    state_text,
    waits_now,
    who_is_next,
)
from workflows.states import AnyState, ApplicationState, MachineName, Role
from workflows.wording import say

blueprint = Blueprint("case", __name__, url_prefix="/vorgang")

OVERVIEW = "uebersicht"
WRITE_PROOF = "Nachweis bearbeiten"
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


def is_applicant(view: CaseView) -> bool:
    """Whether this person acts for the applicant on this case."""
    return view.actor.belongs_to(view.case.organisation_id)


def audience(view: CaseView) -> Audience:
    """Which of the two wordings this person reads."""
    return Audience.APPLICANT if is_applicant(view) else Audience.STAFF


def held_roles(view: CaseView) -> frozenset[Role]:
    """The person's roles on this case; whoever belongs to the applicant holds no staff role."""
    return roles_on_case(view.actor.roles_on(view.case.organisation_id), belongs=is_applicant(view))


# What begins the side procedure that a state of the application is there for.
_BEGINS = {
    ApplicationState.RUNNING: (MachineName.PAYMENT, "request"),
    ApplicationState.RECOVERING: (MachineName.RECOVERY, "open_hearing"),
}


# Where nothing leads on, the check list says why; nobody is led to a refusal.
_EXAMINED = frozenset({ApplicationState.FORMAL_CHECK, ApplicationState.READY})
_CHECK_LIST = "pruefung"
# What an officer may decide beside the check; it does not lead on.
_BESIDE = frozenset({"permit_early_start"})


def _leading(view: CaseView, ahead: Mapping[str, Any], found: Sequence[Button]) -> list[Button]:
    """The buttons in the box of whoever must act, the one that leads on first."""
    if not ahead["mine"]:
        return []
    begins = _BEGINS.get(view.case.state) if ahead["subject"] == view.case.ref else None
    if any(one.action == "close_recovery" for one in found):
        # Nothing is left to claim: the case leaves the recovery, another hearing is the exception.
        begins = (MachineName.APPLICATION, "close_recovery")
    first = [one for one in found if (one.machine, one.action) == begins]
    onward = [one for one in found if one.subject == ahead["subject"] and not one.apart]
    examines = Role.CASE_OFFICER in held_roles(view) and view.case.state in _EXAMINED
    if (
        examines
        and ahead["subject"] == view.case.ref
        and not any(one.action not in _BESIDE for one in onward)
    ):
        onward.insert(0, _to_check_list(view))
    return first + [one for one in onward if one not in first]


def _writing(view: CaseView) -> list[Button]:
    """Where the applicant's people write the proofs that are still to be handed in."""
    if not (is_applicant(view) and held_roles(view)):
        return []
    return [
        Button(
            label=WRITE_PROOF,
            href=url_for("proof.edit", ref=view.case.ref, proof_ref=one.ref),
            machine=MachineName.PROOF,
            action="",
            subject=one.ref,
        )
        for one in view.procedures
        if one.machine is MachineName.PROOF and one.state in OPEN
    ]


def _to_check_list(view: CaseView) -> Button:
    return Button(
        label="Zur Prüfung",
        href=url_for("case.tab", ref=view.case.ref, tab_id=_CHECK_LIST),
        machine=MachineName.APPLICATION,
        action="",
        subject=view.case.ref,
    )


def next_step(view: CaseView, open_procedures: Sequence[Procedure]) -> dict[str, Any]:
    """Who must act, what and until when, and about what ("subject", as in the buttons).

    What waits for the reader comes first, then what is due first; an open side procedure comes
    before the application, because the application waits for it.
    """
    held = held_roles(view)
    waiting = [
        p
        for p in open_procedures
        if not p.ended and waits_now(p.machine, p.state, p.due_on, view.day)
    ]
    machine: MachineName = MachineName.APPLICATION
    state: AnyState = view.case.state
    due, subject = view.case.due_on, view.case.ref
    proven = view.case.due_what == PROVEN
    if waiting and view.case.state is not ApplicationState.DRAFT:
        first = min(
            waiting,
            key=lambda p: (
                not who_is_next(p.machine, p.state) & held,
                p.due_on or date.max,
                p.number,
            ),
        )
        machine, state, subject = first.machine, first.state, first.ref
        due, proven = first.until, False
    ahead = coming(machine, state, audience(view), proven=proven)
    return {
        "who": ahead.who,
        "what": ahead.what,
        "until": due if ahead.roles else None,
        "mine": bool(ahead.roles & held),
        "subject": subject,
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
    found = view.procedures
    own = is_applicant(view)
    lines = latest_events(view.session, view.case.id, READ if own else SHOWN)
    ahead, steps = next_step(view, found), [*buttons(view), *_writing(view)]
    leading = _leading(view, ahead, steps)
    return {
        # Of the office nobody is told to act who has no step: it is another person's turn.
        "next": {**ahead, "mine": ahead["mine"] and (own or bool(leading))},
        "leading": leading,
        "buttons": steps,
        "on_request": buttons(view, Showing.ON_REQUEST),
        "not_yet": not_yet(view),
        "procedures": [
            {
                "row": p,
                "name": p.name,
                "part": part_name(p.part) if p.part else "",
                "state": state_text(p.machine, p.state, audience(view)),
            }
            for p in found
        ],
        "events": shown_entries(lines, applicant=own),
        "internal": not own and view.case.filed_at is not None,
        "assigns": not own and may_assign(view.actor, view.case),
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
