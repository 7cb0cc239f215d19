"""Commands on an installation without tables say what to do, and leave nothing behind."""

import json

import pytest

from tests.support import databases
from wirgrants.extensions import db


@pytest.fixture
def bare(_plain_environment, database_kind, tmp_path, monkeypatch):
    """A new folder and a database without any table."""
    with databases.bare_database(database_kind, tmp_path) as url:
        monkeypatch.setenv("WIRGRANTS_INSTANCE", str(tmp_path / "instance"))
        monkeypatch.setenv("WIRGRANTS_MODE", "test")
        monkeypatch.setenv("DATABASE_URL", url)
        yield tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["doctor"],
        ["doctor", "--json"],
        ["advance"],
        ["anchor"],
        ["serve", "--port", "5999"],
        ["backup", "saved"],
    ],
)
def test_it_is_told_what_to_do_first(bare, run, words):
    answer = run(*words)

    assert answer.exit_code == 1
    assert "holds no tables yet. Run `wirgrants init-db`" in answer.stderr
    assert list(bare.rglob("*.sqlite*")) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--port", "99999"], "99999 is not in the range 1<=x<=65535"),
        (["--port", "-1"], "-1 is not in the range 1<=x<=65535"),
        (["--workers", "0"], "0 is not in the range 1<=x<=64"),
    ],
)
def test_serve_refuses_what_no_server_can_do(run, words, said):
    answer = run("serve", *words)

    assert answer.exit_code == 2
    assert said in answer.stderr


def test_doctor_goes_on_where_a_table_is_not_what_it_was(world, installed, run):
    world.filed()
    with world.opened():
        db.session.rollback()
        with db.engine.connect().execution_options(wirgrants_writing=True) as connection:
            connection.exec_driver_sql("ALTER TABLE note RENAME COLUMN text TO words")
            connection.commit()
    answer = run("doctor", "--json")
    told = json.loads(answer.stdout)

    assert answer.exit_code == 1
    assert {one["area"] for one in told["complaints"]} >= {"schema"}
    assert any("cannot be examined" in one["what"] for one in told["complaints"])
    assert told["areas"][-1] in json.dumps(told)
