"""The protocol of a case: every event in words, whether its chain holds, and who looked into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import Event, EventPersonal, FundingCase, RefusedAttempt, User
from wirgrants.services.log import Problem, events_of, verify_events
from wirgrants.services.overview import STATES
from workflows.progress import Audience, action_done, state_text
from workflows.states import AnyState, ApplicationState, MachineName
from workflows.wording import known, say

SEEN = "case_seen"
BUILT = "audit_file_requested"
TAKEN = "audit_file_downloaded"
LOOKS = (SEEN, BUILT, TAKEN)
_NAMES: Mapping[str, str] = {
    "declared_as": "Funktion",
    "function": "Funktion",
    "name": "Name",
    "declared_name": "Name",
}


@dataclass(frozen=True, kw_only=True)
class ProtocolLine:
    """One event in words; `personal` are the values that are kept beside the chain."""

    seq: int
    at: datetime
    what: str
    who: str
    roles: tuple[str, ...]
    machine: str
    before: str
    after: str
    reason: str
    personal: tuple[tuple[str, str], ...]
    data: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """Somebody looked into the case or took something out: when, who, what."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """All lines, oldest first, with everything that is wrong with their chain."""

    lines: tuple[ProtocolLine, ...]
    problems: tuple[Problem, ...]
    head: str


def protocol(session: Session, case: FundingCase) -> Protocol:
    """The whole log of a case, its chain reckoned anew; three statements."""
    events = events_of(session, case)
    ids = [event.id for event in events]
    names = names_of(session, [event.actor_id for event in events])
    personal: dict[int, list[tuple[str, str]]] = {}
    for row in session.scalars(
        select(EventPersonal).where(EventPersonal.event_id.in_(ids)).order_by(EventPersonal.id)
    ):
        # Bank data stands in the record, not in a list that everybody of the authority reads.
        if row.key in _NAMES:
            personal.setdefault(row.event_id, []).append((_NAMES[row.key], row.value))
    return Protocol(
        lines=tuple(_line(event, names, personal.get(event.id, ())) for event in events),
        problems=tuple(verify_events(case.ref, events, case.log_length, case.log_head)),
        head=case.log_head,
    )


def names_of(session: Session, accounts: Sequence[int | None]) -> dict[int, str]:
    """The names of these accounts; one statement."""
    ids = sorted({account for account in accounts if account is not None})
    return {
        row.id: row.name
        for row in session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    }


def _line(
    event: Event, names: Mapping[int, str], personal: Sequence[tuple[str, str]]
) -> ProtocolLine:
    return ProtocolLine(
        seq=event.case_seq,
        at=event.at,
        what=action_done(event.machine, event.action),
        who="System" if event.actor_id is None else names.get(event.actor_id, ""),
        roles=tuple(event.roles),
        machine="" if event.machine is None else say(f"machine.{event.machine.value}"),
        before=state_name(event.machine, event.from_state),
        after=state_name(event.machine, event.to_state),
        reason=event.reason,
        personal=tuple(personal),
        data=event.data,
        hash=event.hash,
    )


def state_name(machine: MachineName | None, state: str | None) -> str:
    """The staff's name of a stored state; "" for none."""
    if machine is None or state is None:
        return ""
    states: type[AnyState] = (
        ApplicationState if machine is MachineName.APPLICATION else STATES[machine]
    )
    return state_text(machine, states(state), Audience.STAFF)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A step that somebody tried and that was refused; outside the chain."""

    at: datetime
    who: str
    what: str
    why: str


_KINDS = {
    "refused": "Voraussetzungen nicht erfüllt",
    "not_open": "Schritt nicht offen",
    "conflict": "Vorgang inzwischen geändert",
    "missing": "Für dieses Konto nicht zugänglich oder nicht vorhanden",
}


def refusals_of(session: Session, case: FundingCase, limit: int = 50) -> tuple[Refusal, ...]:
    """The latest refused attempts on a case, newest first; one statement."""
    rows = session.execute(
        select(RefusedAttempt, User.name)
        .outerjoin(User, User.id == RefusedAttempt.actor_id)
        .where(RefusedAttempt.case_ref == case.ref)
        .order_by(RefusedAttempt.id.desc())
        .limit(limit)
    )
    return tuple(
        Refusal(
            at=row.at,
            who=name or "System",
            what=_label(row.machine, row.action),
            why=_KINDS.get(row.kind, row.kind),
        )
        for row, name in rows
    )


def _label(machine: str, action: str) -> str:
    key = f"action.{machine}.{action}.label"
    return say(key) if known(key) else action.replace("_", " ")


def looks_at(session: Session, case: FundingCase, limit: int = 50) -> tuple[Look, ...]:
    """Who of the auditors looked into the case lately, newest first; one statement."""
    rows = session.execute(
        select(Event, User.name)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.case_id.is_(None), Event.subject_ref == case.ref, Event.action.in_(LOOKS))
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return tuple(
        Look(
            at=event.at,
            who=name or "System",
            what=_look(event.action, str(event.data.get("what", ""))),
        )
        for event, name in rows
    )


def _look(action: str, what: str) -> str:
    told = action_done(None, action)
    return f"{told}: {what}" if what else told
