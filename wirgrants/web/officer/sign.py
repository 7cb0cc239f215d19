"""The approver's page: what changed against the application, and exactly what is signed."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from flask import url_for
from wtforms import Form

from forms.decision import SignForm, sign_form
from forms.fitting_sections import part_name
from wirgrants.errors import NotFound
from wirgrants.models import Check, Decision, DeliveryWay, Proposal, User
from wirgrants.services.access import load_case
from wirgrants.services.award_wish import read_wish
from wirgrants.services.decisions import Signature, approve_award, approve_rejection
from wirgrants.services.delivery import Dates, Dispatch, dates_of, frozen_parameters, usual_way
from wirgrants.services.letters import letter_of
from wirgrants.services.proposals import open_proposal
from wirgrants.services.review import checks_of, revision_of
from wirgrants.services.snapshot import asked_of
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from workflows.money import ZERO
from workflows.states import MachineName


def _form(view: StepView, formdata: Any) -> Form:
    if formdata is not None:
        return sign_form(formdata, today=view.day)
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        proposal = open_proposal(session, case)
        usual = usual_way(case, view.day)
        told = {
            "digest": "" if proposal is None else proposal.digest,
            "way": usual.way.value,
            "sent_on": usual.sent_on,
        }
        consent = case.organisation.electronic_consent_on is not None
    return sign_form(None, today=view.day, consent=consent, data=told)


def _sign(view: StepView, form: SignForm) -> str:
    assert form.sent_on.data is not None
    signature = Signature(
        shown_digest=form.digest.data or "",
        dispatch=Dispatch(way=DeliveryWay(form.way.data), sent_on=form.sent_on.data),
        version=view.version,
    )
    if view.action == "approve_award":
        approve_award(view.actor, view.case_ref, signature)
        return "Der Zuwendungsbescheid ist gezeichnet und erlassen."
    approve_rejection(view.actor, view.case_ref, signature)
    return "Der Ablehnungsbescheid ist gezeichnet und erlassen."


def _context(view: StepView) -> Mapping[str, Any]:
    """The proposal with its letter, what it changes, who prepared it, and the dates that follow."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        proposal = open_proposal(session, case)
        if proposal is None or proposal.letter is None:
            raise NotFound("there is no proposal")
        letter = letter_of(session, case, proposal.letter.ref)
        content = revision_of(session, case).content
        proposer = session.get(User, proposal.proposed_by_id)
        consent = case.organisation.electronic_consent_on is not None
        usual = usual_way(case, view.day)
        dates = dates_of(letter.kind, usual, frozen_parameters(letter), consent=consent)
        award = proposal.kind is Decision.AWARD
        return {
            "proposal": proposal,
            "wish": read_wish(proposal.content["wish"]) if award else None,
            "rows": list(_rows(proposal, content)) if award else [],
            "periods": list(_periods(proposal, content)) if award else [],
            "part_name": part_name,
            "proposer": "" if proposer is None else proposer.name,
            "overridden": list(_overridden(checks_of(session, case))),
            "letter": {
                "title": letter.title,
                "href": url_for("letters.download", ref=view.case_ref, letter_ref=letter.ref),
                "size": letter.file.size,
                "digest": letter.pdf_digest,
                "warnings": letter.warnings.splitlines(),
            },
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
                f"{asked.get('start')} bis {asked.get('end')}",
                f"{told['start']} bis {told['end']}",
            )


def _overridden(checks: Any) -> Iterator[Check]:
    for check in checks:
        if check.answer is not None and check.answer is not check.outcome:
            yield check


def _sentences(dates: Dates) -> Iterator[str]:
    """The dates that the usual way would bring, each with its rule."""
    for legal in (dates.notified, dates.final, dates.acceptance):
        if legal is not None:
            yield legal.text()


for action in ("approve_award", "approve_rejection"):
    register_action(
        ActionSpec(
            machine=MachineName.APPLICATION,
            action=action,
            form=_form,
            run=_sign,
            context=_context,
            template="officer/sign.html",
        )
    )
