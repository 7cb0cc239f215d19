"""Whatever the order of paying, returning, repaying and settling: no year owes its budget money."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.awarded import AwardSpec, awarded
from tests.wirgrants.world import DAY, NOW, case_by_ref
from wirgrants.errors import BudgetExhausted, Refused
from wirgrants.models import Budget, LedgerEntry, LedgerKind, Payment, Recovery
from wirgrants.models.guarded import states_may_be_written
from wirgrants.services import paid_money
from wirgrants.services.finance_rows import award_letter, award_years, left_of
from wirgrants.services.ledger import Cause, Movement, differences, free, move
from wirgrants.services.recovery_lowered import lower_claim
from wirgrants.services.settlement import done_with
from wirgrants.unit_of_work import unit_of_work
from workflows.money import ZERO, total
from workflows.states import RecoveryState

POST = AwardSpec(
    line="coordination",
    version="2014",
    amounts={"main": {2027: "8000.00", 2028: "4000.00"}},
    eligible="20000.00",
    own="8000.00",
    end=date(2028, 12, 31),
)
CENTS = st.integers(1, 8_000_00).map(lambda cents: Decimal(cents) / 100)
STEPS = st.tuples(
    st.sampled_from(
        ["pay", "pay", "send_back", "repay", "again", "give_back", "settle", "others", "order"]
    ),
    st.integers(0, 9),
    CENTS,
)


class Case:
    """One case and its money, as the steps of the services leave it."""

    def __init__(self, session, case, actor):
        self.session, self.case, self.actor = session, case, actor
        self.out, self.back, self.number, self.settled = [], [], 0, False
        self.claim = None

    @property
    def years(self):
        return award_years(self.session, self.case)

    def take(self, name, which, amount):
        """Take one step, or none where the services would not; a refused one leaves nothing."""
        before = (list(self.out), list(self.back), self.settled, self.claim)
        with self.session.begin_nested() as savepoint:
            try:
                getattr(self, name)(which, amount)
                self.session.flush()
            except (BudgetExhausted, Refused):
                savepoint.rollback()
                self.out, self.back, self.settled, self.claim = before

    def pay(self, which, amount):
        year = self.years[which % 2]
        amount = min(amount, left_of(year) - total(p.amount for p in self.back_of(year)))
        if amount <= ZERO or self.settled:
            return
        self.number += 1
        with self.session.no_autoflush:
            payment = Payment(number=self.number, amount=amount, award_year=year)
        self._out(payment)

    def back_of(self, year):
        return [one for one in self.back if one.award_year is year]

    def _out(self, payment):
        paid_money.book_payout(self.session, self.case, self.actor, payment)
        self.case.paid += payment.amount
        self.out.append(payment)

    def send_back(self, which, amount):
        if self.out:
            payment = self.out.pop(which % len(self.out))
            self.back.append(payment)
            self.case.paid -= payment.amount
            paid_money.book_return(self.session, self.case, self.actor, payment, "Konto erloschen")
            lower_claim(self.session, self.case, payment, DAY)

    def again(self, which, amount):
        if self.back:
            self._out(self.back.pop(which % len(self.back)))

    def give_back(self, which, amount):
        if self.settled and self.back:
            payment = self.back.pop(which % len(self.back))
            paid_money.give_back(self.session, self.case, self.actor, payment, "Verein aufgelöst")

    def repay(self, which, amount):
        # Without a claim beyond what is out too: that must be refused.
        if self.owing():
            amount = min(amount, self.claim.demanded - done_with(self.claim))
            self.claim.repaid += amount
        self.case.recovered += amount
        paid_money.book_repayment(self.session, self.case, self.actor, amount)

    def owing(self):
        return self.claim is not None and self.claim.state is RecoveryState.ORDERED

    def order(self, which, amount):
        """Order what of this sum is still out; one claim in a case is enough."""
        amount = min(amount, self.case.paid - self.case.recovered)
        if self.claim is None and amount > ZERO:
            letter = award_letter(self.session, self.case)
            self.claim = Recovery(
                case_id=self.case.id, number=1, ground="unlawful", text="Beleg", demanded=amount,
                opened_at=NOW, opened_by_id=letter.issued_by_id, hearing_due=DAY,
                hearing_letter_id=letter.id, ordered_at=NOW, ordered_by_id=self.actor.id,
                order_letter_id=letter.id, due_on=DAY, interest_from=DAY,
                interest_computation={"total": "0.00", "pieces": [], "until": None},
            )  # fmt: skip
            with states_may_be_written():
                self.claim.state = RecoveryState.ORDERED
                self.session.add(self.claim)
                self.session.flush()

    def settle(self, which, amount):
        if not self.back and not self.settled:
            paid_money.release_rest(self.session, self.case, self.actor)
            self.settled = True

    def others(self, which, amount):
        """Other cases take all that is free of a budget."""
        budget = self.years[which % 2].budget
        taken = Movement(budget_id=budget.id, amount=free(budget))
        move(self.session, LedgerKind.RESERVE, [taken], Cause(actor=self.actor))

    def others_spend(self):
        """Half of what is free is spent by others, so that the budgets hide no fault of ours."""
        cause = Cause(actor=self.actor)
        for year in self.years:
            half = Movement(budget_id=year.budget_id, amount=free(year.budget) // 2)
            for kind in (LedgerKind.RESERVE, LedgerKind.COMMIT, LedgerKind.SPEND):
                move(self.session, kind, [half], cause)

    def check(self):
        entries = self.session.scalars(
            select(LedgerEntry).where(LedgerEntry.case_id == self.case.id)
        ).all()
        for year in self.years:
            here = [one for one in entries if one.budget_id == year.budget_id]
            out = [p.amount for p in self.out if p.award_year is year]
            repaid = total(one.amount for one in here if one.kind is LedgerKind.REFUND)
            spent = total(one.spent_change for one in here)
            committed = total(one.committed_change for one in here)
            assert year.paid == total(out)
            assert spent == year.paid - repaid >= ZERO
            assert repaid >= ZERO
            assert committed == year.amount - year.paid - year.released >= ZERO
        repaid = total(one.amount for one in entries if one.kind is LedgerKind.REFUND)
        assert self.case.paid == total(p.amount for p in self.out)
        assert self.case.recovered == repaid <= self.case.paid
        assert differences(self.session) == []
        if self.owing():
            open_sum = self.claim.demanded - done_with(self.claim)
            assert ZERO <= open_sum <= self.case.paid - self.case.recovered


@pytest.fixture
def database_url(sqlite_url):
    """The arithmetic of the bookings does not hang on the database."""
    return sqlite_url


def test_no_order_of_steps_takes_more_from_a_year_than_is_out_of_it(world, context):
    ref = awarded(world, POST)
    actor = world.actor("finance")

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(STEPS, min_size=3, max_size=14))
    def in_any_order(steps):
        with session.begin_nested() as savepoint:
            case = Case(session, case_by_ref(session, ref), actor)
            case.others_spend()
            for step in steps:
                case.take(*step)
                case.check()
            savepoint.rollback()

    with unit_of_work() as session:
        in_any_order()


def two_years(session, ref, actor):
    """7.000 euros of the first and 1.000 of the second year are out; the newest came last."""
    case = Case(session, case_by_ref(session, ref), actor)
    case.pay(0, Decimal("7000.00"))
    case.pay(1, Decimal("1000.00"))
    return case


def test_what_was_repaid_of_a_payout_that_came_back_is_credited_to_another_year(world, context):
    ref, actor = awarded(world, POST), world.actor("finance")
    with unit_of_work() as session:
        case = two_years(session, ref, actor)
        case.repay(0, Decimal("1600.00"))
        spent = select(Budget.spent).order_by(Budget.year)
        # The newest year first: all of its 1.000 euros, and 600 of the first one's.
        assert session.scalars(spent).all() == [Decimal("6400.00"), ZERO]
        case.send_back(1, ZERO)
        case.check()
        assert session.scalars(spent).all() == [Decimal("5400.00"), ZERO]
        rebooked = select(LedgerEntry.amount).where(LedgerEntry.reason.contains("kam zurück"))
        assert sorted(session.scalars(rebooked)) == [Decimal("-1000.00"), Decimal("1000.00")]


def test_more_than_was_paid_never_comes_back(world, context):
    ref, actor = awarded(world, POST), world.actor("finance")
    with unit_of_work() as session:
        case = two_years(session, ref, actor)
        case.repay(0, Decimal("7500.00"))
        with session.begin_nested() as savepoint:
            with pytest.raises(Refused, match="more repaid than paid"):
                case.send_back(1, ZERO)
            savepoint.rollback()
        with pytest.raises(Refused, match="more than is out"):
            case.repay(0, Decimal("500.01"))


def test_a_credit_that_somebody_else_was_given_is_not_taken_back_unseen(world, context):
    ref, actor = awarded(world, POST), world.actor("finance")
    with unit_of_work() as session:
        case = two_years(session, ref, actor)
        case.repay(0, Decimal("1000.00"))
        case.others(1, ZERO)
        with pytest.raises(BudgetExhausted) as refused:
            case.send_back(1, ZERO)
        assert "2028" in refused.value.message
