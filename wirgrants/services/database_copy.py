"""A consistent copy of the running database, and the way back into an empty one."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, create_engine, inspect, make_url

from wirgrants.queueing import SCHEMA

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_NAMES = {SQLITE: "database.sqlite", POSTGRESQL: "database.dump"}


class BackupError(Exception):
    """A backup or restore that could not be done; the message says why."""


def kind_of(url: str) -> str:
    """SQLITE or POSTGRESQL."""
    return make_url(url).get_backend_name()


def copy_out(url: str, folder: Path) -> str:
    """Copy the database as it stands at one moment into this folder; the copy's name."""
    address = make_url(url)
    kind = address.get_backend_name()
    target = folder / _NAMES[kind]
    if kind == SQLITE:
        _copy_sqlite(_path_of(address), target)
    else:
        _run("pg_dump", ["--format=custom", "--no-owner", "--file", str(target)], address)
    target.chmod(0o600)
    return target.name


def copy_in(source: Path, url: str) -> None:
    """Fill an empty database from such a copy."""
    address = make_url(url)
    if address.get_backend_name() == SQLITE:
        _copy_sqlite(source, _path_of(address))
        return
    options = ["--no-owner", "--single-transaction", "--exit-on-error", str(source)]
    _run("pg_restore", options, address)


def is_empty(url: str) -> bool:
    """True when the database does not exist yet or holds no table of anybody."""
    address = make_url(url)
    if address.get_backend_name() == SQLITE and not _path_of(address).exists():
        return True
    engine = create_engine(address)
    try:
        look = inspect(engine)
        schemas = [None, SCHEMA] if address.get_backend_name() == POSTGRESQL else [None]
        return not any(look.get_table_names(schema=schema) for schema in schemas)
    finally:
        engine.dispose()


def _path_of(address: URL) -> Path:
    if not address.database or address.database == ":memory:":
        raise BackupError("a database in memory has nothing to copy")
    return Path(address.database)


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: one moment, while others read and write."""
    if not source.exists():
        raise BackupError(f"there is no database at {source}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            # One file without a log beside it; the running system turns the log on again.
            new.execute("PRAGMA journal_mode=DELETE")
            [state] = new.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"{source.name}: {error}") from error
    if state != "ok":
        raise BackupError(f"{source.name} is damaged: {state}")


def _run(program: str, options: list[str], address: URL) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupError(f"{program} is missing: apt-get install postgresql-client")
    plain = address.set(drivername=POSTGRESQL, password=None)
    command = [path, "--dbname", plain.render_as_string(), "--no-password", *options]
    # The password goes by the environment, where other people's `ps` does not show it.
    password = {"PGPASSWORD": str(address.password)} if address.password else {}
    done = subprocess.run(  # noqa: S603  a program of the system, arguments of our own
        command, env=os.environ | password, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()[:500]}")
