"""The time to answer a hearing: what is usual for a sending, and what an officer may set."""

from datetime import date

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.german import day as german_day
from wirgrants.errors import Refused
from wirgrants.models import DeliveryWay
from wirgrants.services.calendar import holidays_around
from wirgrants.services.delivery import Dispatch
from wirgrants.services.parameters import load_parameters
from workflows.dates import LegalDate
from workflows.notification import Delivery, hearing_due
from workflows.parameters import Parameters


def usual_time(
    dispatch: Dispatch, parameters: Parameters, *, retrieved_on: date | None = None
) -> LegalDate:
    """The last usual day to answer a hearing that leaves so; its basis is the notification.

    Whether it may go electronically is asked where it is issued.
    """
    told = Delivery(
        way=dispatch.way, sent_on=dispatch.sent_on, consent=True, retrieved_on=retrieved_on
    )
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
