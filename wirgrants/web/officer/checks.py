"""The tab „Prüfung“: the machine's findings with the officer's answers, votes, early starts."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.base import HouseForm
from forms.review import CheckField, checks_form
from forms.vote import OUTCOMES
from wirgrants.errors import Refused
from wirgrants.models import Check
from wirgrants.services.clarify import clarifications_of
from wirgrants.services.early_start import early_starts_of
from wirgrants.services.review import CheckAnswer, answer_checks, checks_of, standing
from wirgrants.services.rounds_touched import touched
from wirgrants.services.votes import votes_of
from wirgrants.web.case import frame, held_roles
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.blueprint import blueprint
from wirgrants.web.officer.desk import SEES, for_the_authority
from wirgrants.web.officer.hints import hints_of_rules
from wirgrants.web.officer.pages import staff_view
from wirgrants.web.posted import shown_version
from wirgrants.web.tabs import CaseView, Tab, register_tab
from workflows.findings import Outcome
from workflows.naming import rule_name
from workflows.states import ApplicationState, Role
from workflows.wording import known, say

TAB = "pruefung"


def label_of(check: Check) -> str:
    """The rule's short name."""
    return rule_name(check.rule, check.finding.get("values"))


def fields_of(checks: Sequence[Check]) -> list[CheckField]:
    """Each finding as the form asks about it."""
    return [
        CheckField(
            ref=check.ref,
            label=label_of(check),
            machine=check.outcome.value,
            answer="" if check.answer is None else check.answer.value,
            note=check.note,
        )
        for check in checks
    ]


def _readings(check: Check) -> str:
    """What the rule read, as one line."""
    found = []
    for name, value in check.finding.get("inputs", {}).items():
        key = f"question.name.{name.rpartition('.')[2]}"
        if known(key):
            found.append(f"{say(key)}: {value}")
    return "; ".join(found)


def _agreed(checks: Sequence[Check], form: HouseForm | None) -> list[str]:
    """Findings that the machine met and nobody sees otherwise; one with an error is not folded."""
    return [
        check.ref
        for check in checks
        if check.outcome is Outcome.MET
        and check.answer in (None, Outcome.MET)
        and not (form and (form[f"answer_{check.ref}"].errors or form[f"note_{check.ref}"].errors))
    ]


def context(view: CaseView, form: HouseForm | None = None) -> Mapping[str, Any]:
    """Findings, answers and what others have said."""
    checks = checks_of(view.session, view.case)
    open_now = view.case.state is ApplicationState.FORMAL_CHECK and Role.CASE_OFFICER in held_roles(
        view
    )
    news = touched(view.session, view.case, checks)
    waits = view.case.state is ApplicationState.FILED
    now = standing(view.session, view.case) if waits else None
    return {
        "checks": checks,
        "form": form or checks_form(fields_of(checks)),
        "answerable": open_now,
        "open_count": sum(check.answer is None for check in checks),
        "now": now,
        "votes": votes_of(view.session, view.case),
        "outcomes": OUTCOMES,
        "clarifications": clarifications_of(view.session, view.case),
        "early_starts": early_starts_of(view.session, view.case),
        "agreed": [ref for ref in _agreed(checks, form) if ref not in news],
        "touched": news,
        "named": {check.ref: label_of(check) for check in checks},
        "rule_name": rule_name,
        "hints": hints_of_rules(view.session, {check.rule for check in checks}, view.day),
        "readings": {check.ref: _readings(check) for check in checks},
        "say": say,
    }


register_tab(
    Tab(
        id=TAB,
        label="Prüfung",
        order=50,
        roles=SEES,
        template="officer/checks.html",
        context=context,
        shown=for_the_authority,
    )
)


@blueprint.post("/vorgang/<ref>/pruefung")
@permit(Permission.CASE_WORK)
def answer(ref: str) -> Response | tuple[str, int]:
    """Keeps the officer's answers; a finding may stay open."""
    with staff_view(ref) as view:
        checks = checks_of(view.session, view.case)
        version = shown_version(view.case.row_version)
        form = checks_form(fields_of(checks), request.form)
        if not form.validate():
            values = context(view, form)
            return render_template("officer/checks.html", **frame(view, TAB), **values), 422
        answers = {check.ref: _read(form, check.ref) for check in checks}
    try:
        left = answer_checks(current_actor(), ref, answers, version=version)
    except Refused as refusal:
        flash(refusal.message, "error")
        with staff_view(ref) as view:
            values = context(view, form)
            return render_template("officer/checks.html", **frame(view, TAB), **values), 422
    done = "Alle Feststellungen sind beantwortet." if not left else f"Noch offen: {left}."
    flash(f"Die Antworten sind gespeichert. {done}", "success")
    return redirect(url_for("case.tab", ref=ref, tab_id=TAB), 303)


def _read(form: HouseForm, ref: str) -> CheckAnswer:
    told = form[f"answer_{ref}"].data
    return CheckAnswer(answer=Outcome(told) if told else None, note=form[f"note_{ref}"].data or "")
