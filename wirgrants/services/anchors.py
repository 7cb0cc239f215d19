"""Anchors: the heads of all chains, signed once a day in files outside the database.

Whoever can write to the database can change an event and compute its chain anew. Against an anchor
that fails: a changed, re-hashed or cut off chain no longer has the anchored hash at the anchored
place, and a removed case is missing. The other way round the log names every anchor, so that an
anchor taken away is missed.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.extensions import settings
from wirgrants.models import Event, FundingCase, HouseLog
from wirgrants.services.access import SYSTEM
from wirgrants.services.log import Entry, Problem, record
from wirgrants.services.plain import canonical, moment_text
from wirgrants.unit_of_work import read_only, unit_of_work

HOUSE = ""
WRITTEN = "write_anchor"
LONGEST_GAP = timedelta(hours=36)
"""An event may wait so long for its anchor: a day, and a night in which the worker stood still."""
_BATCH = 400


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """One anchor file as read: its heads ({chain: (length, hash)}), and what is wrong.

    `last` is the highest event number of that moment, `events` how many there were.
    """

    name: str
    heads: Mapping[str, tuple[int, str]]
    last: int = 0
    events: int = 0
    problem: str = ""


def anchor_now() -> Path:
    """Write an anchor over all chains and note its digest in the chain of the house."""
    with read_only() as session:
        path = write_anchor(session)
    with unit_of_work() as session:
        data = {"anchor": path.name, "digest": _digest(path)}
        record(session, SYSTEM, Entry(action=WRITTEN, data=data))
    return path


def anchor_if_due() -> Path | None:
    """Today's anchor, unless there is one already; safe to repeat."""
    day = clock.today().isoformat()
    if any(path.stem.endswith(day) for path in _files(_folder())):
        return None
    return anchor_now()


def write_anchor(session: Session) -> Path:
    """Write today's anchor over all chains; a second one of a day gets a later name.

    Each names the digest of the one before, so that a missing file shows.
    """
    folder = _folder()
    body = {
        "at": moment_text(clock.now()),
        "events": session.scalar(select(func.count(Event.id))),
        "last": session.scalar(select(func.max(Event.id))) or 0,
        "heads": {ref: [length, head] for ref, length, head in _heads(session)},
        "previous": _digest_of_last(folder),
    }
    signature = _private_key().sign(canonical(body)).hex()
    path = _free_name(folder)
    text = json.dumps({"anchor": body, "signature": signature}, ensure_ascii=False, indent=1)
    with path.open("x", encoding="utf-8") as handle:
        handle.write(text + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    return path


def verify_anchors(session: Session) -> Iterator[Problem]:
    """Every chain that no longer holds what an anchor says, and every anchor that is not ours.

    Also: anchors that the log names and that are gone, and events that no anchor covers in time.
    """
    previous, last = "", None
    present: dict[str, str] = {}
    for path in _files(_folder()):
        anchor = _read(path, previous)
        previous = present[path.name] = _digest(path)
        if anchor.problem:
            yield Problem(chain=f"anchor {anchor.name}", place=0, what=anchor.problem)
            continue
        last = anchor
        yield from _compare(session, anchor)
    yield from _taken_away(session, present)
    yield from _uncovered(session, last)


def _taken_away(session: Session, present: Mapping[str, str]) -> Iterator[Problem]:
    for (data,) in session.execute(select(Event.data).where(Event.action == WRITTEN)):
        name = str(data.get("anchor"))
        if present.get(name) != data.get("digest"):
            what = "changed" if name in present else "taken away"
            yield Problem(chain=f"anchor {name.removesuffix('.json')}", place=0, what=what)


def _uncovered(session: Session, newest: Anchor | None) -> Iterator[Problem]:
    last = 0
    if newest is not None:
        last = newest.last
        stored = session.scalar(select(func.count(Event.id)).where(Event.id <= last)) or 0
        if stored < newest.events:
            what = f"{newest.events - stored} events removed since"
            yield Problem(chain=f"anchor {newest.name}", place=0, what=what)
    oldest = session.scalar(
        select(func.min(Event.at)).where(Event.action != WRITTEN, Event.id > last)
    )
    if oldest is not None and clock.now() - oldest > LONGEST_GAP:
        day = clock.day_of(oldest).isoformat()
        yield Problem(chain="anchors", place=0, what=f"none covers the events since {day}")


def _compare(session: Session, anchor: Anchor) -> Iterator[Problem]:
    stored = dict(_stored(session, anchor))
    for chain, (length, head) in anchor.heads.items():
        if chain not in stored:
            yield Problem(chain=chain, place=length, what=f"case removed since {anchor.name}")
        elif length and stored[chain] != head:
            yield Problem(chain=chain, place=length, what=f"differs from anchor {anchor.name}")


def _stored(session: Session, anchor: Anchor) -> Iterator[tuple[str, str]]:
    """The stored hash at each anchored place; "" where the place is empty."""
    ids = dict(session.execute(select(FundingCase.ref, FundingCase.id)).all())
    yield from ((ref, "") for ref in ids)
    refs = {case_id: ref for ref, case_id in ids.items()}
    wanted = [
        (ids[ref], length) for ref, (length, _) in anchor.heads.items() if ref in ids and length
    ]
    for start in range(0, len(wanted), _BATCH):
        rows = session.execute(
            select(Event.case_id, Event.hash).where(
                tuple_(Event.case_id, Event.case_seq).in_(wanted[start : start + _BATCH])
            )
        )
        yield from ((refs[case_id], found) for case_id, found in rows if case_id is not None)
    length = anchor.heads.get(HOUSE, (0, ""))[0]
    head = session.scalar(
        select(Event.hash).where(Event.case_id.is_(None), Event.case_seq == length)
    )
    yield HOUSE, head or ""


def _heads(session: Session) -> Iterator[tuple[str, int, str]]:
    rows = session.execute(
        select(FundingCase.ref, FundingCase.log_length, FundingCase.log_head).order_by(
            FundingCase.id
        )
    )
    yield from rows
    house = session.execute(select(HouseLog.log_length, HouseLog.log_head)).one()
    yield HOUSE, house[0], house[1]


def _read(path: Path, previous: str) -> Anchor:
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        body = told["anchor"]
        _private_key().public_key().verify(bytes.fromhex(told["signature"]), canonical(body))
        heads = {ref: (int(length), str(head)) for ref, (length, head) in body["heads"].items()}
        last, events = int(body["last"]), int(body["events"])
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return Anchor(name=path.stem, heads={}, problem="not signed by this system")
    problem = "" if body["previous"] == previous else "an anchor before this one is missing"
    return Anchor(name=path.stem, heads=heads, last=last, events=events, problem=problem)


def _folder() -> Path:
    folder = settings().instance / "anchors"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _digest_of_last(folder: Path) -> str:
    files = _files(folder)
    return _digest(files[-1]) if files else ""


def _free_name(folder: Path) -> Path:
    return folder / f"{len(_files(folder)) + 1:06d}-{clock.today().isoformat()}.json"


def _private_key() -> Ed25519PrivateKey:
    """The system's own key in the instance folder, made when first needed."""
    path = settings().instance / "anchor_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text("ascii")))
    key = Ed25519PrivateKey.generate()
    raw = key.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(raw.hex())
    return key
