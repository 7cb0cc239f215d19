"""Dated parameters: statements of law and practice that change with the day or were not read.

One table for base rates, posting days, remedy, courts, petty limits, ANBest periods and the like.
The shipped rows stand in `parameter_table`; the shell adds rows that an administrator confirmed and
hands the whole in. A value is looked up as of a day and never guessed (rulings, Money).
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows import parameter_table as table
from workflows.figures import Figure, Unit
from workflows.sources import Clause, Mark, weakest

Value = Decimal | int | str


class ParameterMissing(LookupError):
    """No row of this key is valid on that day."""

    def __init__(self, key: str, day: date) -> None:
        self.key = key
        self.day = day
        super().__init__(f"no parameter {key} on {day.isoformat()}")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One row: a value, valid from a day until the next row of its key.

    `unit` is a `figures.Unit` value, "%", or empty for texts. `confirmed_until` is the last day
    for which somebody has read or confirmed the value; later days still get it, with a warning.
    """

    key: str
    value: Value
    unit: str
    valid_from: date
    clause: Clause
    mark: Mark
    confirmed_until: date | None = None

    def to_json(self) -> dict[str, object]:
        """The row as used, for verdicts, letters and the audit file."""
        return {
            "key": self.key,
            "value": str(self.value),
            "unit": self.unit,
            "valid_from": self.valid_from.isoformat(),
            "source": self.clause.source,
            "number": self.clause.number,
            "mark": self.mark.value,
            "confirmed_until": self.confirmed_until and self.confirmed_until.isoformat(),
        }


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number of days, weeks or months with what it rests on on the day asked for."""

    value: int
    clause: Clause
    mark: Mark


class Parameters:
    """All rows, looked up by key and day. Of two rows with key and day alike the later one wins."""

    def __init__(self, rows: Iterable[Parameter]) -> None:
        by_key: dict[str, dict[date, Parameter]] = {}
        for row in rows:
            by_key.setdefault(row.key, {})[row.valid_from] = row
        self._rows = {key: [found[day] for day in sorted(found)] for key, found in by_key.items()}
        self._days = {key: [row.valid_from for row in rows] for key, rows in self._rows.items()}

    def names(self) -> tuple[str, ...]:
        """Every key, in the order in which they came."""
        return tuple(self._rows)

    def series(self, key: str) -> tuple[Parameter, ...]:
        """All rows of a key, oldest first; empty when the key is unknown."""
        return tuple(self._rows.get(key, ()))

    def on(self, key: str, day: date) -> Parameter:
        """The row valid on that day; ParameterMissing when there is none yet."""
        found = bisect_right(self._days.get(key, []), day)
        if not found:
            raise ParameterMissing(key, day)
        return self._rows[key][found - 1]

    def decimal(self, key: str, day: date) -> Decimal:
        """The value as a number; ValueError when the row holds a text."""
        value = self.on(key, day).value
        if isinstance(value, str):
            raise ValueError(f"parameter {key} is a text")  # noqa: TRY004 - bad data, not a bad call
        return Decimal(value)

    def count(self, key: str, day: date) -> int:
        """The value as a whole number (days, months)."""
        return int(self.decimal(key, day))

    def counted(self, key: str, day: date) -> Count:
        """`count` with clause and mark; UNVERIFIED beyond the last day that was confirmed."""
        row = self.on(key, day)
        mark = weakest(row.mark, Mark.UNVERIFIED) if self.warns(key, day) else row.mark
        return Count(value=self.count(key, day), clause=row.clause, mark=mark)

    def text(self, key: str, day: date) -> str:
        """The value as text."""
        return str(self.on(key, day).value)

    def warns(self, key: str, day: date) -> bool:
        """True when the day lies beyond the last day for which the value was confirmed."""
        row = self.on(key, day)
        return row.confirmed_until is not None and day > row.confirmed_until

    def with_rows(self, rows: Iterable[Parameter]) -> "Parameters":
        """The same table with more rows, which win over older ones of the same key and day."""
        known = (row for series in self._rows.values() for row in series)
        return Parameters((*known, *rows))

    def figures_on(self, day: date) -> dict[str, Figure]:
        """The numbers valid on that day as figures, for `Facts.parameters`."""
        found: dict[str, Figure] = {}
        for key in self._rows:
            try:
                row = self.on(key, day)
            except ParameterMissing:
                continue
            if not isinstance(row.value, str) and row.unit in _UNITS:
                found[key] = Figure(
                    key=key, value=row.value, unit=Unit(row.unit), clause=row.clause, mark=row.mark
                )
        return found

    def to_json(self, day: date) -> list[dict[str, object]]:
        """Every row valid on that day, to be frozen into verdicts and letters."""
        valid = []
        for key, days in self._days.items():
            if days[0] <= day:
                valid.append(self.on(key, day).to_json())
        return valid


_UNITS: Mapping[str, Unit] = {unit.value: unit for unit in Unit}


def court_key(ags: str) -> str:
    """The key of the court of a seat: a county's or independent city's five digits decide.

    Accepts five or eight digits. Raises ValueError when the text is no key.
    """
    if len(ags) not in (5, 8) or not (ags.isascii() and ags.isdigit()):
        raise ValueError("a key has five or eight digits")
    return f"court.{ags[:5]}"


def petty_limit_key(*, municipal: bool) -> str:
    """The key of the limit below which a claim on this recipient is not pursued."""
    return "petty_limit_municipal" if municipal else "petty_limit"


def audit_norm(parameters: Parameters, audit_day: date) -> str:
    """The norm of the court of audit's right, by the day of the audit, not of the award."""
    return parameters.text("audit_norm", audit_day)


def shipped() -> tuple[Parameter, ...]:
    """The rows that come with the system, each with its source and mark."""
    return tuple(
        Parameter(
            key=key,
            value=value,
            unit=unit,
            valid_from=date.fromisoformat(valid_from),
            clause=Clause(*clause),
            mark=mark,
            confirmed_until=None if until is None else date.fromisoformat(until),
        )
        for key, value, unit, valid_from, clause, mark, until in table.ROWS
    )


DEFAULTS = Parameters(shipped())
