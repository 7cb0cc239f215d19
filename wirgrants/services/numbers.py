"""File numbers and other counted names, given without gaps or doubles."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from wirgrants.models import NumberSeries


def next_number(session: Session, series: str) -> int:
    """The next number of a series, from 1; the row stays locked until the commit.

    One statement. A rolled back unit of work gives its number back.
    """
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert: Any = postgresql.insert if on_postgresql else sqlite.insert
    # Two first ones at once: the second waits for the first and counts on from it.
    counted = (
        insert(NumberSeries)
        .values(series=series, last=1)
        .on_conflict_do_update(index_elements=["series"], set_={"last": NumberSeries.last + 1})
        .returning(NumberSeries.last)
        .execution_options(synchronize_session=False)
    )
    return int(session.execute(counted).scalar_one())


def file_number(session: Session, year: int) -> str:
    """The file number of a filed case, e.g. "WIR-2027-0001"; one series a year for all lines."""
    return f"WIR-{year}-{next_number(session, f'WIR-{year}'):04d}"
