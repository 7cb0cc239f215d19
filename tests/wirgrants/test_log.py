"""The log holds against an intruder with the database in hand, and frozen rows stay frozen."""

from contextlib import nullcontext

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from tests.wirgrants.rows import add_row, without_foreign_keys
from tests.wirgrants.world import case_by_ref
from wirgrants import clock
from wirgrants.extensions import db
from wirgrants.models import Base
from wirgrants.services.anchors import verify_anchors, write_anchor
from wirgrants.services.log import (
    GENESIS,
    Entry,
    events_of,
    hash_of,
    record,
    replay_problems,
    verify_all,
    verify_chain,
)
from wirgrants.triggers import FROZEN, drop_triggers
from wirgrants.unit_of_work import read_only, unit_of_work

FROZEN_TABLES = [frozen.table for frozen in FROZEN]


@pytest.fixture
def anchored(world, context):
    """A filed case, anchored; its ref. The intruder's way is then open: triggers are dropped."""
    ref = world.filed()
    world.step(ref, "begin_check", "case_officer")
    with read_only() as session:
        write_anchor(session)
    db.session.rollback()
    run(drop_triggers)
    return ref


def run(work):
    """Do something past the house, on a connection of one's own; nobody reads an old stand."""
    db.session.rollback()
    with db.engine.connect().execution_options(wirgrants_writing=True) as connection:
        work(connection)
        connection.commit()


def sql(statement, **values):
    run(lambda connection: connection.execute(text(statement), values))


def chain_problems(ref):
    with read_only() as session:
        return [p.what for p in verify_chain(session, case_by_ref(session, ref))]


def anchor_problems():
    with read_only() as session:
        found = [p.what for p in verify_anchors(session)]
    db.session.rollback()
    return found


def test_an_untouched_log_has_no_problem(anchored):
    assert chain_problems(anchored) == []
    assert anchor_problems() == []
    with read_only() as session:
        assert list(verify_all(session)) == []
        assert replay_problems(session, case_by_ref(session, anchored)) == []


def test_a_changed_event_is_found_in_its_chain(anchored):
    sql("UPDATE event SET reason = 'anders' WHERE case_seq = 2 AND case_id IS NOT NULL")

    assert chain_problems(anchored) == ["changed"]


def test_a_changed_and_rehashed_chain_is_found_by_the_anchor(anchored):
    with read_only() as session:
        events = list(events_of(session, case_by_ref(session, anchored)))
    for event in events:
        db.session.expunge(event)
    head = GENESIS
    for event in events:
        event.reason = "anders"
        event.prev_hash = head
        head = event.hash = hash_of(event, anchored)
        sql(
            "UPDATE event SET reason = 'anders', prev_hash = :prev, hash = :hash WHERE id = :id",
            prev=event.prev_hash,
            hash=event.hash,
            id=event.id,
        )
    sql("UPDATE funding_case SET log_head = :head WHERE ref = :ref", head=head, ref=anchored)

    assert chain_problems(anchored) == []
    assert [what.split(" anchor")[0] for what in anchor_problems()] == ["differs from"]


def test_a_chain_cut_off_is_found(anchored):
    sql("DELETE FROM event WHERE case_seq = 3 AND case_id IS NOT NULL")

    assert chain_problems(anchored) == ["cut off or extended"]
    assert [what.split(" anchor")[0] for what in anchor_problems()] == [
        "differs from",
        "1 events removed since",
    ]


def test_a_chain_cut_off_with_its_head_mended_is_found_by_the_anchor(anchored):
    with read_only() as session:
        second = events_of(session, case_by_ref(session, anchored))[1].hash
    db.session.rollback()
    sql("DELETE FROM event WHERE case_seq = 3 AND case_id IS NOT NULL")
    sql(
        "UPDATE funding_case SET log_head = :head, log_length = 2, state = 'filed'"
        " WHERE ref = :ref",
        head=second,
        ref=anchored,
    )

    assert chain_problems(anchored) == []
    assert [what.split(" anchor")[0] for what in anchor_problems()] == [
        "differs from",
        "1 events removed since",
    ]


def test_a_removed_case_is_found_by_the_anchor(anchored):
    sql("DELETE FROM event WHERE case_id IS NOT NULL")
    sql("DELETE FROM funding_case")

    with read_only() as session:
        assert list(verify_all(session)) == []
    assert [what.split(" since")[0] for what in anchor_problems()] == [
        "case removed",
        "3 events removed",
    ]


def test_a_state_changed_past_the_door_does_not_survive_replay(anchored):
    sql("UPDATE funding_case SET state = 'ready' WHERE ref = :ref", ref=anchored)

    with read_only() as session:
        [problem] = replay_problems(session, case_by_ref(session, anchored))
        assert "log says formal_check, row says ready" in problem.what


def test_a_forged_or_missing_anchor_is_found(anchored, context):
    with read_only() as session:
        second = write_anchor(session)
        third = write_anchor(session)
    db.session.rollback()
    third.write_text(third.read_text("utf-8").replace('"events": 3', '"events": 2'), "utf-8")
    assert anchor_problems() == ["not signed by this system"]

    third.unlink()
    with read_only() as session:
        write_anchor(session)
        write_anchor(session)
    db.session.rollback()
    second.unlink()
    assert anchor_problems() == ["an anchor before this one is missing"]


def test_the_house_chain_is_part_of_log_and_anchor(world, context):
    with unit_of_work() as session:
        record(session, world.actor("administrator"), Entry(action="account_created"))
        record(session, world.actor("administrator"), Entry(action="account_closed"))
    with read_only() as session:
        write_anchor(session)
        assert list(verify_all(session)) == []
    db.session.rollback()
    run(drop_triggers)
    sql("UPDATE event SET action = 'nothing_happened' WHERE case_seq = 1")

    with read_only() as session:
        assert [(p.chain, p.what) for p in verify_all(session)] == [("", "changed")]


def test_the_anchor_is_dated_by_the_house_clock(anchored, context):
    with read_only() as session:
        assert clock.today().isoformat() in write_anchor(session).name


@pytest.mark.parametrize("table", FROZEN_TABLES)
def test_a_frozen_row_is_neither_changed_nor_deleted(database_url, table):
    engine = create_engine(database_url)
    column = next(f.columns[1] if f.columns else "id" for f in FROZEN if f.table == table)
    with engine.begin() as connection:
        without_foreign_keys(connection)
        add_row(connection, table)
    with pytest.raises(DatabaseError, match=f"{table} is frozen"), engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = {column}"))
    with pytest.raises(DatabaseError, match=f"{table} is frozen"), engine.begin() as connection:
        connection.execute(text(f"DELETE FROM {table}"))

    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1
    engine.dispose()


MAY_CHANGE = {
    "check_item": {"answer", "note", "answered_at", "answered_by_id"},
    "proposal": {"ended", "ended_at", "ended_by_id", "end_reason"},
    "settlement": {"letter_id"},
    "note": set(),
    "award_part": {"starts_on", "ends_on", "share", "amount", "eligible_cost", "plan", "units"},
    "award_year": {"amount", "released", "paid"},
}


@pytest.mark.parametrize("table", MAY_CHANGE)
def test_of_what_was_signed_only_the_named_columns_may_change(database_url, table):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        without_foreign_keys(connection)
        add_row(connection, table)
    for column in Base.metadata.tables[table].columns:
        change = text(f"UPDATE {table} SET {column.name} = {column.name}")
        held = pytest.raises(DatabaseError, match=f"{table} is frozen")
        with nullcontext() if column.name in MAY_CHANGE[table] else held, engine.begin() as sent:
            sent.execute(change)
    engine.dispose()


def test_a_proposal_ends_once(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        without_foreign_keys(connection)
        add_row(connection, "proposal", proposed_by_id=1)
    end = "UPDATE proposal SET ended = 'approved', ended_at = '2026-11-23 10:00', ended_by_id = 2"
    with engine.begin() as connection:
        without_foreign_keys(connection)
        connection.execute(text(end))
    for again in ("ended = NULL, ended_at = NULL, ended_by_id = NULL", "ended_by_id = 3",
                  "ended_at = '2026-11-24 10:00'", "end_reason = 'anders'"):  # fmt: skip
        with pytest.raises(DatabaseError, match="proposal is frozen"), engine.begin() as connection:
            connection.execute(text(f"UPDATE proposal SET {again}"))
    engine.dispose()


def test_a_letter_is_issued_once_and_then_only_delivered(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        without_foreign_keys(connection)
        add_row(connection, "letter", pdf_digest="p", previewed_digest="p")
    issue = "UPDATE letter SET issued_at = '2026-11-23 10:00:00', issued_by_id = 1, way = 'post'"
    with engine.begin() as connection:
        without_foreign_keys(connection)
        connection.execute(text(issue))
    with engine.begin() as connection:
        connection.execute(text("UPDATE letter SET sent_on = '2026-11-24'"))
    with pytest.raises(DatabaseError, match="letter is frozen"), engine.begin() as connection:
        connection.execute(text("UPDATE letter SET issued_at = '2026-11-25 10:00:00'"))
    with pytest.raises(DatabaseError, match="letter is frozen"), engine.begin() as connection:
        connection.execute(text("UPDATE letter SET issued_at = NULL"))
    engine.dispose()


def test_postgresql_refuses_to_truncate_the_log(database_url, database_kind):
    if database_kind == "sqlite":
        return  # it has no such command
    engine = create_engine(database_url)
    with pytest.raises(DatabaseError, match="frozen"), engine.begin() as connection:
        connection.execute(text("TRUNCATE event CASCADE"))
    engine.dispose()
