"""The schema's way from nothing to now, on both databases, and whether it has drifted.

Flask-Migrate's commands use the same folder; these functions need an address only.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, text

from wirgrants import definitions
from wirgrants.extensions import WRITING, engine_options, prepare_engine
from wirgrants.models import Base
from wirgrants.queueing import prepare_queue
from wirgrants.triggers import create_triggers

FOLDER = Path(__file__).parent / "migrations"
# By kind of database: the same migrations always make the same, whatever the address.
_wanted: dict[str, definitions.Definitions] = {}


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at this address to a revision, and the job queue's tables with it."""
    with (
        _engine(url) as engine,
        engine.connect().execution_options(**{WRITING: True}) as connection,
    ):
        command.upgrade(_config(connection), revision)
        connection.commit()
    if revision == "head":
        prepare_queue(url)


def downgrade(url: str, revision: str = "base") -> None:
    """Take the database back to a revision (tests of the migrations)."""
    with (
        _engine(url) as engine,
        engine.connect().execution_options(**{WRITING: True}) as connection,
    ):
        command.downgrade(_config(connection), revision)
        connection.commit()


def drift(url: str) -> list[str]:
    """Every difference between the database's schema and what the migrations make anew.

    Models, checks and triggers with their text, and whether the triggers are switched on. The
    migrations run into a schema that nobody else sees and that is gone afterwards.
    """
    with _engine(url) as engine, engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": ours}
        )
        found = [str(difference) for difference in compare_metadata(context, Base.metadata)]
        stored = definitions.read(connection)
        off = definitions.switched_off(connection)
        kind = connection.dialect.name
        if kind not in _wanted:
            _wanted[kind] = _made_anew(connection)
    wanted = _wanted[kind]
    return [*found, *definitions.differences(stored, wanted), *off]


def _made_anew(connection: Connection) -> definitions.Definitions:
    """What the migrations would make on a database of this kind."""
    if connection.dialect.name == "sqlite":
        with _engine("sqlite://") as engine, engine.connect() as fresh:
            command.upgrade(_config(fresh), "head")
            return definitions.read(fresh)
    connection.rollback()
    with connection.begin() as transaction:
        schema = f"compared_{secrets.token_hex(4)}"
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        connection.execute(text(f"SET LOCAL search_path TO {schema}"))
        command.upgrade(_config(connection), "head")
        wanted = definitions.read(connection)
        transaction.rollback()
    return wanted


def revision_of(url: str) -> str | None:
    """The revision that the database stands at; None for an empty one."""
    with _engine(url) as engine, engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def ours(row: Any, name: str | None, kind: str, reflected: bool, compared: Any) -> bool:
    """Leave the queue's own tables alone: on SQLite they stand beside ours."""
    del row, compared
    return not (kind == "table" and reflected and name not in Base.metadata.tables)


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["create_triggers"] = create_triggers
    return config
