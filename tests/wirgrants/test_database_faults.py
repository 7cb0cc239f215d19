"""A busy database is told as busy, a broken one as broken, and an unknown end as unknown."""

import html
import re
import socket
import sqlite3
import struct
import threading

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from tests.wirgrants.test_lost_session import TYPED
from wirgrants.database_faults import commit_unsure, passes, stood_in_the_way
from wirgrants.extensions import db
from wirgrants.web.guards import public

HERE = "http://localhost/antraege/"
_DIES = """CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"""
_AT_COMMIT = """CREATE CONSTRAINT TRIGGER dies AFTER UPDATE ON funding_case
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()"""


def of_sqlite(code):
    fault = sqlite3.OperationalError("told by the driver")
    fault.sqlite_errorcode = code
    return fault


def of_postgresql(state):
    return psycopg.errors.lookup(state)("told by the server")


LOST = psycopg.OperationalError("server closed the connection unexpectedly")
# fault, passes, was another one's lock, leaves a COMMIT open
FAULTS = {
    "busy": (of_sqlite(sqlite3.SQLITE_BUSY), True, True, False),
    "busy snapshot": (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), True, True, False),
    "locked": (of_sqlite(sqlite3.SQLITE_LOCKED), True, True, False),
    "file out of reach": (of_sqlite(sqlite3.SQLITE_CANTOPEN), True, False, False),
    "disk full": (of_sqlite(sqlite3.SQLITE_FULL), False, False, False),
    "no such table": (of_sqlite(sqlite3.SQLITE_ERROR), False, False, False),
    "read-only file": (of_sqlite(sqlite3.SQLITE_READONLY), False, False, False),
    "broken disk": (of_sqlite(sqlite3.SQLITE_IOERR_FSYNC), False, False, True),
    "no code": (sqlite3.OperationalError("unknown"), False, False, False),
    "deadlock": (of_postgresql("40P01"), True, True, False),
    "serialization": (of_postgresql("40001"), True, True, False),
    "lock timeout": (of_postgresql("55P03"), True, True, False),
    "statement timeout": (of_postgresql("57014"), True, False, False),
    "too many connections": (of_postgresql("53300"), True, False, False),
    "server stops": (of_postgresql("57P01"), True, False, True),
    "server starts": (of_postgresql("57P03"), True, False, False),
    "connection failure": (of_postgresql("08006"), True, False, True),
    "connection lost": (LOST, True, False, True),
    "server's disk full": (of_postgresql("53100"), False, False, False),
    "server's memory": (of_postgresql("53200"), False, False, False),
    "server's disk broken": (of_postgresql("58030"), False, False, True),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_by_its_drivers_code(name):
    fault, *expected = FAULTS[name]
    error = OperationalError("COMMIT", None, fault)
    assert [passes(error), stood_in_the_way(error), commit_unsure(error)] == expected


def saved(world, before):
    """A draft's section saved from its page while something is wrong; client, address, answer."""
    client, ref = world.client("applicant_editor"), world.draft()
    address = f"/antraege/{ref}/abschnitt/vorhaben"
    page = client.get(address).text
    fields = dict(re.findall(r'name="(csrf_token|version|base)" value="([^"]*)"', page))
    fields |= {"project_title": "Neuer Titel", "project_summary": TYPED}
    world.app.config["PROPAGATE_EXCEPTIONS"] = False  # the page, not the traceback
    with world.opened(), db.engine.begin() as connection:
        for statement in before:
            connection.execute(text(statement))
    return client, address, client.post(address, data=fields, headers={"Referer": HERE})


def greeted(line, *, asks):
    """Where a server listens once that refuses with this line, after asking for a password."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer():
        talk, _ = listening.accept()
        with talk, listening, talk.makefile("rb") as heard:
            heard.read(struct.unpack("!i", heard.read(4))[0] - 4)
            if asks:
                talk.sendall(b"R" + struct.pack("!ii", 8, 3))
                if not heard.read(1):
                    return  # whoever has no password hangs up
                heard.read(struct.unpack("!i", heard.read(4))[0] - 4)
            told = b"SFATAL\0VFATAL\0C00000\0M" + line.encode() + b"\0\0"
            talk.sendall(b"E" + struct.pack("!i", len(told) + 4) + told)

    threading.Thread(target=answer, daemon=True).start()
    return listening.getsockname()[1]


def turned_away(port, **told):
    """What the driver raises when it comes to this port."""
    where = f"host=127.0.0.1 port={port} user=wir dbname=wir sslmode=disable gssencmode=disable"
    with pytest.raises(psycopg.OperationalError) as refused:
        psycopg.connect(where, **{"password": "wrong", **told})
    return OperationalError("SELECT 1", None, refused.value)


@pytest.mark.parametrize(
    ("line", "asks", "waits"),
    [
        ('password authentication failed for user "wir"', True, False),
        ("Passwort-Authentifizierung für Benutzer »wir« fehlgeschlagen", True, False),
        ('database "wir" does not exist', True, False),
        ('no pg_hba.conf entry for host "127.0.0.1", user "wir"', False, False),
        ('role "wir" does not exist', False, False),
        ("sorry, too many clients already", False, True),
        ("the database system is starting up", False, True),
        ('too many connections for role "wir"', True, True),
        ("zu viele Verbindungen für Rolle »wir«", True, True),
    ],
)
def test_whom_the_server_does_not_let_in_need_not_wait(line, asks, waits):
    error = turned_away(greeted(line, asks=asks))
    assert [passes(error), commit_unsure(error)] == [waits, waits]


def test_a_password_that_nobody_gave_is_missed_in_a_minute_too():
    assert not passes(turned_away(greeted("", asks=True), password=""))


def test_a_server_that_is_not_there_may_come(unused_port):
    assert passes(turned_away(unused_port))


@pytest.fixture
def unused_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_wrong_password_is_a_fault_of_the_installation(world, caplog):
    fault = turned_away(greeted("password authentication failed", asks=True))

    @world.app.get("/turned-away")
    @public
    def turned():
        raise fault

    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = world.client("applicant_editor").get("/turned-away")
    assert (answer.status_code, "Der Fehler liegt bei uns" in answer.text) == (500, True)
    assert "ausgelastet" not in answer.text
    [reference] = re.findall("diese Kennung: <code>([0-9a-f]{8})</code>", answer.text)
    assert f"unexpected error {reference}" in caplog.text
    assert "password authentication failed" in caplog.text
    assert "password authentication" not in answer.text


def test_a_missing_table_is_our_fault_and_not_a_busy_minute(world):
    answer = saved(world, ["ALTER TABLE organisation RENAME TO gone"])[2]
    assert answer.status_code == 500
    assert "Der Fehler liegt bei uns" in answer.text
    assert re.search("diese Kennung: <code>[0-9a-f]{8}</code>", answer.text)
    assert "ausgelastet" not in answer.text


@pytest.fixture
def dying(world, database_kind):
    if database_kind != "postgresql":
        pytest.skip("SQLite has no connection that could be lost")
    return world


def test_nobody_is_told_what_became_of_a_lost_commit(dying):
    client, address, answer = saved(dying, [_DIES, _AT_COMMIT])
    assert answer.status_code == 503
    assert "Ob der Schritt gespeichert ist, zeigt die Seite nach erneutem Laden." in answer.text
    assert f'<a href="{HERE.removeprefix("http://localhost")}">Öffnen Sie die Seite' in answer.text
    for claim in ("nicht ausgeführt", "noch nicht gespeichert", "noch einmal absenden"):
        assert claim not in answer.text
    assert html.escape(TYPED, quote=False) in answer.text.split("zum Kopieren")[1]
    # Read anew, the page tells: here the server undid it.
    page = client.get(address)
    assert (page.status_code, "Neuer Titel" in page.text) == (200, False)


def test_no_free_connection_is_a_busy_minute(world):
    @world.app.get("/none-free")
    @public
    def none_free():
        raise NoConnectionFree("QueuePool limit reached")

    answer = world.client("applicant_editor").get("/none-free")
    assert (answer.status_code, "gerade ausgelastet" in answer.text) == (503, True)
