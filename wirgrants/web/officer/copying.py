"""Copying the answers of a paper application: section by section, then frozen as a revision."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.base import HouseForm
from forms.fitting_sections import Section, SectionKind
from forms.plan import PlanShape
from wirgrants.errors import Refused
from wirgrants.models import FundingCase
from wirgrants.services.drafts import section_called
from wirgrants.services.drafts_content import (
    base_of,
    begun,
    plan_shape,
    section_values,
    sections_for,
)
from wirgrants.services.drafts_review import directory_of, unreadable, years_of
from wirgrants.services.intake import OPEN_STATES, copy_section, freeze_copy, refuse_unless_open
from wirgrants.services.register import load_register
from wirgrants.web.applicant.sections import Desk, fresh_form, sent_section
from wirgrants.web.case import frame, held_roles
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.blueprint import blueprint
from wirgrants.web.officer.desk import for_the_authority
from wirgrants.web.officer.pages import staff_view
from wirgrants.web.posted import shown_version
from wirgrants.web.tabs import CaseView, Tab, register_tab
from workflows.guideline import Guideline
from workflows.states import Role

TAB = "uebertragung"
_MORE_ROWS = 4


def context(view: CaseView) -> Mapping[str, Any]:
    """The sections to copy: which are copied, which hold nothing yet, and what cannot be read."""
    case, guideline = view.case, view.guideline
    faults: dict[str, str] = {}
    if case.draft.get("typed"):
        directory = directory_of(load_register(view.session), view.day)
        held = unreadable(guideline, case.draft, years_of(case), directory)
        faults = {section.slug: " ".join(told) for section, told in held}
    copies = Role.CASE_OFFICER in held_roles(view)
    return {
        "tasks": [_task(case, one, guideline, faults, copies) for one in sections_of(view)],
        "copies": copies,
    }


def sections_of(view: CaseView) -> tuple[Section, ...]:
    """The sections of the application that is copied."""
    return tuple(sections_for(view.guideline, view.case.draft))


def _task(
    case: FundingCase,
    section: Section,
    guideline: Guideline,
    faults: Mapping[str, str],
    copies: bool,
) -> dict[str, Any]:
    """One section of the list; only who copies is led to its page."""
    if section.slug in faults:
        status, tone = "nicht lesbar", "warning"
    elif begun(section_values(case.draft, section, guideline)):
        status, tone = "übertragen", "success"
    else:
        status, tone = "leer", "neutral"
    return {
        "label": section.title,
        "href": url_for("officer.copy", ref=case.ref, slug=section.slug) if copies else None,
        "status": status,
        "tone": tone,
        "hint": faults.get(section.slug),
    }


register_tab(
    Tab(
        id=TAB,
        label="Übertragung",
        order=45,
        roles=frozenset({Role.CASE_OFFICER}),
        template="officer/copying.html",
        context=context,
        shown=lambda view: (
            view.case.on_paper and view.case.state in OPEN_STATES and for_the_authority(view)
        ),
    )
)


@blueprint.get("/vorgang/<ref>/uebertragung")
@permit(Permission.CASE_WORK)
def copying(ref: str) -> Response:
    """The tab under the office's own address."""
    return redirect(url_for("case.tab", ref=ref, tab_id=TAB), 303)


def _desk(view: CaseView, slug: str) -> Desk:
    refuse_unless_open(view.case)
    sections = sections_of(view)
    section = section_called(sections, slug)
    part = section.part
    years = years_of(view.case) or (view.day.year, view.day.year + 1)
    shape = PlanShape(years=(), categories=())
    if part is not None:
        # A paper is copied as it stands: what it plans in the wrong part is a finding, not a typo.
        every = view.guideline.cost_categories
        shape = replace(plan_shape(view.case.draft, part, view.guideline, years), categories=every)
    return Desk(
        case=view.case,
        guideline=view.guideline,
        section=section,
        sections=sections,
        directory=directory_of(load_register(view.session), view.day),
        shape=shape,
    )


@blueprint.route("/vorgang/<ref>/uebertragung/<slug>", methods=["GET", "POST"])
@permit(Permission.CASE_WORK)
def copy(ref: str, slug: str) -> str | Response | tuple[str, int]:
    """One section: shows it or keeps it; unreadable texts stay as they were typed."""
    with staff_view(ref) as view:
        desk = _desk(view, slug)
        if request.method == "GET":
            return _page(view, desk, fresh_form(desk, _MORE_ROWS))
        sent = sent_section(desk)
        if sent.too_long:
            return _page(view, desk, sent.form), 422
        version = shown_version(view.case.row_version)
    copy_section(current_actor(), ref, sent.to_save(version))
    if not sent.readable:
        flash("Gespeichert. Einige Angaben sind noch nicht lesbar.", "warning")
        return redirect(url_for("officer.copy", ref=ref, slug=slug), 303)
    flash("Der Abschnitt ist gespeichert.", "success")
    if "add" in request.form or "remove" in request.form:
        return redirect(url_for("officer.copy", ref=ref, slug=slug), 303)
    return redirect(url_for("case.tab", ref=ref, tab_id=TAB), 303)


def _page(view: CaseView, desk: Desk, form: HouseForm) -> str:
    return render_template(
        "officer/copy_section.html",
        **frame(view, TAB),
        section=desk.section,
        form=form,
        base=base_of(desk.case.draft, desk.section, desk.guideline),
        plan=desk.section.kind is SectionKind.PLAN,
        back=url_for("case.tab", ref=desk.case.ref, tab_id=TAB),
    )


@blueprint.post("/vorgang/<ref>/uebertragung")
@permit(Permission.CASE_WORK)
def freeze(ref: str) -> Response | tuple[str, int]:
    """Freezes what was copied as the application's next revision."""
    with staff_view(ref) as view:
        version = shown_version(view.case.row_version)
    try:
        number = freeze_copy(current_actor(), ref, version=version)
    except Refused as refusal:
        flash(refusal.message, "error")
        with staff_view(ref) as view:
            page = render_template("officer/copying.html", **frame(view, TAB), **context(view))
            return page, 422
    flash(f"Die Angaben sind als Fassung {number} festgeschrieben.", "success")
    return redirect(url_for("case.tab", ref=ref, tab_id="antrag"), 303)
