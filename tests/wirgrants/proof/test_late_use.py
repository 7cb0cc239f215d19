"""Money used late bears interest (§ 49a IV): a case is not closed before somebody decided on it."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from tests.wirgrants.money.walk import at, check, paid, pay, release, request, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Conflict, Refused
from wirgrants.models import DeliveryWay, Event, Letter, LetterKind, Parameter
from wirgrants.services import settlement
from wirgrants.services.letters import frozen_letter
from wirgrants.services.payments_call import load_money
from wirgrants.services.payments_late import clocks
from wirgrants.services.settlement_late import late_interest
from wirgrants.services.settlement_letter import Closing
from wirgrants.services.settlement_sign import preview_settlement, settle
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.payment_call import LateDecision
from workflows.states import ApplicationState

REASON = "Der Vermieter hat die Schlüssel verspätet übergeben."
# 4.000 € at 6 % from 1 February to 2 April 2027: 60 days.
INTEREST = Decimal("39.45")


def settling(world, told_on):
    """4,000 euros of 1 February 2027, all used as the next request of this day says."""
    ref = running(world)
    paid(world, ref, "4000.00")
    at(world, told_on)
    second = request(world, ref, "4000.00", spent="5000.00")
    check(world, ref, second)
    release(world, ref, second)
    at(world, date(2027, 11, 15))
    pay(world, ref, second, date(2027, 11, 15))
    return proved(world, ref)


def proved(world, ref):
    """The whole plan is spent as the final proof says, and the settlement has begun."""
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref)
    category = walk.first_category(world, ref)
    walk.submit(world, ref, proof, walk.content([(category, "Personal", 2027, "10000.00")]))
    walk.take_up(world, ref, proof)
    walk.examine(world, ref, proof)
    with world.opened():
        officer = world.actor("case_officer")
        settlement.begin_settlement(officer, ref, version=version_of(world, ref))
    return ref


@pytest.mark.parametrize(
    ("told_on", "found"), [(date(2027, 4, 1), Decimal("0.00")), (date(2027, 4, 2), INTEREST)]
)
def test_only_use_after_the_two_months_bears_interest(world, told_on, found):
    ref = settling(world, told_on)
    with world.opened(), read_only() as session:
        late = late_interest(session, case_by_ref(session, ref))
    assert (late.sum, late.arose) == (found, found > 0)
    if not found:
        walk.close(world, ref)
        assert walk.stored_case(world, ref).state is ApplicationState.SETTLED


def test_the_closing_letter_says_why_the_interest_is_not_claimed(world):
    ref = settling(world, date(2027, 4, 2))
    for half in (Closing(late_reason=REASON), Closing(late_decision=LateDecision.IN_TIME)):
        with world.opened(), pytest.raises(Refused, match="late use undecided"):
            preview_settlement(world.actor("approver"), ref, half)
    page = world.client("approver").get(f"/vorgang/{ref}/schritt/application/{ref}/settle").text
    assert "39,45" in page
    with world.opened():
        approver = world.actor("approver")
        letter = preview_settlement(
            approver, ref, Closing(late_decision=LateDecision.NOT_CLAIMED, late_reason=REASON)
        )
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, walk.AFTER_YEAR)
        settle(approver, ref, signed, version=version_of(world, ref))
    with world.opened(), read_only() as session:
        sent = session.scalars(select(Letter).where(Letter.kind == LetterKind.SETTLEMENT)).one()
        words = str(frozen_letter(sent)).replace("\\xa0", " ")
        assert "höchstens 39,45 € Zinsen verlangt werden" in words
        assert f"Sie werden nicht erhoben: {REASON}" in words
        [data] = session.scalars(select(Event.data).where(Event.action == "settle"))
        assert (data["late_interest"]["sum"], data["late_reason"]) == (str(INTEREST), REASON)


def test_interest_that_changed_after_the_preview_is_not_signed(world):
    ref = settling(world, date(2027, 4, 2))
    approver = world.actor("approver")
    closing = Closing(late_decision=LateDecision.NOT_CLAIMED, late_reason=REASON)
    with world.opened():
        letter = preview_settlement(approver, ref, closing)
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, walk.AFTER_YEAR)
    with world.opened(), unit_of_work() as session:
        session.execute(update(Parameter).values(value="2.00"))
    with world.opened(), pytest.raises(Conflict, match="late use changed after the preview"):
        settle(approver, ref, signed, version=version_of(world, ref))
    assert walk.stored_case(world, ref).state is ApplicationState.SETTLING

    with world.opened():
        anew = preview_settlement(approver, ref, closing)
        signed = walk.signature(world, ref, anew, DeliveryWay.POST, walk.AFTER_YEAR)
        settle(approver, ref, signed, version=version_of(world, ref))
    with world.opened(), read_only() as session:
        [data] = session.scalars(select(Event.data).where(Event.action == "settle"))
    # 4.000 € at 7 % now, for the same 60 days.
    assert data["late_interest"]["sum"] == "46.03"


def test_the_letter_says_nothing_of_interest_where_the_money_was_used_in_time(world):
    ref = settling(world, date(2027, 4, 2))
    walk.close(world, ref)
    with world.opened(), read_only() as session:
        sent = session.scalars(select(Letter).where(Letter.kind == LetterKind.SETTLEMENT)).one()
        assert "Zinsen" not in str(frozen_letter(sent))
        [data] = session.scalars(select(Event.data).where(Event.action == "settle"))
        assert (data["late_decision"], data["late_reason"]) == ("in_time", "Belegliste")
        assert data["late_interest"]["sum"] == str(INTEREST)


@pytest.mark.parametrize("decision", list(LateDecision))
def test_the_money_of_a_closed_case_shows_what_was_found_and_asks_nothing_anew(world, decision):
    ref = settling(world, date(2027, 4, 2))
    approver = world.actor("approver")
    address = f"/vorgang/{ref}/geld"
    assert "zu prüfen" in world.client("case_officer").get(address).text
    with world.opened():
        told = Closing(late_decision=decision, late_reason=REASON)
        letter = preview_settlement(approver, ref, told)
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, walk.AFTER_YEAR)
        settle(approver, ref, signed, version=version_of(world, ref))

    page = world.client("case_officer").get(address).text.replace("\xa0", " ")
    assert "Beim Abschluss der Akte am 01.02.2028 festgestellt" in page
    assert REASON in page
    # What the checks of the payments found in their time stands above.
    assert "zu prüfen" not in page[page.index("<h2>Fristgerechte Verwendung</h2>") :]
    not_claimed = decision is LateDecision.NOT_CLAIMED
    assert ("werden nicht erhoben (höchstens 39,45 €)" in page) is not_claimed
    assert ("Die Mittel wurden fristgerecht verwendet." in page) is not not_claimed
    assert REASON not in world.client("signatory").get(address).text


def test_one_payout_stays_a_question_when_only_the_final_proof_tells_of_its_use(world):
    ref = running(world)
    paid(world, ref, "8000.00")
    proved(world, ref)
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        [one] = clocks(load_money(session, case), walk.AFTER_YEAR)
        [span] = one.late.spans
        assert (span.amount, span.since, one.late.open) == (
            Decimal("8000.00"), date(2027, 2, 1), False,
        )  # fmt: skip
        assert span.until == load_money(session, case).parts["main"].ends_on < walk.AFTER_YEAR
        assert late_interest(session, case).arose
