"""Fresh databases for tests: the migrated schema is made once per run, then copied."""

import fcntl
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from tests.support import postgres
from tests.support.schema import prepare_template

RUN_FOLDER = "WIRGRANTS_TEST_RUN"
_TEMPLATE = "template_migrated"
_numbers = itertools.count()
# Connections that somebody has taken out of a pool and not given back, by the pool's record.
_out: dict[int, Any] = {}


@event.listens_for(Pool, "checkout")
def _taken(_: Any, record: Any, connection: Any) -> None:
    _out[id(record)] = connection


@event.listens_for(Pool, "checkin")
def _given_back(_: Any, record: Any) -> None:
    _out.pop(id(record), None)


def give_back() -> None:
    """Close what a test that broke off, or a page that it left open, still holds.

    Left to the garbage collector it would be given back at any moment, to a server that has
    forgotten it.
    """
    while _out:
        _, connection = _out.popitem()
        if connection.is_valid:
            connection.invalidate()


def open_run() -> None:
    """Make the folder that all workers of this run share; they find it in their environment."""
    folder = Path(tempfile.mkdtemp(prefix="wirgrants-"))
    folder.chmod(0o711)  # the database server runs as somebody else
    os.environ[RUN_FOLDER] = str(folder)


def close_run() -> None:
    """Stop the server, if a test asked for one, and remove the folder."""
    folder = Path(os.environ.pop(RUN_FOLDER))
    postgres.stop(folder / "pg")
    shutil.rmtree(folder)


@contextmanager
def bare_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database without any table: `kind` is "sqlite" or "postgresql"."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / _new_name()}.sqlite"
        return
    server = _server()
    name = _new_name()
    server.create(name)
    try:
        yield server.url(name)
    finally:
        give_back()
        server.drop(name)


@contextmanager
def migrated_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database with the current schema and the rows that the migrations bring."""
    if kind == "sqlite":
        copy = folder / f"{_new_name()}.sqlite"
        shutil.copyfile(_sqlite_template(), copy)
        yield f"sqlite:///{copy}"
        give_back()
        return
    server = _server()
    _postgres_template(server)
    name = _new_name()
    server.create(name, template=_TEMPLATE)
    try:
        yield server.url(name)
    finally:
        give_back()
        server.drop(name)


def _new_name() -> str:
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_numbers)}"


def _server() -> postgres.Server:
    with _locked("pg"):
        server = postgres.start_once(_run_folder() / "pg")
    _prefer(server.programs)
    return server


def _prefer(programs: str) -> None:
    """Backups call pg_dump by its name: the server's own fits it, the system's may be older."""
    if not os.environ["PATH"].startswith(programs):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ["PATH"]])


def _postgres_template(server: postgres.Server) -> None:
    with _locked("pg-template"):
        ready = _run_folder() / "pg-template.ready"
        if not ready.exists():
            server.drop(_TEMPLATE)
            server.create(_TEMPLATE)
            prepare_template(server.url(_TEMPLATE))
            ready.touch()


def _sqlite_template() -> Path:
    template = _run_folder() / "template.sqlite"
    with _locked("sqlite-template"):
        if not template.exists():
            draft = template.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            prepare_template(f"sqlite:///{draft}")
            draft.rename(template)
    return template


def _run_folder() -> Path:
    return Path(os.environ[RUN_FOLDER])


@contextmanager
def _locked(name: str) -> Iterator[None]:
    """One worker at a time; the lock goes with the process, however it ends."""
    with (_run_folder() / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
