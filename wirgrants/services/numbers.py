"""File numbers and other counted names, given without gaps or doubles."""

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from wirgrants.models import NumberSeries


def next_number(session: Session, series: str) -> int:
    """The next number of a series, from 1; the row stays locked until the commit.

    A rolled back unit of work gives its number back.
    """
    raised = session.execute(
        update(NumberSeries)
        .where(NumberSeries.series == series)
        .values(last=NumberSeries.last + 1)
        .returning(NumberSeries.last)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if raised is not None:
        return raised
    # Two first ones at once: the second meets the primary key and is told of a conflict.
    session.execute(insert(NumberSeries).values(series=series, last=1))
    return 1


def file_number(session: Session, year: int) -> str:
    """The file number of a filed case, e.g. "WIR-2027-0001"; one series a year for all lines."""
    return f"WIR-{year}-{next_number(session, f'WIR-{year}'):04d}"
