"""Obligations (Auflagen) of a notice and of its amendments, each with the day it is to be met."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants.models import FundingCase, Obligation
from wirgrants.services.award_wish import Ordered


def read_ordered(told: Sequence[Mapping[str, Any]]) -> tuple[Ordered, ...]:
    """Obligations kept as plain JSON: {"text", "due_on"} with an ISO day or None."""
    return tuple(
        Ordered(
            text=one["text"],
            due_on=None if one["due_on"] is None else date.fromisoformat(one["due_on"]),
        )
        for one in told
    )


def in_words(one: Ordered) -> str:
    """The obligation as letters and pages word it."""
    return one.text if one.due_on is None else f"{one.text} (zu erfüllen bis {one.due_on:%d.%m.%Y})"


def order(session: Session, case: FundingCase, ordered: Sequence[Ordered]) -> None:
    """Write further obligations behind those that stand already.

    Inside the unit of work of the step that orders them.
    """
    if not ordered:
        return
    last = session.scalar(select(func.max(Obligation.number)).where(Obligation.case_id == case.id))
    session.add_all(
        Obligation(case_id=case.id, number=number, text=one.text, due_on=one.due_on)
        for number, one in enumerate(ordered, start=(last or 0) + 1)
    )
