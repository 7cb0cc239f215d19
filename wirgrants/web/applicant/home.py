"""The applicant's first page, and the page on which an application is begun."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from forms.fitting import types_open_to
from wirgrants import clock
from wirgrants.errors import NotFound
from wirgrants.models import Call, Organisation
from wirgrants.services.access import Actor
from wirgrants.services.call_state import closing_of, is_over
from wirgrants.services.drafts import drafts_begun, may_be_started, open_draft
from wirgrants.services.home import CaseRow, kinds_of, own_cases, published_calls, unread
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.blueprint import blueprint, position
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.versions import is_historic, successor_of
from workflows import registry
from workflows.facts import ApplicantType
from workflows.guideline import Guideline
from workflows.progress import Audience, action_hint, coming, state_text
from workflows.rules.applicant import may_be_admitted
from workflows.states import ApplicationState, MachineName
from workflows.wording import known, say

_TO_SIGN = {
    True: "Der Antrag liegt Ihnen zur Unterschrift vor. Prüfen Sie ihn und reichen Sie ihn ein.",
    False: "Der Antrag liegt einer vertretungsberechtigten Person zur Unterschrift vor.",
}


@blueprint.get("/")
@permit(Permission.OWN_CASE_VIEW)
def home() -> str:
    """The cases of the person's organisations with what comes next, and the calls to answer."""
    person = current_actor()
    with read_only() as session:
        page = own_cases(session, person, before=position())
        calls, kinds = published_calls(session), kinds_of(session, person)
        waiting = unread(session, person)
    return render_template(
        "applicant/home.html",
        cases=[_row(row) for row in page.rows],
        mine=[_row(row) for row in page.rows if row.mine],
        calls=[_call(call, kinds) for call in calls],
        several=len(person.organisations) > 1,
        unread=waiting,
        today=clock.today(),
        first=url_for("applicant.home") if position() else None,
        next=url_for("applicant.home", vor=page.next_before) if page.next_before else None,
    )


def _row(row: CaseRow) -> dict[str, Any]:
    ahead = coming(row.machine, row.waiting, Audience.APPLICANT, proven=row.proven)
    draft = row.state is ApplicationState.DRAFT
    return {
        "row": row,
        "title": row.title or "Antrag ohne Titel",
        "line": say(f"line.{row.line}.name"),
        "href": url_for("applicant.draft" if draft else "case.show", ref=row.ref),
        "state": state_text(MachineName.APPLICATION, row.state, Audience.APPLICANT),
        "who": ahead.who,
        "what": _TO_SIGN[row.signs] if row.presented else ahead.what,
        "until": row.due_on if ahead.roles else None,
    }


def _call(call: Call, kinds: Sequence[ApplicantType]) -> dict[str, Any]:
    moment = clock.now()
    guideline = registry.guideline(call.line, call.version)
    historic = is_historic(guideline, clock.today())
    purpose = f"line.{call.line}.purpose"
    return {
        "call": call,
        "name": say(f"line.{call.line}.name"),
        "purpose": say(purpose) if known(purpose) else "",
        "years": ", ".join(str(year) for year in call.years),
        "open": may_be_started(call, moment),
        "closed": is_over(call, moment),
        "closes": closing_of(call),
        "historic": historic,
        "not_meant": not_meant(guideline, kinds),
        "successor": successor_of(guideline) if historic else None,
    }


def not_meant(guideline: Guideline, kinds: Sequence[ApplicantType]) -> str:
    """The kinds of organisation, in words, if the guideline admits none of them; else ""."""
    if any(may_be_admitted(guideline.admissions, types_open_to(kind)) for kind in kinds):
        return ""
    return " und ".join(say(f"applicant_type.{kind.value}") for kind in kinds)


@blueprint.route("/beginnen/<ref>", methods=["GET", "POST"])
@permit(Permission.OWN_CASE_EDIT)
def begin(ref: str) -> str | Response:
    """Begins an application under the call `ref`; an existing draft is opened instead."""
    person = current_actor()
    if request.method == "POST":
        case, new = open_draft(person, ref, request.form.get("organisation", ""))
        if not new:
            flash("Für diesen Aufruf gibt es schon einen Entwurf. Hier ist er.", "info")
        return redirect(url_for("applicant.draft", ref=case), 303)
    with read_only() as session:
        call = session.scalars(
            select(Call).where(Call.ref == ref, Call.published_at.is_not(None))
        ).one_or_none()
        if call is None:
            raise NotFound("no such call")
        organisations = _organisations(session, person)
        begun = drafts_begun(session, person, call)
    guideline = registry.guideline(call.line, call.version)
    return render_template(
        "applicant/begin.html",
        entry=_call(call, [one.kind for one in organisations]),
        guideline=guideline,
        hint=action_hint(MachineName.APPLICATION, "open_draft", Audience.APPLICANT),
        organisations=[one for one in organisations if one.ref not in begun],
        begun=[
            {"name": one.name, "ref": begun[one.ref][0], "title": begun[one.ref][1]}
            for one in organisations
            if one.ref in begun
        ],
        hints=[say(key) for key in guideline.hints if known(key)],
    )


def _organisations(session: Session, person: Actor) -> list[Organisation]:
    statement = (
        select(Organisation)
        .where(Organisation.id.in_(sorted(person.organisations)))
        .order_by(Organisation.name)
    )
    return list(session.scalars(statement))
