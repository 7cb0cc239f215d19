"""What is stored at the end of a journey: the case, its letters, and its money by year."""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select

from tests.journeys.house import House
from wirgrants.models import Budget, FundingCase, LedgerEntry, Letter
from wirgrants.unit_of_work import read_only


class Money(NamedTuple):
    """What one case has moved in the budget of one year, in euros."""

    reserved: Decimal
    committed: Decimal
    spent: Decimal


def case_of(house: House, number: str) -> FundingCase:
    """The stored case of this number."""
    with house.world.opened(), read_only() as session:
        session.expire_all()
        found: FundingCase = session.scalars(
            select(FundingCase).where(FundingCase.number == number)
        ).one()
        return found


def issued(house: House, number: str) -> Counter[str]:
    """The letters that left the house, counted by kind."""
    with house.world.opened(), read_only() as session:
        kinds = session.scalars(
            select(Letter.kind)
            .join(FundingCase, FundingCase.id == Letter.case_id)
            .where(FundingCase.number == number, Letter.issued_at.is_not(None))
        )
        return Counter(kind.value for kind in kinds)


def money_of(house: House, number: str) -> dict[int, Money]:
    """The sums of the ledger for this case by year."""
    columns = (LedgerEntry.reserved_change, LedgerEntry.committed_change, LedgerEntry.spent_change)
    with house.world.opened(), read_only() as session:
        rows = session.execute(
            select(Budget.year, *(func.sum(column) for column in columns))
            .join(LedgerEntry, LedgerEntry.budget_id == Budget.id)
            .join(FundingCase, FundingCase.id == LedgerEntry.case_id)
            .where(FundingCase.number == number)
            .group_by(Budget.year)
        )
        return {year: Money(*sums) for year, *sums in rows}
