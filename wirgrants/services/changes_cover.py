"""Which budgets carry a changed award: every shift of its years, and what nothing covers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import AwardYear, Budget, FundingCase
from wirgrants.services.ledger import free, kind_for
from workflows.money import ZERO, total

Award = Mapping[str, Any]


def amounts_of(award: Award) -> dict[tuple[str, int], Decimal]:
    """Euros by part and year."""
    return {
        (part, int(year)): Decimal(amount)
        for part, years in award["amounts"].items()
        for year, amount in years.items()
    }


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One part and year whose award grows (above zero) or shrinks, and the budget behind it."""

    part: str
    year: int
    amount: Decimal
    budget_id: int | None


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Every shift of a change, and the years whose growth nothing carries."""

    shifts: tuple[Shift, ...]
    without_budget: tuple[int, ...] = ()
    without_commitment: tuple[int, ...] = ()

    def growth(self) -> list[Shift]:
        """What must be reserved and then committed."""
        return [shift for shift in self.shifts if shift.amount > ZERO]

    def shrinkage(self) -> list[Shift]:
        """What goes back to the budget."""
        return [shift for shift in self.shifts if shift.amount < ZERO]


def cover_of(
    session: Session, case: FundingCase, years: Sequence[AwardYear], after: Award
) -> Cover:
    """Which budgets carry the growth of each year; one statement, a promise for this moment."""
    known = {(year.part, year.year): year for year in years}
    will = amounts_of(after)
    first = min((year.year for year in years), default=0)
    budgets = session.scalars(select(Budget).where(Budget.line == case.line)).all()
    fitting = {
        budget.year: budget for budget in budgets if budget.kind is kind_for(budget.year, first)
    }
    shifts = [
        Shift(
            part=part,
            year=year,
            amount=will.get((part, year), ZERO) - _present(known.get((part, year))),
            budget_id=_budget(known.get((part, year)), fitting.get(year)),
        )
        for part, year in sorted({*known, *will})
        if will.get((part, year), ZERO) != _present(known.get((part, year)))
    ]
    missing = _years_without(shifts, {budget.id: budget for budget in budgets})
    return Cover(
        shifts=tuple(shifts),
        without_budget=tuple(year for year in missing if year <= first),
        without_commitment=tuple(year for year in missing if year > first),
    )


def _present(year: AwardYear | None) -> Decimal:
    return ZERO if year is None else year.amount


def _budget(year: AwardYear | None, fitting: Budget | None) -> int | None:
    if year is not None:
        return year.budget_id
    return None if fitting is None else fitting.id


def _years_without(shifts: Sequence[Shift], budgets: Mapping[int, Budget]) -> list[int]:
    needed: dict[int, list[Shift]] = {}
    for shift in shifts:
        if shift.amount > ZERO:
            needed.setdefault(shift.year, []).append(shift)
    return [
        year
        for year, wanted in sorted(needed.items())
        if any(one.budget_id is None for one in wanted)
        or free(budgets[wanted[0].budget_id or 0]) < total(one.amount for one in wanted)
    ]
