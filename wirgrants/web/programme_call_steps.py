"""Steps of a call: announce, open early, extend and close."""

from datetime import time
from typing import Any

from flask import url_for
from wtforms import Form

from forms.base import HouseForm
from forms.call import ExtensionForm, ReasonForm
from wirgrants.services import calls as service
from wirgrants.services.call_state import CallState
from wirgrants.services.calls import load_call
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.posted import posted, posted_version, shown_version
from wirgrants.web.presentation import moment
from wirgrants.web.programme_calls import blueprint, crumbs
from workflows.wording import say


def _step(
    ref: str, title: str, lead: str, button: str, form: Form, run: Any, tone: str = "primary"
) -> Answer:
    """A page that asks once more before a step, with the call's terms beside it."""
    with read_only() as session:
        call = load_call(session, ref)
        page = FormPage(
            title=title,
            lead=lead,
            button=button,
            tone=tone,
            back=url_for("call.show", ref=ref),
            crumbs=crumbs(call, title),
            version=shown_version(call.row_version),
            facts=(
                ("Förderschwerpunkt", f"{say(f'line.{call.line}.name')}, Fassung {call.version}"),
                ("Haushaltsjahre", ", ".join(str(year) for year in call.years)),
                ("Anträge möglich ab", moment(call.opens_at)),
                ("Antragsschluss", moment(call.closes_at)),
            ),
        )
        return take(form, page, run)


@blueprint.route("/<ref>/bekanntmachen", methods=["GET", "POST"])
@permit(Permission.CALL_MANAGE)
def announce(ref: str) -> Answer:
    """Make the call public, once every figure is settled."""

    def run() -> Any:
        state = service.announce_call(current_actor(), ref, posted_version())
        said = "offen" if state is CallState.OPEN else "angekündigt"
        return done(f"Der Förderaufruf ist bekannt gemacht und {said}.", _at(ref))

    return _step(
        ref,
        "Förderaufruf bekannt machen",
        "Der Aufruf erscheint im Fördercheck und bei den Organisationen. Zwischen Öffnung und "
        "Antragsschluss nimmt er Anträge an. Danach lassen sich seine Bedingungen und Werte nicht "
        "mehr ändern, nur die Frist lässt sich verlängern.",
        "Jetzt bekannt machen",
        HouseForm(posted()),
        run,
    )


@blueprint.route("/<ref>/oeffnen", methods=["GET", "POST"])
@permit(Permission.CALL_MANAGE)
def open_now(ref: str) -> Answer:
    """Open an announced call before its time."""
    form = ReasonForm(posted())

    def run() -> Any:
        service.open_call_now(current_actor(), ref, form["reason"].data, posted_version())
        return done("Der Förderaufruf ist geöffnet.", _at(ref))

    return _step(
        ref,
        "Förderaufruf jetzt öffnen",
        "Ab sofort können Organisationen Anträge beginnen und einreichen.",
        "Jetzt öffnen",
        form,
        run,
    )


@blueprint.route("/<ref>/verlaengern", methods=["GET", "POST"])
@permit(Permission.CALL_MANAGE)
def extend(ref: str) -> Answer:
    """Let the call close later."""
    form = ExtensionForm(posted(), data={"closes_at": time(23, 59)})

    def run() -> Any:
        actor, reason = current_actor(), form["reason"].data
        service.extend_call(actor, ref, form.closing(), reason, posted_version())
        return done("Die Antragsfrist ist verlängert.", _at(ref))

    return _step(
        ref,
        "Antragsfrist verlängern",
        "Anträge, die bis zum neuen Antragsschluss eingehen, gelten als rechtzeitig.",
        "Frist verlängern",
        form,
        run,
    )


@blueprint.route("/<ref>/schliessen", methods=["GET", "POST"])
@permit(Permission.CALL_MANAGE)
def close(ref: str) -> Answer:
    """Close the call before its time."""
    form = ReasonForm(posted())

    def run() -> Any:
        service.close_call(current_actor(), ref, form["reason"].data, posted_version())
        return done("Der Förderaufruf ist geschlossen.", _at(ref))

    return _step(
        ref,
        "Förderaufruf schließen",
        "Anträge, die jetzt noch eingehen, werden angenommen und als verspätet gekennzeichnet. "
        "Ein geschlossener Aufruf lässt sich nicht wieder öffnen.",
        "Jetzt schließen",
        form,
        run,
    )


def _at(ref: str) -> str:
    return url_for("call.show", ref=ref)
