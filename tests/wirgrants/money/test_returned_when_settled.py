"""A payout that comes back after the settlement: paid again, or its money given back."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.money.walk import digest_now, pay, returned, stored, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.world import case_by_ref
from wirgrants.models import AwardYear, Budget, Event, InboxMessage
from wirgrants.services import payments, payments_returned
from wirgrants.services.evidence_money import money as money_evidence
from wirgrants.services.ledger import differences
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState, PaymentState

pytestmark = pytest.mark.usefixtures("context")

BACK = walk.AFTER_YEAR


def returned_when_settled(world):
    """8.000 euros were settled, then the bank sent them back; the ref of case and payment."""
    ref = walk.settling(world)
    walk.close(world, ref)
    [payment] = walk.stored_payments(world, ref)
    returned(world, ref, payment.ref, BACK)
    return ref, payment.ref


def sums(session):
    """What the budget holds reserved, committed and spent."""
    return session.execute(select(Budget.reserved, Budget.committed, Budget.spent)).one()


def sound(session, ref):
    """Whether ledger, rows and log of the case still tell the same."""
    case = case_by_ref(session, ref)
    assert differences(session) == []
    assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])
    # The tests make their award without its log.
    told = {said for _, said in money_evidence(session)}
    assert told == {"the log knows of no award"}


def test_money_given_up_after_the_settlement_returns_to_its_budget(world):
    ref, payment = returned_when_settled(world)
    approver = world.actor("approver")
    payments_returned.cancel_returned(
        approver, ref, payment, "Verein aufgelöst", version=version_of(world, ref)
    )
    assert stored(world, ref, payment).state is PaymentState.CANCELLED
    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert (case.state, case.paid) == (ApplicationState.SETTLED, Decimal("0.00"))
        # What the closing letter said stays what it said.
        assert case.settled_grant == Decimal("8000.00")
        assert sums(session) == (Decimal("0.00"), Decimal("0.00"), Decimal("0.00"))
        [year] = session.scalars(select(AwardYear).where(AwardYear.case_id == case.id))
        assert (year.amount, year.paid, year.released) == (
            Decimal("8000.00"), Decimal("0.00"), Decimal("8000.00"),
        )  # fmt: skip
        cancelled = select(Event).where(Event.case_id == case.id, Event.action == "cancel")
        event = session.scalars(cancelled).one()
        assert (event.data["released"], event.reason) == ("8000.00", "Verein aufgelöst")
        last = session.scalars(select(InboxMessage).order_by(InboxMessage.id.desc())).first()
        assert last.kind == "payment.cancelled"
        assert "8.000,00" in last.text
        sound(session, ref)


def test_money_that_came_back_after_the_settlement_is_paid_again(world):
    ref, payment = returned_when_settled(world)
    payments.reissue_payment(
        world.actor("approver"), ref, payment, digest_now(world, ref, payment),
        version=version_of(world, ref),
    )  # fmt: skip
    pay(world, ref, payment, BACK)
    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert (case.state, case.paid) == (ApplicationState.SETTLED, Decimal("8000.00"))
        assert sums(session) == (Decimal("0.00"), Decimal("0.00"), Decimal("8000.00"))
        sound(session, ref)
