"""The only commit of the house, and the door for reading.

Writing: `with unit_of_work() as session:` in the outermost service. Reading: `read_only()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Delete, Update, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from wirgrants import once, refusals
from wirgrants.database_faults import commit_unsure, stood_in_the_way
from wirgrants.errors import Busy, CommitUnsure, Conflict
from wirgrants.extensions import WRITING, db, is_double
from wirgrants.models.guarded import GUARDED_TABLES, StateWrittenElsewhere

_open: ContextVar[Session | None] = ContextVar("unit_of_work", default=None)


class UnitOfWorkError(RuntimeError):
    """A unit of work inside another one, or a change outside of any."""


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """One transaction: committed when the block ends, rolled back when it raises.

    On SQLite it holds the write lock from the start; render, upload and hash before. What was read
    through `read_only` is forgotten, so that the page shows the new stand. Raises Conflict when
    another one changed a row meanwhile, Busy when the database stayed locked, CommitUnsure when the
    connection was lost during COMMIT, AlreadySent when the form that is being answered was taken
    before, UnitOfWorkError when one is open already. Refused attempts are written afterwards, in a
    transaction of their own.
    """
    if _open.get() is not None:
        raise UnitOfWorkError("a unit of work is open already: hand its session in")
    db.session.rollback()
    session = Session(db.engine, expire_on_commit=False, info={"writing": True})
    token = _open.set(session)
    try:
        session.connection(execution_options={WRITING: True})
        once.spend(session)
        yield session
        _commit(session)
        once.settle(session)
    except BaseException as error:
        session.rollback()
        refusals.write(session)
        translated = _translated(error)
        if translated is not None:
            raise translated from error
        raise
    finally:
        session.close()
        _open.reset(token)
        # Something read meanwhile (the clock) would otherwise hold the old stand.
        db.session.rollback()


@contextmanager
def read_only() -> Iterator[Session]:
    """The session of this request or command for reading; it refuses to write anything.

    Rows stay usable until the end of the request. Inside a unit of work its session is lent, so
    that a service reads its own changes.
    """
    yield _open.get() or db.session()


def _translated(error: BaseException) -> Exception | None:
    if isinstance(error, StaleDataError):
        return Conflict("another change came first")
    if isinstance(error, IntegrityError) and is_double(error):
        return Conflict("the same thing was done twice at the same time")
    if isinstance(error, OperationalError) and stood_in_the_way(error):
        return Busy("the database stayed locked")
    return None


def _commit(session: Session) -> None:
    """Write what waits, then commit: only an error of COMMIT itself can leave it open."""
    session.flush()
    try:
        session.commit()
    except OperationalError as error:
        if commit_unsure(error):
            raise CommitUnsure("the connection was lost during COMMIT") from error
        raise


@event.listens_for(Session, "before_flush")
def _refuse_change_outside(session: Session, flush_context: Any, instances: Any) -> None:
    del flush_context, instances
    if not session.info.get("writing") and (session.new or session.deleted or _dirty(session)):
        raise UnitOfWorkError("rows change only inside a unit of work")


def _dirty(session: Session) -> bool:
    return any(session.is_modified(row) for row in session.dirty)


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_change(state: ORMExecuteState) -> None:
    statement = state.statement
    if isinstance(statement, Update | Delete) and str(statement.table) in GUARDED_TABLES:
        raise StateWrittenElsewhere(f"no bulk change of {statement.table}: use take_step")
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and not state.session.info.get("writing"):
        raise UnitOfWorkError("rows change only inside a unit of work")
