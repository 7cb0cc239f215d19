"""The whole record of one case: every row that belongs to it, as plain values."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from wirgrants.models import (
    Authority,
    Base,
    Call,
    FundingCase,
    Organisation,
    RefusedAttempt,
    StoredFile,
    User,
)
from wirgrants.services.plain import plain

Row = Mapping[str, Any]

# Found again by computing, or made for readers of the record itself.
_LEFT_OUT = frozenset({"case_term", "built_file"})
_CASE = FundingCase.__tablename__


def _own_tables() -> tuple[Table, ...]:
    return tuple(
        table
        for table in Base.metadata.sorted_tables
        if "case_id" in table.columns and table.name not in _LEFT_OUT
    )


def _child_tables() -> tuple[tuple[Table, str, str], ...]:
    """Tables of rows below a case's rows: (table, its column, the table above)."""
    own = {table.name for table in _own_tables()}
    return tuple(
        (table, key.parent.name, key.column.table.name)
        for table in Base.metadata.sorted_tables
        if "case_id" not in table.columns and table.name != _CASE
        for key in table.foreign_keys
        if key.column.table.name in own
    )


OWN = _own_tables()
CHILDREN = _child_tables()


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """The rows by table, oldest first, and the names of everybody they mention."""

    case: Row
    rows: Mapping[str, Sequence[Row]]
    names: Mapping[int, str]

    def of(self, table: str, **wanted: Any) -> tuple[Row, ...]:
        """The rows of a table in which these columns hold these values."""
        return tuple(
            row
            for row in self.rows.get(table, ())
            if all(row[name] == value for name, value in wanted.items())
        )

    def who(self, account: int | None) -> str:
        """The name of an account; the system has none."""
        return "System" if account is None else self.names.get(account, f"Konto {account}")

    def file(self, file_id: int | None) -> Row:
        """The stored file of this id."""
        return next(row for row in self.rows["stored_file"] if row["id"] == file_id)

    def to_json(self, made_at: datetime) -> bytes:
        """The record as a document: amounts with a point, days and moments ISO."""
        told = {
            "format": "wirgrants-case-1",
            "made_at": made_at,
            "case": dict(self.case),
            "rows": {name: [dict(row) for row in rows] for name, rows in self.rows.items()},
            "accounts": {str(account): name for account, name in sorted(self.names.items())},
        }
        return json.dumps(plain(told), ensure_ascii=False, indent=1).encode()


def case_record(session: Session, case: FundingCase) -> CaseRecord:
    """Everything stored about a case; one statement per table, whatever the case holds."""
    [own] = _read(session, FundingCase.__table__, "id", [case.id])
    rows = {table.name: _read(session, table, "case_id", [case.id]) for table in OWN}
    for table, column, above in CHILDREN:
        ids = [row["id"] for row in rows[above]]
        rows[table.name] = _read(session, table, column, ids)
    files = [row["file_id"] for name in ("letter", "paper") for row in rows[name]]
    rows["stored_file"] = _read(session, StoredFile.__table__, "id", files)
    rows["call"] = _read(session, Call.__table__, "id", [own["call_id"]])
    rows["organisation"] = _read(session, Organisation.__table__, "id", [own["organisation_id"]])
    bodies = [row["authority_id"] for row in rows["organisation"]]
    rows["authority"] = _read(session, Authority.__table__, "id", bodies)
    rows["refused_attempt"] = _read(session, RefusedAttempt.__table__, "case_ref", [case.ref])
    return CaseRecord(case=own, rows=rows, names=_names(session, [[own], *rows.values()]))


def _read(session: Session, table: Any, column: str, values: Sequence[Any]) -> tuple[Row, ...]:
    wanted = sorted({value for value in values if value is not None})
    key = "id" if "id" in table.columns else column
    found = session.execute(select(table).where(table.c[column].in_(wanted)).order_by(table.c[key]))
    return tuple(dict(row) for row in found.mappings())


def _names(session: Session, tables: Sequence[Sequence[Row]]) -> dict[int, str]:
    ids = sorted(set(_accounts(tables)))
    found = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in found}


def _accounts(tables: Sequence[Sequence[Row]]) -> Iterator[int]:
    for rows in tables:
        for row in rows:
            for name, value in row.items():
                whose = name.endswith("by_id") or name in {"actor_id", "assigned_to_id", "by_id"}
                if whose and isinstance(value, int):
                    yield value
