"""Lists of payments for office and cash office: one query object for rows, sum and export."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import Acceptance, AcceptancePersonal, AwardYear, FundingCase, Payment
from wirgrants.services.access import Actor, visible_to
from workflows.states import PaymentState
from workflows.wording import say

ROWS = 25
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Query:
    """Which payments: those in one state, optionally of one line."""

    state: PaymentState = PaymentState.RELEASED
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where the list goes on: behind (or before) this payment."""

    id: int
    backwards: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One payment as the cash office needs it. Amounts in euros; names are empty once erased."""

    id: int
    ref: str
    case_ref: str
    case_number: str
    recipient: str
    number: int
    part: str
    year: int
    line: str
    state: PaymentState
    amount: Decimal
    iban: str
    account_holder: str
    bank_name: str
    requested_at: datetime
    checked_at: datetime | None
    released_at: datetime | None
    paid_on: date | None
    returned_on: date | None
    bank_reference: str

    @property
    def reference(self) -> str:
        """The purpose of the transfer: file number and number of the request."""
        return f"{self.case_number}/{self.number}"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the list; `before` and `after` are where to go on, None at an end."""

    rows: tuple[Row, ...]
    count: int
    total: Decimal
    before: Position | None
    after: Position | None


_COLUMNS = (
    Payment.id,
    Payment.ref,
    FundingCase.ref.label("case_ref"),
    FundingCase.number.label("case_number"),
    FundingCase.applicant_name.label("recipient"),
    Payment.number,
    AwardYear.part,
    AwardYear.year,
    FundingCase.line,
    Payment.state,
    Payment.amount,
    AcceptancePersonal.iban,
    AcceptancePersonal.account_holder,
    AcceptancePersonal.bank_name,
    Payment.requested_at,
    Payment.checked_at,
    Payment.released_at,
    Payment.paid_on,
    Payment.returned_on,
    Payment.bank_reference,
)


def _joined(statement: Any) -> Any:
    return (
        statement.select_from(Payment)
        .join(FundingCase, FundingCase.id == Payment.case_id)
        .join(AwardYear, AwardYear.id == Payment.award_year_id)
        .outerjoin(Acceptance, Acceptance.case_id == Payment.case_id)
        .outerjoin(AcceptancePersonal, AcceptancePersonal.acceptance_id == Acceptance.id)
    )


def _conditions(query: Query, actor: Actor) -> ColumnElement[bool]:
    told = and_(Payment.state == query.state, visible_to(actor))
    return and_(told, FundingCase.line == query.line) if query.line else told


def page(session: Session, actor: Actor, query: Query, position: Position | None = None) -> Page:
    """One page of the list, the oldest request first; two statements whatever the rows."""
    found = _joined(select(*_COLUMNS)).where(_conditions(query, actor))
    backwards = position is not None and position.backwards
    if position is not None:
        found = found.where(Payment.id < position.id if backwards else Payment.id > position.id)
    order = Payment.id.desc() if backwards else Payment.id.asc()
    fetched = session.execute(found.order_by(order).limit(ROWS + 1)).all()
    rows = [_row(one) for one in fetched[:ROWS]]
    more = len(fetched) > ROWS
    if backwards:
        rows.reverse()
    counted, total = session.execute(
        _joined(select(func.count(Payment.id), func.sum(Payment.amount))).where(
            _conditions(query, actor)
        )
    ).one()
    has_before = more if backwards else position is not None
    has_after = True if backwards else more
    return Page(
        rows=tuple(rows),
        count=counted,
        total=total or Decimal("0.00"),
        before=Position(id=rows[0].id, backwards=True) if rows and has_before else None,
        after=Position(id=rows[-1].id) if rows and has_after else None,
    )


def _row(found: Any) -> Row:
    values = found._asdict()
    for name in ("iban", "account_holder", "bank_name", "case_number"):
        values[name] = values[name] or ""
    return Row(**values)


def export(session: Session, actor: Actor, query: Query) -> Iterator[str]:
    """The list as CSV for the cash system, streamed: `;`, BOM, formulas made harmless."""
    yield "\ufeff" + _line(
        [
            "Verwendungszweck",
            "Aktenzeichen",
            "Abruf",
            "Empfängerin oder Empfänger",
            "Kontoinhaberin oder Kontoinhaber",
            "IBAN",
            "Bank",
            "Betrag in EUR",
            "Förderschwerpunkt",
            "Teil",
            "Haushaltsjahr",
            "Freigegeben am",
            "Ausgezahlt am",
            "Rückläufer am",
            "Buchungszeichen",
        ]
    )
    last = 0
    while True:
        rows = session.execute(
            _joined(select(*_COLUMNS))
            .where(_conditions(query, actor), Payment.id > last)
            .order_by(Payment.id)
            .limit(BATCH)
        ).all()
        for found in rows:
            yield _line(_cells(_row(found)))
        if len(rows) < BATCH:
            return
        last = rows[-1].id


def _cells(row: Row) -> list[str]:
    released = None if row.released_at is None else clock.day_of(row.released_at)
    return [
        row.reference,
        row.case_number,
        str(row.number),
        row.recipient,
        row.account_holder,
        row.iban,
        row.bank_name,
        f"{row.amount:.2f}".replace(".", ","),
        say(f"line.{row.line}.name"),
        say(f"part.name.{row.part}"),
        str(row.year),
        _day(released),
        _day(row.paid_on),
        _day(row.returned_on),
        row.bank_reference,
    ]


def _day(value: date | None) -> str:
    return "" if value is None else f"{value:%d.%m.%Y}"


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(map(harmless, cells))
    return buffer.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
