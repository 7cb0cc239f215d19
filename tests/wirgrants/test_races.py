"""Two real processes at the same moment: one budget, one approval, one number; each won once."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.racing import race
from tests.wirgrants.world import DAY, World, case_by_ref
from wirgrants.errors import BudgetExhausted, Busy, Conflict
from wirgrants.models import Budget, LedgerEntry, LedgerKind
from wirgrants.services.access import load_case
from wirgrants.services.ledger import Cause, Movement, differences, move
from wirgrants.services.log import events_of, verify_chain
from wirgrants.services.numbers import file_number
from wirgrants.services.steps import take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.circumstances import Circumstances
from workflows.lifecycle import StepNotOpen

EACH = 12


def reserve_many(actor, arguments):
    """Reserve 100 euros again and again; how often it went through."""
    won = 0
    for _ in range(EACH):
        try:
            with unit_of_work() as session:
                wanted = [Movement(budget_id=arguments["budget"], amount=Decimal(100))]
                move(session, LedgerKind.RESERVE, wanted, Cause(actor=actor))
            won += 1
        except (BudgetExhausted, Busy):
            pass
    return won


def begin_check(actor, arguments):
    """Begin the check with the version that both have seen."""
    try:
        with unit_of_work() as session:
            case = load_case(session, actor, arguments["ref"], for_update=True)
            take_step(
                session,
                case,
                "begin_check",
                actor=actor,
                circumstances=Circumstances(day=DAY),
                version=arguments["version"],
            )
    except (Conflict, StepNotOpen) as error:
        return type(error).__name__
    return "taken"


def take_numbers(actor, arguments):
    """Take file numbers of one year."""
    del actor
    taken = []
    while len(taken) < EACH:
        try:
            with unit_of_work() as session:
                taken.append(file_number(session, arguments["year"]))
        except Conflict:
            continue
    return taken


@pytest.mark.slow
def test_a_budget_is_never_overdrawn_by_two_processes(app, world: World, tmp_path):
    budget = world.budget("1000.00")
    told = race(
        app,
        tmp_path,
        reserve_many,
        {"who": "case_officer@example.org", "budget": budget},
        {"who": "second_officer@example.org", "budget": budget},
    )

    assert sum(told) == 10
    with app.app_context(), read_only() as session:
        row = session.get_one(Budget, budget)
        assert (row.total, row.reserved) == (Decimal("1000.00"), Decimal("1000.00"))
        entries = session.scalars(
            select(LedgerEntry).where(LedgerEntry.kind == LedgerKind.RESERVE)
        ).all()
        assert [entry.amount for entry in entries] == [Decimal("100.00")] * 10
        assert differences(session) == []


@pytest.mark.slow
def test_the_same_step_is_taken_by_one_of_two_processes(app, world: World, tmp_path):
    ref = world.filed()
    with app.app_context(), read_only() as session:
        version = case_by_ref(session, ref).row_version
    runners = [
        {"who": f"{name}@example.org", "ref": ref, "version": version}
        for name in ("case_officer", "second_officer")
    ]
    told = race(app, tmp_path, begin_check, *runners)

    assert sorted(told) == ["Conflict", "taken"]
    with app.app_context(), read_only() as session:
        case = case_by_ref(session, ref)
        actions = [event.action for event in events_of(session, case)]
        assert actions == ["open_draft", "file", "begin_check"]
        assert verify_chain(session, case) == []


@pytest.mark.slow
def test_file_numbers_have_no_doubles_and_no_gaps(app, world: World, tmp_path):
    runner = {"who": "case_officer@example.org", "year": 2027}
    told = race(app, tmp_path, take_numbers, runner, dict(runner))

    numbers = sorted(number for taken in told for number in taken)
    assert numbers == [f"WIR-2027-{n:04d}" for n in range(1, 2 * EACH + 1)]
