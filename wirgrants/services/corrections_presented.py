"""A prepared correction laid before those who sign for the applicant, as a draft is."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants.errors import Refused
from wirgrants.models import Clarification, FundingCase, InboxMessage
from wirgrants.services.access import Actor
from wirgrants.services.corrections import (
    asked_now,
    is_corrected,
    load_for_correcting,
    unreadable_sections,
)
from wirgrants.services.log import Entry, record
from wirgrants.services.presenting import refuse_without_signatories, signatories
from wirgrants.services.telling import tell_accounts
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import unit_of_work

_KIND = "correction_for_signature"


def present_correction(actor: Actor, ref: str, note: str, *, version: int) -> int:
    """Tells the people who may sign that the answer waits for them; how many were told.

    Raises Refused without a correction, with one that cannot be read, and where nobody may sign;
    Conflict on a stale version, NotFound.
    """
    with unit_of_work() as session:
        case = load_for_correcting(session, actor, ref)
        refuse_stale(case, version)
        _refuse_unfinished(session, case)
        asked = asked_now(session, case)
        people = signatories(session, case)
        refuse_without_signatories(people)
        said = (
            f"{actor.name} hat Angaben im Antrag {case.number} berichtigt und legt Ihnen die "
            f"Antwort auf die Nachforderung {asked.number} zur Unterschrift vor. Sie geht ein, "
            f"wenn Sie sie bis zum {asked.due_on:%d.%m.%Y} abschicken."
        )
        tell_accounts(
            session,
            case,
            people,
            kind=_KIND,
            subject="Antwort auf eine Nachforderung zur Unterschrift",
            text="\n\n".join(word for word in (said, note) if word),
        )
        record(session, actor, Entry(action="present_correction"), case)
        return len(people)


def _refuse_unfinished(session: Session, case: FundingCase) -> None:
    if not is_corrected(case):
        raise Refused("nothing is corrected", message="Es ist keine Berichtigung vorbereitet.")
    unreadable = [title for title, _ in unreadable_sections(session, case).values()]
    if unreadable:
        raise Refused(
            "a corrected section cannot be read",
            message="Diese Abschnitte lassen sich noch nicht lesen: " + ", ".join(unreadable) + ".",
        )


def presented_at(session: Session, case: FundingCase, asked: Clarification) -> datetime | None:
    """When the correction was last laid before those who sign; one statement, none without it."""
    if not is_corrected(case):
        return None
    found: datetime | None = session.scalar(
        select(func.max(InboxMessage.at)).where(
            InboxMessage.case_id == case.id,
            InboxMessage.kind == _KIND,
            InboxMessage.at >= asked.asked_at,
        )
    )
    return found
