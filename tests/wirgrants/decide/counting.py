"""Statements as the rulings count them: without the frame of transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from wirgrants.extensions import db

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements while the block runs."""
    found: list[str] = []

    def note(connection, cursor, statement, *rest):  # type: ignore[no-untyped-def]
        if not statement.lstrip().upper().startswith(_FRAME):
            found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
