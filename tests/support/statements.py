"""What one request costs the database, counted as the house counts: no frames of transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import event

from wirgrants.extensions import db

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@dataclass
class Counted:
    """The statements in their order, and how many rows the application fetched with them.

    BEGIN, COMMIT, SAVEPOINT and PRAGMA are left out; a batch (executemany) is one statement.
    """

    statements: list[str] = field(default_factory=list)
    rows: int = 0

    def __len__(self) -> int:
        return len(self.statements)

    def __iter__(self) -> Iterator[str]:
        return iter(self.statements)

    def __str__(self) -> str:
        return f"{len(self)} statements\n" + "\n".join(self.statements)


@contextmanager
def counted(app: Flask) -> Iterator[Counted]:
    """Counts what the application's engine sends while the block runs."""
    found = Counted()

    def each(cursor: Any, row: Any) -> Any:
        found.rows += 1
        return row

    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.lstrip().upper().startswith(_FRAME):
            found.statements.append(statement)
            if connection.dialect.name == "sqlite":
                cursor.row_factory = each

    def after(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        # PostgreSQL's driver holds the whole answer; SQLite's hands out one row after the other.
        if connection.dialect.name == "postgresql" and cursor.description is not None:
            found.rows += cursor.rowcount

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)
