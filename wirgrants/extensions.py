"""The database handle and how its connections begin; the other extensions of Flask, unbound."""

from typing import Any, cast

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError

from wirgrants import folding
from wirgrants.models import Base
from wirgrants.settings import Settings

WRITING = "wirgrants_writing"

# Rows stay readable after a commit: pages are rendered from what a service returned.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, strategy="fixed-window")


def settings() -> Settings:
    """The settings of the application whose context is open."""
    return cast(Settings, current_app.extensions["wirgrants.settings"])


def engine_options(url: str) -> dict[str, Any]:
    """What SQLAlchemy is told about connections to this database."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 30}}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10}


def is_double(error: IntegrityError) -> bool:
    """Whether a row was refused because there is such a one already, on either database."""
    return getattr(error.orig, "sqlstate", "") == "23505" or "UNIQUE" in str(error.orig)


def prepare_engine(engine: Engine) -> None:
    """SQLite: we begin transactions ourselves, writing ones at once with the write lock.

    A deferred transaction that first reads and then writes fails under load however long it waits
    (measured: 81 %), so whoever means to write says so with the execution option `WRITING`.
    """
    if engine.dialect.name != "sqlite" or event.contains(engine, "begin", _begin):
        return
    event.listen(engine, "connect", _connect)
    event.listen(engine, "begin", _begin)


def _connect(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # the driver begins nothing by itself
    cursor = connection.cursor()
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    folding.register(connection)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN DEFERRED")
