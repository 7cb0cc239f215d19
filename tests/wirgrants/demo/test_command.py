"""The command `wirgrants demo`: what it prints, that it is safe to repeat, what it refuses."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.demo import run_demo
from tests.wirgrants.demo.signing_in import sign_in
from wirgrants.commands.demo import start_over
from wirgrants.demo.people import PASSWORD, STAFF
from wirgrants.extensions import db
from wirgrants.models import Event, User
from workflows.wording import say


def test_it_prints_progress_and_every_account(instance: Path) -> None:
    printed = (instance / "printed.txt").read_text(encoding="utf-8")
    assert "Calls for 2027: 11 lines" in printed
    assert PASSWORD in printed
    told = json.loads((instance / "demo_accounts.json").read_text(encoding="utf-8"))
    assert told["password"] == PASSWORD
    assert all(email in printed for _, email, _ in told["accounts"])


def test_the_accounts_are_those_of_the_database(demo: Flask, instance: Path) -> None:
    told = json.loads((instance / "demo_accounts.json").read_text(encoding="utf-8"))
    known = set(db.session.scalars(select(User.email)))
    assert {email for _, email, _ in told["accounts"]} == known
    assert {role for role, _, _ in told["accounts"]} >= {
        say(f"role.{one[3]}.short") for one in STAFF
    }


def test_repeating_it_changes_nothing(demo: Flask, instance: Path) -> None:
    before = db.session.execute(select(func.count(Event.id), func.max(Event.at))).one()
    db.session.rollback()
    again = run_demo(instance)
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("The example data is there already.")
    assert db.session.execute(select(func.count(Event.id), func.max(Event.at))).one() == before


@pytest.mark.parametrize(
    "email", [*(one[2] for one in STAFF), "antrag@eritrea.example", "leitung@eritrea.example"]
)
def test_everybody_signs_in_with_the_password_of_the_demo(instance: Path, email: str) -> None:
    from wirgrants import create_app

    app = create_app(instance)
    client = app.test_client()
    page = client.get("/anmelden").text
    assert email in page
    assert PASSWORD in page
    assert sign_in(client, email).endswith("/start")
    landed = client.get("/start", follow_redirects=True)
    assert landed.status_code == 200
    # Nobody is held up by a temporary password.
    assert "/anmelden" not in landed.request.path
    assert "kennwort" not in landed.request.path
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_it_refuses_a_folder_with_other_data(tmp_path: Path) -> None:
    (tmp_path / "wirgrants.sqlite").write_bytes(b"somebody's database")
    done = run_demo(tmp_path)
    assert done.returncode == 1
    assert "holds a database that is not the demo's" in done.stderr
    assert (tmp_path / "wirgrants.sqlite").read_bytes() == b"somebody's database"
    assert not (tmp_path / "settings.toml").exists()


def test_it_refuses_an_installation_in_production(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('mode = "production"\n', encoding="utf-8")
    done = run_demo(tmp_path)
    assert done.returncode == 1
    assert "set up for another mode than demo" in done.stderr
    assert not (tmp_path / "wirgrants.sqlite").exists()


def test_an_interrupted_run_is_started_over(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('mode = "demo"\n', encoding="utf-8")
    for name in ("wirgrants.sqlite", "wirgrants.sqlite-wal"):
        (tmp_path / name).write_bytes(b"half of it")
    start_over(tmp_path)
    assert (tmp_path / "wirgrants.sqlite").exists()  # no mark of an unfinished run: not ours
    (tmp_path / "demo_building").touch()
    start_over(tmp_path)
    assert not list(tmp_path.glob("wirgrants.sqlite*"))
    assert (tmp_path / "settings.toml").exists()
