"""Lifecycles as pictures: public pages, and a tab of the case with its state marked."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from markupsafe import Markup

from wirgrants.web.case import EVERYONE, audience
from wirgrants.web.guards import public
from wirgrants.web.tabs import CaseView, Tab, register_tab
from workflows import registry
from workflows.diagram import svg
from workflows.lifecycle import Lifecycle
from workflows.procedures import SIDE_MACHINES, application_under
from workflows.progress import Audience, state_text
from workflows.states import AnyState, MachineName
from workflows.wording import say

blueprint = Blueprint("diagram", __name__, url_prefix="/hilfe/ablauf")


def drawn(
    flow: Lifecycle, present: AnyState | None = None, reader: Audience = Audience.STAFF
) -> Markup:
    """The lifecycle as SVG for a page."""
    # Made of our own definitions and catalogue, every text of it escaped by the drawing.
    return Markup(svg(flow, present, reader))  # noqa: S704


def told_state(flow: Lifecycle, present: AnyState, reader: Audience) -> AnyState:
    """The state to mark: for an applicant the first one of the same name.

    Applicants do not see whether an award or a rejection is proposed; a marked box would tell.
    """
    if reader is Audience.STAFF:
        return present
    name = state_text(flow.machine, present, reader)
    return next(s for s in flow.states if state_text(flow.machine, s, reader) == name)


def _links() -> dict[str, Any]:
    return {
        "lines": [
            (say(f"line.{line}.name"), url_for("diagram.show", name=line))
            for line in registry.lines()
        ],
        "procedures": [
            (say(f"machine.{machine.value}"), url_for("diagram.show", name=machine.value))
            for machine in SIDE_MACHINES
        ],
    }


@blueprint.get("/")
@public
def index() -> str:
    """All lifecycles that can be looked at."""
    return render_template("diagram/index.html", **_links())


@blueprint.get("/<name>")
@public
def show(name: str) -> str:
    """The lifecycle of a line's newest version, or of a side procedure."""
    side = {machine.value: flow for machine, flow in SIDE_MACHINES.items()}
    if name in side:
        title, flow = say(f"machine.{name}"), side[name]
    elif name in registry.lines():
        title = say(f"line.{name}.name")
        flow = application_under(registry.line(name).versions[0])
    else:
        abort(404)
    return render_template("diagram/show.html", title=title, picture=drawn(flow), **_links())


def _tab(view: CaseView) -> Mapping[str, Any]:
    reader = audience(view)
    present = told_state(view.lifecycle, view.case.state, reader)
    return {
        "picture": drawn(view.lifecycle, present, reader),
        "procedures": _links()["procedures"],
        "present": state_text(MachineName.APPLICATION, view.case.state, reader),
    }


register_tab(
    Tab(
        id="ablauf",
        label="Ablauf",
        order=90,
        roles=EVERYONE,
        template="diagram/tab.html",
        context=_tab,
    )
)
