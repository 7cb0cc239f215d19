"""The early start of a measure (vorzeitiger Maßnahmebeginn): permitted or refused by letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.early_start import EarlyStart as Decided
from wirgrants.documents.letters.early_start import early_start_letter
from wirgrants.errors import Refused
from wirgrants.models import EarlyStart, FundingCase, LetterKind
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import Dispatch, issue
from wirgrants.services.letterhead import HeadChoice, head_of, remedy_of
from wirgrants.services.letters import Draft, preview, previewed, terms_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.proposals import Shown
from wirgrants.services.review import revision_of
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import read_only, unit_of_work

PERMIT, REFUSE = "permit_early_start", "refuse_early_start"
KIND_OF: Mapping[str, LetterKind] = {
    PERMIT: LetterKind.EARLY_START,
    REFUSE: LetterKind.EARLY_START_REFUSAL,
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the applicant asked for, as far as the application says it."""

    on: date | None
    reason: str
    asked: bool


def wish_of(session: Session, case: FundingCase) -> Wish:
    """The wish for an early start in the frozen application. Raises NotFound for a draft."""
    answers = revision_of(session, case).content.get("answers", {})
    return Wish(
        on=case.received_on,
        reason=str(answers.get("begin_reason") or ""),
        asked=answers.get("early_start_wanted") is True,
    )


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The officer's decision on a wish of a day: a first day permits, its absence refuses."""

    requested_on: date
    request_reason: str
    reason: str
    from_day: date | None = None

    @property
    def action(self) -> str:
        """The step that this decision takes."""
        return REFUSE if self.from_day is None else PERMIT

    def to_json(self) -> dict[str, str | None]:
        """Plain JSON."""
        return {
            "requested_on": self.requested_on.isoformat(),
            "request_reason": self.request_reason,
            "reason": self.reason,
            "from_day": None if self.from_day is None else self.from_day.isoformat(),
        }


def preview_decision(actor: Actor, ref: str, answer: Answer) -> str:
    """Set the letter of the decision and keep it as preview; its ref.

    Raises Refused for a first day before today or a refusal without reason, NotFound.
    """
    today = clock.today()
    if answer.from_day is not None and answer.from_day < today:
        raise Refused(
            "an early start cannot lie in the past",
            message="Der vorzeitige Beginn kann nicht rückwirkend zugelassen werden. Bitte nennen "
            "Sie einen Tag ab heute.",
        )
    if answer.from_day is None and not answer.reason.strip():
        raise Refused("no reason", message="Bitte begründen Sie die Ablehnung.")
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_staff(actor, case)
        letter = early_start_letter(
            Decided(
                head=head_of(case, HeadChoice(dated=today, signature=actor.name)),
                requested_on=answer.requested_on,
                starts_on=answer.from_day,
                reasons=tuple(one for one in answer.reason.split("\n") if one.strip()),
                remedy=None
                if answer.from_day is not None
                else remedy_of(case, load_parameters(session), today),
            )
        )
    terms = {"wish": answer.to_json()}
    return preview(actor, ref, Draft(kind=KIND_OF[answer.action], letter=letter, terms=terms))


def decide(actor: Actor, ref: str, action: str, shown: Shown, dispatch: Dispatch) -> None:
    """Take the decision of the previewed letter and issue it.

    Raises Refused for another preview than the one shown, StepRefused where no early start was
    asked for or one is permitted already, Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        letter = previewed(session, case, shown.letter_ref, KIND_OF[action])
        told = terms_of(letter)["wish"]
        from_day = None if told["from_day"] is None else date.fromisoformat(told["from_day"])
        take_step(
            session,
            case,
            action,
            actor=actor,
            version=shown.version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                reason=str(told["reason"]),
                early_start_requested=bool(told["request_reason"]),
                letter_rendered=True,
            ),
            writes=Writes(data={**told, "letter": letter.ref, "digest": letter.pdf_digest}),
        )
        issue(session, case, actor, letter, dispatch, shown_digest=shown.digest)
        session.add(
            EarlyStart(
                case_id=case.id,
                requested_on=date.fromisoformat(told["requested_on"]),
                request_reason=told["request_reason"],
                permitted=from_day is not None,
                from_day=from_day,
                reason=told["reason"],
                decided_at=clock.now(),
                decided_by_id=actor.id,
                letter_id=letter.id,
            )
        )


def early_starts_of(session: Session, case: FundingCase) -> Sequence[EarlyStart]:
    """The decisions on early starts in this case; one statement."""
    return session.scalars(
        select(EarlyStart).where(EarlyStart.case_id == case.id).order_by(EarlyStart.id)
    ).all()
