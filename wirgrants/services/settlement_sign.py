"""The end of a case: its letter previewed and signed by another person, money released."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict, NotAllowed, NotFound, Refused
from wirgrants.models import DiscardCause, FundingCase, Letter, LetterKind
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import Dispatch, issue
from wirgrants.services.letter_drafts import discard_open
from wirgrants.services.letters import add, previewed, set_letter, terms_of
from wirgrants.services.paid_money import release_rest
from wirgrants.services.settlement import Computed, compute, keep
from wirgrants.services.settlement_late import LateInterest, late_interest, refuse_other
from wirgrants.services.settlement_letter import Closing, settlement_draft
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.money import ZERO
from workflows.states import ApplicationState, Role

PREPARES = frozenset({Role.CASE_OFFICER, Role.APPROVER})


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What was on the screen of the person who signs, and how the letter leaves."""

    letter_ref: str
    shown_digest: str
    dispatch: Dispatch


def preview_settlement(actor: Actor, ref: str, closing: Closing) -> str:
    """Set the letter of the settlement as it comes to today; the letter's ref.

    Raises NotFound for strangers, NotAllowed for other roles, Refused when the case is not being
    settled, a rest is open and not given up, or the settlement cannot be computed.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        _may_prepare(actor, case)
        found = compute(session, case)
        _refuse_open_rest(found, give_up=closing.give_up_rest)
        draft = settlement_draft(session, case, actor, found, closing)
    sheet = set_letter(draft)
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        _may_prepare(actor, case)
        row = keep(session, case, actor, compute(session, case))
        letter = add(session, case, actor, sheet)
        row.letter_id = letter.id
        return letter.ref


def _may_prepare(actor: Actor, case: FundingCase) -> None:
    only_as_staff(actor, case)
    if not actor.staff_roles & PREPARES:
        raise NotAllowed("another role prepares the settlement")
    if case.state is not ApplicationState.SETTLING:
        raise Refused("not being settled", message="Der Vorgang wird zurzeit nicht abgerechnet.")


def _refuse_open_rest(found: Computed, *, give_up: bool) -> None:
    if found.law.payable > ZERO and not give_up:
        raise Refused(
            "a rest is payable",
            message="Ein Rest ist noch auszuzahlen. Bitte warten Sie den Mittelabruf ab oder "
            "bestätigen Sie, dass der Rest nicht abgerufen wird.",
        )


def settle(actor: Actor, ref: str, signature: Signature, *, version: int) -> None:
    """Sign the settlement: the letter leaves, what is not needed returns to the budgets, the end.

    Raises Conflict when the figures changed since the preview, StepRefused (four eyes, something
    open or to be recovered), Refused, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        letter = _signed(session, case, signature)
        found = compute(session, case)
        _refuse_other_figures(letter, found)
        late = late_interest(session, case)
        refuse_other(late, terms_of(letter)["late"])
        keep(session, case, actor, found)
        released = release_rest(session, case, actor)
        grant = min(found.law.final, case.paid)
        take_step(
            session,
            case,
            "settle",
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today()),
            writes=Writes(
                case_changes={**waiting(ApplicationState.SETTLED), "settled_grant": grant},
                data={
                    "grant": grant,
                    "final": found.law.final,
                    "released": released,
                    **_late_use(letter, late),
                    "letter": letter.ref,
                    "digest": letter.pdf_digest,
                },
            ),
        )
        shown = signature.shown_digest
        issue(session, case, actor, letter, signature.dispatch, shown_digest=shown)
        discard_open(session, case, actor, DiscardCause.OVERTAKEN, keep=letter)


def _late_use(letter: Letter, late: LateInterest) -> dict[str, Any]:
    """The record of what was found about late use, and why; nothing where it is no question."""
    if not late.arose:
        return {}
    terms = terms_of(letter)
    return {
        "late_interest": late.to_json(),
        "late_decision": terms["late_decision"],
        "late_reason": terms["late_reason"],
    }


def _refuse_other_figures(letter: Letter, found: Computed) -> None:
    """The figures are still those of the preview, and no rest is open."""
    terms = terms_of(letter)
    if terms["computation"] != found.digest:
        raise Conflict(
            "the settlement changed after the preview",
            message="Die Abrechnung hat sich seit der Vorschau geändert. Bitte erstellen Sie "
            "die Vorschau neu.",
        )
    _refuse_open_rest(found, give_up=bool(terms["give_up_rest"]))


def _signed(session: Session, case: FundingCase, signature: Signature) -> Letter:
    try:
        return previewed(session, case, signature.letter_ref, LetterKind.SETTLEMENT)
    except NotFound as error:
        raise Conflict(
            "no preview", message="Bitte erstellen Sie zuerst die Vorschau der Schlussmitteilung."
        ) from error
