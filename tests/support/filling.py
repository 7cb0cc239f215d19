"""Many plausible cases at once, written past the services: only for counting and measuring."""

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Table, insert, select

from tests.support.answers import applicant_for, good_content
from wirgrants.extensions import WRITING, db
from wirgrants.models import (
    Base,
    Event,
    FundingCase,
    InboxMessage,
    Note,
    Organisation,
    Revision,
    User,
    new_ref,
)
from wirgrants.services.search import words
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import VerdictKind
from workflows.states import (
    AFTER_AWARD,
    CLOSED,
    DECIDED,
    UNDER_REVIEW,
    ApplicationState,
    MachineName,
)

PORTION = 500
_S = ApplicationState
STATES = (
    *(_S.FILED,) * 4, *(_S.FORMAL_CHECK,) * 4, *(_S.READY,) * 2, _S.AWARD_PROPOSED,
    _S.REJECTION_PROPOSED, *(_S.AWARDED,) * 2, _S.ACCEPTED, *(_S.RUNNING,) * 6, _S.SETTLING,
    *(_S.SETTLED,) * 8, *(_S.REJECTED,) * 3, _S.WITHDRAWN, _S.LAPSED,
)  # fmt: skip
_STEPS = ("open_draft", "file", "begin_check", "pass_to_review", "propose_award", "approve_award")
_PLACES = ("Musterstadt", "Musterdorf", "Beispielhausen", "Neuort", "Altenbeispiel", "Probeheim")
_WORDS = ("Ankommen", "Begegnung", "Sprache", "Beratung", "Teilhabe", "Nachbarschaft", "Brücken")
_FIRST = datetime(2024, 1, 8, 8, 0, tzinfo=UTC)
_LAST = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
_numbers = itertools.count(1)


@dataclass(frozen=True, kw_only=True)
class People:
    """The accounts that the rows name; they must differ."""

    signatory: int
    officer: int
    approver: int


def people(app: Flask) -> People:
    """The accounts of the small world."""
    with app.app_context(), db.engine.connect() as connection:
        found = {
            name: connection.scalar(select(User.id).where(User.email == f"{name}@example.org"))
            for name in ("signatory", "case_officer", "approver")
        }
    return People(
        signatory=found["signatory"] or 0,
        officer=found["case_officer"] or 0,
        approver=found["approver"] or 0,
    )


def fill(
    app: Flask,
    number: int,
    *,
    calls: Mapping[str, int],
    owner: int | None = None,
    states: Sequence[ApplicationState] = STATES,
) -> None:
    """Add so many filed cases with content, log, note and message; one transaction for 500.

    The cases are spread over `states` and over the lines of `calls` (a call's id of each); without
    an `owner` every fourth case brings an organisation of its own.
    """
    known = people(app)
    lines = sorted(calls)
    for first in range(0, number, PORTION):
        size = min(PORTION, number - first)
        with app.app_context(), db.engine.connect() as opened:
            connection = opened.execution_options(**{WRITING: True})
            with connection.begin():
                owners = [owner] if owner else _organisations(connection, -(-size // 4))
                places = list(itertools.islice(_numbers, size))
                rows = [
                    _case(place, lines[place % len(lines)], calls, owners, known)
                    | _stand(place, states[place % len(states)], known)
                    for place in places
                ]
                _add(connection, FundingCase, rows)
                _follow(connection, rows, known)


def _add(connection: Connection, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    table = model.__table__
    assert isinstance(table, Table)
    connection.execute(insert(table), list(rows))


def _organisations(connection: Connection, number: int) -> list[int]:
    refs = [new_ref() for _ in range(number)]
    kinds = (ApplicantType.CHARITY, ApplicantType.MIGRANT_ORG)
    _add(
        connection,
        Organisation,
        [
            {
                "ref": ref, "name": f"Verein {_PLACES[i % len(_PLACES)]} {ref[:4]}",
                "kind": kinds[i % 2], "seat_ags": "06411000", "invented": True,
                "created_at": _FIRST,
            }
            for i, ref in enumerate(refs)
        ],
    )  # fmt: skip
    found = connection.scalars(select(Organisation.id).where(Organisation.ref.in_(refs)))
    return sorted(found)


@cache
def _content(line: str) -> dict[str, Any]:
    guideline = registry.line(line).versions[0]
    return good_content(guideline, applicant_for(guideline))


def _case(
    place: int, line: str, calls: Mapping[str, int], owners: Sequence[int], known: People
) -> dict[str, Any]:
    guideline = registry.line(line).versions[0]
    filed, asked = _filed(place), _asked(place)
    title = f"{_WORDS[place % 7]} in {_PLACES[place % 6]} {place}"
    content = _content(line)
    return {
        "ref": new_ref(), "number": f"WIR-{filed.year}-{100000 + place}",
        "organisation_id": owners[place % len(owners)], "call_id": calls[line], "line": line,
        "version": guideline.version, "variant": guideline.lifecycle,
        "title": title, "applicant_name": f"Verein {_PLACES[place % 6]}",
        "applicant_type": ApplicantType.CHARITY,
        "draft": content | {"answers": content["answers"] | {"project_title": title}},
        "started_at": filed - timedelta(days=9), "started_by_id": known.signatory,
        "filed_at": filed, "received_on": filed.date(), "revision_number": 1,
        "late": place % 23 == 0, "verdict": VerdictKind.ELIGIBLE, "asked": asked,
        "entitlement": asked, "row_version": 5, "log_length": len(_STEPS),
        "log_head": _digest(place, len(_STEPS)),
    }  # fmt: skip


def _filed(place: int) -> datetime:
    scattered = (place * 7919) % 10007 / 10007
    return _FIRST + (_LAST - _FIRST) * scattered + timedelta(seconds=place)


def _asked(place: int) -> Decimal:
    return Decimal(5000 + place % 40000)


def _stand(place: int, state: ApplicationState, known: People) -> dict[str, Any]:
    """The state with the columns that it asks for; every row names the same ones."""
    proposed = state in DECIDED or state in {_S.AWARD_PROPOSED, _S.REJECTION_PROPOSED}
    decided, awarded = state in DECIDED, state in AFTER_AWARD
    day, asked = _filed(place).date() + timedelta(days=60), _asked(place)
    settled = state is _S.SETTLED
    return {
        "state": state,
        "assigned_to_id": known.officer if place % 3 else None,
        "waiting_for": "case_officer" if state in UNDER_REVIEW else None,
        "due_on": date(2026, 11, 1) + timedelta(days=place % 90) if state not in CLOSED else None,
        "due_what": "" if state in CLOSED else "check",
        "proposed_by_id": known.officer if proposed else None,
        "decision": ("award" if awarded else "rejection") if decided else None,
        "decided_on": day if decided else None,
        "decided_by_id": known.approver if decided else None,
        "awarded": asked if awarded else None,
        "paid": asked if settled else Decimal(0),
        "settled_grant": asked if settled else None,
        "closed_on": day if state in CLOSED else None,
    }


def _digest(place: int, seq: int) -> str:
    return hashlib.sha256(f"{place}/{seq}".encode()).hexdigest()


def _follow(connection: Connection, rows: Sequence[dict[str, Any]], known: People) -> None:
    """Words, content, log, note and message of the cases."""
    refs = [row["ref"] for row in rows]
    found = connection.execute(
        select(FundingCase.ref, FundingCase.id).where(FundingCase.ref.in_(refs))
    )
    ids = {row.ref: row.id for row in found}
    told = [(ids[row["ref"]], row) for row in rows]
    connection.execute(
        insert(Base.metadata.tables["case_term"]),
        [{"term": term, "case_id": i} for i, row in told for term in _terms(row)],
    )
    _add(connection, Revision, [_revision(i, row, known) for i, row in told])
    _add(connection, Event, [event for i, row in told for event in _events(i, row, known)])
    _add(
        connection,
        Note,
        [
            {"ref": new_ref(), "case_id": i, "text": "Rückfrage am Telefon geklärt.",
             "at": row["filed_at"], "by_id": known.officer}
            for i, row in told
        ],
    )  # fmt: skip
    _add(connection, InboxMessage, [_message(i, row) for i, row in told])


def _terms(row: Mapping[str, Any]) -> list[str]:
    text = " ".join((row["number"], row["applicant_name"], row["title"]))
    return list(dict.fromkeys([row["number"].casefold(), *words(text)]))


def _revision(case_id: int, row: Mapping[str, Any], known: People) -> dict[str, Any]:
    return {
        "ref": new_ref(), "case_id": case_id, "subject": MachineName.APPLICATION, "number": 1,
        "content": row["draft"], "digest": row["log_head"], "verdict": {}, "at": row["filed_at"],
        "by_id": known.signatory, "declared_at": row["filed_at"],
        "declared_by_id": known.signatory,
    }  # fmt: skip


def _events(case_id: int, row: Mapping[str, Any], known: People) -> Iterator[dict[str, Any]]:
    before = "0" * 64
    for seq, action in enumerate(_STEPS, 1):
        own = hashlib.sha256(f"{row['ref']}/{seq}".encode()).hexdigest()
        yield {
            "case_id": case_id, "case_seq": seq, "machine": MachineName.APPLICATION,
            "subject_ref": row["ref"], "action": action, "from_state": "draft",
            "to_state": "filed", "actor_id": known.signatory if seq < 3 else known.officer,
            "roles": ["signatory"], "at": row["filed_at"] + timedelta(days=seq),
            "line": row["line"], "guideline_version": row["version"], "findings": [], "data": {},
            "personal": {}, "prev_hash": before, "hash": own,
        }  # fmt: skip
        before = own


def _message(case_id: int, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "ref": new_ref(), "organisation_id": row["organisation_id"], "case_id": case_id,
        "kind": "receipt", "subject": f"Antrag {row['number']} eingegangen",
        "text": "Ihr Antrag ist eingegangen.", "at": row["filed_at"],
    }  # fmt: skip
