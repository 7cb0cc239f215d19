"""How much of an award may be called now: the law's highest call on the rows of the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.models import (
    AwardPart,
    AwardYear,
    FundingCase,
    Payment,
    Proof,
    ProofKind,
    Settlement,
    SettlementRow,
)
from wirgrants.services.finance_rows import (
    left_of,
    on_the_way,
    payments_of,
    pending,
)
from wirgrants.services.parameters import load_parameters
from wirgrants.services.snapshot import plan_of
from workflows import registry
from workflows.arithmetic import step
from workflows.due import payment_window_end
from workflows.guideline import Guideline
from workflows.money import ZERO, total
from workflows.parameters import Parameters
from workflows.payment_call import CallBasis, Expense, HighestCall, highest_call
from workflows.states import ApplicationState, ProofState

_NOT_SUBMITTED = frozenset({ProofState.EXPECTED, ProofState.SENT_BACK})
_SUBMITTED = frozenset({ProofState.SUBMITTED, ProofState.IN_REVIEW, ProofState.EXAMINED})


@dataclass(frozen=True, kw_only=True)
class Money:
    """Everything about the money of one case, read at once.

    `payable` is what a settlement found to be still payable, by part; None before settling.
    """

    state: ApplicationState
    guideline: Guideline
    parts: Mapping[str, AwardPart]
    years: Sequence[AwardYear]
    payments: Sequence[Payment]
    proofs: Sequence[Proof]
    parameters: Parameters
    payable: Mapping[str, Decimal] | None = None

    def year(self, year_id: int) -> AwardYear:
        """The award year of this id."""
        return next(year for year in self.years if year.id == year_id)


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What the recipient states: eligible expenses paid so far, and due within the window."""

    spent: Decimal = ZERO
    due_soon: Decimal = ZERO
    but: Payment | None = field(default=None, repr=False)


def load_money(session: Session, case: FundingCase) -> Money:
    """The money of a case in four statements, five while it is being settled."""
    proofs = session.scalars(select(Proof).where(Proof.case_id == case.id).order_by(Proof.id))
    parts, years = _award(session, case)
    return Money(
        state=case.state,
        guideline=registry.guideline(case.line, case.version),
        parts=parts,
        years=years,
        payments=payments_of(session, case),
        proofs=proofs.all(),
        parameters=load_parameters(session),
        payable=_settled(session, case) if case.state is ApplicationState.SETTLING else None,
    )


def _award(session: Session, case: FundingCase) -> tuple[dict[str, AwardPart], list[AwardYear]]:
    """Parts in the order of the notice, and years with their budgets by part; one statement."""
    rows = session.execute(
        select(AwardPart, AwardYear)
        .outerjoin(
            AwardYear,
            and_(AwardYear.case_id == AwardPart.case_id, AwardYear.part == AwardPart.part),
        )
        .where(AwardPart.case_id == case.id)
        .order_by(AwardPart.id)
        .options(joinedload(AwardYear.budget))
        .execution_options(populate_existing=True)
    ).all()
    # A part without a year comes once, with nothing beside it.
    found: list[AwardYear | None] = [row[1] for row in rows]
    years = [year for year in found if year is not None]
    return {row[0].part: row[0] for row in rows}, sorted(years, key=lambda y: (y.part, y.year))


def _settled(session: Session, case: FundingCase) -> dict[str, Decimal]:
    """By part, what the last settlement found to be due beyond what had been paid then."""
    last = select(func.max(Settlement.number)).where(Settlement.case_id == case.id)
    rows = session.execute(
        select(SettlementRow.part, SettlementRow.grant_due)
        .join(Settlement, Settlement.id == SettlementRow.settlement_id)
        .where(Settlement.case_id == case.id, Settlement.number == last.scalar_subquery())
    )
    return {row.part: row.grant_due for row in rows}


def open_years(money: Money, day: date) -> list[AwardYear]:
    """The parts and years of which something may still be called: no year before it begins."""
    return [
        year
        for year in money.years
        if year.year <= day.year and left_after_requests(money, year) > ZERO
    ]


def callable_now(money: Money, day: date) -> dict[str, Any]:
    """Whether anything may be called, and if not, from which day on (None: never again)."""
    nothing = not open_years(money, day)
    later = [
        year.year
        for year in money.years
        if year.year > day.year and left_after_requests(money, year) > ZERO
    ]
    begins = date(min(later), 1, 1) if nothing and later else None
    return {"nothing_to_call": nothing, "callable_from": begins}


def left_after_requests(money: Money, year: AwardYear, *, but: Payment | None = None) -> Decimal:
    """What is left of a part and year once every other open request is paid."""
    others = on_the_way(money.payments, but=but)
    left = max(ZERO, left_of(year) - pending(others, year.part, year.year))
    if money.payable is None:
        return left
    due = money.payable.get(year.part, ZERO)
    return min(left, max(ZERO, due - _paid(money, year.part) - pending(others, year.part)))


def _paid(money: Money, part: str) -> Decimal:
    return total(year.paid for year in money.years if year.part == part)


def highest(money: Money, year: AwardYear, stated: Stated, day: date) -> HighestCall:
    """The highest call of a part and year on a day, with its arithmetic.

    While settling it is what the settlement found to be payable. Other open requests count as paid.
    """
    left = left_after_requests(money, year, but=stated.but)
    use_by = payment_window_end(day, money.parameters)
    if money.payable is not None:
        line = step("settled_payable", amount=left)
        return HighestCall(amount=left, use_by=use_by, lines=(line,))
    part = money.parts[year.part]
    found = highest_call(_basis(money, part, year, stated, day), money.parameters)
    if found.amount <= left:
        return found
    line = step("year_left", year=str(year.year), amount=left)
    return HighestCall(amount=left, use_by=found.use_by, lines=(*found.lines, line))


def _basis(money: Money, part: AwardPart, year: AwardYear, stated: Stated, day: date) -> CallBasis:
    of_part = [one for one in money.years if one.part == part.part]
    others = on_the_way(money.payments, but=stated.but)
    use_by = payment_window_end(day, money.parameters).day
    plan = plan_of(part.plan)
    return CallBasis(
        financing=part.financing,
        payout=money.guideline.payout_of(part.part),
        grant=total(one.amount - one.released for one in of_part),
        released=total(one.amount - one.released for one in of_part if one.year <= year.year),
        eligible=part.eligible_cost,
        own_and_other=total(funds.amount for funds in plan.funds),
        paid=_paid(money, part.part) + pending(others, part.part),
        payout_day=day,
        expenses=(
            Expense(day=day, amount=stated.spent),
            Expense(day=use_by, amount=stated.due_soon),
        ),
        proof_examined=_final_proof_in(money, part.part, frozenset({ProofState.EXAMINED})),
    )


def _final_proof_in(money: Money, part: str, states: frozenset[ProofState]) -> bool:
    return any(
        proof.part == part and proof.kind is ProofKind.FINAL and proof.state in states
        for proof in money.proofs
    )


def final_proof_submitted(money: Money, part: str) -> bool:
    """Whether the part's final proof has come in: it tells of the use from then on."""
    return _final_proof_in(money, part, _SUBMITTED)


def missing_interim_proofs(money: Money, year: AwardYear, day: date) -> tuple[int, ...]:
    """The years before this one whose interim proof of the part is overdue on this day.

    Until its due day nothing is missing: staff are paid from January, the proof is due in spring.
    """
    return tuple(
        sorted(
            proof.year
            for proof in money.proofs
            if proof.part == year.part
            and proof.kind is ProofKind.INTERIM
            and proof.year < year.year
            and proof.due_on < day
            and proof.state in _NOT_SUBMITTED
        )
    )


def stated_of(payment: Payment) -> Stated:
    """What a stored request states."""
    told = payment.statement
    return Stated(
        spent=Decimal(told.get("spent", "0")),
        due_soon=Decimal(told.get("due_soon", "0")),
        but=payment,
    )


def highest_now(money: Money, payment: Payment) -> HighestCall:
    """The highest call for a stored request as of today, the request itself not counted."""
    year = money.year(payment.award_year_id)
    return highest(money, year, stated_of(payment), clock.today())


def call_values(
    money: Money, year: AwardYear, amount: Decimal, most: HighestCall, but: Payment | None = None
) -> dict[str, Any]:
    """What the money tells the guards of a call of this amount, by the names they read."""
    return {
        "requested_amount": amount,
        "amount_left": left_after_requests(money, year, but=but),
        "highest_call": most.amount,
        "interim_proof_missing": missing_interim_proofs(money, year, clock.today()),
        **callable_now(money, clock.today()),
    }


def values_of_payment(money: Money, ref: str) -> dict[str, Any]:
    """The same for a stored request; of a new one only whether anything can be called."""
    payment = next((one for one in money.payments if one.ref == ref), None)
    if payment is None:
        return callable_now(money, clock.today())
    year = money.year(payment.award_year_id)
    return call_values(money, year, payment.amount, highest_now(money, payment), payment)
