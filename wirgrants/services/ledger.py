"""Budgets as a ledger: every movement one conditional UPDATE and one entry that stays for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Table,
    Update,
    bindparam,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import BudgetExhausted
from wirgrants.models import Budget, BudgetKind, FundingCase, LedgerEntry, LedgerKind
from wirgrants.services.access import Actor

_TABLE = cast("Table", Budget.__table__)
_COLUMNS = ("total", "reserved", "committed", "spent")

MOVEMENTS: Mapping[LedgerKind, str] = {
    LedgerKind.ALLOT: "Ansatz",
    LedgerKind.RESERVE: "vorgemerkt",
    LedgerKind.UNRESERVE: "Vormerkung aufgehoben",
    LedgerKind.COMMIT: "gebunden",
    LedgerKind.RELEASE: "Bindung aufgehoben",
    LedgerKind.SPEND: "ausgezahlt",
    LedgerKind.RETURN: "Rückläufer",
    LedgerKind.REFUND: "Rückzahlung",
}
"""What a movement is called, on every page and in the audit file."""

# What a movement of one euro does to total, reserved, committed and spent.
_EFFECT: Mapping[LedgerKind, tuple[int, int, int, int]] = {
    LedgerKind.ALLOT: (1, 0, 0, 0),
    LedgerKind.RESERVE: (0, 1, 0, 0),
    LedgerKind.UNRESERVE: (0, -1, 0, 0),
    LedgerKind.COMMIT: (0, -1, 1, 0),
    LedgerKind.RELEASE: (0, 0, -1, 0),
    LedgerKind.SPEND: (0, 0, -1, 1),
    LedgerKind.RETURN: (0, 0, 1, -1),
    LedgerKind.REFUND: (0, 0, 0, -1),
}
_MAY_TAKE_BACK = frozenset({LedgerKind.ALLOT, LedgerKind.REFUND})
_MESSAGE = "Die verfügbaren Haushaltsmittel reichen für diesen Betrag nicht aus."


@dataclass(frozen=True, kw_only=True)
class Movement:
    """One amount in euros on one budget; `part` is the part of the case it belongs to."""

    budget_id: int
    amount: Decimal
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Who moves money, for which case, and why."""

    actor: Actor
    case: FundingCase | None = None
    reason: str = ""


def move(session: Session, kind: LedgerKind, movements: Sequence[Movement], cause: Cause) -> None:
    """Make these movements or none: two statements, however many there are.

    Amounts are positive; ALLOT may take away, REFUND take back what another year is credited with.
    Raises BudgetExhausted when one balance would fall
    below zero or reserved, committed and spent would exceed the total.
    """
    wanted = sorted((m for m in movements if m.amount), key=lambda m: m.budget_id)
    if not wanted:
        return
    if kind not in _MAY_TAKE_BACK and any(m.amount < 0 for m in wanted):
        raise ValueError("a movement has a positive amount")
    session.flush()
    # One row at a time in the order of ids, so that two cases never wait for each other in a ring.
    moved = session.connection().execute(
        _conditional_update(kind), [{"budget": m.budget_id, "cents": _cents(m)} for m in wanted]
    )
    if moved.rowcount != len(wanted):
        raise BudgetExhausted(f"{kind}: a balance would fall below zero", message=_MESSAGE)
    _expire(session, {m.budget_id for m in wanted})
    session.execute(insert(LedgerEntry), [_entry(kind, m, cause) for m in wanted])


def _conditional_update(kind: LedgerKind) -> Update:
    """Change the balances of one budget, if they stay at or above zero and within the total."""
    cents = bindparam("cents", type_=BigInteger)
    effect = dict(zip(_COLUMNS, _EFFECT[kind], strict=True))
    after = {
        name: type_coerce(_TABLE.c[name], BigInteger) + cents * factor
        for name, factor in effect.items()
    }
    return (
        update(_TABLE)
        .where(
            _TABLE.c.id == bindparam("budget"),
            after["reserved"] + after["committed"] + after["spent"] <= after["total"],
            *(value >= 0 for value in after.values()),
        )
        .values({name: after[name] for name, factor in effect.items() if factor})
    )


def _cents(movement: Movement) -> int:
    cents = movement.amount * 100
    if cents != cents.to_integral_value():
        raise ValueError(f"{movement.amount} has more than two decimals")
    return int(cents)


def _entry(kind: LedgerKind, movement: Movement, cause: Cause) -> dict[str, Any]:
    changes = {
        f"{name}_change": movement.amount * factor
        for name, factor in zip(_COLUMNS, _EFFECT[kind], strict=True)
    }
    return {
        "budget_id": movement.budget_id,
        "case_id": None if cause.case is None else cause.case.id,
        "part": movement.part,
        "kind": kind,
        "amount": movement.amount,
        "at": clock.now(),
        "actor_id": cause.actor.log_id,
        "reason": cause.reason,
        **changes,
    }


def _expire(session: Session, budget_ids: set[int]) -> None:
    """Budgets loaded before must not show their old balances."""
    for row in list(session.identity_map.values()):
        if isinstance(row, Budget) and row.id in budget_ids:
            session.expire(row)


def budgets_of(session: Session, line: str) -> Sequence[Budget]:
    """The budgets and commitment authorities of a line, by year."""
    statement = select(Budget).where(Budget.line == line).order_by(Budget.year, Budget.kind)
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def kind_for(year: int, first_year: int) -> BudgetKind:
    """Money of the first year is its budget, of each later one commitment authority (§ 38 LHO)."""
    return BudgetKind.BUDGET if year <= first_year else BudgetKind.COMMITMENT


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What carries an award: the budget of each year, and the years that nothing carries.

    `without_budget` and `without_commitment` are what `Circumstances` asks for.
    """

    budgets: Mapping[int, Budget]
    without_budget: tuple[int, ...]
    without_commitment: tuple[int, ...]


def cover(session: Session, line: str, amounts: Mapping[int, Decimal]) -> Cover:
    """Which budgets would carry these amounts by year, the earliest being the first year.

    A year whose free money is less than its amount counts as without. One statement; a promise
    only for this moment, `move` decides.
    """
    wanted = {year: amount for year, amount in amounts.items() if amount > 0}
    known = {(b.year, b.kind): b for b in budgets_of(session, line)}
    first = min(wanted, default=0)
    found: dict[int, Budget] = {}
    missing: dict[BudgetKind, list[int]] = {kind: [] for kind in BudgetKind}
    for year, amount in sorted(wanted.items()):
        kind = kind_for(year, first)
        budget = known.get((year, kind))
        if budget is not None:
            found[year] = budget
        if budget is None or free(budget) < amount:
            missing[kind].append(year)
    return Cover(
        budgets=found,
        without_budget=tuple(missing[BudgetKind.BUDGET]),
        without_commitment=tuple(missing[BudgetKind.COMMITMENT]),
    )


def free(budget: Budget) -> Decimal:
    """What is neither reserved, committed nor spent."""
    return budget.total - budget.reserved - budget.committed - budget.spent


def differences(session: Session) -> list[str]:
    """Budgets whose balances are not the sums of their entries (doctor); empty when all agree."""
    sums = {
        row[0]: tuple(int(value) for value in row[1:])
        for row in session.execute(
            select(
                LedgerEntry.budget_id,
                *(
                    func.sum(type_coerce(getattr(LedgerEntry, f"{name}_change"), BigInteger))
                    for name in _COLUMNS
                ),
            ).group_by(LedgerEntry.budget_id)
        )
    }
    return [
        f"{budget.line} {budget.year} {budget.kind}: the balances are not those of the entries"
        for budget in session.scalars(select(Budget).execution_options(populate_existing=True))
        if sums.get(budget.id, (0, 0, 0, 0))
        != tuple(int(getattr(budget, name) * 100) for name in _COLUMNS)
    ]
