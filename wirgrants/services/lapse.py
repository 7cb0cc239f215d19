"""An award lapses whose acceptance did not come in time: its letter first, then the step."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.lapse import Lapse, lapse_letter
from wirgrants.errors import NotAllowed, Refused
from wirgrants.models import DiscardCause, FundingCase, LetterKind
from wirgrants.services.acceptance import give_back
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import issue
from wirgrants.services.finality import Finality, finality_of, finality_of_letter
from wirgrants.services.finance_rows import award_letter, award_years
from wirgrants.services.letter_drafts import discard_open
from wirgrants.services.letterhead import HeadChoice, head_of, remedy_of
from wirgrants.services.letters import Draft, paragraphs, preview, previewed, terms_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.settlement_sign import Signature
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.money import ZERO
from workflows.states import ApplicationState, Role


@dataclass(frozen=True, kw_only=True)
class LapseWish:
    """Why the award lapses, beside the day that has passed; the words stand in the letter."""

    reason: str

    def to_json(self) -> dict[str, Any]:
        """The wish as the letter's terms keep it."""
        return {"reason": self.reason}


def preview_lapse(actor: Actor, ref: str, wish: LapseWish) -> str:
    """Set the letter and keep it as preview; its ref.

    Raises Refused before the due day has passed, NotAllowed, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        _may_lapse(actor, case)
        dates = finality_of(session, case)
        _refuse_early(dates, clock.today())
        draft = _draft(session, case, actor, wish)
    return preview(actor, ref, draft)


def _may_lapse(actor: Actor, case: FundingCase) -> None:
    only_as_staff(actor, case)
    if Role.APPROVER not in actor.staff_roles:
        raise NotAllowed("an approver lets an award lapse")
    if case.state is not ApplicationState.AWARDED:
        raise Refused(
            "no award waits", message="Zurzeit steht zu keiner Bewilligung die Erklärung aus."
        )


def _refuse_early(dates: Finality, today: date) -> None:
    if dates.acceptance_due is None:
        raise Refused(
            "not called up",
            message="Der Zuwendungsbescheid wurde noch nicht abgerufen und ist damit nicht bekannt "
            "gegeben. Solange läuft keine Frist für die Erklärung, und die Bewilligung verfällt "
            "nicht.",
        )
    due = dates.acceptance_due.day
    if today <= due:
        raise Refused(
            "the day has not passed",
            message=f"Die Erklärung kann noch bis einschließlich {due:%d.%m.%Y} eingehen. Das "
            "Schreiben wird erst danach erstellt.",
        )


def _draft(session: Session, case: FundingCase, actor: Actor, wish: LapseWish) -> Draft:
    today, notice = clock.today(), award_letter(session, case)
    dates = finality_of_letter(notice)
    assert dates.notified is not None
    assert dates.acceptance_due is not None
    parameters = load_parameters(session)
    letter = lapse_letter(
        Lapse(
            head=head_of(case, HeadChoice(dated=today, signature=actor.name)),
            award_date=notice.dated,
            notified=dates.notified.day,
            due=dates.acceptance_due.day,
            granted=case.awarded or ZERO,
            reasons=paragraphs(wish.reason),
            basis=parameters.text("lapse_basis", today),
            remedy=remedy_of(case, parameters, today),
        )
    )
    terms = {**wish.to_json(), "due": dates.acceptance_due.day.isoformat()}
    return Draft(kind=LetterKind.LAPSE, letter=letter, terms=terms)


def lapse(actor: Actor, ref: str, signature: Signature, *, version: int) -> None:
    """Sign the previewed letter: the award lapses and its money is free again.

    Raises StepRefused before the due day has passed, Conflict, Refused, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        letter = previewed(session, case, signature.letter_ref, LetterKind.LAPSE)
        due = finality_of(session, case).acceptance_due
        take_step(
            session,
            case,
            "lapse",
            actor=actor,
            version=version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                reason=str(terms_of(letter)["reason"]),
                acceptance_due=None if due is None else due.day,
            ),
            writes=Writes(
                case_changes=waiting(ApplicationState.LAPSED),
                data={
                    "due": None if due is None else due.to_json(),
                    "letter": letter.ref,
                    "digest": letter.pdf_digest,
                },
            ),
        )
        give_back(session, case, award_years(session, case), actor, "Bewilligung verfallen")
        shown = signature.shown_digest
        issue(session, case, actor, letter, signature.dispatch, shown_digest=shown)
        discard_open(session, case, actor, DiscardCause.OVERTAKEN, keep=letter)
