"""The event log: one chain per case and one for the house; appended here, verified and replayed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import Event, EventPersonal, FundingCase, HouseLog
from wirgrants.models.guarded import MACHINE_OF, Subject
from wirgrants.services.access import Actor
from wirgrants.services.plain import canonical, moment_text, new_salt, plain, salted_digest
from wirgrants.services.row_digests import ROWS, digests_for
from workflows.procedures import lifecycle
from workflows.states import MachineName

GENESIS = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an event says. `machine` empty: a record that moves nothing (a download, a note).

    `personal` holds values that must not enter the chain; only their salted digests do. With the
    `salt` of a row that keeps the same values, that row can be held against the log as well.
    """

    action: str
    machine: MachineName | None = None
    subject_ref: str = ""
    from_state: str | None = None
    to_state: str | None = None
    reason: str = ""
    findings: Sequence[Any] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)
    salt: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something that is wrong with a chain: which one, at which place, and what."""

    chain: str
    place: int
    what: str


def record(
    session: Session,
    actor: Actor,
    entry: Entry,
    case: FundingCase | None = None,
    rows: Sequence[Subject] = (),
) -> Event:
    """Append an event to the case's chain, or to the house chain without a case.

    An event of a case holds digests of the case's row, of these `rows` of its machines, and of
    what waits to be written with them: change those before.

    The caller holds the case's row lock (`load_case(for_update=True)`); the house chain locks its
    own row. Writes with the next flush.
    """
    chain: FundingCase | HouseLog = case if case is not None else _house_chain(session)
    salts = {key: entry.salt or new_salt() for key in entry.personal}
    length = chain.log_length or 0  # a new row has no default yet
    event = Event(
        case=case,
        case_seq=length + 1,
        machine=entry.machine,
        subject_ref=entry.subject_ref,
        action=entry.action,
        from_state=entry.from_state,
        to_state=entry.to_state,
        actor_id=actor.log_id,
        roles=sorted(role.value for role in _roles(actor, case)),
        at=clock.now(),
        reason=entry.reason,
        line=case.line if case is not None else "",
        guideline_version=case.version if case is not None else "",
        findings=plain(list(entry.findings)),
        data=plain(entry.data) | _left(session, case, rows),
        personal={key: salted_digest(salts[key], value) for key, value in entry.personal.items()},
        prev_hash=chain.log_head or GENESIS,
    )
    event.hash = hash_of(event, case.ref if case is not None else "")
    chain.log_head, chain.log_length = event.hash, event.case_seq
    session.add(event)
    if entry.personal:
        session.flush()  # the values need the event's id
        session.add_all(
            EventPersonal(event_id=event.id, key=key, salt=salts[key], value=value)
            for key, value in entry.personal.items()
        )
    return event


def _left(session: Session, case: FundingCase | None, rows: Sequence[Subject]) -> dict[str, Any]:
    return {} if case is None else {ROWS: digests_for(session, case, rows)}


def _roles(actor: Actor, case: FundingCase | None) -> Iterable[Any]:
    return actor.roles if case is None else actor.roles_on(case.organisation_id)


def _house_chain(session: Session) -> HouseLog:
    chain = session.scalars(
        select(HouseLog).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if chain is None:
        raise LookupError("the house log is missing: run the migrations")
    return chain


def hash_of(event: Event, case_ref: str) -> str:
    """The hash of an event over its predecessor's and everything it says."""
    body = {
        "case": case_ref,
        "seq": event.case_seq,
        "machine": event.machine,
        "subject": event.subject_ref,
        "action": event.action,
        "from": event.from_state,
        "to": event.to_state,
        "actor": event.actor_id or 0,
        "roles": event.roles,
        "at": moment_text(event.at),
        "reason": event.reason,
        "line": event.line,
        "version": event.guideline_version,
        "findings": event.findings,
        "data": event.data,
        "personal": event.personal,
    }
    return hashlib.sha256(event.prev_hash.encode("ascii") + canonical(body)).hexdigest()


def events_of(session: Session, case: FundingCase) -> Sequence[Event]:
    """The case's events in order, as stored now."""
    return session.scalars(
        select(Event)
        .where(Event.case_id == case.id)
        .order_by(Event.case_seq)
        .execution_options(populate_existing=True)
    ).all()


def verify_chain(session: Session, case: FundingCase) -> list[Problem]:
    """Everything wrong with one case's chain, by itself: changed, cut off, out of order."""
    return list(verify_events(case.ref, events_of(session, case), case.log_length, case.log_head))


def verify_events(chain: str, events: Iterable[Event], length: int, head: str) -> Iterator[Problem]:
    """Walk one chain and compare it with the length and head that its owner keeps."""
    previous, count = GENESIS, 0
    for event in events:
        count += 1
        if event.case_seq != count:
            yield Problem(chain=chain, place=event.case_seq, what="out of order")
        if event.prev_hash != previous:
            yield Problem(chain=chain, place=event.case_seq, what="not linked to its predecessor")
        if hash_of(event, chain) != event.hash:
            yield Problem(chain=chain, place=event.case_seq, what="changed")
        previous = event.hash
    if count != length or previous != (head or GENESIS):
        yield Problem(chain=chain, place=count, what="cut off or extended")


def verify_all(session: Session) -> Iterator[Problem]:
    """Every problem of every chain, read in order with flat memory."""
    owners = session.execute(
        select(FundingCase.id, FundingCase.ref, FundingCase.log_length, FundingCase.log_head)
        .order_by(FundingCase.id)
        .execution_options(yield_per=1000)
    )
    for case_id, ref, length, head in owners:
        yield from verify_events(ref, _stored(session, case_id), length, head)
    house = session.get(HouseLog, 1, populate_existing=True)
    if house is not None:
        yield from verify_events("", _stored(session, None), house.log_length, house.log_head)


def _stored(session: Session, case_id: int | None) -> Iterator[Event]:
    events = session.scalars(
        select(Event)
        .where(Event.case_id == case_id)
        .order_by(Event.case_seq)
        .execution_options(populate_existing=True)
    )
    for event in events:
        session.expunge(event)
        yield event


def replay(events: Iterable[Event], case: FundingCase) -> dict[tuple[MachineName, str], str]:
    """The state of every machine of a case as its events tell it, steps checked one by one.

    Raises StepNotOpen where an event is no step of its lifecycle. The application's own key is
    (APPLICATION, "").
    """
    states: dict[tuple[MachineName, str], str] = {}
    for event in events:
        if event.machine is None:
            continue
        key = (event.machine, event.subject_ref)
        rules = lifecycle(event.machine, case.variant)
        before = next((s for s in rules.states if s == states.get(key)), None)
        states[key] = str(rules.step(before, event.action).target)
    return states


def stored_states(session: Session, case: FundingCase) -> dict[tuple[MachineName, str], str]:
    """The states that the rows of a case hold, keyed like `replay`."""
    found = {(MachineName.APPLICATION, ""): str(case.state)}
    for model, machine in MACHINE_OF.items():
        if model is not FundingCase:
            rows = session.execute(select(model.ref, model.state).where(model.case_id == case.id))
            found |= {(machine, ref): str(state) for ref, state in rows}
    return found


def replay_problems(session: Session, case: FundingCase) -> list[Problem]:
    """Where replaying a case's events does not end in its stored states."""
    told, stored = replay(events_of(session, case), case), stored_states(session, case)
    return [
        Problem(
            chain=case.ref,
            place=case.log_length,
            what=f"{machine} {ref}: log says {told.get((machine, ref))}, "
            f"row says {stored.get((machine, ref))}",
        )
        for machine, ref in sorted(set(told) | set(stored))
        if told.get((machine, ref)) != stored.get((machine, ref))
    ]
