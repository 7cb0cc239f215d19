"""The rows of an award as the money services read them: notice, parts, years, payments."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants.errors import NotFound
from wirgrants.models import (
    Acceptance,
    AwardPart,
    AwardYear,
    FundingCase,
    Letter,
    LetterKind,
    Payment,
)
from workflows.money import ZERO, total
from workflows.states import PaymentState

# Money that is asked for or on its way, and not paid yet.
ON_THE_WAY = frozenset(
    {
        PaymentState.REQUESTED,
        PaymentState.CHECKED,
        PaymentState.RELEASED,
        PaymentState.RETURNED,
    }
)


def award_letter(session: Session, case: FundingCase) -> Letter:
    """The issued award notice. Raises NotFound when there is none."""
    found = session.scalars(
        select(Letter)
        .where(
            Letter.case_id == case.id,
            Letter.kind == LetterKind.AWARD,
            Letter.issued_at.is_not(None),
        )
        .order_by(Letter.sequence.desc())
        .limit(1)
        .options(joinedload(Letter.file))
    ).one_or_none()
    if found is None:
        raise NotFound("the case has no award notice")
    return found


def acceptance_with_bank(session: Session, case: FundingCase) -> Acceptance | None:
    """The acceptance with its personal values, in one statement."""
    return session.scalars(
        select(Acceptance)
        .where(Acceptance.case_id == case.id)
        .options(joinedload(Acceptance.personal))
    ).one_or_none()


def award_parts(session: Session, case: FundingCase) -> Sequence[AwardPart]:
    """The parts as awarded, in the order of the notice."""
    return session.scalars(
        select(AwardPart).where(AwardPart.case_id == case.id).order_by(AwardPart.id)
    ).all()


def award_years(session: Session, case: FundingCase) -> Sequence[AwardYear]:
    """The award by part and year with its budgets, in the order of part and year."""
    return session.scalars(
        select(AwardYear)
        .where(AwardYear.case_id == case.id)
        .order_by(AwardYear.part, AwardYear.year)
        .options(joinedload(AwardYear.budget))
        .execution_options(populate_existing=True)
    ).all()


def payments_of(session: Session, case: FundingCase) -> Sequence[Payment]:
    """Every payment request of the case with its award year, the oldest first."""
    return session.scalars(
        select(Payment)
        .where(Payment.case_id == case.id)
        .order_by(Payment.number)
        .options(joinedload(Payment.award_year))
    ).all()


def payment_of(session: Session, case: FundingCase, ref: str) -> Payment:
    """One payment request of this case. Raises NotFound."""
    found = session.scalars(
        select(Payment)
        .where(Payment.case_id == case.id, Payment.ref == ref)
        .options(joinedload(Payment.award_year))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("no such payment of this case")
    return found


def on_the_way(payments: Sequence[Payment], *, but: Payment | None = None) -> Sequence[Payment]:
    """The requests that tie money, without the one that is being looked at."""
    return [p for p in payments if p.state in ON_THE_WAY and (but is None or p.id != but.id)]


def pending(payments: Sequence[Payment], part: str, year: int | None = None) -> Decimal:
    """The money tied by these requests for a part, of one year or of all."""
    return total(
        p.amount
        for p in payments
        if p.award_year.part == part and year in (None, p.award_year.year)
    )


def left_of(award_year: AwardYear) -> Decimal:
    """What of this part and year is neither paid nor given back."""
    return max(ZERO, award_year.amount - award_year.paid - award_year.released)
