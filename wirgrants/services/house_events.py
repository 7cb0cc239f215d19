"""The log of the house: calls, budgets, organisations, accounts and values, outside any case."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wirgrants.errors import NotAllowed
from wirgrants.models import Event, EventPersonal, User
from wirgrants.services.access import Actor
from wirgrants.services.log import Entry, record
from workflows.states import Role

PAGE = 25
PROGRAMME = frozenset(
    {
        "call_prepared",
        "call_changed",
        "call_figures_set",
        "call_announced",
        "call_opened_early",
        "call_extended",
        "call_closed",
        "budget_created",
        "budget_changed",
    }
)
ADMINISTRATION = frozenset(
    {
        "organisation_created",
        "organisation_changed",
        "organisation_closed",
        "organisation_reopened",
        "account_created",
        "account_changed",
        "account_closed",
        "account_reopened",
        "password_reset",
        "password_changed",
        "membership_set",
        "membership_ended",
        "parameter_entered",
        "annex_added",
        "operator_text_changed",
        "list_taken",
        "job_requeued",
        "job_dismissed",
    }
)


def only_with(actor: Actor, role: Role) -> None:
    """Raises NotAllowed unless the person (or the system) acts in this role."""
    if not actor.staff_roles & {role, Role.SYSTEM}:
        raise NotAllowed(f"needs the role {role}")


def note(
    session: Session,
    actor: Actor,
    action: str,
    subject_ref: str = "",
    *,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
) -> None:
    """Append one event to the chain of the house; `personal` values stay outside the chain."""
    record(
        session,
        actor,
        Entry(
            action=action,
            subject_ref=subject_ref,
            reason=reason,
            data=data or {},
            personal=personal or {},
        ),
    )


@dataclass(frozen=True, kw_only=True)
class HouseLine:
    """One event of the house as a page shows it; `who` is None for the system."""

    id: int
    at: datetime
    action: str
    subject_ref: str
    who: str | None
    reason: str
    data: Mapping[str, Any]
    personal: Mapping[str, str] = field(default_factory=dict)


def house_lines(
    session: Session,
    actions: Collection[str],
    *,
    subject_ref: str | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> tuple[HouseLine, ...]:
    """Events with these actions, newest first, older than the event `before`; two statements.

    Asks for one more than `limit`, so that the page knows whether another one follows.
    """
    wanted: list[ColumnElement[bool]] = [Event.case_id.is_(None), Event.action.in_(sorted(actions))]
    if subject_ref is not None:
        wanted.append(Event.subject_ref == subject_ref)
    if before is not None:
        wanted.append(Event.id < before)
    rows = session.execute(
        select(Event, User.name)
        .outerjoin(User, User.id == Event.actor_id)
        .where(*wanted)
        .order_by(Event.id.desc())
        .limit(limit + 1)
    ).all()
    personal = _personal(session, [event.id for event, _ in rows])
    return tuple(
        HouseLine(
            id=event.id,
            at=event.at,
            action=event.action,
            subject_ref=event.subject_ref,
            who=name,
            reason=event.reason,
            data=event.data,
            personal=personal.get(event.id, {}),
        )
        for event, name in rows
    )


def _personal(session: Session, events: Collection[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    rows = session.scalars(select(EventPersonal).where(EventPersonal.event_id.in_(list(events))))
    for row in rows:
        found.setdefault(row.event_id, {})[row.key] = row.value
    return found
