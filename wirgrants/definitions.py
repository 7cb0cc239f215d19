"""What a database says of its own tables, checks, indexes and triggers, word for word.

Names alone would not show a check that allows everything or a trigger that refuses nothing.
"""

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from wirgrants.models import Base

Definitions = Mapping[tuple[str, str], str]
"""(kind, name) to the text that makes it."""

_POSTGRESQL = {
    "constraint": """
        SELECT r.relname || '.' || c.conname, pg_get_constraintdef(c.oid), r.relname
        FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
        JOIN pg_namespace n ON n.oid = r.relnamespace
        WHERE n.nspname = current_schema()""",
    "index": """
        SELECT indexname, indexdef, tablename FROM pg_indexes
        WHERE schemaname = current_schema()""",
    "trigger": """
        SELECT t.tgname, pg_get_triggerdef(t.oid, true) || ' -- ' || p.prosrc, r.relname
        FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = r.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND n.nspname = current_schema()""",
}
# After a dump and its way back PostgreSQL spells casts and brackets of the same check otherwise.
_SPELLING = re.compile(r"::(character varying|text|numeric|bigint)(\[\])?|[()]")
_SQLITE = """
    SELECT type, name, sql, tbl_name FROM sqlite_master
    WHERE type IN ('table', 'index', 'trigger') AND sql IS NOT NULL"""
_SWITCHED_OFF = """
    SELECT DISTINCT r.relname FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = r.relnamespace
    WHERE t.tgenabled <> 'O' AND n.nspname = current_schema() ORDER BY 1"""


def read(connection: Connection) -> Definitions:
    """The definitions of our own tables and everything on them; blanks do not count."""
    return {
        (kind, name): " ".join(told.split())
        for kind, name, told, table in _rows(connection)
        if table in Base.metadata.tables
    }


def _rows(connection: Connection) -> Iterator[tuple[str, str, str, str]]:
    if connection.dialect.name == "sqlite":
        for kind, name, told, table in connection.execute(text(_SQLITE)):
            yield kind, name, told, table
        return
    schema = connection.scalar(text("SELECT current_schema()"))
    for kind, query in _POSTGRESQL.items():
        for name, told, table in connection.execute(text(query)):
            plain = told if kind == "trigger" else _SPELLING.sub("", told)
            yield kind, name, plain.replace(f"{schema}.", ""), table


def switched_off(connection: Connection) -> list[str]:
    """Tables whose triggers, foreign keys among them, no longer speak (PostgreSQL only)."""
    if connection.dialect.name == "sqlite":
        return []
    tables = connection.scalars(text(_SWITCHED_OFF))
    return [f"triggers of {table} are switched off" for table in tables]


def differences(stored: Definitions, wanted: Definitions) -> Iterator[str]:
    """Where the stored definitions are not the wanted ones, in the order of their names."""
    for kind, name in sorted({*stored, *wanted}):
        if (kind, name) not in stored:
            yield f"{kind} {name} is missing"
        elif (kind, name) not in wanted:
            yield f"{kind} {name} does not belong here"
        elif stored[kind, name] != wanted[kind, name]:
            yield f"{kind} {name} is not the one that the migrations make"
