"""The time to answer a hearing: what is usual for a sending, and what an officer may set."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.german import day as german_day
from wirgrants.errors import Refused
from wirgrants.models import DeliveryWay, FundingCase, Letter, LetterKind, Recovery
from wirgrants.services.calendar import holidays_around
from wirgrants.services.delivery import Dispatch, frozen_parameters, tell_organisation
from wirgrants.services.parameters import load_parameters
from workflows.dates import LegalDate
from workflows.notification import Delivery, hearing_due
from workflows.parameters import Parameters
from workflows.states import RecoveryState


def usual_time(
    dispatch: Dispatch, parameters: Parameters, *, retrieved_on: date | None = None
) -> LegalDate:
    """The last usual day to answer a hearing that leaves so; its basis is the notification.

    Whether it may go electronically is asked where it is issued. The day named in a letter must
    be chosen before anybody can call it up: then it leaves as much time as a posted one.
    """
    told = Delivery(
        way=dispatch.way, sent_on=dispatch.sent_on, consent=True, retrieved_on=retrieved_on
    )
    if told.waits:
        told = Delivery(way=DeliveryWay.POST, sent_on=dispatch.sent_on)
    return hearing_due(told, parameters, holidays_around(dispatch.sent_on))


def usual_due(session: Session) -> LegalDate:
    """The last day to answer a hearing that is posted today."""
    posted = Dispatch(way=DeliveryWay.POST, sent_on=clock.today())
    return usual_time(posted, load_parameters(session))


def refuse_short(session: Session, due: date, reason: str) -> None:
    """Told before the letter is set: no way of sending makes this day a usual one.

    Raises Refused without a reason; the step itself asks again, for the way it leaves by.
    """
    handed = Dispatch(way=DeliveryWay.PERSONAL, sent_on=clock.today())
    usual = usual_time(handed, load_parameters(session))
    if due < usual.day and not reason.strip():
        raise Refused(
            "shorter than usual without a reason",
            message=f"Üblich ist eine Frist mindestens bis zum {german_day(usual.day)}. Bitte "
            "nennen Sie einen späteren Tag oder begründen Sie die kürzere Frist.",
        )


def move_answer_day(session: Session, case: FundingCase, letter: Letter) -> date | None:
    """After a hearing's sending turned out otherwise: its new last day, None where none moved.

    It is never moved forward, and not once an answer is in. The recipient is told, as the letter
    names another day. Inside the unit of work that corrected the letter.
    """
    recovery = _running(session, letter)
    if recovery is None or letter.way is None or letter.sent_on is None:
        return None
    opened = letter.retrieved_at
    if letter.way is DeliveryWay.ELECTRONIC and opened is None:
        return None  # not notified yet; its call-up moves the day
    usual = usual_time(
        Dispatch(way=letter.way, sent_on=letter.sent_on),
        frozen_parameters(letter),
        retrieved_on=None if opened is None else clock.day_of(opened),
    )
    if usual.day <= recovery.hearing_due:
        return None
    notified = usual.basis or usual
    recovery.hearing_due = usual.day
    if case.due_what == "statement":
        case.due_on = usual.day
    tell_organisation(
        session,
        case,
        kind="recovery.answer_day",
        subject=f"Mehr Zeit zur Äußerung: {case.number}",
        text=f"Die Anhörung gilt als am {german_day(notified.day)} bekannt "
        f"gegeben. Sie können sich nun bis zum {german_day(usual.day)} äußern.",
        letter=letter,
    )
    return usual.day


def _running(session: Session, letter: Letter) -> Recovery | None:
    """The recovery whose hearing waits for the answer to this letter."""
    if letter.kind is not LetterKind.HEARING:
        return None
    return session.scalars(
        select(Recovery).where(
            Recovery.hearing_letter_id == letter.id, Recovery.state == RecoveryState.HEARING
        )
    ).one_or_none()


def logged_move(answer_by: date | None) -> dict[str, Any]:
    """What the event of a corrected sending tells of the hearing; nothing where none moved."""
    return {} if answer_by is None else {"hearing_due": answer_by}
