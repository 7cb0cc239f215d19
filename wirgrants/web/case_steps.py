"""The steps of a case as its pages show them: buttons, rare ways, and what is not possible yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from wirgrants.services.offered import Offered
from wirgrants.web.actions import NEW, spec_of
from wirgrants.web.tabs import CaseView
from workflows.offering import Showing
from workflows.progress import action_label
from workflows.states import CLARIFICATION_OPEN, ApplicationState, MachineName


@dataclass(frozen=True, kw_only=True)
class Button:
    """One step that this person may take now; `apart` refuses, gives back or ends: no way on."""

    label: str
    href: str
    machine: MachineName
    action: str
    subject: str
    apart: bool = False


@dataclass(frozen=True, kw_only=True)
class NotYet:
    """One step for which something must come first; `about` names its procedure, if it has one."""

    label: str
    about: str
    machine: MachineName
    action: str
    subject: str
    reasons: tuple[str, ...]


def step_address(case_ref: str, machine: MachineName, subject: str, action: str) -> str | None:
    """Where the step is taken, or None when no page takes it."""
    spec = spec_of(machine, action)
    if spec is None:
        return None
    if spec.endpoint is not None:
        return url_for(spec.endpoint, ref=case_ref)
    return url_for("case.step", ref=case_ref, machine=machine.value, subject=subject, action=action)


FURTHER = "Weitere Nachforderung stellen"
_BREAKS_OFF = frozenset(
    {ApplicationState.WITHDRAWN, ApplicationState.LAPSED, ApplicationState.DECLINED}
)


def _stands_apart(one: Offered) -> bool:
    """What breaks the application off, and what needs a reason of a procedure that runs."""
    return one.step.target in _BREAKS_OFF or (one.step.needs_reason and bool(one.subject))


def _in_order(view: CaseView) -> list[Offered]:
    """By subject; what leads on comes first, records that move nothing and steps back after it."""
    places = {subject: n for n, subject in enumerate(one.subject for one in view.offered)}
    return sorted(
        view.offered,
        key=lambda one: (
            one.subject == "",
            places[one.subject],
            one.step.target in _BREAKS_OFF,
            one.step.source == one.step.target,
            one.step.needs_reason,
        ),
    )


def buttons(view: CaseView, showing: Showing = Showing.NOW) -> list[Button]:
    """The steps that this person may take now, of the application and of each procedure.

    With `Showing.ON_REQUEST` those that only somebody's letter makes possible.
    """
    return [
        Button(
            label=_label(view, one),
            href=href,
            machine=one.machine,
            action=one.step.action,
            subject=one.subject or NEW,
            apart=_stands_apart(one),
        )
        for one in _in_order(view)
        if one.showing is showing
        and (href := step_address(view.case.ref, one.machine, one.subject or NEW, one.step.action))
        is not None
    ]


def _label(view: CaseView, one: Offered) -> str:
    """The step's name; a request beside one that runs is named as the further one that it is."""
    if (one.machine, one.step.action) == (MachineName.CLARIFICATION, "ask") and any(
        p.state in CLARIFICATION_OPEN
        for p in view.procedures
        if p.machine is MachineName.CLARIFICATION
    ):
        return FURTHER
    return action_label(one.machine, one.step.action)


def buttons_of(view: CaseView, subject: str) -> list[tuple[str, str]]:
    """Label and address of the steps of one side procedure, for the tab that tells of it."""
    return [(one.label, one.href) for one in buttons(view) if one.subject == subject]


def not_yet(view: CaseView) -> list[NotYet]:
    """The steps of this person for which something must come first, with the reasons."""
    return list(_waiting(view))


def _waiting(view: CaseView) -> Iterator[NotYet]:
    named = {p.ref: p.name for p in view.procedures}
    for one in _in_order(view):
        if one.showing is Showing.NOT_YET:
            yield NotYet(
                label=action_label(one.machine, one.step.action),
                about=named.get(one.subject, ""),
                machine=one.machine,
                action=one.step.action,
                subject=one.subject or NEW,
                reasons=one.reasons,
            )


def offered_one(view: CaseView, machine: MachineName, subject: str, action: str) -> Offered | None:
    """The step as it is offered now; None when this person has no such step here."""
    wanted = (machine, "" if subject == NEW else subject, action)
    return next(
        (one for one in view.offered if (one.machine, one.subject, one.step.action) == wanted),
        None,
    )


def can_be_taken(offer: Offered) -> bool:
    """Whether a page with the step's form is of use to this person now."""
    return offer.showing in (Showing.NOW, Showing.ON_REQUEST)
