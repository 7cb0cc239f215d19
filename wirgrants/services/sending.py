"""How and when an issued letter left, corrected afterwards with a reason."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import NotFound, Refused
from wirgrants.models import DeliveryWay, FundingCase, Letter, LetterKind, Recovery
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.delivery import IN_WRITING, Dates, Dispatch, date_anew
from wirgrants.services.hearing_time import logged_move, move_answer_day
from wirgrants.services.letters import letter_of
from wirgrants.services.log import Entry, record
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import unit_of_work
from workflows.states import AFTER_AWARD
from workflows.states import ApplicationState as A

# What has begun on the confirmed finality stands on it: payments, proofs, the settlement.
_CONFIRMED = AFTER_AWARD - {A.AWARDED, A.ACCEPTED, A.LAPSED, A.DECLINED}
_WRITTEN = frozenset({LetterKind.RECOVERY_ORDER, LetterKind.INTEREST_ORDER})


def stays_open(case: FundingCase, kind: LetterKind) -> bool:
    """Whether how a letter of this kind left may still be corrected: an award's until it is final.

    Its finality was confirmed on what was known of its notification, and money moved since.
    """
    return kind is not LetterKind.AWARD or case.state not in _CONFIRMED


def correct_sending(
    actor: Actor, case_ref: str, letter_ref: str, dispatch: Dispatch, reason: str, *, version: int
) -> Dates:
    """The officer corrects how or when an issued letter left; every date follows, with a reason.

    A hearing that runs lasts at least as long as is usual for the sending as it really was.

    Raises NotFound for a letter that was not issued, Refused for a day before the letter's own or
    after today, for an award whose finality was confirmed, for the electronic way without consent
    on that day, and for an order that would not be in writing; Conflict for an old row version.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        refuse_stale(case, version)
        letter = letter_of(session, case, letter_ref)
        if letter.issued_at is None:
            raise NotFound("not issued")
        _refuse_impossible(case, letter, dispatch)
        before = {"way": letter.way, "sent_on": letter.sent_on}
        letter.way, letter.sent_on = dispatch.way, dispatch.sent_on
        letter.consent_on = case.organisation.electronic_consent_on
        dates = date_anew(case, letter, retrieved=letter.retrieved_at)
        _tell_recovery(session, letter)
        answer_by = move_answer_day(session, case, letter)
        data = {
            "letter": letter.ref,
            "before": before,
            "after": {"way": dispatch.way, "sent_on": dispatch.sent_on},
            **logged_move(answer_by),
        }
        record(session, actor, Entry(action="correct_sending", reason=reason, data=data), case)
        return replace(dates, answer_by=answer_by)


def _refuse_impossible(case: FundingCase, letter: Letter, dispatch: Dispatch) -> None:
    if not letter.dated <= dispatch.sent_on <= clock.today():
        raise Refused(
            "sent on an impossible day",
            message="Der Tag der Absendung muss zwischen dem Datum des Schreibens und heute "
            "liegen.",
        )
    if not stays_open(case, letter.kind):
        raise Refused(
            "the finality is confirmed",
            message="Die Bestandskraft des Zuwendungsbescheids ist schon festgestellt. Wie und "
            "wann er bekannt gegeben wurde, ändert sich nicht mehr.",
        )
    if letter.kind in _WRITTEN and dispatch.way not in IN_WRITING:
        raise Refused(
            "not in writing",
            message="Eine Rückforderung wird schriftlich erlassen (§ 49a Abs. 1 HVwVfG). Bitte "
            "wählen Sie Post oder persönliche Übergabe.",
        )
    if dispatch.way is DeliveryWay.ELECTRONIC:
        _refuse_without_consent(case.organisation.electronic_consent_on, dispatch.sent_on)


def _refuse_without_consent(consent: date | None, sent_on: date) -> None:
    if consent is None:
        raise Refused(
            "no consent",
            message="Die empfangende Stelle hat der elektronischen Bekanntgabe nicht zugestimmt.",
        )
    if consent > sent_on:
        raise Refused(
            "consent came later",
            message="Die empfangende Stelle hat der elektronischen Bekanntgabe erst am "
            f"{consent:%d.%m.%Y} zugestimmt, also nach dem Tag der Absendung.",
        )


def _tell_recovery(session: Session, letter: Letter) -> None:
    """The recovery keeps the day on which its written order went to the post."""
    if letter.kind is LetterKind.RECOVERY_ORDER:
        ordered = select(Recovery).where(Recovery.order_letter_id == letter.id)
        for recovery in session.scalars(ordered):
            recovery.posted_on = letter.sent_on
