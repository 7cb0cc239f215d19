"""Money paid and come back on the budgets of a case: none holds less spent than nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants.errors import BudgetExhausted, Refused
from wirgrants.models import AwardYear, FundingCase, LedgerEntry, LedgerKind, Payment
from wirgrants.services.access import Actor
from wirgrants.services.finance_rows import award_years, left_of
from wirgrants.services.ledger import Cause, Movement, move
from wirgrants.services.settlement import last_settlement
from workflows.money import ZERO, total


@dataclass(frozen=True, kw_only=True)
class _Out:
    """One part and year: what is still out of it, and how much of that the settlement asks back.

    `held` is below zero where a repayment was credited to a payout that the bank then returned.
    """

    row: AwardYear
    held: Decimal
    overpaid: Decimal

    def moved(self, amount: Decimal) -> Movement:
        return Movement(budget_id=self.row.budget_id, amount=amount, part=self.row.part)


def book_payout(session: Session, case: FundingCase, actor: Actor, payment: Payment) -> None:
    """A payment counts as spent. Within the unit of work of its step."""
    cause = Cause(actor=actor, case=case, reason=f"Mittelabruf {payment.number}")
    move(session, LedgerKind.SPEND, [_of(payment)], cause)
    payment.award_year.paid += payment.amount


def book_return(
    session: Session, case: FundingCase, actor: Actor, payment: Payment, reason: str
) -> None:
    """The bank sent a payment back: it is committed again, no longer spent.

    What the recipient repaid of its year was repaid of other money, and is credited to that. Raises
    Refused where less than nothing would be out, BudgetExhausted where the credit is spent.
    """
    payment.award_year.paid -= payment.amount
    years = _out(session, case)
    mine = next(one for one in years if one.row is payment.award_year)
    wrong = max(ZERO, -mine.held)
    # First, so that no budget ever shows less spent than nothing.
    if wrong > ZERO:
        _recredit(session, years, mine, Cause(
            actor=actor, case=case, reason=f"Umbuchung: Mittelabruf {payment.number} kam zurück",
        ))  # fmt: skip
    move(session, LedgerKind.RETURN, [_of(payment)], Cause(actor=actor, case=case, reason=reason))


def _recredit(session: Session, years: Sequence[_Out], mine: _Out, cause: Cause) -> None:
    """Credit to other years what was repaid of a year in which nothing is out any more."""
    others = [one for one in years if one is not mine]
    credited = _credited(others, -mine.held)
    if total(amount for _, amount in credited) != -mine.held:
        raise Refused(
            "more repaid than paid",
            message="Mit diesem Rückläufer wäre mehr zurückgekommen, als ausgezahlt wurde: Ein "
            "Teil ist schon als Erstattung gebucht. Bitte klären Sie mit der Bank, ob es derselbe "
            "Eingang ist.",
        )
    movements = [mine.moved(mine.held), *(one.moved(amount) for one, amount in credited)]
    try:
        move(session, LedgerKind.REFUND, movements, cause)
    except BudgetExhausted as error:
        raise BudgetExhausted(
            "the credit is spent",
            message=f"Eine Erstattung war den Haushaltsmitteln {mine.row.year} gutgeschrieben und "
            "ist dort inzwischen vergeben. Bitte lassen Sie den Ansatz erhöhen, bevor Sie den "
            "Rückläufer buchen.",
        ) from error


def book_repayment(session: Session, case: FundingCase, actor: Actor, amount: Decimal) -> None:
    """Money of the recipient returns to the budgets that it was paid from, to none more than that.

    What the settlement asks back comes first, the newest year before older ones. Raises Refused
    above what is still out.
    """
    credited = _credited(_out(session, case), amount)
    if total(part for _, part in credited) != amount:
        raise Refused(
            "more than is out",
            message="So viel ist nicht mehr ausgezahlt. Bitte prüfen Sie den Betrag.",
        )
    cause = Cause(actor=actor, case=case, reason="Erstattung")
    move(session, LedgerKind.REFUND, [one.moved(part) for one, part in credited], cause)


def release_rest(session: Session, case: FundingCase, actor: Actor) -> Decimal:
    """What was committed and will not be paid returns to its budgets at the settlement; the sum."""
    rows = [(year, left_of(year)) for year in award_years(session, case)]
    movements = [
        Movement(budget_id=year.budget_id, amount=left, part=year.part) for year, left in rows
    ]
    cause = Cause(actor=actor, case=case, reason="Abrechnung: nicht benötigte Mittel")
    move(session, LedgerKind.RELEASE, movements, cause)
    for year, left in rows:
        year.released += left
    return total(left for _, left in rows)


def give_back(
    session: Session, case: FundingCase, actor: Actor, payment: Payment, reason: str
) -> None:
    """A returned payment of a settled case is not repeated: its money returns to its budget."""
    cause = Cause(actor=actor, case=case, reason=reason)
    move(session, LedgerKind.RELEASE, [_of(payment)], cause)
    payment.award_year.released += payment.amount


def _of(payment: Payment) -> Movement:
    year = payment.award_year
    return Movement(budget_id=year.budget_id, amount=payment.amount, part=year.part)


def _out(session: Session, case: FundingCase) -> list[_Out]:
    """Every part and year, the newest first; three statements."""
    back = _repaid(session, case)
    last = last_settlement(session, case)
    told = [] if last is None else last.computation["years"]
    final = {(one["part"], int(one["year"])): Decimal(one["final"]) for one in told}
    found = []
    for year in award_years(session, case):
        repaid = back.get((year.budget_id, year.part), ZERO)
        owed = year.paid - final.get((year.part, year.year), year.paid) - repaid
        held = year.paid - repaid
        found.append(_Out(row=year, held=held, overpaid=max(ZERO, min(owed, held))))
    return sorted(found, key=lambda one: (-one.row.year, one.row.part))


def _repaid(session: Session, case: FundingCase) -> Mapping[tuple[int, str], Decimal]:
    """What was repaid so far, by budget and part."""
    rows = session.execute(
        select(LedgerEntry.budget_id, LedgerEntry.part, func.sum(LedgerEntry.amount))
        .where(LedgerEntry.case_id == case.id, LedgerEntry.kind == LedgerKind.REFUND)
        .group_by(LedgerEntry.budget_id, LedgerEntry.part)
    ).all()
    return {(row[0], row[1]): row[2] for row in rows}


def _credited(years: Sequence[_Out], amount: Decimal) -> list[tuple[_Out, Decimal]]:
    """How much of an amount each year takes; less in all where not so much is out."""
    first = list(_filled(amount, [one.overpaid for one in years]))
    left = amount - total(first)
    rest = _filled(left, [one.held - part for one, part in zip(years, first, strict=True)])
    found = [part + more for part, more in zip(first, rest, strict=True)]
    return [(one, part) for one, part in zip(years, found, strict=True) if part > ZERO]


def _filled(amount: Decimal, rooms: Sequence[Decimal]) -> Iterator[Decimal]:
    for room in rooms:
        taken = max(ZERO, min(amount, room))
        amount -= taken
        yield taken
