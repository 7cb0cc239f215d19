"""Budgets and commitment authority per line and year: created and changed as ledger entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import once
from wirgrants.errors import BudgetExhausted, Conflict, NotFound, Refused
from wirgrants.models import (
    Budget,
    BudgetKind,
    FundingCase,
    LedgerEntry,
    LedgerKind,
    User,
    new_ref,
)
from wirgrants.services.access import Actor
from wirgrants.services.house_events import note, only_with
from wirgrants.services.ledger import Cause, Movement, free, move
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.states import Role
from workflows.wording.formats import german_euros

FIRST_YEAR, LAST_YEAR = 2014, 2060


def load_budget(session: Session, ref: str) -> Budget:
    """The budget of this ref. Raises NotFound."""
    budget = session.scalars(select(Budget).where(Budget.ref == ref)).one_or_none()
    if budget is None:
        raise NotFound("no such budget")
    return budget


def allot_budget(
    actor: Actor, line: str, year: int, kind: BudgetKind, amount: Decimal, reason: str
) -> str:
    """Provide the first money of a line and year; the new budget's ref.

    Raises Refused for an unknown line or year and where there is such a budget already.
    """
    only_with(actor, Role.PROGRAMME_LEAD)
    if line not in registry.lines() or not FIRST_YEAR <= year <= LAST_YEAR or amount <= 0:
        raise Refused(
            "impossible budget",
            message="Bitte prüfen Sie Förderschwerpunkt, Haushaltsjahr und Betrag.",
        )
    with unit_of_work() as session:
        known = select(Budget.id).where(
            Budget.line == line, Budget.year == year, Budget.kind == kind
        )
        if session.scalar(known) is not None:
            raise Refused(
                "budget exists",
                message="Für diesen Förderschwerpunkt und dieses Jahr gibt es den Ansatz schon. "
                "Bitte erhöhen oder vermindern Sie ihn auf seiner Seite.",
            )
        budget = Budget(ref=new_ref(), line=line, year=year, kind=kind)
        session.add(budget)
        session.flush()
        _allot(session, actor, budget, amount, reason)
        note(
            session, actor, "budget_created", budget.ref, reason=reason, data=_told(budget, amount)
        )
        once.made(session, budget.ref)
        return budget.ref


def change_budget(
    actor: Actor, ref: str, change: Decimal, reason: str, seen_total: Decimal
) -> Decimal:
    """Increase (or, negative, decrease) a budget by `change` euros; the new total.

    `seen_total` is what the person saw: another one raises Conflict, so that a form sent twice
    counts once. Raises Refused when less would remain than is reserved, committed and spent.
    """
    only_with(actor, Role.PROGRAMME_LEAD)
    if not change:
        raise Refused("nothing changes", message="Bitte geben Sie einen Betrag über 0,00 € ein.")
    with unit_of_work() as session:
        statement = select(Budget).where(Budget.ref == ref).with_for_update()
        budget = session.scalars(statement).one_or_none()
        if budget is None:
            raise NotFound("no such budget")
        if budget.total != seen_total:
            raise Conflict(f"{seen_total} was shown, {budget.total} is stored")
        least = budget.total - free(budget)
        try:
            _allot(session, actor, budget, change, reason)
        except BudgetExhausted as error:
            raise Refused(
                "below what is used",
                message="Der Ansatz kann nicht unter den Betrag sinken, der schon vorgemerkt, "
                f"gebunden oder ausgezahlt ist ({german_euros(least)}).",
            ) from error
        session.refresh(budget)
        note(session, actor, "budget_changed", ref, reason=reason, data=_told(budget, change))
        return budget.total


def _allot(session: Session, actor: Actor, budget: Budget, amount: Decimal, reason: str) -> None:
    movement = Movement(budget_id=budget.id, amount=amount)
    move(session, LedgerKind.ALLOT, [movement], Cause(actor=actor, reason=reason))


def _told(budget: Budget, amount: Decimal) -> dict[str, object]:
    return {
        "line": budget.line,
        "year": budget.year,
        "kind": budget.kind,
        "change": amount,
        "total": budget.total,
    }


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """One entry of a budget's ledger as the page shows it."""

    id: int
    at: datetime
    kind: LedgerKind
    amount: Decimal
    who: str | None
    case_number: str | None
    case_ref: str | None
    part: str
    reason: str


def ledger_rows(
    session: Session, budget: Budget, before: int | None = None, limit: int = 25
) -> Sequence[LedgerRow]:
    """The entries of a budget, newest first, one more than `limit`; one statement."""
    statement = (
        select(LedgerEntry, User.name, FundingCase.number, FundingCase.ref)
        .outerjoin(User, User.id == LedgerEntry.actor_id)
        .outerjoin(FundingCase, FundingCase.id == LedgerEntry.case_id)
        .where(LedgerEntry.budget_id == budget.id)
        .order_by(LedgerEntry.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        statement = statement.where(LedgerEntry.id < before)
    return [
        LedgerRow(
            id=entry.id,
            at=entry.at,
            kind=entry.kind,
            amount=entry.amount,
            who=name,
            case_number=number,
            case_ref=ref,
            part=entry.part,
            reason=entry.reason,
        )
        for entry, name, number, ref in session.execute(statement)
    ]
