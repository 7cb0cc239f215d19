"""`doctor` is content with a sound installation and names what was changed by the back door."""

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.wirgrants.decide.office import Office, to_proposed
from tests.wirgrants.proof.walk import settling
from tests.wirgrants.world import case_by_ref
from wirgrants import clock
from wirgrants.extensions import db
from wirgrants.models import Revision
from wirgrants.services.anchors import anchor_if_due, anchor_now, write_anchor
from wirgrants.services.casework import add_note
from wirgrants.services.files import keep_bytes, stored_file
from wirgrants.services.log import Entry, events_of, hash_of, record
from wirgrants.services.numbers import file_number
from wirgrants.services.plain import digest
from wirgrants.triggers import drop_triggers
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import MachineName


@pytest.fixture
def filed(world, installed):
    """An installation with one filed case, a frozen revision, a file and an anchor; its ref."""
    ref = world.filed()
    with world.opened():
        officer = world.actor("case_officer")
        sha = keep_bytes(b"a paper")
        with unit_of_work() as session:
            case = case_by_ref(session, ref)
            content = {"answers": {"project_title": "Brücken"}}
            session.add(
                Revision(
                    case_id=case.id, subject=MachineName.APPLICATION, number=1, content=content,
                    digest=digest(content), at=case.filed_at, by_id=officer.id,
                )
            )  # fmt: skip
            stored_file(session, sha, 7)
            entry = Entry(action="noted", personal={"name": "Erika Beispiel"})
            record(session, officer, entry, case)
        with read_only() as session:
            write_anchor(session)
        db.session.rollback()
    return ref


def sql(world, *statements, **values):
    """What an intruder with the database in hand does: triggers dropped, rows changed."""
    with world.opened():
        db.session.rollback()
        with db.engine.connect().execution_options(wirgrants_writing=True) as connection:
            drop_triggers(connection)
            for statement in statements:
                connection.execute(text(statement), values)
            connection.commit()


@pytest.fixture
def complaints(run):
    """The doctor's complaints without the dropped triggers, as (area, what); and its exit code."""

    def asked():
        answer = run("doctor", "--json")
        told = json.loads(answer.stdout)
        assert told["healthy"] == (not told["complaints"]) == (answer.exit_code == 0)
        return {
            (c["area"], c["what"])
            for c in told["complaints"]
            if not c["what"].startswith("trigger ")
        }

    return asked


def test_a_sound_installation_has_no_complaints(filed, run):
    answer = run("doctor")
    assert answer.exit_code == 0
    assert answer.stdout.endswith(": 0 complaints\n")


def test_missing_triggers_are_named(filed, world, run):
    sql(world)
    told = json.loads(run("doctor", "--json").stdout)["complaints"]
    assert {
        "area": "schema",
        "subject": "database",
        "what": "trigger event_never_updated is missing",
    } in told


def test_a_changed_event_is_found(filed, world, complaints):
    sql(world, "UPDATE event SET reason = 'etwas anderes' WHERE case_seq = 2")
    assert complaints() == {("chains", "event 2: changed")}


def test_a_rehashed_event_is_found_by_the_anchor(filed, world, complaints):
    with world.opened(), read_only() as session:
        case = case_by_ref(session, filed)
        last = events_of(session, case)[-1]
        session.expunge(last)
        last.action = "something_else"
        forged = hash_of(last, case.ref)
        db.session.rollback()
    sql(
        world,
        "UPDATE event SET action = 'something_else', hash = :forged WHERE case_seq = 3",
        "UPDATE funding_case SET log_head = :forged",
        forged=forged,
    )
    assert {what.split(" anchor")[0] for area, what in complaints() if area == "anchors"} == {
        "event 3: differs from"
    }


def test_a_cut_log_is_found(filed, world, complaints):
    sql(world, "DELETE FROM event_personal", "DELETE FROM event WHERE case_seq = 3")
    found = complaints()
    assert ("chains", "event 2: cut off or extended") in found
    assert {area for area, _ in found} == {"chains", "anchors"}


def test_a_removed_case_is_found(filed, world, complaints):
    sql(
        world,
        "DELETE FROM event_personal",
        "DELETE FROM event WHERE case_id IS NOT NULL",
        "DELETE FROM revision",
        "DELETE FROM funding_case",
    )
    assert [area for area, what in complaints() if "case removed since" in what] == ["anchors"]


def test_a_case_removed_before_its_first_anchor_is_missed_by_its_file_number(
    filed, world, complaints
):
    with world.opened(), unit_of_work() as session:
        numbers = [file_number(session, 2027) for _ in range(2)]
    later = world.filed(number=numbers[1])
    assert complaints() == set()
    sql(
        world,
        "DELETE FROM event WHERE case_id = (SELECT id FROM funding_case WHERE ref = :later)",
        "DELETE FROM funding_case WHERE ref = :later",
        later=later,
    )
    assert complaints() == {("numbers", "2 file numbers given, 1 cases hold one")}


def test_an_anchor_that_was_taken_away_is_missed(filed, world, complaints, installed):
    with world.opened():
        path = anchor_now()
    assert complaints() == set()
    path.unlink()
    assert complaints() == {("anchors", "event 0: taken away")}


def test_a_log_without_an_anchor_is_told_after_a_night(world, installed, complaints):
    world.filed()
    with world.opened():
        assert [what for _, what in complaints()] == []
        hours_later(37)
        [(area, what)] = complaints()
        assert (area, what.split(" since ")[0]) == ("anchors", "event 0: none covers the events")
        anchor_now()
        assert complaints() == set()


def test_today_is_anchored_once_and_tomorrow_again(world, installed):
    world.filed()
    with world.opened():
        assert anchor_if_due() is not None
        assert anchor_if_due() is None
        hours_later(24)
        assert anchor_if_due() is not None


def hours_later(hours):
    """Move the house clock on from where it stands."""
    moment = clock.now() + timedelta(hours=hours)
    with unit_of_work() as session:
        clock.stand_still(session, moment)


def test_a_state_that_the_log_does_not_tell_is_found(filed, world, complaints):
    sql(world, "UPDATE funding_case SET state = 'formal_check'")
    assert complaints() == {
        ("states", "application : log says filed, row says formal_check"),
    }


def test_an_impossible_log_is_found(filed, world, complaints):
    sql(world, "UPDATE event SET action = 'settle' WHERE case_seq = 2")
    found = complaints()
    assert ("chains", "event 2: changed") in found
    assert any(a == "states" and w.startswith("the log is no way through") for a, w in found)


def test_a_changed_or_missing_file_is_found(filed, world, complaints, installed):
    sha = digest_of(b"a paper")
    path = installed.instance / "files" / sha[:2] / sha[2:4] / sha
    path.write_bytes(b"another")
    assert complaints() == {("files", "changed")}
    path.unlink()
    assert complaints() == {("files", "missing from the store")}


def test_bytes_that_no_row_names_are_told_and_are_no_fault(filed, world, run):
    with world.opened():
        sha = keep_bytes(b"nobody's")
    answer = run("doctor", "--json")
    told = json.loads(answer.stdout)
    assert told["remarks"] == [
        {"area": "files", "subject": sha, "what": "no row names these bytes"}
    ]
    assert (told["complaints"], answer.exit_code) == ([], 0)
    assert f"harmless: files: {sha}: no row names these bytes\n" in run("doctor").stdout


def digest_of(data):
    return hashlib.sha256(data).hexdigest()


def test_changed_frozen_content_is_found(filed, world, complaints):
    sql(world, """UPDATE revision SET content = '{"answers": {}}'""")
    assert complaints() == {("frozen", "the content is not what was frozen")}


def test_a_changed_proposal_is_found(world, installed, complaints):
    to_proposed(Office(world))
    wrong = ("frozen", "the content is not what was proposed")
    assert wrong not in complaints()
    changes = {"total": "total + 1", "reason": "'anders'", "content": "'{}'", "amounts": "'{}'"}
    for column, value in changes.items():
        keep = "CREATE TABLE kept AS SELECT * FROM proposal"
        sql(world, keep, f"UPDATE proposal SET {column} = {value}")
        assert wrong in complaints(), column
        back = f"UPDATE proposal SET {column} = (SELECT {column} FROM kept)"
        sql(world, back, "DROP TABLE kept")
    assert wrong not in complaints()


def test_a_changed_settlement_is_found(world, installed, complaints):
    settling(world)
    wrong = ("frozen", "the content is not what was computed")
    assert wrong not in complaints()
    sql(world, "UPDATE settlement SET to_recover = to_recover + 100")
    assert wrong in complaints()
    sql(world, "UPDATE settlement SET to_recover = to_recover - 100")
    assert wrong not in complaints()
    sql(world, "UPDATE settlement SET computation = '{}'")
    assert wrong in complaints()


def test_a_changed_or_removed_note_is_found(filed, world, complaints):
    with world.opened():
        add_note(world.actor("case_officer"), filed, "Telefonisch geklärt.")
    assert complaints() == set()
    sql(world, "UPDATE note SET text = 'Nichts geklärt.'")
    assert complaints() == {("notes", "the text is not what was logged")}
    sql(world, "DELETE FROM note")
    assert complaints() == {("notes", "removed")}


def test_a_changed_personal_value_is_found_and_an_erased_one_is_not(filed, world, complaints):
    sql(world, "UPDATE event_personal SET value = 'Max Beispiel'")
    assert complaints() == {("personal", "the value of name is not the one that was logged")}
    sql(world, "DELETE FROM event_personal")
    assert complaints() == set()


def test_a_guideline_that_is_no_longer_the_pinned_one_is_found(filed, world, complaints):
    sql(world, "UPDATE funding_case SET guideline_digest = :other", other="f" * 64)
    assert complaints() == {
        ("guidelines", "migrant_organisations 2021 is no longer what was pinned"),
        ("rows", "funding_case: a row is not what the log says"),
    }
    sql(world, "UPDATE funding_case SET guideline_digest = '', version = '1999'")
    assert complaints() >= {("guidelines", "migrant_organisations 1999 is not in the registry")}


def test_a_budget_that_its_entries_do_not_make_is_found(filed, world, complaints):
    world.budget()
    assert complaints() == set()
    sql(world, "UPDATE budget SET total = total + 1")
    assert {area for area, _ in complaints()} == {"budgets"}
