"""The ledger: balances move as the entries say, and never below zero."""

from decimal import Decimal

import pytest
from sqlalchemy import select, text

from wirgrants.errors import BudgetExhausted
from wirgrants.extensions import db
from wirgrants.models import Budget, BudgetKind, LedgerEntry, LedgerKind
from wirgrants.services.ledger import Cause, Movement, cover, differences, free, move
from wirgrants.unit_of_work import read_only, unit_of_work

K = LedgerKind
E = Decimal


def moved(world, budget, *movements):
    """Make the movements one after another; the four balances afterwards."""
    cause = Cause(actor=world.actor("case_officer"))
    for kind, amount in movements:
        with unit_of_work() as session:
            move(session, kind, [Movement(budget_id=budget, amount=E(amount))], cause)
    with read_only() as session:
        row = session.get_one(Budget, budget, populate_existing=True)
        return tuple(str(v) for v in (row.total, row.reserved, row.committed, row.spent))


@pytest.mark.parametrize(
    ("movements", "expected"),
    [
        ([(K.RESERVE, "400.10")], ("1000.00", "400.10", "0.00", "0.00")),
        ([(K.RESERVE, "400"), (K.UNRESERVE, "400")], ("1000.00", "0.00", "0.00", "0.00")),
        ([(K.RESERVE, "400"), (K.COMMIT, "400")], ("1000.00", "0.00", "400.00", "0.00")),
        (
            [(K.RESERVE, "400"), (K.COMMIT, "400"), (K.RELEASE, "100")],
            ("1000.00", "0.00", "300.00", "0.00"),
        ),
        (
            [(K.RESERVE, "400"), (K.COMMIT, "400"), (K.SPEND, "150.55")],
            ("1000.00", "0.00", "249.45", "150.55"),
        ),
        (
            [(K.RESERVE, "400"), (K.COMMIT, "400"), (K.SPEND, "150"), (K.RETURN, "150")],
            ("1000.00", "0.00", "400.00", "0.00"),
        ),
        (
            [(K.RESERVE, "400"), (K.COMMIT, "400"), (K.SPEND, "400"), (K.REFUND, "50")],
            ("1000.00", "0.00", "0.00", "350.00"),
        ),
        ([(K.ALLOT, "0.01")], ("1000.01", "0.00", "0.00", "0.00")),
        ([(K.ALLOT, "-1000")], ("0.00", "0.00", "0.00", "0.00")),
    ],
)
def test_each_movement_changes_its_balances(world, context, movements, expected):
    budget = world.budget("1000.00")

    assert moved(world, budget, *movements) == expected
    with read_only() as session:
        assert differences(session) == []


@pytest.mark.parametrize(
    ("before", "kind", "amount"),
    [
        ([], K.RESERVE, "1000.01"),
        ([(K.RESERVE, "600")], K.RESERVE, "400.01"),
        ([(K.RESERVE, "600")], K.COMMIT, "600.01"),
        ([(K.RESERVE, "600")], K.UNRESERVE, "600.01"),
        ([(K.RESERVE, "600"), (K.COMMIT, "600")], K.SPEND, "600.01"),
        ([(K.RESERVE, "600"), (K.COMMIT, "600")], K.RELEASE, "600.01"),
        ([], K.RETURN, "0.01"),
        ([], K.REFUND, "0.01"),
        ([(K.RESERVE, "600")], K.ALLOT, "-400.01"),
    ],
)
def test_a_movement_below_zero_is_refused_whole(world, context, before, kind, amount):
    budget = world.budget("1000.00")
    stand = moved(world, budget, *before)

    with pytest.raises(BudgetExhausted):
        moved(world, budget, (kind, amount))
    assert moved(world, budget) == stand
    with read_only() as session:
        entries = session.scalars(select(LedgerEntry.kind).order_by(LedgerEntry.id)).all()
        assert entries == [K.ALLOT, *(kind for kind, _ in before)]


def test_several_movements_happen_together_or_not_at_all(world, context):
    first, second = world.budget("100.00", 2027), world.budget("50.00", 2028)
    cause = Cause(actor=world.actor("case_officer"))
    wanted = [
        Movement(budget_id=second, amount=E("60")),
        Movement(budget_id=first, amount=E("60")),
    ]
    with pytest.raises(BudgetExhausted), unit_of_work() as session:
        move(session, K.RESERVE, wanted, cause)

    assert moved(world, first) == ("100.00", "0.00", "0.00", "0.00")


def test_a_negative_or_inexact_movement_is_a_mistake(world, context):
    budget = world.budget("1000.00")
    for amount in ("-1", "0.001"):
        with pytest.raises(ValueError, match=r"positive|decimals"):
            moved(world, budget, (K.RESERVE, amount))


def test_the_first_year_needs_budget_and_later_ones_authority(world, context):
    world.budget("1000.00", 2027)
    with unit_of_work() as session:
        row = Budget(
            line="migrant_organisations",
            year=2028,
            kind=BudgetKind.COMMITMENT,
            total=E("300"),
            reserved=E(0),
            committed=E(0),
            spent=E(0),
        )
        session.add(row)
    with read_only() as session:
        amounts = {2027: E("1000"), 2028: E("300.01"), 2029: E("1"), 2030: E("0")}
        told = cover(session, "migrant_organisations", amounts)
        assert told.without_budget == ()
        assert told.without_commitment == (2028, 2029)
        assert sorted(told.budgets) == [2027, 2028]
        assert free(told.budgets[2028]) == E("300.00")
        assert cover(session, "coordination", {2027: E("1")}).without_budget == (2027,)


def test_a_balance_changed_past_the_ledger_is_found(world, context):
    budget = world.budget("1000.00")
    db.session.rollback()
    with db.engine.connect().execution_options(wirgrants_writing=True) as connection:
        connection.execute(
            text("UPDATE budget SET total = total + 1 WHERE id = :id"), {"id": budget}
        )
        connection.commit()

    with read_only() as session:
        assert differences(session) == [
            "migrant_organisations 2027 budget: the balances are not those of the entries"
        ]
