"""Drafts of letters that were never issued: discarded with a reason, so that no number is missing.

A letter's number is part of the bytes that are previewed and then issued, so it is given to the
draft; what became of each draft is kept beside its number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from wirgrants import clock
from wirgrants.models import DiscardCause, FundingCase, Letter, User
from wirgrants.services.access import Actor

DISCARDED, WAITS = "Entwurf verworfen", "Entwurf, noch nicht erlassen"
WHY: Mapping[DiscardCause, str] = {
    DiscardCause.REPLACED: "durch eine neuere Fassung ersetzt",
    DiscardCause.TAKEN_BACK: "Vorschlag zurückgenommen",
    DiscardCause.RETURNED: "Vorschlag zurückgegeben",
    DiscardCause.WITHDRAWN: "Antrag zurückgenommen",
    DiscardCause.OVERTAKEN: "durch eine andere Entscheidung hinfällig",
}


def discard(letter: Letter, actor: Actor, why: DiscardCause) -> None:
    """A preview that will not be used any more; an issued or discarded letter stays as it is."""
    if letter.issued_at is None and letter.discarded_at is None:
        letter.discarded_at, letter.discarded_by_id = clock.now(), actor.log_id
        letter.discarded_why = why


def discard_open(
    session: Session,
    case: FundingCase,
    actor: Actor,
    why: DiscardCause,
    *conditions: Any,
    keep: Letter | None = None,
) -> None:
    """Discard every open preview of the case (of those that meet the conditions) but `keep`."""
    kept = () if keep is None else (Letter.id != keep.id,)
    session.execute(
        update(Letter)
        .where(
            Letter.case_id == case.id,
            Letter.issued_at.is_(None),
            Letter.discarded_at.is_(None),
            *conditions,
            *kept,
        )
        .values(discarded_at=clock.now(), discarded_by_id=actor.log_id, discarded_why=why)
        .execution_options(synchronize_session="fetch")
    )


@dataclass(frozen=True, kw_only=True)
class Unissued:
    """A number of the case that is no letter. `why` is German, "" while the draft still waits."""

    ref: str
    number: str
    title: str
    made_on: date
    made_by: str
    discarded_on: date | None
    discarded_by: str
    why: str

    @property
    def what(self) -> str:
        """What became of the number."""
        return WAITS if self.discarded_on is None else DISCARDED


class Reader(StrEnum):
    """Who asks for numbers that are no letters.

    The office sees its open previews elsewhere, so here only what was discarded. The recipient
    asks only for what is missing before a letter that came; so does the auditor, to whom an open
    draft before such a letter is named as one.
    """

    OFFICE = "office"
    AUDITOR = "auditor"
    RECIPIENT = "recipient"


def unissued(session: Session, case: FundingCase, reader: Reader) -> tuple[Unissued, ...]:
    """The drafts of the case by their numbers, as far as this reader is told; one statement."""
    return tuple(_told(*row) for row in session.execute(_statement(case, reader)))


def _statement(case: FundingCase, reader: Reader) -> Select[Letter, str, str]:
    maker, ender = aliased(User), aliased(User)
    issued = select(func.max(Letter.sequence)).where(
        Letter.case_id == case.id, Letter.issued_at.is_not(None)
    )
    discarded = Letter.discarded_at.is_not(None)
    before = Letter.sequence < issued.scalar_subquery()
    told = {
        Reader.OFFICE: discarded,
        Reader.AUDITOR: or_(discarded, before),
        Reader.RECIPIENT: and_(discarded, before),
    }
    return (
        select(Letter, maker.name, ender.name)
        .outerjoin(maker, maker.id == Letter.rendered_by_id)
        .outerjoin(ender, ender.id == Letter.discarded_by_id)
        .where(Letter.case_id == case.id, Letter.issued_at.is_(None), told[reader])
        .order_by(Letter.sequence)
    )


def _told(letter: Letter, maker: str | None, ender: str | None) -> Unissued:
    ended = letter.discarded_at
    return Unissued(
        ref=letter.ref,
        number=letter.number,
        title=letter.title,
        made_on=clock.day_of(letter.rendered_at),
        made_by=maker or "System",
        discarded_on=None if ended is None else clock.day_of(ended),
        discarded_by="" if ended is None else (ender or "System"),
        why="" if letter.discarded_why is None else WHY[letter.discarded_why],
    )
