"""What is going on in one case: side procedures in one statement, latest events in another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    String,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from wirgrants.models.aftercare import Payment, Proof, Recovery
from wirgrants.models.award import ChangeRequest
from wirgrants.models.base import Cents
from wirgrants.models.event import Event
from wirgrants.models.people import User
from wirgrants.models.review import Clarification
from workflows.procedures import SIDE_MACHINES
from workflows.states import (
    AnyState,
    ChangeState,
    ClarificationState,
    MachineName,
    PaymentState,
    ProofState,
    RecoveryState,
)
from workflows.wording import say

STATES: Mapping[MachineName, type[AnyState]] = {
    MachineName.CLARIFICATION: ClarificationState,
    MachineName.PAYMENT: PaymentState,
    MachineName.CHANGE: ChangeState,
    MachineName.PROOF: ProofState,
    MachineName.RECOVERY: RecoveryState,
}


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One side procedure of a case. `part` is the part it is about ("" for the whole case).

    Of a change, `letter` tells that its letter is set, `favourable` what it says (None: no letter).
    """

    machine: MachineName
    ref: str
    state: AnyState
    number: int
    part: str
    kind: str
    due_on: date | None
    amount: Decimal | None
    letter: bool
    favourable: bool | None

    @property
    def ended(self) -> bool:
        """Nobody has to act any more."""
        return SIDE_MACHINES[self.machine].ended(self.state)

    @property
    def until(self) -> date | None:
        """The day while it is still ahead of somebody; what was kept is not late afterwards."""
        return self.due_on if self.state in BINDING.get(self.machine, ()) else None

    @property
    def name(self) -> str:
        """As people call it: "Mittelabruf 2", "Zwischennachweis 2027" (the number is its year)."""
        proof = self.machine is MachineName.PROOF
        word = say(f"proof_kind.{self.kind}" if proof else f"machine.{self.machine.value}")
        return f"{word} {self.number}"


def _rows(machine: MachineName, model: type[Any], case_id: int, columns: Mapping[str, Any]) -> Any:
    def text(name: str) -> Any:
        value = columns.get(name, literal(""))
        return cast(value, String(64)).label(name)

    return select(
        literal(machine.value).label("machine"),
        model.ref.label("ref"),
        cast(model.state, String(32)).label("state"),
        columns["number"].label("number"),
        text("part"),
        text("kind"),
        _day(columns.get("due_on")).label("due_on"),
        cast(columns.get("amount", null()), Cents).label("amount"),
        cast(columns.get("letter_id", null()), Integer).label("letter_id"),
        _flag(columns.get("favourable")).label("favourable"),
        model.id.label("id"),
    ).where(model.case_id == case_id)


def _day(column: Any) -> Any:
    """The column as a day; SQLite would make a number of one that is cast."""
    return cast(null(), Date) if column is None else type_coerce(column, Date)


def _flag(column: Any) -> Any:
    return cast(null(), Boolean) if column is None else type_coerce(column, Boolean)


# Once the order is out, its day counts and no longer that of the hearing.
PAY_OR_ANSWER = func.coalesce(Recovery.due_on, Recovery.hearing_due)
# The states in which the day of a procedure is still ahead of somebody; later it was kept or not.
BINDING: Mapping[MachineName, frozenset[AnyState]] = {
    MachineName.CLARIFICATION: frozenset({ClarificationState.REQUESTED}),
    MachineName.PROOF: frozenset({ProofState.EXPECTED, ProofState.SENT_BACK}),
    MachineName.RECOVERY: frozenset({RecoveryState.HEARING, RecoveryState.ORDERED}),
}
_SOURCES: tuple[tuple[MachineName, type[Any], Mapping[str, Any]], ...] = (
    (
        MachineName.CLARIFICATION,
        Clarification,
        {"number": Clarification.number, "due_on": Clarification.due_on},
    ),
    (MachineName.PAYMENT, Payment, {"number": Payment.number, "amount": Payment.amount}),
    (
        MachineName.CHANGE,
        ChangeRequest,
        {
            "number": ChangeRequest.number,
            "kind": ChangeRequest.kind,
            "letter_id": ChangeRequest.letter_id,
            "favourable": ChangeRequest.favourable,
        },
    ),
    (
        MachineName.PROOF,
        Proof,
        {"number": Proof.year, "part": Proof.part, "kind": Proof.kind, "due_on": Proof.due_on},
    ),
    (
        MachineName.RECOVERY,
        Recovery,
        {"number": Recovery.number, "due_on": PAY_OR_ANSWER, "amount": Recovery.demanded},
    ),
)
_ORDER = {machine.value: position for position, (machine, _, _) in enumerate(_SOURCES)}


def _place(row: Any) -> tuple[int, date, int]:
    dated = row.machine == MachineName.PROOF.value and row.due_on is not None
    return _ORDER[row.machine], row.due_on if dated else date.min, row.id


def procedures(session: Session, case_id: int) -> tuple[Procedure, ...]:
    """Every side procedure of the case, by machine and age, proofs by their day; one statement."""
    rows = union_all(*(_rows(name, model, case_id, columns) for name, model, columns in _SOURCES))
    found = sorted(session.execute(rows).all(), key=_place)
    return tuple(
        Procedure(
            machine=MachineName(row.machine),
            ref=row.ref,
            state=STATES[MachineName(row.machine)](row.state),
            number=row.number,
            part=row.part,
            kind=row.kind,
            due_on=row.due_on,
            amount=row.amount,
            letter=row.letter_id is not None,
            favourable=row.favourable,
        )
        for row in found
    )


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """One event as a list shows it. `actor` is None for the system."""

    at: datetime
    machine: MachineName | None
    subject_ref: str
    action: str
    from_state: str | None
    to_state: str | None
    actor_id: int | None
    actor: str | None
    roles: Sequence[str]
    reason: str
    hash: str
    case_seq: int


def latest_events(session: Session, case_id: int, limit: int = 8) -> tuple[LogLine, ...]:
    """The newest events of the case, newest first; one statement."""
    rows = session.execute(
        select(Event, User.name)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.case_id == case_id)
        .order_by(Event.case_seq.desc())
        .limit(limit)
    ).all()
    return tuple(log_line(event, name) for event, name in rows)


def log_line(event: Event, name: str | None) -> LogLine:
    """An event with its actor's name as plain values."""
    return LogLine(
        at=event.at,
        machine=event.machine,
        subject_ref=event.subject_ref,
        action=event.action,
        from_state=event.from_state,
        to_state=event.to_state,
        actor_id=event.actor_id,
        actor=name,
        roles=event.roles,
        reason=event.reason,
        hash=event.hash,
        case_seq=event.case_seq,
    )
