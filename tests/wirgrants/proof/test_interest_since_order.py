"""What accrues between order and repayment is claimed by a notice or waived, before it is over."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.money.walk import at, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import AFTER_HEARING, back, notice
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from wirgrants.errors import Refused
from wirgrants.models import (
    DeliveryWay,
    InboxMessage,
    LedgerEntry,
    LedgerKind,
    Letter,
    LetterKind,
    Recovery,
)
from wirgrants.services.evidence_money import money as money_evidence
from wirgrants.services.letters import frozen_letter
from wirgrants.services.recovery import close_recovery
from wirgrants.services.recovery_end import EndWish
from wirgrants.services.recovery_later_claim import (
    InterestWish,
    claim_interest,
    preview_interest,
    waive_interest,
)
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepRefused
from workflows.states import ApplicationState, RecoveryState

PAID_ON = date(2028, 4, 1)
# 1.600 € at 6 % from 7 March to 1 April 2028: 25 days.
ACCRUED = Decimal("6.58")
WISH = InterestWish(pay_until=date(2028, 5, 15), discretion="Die Frist wurde nicht gewahrt.")


def repaid(world, day=PAID_ON):
    """A claim of 1,600 euros with the interest of its order came back in one sum on this day."""
    ref = walk.settling(world, cost="8000.00")
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    at(world, day)
    back(world, ref, recovery, "1705.20", "record_repayment", day)
    return ref, recovery


def claimed(world, ref, recovery):
    with world.opened():
        approver = world.actor("approver")
        letter = preview_interest(approver, ref, recovery, WISH)
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, PAID_ON)
        claim_interest(approver, ref, recovery, signed, version=version_of(world, ref))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (AFTER_HEARING, RecoveryState.REPAID),
        (date(2028, 3, 8), RecoveryState.INTEREST_OPEN),
        # Beyond the last known half-year no sum is known, and still somebody has to decide.
        (date(2028, 7, 1), RecoveryState.INTEREST_OPEN),
    ],
)
def test_a_claim_ends_with_the_money_only_where_nothing_accrued(world, day, state):
    ref, _ = repaid(world, day)
    row = walk.stored_recovery(world, ref)
    assert (row.state, row.ended_at is None) == (state, state is RecoveryState.INTEREST_OPEN)
    case = walk.stored_case(world, ref)
    waits = "approver" if state is RecoveryState.INTEREST_OPEN else "case_officer"
    assert (case.state, case.waiting_for) == (ApplicationState.RECOVERING, waits)


def test_the_recovery_is_not_closed_before_somebody_decided(world):
    ref, recovery = repaid(world)
    officer = world.actor("case_officer")
    with world.opened(), pytest.raises(StepRefused) as refused:
        close_recovery(officer, ref, version=version_of(world, ref))
    assert [one.rule for one in refused.value.findings] == ["recovery_ended"]
    with world.opened():
        approver = world.actor("approver")
        with pytest.raises(StepRefused):
            waive_interest(approver, ref, recovery, " ", version=version_of(world, ref))
        waive_interest(approver, ref, recovery, "Kleinbetrag", version=version_of(world, ref))
        close_recovery(officer, ref, version=version_of(world, ref))
        with read_only() as session:
            told = session.scalars(select(InboxMessage.kind)).all()
            assert "recovery.interest_waived" in told
    row = walk.stored_recovery(world, ref)
    assert (row.state, row.ended_reason) == (RecoveryState.REPAID, "Kleinbetrag")
    assert row.interest == Decimal("105.20")


def test_the_interest_since_the_order_is_claimed_by_a_notice_and_paid(world):
    ref, recovery = repaid(world)
    claimed(world, ref, recovery)
    row = walk.stored_recovery(world, ref)
    assert (row.state, row.interest) == (RecoveryState.ORDERED, Decimal("105.20") + ACCRUED)
    assert (row.due_on, row.interest_computation["later"]["total"]) == (
        WISH.pay_until,
        str(ACCRUED),
    )
    with world.opened(), read_only() as session:
        order = select(Letter).where(Letter.kind == LetterKind.INTEREST_ORDER)
        letter = session.scalars(order).one()
        words = str(frozen_letter(letter))
        assert "vom 08.03.2028 bis zum 01.04.2028 Zinsen von 6,58" in words
        assert "Die Frist wurde nicht gewahrt." in words
        assert letter.final_on is not None
    with pytest.raises(Refused, match="more than owed"):
        back(world, ref, recovery, "6.59", "record_repayment", PAID_ON)
    back(world, ref, recovery, "6.58", "record_repayment", PAID_ON)

    # Interest bears none: with it the claim is over, and no budget gains by it.
    assert walk.stored_recovery(world, ref).state is RecoveryState.REPAID
    with world.opened(), read_only() as session:
        refunds = select(LedgerEntry.amount).where(LedgerEntry.kind == LedgerKind.REFUND)
        assert sum(session.scalars(refunds)) == Decimal("1600.00")
        assert [said for _, said in money_evidence(session) if "recovery" in said] == []
    with world.opened():
        with unit_of_work() as session:
            session.get_one(Recovery, row.id).interest -= 1
        with read_only() as session:
            told = [said for _, said in money_evidence(session) if "recovery" in said]
    assert told == ["the interest of recovery 1 is not what was logged"]


@pytest.mark.parametrize("with_notice", [False, True])
def test_a_waiver_names_every_order_that_it_waives(world, with_notice):
    ref = walk.settling(world, cost="8000.00")
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    if with_notice:
        at(world, PAID_ON)
        back(world, ref, recovery, "1705.20", "record_repayment", PAID_ON)
        claimed(world, ref, recovery)
    today = PAID_ON if with_notice else AFTER_HEARING
    walk.given_up(world, ref, recovery, EndWish(action="waive", reason="Insolvenz"), today)
    _, words, _ = notice(world, ref)
    orders = "dem Erstattungsbescheid" + (" und dem Zinsbescheid" if with_notice else "")
    assert f"auf die noch offene Forderung aus {orders} einschließlich" in words
    assert f"Aus {orders} müssen Sie nichts mehr zahlen." in words
    assert ("'Zinsbescheid vom', '01.04.2028'" in words.replace('"', "'")) is with_notice


def test_beyond_the_known_rates_nothing_is_claimed(world):
    ref, recovery = repaid(world, date(2028, 7, 1))
    late = InterestWish(pay_until=date(2028, 9, 1), discretion="Frist versäumt.")
    with world.opened(), pytest.raises(Refused, match="nothing to claim") as refused:
        preview_interest(world.actor("approver"), ref, recovery, late)
    assert refused.value.message == (
        "Der Basiszinssatz für den 01.07.2028 ist nicht hinterlegt. Die Administration trägt ihn "
        "unter „Allgemeine Werte“ ein, sobald er bekannt gegeben ist."
    )


def test_the_notice_leaves_on_paper_only(world):
    ref, recovery = repaid(world)
    approver = world.actor("approver")
    with world.opened():
        letter = preview_interest(approver, ref, recovery, WISH)
        signed = walk.signature(world, ref, letter, DeliveryWay.ELECTRONIC, PAID_ON)
        with pytest.raises(StepRefused) as refused:
            claim_interest(approver, ref, recovery, signed, version=version_of(world, ref))
    assert "written_form_kept" in {one.rule for one in refused.value.findings}


def test_the_pages_reckon_before_the_eyes_of_the_approver(world):
    ref, recovery = repaid(world)
    client = world.client("approver")
    for action in ("claim_interest", "waive_interest"):
        page = client.get(f"/vorgang/{ref}/schritt/recovery/{recovery}/{action}").text
        assert "Summe bis 01.04.2028: 6,58" in page.replace("\u00a0", " ")
