"""What time it is: the real clock, or the one that the demo and the tests move."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.extensions import db, settings
from wirgrants.models import ClockOffset

BERLIN = ZoneInfo("Europe/Berlin")
_REAL: tuple[timedelta, datetime | None, date | None] = (timedelta(0), None, None)


class ClockRefused(RuntimeError):
    """The clock of a production system is never moved."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    offset, fixed_at, held_on = _standing()
    if fixed_at is not None:
        return fixed_at
    real = datetime.now(UTC)
    if held_on is not None:
        time_of_day = real.astimezone(BERLIN).time()
        return datetime.combine(held_on, time_of_day, tzinfo=BERLIN).astimezone(UTC)
    return real + offset


def today() -> date:
    """The present day in Germany."""
    return now().astimezone(BERLIN).date()


def day_of(moment: datetime) -> date:
    """The day in Germany on which this moment falls."""
    return moment.astimezone(BERLIN).date()


def moved_day() -> date | None:
    """The day to show in the demo's banner; None when the clock is the real one."""
    return None if _standing() == _REAL else today()


def stand_still(session: Session, moment: datetime) -> None:
    """From now on it is this moment, until the clock is moved again. Demo and tests only."""
    _set(session, fixed_at=moment)


def hold_day(session: Session, day: date) -> None:
    """From now on it is always this day, at the real time of day. Demo and tests only."""
    _set(session, held_on=day)


def move_by(session: Session, offset: timedelta) -> None:
    """The clock runs on, this far from the real one. Demo and tests only."""
    _set(session, seconds=int(offset.total_seconds()))


def forget() -> None:
    """Read the clock's row anew at the next question (another process may have moved it)."""
    g.pop("wirgrants_clock", None)


def _set(
    session: Session,
    *,
    seconds: int = 0,
    fixed_at: datetime | None = None,
    held_on: date | None = None,
) -> None:
    if not settings().movable:
        raise ClockRefused("the clock is moved in the demo and in tests only")
    row = session.get(ClockOffset, 1)
    if row is None:
        row = ClockOffset(id=1)
        session.add(row)
    row.seconds, row.fixed_at, row.held_on = seconds, fixed_at, held_on
    g.wirgrants_clock = (timedelta(seconds=seconds), fixed_at, held_on)


def _standing() -> tuple[timedelta, datetime | None, date | None]:
    """How the clock stands, read once per request, command or job."""
    if not settings().movable:
        return _REAL
    if "wirgrants_clock" not in g:
        row = db.session.execute(
            select(ClockOffset.seconds, ClockOffset.fixed_at, ClockOffset.held_on)
        ).first()
        g.wirgrants_clock = _REAL if row is None else (timedelta(seconds=row[0]), row[1], row[2])
    standing: tuple[timedelta, datetime | None, date | None] = g.wirgrants_clock
    return standing
