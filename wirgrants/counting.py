"""How often something was tried lately, counted in the database: every process counts together.

A window begins with the first attempt and ends after its seconds; its count rises in one statement,
in a transaction of its own, so that a rolled-back request counts as well. Keys are kept as digests:
an address or account that was tried is nobody's to read here. It runs on the machine's own clock.
"""

import hashlib
import time

from limits.storage import Storage
from sqlalchemy import Connection, delete, select, text
from sqlalchemy.exc import SQLAlchemyError

from wirgrants.extensions import WRITING, db
from wirgrants.models import RateCount

_COUNT = text("""
    INSERT INTO rate_count (key, hits, ends_at) VALUES (:key, :hits, :ends_at)
    ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN rate_count.ends_at <= :now THEN 0 ELSE rate_count.hits END + :hits,
    ends_at = CASE WHEN rate_count.ends_at <= :now THEN :ends_at ELSE rate_count.ends_at END
    RETURNING hits""")


def count(connection: Connection, key: str, seconds: int, hits: int = 1) -> int:
    """Count attempts under this key; how many there are in its window with them.

    The first one of a window sweeps out every window that is over.
    """
    now = _seconds()
    values = {"key": _digest(key), "hits": hits, "now": now, "ends_at": now + seconds}
    total = int(connection.execute(_COUNT, values).scalar_one())
    if total == hits:
        connection.execute(delete(RateCount).where(RateCount.ends_at <= now))
    return total


def _seconds() -> int:
    return int(time.time())


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class DatabaseCounts(Storage):
    """What Flask-Limiter counts in: the database of the application that is asked."""

    STORAGE_SCHEME = ["house"]
    ADDRESS = "house://"

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a database that is away raises."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and answer the count."""
        with db.engine.connect().execution_options(**{WRITING: True}) as connection:
            total = count(connection, key, expiry, amount)
            connection.commit()
        return total

    def get(self, key: str) -> int:
        """The count of a window that is not over."""
        return self._open(key)[0]

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds of the Unix clock; now, when none is open."""
        return float(self._open(key)[1])

    def _open(self, key: str) -> tuple[int, int]:
        now = _seconds()
        asked = select(RateCount.hits, RateCount.ends_at).where(
            RateCount.key == _digest(key), RateCount.ends_at > now
        )
        with db.engine.connect() as connection:
            found = connection.execute(asked).one_or_none()
        return (0, now) if found is None else (found.hits, found.ends_at)

    def check(self) -> bool:
        """Whether the database answers."""
        with db.engine.connect() as connection:
            return bool(connection.scalar(select(1)))

    def reset(self) -> int:
        """Forget every window; how many there were."""
        return self._forget()

    def clear(self, key: str) -> None:
        """Forget the window of this key."""
        self._forget(key)

    def _forget(self, key: str | None = None) -> int:
        asked = delete(RateCount)
        if key is not None:
            asked = asked.where(RateCount.key == _digest(key))
        with db.engine.connect().execution_options(**{WRITING: True}) as connection:
            gone = connection.execute(asked).rowcount
            connection.commit()
        return gone
