"""Money on its way: no amendment cuts below it, a release may be taken back, a return given up."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.money.test_changes import (
    award_of,
    in_spite,
    longer,
    proposed,
    signature,
    terms,
    wished,
)
from tests.wirgrants.money.walk import (
    RETURNED_ON,
    check,
    digest_now,
    paid,
    pay,
    refused,
    release,
    request,
    returned,
    running,
    stored,
    version_of,
)
from tests.wirgrants.proof import walk
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Refused
from wirgrants.models import AwardYear, Budget, ChangeKind, LedgerEntry, LedgerKind
from wirgrants.services import payments, payments_returned, settlement
from wirgrants.services.changes_decision import decide_change
from wirgrants.services.changes_proposal import preview_change
from wirgrants.services.ledger import differences
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.services.payments_call import left_after_requests, load_money
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepRefused
from workflows.states import ApplicationState, PaymentState

pytestmark = pytest.mark.usefixtures("context")


def rules_of(error):
    return [finding.rule for finding in error.value.findings]


def cut(world, ref, amount):
    after = longer(award_of(ref), amount=amount)
    return wished(world, ref, after, ChangeKind.AMOUNT), after


@pytest.mark.parametrize("steps", [(), (check,), (check, release)], ids=len)
def test_an_amendment_leaves_what_is_asked_for_checked_or_released(world, steps):
    ref = running(world)
    payment = request(world, ref, "5000.00")
    for step in steps:
        step(world, ref, payment)
    change, after = cut(world, ref, "4999.99")
    with pytest.raises(Refused) as error:
        preview_change(world.actor("case_officer"), ref, change, terms(after))
    assert "Für 2027 wurde schon mehr ausgezahlt oder abgerufen" in error.value.message

    after["amounts"]["main"]["2027"] = "5000.00"
    told = in_spite(world, ref, change, terms(after), "Den Rest trägt der Verein.")
    shown = proposed(world, ref, change, told)
    decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    for step in (check, release)[len(steps) :]:
        step(world, ref, payment)
    pay(world, ref, payment)
    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert (case.awarded, case.paid) == (Decimal("5000.00"), Decimal("5000.00"))
        assert differences(session) == []


def test_a_request_between_proposal_and_signature_keeps_the_award(world):
    ref = running(world)
    change, after = cut(world, ref, "4000.00")
    shown = proposed(world, ref, change, terms(after))
    request(world, ref, "5000.00")
    with pytest.raises(Refused, match="below what is on its way"):
        decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    assert award_of(ref)["amounts"] == {"main": {"2027": "8000.00"}}


def shrunk(ref, amount):
    """An award cut below a released payment, as an older installation may have left it."""
    with unit_of_work() as session:
        session.scalars(select(AwardYear)).one().amount = Decimal(amount)


def test_more_than_the_award_leaves_is_neither_paid_nor_reissued_and_can_be_taken_back(world):
    ref = running(world)
    payment = request(world, ref, "5000.00")
    check(world, ref, payment)
    release(world, ref, payment)
    shrunk(ref, "4000.00")
    with pytest.raises(StepRefused) as error:
        pay(world, ref, payment)
    assert rules_of(error) == ["request_within_award"]
    with pytest.raises(StepRefused) as silent:
        payments.take_back_release(
            world.actor("finance"), ref, payment, " ", version=version_of(world, ref)
        )
    assert rules_of(silent) == ["reason_given"]
    payments.take_back_release(
        world.actor("finance"), ref, payment, "Bescheid gekürzt", version=version_of(world, ref)
    )
    row = stored(world, ref, payment)
    assert (row.state, row.released_at, row.released_by_id) == (PaymentState.CHECKED, None, None)
    with pytest.raises(StepRefused) as again:
        release(world, ref, payment)
    assert rules_of(again) == ["request_within_award"]
    refused(world, ref, payment, "Der Bescheid wurde gekürzt.")
    assert stored(world, ref, payment).state is PaymentState.REFUSED


def test_a_release_taken_back_can_be_given_anew_by_the_same_approver(world):
    ref = running(world)
    payment = request(world, ref, "5000.00")
    check(world, ref, payment)
    release(world, ref, payment)
    payments.take_back_release(
        world.actor("approver"), ref, payment, "Kassenzeichen", version=version_of(world, ref)
    )
    release(world, ref, payment)
    pay(world, ref, payment)
    assert stored(world, ref, payment).state is PaymentState.PAID


def test_a_returned_payment_above_the_award_is_not_reissued(world):
    ref = running(world)
    payment = paid(world, ref, "5000.00")
    returned(world, ref, payment)
    shrunk(ref, "4000.00")
    with pytest.raises(StepRefused) as error:
        payments.reissue_payment(
            world.actor("approver"), ref, payment, digest_now(world, ref, payment),
            version=version_of(world, ref),
        )  # fmt: skip
    assert rules_of(error) == ["request_within_award"]


def test_a_returned_payment_is_given_up_its_money_called_anew_and_the_rest_released(world):
    ref = running(world)
    payment = paid(world, ref, "8000.00")
    returned(world, ref, payment)
    with pytest.raises(StepRefused) as silent:
        payments_returned.cancel_returned(
            world.actor("approver"), ref, payment, "", version=version_of(world, ref)
        )
    assert rules_of(silent) == ["reason_given"]
    payments_returned.cancel_returned(
        world.actor("approver"), ref, payment, "Kein Konto mehr", version=version_of(world, ref)
    )
    row = stored(world, ref, payment)
    assert (row.state, row.ended_reason) == (PaymentState.CANCELLED, "Kein Konto mehr")
    assert (row.paid_on, row.returned_on) == (date(2027, 2, 1), RETURNED_ON)
    with read_only() as session:
        session.expire_all()
        money = load_money(session, case_by_ref(session, ref))
        assert left_after_requests(money, money.years[0]) == Decimal("8000.00")
        budget = session.scalars(select(Budget)).one()
        assert (budget.committed, budget.spent) == (Decimal("8000.00"), Decimal("0.00"))
    paid(world, ref, "3000.00")


def test_a_returned_payment_no_longer_keeps_the_case_from_its_settlement(world):
    ref = walk.examined(world, cost="10000.00")
    payment = walk.stored_payments(world, ref)[0].ref
    returned(world, ref, payment, walk.AFTER_YEAR)
    officer = world.actor("case_officer")
    with pytest.raises(StepRefused) as error:
        settlement.begin_settlement(officer, ref, version=version_of(world, ref))
    assert rules_of(error) == ["no_open_payment"]
    payments_returned.cancel_returned(
        world.actor("approver"), ref, payment, "Verzicht", version=version_of(world, ref)
    )
    settlement.begin_settlement(officer, ref, version=version_of(world, ref))
    walk.close(world, ref, give_up=True)
    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert (case.state, case.settled_grant) == (ApplicationState.SETTLED, Decimal("0.00"))
        last = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id.desc())).first()
        assert (last.kind, last.amount) == (LedgerKind.RELEASE, Decimal("8000.00"))
        assert session.scalars(select(Budget.committed)).one() == Decimal("0.00")
        assert differences(session) == []
        assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])
