"""A payout that comes back after the order: nobody owes what never arrived."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.money.walk import (
    at,
    digest_now,
    paid,
    pay,
    returned,
    running,
    version_of,
)
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import AFTER_HEARING, back, settling
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from tests.wirgrants.proof.test_recovery_sum import heard_on_two_payouts
from tests.wirgrants.world import case_by_ref
from wirgrants.models import AwardYear, Event, InboxMessage
from wirgrants.services import payments
from wirgrants.services.evidence_money import money as money_evidence
from wirgrants.services.ledger import differences
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.services.recovery import close_recovery
from wirgrants.services.recovery_later_claim import waive_interest
from wirgrants.services.recovery_money import open_claims
from wirgrants.services.recovery_sum import still_owed
from wirgrants.services.settlement import compute
from wirgrants.unit_of_work import read_only
from workflows.lifecycle import StepRefused
from workflows.states import ApplicationState, RecoveryState

SENT_BACK = date(2028, 3, 20)
LATER = date(2028, 4, 1)


def ordered_on_two_payouts(world):
    """1.600 euros are ordered back of 7.000 and 1.000 euros; ref, recovery, second payment."""
    ref, recovery, second = heard_on_two_payouts(world)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    at(world, SENT_BACK)
    return ref, recovery, second


def claim_of(world, ref):
    row = walk.stored_recovery(world, ref)
    return row.state, str(row.demanded), str(row.interest), str(row.repaid)


def sound(world, ref):
    """Whether ledger, rows and log of the case still tell the same."""
    with world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert differences(session) == []
        assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])
        # The tests make their award without its log.
        assert {said for _, said in money_evidence(session)} == {"the log knows of no award"}


def test_the_claim_shrinks_to_what_is_still_owed_and_says_why(world):
    ref, recovery, second = ordered_on_two_payouts(world)
    assert claim_of(world, ref) == (RecoveryState.ORDERED, "1600.00", "105.20", "0.00")
    returned(world, ref, second, SENT_BACK)

    # 600 € at 6 % for 149 + 184 + 67 days, until the day of the order: 14,70 + 18,15 + 6,61.
    assert claim_of(world, ref) == (RecoveryState.ORDERED, "600.00", "39.46", "0.00")
    sound(world, ref)
    with world.opened(), read_only() as session:
        event = session.scalars(select(Event).where(Event.action == "lower")).one()
        told = {key: event.data[key] for key in ("before", "amount", "payment", "returned_on")}
        assert told == {
            "before": "1600.00", "amount": "600.00", "payment": 2, "returned_on": "2028-03-20",
        }  # fmt: skip
        sent = InboxMessage.kind == "recovery.lowered"
        message = session.scalars(select(InboxMessage).where(sent)).one()
        for said in ("Mittelabruf 2 kam", "von 1.600,00", "auf 600,00", "639,46"):
            assert said in message.text
        [[claim], _] = open_claims(session, world.actor("finance"))
        assert claim.left == Decimal("639.46")
    for name in ("signatory", "case_officer"):
        tab = world.client(name).get(f"/vorgang/{ref}/rueckforderung").text
        assert "Die Forderung ist gemindert" in tab
        assert "Mittelabruf 2 kam am 20.03.2028 von der Bank zurück." in tab

    at(world, LATER)
    back(world, ref, recovery, "639.46", "record_repayment", LATER)
    with world.opened():
        approver = world.actor("approver")
        waive_interest(approver, ref, recovery, "Kleinbetrag", version=version_of(world, ref))
        close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    sound(world, ref)


def test_a_claim_of_which_nothing_is_left_falls_away_and_gives_nothing_up(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    [payment] = walk.stored_payments(world, ref)
    returned(world, ref, payment.ref, AFTER_HEARING)
    assert claim_of(world, ref) == (RecoveryState.DROPPED, "0.00", "0.00", "0.00")
    assert "kam von der Bank zurück" in walk.stored_recovery(world, ref).ended_reason
    sound(world, ref)

    # Paid again it is paid too much again.
    with world.opened():
        payments.reissue_payment(
            world.actor("approver"), ref, payment.ref, digest_now(world, ref, payment.ref),
            version=version_of(world, ref),
        )  # fmt: skip
        pay(world, ref, payment.ref, AFTER_HEARING)
        with pytest.raises(StepRefused) as refused:
            close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    assert [one.rule for one in refused.value.findings] == ["claim_pursued"]
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        assert compute(session, case).still_to_recover == Decimal("1600.00")


def test_where_the_claim_fell_away_the_settlement_goes_on(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    [payment] = walk.stored_payments(world, ref)
    returned(world, ref, payment.ref, AFTER_HEARING)
    assert walk.stored_case(world, ref).waiting_for == "case_officer"
    with world.opened():
        close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    assert walk.stored_case(world, ref).state is ApplicationState.SETTLING


def test_what_was_repaid_stays_of_the_claim(world):
    ref, recovery, second = ordered_on_two_payouts(world)
    back(world, ref, recovery, "900.00", "record_part_payment", SENT_BACK)
    returned(world, ref, second, SENT_BACK)
    # Only 600 € were owed: what came back beyond them pays their interest.
    assert claim_of(world, ref) == (RecoveryState.INTEREST_OPEN, "900.00", "0.00", "900.00")
    with world.opened(), read_only() as session:
        row = walk.stored_recovery(world, ref)
        case = case_by_ref(session, ref)
        assert still_owed(session, case, row) == Decimal("0.00")
        years = session.scalars(select(AwardYear.paid).where(AwardYear.case_id == case.id)).all()
        assert years == [Decimal("7000.00")]
    sound(world, ref)


def test_a_claim_without_interest_that_is_repaid_by_then_ends(world):
    ref, recovery, second = heard_on_two_payouts(world)
    walk.ordered(world, ref, recovery, AFTER_HEARING, effective=AFTER_HEARING)
    back(world, ref, recovery, "600.00", "record_part_payment", AFTER_HEARING)
    returned(world, ref, second, AFTER_HEARING)
    assert claim_of(world, ref) == (RecoveryState.REPAID, "600.00", "0.00", "600.00")
    with world.opened(), read_only() as session:
        taken = select(Event.action).where(Event.subject_ref == recovery).order_by(Event.id)
        assert session.scalars(taken).all()[-2:] == ["lower_to_repaid", "end_without_interest"]
    sound(world, ref)


def test_a_payout_that_the_claim_does_not_need_leaves_it_as_it_is(world):
    ref = running(world)
    paid(world, ref, "7000.00")
    second = paid(world, ref, "1000.00", spent="8750.00", soon="1250.00")
    walk.proved(world, ref, "8000.00")
    walk.begin_settling(world, ref)
    recovery = walk.hearing(world, ref, amount="500.00")
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    before = claim_of(world, ref)
    returned(world, ref, second, AFTER_HEARING)
    assert claim_of(world, ref) == before
    with world.opened(), read_only() as session:
        assert session.scalars(select(Event).where(Event.action.startswith("lower"))).all() == []
