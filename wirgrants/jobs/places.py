"""The numbered place of a worker at its database: one living worker on each, taken again after it.

The queue gives what a worker was doing back to whoever starts under the same name. Two workers of
one name would take each other's running jobs; a name nobody uses again would keep its jobs forever.
So a worker holds the first free place while it lives, and looks after the others when it starts.
"""

import fcntl
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text

MOST_WORKERS = 64
_LOCKS = 0x57495247  # "WIRG": our advisory locks among those of the database


class NoPlace(RuntimeError):
    """So many workers run already that this one must be a mistake."""


class Places:
    """The places of one database as one process sees them; a lock ends with its process.

    `name` is the place that this process holds: the name under which the queue knows it.
    """

    def __init__(self, locks: "_Advisory | _Files") -> None:
        self._locks = locks
        numbers = range(1, MOST_WORKERS + 1)
        mine = next((number for number in numbers if locks.take(number)), None)
        if mine is None:
            raise NoPlace(f"{MOST_WORKERS} workers run already")
        self._mine = mine

    @property
    def name(self) -> str:
        """The name of the place that is held."""
        return _name(self._mine)

    def abandoned(self) -> Generator[str]:
        """The names of the places that nobody holds; each is kept free while the caller looks."""
        for number in range(1, MOST_WORKERS + 1):
            if number != self._mine and self._locks.take(number):
                try:
                    yield _name(number)
                finally:
                    self._locks.give(number)

    def leave(self) -> None:
        """Somebody else may have the place."""
        self._locks.give(self._mine)


def _name(number: int) -> str:
    return f"worker-{number}"


@contextmanager
def held_place(engine: Engine, folder: Path) -> Iterator[Places]:
    """Hold the first free place while the block runs. Raises NoPlace.

    PostgreSQL keeps it, for workers on any machine; SQLite serves one machine, whose files keep it.
    """
    if engine.dialect.name != "postgresql":
        with _left_at_the_end(Places(_Files(folder))) as places:
            yield places
        return
    with (
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line,
        _left_at_the_end(Places(_Advisory(line))) as places,
    ):
        yield places


@contextmanager
def _left_at_the_end(places: Places) -> Iterator[Places]:
    try:
        yield places
    finally:
        places.leave()


class _Advisory:
    """Locks of a session of PostgreSQL."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def take(self, number: int) -> bool:
        asked = text("SELECT pg_try_advisory_lock(:ours, :number)")
        return bool(self._line.scalar(asked, {"ours": _LOCKS, "number": number}))

    def give(self, number: int) -> None:
        asked = text("SELECT pg_advisory_unlock(:ours, :number)")
        self._line.execute(asked, {"ours": _LOCKS, "number": number})


class _Files:
    """Locks of files in the instance folder; the files stay, the kernel ends the locks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "workers"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._open: dict[int, int] = {}

    def take(self, number: int) -> bool:
        """False when another process holds it."""
        handle = os.open(self._folder / _name(number), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._open[number] = handle
        return True

    def give(self, number: int) -> None:
        os.close(self._open.pop(number))
