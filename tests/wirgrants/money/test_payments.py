"""Payment requests: bounded by the law, checked, released by another, booked in the ledger."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import (
    OTHER_IBAN,
    accepted,
    also_approver,
    at,
    check,
    digest_now,
    paid,
    pay,
    refused,
    release,
    request,
    running,
    signed,
    stored,
    version_of,
)
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Conflict, NotFound, Refused
from wirgrants.models import (
    AwardYear,
    Budget,
    InboxMessage,
    LedgerEntry,
    LedgerKind,
    Letter,
    LetterKind,
    Payment,
    Proof,
    ProofKind,
)
from wirgrants.services import finance, payments
from wirgrants.services.finance_rows import award_years
from wirgrants.services.ledger import differences
from wirgrants.services.letters import frozen_letter
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.services.payment_refusal import RefusalWish, preview_refusal, refuse_payment
from wirgrants.services.payments import Request
from wirgrants.services.payments_call import (
    Stated,
    highest,
    load_money,
    missing_interim_proofs,
    open_years,
)
from wirgrants.unit_of_work import read_only
from workflows.lifecycle import StepRefused
from workflows.states import PaymentState

pytestmark = pytest.mark.usefixtures("context")

TWO_YEARS = AwardSpec(
    line="case_management",
    version="2017",
    amounts={"main": {2027: "8000.00", 2028: "8000.00"}},
    eligible="20000.00",
    own="4000.00",
    end=date(2028, 12, 31),
)


def rules_of(error):
    return [finding.rule for finding in error.value.findings]


def test_a_payment_goes_from_request_to_bank_and_the_ledger_follows(world):
    ref = running(world)
    payment = paid(world, ref, "4000.00", soon="5000.00")

    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        row = stored(world, ref, payment)
        assert (row.state, row.number, row.paid_on) == (PaymentState.PAID, 1, date(2027, 2, 1))
        assert case.paid == Decimal("4000.00")
        budget = session.scalars(select(Budget)).one()
        assert (budget.committed, budget.spent) == (Decimal("4000.00"), Decimal("4000.00"))
        last = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id.desc())).first()
        assert (last.kind, last.amount, last.part, last.case_id) == (
            LedgerKind.SPEND,
            Decimal("4000.00"),
            "main",
            case.id,
        )
        assert session.scalars(select(AwardYear.paid)).all() == [Decimal("4000.00")]
        assert differences(session) == []
        assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])


def test_instalments_are_bounded_pro_rata_with_the_other_funds(world):
    ref = running(world, TWO_YEARS)
    with read_only() as session:
        money = load_money(session, case_by_ref(session, ref))
        year = money.years[0]
        told = Stated(spent=Decimal("1000.00"), due_soon=Decimal("3000.00"))
        most = highest(money, year, told, date(2027, 2, 1))
        # 16.000 of 20.000 are granted: 80 % of what was spent and falls due until 1 April.
        assert most.amount == Decimal("3200.00")
        assert most.use_by.day == date(2027, 4, 1)
        assert [line.text() for line in most.lines][-1] == "Höchster Mittelabruf: 3.200,00 €"

    with pytest.raises(StepRefused) as error:
        request(world, ref, "3200.01", spent="1000.00", soon="3000.00")
    assert rules_of(error) == ["request_within_call"]
    assert "3.200,00 €" in error.value.findings[0].reason
    payment = request(world, ref, "3200.00", spent="1000.00", soon="3000.00")
    assert stored(world, ref, payment).most == Decimal("3200.00")


def test_another_open_request_counts_as_paid_and_a_year_has_its_own_sum(world):
    ref = running(world, TWO_YEARS)
    request(world, ref, "5000.00", soon="20000.00")
    with read_only() as session:
        money = load_money(session, case_by_ref(session, ref))
        first = money.years[0]
        most = highest(money, first, Stated(due_soon=Decimal("20000.00")), date(2027, 2, 1))
        assert most.amount == Decimal("3000.00")
        assert [year.year for year in open_years(money, date(2027, 2, 1))] == [2027]
        assert [year.year for year in open_years(money, date(2028, 1, 1))] == [2027, 2028]
    with pytest.raises(StepRefused) as error:
        request(world, ref, "3000.01", soon="20000.00")
    assert rules_of(error) == ["request_within_award", "request_within_call"]


def test_the_second_year_waits_for_the_interim_proof_of_the_first(world):
    ref = running(world, TWO_YEARS)
    with read_only() as session:
        kinds = session.scalars(select(Proof.kind).order_by(Proof.year, Proof.kind)).all()
    assert [kind.value for kind in kinds] == ["interim", "final"]
    with read_only() as session:
        due = session.scalar(select(Proof.due_on).where(Proof.kind == ProofKind.INTERIM))
        money = load_money(session, case_by_ref(session, ref))
    assert missing_interim_proofs(money, money.years[-1], due) == ()
    at(world, due + timedelta(days=1))
    payment = request(world, ref, "2000.00", soon="20000.00", year=2028)
    with pytest.raises(StepRefused) as error:
        check(world, ref, payment)
    assert rules_of(error) == ["interim_proofs_in"]
    assert error.value.findings[0].values == {"years": "2027"}


def test_nothing_is_called_before_the_notice_is_final(world):
    ref = accepted(world, remedy_waived=False)
    with pytest.raises(StepRefused) as error:
        request(world, ref, "100.00")
    assert rules_of(error) == ["case_state_allows", "notice_final", "year_has_begun"]


def test_nothing_at_all_is_no_request(world):
    ref = running(world)
    with pytest.raises(StepRefused) as error:
        request(world, ref, "0.00")
    assert rules_of(error) == ["request_above_zero"]


def test_a_year_of_another_case_is_answered_as_missing(world):
    ref = running(world)
    other = running(world, AwardSpec(number="WIR-2027-0002"))
    with read_only() as session:
        foreign = award_years(session, case_by_ref(session, other))[0].id
    told = Request(
        award_year_id=foreign,
        amount=Decimal("1.00"),
        statement={"spent": "0", "due_soon": "1", "own_funds_used": "0", "use": ""},
    )
    with pytest.raises(NotFound):
        payments.request_payment(
            world.actor("signatory"), ref, told, version=version_of(world, ref)
        )


def test_two_eyes_do_not_release_and_the_releaser_does_not_pay(world):
    ref = running(world)
    payment = request(world, ref, "1000.00")
    check(world, ref, payment)
    shown = digest_now(world, ref, payment)
    with pytest.raises(Conflict):
        payments.release_payment(
            world.actor("approver"), ref, payment, "0" * 64, version=version_of(world, ref)
        )
    release(world, ref, payment)
    assert stored(world, ref, payment).digest == shown
    with pytest.raises(Conflict):
        payments.release_payment(
            world.actor("second_approver"), ref, payment, shown, version=version_of(world, ref) - 1
        )
    pay(world, ref, payment)
    assert stored(world, ref, payment).state is PaymentState.PAID


def test_a_new_account_voids_the_check_but_not_a_release(world):
    ref = running(world)
    payment = request(world, ref, "1000.00")
    check(world, ref, payment)
    account = finance.Account(iban=OTHER_IBAN, account_holder="Verein", bank_name="")
    signatory = world.actor("signatory")
    with pytest.raises(NotFound):
        finance.change_account(
            world.actor("stranger"), ref, account, version=version_of(world, ref)
        )
    finance.change_account(signatory, ref, account, version=version_of(world, ref))
    with pytest.raises(Conflict):
        release(world, ref, payment)
    payments.send_back(
        world.actor("approver"), ref, payment, "neues Konto", version=version_of(world, ref)
    )
    assert stored(world, ref, payment).checked_by_id is None
    check(world, ref, payment)
    release(world, ref, payment)
    with pytest.raises(Refused):
        finance.change_account(signatory, ref, account, version=version_of(world, ref))


def test_a_returned_payment_is_committed_again_and_may_be_reissued(world):
    ref = running(world)
    payment = paid(world, ref, "1000.00")
    finance.record_return(
        world.actor("finance"), ref, payment, date(2027, 2, 1), "Konto erloschen",
        version=version_of(world, ref),
    )  # fmt: skip
    with read_only() as session:
        session.expire_all()
        budget = session.scalars(select(Budget)).one()
        assert (budget.committed, budget.spent) == (Decimal("8000.00"), Decimal("0.00"))
        assert case_by_ref(session, ref).paid == Decimal("0.00")
    payments.reissue_payment(
        world.actor("approver"), ref, payment, digest_now(world, ref, payment),
        version=version_of(world, ref),
    )  # fmt: skip
    row = stored(world, ref, payment)
    assert (row.state, row.paid_on, row.returned_on) == (PaymentState.RELEASED, None, None)
    pay(world, ref, payment)
    with read_only() as session:
        session.expire_all()
        assert case_by_ref(session, ref).paid == Decimal("1000.00")
        assert differences(session) == []


def test_a_refused_or_withdrawn_request_ties_no_money(world):
    ref = running(world)
    first, second = request(world, ref, "4000.00"), request(world, ref, "4000.00")
    payments.withdraw_payment(world.actor("signatory"), ref, first, version=version_of(world, ref))
    with pytest.raises(Refused, match="no reason"):
        refused(world, ref, second, " ")
    refused(world, ref, second, "Kein Bedarf")
    states = {stored(world, ref, p).state for p in (first, second)}
    assert states == {PaymentState.WITHDRAWN, PaymentState.REFUSED}
    with read_only() as session:
        session.expire_all()
        money = load_money(session, case_by_ref(session, ref))
        assert highest(
            money, money.years[0], Stated(due_soon=Decimal("20000.00")), date(2027, 2, 1)
        ).amount == Decimal("8000.00")
        assert session.scalars(select(Payment.amount)).all() == [Decimal("4000.00")] * 2


def test_a_refusal_is_an_act_with_reasons_and_a_court(world):
    ref = running(world)
    payment = request(world, ref, "4000.00")
    refused(world, ref, payment, "Die Zahlungen sind erst im Mai fällig.\nBitte später abrufen.")
    with read_only() as session:
        session.expire_all()
        letter = session.scalars(
            select(Letter).where(Letter.kind == LetterKind.PAYMENT_REFUSAL)
        ).one()
        words = str(frozen_letter(letter))
        message = session.scalars(
            select(InboxMessage).where(InboxMessage.letter_id == letter.id)
        ).one()
        assert (letter.subject_ref, message.kind) == (payment, "letter.payment_refusal")
        assert letter.previewed_digest == letter.pdf_digest
        assert letter.final_on is not None
    assert "Die Auszahlung von 4.000,00" in words
    assert "Die Zahlungen sind erst im Mai fällig." in words
    assert "Klage beim" in words
    assert stored(world, ref, payment).ended_reason.startswith("Die Zahlungen")


def test_who_checked_does_not_refuse(world):
    ref = running(world)
    payment = request(world, ref, "4000.00")
    check(world, ref, payment)
    also_approver(world)
    with pytest.raises(StepRefused):
        refused(world, ref, payment, "Kein Bedarf", name="case_officer")


def test_the_preview_of_another_request_signs_nothing(world):
    ref = running(world)
    first, second = request(world, ref, "1000.00"), request(world, ref, "2000.00")
    approver = world.actor("approver")
    letter = preview_refusal(approver, ref, first, RefusalWish(reason="Kein Bedarf"))
    with pytest.raises(NotFound):
        refuse_payment(
            approver, ref, second, signed(world, ref, letter, date(2027, 2, 1)),
            version=version_of(world, ref),
        )  # fmt: skip
    assert stored(world, ref, second).state is PaymentState.REQUESTED
