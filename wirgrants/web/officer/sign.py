"""The approver's page: what changed against the application, and exactly what is signed."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.fitting_sections import part_name
from forms.signing import SignForm, sign_form
from wirgrants import clock
from wirgrants.errors import BudgetExhausted, NotFound, Refused
from wirgrants.models import Check, Decision, DeliveryWay, Proposal, User
from wirgrants.services.award_parts import gap_rows
from wirgrants.services.award_shares import uneven_of
from wirgrants.services.award_wish import read_wish
from wirgrants.services.decisions import approve_award, approve_rejection
from wirgrants.services.decisions_named import name_notice
from wirgrants.services.decisions_open import APPROVES
from wirgrants.services.delivery import (
    Dates,
    Dispatch,
    Signature,
    dates_of,
    frozen_parameters,
    usual_way,
)
from wirgrants.services.letters import letter_of
from wirgrants.services.proposals import digest_of, open_proposal
from wirgrants.services.review import checks_of, differs, revision_of
from wirgrants.services.signing import own_draft
from wirgrants.services.snapshot import asked_of
from wirgrants.web.actions import ActionSpec, register_action
from wirgrants.web.case import frame, held_roles
from wirgrants.web.case_steps import can_be_taken, offered_one
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.blueprint import blueprint
from wirgrants.web.officer.pages import staff_view
from wirgrants.web.posted import shown_version
from wirgrants.web.previews import NAMED, card
from wirgrants.web.steps import not_yet_page
from wirgrants.web.tabs import CaseView
from workflows.findings import Outcome
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.money import ZERO
from workflows.naming import rule_name
from workflows.progress import Audience, action_hint, action_label
from workflows.states import MachineName
from workflows.wording import say
from workflows.wording.formats import german_day

_PREVIEW = "preview"
_DECIDES = {action: decision for decision, action in APPROVES.items()}


def _page(ref: str, action: str, form: SignForm | None, refusal: Any = None) -> str:
    with staff_view(ref) as view:
        step = view.lifecycle.step(view.case.state, action)
        if not step.roles & held_roles(view):
            raise StepNotOpen(action, view.case.state.value, "role")
        offer = offered_one(view, MachineName.APPLICATION, view.case.ref, action)
        if form is None and offer is not None and not can_be_taken(offer):
            return not_yet_page(frame(view, ""), offer)
        shown = {**frame(view, ""), **_context(view)}
        form = form or _fresh(view, shown["digest"])
        version = shown_version(view.case.row_version)
        return render_template(
            "officer/sign.html",
            **shown,
            form=form,
            refusal=refusal,
            step={"version": version},
            spec={"multipart": False},
            label=action_label(MachineName.APPLICATION, action),
            hint=action_hint(MachineName.APPLICATION, action, Audience.STAFF),
        )


def _fresh(view: CaseView, digest: str) -> SignForm:
    usual = usual_way(view.case, view.day)
    told = {"digest": digest, "way": usual.way.value, "sent_on": usual.sent_on}
    consent = view.case.organisation.electronic_consent_on is not None
    return sign_form(None, today=view.day, consent=consent, data=told)


@blueprint.route("/vorgang/<ref>/zuwendungsbescheid", methods=["GET", "POST"])
@permit(Permission.CASE_DECIDE)
def sign_award(ref: str) -> str | Response | tuple[str, int]:
    """Shows what is signed, or signs the award."""
    return _answer(ref, "approve_award")


@blueprint.route("/vorgang/<ref>/ablehnungsbescheid", methods=["GET", "POST"])
@permit(Permission.CASE_DECIDE)
def sign_rejection(ref: str) -> str | Response | tuple[str, int]:
    """Shows what is signed, or signs the rejection."""
    return _answer(ref, "approve_rejection")


def _answer(ref: str, action: str) -> str | Response | tuple[str, int]:
    """The page, 422 with everything typed, or the signature; nothing is read before that."""
    if request.method == "GET":
        return _page(ref, action, None)
    if _PREVIEW in request.form:
        return _name(ref, action)
    form = sign_form(request.form, today=clock.today())
    if not form.validate():
        return _page(ref, action, form), 422
    try:
        message = _sign(ref, action, form)
    except (StepRefused, Refused, BudgetExhausted) as refusal:
        return _page(ref, action, form, refusal), 422
    flash(message, "success")
    return redirect(url_for("case.show", ref=ref), 303)


def _name(ref: str, action: str) -> Response | tuple[str, int]:
    """The proposed notice with this person's name, to be looked at before it is signed."""
    try:
        name_notice(current_actor(), ref, _DECIDES[action], version=shown_version(-1))
    except (StepRefused, Refused) as refusal:
        return _page(ref, action, None, refusal), 422
    flash(NAMED, "success")
    return redirect(request.path, 303)


def _sign(ref: str, action: str, form: SignForm) -> str:
    assert form.sent_on.data is not None
    signature = Signature(
        shown_digest=form.digest.data or "",
        dispatch=Dispatch(way=DeliveryWay(form.way.data), sent_on=form.sent_on.data),
        version=shown_version(-1),
    )
    if action == "approve_award":
        approve_award(current_actor(), ref, signature)
        return "Der Zuwendungsbescheid ist gezeichnet und erlassen."
    approve_rejection(current_actor(), ref, signature)
    return "Der Ablehnungsbescheid ist gezeichnet und erlassen."


def _context(view: CaseView) -> Mapping[str, Any]:
    """The proposal with its letter, what it changes, who prepared it, and the dates that follow."""
    session, case = view.session, view.case
    proposal = open_proposal(session, case)
    if proposal is None or proposal.letter is None:
        raise NotFound("there is no proposal")
    own = own_draft(session, view.actor, proposal.letter)
    letter = own or letter_of(session, case, proposal.letter.ref)
    content = revision_of(session, case).content
    proposer = session.get(User, proposal.proposed_by_id)
    consent = case.organisation.electronic_consent_on is not None
    usual = usual_way(case, view.day)
    dates = dates_of(letter.kind, usual, frozen_parameters(letter), consent=consent)
    award = proposal.kind is Decision.AWARD
    checks = checks_of(session, case)
    wish = read_wish(proposal.content["wish"]) if award else None
    return {
        "proposal": proposal,
        "wish": wish,
        "gaps": () if wish is None else gap_rows(content, wish),
        "uneven": ()
        if wish is None
        else uneven_of(view.guideline, content, proposal.content["entitlement"], wish),
        "rows": list(_rows(proposal, content)) if award else [],
        "periods": list(_periods(proposal, content)) if award else [],
        "part_name": part_name,
        "proposer": "" if proposer is None else proposer.name,
        "rule_name": rule_name,
        "overridden": list(_overridden(checks)),
        "decided": [one for one in checks if one.answer and one.outcome is Outcome.REVIEW],
        "letter": card(case.ref, letter),
        "named": own is not None,
        "digest": digest_of(proposal, letter),
        "dates": list(_sentences(dates)),
        "annex": proposal.content.get("annex"),
        "arithmetic": [one["text"] for one in _arithmetic(proposal)],
    }


def _arithmetic(proposal: Proposal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = proposal.content.get("entitlement", {}).get("lines", [])
    return found


Row = tuple[str, int, Decimal, Decimal | None, Decimal]


def _rows(proposal: Proposal, content: Mapping[str, Any]) -> Iterator[Row]:
    """Part, year, asked, most, proposed; every year that somebody named."""
    asked = asked_of(content)
    most = {
        (one["part"], one["year"]): one["amount"]
        for one in proposal.content["entitlement"]["years"]
    }
    for part in sorted({*asked, *proposal.amounts}):
        years = {*asked.get(part, {}), *(int(year) for year in proposal.amounts.get(part, {}))}
        for year in sorted(years):
            given = Decimal(proposal.amounts.get(part, {}).get(str(year), "0"))
            known = most.get((part, year))
            limit = None if known is None else Decimal(known)
            yield part, year, asked.get(part, {}).get(year, ZERO), limit, given


def _periods(proposal: Proposal, content: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The periods that differ from the application: part, asked for, proposed."""
    for part, told in proposal.content["parts"].items():
        asked = content.get("parts", {}).get(part, {})
        if (asked.get("start"), asked.get("end")) != (told["start"], told["end"]):
            yield (
                part_name(part),
                _days(asked.get("start"), asked.get("end")),
                _days(told["start"], told["end"]),
            )


def _days(first: str | None, last: str | None) -> str:
    """A period of ISO days as people read it; a day that was not named is said to be missing."""
    told = (german_day(date.fromisoformat(day)) if day else "ohne Angabe" for day in (first, last))
    return " bis ".join(told)


def _overridden(checks: Any) -> Iterator[Check]:
    for check in checks:
        if differs(check.outcome, check.answer):
            yield check


def _sentences(dates: Dates) -> Iterator[str]:
    """The dates that the usual way would bring, each with its rule."""
    if dates.notified is None:
        yield say("date.not_retrieved")
    for legal in (dates.notified, dates.final, dates.acceptance):
        if legal is not None:
            yield legal.text()


for action, endpoint in (
    ("approve_award", "officer.sign_award"),
    ("approve_rejection", "officer.sign_rejection"),
):
    register_action(ActionSpec(machine=MachineName.APPLICATION, action=action, endpoint=endpoint))
