"""What is ordered back: never more than was paid out and is still with the recipient."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.wirgrants.money.walk import at, paid, returned, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import AFTER_HEARING, settling
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from tests.wirgrants.world import case_by_ref
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.errors import Conflict, Refused
from wirgrants.models import DeliveryWay, Letter
from wirgrants.services.evidence_money import money as money_evidence
from wirgrants.services.letters import frozen_letter
from wirgrants.services.recovery import close_recovery, open_recovery
from wirgrants.services.recovery_end import EndWish
from wirgrants.services.recovery_hearing import HearingWish, preview_hearing
from wirgrants.services.recovery_order import OrderWish, order, preview_order
from wirgrants.services.recovery_sum import petty_limit
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState, RecoveryState

CENT = Decimal("0.01")
WISH = OrderWish(
    effective=date(2027, 2, 1), pay_until=date(2028, 4, 15), facts="Beleg", discretion=""
)


def heard_on_two_payouts(world):
    """1.600 euros are heard of 7.000 and 1.000 euros that were paid; ref, recovery, second one."""
    ref = running(world)
    paid(world, ref, "7000.00")
    second = paid(world, ref, "1000.00", spent="8750.00", soon="1250.00")
    walk.proved(world, ref, "8000.00")
    walk.begin_settling(world, ref)
    return ref, walk.hearing(world, ref), second


def previewed(world, ref, recovery):
    approver = world.actor("approver")
    with world.opened():
        letter = preview_order(approver, ref, recovery, WISH)
    return walk.signature(world, ref, letter, DeliveryWay.POST, AFTER_HEARING)


def page(world, ref, recovery):
    path = f"/vorgang/{ref}/schritt/recovery/{recovery}/order"
    return " ".join(world.client("approver").get(path).text.split())


def test_what_the_bank_sent_back_is_not_ordered_back(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    at(world, AFTER_HEARING)
    signed = previewed(world, ref, recovery)
    [payment] = walk.stored_payments(world, ref)
    returned(world, ref, payment.ref, AFTER_HEARING)
    approver = world.actor("approver")
    with world.opened():
        with pytest.raises(Refused, match="nothing is owed"):
            order(approver, ref, recovery, signed, version=version_of(world, ref))
        with pytest.raises(Refused, match="nothing is owed") as refused:
            preview_order(approver, ref, recovery, WISH)
    assert "Bitte sehen Sie von der Rückforderung ab." in refused.value.message
    assert "zu erstatten ist nichts mehr" in page(world, ref, recovery)

    wish = EndWish(action="drop", reason="Geld ist zurück")
    walk.given_up(world, ref, recovery, wish, AFTER_HEARING)
    assert walk.stored_recovery(world, ref).state is RecoveryState.DROPPED


def test_only_what_is_still_out_is_ordered_of_what_was_heard(world):
    ref, recovery, second = heard_on_two_payouts(world)
    at(world, AFTER_HEARING)
    stale = previewed(world, ref, recovery)
    returned(world, ref, second, AFTER_HEARING)
    approver = world.actor("approver")
    with world.opened(), pytest.raises(Conflict, match="money moved"):
        order(approver, ref, recovery, stale, version=version_of(world, ref))
    assert walk.stored_recovery(world, ref).state is RecoveryState.HEARING
    assert "Zu erstatten sind nur noch 600,00" in page(world, ref, recovery)

    walk.ordered(world, ref, recovery, AFTER_HEARING)
    row = walk.stored_recovery(world, ref)
    # 600 € at 6 % for 149 + 184 + 67 days: 14,70 + 18,15 + 6,61.
    assert (row.demanded, row.interest) == (Decimal("600.00"), Decimal("39.46"))
    with world.opened(), read_only() as session:
        words = str(frozen_letter(session.get_one(Letter, row.order_letter_id)))
        assert "In der Anhörung war ein Betrag von 1.600,00" in words
        assert "Der Betrag von 600,00" in words
        assert [said for _, said in money_evidence(session) if "recovery" in said] == []
        assert case_by_ref(session, ref).paid == Decimal("7000.00")


def small_payout(world, second):
    """1.600 euros are heard; then a payout of this sum comes back. Ref, recovery."""
    ref = running(world)
    first = Decimal("8000.00") - second
    paid(world, ref, format(first, "f"))
    back = paid(world, ref, format(second, "f"), spent="8750.00", soon="1250.00")
    walk.proved(world, ref, "8000.00")
    walk.begin_settling(world, ref)
    recovery = walk.hearing(world, ref)
    at(world, AFTER_HEARING)
    returned(world, ref, back, AFTER_HEARING)
    return ref, recovery


def test_a_rest_below_the_petty_limit_is_not_ordered(world):
    ref, recovery = small_payout(world, Decimal("1100.01"))
    approver = world.actor("approver")
    with world.opened(), pytest.raises(Refused, match="a petty sum") as refused:
        preview_order(approver, ref, recovery, WISH)
    for said in ("499,99", "500,00", "Bitte sehen Sie von der Rückforderung ab."):
        assert said in refused.value.message
    assert "liegt unter der Kleinbetragsgrenze von 500,00" in page(world, ref, recovery)

    wish = EndWish(action="drop", reason="Kleinbetrag")
    walk.given_up(world, ref, recovery, wish, AFTER_HEARING)
    with world.opened():
        close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    assert walk.stored_case(world, ref).state is ApplicationState.SETTLING


def test_a_rest_of_just_the_petty_limit_is_ordered(world):
    ref, recovery = small_payout(world, Decimal("1100.00"))
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    assert walk.stored_recovery(world, ref).demanded == Decimal("500.00")


@pytest.mark.parametrize("ground", [Ground.REDUCTION, Ground.NOT_FOR_PURPOSE])
def test_nobody_is_heard_on_a_petty_sum(world, ground):
    ref = settling(world)
    officer = world.actor("case_officer")
    limit = Decimal("500.00")
    with world.opened():
        open_recovery(officer, ref, version=version_of(world, ref))
        told = HearingWish(amount=limit - CENT, ground=ground, facts="Beleg", due=WISH.pay_until)
        with pytest.raises(Refused, match="a petty sum"):
            preview_hearing(officer, ref, told)
        assert preview_hearing(officer, ref, replace(told, amount=limit))


def test_municipalities_have_a_limit_of_their_own(world):
    ref = settling(world)
    with world.opened(), read_only() as session, session.no_autoflush:
        case = case_by_ref(session, ref)
        limits = []
        for kind in ("charity", "county"):
            case.applicant_type = kind
            limits.append(petty_limit(session, case))
        session.rollback()
    assert limits == [Decimal("500.00"), Decimal("2500.00")]
