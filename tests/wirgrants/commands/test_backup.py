"""What was backed up comes back whole, on both databases; a damaged backup is refused whole."""

import json
import shutil
import time

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.support import databases
from tests.wirgrants.world import case_by_ref
from wirgrants import create_app
from wirgrants.extensions import db
from wirgrants.jobs import worker
from wirgrants.jobs.mail import SEND_MAIL
from wirgrants.models import Base
from wirgrants.queueing import SCHEMA, enqueue, queue_client
from wirgrants.services.anchors import write_anchor
from wirgrants.services.files import keep_bytes, store, stored_file
from wirgrants.settings import read_settings
from wirgrants.unit_of_work import read_only, unit_of_work

PAPERS = (b"a paper", b"another paper", b"a third one")
MAIL = {"key": "restored", "to": ["a@example.org"], "subject": "Bescheid", "text": "Er liegt da."}


@pytest.fixture
def filled(world, installed):
    """An installation with two filed cases, three files, an anchor, and a mail that waits."""
    world.filed()
    world.filed(number="WIR-2027-0002")
    with world.opened():
        digests = [keep_bytes(data) for data in PAPERS]
        with unit_of_work() as session:
            for sha, data in zip(digests, PAPERS, strict=True):
                stored_file(session, sha, len(data))
            enqueue(session, SEND_MAIL, MAIL)
        with read_only() as session:
            write_anchor(session)
        db.session.rollback()
    return installed


@pytest.fixture
def elsewhere(monkeypatch, database_kind, tmp_path):
    """The commands work on a new, empty installation from here on; call it to move there."""
    with databases.bare_database(database_kind, tmp_path) as url:

        def move():
            monkeypatch.setenv("WIRGRANTS_INSTANCE", str(tmp_path / "other"))
            monkeypatch.setenv("DATABASE_URL", url)
            return url

        yield move


def rows_of(url):
    """Every row of every table, the job queue's among them."""
    engine = create_engine(url)
    look = inspect(engine)
    schemas = (None, SCHEMA) if engine.dialect.name == "postgresql" else (None,)
    names = [
        f"{schema}.{name}" if schema else name
        for schema in schemas
        for name in look.get_table_names(schema=schema)
    ]
    with engine.connect() as connection:
        found = {
            name.split(".")[-1]: sorted(
                map(repr, connection.execute(text(f"SELECT * FROM {name}")))
            )
            for name in names
        }
    engine.dispose()
    return found


def test_a_backup_comes_back_whole(filled, elsewhere, run, tmp_path):
    saved = tmp_path / "saved"
    answer = run("backup", saved)
    assert answer.exit_code == 0, answer.output
    assert "3 files, 1 anchors" in answer.stdout
    assert oct(saved.stat().st_mode)[-3:] == "700"
    before = rows_of(filled.database)
    url = elsewhere()
    answer = run("restore", saved)
    assert answer.exit_code == 0, answer.output
    assert rows_of(url) == before
    assert {table.name for table in Base.metadata.sorted_tables} < set(before)
    counted = {name: len(before[name]) for name in ("funding_case", "stored_file")}
    assert counted == {"funding_case": 2, "stored_file": 3}
    assert [row for row in before["workflow_status"] if SEND_MAIL in row]
    other = tmp_path / "other"
    for name in ("anchor_key",):
        assert (other / name).read_bytes() == (filled.instance / name).read_bytes()
    assert [p.name for p in (other / "anchors").iterdir()] == [
        p.name for p in (filled.instance / "anchors").iterdir()
    ]
    # Triggers, files, chains and anchors are all there again.
    answer = run("doctor", "--json")
    assert json.loads(answer.stdout)["complaints"] == []


def test_a_restored_installation_goes_on(filled, elsewhere, run, tmp_path, world):
    run("backup", tmp_path / "saved")
    with world.opened(), read_only() as session:
        refs = session.execute(text("SELECT ref FROM funding_case ORDER BY id")).scalars().all()
        db.session.rollback()
    url = elsewhere()
    assert run("restore", tmp_path / "saved").exit_code == 0
    app = create_app(tmp_path / "other", mode="test", database_url=url)
    with app.app_context(), unit_of_work() as session:
        numbers = [case_by_ref(session, ref).number for ref in refs]
        assert numbers == ["WIR-2027-0001", "WIR-2027-0002"]
        assert {store().get(digest) for digest in store().digests()} == set(PAPERS)
    sent = tmp_path / "other" / "mail"
    for _ in range(2):
        with worker.working(app):
            until_done(app)
    assert [path.name for path in sent.glob("*.eml")] == ["restored.eml"]
    with app.app_context():
        [job] = queue_client().list_workflows(name=SEND_MAIL)
        assert (job.status, job.recovery_attempts) == ("SUCCESS", 1)
        db.session.remove()
        db.engine.dispose()


def until_done(app):
    """Wait until no mail waits any more."""
    deadline = time.monotonic() + 40
    with app.app_context():
        while {one.status for one in queue_client().list_workflows(name=SEND_MAIL)} != {"SUCCESS"}:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_the_secret_key_comes_along(run, installed, elsewhere, tmp_path):
    (installed.instance / "secret_key").write_text("kept", encoding="ascii")
    run("backup", tmp_path / "saved")
    elsewhere()
    assert run("restore", tmp_path / "saved").exit_code == 0
    assert (tmp_path / "other" / "secret_key").read_text(encoding="ascii") == "kept"
    assert oct((tmp_path / "other" / "secret_key").stat().st_mode)[-3:] == "600"


def test_a_restore_leaves_the_settings_of_the_new_installation(
    run, installed, elsewhere, tmp_path, monkeypatch
):
    """The old ones name the old database: the next start would write into it."""
    old = f'database_url = "{installed.database}"\nauthority_name = "Alt"\n'
    (installed.instance / "settings.toml").write_text(old, encoding="utf-8")
    run("backup", tmp_path / "saved")
    url, other = elsewhere(), tmp_path / "other"
    other.mkdir()
    present = f'database_url = "{url}"\n'
    (other / "settings.toml").write_text(present, encoding="utf-8")
    monkeypatch.delenv("DATABASE_URL")

    answer = run("restore", tmp_path / "saved")

    assert answer.exit_code == 0, answer.output
    assert "beside them in settings.toml.restored" in answer.stdout
    assert (other / "settings.toml").read_text(encoding="utf-8") == present
    assert (other / "settings.toml.restored").read_text(encoding="utf-8") == old
    assert read_settings(other).database == url


def test_a_restore_puts_no_settings_where_there_were_none(run, installed, elsewhere, tmp_path):
    (installed.instance / "settings.toml").write_text('authority_name = "Alt"\n', encoding="utf-8")
    run("backup", tmp_path / "saved")
    elsewhere()
    assert run("restore", tmp_path / "saved").exit_code == 0
    assert not (tmp_path / "other" / "settings.toml").exists()
    assert (tmp_path / "other" / "settings.toml.restored").exists()


def test_a_backup_never_goes_over_another(filled, run, tmp_path):
    assert run("backup", tmp_path / "saved").exit_code == 0
    again = run("backup", tmp_path / "saved")
    assert again.exit_code == 1
    assert "is not empty" in again.stderr


def test_a_restore_never_goes_over_data(filled, run, tmp_path):
    run("backup", tmp_path / "saved")
    answer = run("restore", tmp_path / "saved")
    assert answer.exit_code == 1
    assert "the database is not empty" in answer.stderr


def _spoil_database(folder):
    path = next(folder.glob("database.*"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def _spoil_file(folder):
    path = next(p for p in (folder / "files").rglob("*") if p.is_file())
    path.chmod(0o600)
    path.write_bytes(b"another")


def _lose_file(folder):
    next(p for p in (folder / "files").rglob("*") if p.is_file()).unlink()


def _lose_manifest(folder):
    (folder / "manifest.json").unlink()


def _empty_manifest(folder):
    (folder / "manifest.json").write_text("{}")


def _lose_anchors(folder):
    shutil.rmtree(folder / "anchors")


def _lead_outside(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"]["../elsewhere"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _other_database(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["database"] = "another"
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_lose_manifest, "holds no complete backup"),
        (_empty_manifest, "holds no complete backup"),
        (_lose_anchors, "is missing from the backup"),
        (_spoil_database, "of the backup has changed"),
        (_spoil_file, "of the backup has changed"),
        (_lose_file, "the backup names 3 files and holds 2"),
        (_lead_outside, "outside the backup"),
        (_other_database, "this is a backup of another"),
    ],
)
def test_a_damaged_backup_is_refused_whole(filled, elsewhere, run, tmp_path, spoil, message):
    saved = tmp_path / "saved"
    run("backup", saved)
    spoil(saved)
    elsewhere()
    answer = run("restore", saved)
    assert answer.exit_code == 1
    assert message in answer.stderr
    assert not list((tmp_path / "other").glob("anchor*"))
    assert not [
        p for p in (tmp_path / "other").rglob("*") if p.is_file() and p.name != "secret_key"
    ]
