"""Money that comes back: recorded by the cash office, returned to the budgets it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import (
    FundingCase,
    Recovery,
    Repayment,
)
from wirgrants.services.access import Actor, load_case, only_as_staff, visible_to
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.paid_money import book_repayment
from wirgrants.services.recovery import after, recovery_of
from wirgrants.services.recovery_interest import payouts_of
from wirgrants.services.recovery_later import end_without_interest
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.money import ZERO
from workflows.states import RecoveryState

ROWS = 25
"""Claims on one page of the cash office; the longest due come first."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """A repayment as the bank shows it, in euros."""

    amount: Decimal
    received_on: date
    reference: str = ""


def left_of_claim(recovery: Recovery) -> Decimal:
    """What is still owed: the sum with the interest set in the order, less what came back."""
    return max(ZERO, recovery.demanded + recovery.interest - recovery.repaid)


def record_repayment(
    actor: Actor,
    case_ref: str,
    recovery_ref: str,
    action: str,
    money: Received,
    *,
    version: int,
) -> None:
    """Record a part ("record_part_payment") or the rest ("record_repayment") of a claim.

    Money counts on the sum first, then on interest; only the sum returns to the budgets. A claim
    ends with the rest unless interest has accrued since the order: that is decided first. Raises
    Refused above what is owed, StepRefused when the action does not fit what is left, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        recovery = recovery_of(session, case, recovery_ref)
        _refuse_impossible(recovery, money, payouts_of(session, case))
        left = recovery.demanded + recovery.interest - recovery.repaid - money.amount
        writes, principal = _writes(case, recovery, action, money)
        take_step(
            session,
            case,
            action,
            actor=actor,
            subject=recovery,
            version=version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                subject=recovery,
                repaid_amount=money.amount,
                left_to_repay=left,
            ),
            writes=writes,
        )
        recovery.repayments.append(_row(actor, recovery, money))
        session.flush()
        book_repayment(session, case, actor, principal)
        end_without_interest(session, case, recovery)


def _writes(
    case: FundingCase, recovery: Recovery, action: str, money: Received
) -> tuple[Writes, Decimal]:
    """What the step writes, and how much of the money counts on the sum."""
    repaid = recovery.repaid + money.amount
    left = recovery.demanded + recovery.interest - repaid
    principal = min(repaid, recovery.demanded) - min(recovery.repaid, recovery.demanded)
    waits = (
        after(RecoveryState.ORDERED, due_on=recovery.due_on, what="repayment")
        if action == "record_part_payment"
        else after(RecoveryState.INTEREST_OPEN, what="interest")
    )
    writes = Writes(
        changes={"repaid": repaid},
        case_changes={
            **waits,
            "recovered": case.recovered + principal,
        },
        data={
            "amount": money.amount,
            "left": left,
            "received_on": money.received_on,
            "reference": money.reference,
        },
    )
    return writes, principal


def _refuse_impossible(
    recovery: Recovery, money: Received, payouts: Sequence[tuple[date, Decimal]]
) -> None:
    if recovery.state is RecoveryState.ORDERED and money.amount > left_of_claim(recovery):
        raise Refused(
            "more than owed",
            message="Der Betrag ist höher als die offene Forderung. Bitte buchen Sie höchstens "
            "den offenen Betrag.",
        )
    if money.received_on > clock.today():
        raise Refused(
            "received in the future", message="Der Tag des Eingangs liegt in der Zukunft."
        )
    # What came back before anything was claimed was paid on the hearing at the earliest.
    if payouts and money.received_on < payouts[0][0]:
        raise Refused(
            "received before payout",
            message=f"Die erste Auszahlung war am {payouts[0][0]:%d.%m.%Y}; vorher kann nichts "
            "zurückgezahlt worden sein. Bitte prüfen Sie den Tag des Eingangs.",
        )


def _row(actor: Actor, recovery: Recovery, money: Received) -> Repayment:
    return Repayment(
        recovery_id=recovery.id,
        amount=money.amount,
        received_on=money.received_on,
        bank_reference=money.reference,
        recorded_at=clock.now(),
        recorded_by_id=actor.id,
    )


@dataclass(frozen=True, kw_only=True)
class OpenClaim:
    """One ordered claim as the cash office sees it."""

    case_ref: str
    number: str
    applicant: str
    recovery_ref: str
    demanded: Decimal
    interest: Decimal
    repaid: Decimal
    left: Decimal
    due_on: date | None


def open_claims(
    session: Session, actor: Actor, after: str = ""
) -> tuple[tuple[OpenClaim, ...], str | None]:
    """The ordered claims not paid back behind this one, the longest due first, and where to go on.

    One statement; behind a claim that is none there is nothing.
    """
    statement = (
        select(Recovery, FundingCase)
        .join(FundingCase, FundingCase.id == Recovery.case_id)
        .where(Recovery.state == RecoveryState.ORDERED, visible_to(actor))
        .options(joinedload(FundingCase.organisation))
        .order_by(Recovery.due_on, Recovery.id)
        .limit(ROWS + 1)
    )
    if after:
        place = aliased(Recovery)
        due = select(place.due_on).where(place.ref == after).scalar_subquery()
        own = select(place.id).where(place.ref == after).scalar_subquery()
        behind = and_(Recovery.due_on == due, Recovery.id > own)
        statement = statement.where(or_(Recovery.due_on > due, behind))
    found = session.execute(statement).all()
    rows = tuple(_claim(recovery, case) for recovery, case in found[:ROWS])
    return rows, rows[-1].recovery_ref if len(found) > ROWS else None


def _claim(recovery: Recovery, case: FundingCase) -> OpenClaim:
    return OpenClaim(
        case_ref=case.ref,
        number=case.number or "",
        applicant=case.applicant_name or case.organisation.name,
        recovery_ref=recovery.ref,
        demanded=recovery.demanded,
        interest=recovery.interest,
        repaid=recovery.repaid,
        left=left_of_claim(recovery),
        due_on=recovery.due_on,
    )
