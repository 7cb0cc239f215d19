"""Refused attempts: noted while a step fails, written after its rollback."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.counting import count
from wirgrants.extensions import WRITING, db
from wirgrants.models import RefusedAttempt

_KEY = "wirgrants_refused"
_PER_MINUTE = 30


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What somebody tried and why it was refused.

    `kind` is "refused", "not_open" or "conflict" for a step, "missing" for a form that names
    something that is not there or is none of this person's.
    """

    actor_id: int | None
    action: str
    kind: str
    case_ref: str = ""
    machine: str = ""
    subject_ref: str = ""
    findings: list[Any] = field(default_factory=list)


def note(session: Session, attempt: Attempt) -> None:
    """Remember an attempt until the transaction of this session is rolled back."""
    session.info.setdefault(_KEY, []).append(attempt)


def write(session: Session) -> None:
    """Write what was noted; called by the unit of work after its rollback."""
    write_now(session.info.pop(_KEY, []))


def write_now(attempts: Sequence[Attempt]) -> None:
    """Write these attempts in a transaction of their own, so many a minute of one account."""
    if not attempts:
        return
    with Session(db.engine, info={"writing": True}) as own:
        connection = own.connection(execution_options={WRITING: True})
        # So many of one account a minute, so that nobody can fill the table.
        kept = [
            a for a in attempts if count(connection, f"refused:{a.actor_id}", 60) <= _PER_MINUTE
        ]
        own.add_all(
            RefusedAttempt(
                at=clock.now(), **{**vars(attempt), "actor_id": attempt.actor_id or None}
            )
            for attempt in kept
        )
        own.commit()
