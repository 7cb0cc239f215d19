"""Calls: prepare, show, change and settle the figures."""

from datetime import time
from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms import Form

from forms.base import HouseForm
from forms.call import (
    CallForm,
    decided,
    figures_form,
    kept_entries,
)
from forms.figure_field import shown
from wirgrants import clock
from wirgrants.models import Call
from wirgrants.services import calls as service
from wirgrants.services.calendar import holidays_around
from wirgrants.services.call_state import call_state
from wirgrants.services.calls import CallValues, FigureAnswer, load_call
from wirgrants.services.house_events import PROGRAMME, house_lines
from wirgrants.services.snapshot import call_terms
from wirgrants.unit_of_work import read_only
from wirgrants.web.admin_answer import Answer, FormPage, done, take
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.once import once
from wirgrants.web.posted import posted, posted_version, shown_version
from wirgrants.web.programme import STATES
from wirgrants.web.programme_log import entries
from wirgrants.web.versions import is_historic
from workflows import registry
from workflows.due import call_closing
from workflows.finder import DEADLINE_KEYS
from workflows.guideline import Guideline
from workflows.wording import say

blueprint = Blueprint("call", __name__, url_prefix="/programm/aufrufe")


def versions() -> dict[str, str]:
    """Every line and version, "line|version" to its label, newest first within a line."""
    today = clock.today()
    return {
        f"{g.line}|{g.version}": f"{say(f'line.{g.line}.name')}, Fassung {g.version}"
        + (" (abgelöst)" if is_historic(g, today) else "")
        for g in registry.guidelines()
    }


def figure_names(guideline: Guideline) -> dict[str, str]:
    """The German names of the guideline's figures."""
    return {key: say(f"figure.name.{key}") for key in guideline.figures}


def crumbs(call: Call | None, here: str | None) -> list[tuple[str, str | None]]:
    """The trail of a page of a call: the programme, the call, and what is done here."""
    trail: list[tuple[str, str | None]] = [("Programm", url_for("programme.overview"))]
    if call is not None:
        trail.append((call.title, url_for("call.show", ref=call.ref) if here else None))
    return [*trail, (here, None)] if here else trail


def _values(form: CallForm) -> CallValues:
    line, _, version = form["line_version"].data.partition("|")
    opens_at, closes_at = form.opening(), form.closing()
    if opens_at is None or closes_at is None:
        raise ValueError("an invalid form has no values")
    return CallValues(
        line=line,
        version=version,
        title=form["title"].data,
        text=(form["text"].data or "").replace("\r\n", "\n"),
        years=tuple(range(form["first_year"].data, form["last_year"].data + 1)),
        opens_at=opens_at,
        closes_at=closes_at,
        closing_is_fixed_day=bool(form["closing_is_fixed_day"].data),
    )


def _form_of(call: Call | None, formdata: Any) -> CallForm:
    kept: dict[str, Any] = {"opens_at": time(0, 0), "closes_at": time(23, 59)}
    if call is None:
        year = clock.today().year + 1
        wanted = request.args.get("linie", "")
        kept |= {"first_year": year, "last_year": year, "line_version": wanted}
    else:
        opens, closes = (m.astimezone(clock.BERLIN) for m in (call.opens_at, call.closes_at))
        kept |= {
            "line_version": f"{call.line}|{call.version}",
            "title": call.title,
            "text": call.text,
            "first_year": min(call.years),
            "last_year": max(call.years),
            "opens_on": opens.date(),
            "opens_at": opens.time(),
            "closes_on": closes.date(),
            "closes_at": closes.time(),
            "closing_is_fixed_day": call.closing_is_fixed_day,
        }
    form = CallForm(formdata, data=kept)
    form.offer(versions())
    return form


@blueprint.route("/neu", methods=["GET", "POST"])
@permit(Permission.CALL_MANAGE)
@once(lambda made: url_for("call.figures", ref=made))
def prepare() -> Answer:
    """Prepare a call; its figures follow on the next page."""
    form = _form_of(None, posted())
    page = FormPage(
        title="Förderaufruf anlegen",
        lead="Der Aufruf bleibt unsichtbar, bis Sie ihn bekannt machen.",
        button="Förderaufruf anlegen",
        back=url_for("programme.overview"),
        crumbs=crumbs(None, "Förderaufruf anlegen"),
        once=True,
    )

    def run() -> Any:
        ref = service.prepare_call(current_actor(), _values(form))
        return done("Der Förderaufruf ist angelegt.", url_for("call.figures", ref=ref))

    return take(form, page, run)


@blueprint.get("/<ref>")
@permit(Permission.CALL_MANAGE)
def show(ref: str) -> str:
    """A call with its terms, every figure with source and mark, and its log."""
    with read_only() as session:
        call = load_call(session, ref)
        guideline = service.guideline_of(call)
        state = call_state(call, clock.now())
        return render_template(
            "programme/call.html",
            call=call,
            state=state,
            state_words=STATES[state],
            extendable=service.can_be_extended(call, clock.now()),
            guideline=guideline,
            line_name=say(f"line.{call.line}.name"),
            closing=call_closing(call_terms(call), holidays_around(clock.day_of(call.closes_at))),
            deadlines=_deadlines(guideline),
            figures=_figure_rows(call, guideline),
            unsettled=[say(f"figure.name.{figure.key}") for figure in service.unsettled(call)],
            events=entries(house_lines(session, PROGRAMME, subject_ref=ref, limit=12)),
        )


def _deadlines(guideline: Guideline) -> list[tuple[str, str]]:
    return [
        (
            "Antragsfrist der Richtlinie"
            if part == "*"
            else f"Antragsfrist „{say(f'part.name.{part}')}“",
            f"{say(DEADLINE_KEYS[rule.kind])} ({rule.clause.german()})",
        )
        for part, rule in guideline.deadline.items()
    ]


def _figure_rows(call: Call, guideline: Guideline) -> list[dict[str, Any]]:
    told = call_terms(call).figures
    return [
        {
            "label": say(f"figure.name.{key}"),
            "shipped": figure,
            "used": told.get(key, figure),
            "text": shown(told.get(key, figure)),
            "shipped_text": shown(figure),
            "source": figure.clause.german(),
            "open": figure.needs_confirmation and key not in told,
        }
        for key, figure in guideline.figures.items()
    ]


@blueprint.route("/<ref>/bearbeiten", methods=["GET", "POST"])
@permit(Permission.CALL_MANAGE)
def edit(ref: str) -> Answer:
    """Change the terms of a call that is still being prepared."""
    with read_only() as session:
        call = load_call(session, ref)
        form = _form_of(call, posted())
        page = FormPage(
            title="Förderaufruf ändern",
            lead="Eine andere Fassung der Richtlinie hat andere Werte; sie sind neu zu prüfen.",
            button="Änderungen speichern",
            back=url_for("call.show", ref=ref),
            crumbs=crumbs(call, "Ändern"),
            version=shown_version(call.row_version),
        )

        def run() -> Any:
            service.change_call(current_actor(), ref, _values(form), posted_version())
            return done("Der Förderaufruf ist geändert.", page.back)

        return take(form, page, run, lambda: _stored(ref, lambda c, _: _form_of(c, None)))


def _stored(ref: str, make: Any) -> tuple[Form, int]:
    with read_only() as session:
        call = load_call(session, ref)
        session.refresh(call)
        return make(call, session), call.row_version


@blueprint.route("/<ref>/werte", methods=["GET", "POST"])
@permit(Permission.CALL_MANAGE)
def figures(ref: str) -> Answer:
    """Confirm or replace the figures that are not sourced."""
    with read_only() as session:
        call = load_call(session, ref)
        guideline = service.guideline_of(call)
        form = _figures_form(call, guideline, posted())
        page = FormPage(
            title="Werte bestätigen oder ersetzen",
            lead="Belegte Werte gelten unverändert. Die anderen bestätigen Sie oder ersetzen sie "
            "mit einer Begründung; sie steht überall, wo der Wert verwendet wird.",
            button="Werte speichern",
            back=url_for("call.show", ref=ref),
            crumbs=crumbs(call, "Werte"),
            version=shown_version(call.row_version),
            template="programme/figures.html",
            values={
                "figures": guideline.figures,
                "rows": _figure_rows(call, guideline),
                "shown": shown,
            },
        )

        def run() -> Any:
            answers = {
                key: FigureAnswer(value=value, reason=reason)
                for key, (value, reason) in decided(form, guideline.figures).items()
            }
            service.set_figures(current_actor(), ref, answers, posted_version())
            return done("Die Werte sind gespeichert.", page.back)

        return take(
            form,
            page,
            run,
            lambda: _stored(ref, lambda c, _: _figures_form(c, guideline, None)),
        )


def _figures_form(call: Call, guideline: Guideline, formdata: Any) -> HouseForm:
    figures = guideline.figures
    return figures_form(
        figures, figure_names(guideline), formdata, kept_entries(figures, call.figures)
    )
