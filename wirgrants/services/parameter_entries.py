"""Dated parameters as an administrator keeps them: new values, confirmations, doubts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Parameter as Row
from wirgrants.models import User, new_ref
from wirgrants.queueing import enqueue
from wirgrants.services.access import Actor
from wirgrants.services.advancing import ADVANCE
from wirgrants.services.house_events import note, only_with
from wirgrants.services.parameter_reach import reach_of, refuse_before_programme, refuse_unsaid
from wirgrants.services.parameters import known, load_parameters
from wirgrants.services.plain import digest
from wirgrants.unit_of_work import unit_of_work
from workflows.interest import half_year_end, missing_half_year
from workflows.parameters import DEFAULTS, Parameter, ParameterMissing
from workflows.sources import SOURCES, Mark
from workflows.states import Role
from workflows.wording.formats import german_day

COURT = "court."
DOUBTFUL = frozenset({Mark.UNVERIFIED, Mark.NOT_FOUND})


@dataclass(frozen=True, kw_only=True)
class ParameterValues:
    """One dated value: `value` has the type of its key, `source` is a key of the sources.

    `past`: it shall count for days on which something was decided with another one; `note` says
    why.
    """

    key: str
    value: Decimal | str
    valid_from: date
    source: str
    number: str
    confirmed: bool
    confirmed_until: date | None = None
    note: str = ""
    past: bool = False


@dataclass(frozen=True, kw_only=True)
class Present:
    """The row of a key that counts on a day; `doubts` says why somebody should look at it."""

    row: Parameter
    doubts: str = ""
    later: int = 0

    @property
    def court(self) -> bool:
        """Whether it names the court of a district; those are counted and listed apart."""
        return self.row.key.startswith(COURT)


def present_parameters(session: Session, day: date) -> list[Present]:
    """Each key's row on this day, in the order of the table; one statement."""
    table = load_parameters(session)
    found = []
    for key in table.names():
        try:
            row = table.on(key, day)
        except ParameterMissing:
            row = table.series(key)[0]
        later = sum(1 for one in table.series(key) if one.valid_from > day)
        found.append(Present(row=row, doubts=doubts_about(row, day), later=later))
    return found


def doubts_about(row: Parameter, day: date) -> str:
    """Why this row needs a look on that day: "unverified", "ends" or nothing."""
    if row.mark in DOUBTFUL:
        return "unverified"
    if row.confirmed_until is not None and (row.confirmed_until - day).days < _SOON:
        return "ends"
    return ""


_SOON = 90


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row of one key with what the database knows of it; `entered` is None for a shipped one."""

    row: Parameter
    entered: Row | None = None
    who: str | None = None


def entries_of(session: Session, key: str) -> Sequence[Entry]:
    """All rows of a key, newest first; two statements. Raises NotFound for an unknown key."""
    if not DEFAULTS.series(key):
        raise NotFound("no such parameter")
    table = load_parameters(session)
    kept = {
        row.valid_from: (row, name)
        for row, name in session.execute(
            select(Row, User.name)
            .outerjoin(User, User.id == Row.entered_by_id)
            .where(Row.key == key)
        )
    }
    return [
        Entry(
            row=row,
            entered=kept.get(row.valid_from, (None, None))[0],
            who=kept.get(row.valid_from, (None, None))[1],
        )
        for row in reversed(table.series(key))
    ]


def stand_of(session: Session, key: str) -> str:
    """The digest of what was entered for this key, by which an old page is told; one statement."""
    return _digest(session.scalars(_entered(key)).all())


def _entered(key: str) -> Select[Row]:
    return select(Row).where(Row.key == key).order_by(Row.valid_from)


_TOLD = ("value", "unit", "source", "number", "mark", "confirmed_until", "note")


def _digest(rows: Sequence[Row]) -> str:
    return digest([[row.valid_from, *(getattr(row, name) for name in _TOLD)] for row in rows])


def unit_of(key: str) -> str:
    """The unit of a key, empty for words. Raises NotFound for an unknown key."""
    rows = DEFAULTS.series(key)
    if not rows:
        raise NotFound("no such parameter")
    return rows[-1].unit


def enter_parameter(actor: Actor, values: ParameterValues, *, seen: str) -> bool:
    """Keep a dated value; one of the same key and day is replaced, the log keeps the old one.

    False when the same stands there already (a form sent twice). Verdicts and letters keep what
    they were made with. Raises NotFound for an unknown key, Refused for an unknown source, for a
    base rate that would leave a half-year out, for a day before the programme, for one that reaches
    into what was decided without `past` and a note, and when the key's values are no longer those
    that the page showed (`seen`, from `stand_of`).
    """
    only_with(actor, Role.ADMINISTRATOR)
    refuse_before_programme(values.valid_from)
    wanted = _wanted(values)
    with unit_of_work() as session:
        rows = session.scalars(_entered(values.key).with_for_update()).all()
        row = next((one for one in rows if one.valid_from == values.valid_from), None)
        before = None if row is None else {name: getattr(row, name) for name in wanted}
        if before == wanted:
            return False
        if _digest(rows) != seen:
            raise Refused("an old page", message=_CHANGED)
        _leaves_no_gap(rows, values)
        reached = _reached(session, values)
        if row is None:
            row = Row(ref=new_ref(), key=values.key, valid_from=values.valid_from)
            session.add(row)
        for name, told in wanted.items():
            setattr(row, name, told)
        _stamp(row, actor, confirmed=values.confirmed)
        data = {"key": values.key, "valid_from": values.valid_from, "before": before, **wanted}
        note(session, actor, "parameter_entered", row.ref, data=data | reached)
        if values.key == "base_rate":
            # A paid claim that waited for this rate may bear no interest by it.
            enqueue(session, ADVANCE, {})
    return True


def _reached(session: Session, values: ParameterValues) -> dict[str, object]:
    """What the log keeps of how far back a value reaches. Raises Refused as above."""
    reach = reach_of(session, values.key, values.value, values.valid_from)
    refuse_unsaid(reach, values.valid_from, past=values.past, note=values.note)
    if not reach:
        return {}
    return {"reached": {"letters": reach.letters, "applications": reach.applications}}


_CHANGED = (
    "Zu diesem Wert hat inzwischen jemand etwas eingetragen. Es wurde nichts gespeichert. Was "
    "jetzt gilt, steht über dem Formular; senden Sie Ihre Eingabe noch einmal, wenn sie bleiben "
    "soll."
)


def _wanted(values: ParameterValues) -> dict[str, object]:
    """The columns of the row, by name. Raises NotFound for an unknown key, Refused as above."""
    unit = unit_of(values.key)
    if values.source not in SOURCES or not values.number.strip():
        raise Refused("unknown source", message="Bitte wählen Sie eine Quelle mit Fundstelle.")
    return {
        "value": format(values.value, "f") if isinstance(values.value, Decimal) else values.value,
        "unit": unit,
        "source": values.source,
        "number": values.number,
        "mark": Mark.CONFIRMED if values.confirmed else Mark.UNVERIFIED,
        "confirmed_until": values.confirmed_until,
        "note": values.note,
    }


def _leaves_no_gap(rows: Sequence[Row], values: ParameterValues) -> None:
    """A base rate begins with a half-year, and none before it since 2026 is left out; else Refused.

    A gap would count as unknown (`workflows.interest`), so nobody shall take it for "unchanged".
    """
    if values.key != "base_rate":
        return
    begins = values.valid_from
    if half_year_end(begins - timedelta(days=1)) != begins - timedelta(days=1):
        raise Refused("no half-year", message=_HALF_YEARS)
    missing = missing_half_year(DEFAULTS.with_rows(known(rows)), begins - timedelta(days=1))
    if missing is not None:
        told = _GAP.format(day=german_day(missing))
        raise Refused(f"no rate for {missing}", message=told)


_HALF_YEARS = "Der Basiszinssatz gilt immer ab dem 1. Januar oder dem 1. Juli eines Jahres."
_GAP = (
    "Für das Halbjahr ab {day} ist noch kein Basiszinssatz eingetragen. Bitte tragen Sie diesen "
    "zuerst ein, auch wenn er sich nicht geändert hat: Eine Lücke gilt als unbekannt."
)


def _stamp(row: Row, actor: Actor, *, confirmed: bool) -> None:
    moment = clock.now()
    row.entered_at, row.entered_by_id = moment, actor.log_id
    row.confirmed_at = moment if confirmed else None
    row.confirmed_by_id = actor.log_id if confirmed else None
