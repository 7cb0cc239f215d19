"""Dated parameters: what ships with the law, and what an administrator entered over it."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import Parameter as Row
from workflows.parameters import DEFAULTS, Parameter, Parameters
from workflows.sources import Clause


def load_parameters(session: Session) -> Parameters:
    """All parameters as they stand; rows of the database win over shipped ones. One statement."""
    rows = session.scalars(select(Row).order_by(Row.key, Row.valid_from)).all()
    return DEFAULTS.with_rows(known(rows)) if rows else DEFAULTS


def known(rows: Sequence[Row]) -> list[Parameter]:
    """The rows as the law reads them: a number when there is a unit, else a text."""
    return [
        Parameter(
            key=row.key,
            value=Decimal(row.value) if row.unit else row.value,
            unit=row.unit,
            valid_from=row.valid_from,
            clause=Clause(row.source, row.number),
            mark=row.mark,
            confirmed_until=row.confirmed_until,
        )
        for row in rows
    ]
