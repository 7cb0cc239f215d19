"""Where a call stands at a moment, and the last moment at which a filing is in time."""

from datetime import UTC, datetime
from enum import StrEnum

from wirgrants.models import Call
from wirgrants.services.calendar import holidays_around
from workflows.dates import BERLIN
from workflows.due import NamedDay, day_named


class CallState(StrEnum):
    """Where a call stands at a moment; computed, never stored."""

    PREPARATION = "preparation"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"


def closing_of(call: Call) -> datetime:
    """The last moment that counts as in time: on the next working day, where the day shifts.

    The hour stays. § 31 Abs. 3 HVwVfG; a call may name its day as fixed.
    """
    closes = call.closes_at.astimezone(BERLIN)
    named = NamedDay(day=closes.date(), fixed=call.closing_is_fixed_day)
    last = day_named(named, "call_closing", holidays_around(named.day)).day
    return datetime.combine(last, closes.timetz()).astimezone(UTC)


def is_over(call: Call, moment: datetime) -> bool:
    """Whether the call has closed; it may still take applications, marked late."""
    return call.closed_at is not None or moment > closing_of(call)


def call_state(call: Call, moment: datetime) -> CallState:
    """In preparation, announced, open or closed at this moment."""
    if call.published_at is None:
        return CallState.PREPARATION
    if is_over(call, moment):
        return CallState.CLOSED
    return CallState.OPEN if moment >= call.opens_at else CallState.ANNOUNCED
