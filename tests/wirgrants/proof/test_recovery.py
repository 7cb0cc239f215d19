"""Recovery: heard first, ordered by another person on paper, paid back into the budget."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.money.walk import also_approver, at, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.world import NOW, case_by_ref
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.errors import Conflict, Refused
from wirgrants.models import (
    Budget,
    DeliveryWay,
    InboxMessage,
    LedgerEntry,
    LedgerKind,
    Letter,
    LetterKind,
    Organisation,
    Parameter,
    Repayment,
)
from wirgrants.services.delivery import Dispatch
from wirgrants.services.home import own_cases
from wirgrants.services.ledger import differences
from wirgrants.services.letters import frozen_letter
from wirgrants.services.overview import procedures
from wirgrants.services.recovery import (
    close_recovery,
    open_recovery,
    record_statement,
    take_back_recovery,
)
from wirgrants.services.recovery_end import EndWish, give_up, preview_end
from wirgrants.services.recovery_hearing import HearingWish, preview_hearing
from wirgrants.services.recovery_interest import payouts_of
from wirgrants.services.recovery_later_claim import waive_interest
from wirgrants.services.recovery_money import Received, open_claims, record_repayment
from wirgrants.services.recovery_order import OrderWish, preview_order
from wirgrants.services.sending import correct_sending
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.sources import Mark
from workflows.states import ApplicationState, MachineName, RecoveryState

AFTER_HEARING = date(2028, 3, 7)


@pytest.fixture(autouse=True)
def _known_rates(world):
    """Base rates of 2027 and 2028, which are test values."""
    with world.opened(), unit_of_work() as session:
        lead = world.actor("administrator")
        for day in (date(2026, 7, 1), date(2027, 1, 1), date(2027, 7, 1), date(2028, 1, 1)):
            session.add(
                Parameter(
                    key="base_rate", value="1.00", unit="%", valid_from=day, source="GK",
                    number="Testwert", mark=Mark.CONFIRMED, entered_by_id=lead.id,
                    entered_at=NOW,
                )
            )  # fmt: skip


def settling(world):
    return walk.settling(world, cost="8000.00")


def back(world, ref, recovery, amount, action, day=date(2028, 4, 1)):
    with world.opened():
        record_repayment(
            world.actor("finance"), ref, recovery, action,
            Received(amount=Decimal(amount), received_on=day, reference="KZ 1"),
            version=version_of(world, ref),
        )  # fmt: skip


def test_the_hearing_opens_with_its_letter_and_its_day(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)

    row = walk.stored_recovery(world, ref)
    assert (row.ref, row.state, row.demanded) == (
        recovery, RecoveryState.HEARING, Decimal("1600.00"),
    )  # fmt: skip
    case = walk.stored_case(world, ref)
    assert (case.state, case.due_on) == (ApplicationState.RECOVERING, date(2028, 3, 6))
    with world.opened(), read_only() as session:
        letter = session.get(Letter, row.hearing_letter_id)
        assert (letter.kind, letter.subject_ref) == (LetterKind.HEARING, recovery)
        assert "1.600,00" in str(frozen_letter(letter))
        kinds = session.scalars(select(InboxMessage.kind)).all()
        assert "letter.hearing" in kinds


def test_no_order_before_the_day_has_passed_or_an_answer_is_in(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)

    with pytest.raises(StepRefused) as refused:
        walk.ordered(world, ref, recovery, date(2028, 3, 6))
    assert [finding.rule for finding in refused.value.findings] == ["hearing_day_passed"]

    with world.opened():
        record_statement(
            world.actor("signatory"), ref, recovery, "Wir bitten um Nachsicht.",
            version=version_of(world, ref),
        )  # fmt: skip
    walk.ordered(world, ref, recovery, date(2028, 3, 6))
    assert walk.stored_recovery(world, ref).state is RecoveryState.ORDERED


def test_the_order_reckons_interest_and_leaves_on_paper(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    with pytest.raises(StepRefused) as refused:
        walk.ordered(world, ref, recovery, AFTER_HEARING, way=DeliveryWay.ELECTRONIC)
    assert {"written_form_kept", "electronic_delivery_consented"} == {
        finding.rule for finding in refused.value.findings
    }
    walk.ordered(world, ref, recovery, AFTER_HEARING)

    row = walk.stored_recovery(world, ref)
    # 1.600 € at 6 % from 1 February 2027 to 7 March 2028: 149 + 184 + 67 days, each half-year
    # rounded for itself: 39,19 + 48,39 + 17,62.
    assert row.interest == Decimal("105.20")
    assert [piece["days"] for piece in row.interest_computation["pieces"]] == [149, 184, 67]
    assert (row.posted_on, row.interest_from) == (AFTER_HEARING, date(2027, 2, 1))
    with world.opened(), read_only() as session:
        letter = session.get(Letter, row.order_letter_id)
        assert letter.issued_at is not None
        assert frozen_letter(letter).handwritten


def test_an_order_names_a_day_between_payout_and_today(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    at(world, AFTER_HEARING)
    with world.opened(), read_only() as session:
        [(paid_on, _)] = payouts_of(session, case_by_ref(session, ref))
    for day, why in (
        (AFTER_HEARING + timedelta(days=1), "effective in the future"),
        (paid_on - timedelta(days=1), "effective before payout"),
    ):
        wish = OrderWish(
            effective=day,
            pay_until=AFTER_HEARING + timedelta(days=30),
            facts="Weniger Ausgaben.",
            discretion="",
        )
        with world.opened(), pytest.raises(Refused, match=why):
            preview_order(world.actor("approver"), ref, recovery, wish)


def test_no_money_came_back_before_it_was_paid_out(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    with world.opened(), read_only() as session:
        [(paid_on, _)] = payouts_of(session, case_by_ref(session, ref))
    for day, why in (
        (date(2028, 4, 2), "received in the future"),
        (paid_on - timedelta(days=1), "received before payout"),
    ):
        at(world, date(2028, 4, 1))
        with pytest.raises(Refused, match=why):
            back(world, ref, recovery, "100.00", "record_part_payment", day)
    back(world, ref, recovery, "100.00", "record_part_payment", paid_on)
    assert walk.stored_recovery(world, ref).repaid == Decimal("100.00")


def test_the_debtors_first_page_tells_to_pay_and_until_when(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    due = walk.stored_recovery(world, ref).due_on
    signatory = world.actor("signatory")
    with world.opened(), read_only() as session:
        [row] = own_cases(session, signatory).rows
        [claim] = [
            one
            for one in procedures(session, case_by_ref(session, ref).id)
            if one.machine is MachineName.RECOVERY
        ]

    assert (claim.due_on, claim.until) == (due, due)
    assert replace(claim, state=RecoveryState.REPAID).until is None
    assert (row.machine, row.waiting) == (MachineName.RECOVERY, RecoveryState.ORDERED)
    assert (row.due_on, row.mine) == (due, True)


def test_an_order_is_never_made_electronic_afterwards_and_keeps_its_corrected_day(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    at(world, date(2028, 3, 10))
    with world.opened():
        with unit_of_work() as session:
            row = session.get_one(Organisation, world.our_organisation)
            row.electronic_consent_on = date(2027, 1, 1)
        letter = _order_letter()
        for way, day in ((DeliveryWay.ELECTRONIC, 8), (DeliveryWay.POST, 9)):
            told = Dispatch(way=way, sent_on=date(2028, 3, day))
            version = version_of(world, ref)
            officer = world.actor("case_officer")
            if way is DeliveryWay.ELECTRONIC:
                with pytest.raises(Refused, match="not in writing"):
                    correct_sending(officer, ref, letter, told, "Vertippt", version=version)
                continue
            correct_sending(officer, ref, letter, told, "Vertippt", version=version)
    assert walk.stored_recovery(world, ref).posted_on == date(2028, 3, 9)


def _order_letter():
    with read_only() as session:
        orders = select(Letter.ref).where(Letter.kind == LetterKind.RECOVERY_ORDER)
        return session.scalars(orders).one()


def test_whoever_heard_does_not_order(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    with pytest.raises(StepNotOpen):
        walk.ordered(world, ref, recovery, AFTER_HEARING, name="case_officer")
    assert walk.stored_recovery(world, ref).state is RecoveryState.HEARING


def test_money_that_comes_back_returns_to_its_budget(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    at(world, date(2028, 4, 1))

    with world.opened(), read_only() as session:
        [[claim], onward] = open_claims(session, world.actor("finance"))
        assert onward is None
        assert (claim.left, claim.due_on) == (Decimal("1705.20"), date(2028, 4, 15))
    back(world, ref, recovery, "600.00", "record_part_payment")
    with pytest.raises(Refused, match="more than owed"):
        back(world, ref, recovery, "1105.21", "record_repayment")
    with pytest.raises(StepRefused):
        back(world, ref, recovery, "1000.00", "record_repayment")
    back(world, ref, recovery, "1105.20", "record_repayment")
    with world.opened():
        version = version_of(world, ref)
        waive_interest(world.actor("approver"), ref, recovery, "Kleinbetrag", version=version)

    assert walk.stored_recovery(world, ref).state is RecoveryState.REPAID
    assert walk.stored_case(world, ref).recovered == Decimal("1600.00")
    with world.opened(), read_only() as session:
        assert len(session.scalars(select(Repayment)).all()) == 2
        refunds = session.scalars(
            select(LedgerEntry.amount).where(LedgerEntry.kind == LedgerKind.REFUND)
        ).all()
        assert sum(refunds) == Decimal("1600.00")
        [budget] = session.scalars(select(Budget)).all()
        assert budget.spent == Decimal("6400.00")
        assert differences(session) == []
        assert open_claims(session, world.actor("finance")) == ((), None)

    with world.opened():
        close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    walk.close(world, ref, day=date(2028, 4, 1))
    case = walk.stored_case(world, ref)
    assert (case.state, case.settled_grant) == (ApplicationState.SETTLED, Decimal("6400.00"))


def test_a_recovery_without_a_hearing_is_not_closed(world):
    ref = settling(world)
    with world.opened():
        officer = world.actor("case_officer")
        open_recovery(officer, ref, version=version_of(world, ref))
        with pytest.raises(StepRefused) as refused:
            close_recovery(officer, ref, version=version_of(world, ref))
    assert [finding.rule for finding in refused.value.findings] == ["claim_pursued"]
    assert "1.600,00" in refused.value.findings[0].reason
    page = world.client("case_officer").get(f"/vorgang/{ref}").text
    leading = page.split('<section class="wir-next')[1].split("</section>")[0]
    primary = re.search(r'kern-btn--primary" href="([^"]+)"', leading).group(1)
    assert primary == f"/vorgang/{ref}/schritt/recovery/neu/open_hearing"
    assert "close_recovery" not in page


def test_a_recovery_begun_by_mistake_is_taken_back_and_gives_nothing_up(world):
    ref = settling(world)
    with world.opened():
        officer = world.actor("case_officer")
        open_recovery(officer, ref, version=version_of(world, ref))
        with pytest.raises(StepRefused):
            take_back_recovery(officer, ref, " ", version=version_of(world, ref))
        take_back_recovery(officer, ref, "Beleg nachgereicht", version=version_of(world, ref))
    assert walk.stored_case(world, ref).state is ApplicationState.SETTLING
    with pytest.raises(StepRefused) as refused:
        walk.close(world, ref)
    assert [one.rule for one in refused.value.findings] == ["nothing_left_to_recover"]


def test_a_hearing_that_runs_is_not_taken_back(world):
    ref = settling(world)
    walk.hearing(world, ref)
    with world.opened(), pytest.raises(StepRefused) as refused:
        take_back_recovery(
            world.actor("case_officer"), ref, "Irrtum", version=version_of(world, ref)
        )
    assert [finding.rule for finding in refused.value.findings] == ["recovery_ended"]


def test_an_open_claim_keeps_the_recovery_open(world):
    ref = settling(world)
    walk.hearing(world, ref)
    with world.opened(), pytest.raises(StepRefused) as refused:
        close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    assert [finding.rule for finding in refused.value.findings] == ["recovery_ended"]


def notice(world, ref):
    """The stored notice, its words, and what the recipient's inbox says of it."""
    with world.opened(), read_only() as session:
        session.expire_all()
        letter = session.scalars(
            select(Letter).where(Letter.kind == LetterKind.RECOVERY_DROPPED)
        ).one()
        message = session.scalars(
            select(InboxMessage).where(InboxMessage.letter_id == letter.id)
        ).one()
        return letter, str(frozen_letter(letter)), message


def test_dropping_needs_a_reason_and_ends_the_matter_with_a_notice(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    with pytest.raises(Refused, match="no reason"):
        walk.given_up(world, ref, recovery, EndWish(action="drop", reason=" "))
    wish = EndWish(action="drop", reason="Vertrauensschutz", remarks="Die Ausgaben waren nötig.")
    walk.given_up(world, ref, recovery, wish)
    letter, words, message = notice(world, ref)
    assert (letter.subject_ref, letter.way, letter.final_on) == (recovery, DeliveryWay.POST, None)
    assert letter.previewed_digest == letter.pdf_digest
    assert message.kind == "letter.recovery_dropped"
    assert "Von dieser Rückforderung sehe ich ab." in words
    assert "1.600,00" in words
    assert "Die Ausgaben waren nötig." in words
    # Why the authority gave the claim up is for its file.
    assert "Vertrauensschutz" not in words
    assert "Klage" not in words
    with world.opened():
        close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    assert walk.stored_recovery(world, ref).ended_reason == "Vertrauensschutz"
    walk.close(world, ref)
    assert walk.stored_case(world, ref).state is ApplicationState.SETTLED


def test_a_claim_can_be_waived_after_the_order(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    back(world, ref, recovery, "600.00", "record_part_payment", AFTER_HEARING)
    walk.given_up(world, ref, recovery, EndWish(action="waive", reason="Insolvenz"), AFTER_HEARING)
    _, words, _ = notice(world, ref)
    assert "Verzicht auf eine Forderung" in words
    assert "600,00" in words
    with world.opened():
        close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    walk.close(world, ref, day=AFTER_HEARING)
    case = walk.stored_case(world, ref)
    assert (case.state, case.recovered) == (ApplicationState.SETTLED, Decimal("600.00"))


def test_a_notice_names_the_sum_that_is_open_when_it_is_signed(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.ordered(world, ref, recovery, AFTER_HEARING)
    approver = world.actor("approver")
    with world.opened():
        wish = EndWish(action="waive", reason="Insolvenz")
        letter = preview_end(approver, ref, recovery, wish)
    back(world, ref, recovery, "600.00", "record_part_payment", AFTER_HEARING)
    signed = walk.signature(world, ref, letter, DeliveryWay.POST, AFTER_HEARING)
    with world.opened(), pytest.raises(Conflict, match="money came in"):
        give_up(approver, ref, recovery, "waive", signed, version=version_of(world, ref))
    assert walk.stored_recovery(world, ref).state is RecoveryState.ORDERED


def test_who_opened_the_hearing_does_not_drop_the_claim(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    also_approver(world)
    officer = world.actor("case_officer")
    with world.opened():
        letter = preview_end(officer, ref, recovery, EndWish(action="drop", reason="Grund"))
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, walk.AFTER_YEAR)
        with pytest.raises(StepRefused):
            give_up(officer, ref, recovery, "drop", signed, version=version_of(world, ref))


def test_no_more_is_claimed_than_was_paid(world):
    ref = settling(world)
    officer = world.actor("case_officer")
    with world.opened():
        open_recovery(officer, ref, version=version_of(world, ref))
        for ground, amount, why in (
            (Ground.REDUCTION, "1600.01", "above the reduction"),
            (Ground.NOT_FOR_PURPOSE, "8000.01", "no possible sum"),
        ):
            told = Decimal(amount)
            wish = HearingWish(amount=told, ground=ground, facts="Beleg", due=date(2028, 3, 6))
            with pytest.raises(Refused, match=why):
                preview_hearing(officer, ref, wish)
        possible = HearingWish(
            amount=Decimal("8000.00"), ground=Ground.NOT_FOR_PURPOSE, facts="Beleg",
            due=date(2028, 3, 6),
        )  # fmt: skip
        assert preview_hearing(officer, ref, possible)


def test_a_dropped_claim_is_not_heard_again_as_a_reduction(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    walk.given_up(world, ref, recovery, EndWish(action="drop", reason="Beleg nachgereicht"))
    officer = world.actor("case_officer")
    again = HearingWish(
        amount=Decimal("0.01"), ground=Ground.REDUCTION, facts="Beleg", due=date(2028, 3, 6)
    )
    with world.opened(), pytest.raises(Refused, match="above the reduction"):
        preview_hearing(officer, ref, again)

    client = world.client("case_officer")
    page = client.get(f"/vorgang/{ref}").text
    leading = page.split('<section class="wir-next')[1].split("</section>")[0]
    primary = re.search(r'kern-btn--primary" href="([^"]+)"', leading).group(1)
    assert primary.endswith("/close_recovery")
    form = client.get(f"/vorgang/{ref}/schritt/recovery/neu/open_hearing").text
    assert "Nach der Abrechnung ist nichts mehr zurückzufordern" in form
    grounds = re.findall(r'<option value="([a-z_]*)"', form.split('name="ground"')[1])
    assert grounds[:4] == ["", "not_for_purpose", "obligation_broken", "unlawful"]
    assert "reduction" not in grounds
