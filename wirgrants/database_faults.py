"""What a fault of the database means, by its driver's code: whether it passes, whether it is known.

Only what passes by itself is "busy"; a full disk or a missing table does not, however often
somebody tries. Sources: SQLite's result codes, PostgreSQL's appendix A (error codes).
"""

import sqlite3

from sqlalchemy.exc import DBAPIError

# Locked by another one (also the lock that recovers a journal), and the file out of reach.
_SQLITE_PASSES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_SQLITE_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# What the file really holds shows when it is read anew.
_SQLITE_UNSURE = frozenset({sqlite3.SQLITE_IOERR})

# Deadlock, two transactions that cannot be put in order, a lock that nobody let go.
_IN_THE_WAY = frozenset({"40P01", "40001", "55P03"})
# No connection free, a time limit, the server stopping or starting.
_PASSES = _IN_THE_WAY | {"53300", "57014", "57P01", "57P02", "57P03", "25P03", "40003"}
# The connection ended before the server's answer to COMMIT came.
_UNSURE = frozenset({"40003", "57P01", "57P02", "58030"})
_CONNECTION = "08"
# The driver keeps no code of what the server answers to a connection, only its words, in the
# server's language. Before it asks for a password it refuses who may not come from there; after
# that the password, the name or the database is wrong, or its connections are taken.
_REFUSES = (b"pg_hba.conf", b"authentication", b"Authentifizierung", b"exist")
_TAKEN = (b"connections", b"connection slots", b"Verbindungen")


def stood_in_the_way(error: DBAPIError) -> bool:
    """Whether another transaction held what this one needed; nothing of this one was kept."""
    code = _sqlite_code(error)
    return code in _SQLITE_LOCKED if code is not None else _state(error) in _IN_THE_WAY


def passes(error: DBAPIError) -> bool:
    """Whether the same step may succeed in a minute: busy, locked, out of reach or out of time."""
    code = _sqlite_code(error)
    if code is not None:
        return code in _SQLITE_PASSES
    state = _state(error)
    return state in _PASSES or _lost(error, state)


def commit_unsure(error: DBAPIError) -> bool:
    """Whether nobody knows what became of a COMMIT that ended with this error."""
    code = _sqlite_code(error)
    if code is not None:
        return code in _SQLITE_UNSURE
    state = _state(error)
    return state in _UNSURE or _lost(error, state)


def _lost(error: DBAPIError, state: str | None) -> bool:
    """Without a state the server said nothing at all: no connection, or none any more."""
    if state is None:
        return not isinstance(error.orig, sqlite3.Error) and not _turned_away(error)
    return state.startswith(_CONNECTION)


def _turned_away(error: DBAPIError) -> bool:
    """Whether the server would not have us: what the installation told it of us is wrong."""
    tried = getattr(error.orig, "pgconn", None)
    if tried is None or tried.backend_pid:
        return False
    if tried.needs_password:
        return True
    said = tried.error_message
    if b"FATAL" not in said:
        return False
    if tried.used_password:
        return not any(sign in said for sign in _TAKEN)
    return any(sign in said for sign in _REFUSES)


def _sqlite_code(error: DBAPIError) -> int | None:
    """The primary result code, without what extends it; None for another driver or no code."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)
