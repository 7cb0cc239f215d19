"""The job queue: DBOS on our own database. Jobs are enqueued in the business transaction.

Imported late, because the library is heavy and a page that enqueues nothing does not need it.
"""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from wirgrants.extensions import WRITING, db

if TYPE_CHECKING:
    from dbos import DBOSClient

QUEUE = "wirgrants"
APPLICATION = "wirgrants"
# Raised when a waiting job of an older release could no longer be understood.
JOBS_VERSION = "1"
SCHEMA = "dbos"
FAILED = frozenset({"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})
"""How the queue marks jobs that it gave up."""


def prepare_queue(url: str) -> None:
    """Create or bring up to date the queue's own tables (idempotent)."""
    from dbos import DBOS

    quiet_library()
    DBOS.migrate(url, schema=SCHEMA)


def enqueue(session: Session, name: str, payload: Mapping[str, Any]) -> str:
    """Enqueue the job of this name within the session's transaction; its id.

    The job exists only if the transaction commits. `payload` is plain JSON. One job per step.
    """
    handle: Any = queue_client().enqueue_in_transaction(
        session,
        {"workflow_name": name, "queue_name": QUEUE, "app_version": JOBS_VERSION},
        dict(payload),
    )
    return str(handle.get_workflow_id())


def queue_client() -> "DBOSClient":
    """What enqueues in a session's transaction and reads the queue."""
    client = current_app.extensions.get("wirgrants.queue")
    if client is None:
        client = current_app.extensions["wirgrants.queue"] = _client(db.engine)
    return cast("DBOSClient", client)


def writing_client() -> "DBOSClient":
    """What changes the queue in transactions of its own, which begin as ours do when they write."""
    return _client(db.engine.execution_options(**{WRITING: True}))


def _client(engine: Engine) -> "DBOSClient":
    from dbos import DBOSClient, DBOSPortableJSONSerializer

    quiet_library()
    return DBOSClient(
        system_database_engine=engine,
        dbos_system_schema=SCHEMA,
        serializer=DBOSPortableJSONSerializer(),
        application_name=APPLICATION,
        lazy=True,
    )


def quiet_library() -> None:
    """No notices of the library about development or its outside address."""
    logging.getLogger("dbos").setLevel(logging.WARNING)
