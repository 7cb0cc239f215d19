"""Refused attempts: noted while a step fails, written after its rollback."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
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


class _Meter:
    """Lets so many attempts of one account a minute into the table, so that nobody can fill it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: dict[int | None, deque[float]] = {}
        self._lock = threading.Lock()

    def lets_pass(self, actor_id: int | None) -> bool:
        """True while the account stays below its number."""
        with self._lock:
            seen = self._seen.setdefault(actor_id, deque())
            present = time.monotonic()
            while seen and seen[0] < present - 60:
                seen.popleft()
            if len(seen) >= self._most:
                return False
            seen.append(present)
            return True


_meter = _Meter(_PER_MINUTE)


def note(session: Session, attempt: Attempt) -> None:
    """Remember an attempt until the transaction of this session is rolled back."""
    session.info.setdefault(_KEY, []).append(attempt)


def write(session: Session) -> None:
    """Write what was noted; called by the unit of work after its rollback."""
    write_now(session.info.pop(_KEY, []))


def write_now(noted: Sequence[Attempt]) -> None:
    """Write these attempts in a transaction of their own, so many a minute of one account."""
    attempts = [a for a in noted if _meter.lets_pass(a.actor_id)]
    if not attempts:
        return
    with Session(db.engine, info={"writing": True}) as own:
        own.connection(execution_options={WRITING: True})
        own.add_all(
            RefusedAttempt(
                at=clock.now(), **{**vars(attempt), "actor_id": attempt.actor_id or None}
            )
            for attempt in attempts
        )
        own.commit()
