"""Steps of change requests on the case page: asked, proposed with a preview, signed, returned."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Form

from forms.change import KINDS, proposal_form, request_form
from forms.change_award import ChangeShape
from forms.fitting_sections import part_name
from forms.reason import ConfirmForm, ReasonForm
from forms.signing import ShownForm, SignForm, sign_form
from wirgrants.errors import NotFound
from wirgrants.models import ChangeKind, ChangeRequest, DeliveryWay, FundingCase, Letter, User
from wirgrants.services import changes
from wirgrants.services.access import load_case
from wirgrants.services.changes import (
    Standing,
    change_of,
    proposed_terms,
    standing_award,
    wanted_terms,
)
from wirgrants.services.changes_decision import decide_change
from wirgrants.services.changes_fit import Fit, ReasonsMissing, fit_of, name_of
from wirgrants.services.changes_named import name_letter
from wirgrants.services.changes_proposal import (
    preview_change,
    propose_change,
    return_proposal,
    terms_told,
    waiting_preview,
)
from wirgrants.services.changes_returned import returned_of
from wirgrants.services.delivery import Dispatch, Signature, dates_of, frozen_parameters, usual_way
from wirgrants.services.letters import letter_of
from wirgrants.services.obligations import in_words, read_ordered
from wirgrants.services.signing import own_draft
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.previews import NAMED, card
from workflows.guideline import Guideline
from workflows.part_grant import categories_of
from workflows.states import MachineName
from workflows.wording import say

C = MachineName.CHANGE


def _shape(standing: Standing, guideline: Guideline, *, with_eligible: bool) -> ChangeShape:
    if not standing.years:
        raise NotFound("nothing is awarded that could be changed")
    years = sorted({year.year for year in standing.years})
    last = max((part.ends_on.year for part in standing.parts), default=years[-1])
    return ChangeShape(
        award=standing.award,
        # One year more than now, so that a measure may be prolonged.
        years=tuple(range(years[0], max(years[-1], last) + 2)),
        categories={
            part.part: categories_of(
                guideline, part.part, (entry["category"] for entry in part.plan.get("items", ()))
            )
            for part in standing.parts
        },
        with_eligible=with_eligible,
    )


def _request_form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        standing = standing_award(session, case)
    made: Form = request_form(_shape(standing, view.guideline, with_eligible=False), formdata)
    return made


def _request(view: StepView, form: Any) -> str:
    wish = changes.Wish(
        kind=ChangeKind(form.kind.data), reason=form.reason.data or "", award=form.wanted()
    )
    changes.request_change(view.actor, view.case_ref, wish, version=view.version)
    return "Ihr Änderungsantrag ist eingegangen."


def _withdraw(view: StepView, form: Any) -> str:
    del form
    changes.withdraw_change(view.actor, view.case_ref, view.subject_ref, version=view.version)
    return "Der Änderungsantrag ist zurückgenommen."


def _proposal_form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        row = change_of(session, case, view.subject_ref)
        standing = standing_award(session, case)
        letter = waiting_preview(session, case, row)
    shape = _shape(standing, view.guideline, with_eligible=True)
    told = None if letter is None else terms_told(letter)
    if told is None and row.proposed:
        told = row.proposed  # what was proposed before it was given back
    made: Any = proposal_form(shape, formdata, wanted=row.wanted, told=told)
    if formdata is None and letter is not None:
        made.digest.data = letter.pdf_digest
    if formdata is None and letter is None and row.wanted is not None:
        with read_only() as session:
            case = load_case(session, view.actor, view.case_ref)
            fit = fit_of(session, case, row.before, row.wanted)
        made.ask_about(dict.fromkeys(name_of(one) for one in fit.findings))
    return made  # type: ignore[no-any-return]


def _preview(view: StepView, form: Any) -> str:
    try:
        preview_change(view.actor, view.case_ref, view.subject_ref, form.terms())
    except ReasonsMissing as missing:
        form.ask_about(missing.rules)
        raise
    return "Die Vorschau ist erstellt. Bitte prüfen Sie sie, bevor Sie den Vorschlag abgeben."


def _propose(view: StepView, form: Any) -> str:
    propose_change(
        view.actor,
        view.case_ref,
        view.subject_ref,
        form.terms(),
        form.digest.data or "",
        version=view.version,
    )
    return "Der Vorschlag liegt der Bewilligung zur Zeichnung vor."


def _return(view: StepView, form: ReasonForm) -> str:
    return_proposal(
        view.actor,
        view.case_ref,
        view.subject_ref,
        form.reason.data or "",
        version=view.version,
    )
    return "Der Vorschlag ist mit Ihrer Begründung zurückgegeben."


def _sign_form(view: StepView, formdata: Any) -> Form:
    if formdata is not None and "preview" in formdata:
        return ShownForm(formdata)  # how the letter leaves is asked when it is signed
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        row = change_of(session, case, view.subject_ref)
        own = None if row.letter_id is None else _own_draft(session, view, row)
        usual = usual_way(case, view.day)
        consent = case.organisation.electronic_consent_on is not None
    digest = (row.digest or "") if own is None else own.pdf_digest
    data = {"digest": digest, "way": usual.way.value, "sent_on": usual.sent_on}
    return sign_form(formdata, today=view.day, consent=consent, data=data)


def _own_draft(session: Session, view: StepView, row: ChangeRequest) -> Letter | None:
    """The proposed letter in the name of this person; None before it was made."""
    return own_draft(session, view.actor, session.get_one(Letter, row.letter_id))


def _put_name(view: StepView, form: ShownForm) -> str:
    del form
    name_letter(view.actor, view.case_ref, view.subject_ref, view.action, version=view.version)
    return NAMED


def _sign(view: StepView, form: SignForm) -> str:
    assert form.sent_on.data is not None
    signature = Signature(
        shown_digest=form.digest.data or "",
        dispatch=Dispatch(way=DeliveryWay(form.way.data), sent_on=form.sent_on.data),
        version=view.version,
    )
    decide_change(view.actor, view.case_ref, view.subject_ref, view.action, signature)
    if view.action == "grant":
        return "Der Änderungsbescheid ist gezeichnet und erlassen."
    return "Die Ablehnung der Änderung ist gezeichnet und erlassen."


def _context(view: StepView) -> Mapping[str, Any]:
    """The request with what it would change, the letter that waits and the dates it brings."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        row = change_of(session, case, view.subject_ref)
        shown: dict[str, Any] = {
            "change": row,
            "kind": KINDS.get(row.kind.value, row.kind.value),
            "wanted": wanted_terms(row),
            "proposed": proposed_terms(row) if row.proposed_by_id else (),
            "part_name": part_name,
        }
        if view.actor.belongs_to(case.organisation_id):
            return shown
        own = None if row.letter_id is None else _own_draft(session, view, row)
        letter = own or (
            letter_of_change(session, case, row)
            if row.letter_id is not None
            else waiting_preview(session, case, row)
        )
        people = {row.proposed_by_id: _name(session, row.proposed_by_id)}
        return shown | {
            "proposer": people[row.proposed_by_id],
            "obligations": [in_words(one) for one in read_ordered(row.obligations)],
            "letter": None if letter is None else card(view.case_ref, letter),
            "named": own is not None,
            "dates": [] if letter is None else _dates(view, case, letter),
            "fit": _fit(session, case, row, letter),
            "given_back": returned_of(session, case, row),
        }


def _fit(session: Any, case: FundingCase, row: ChangeRequest, letter: Letter | None) -> Fit:
    """What the law says of what is proposed, previewed or, before that, wanted."""
    told = row.proposed if row.proposed_by_id else letter and terms_told(letter)
    award = told["award"] if told else row.wanted
    return Fit() if award is None else fit_of(session, case, row.before, award)


def letter_of_change(session: Any, case: FundingCase, row: ChangeRequest) -> Letter:
    """The letter of a proposal, with its file."""
    found = session.get_one(Letter, row.letter_id)
    return letter_of(session, case, found.ref)


def _name(session: Any, account_id: int | None) -> str:
    person = None if account_id is None else session.get(User, account_id)
    return "" if person is None else str(person.name)


def _dates(view: StepView, case: FundingCase, letter: Letter) -> list[str]:
    consent = case.organisation.electronic_consent_on is not None
    usual = usual_way(case, view.day)
    dates = dates_of(letter.kind, usual, frozen_parameters(letter), consent=consent)
    if dates.notified is None:
        return [say("date.not_retrieved")]
    return [legal.text() for legal in (dates.notified, dates.final) if legal is not None]


register_action(
    ActionSpec(
        machine=C,
        action="request",
        form=_request_form,
        run=_request,
        template="money/change_request.html",
    )
)
register_action(
    ActionSpec(
        machine=C,
        action="propose",
        form=_proposal_form,
        run=_propose,
        preview=_preview,
        context=_context,
        template="money/change_propose.html",
    )
)
for action, form, run in (
    ("withdraw", plain_form(ConfirmForm), _withdraw),
    ("return_proposal", plain_form(ReasonForm), _return),
):
    register_action(
        ActionSpec(
            machine=C,
            action=action,
            form=form,
            run=run,
            context=_context,
            template="money/change_step.html",
        )
    )
for action in ("grant", "refuse"):
    register_action(
        ActionSpec(
            machine=C,
            action=action,
            form=_sign_form,
            run=_sign,
            preview=_put_name,
            context=_context,
            template="money/change_sign.html",
        )
    )
