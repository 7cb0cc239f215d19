"""Whether what a person saw is what is stored: nobody writes over what they have not seen."""

from typing import Protocol

from sqlalchemy import Table, update
from sqlalchemy.orm import Session

from wirgrants.errors import Conflict
from wirgrants.models import FundingCase


class Versioned(Protocol):
    """A row whose version rises with every change."""

    @property
    def row_version(self) -> int:
        """Its version as stored."""
        ...


def refuse_stale(row: Versioned, version: int) -> None:
    """Raises Conflict when the row has changed since the page was shown."""
    if row.row_version != version:
        raise Conflict(f"version {version} was shown, {row.row_version} is stored")


def leave_version(session: Session, case: FundingCase, shown: int) -> None:
    """Whoever has the case's page open may go on: what was done here is nobody's decision.

    A look at a letter or a receipt that a job sets changes nothing that a person could have
    decided upon. Without this the signatory who reads the notice beside the acceptance could not
    send it, and an officer's form would be refused because a job ended meanwhile. `shown` is the
    version before; the caller holds the case's row lock and writes nothing to the row afterwards.
    """
    session.flush()
    table = FundingCase.__table__
    assert isinstance(table, Table)
    # Past the mapper, which counts every change of the row; nothing else of it is touched.
    here = update(table).where(table.c.id == case.id).values(row_version=shown)
    session.connection().execute(here)
    session.expire(case)
