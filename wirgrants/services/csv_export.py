"""All answers of all cases of a list as CSV: read in portions, written line by line."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import and_, select

from forms.fitting_fields import from_json, option_label
from forms.fitting_sections import questions_asked
from wirgrants.models import FundingCase, Organisation, Revision, User
from wirgrants.services.access import Actor
from wirgrants.services.queue import Query, conditions
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.progress import Audience, state_text
from workflows.questions import QUESTIONS, Kind
from workflows.states import MachineName
from workflows.wording import known, say

PORTION = 500
"""Cases read with one statement."""
BOM = "\ufeff"
# What a spreadsheet takes for a formula when a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIXED = (
    "Aktenzeichen",
    "Antragstellende Stelle",
    "Förderschwerpunkt",
    "Fassung",
    "Titel",
    "Stand",
    "Eingegangen am",
    "Verspätet",
    "Auf Papier",
    "Zuständig",
    "Beantragt",
    "Höchstbetrag",
    "Bewilligt",
    "Ausgezahlt",
)


_COLUMNS = (
    FundingCase.id,
    FundingCase.number,
    FundingCase.applicant_name,
    Organisation.name.label("organisation"),
    FundingCase.line,
    FundingCase.version,
    FundingCase.title,
    FundingCase.state,
    FundingCase.received_on,
    FundingCase.late,
    FundingCase.on_paper,
    User.name.label("assigned"),
    FundingCase.asked,
    FundingCase.entitlement,
    FundingCase.awarded,
    FundingCase.paid,
    Revision.content,
)


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The answers that the table has a column for: of the case, and as (part, question)."""

    case: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]


def columns_of(line: str) -> Columns:
    """The columns of one line, or of all of them (""), whatever the version."""
    case: set[str] = set()
    parts: dict[tuple[str, str], None] = {}
    for guideline in registry.guidelines():
        if line and guideline.line != line:
            continue
        asked, asked_of_parts = questions_asked(guideline)
        case |= asked
        for part in guideline.parts:
            parts[(part.id, "")] = None  # the part itself: period, cost, grant asked for
            parts |= {(part.id, q): None for p, q in sorted(asked_of_parts) if p == part.id}
    return Columns(
        case=tuple(name for name in QUESTIONS if name in case),
        parts=tuple(sorted(parts)),
    )


def streamed_csv(query: Query, actor: Actor, day: date) -> Iterator[str]:
    """The table as text, portion by portion; one statement each, never more than one in memory."""
    columns = columns_of(query.line)
    yield BOM + _line(_heading(columns))
    last: int | None = None
    while True:
        rows = _portion(query, actor, day, last)
        if rows:
            yield "".join(_line(_cells(row, columns)) for row in rows)
            last = rows[-1].id
        if len(rows) < PORTION:
            return


def _portion(query: Query, actor: Actor, day: date, last: int | None) -> Sequence[Any]:
    statement = (
        select(*_COLUMNS)
        .join(Organisation, Organisation.id == FundingCase.organisation_id)
        .outerjoin(User, User.id == FundingCase.assigned_to_id)
        .outerjoin(
            Revision,
            and_(
                Revision.case_id == FundingCase.id,
                Revision.subject == MachineName.APPLICATION,
                Revision.subject_ref == "",
                Revision.number == FundingCase.revision_number,
            ),
        )
        .where(*conditions(query, actor, day))
        .order_by(FundingCase.id.desc())
        .limit(PORTION)
    )
    if last is not None:
        statement = statement.where(FundingCase.id < last)
    with read_only() as session:
        return session.execute(statement).all()


def _heading(columns: Columns) -> list[str]:
    found = [*_FIXED, *(_label(name) for name in columns.case)]
    for part, name in columns.parts:
        of = say(f"part.name.{part}")
        if name:
            found.append(f"{of}: {_label(name)}")
        else:
            found += [f"{of}: {word}" for word in ("Beginn", "Ende", "Ausgaben", "Beantragt")]
    return [*found, "Weitere Angaben"]


def _label(name: str) -> str:
    key = f"question.{name}.label"
    return say(key) if known(key) else name


def _cells(row: Any, columns: Columns) -> list[str]:
    content: Mapping[str, Any] = row.content or {}
    answers = dict(content.get("answers", {}))
    parts = content.get("parts", {})
    found = [
        row.number or "",
        row.applicant_name or row.organisation,
        say(f"line.{row.line}.name"),
        row.version,
        row.title,
        state_text(MachineName.APPLICATION, row.state, Audience.STAFF),
        f"{row.received_on:%d.%m.%Y}" if row.received_on else "",
        _shown(row.late),
        _shown(row.on_paper),
        row.assigned or "",
        *(_euro(amount) for amount in (row.asked, row.entitlement, row.awarded, row.paid)),
        *(_answer(name, answers.pop(name, None)) for name in columns.case),
    ]
    for part, name in columns.parts:
        told = parts.get(part) or {}
        if name:
            found.append(_answer(name, told.get("answers", {}).get(name)))
        else:
            asked = content.get("asked", {}).get(part, {})
            found += [_day(told.get("start")), _day(told.get("end")), _cost(told), _sum(asked)]
    rest = [
        f"{_label(name)}: {_answer(name, value)}"
        for name, value in sorted(answers.items())
        if value is not None
    ]
    return [*found, "; ".join(rest)]


def _cost(part: Mapping[str, Any]) -> str:
    items = (part.get("plan") or {}).get("items", ())
    return _sum({place: item.get("amount") for place, item in enumerate(items)})


def _sum(amounts: Mapping[Any, Any]) -> str:
    try:
        return _euro(sum((Decimal(one) for one in amounts.values()), Decimal(0))) if amounts else ""
    except (InvalidOperation, TypeError):
        return ""


def _euro(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")


def _day(value: Any) -> str:
    try:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    except (TypeError, ValueError):
        return ""


def _answer(name: str, value: Any) -> str:
    """An answer in German: numbers and days as spreadsheets here read them, options by label."""
    question = QUESTIONS.get(name)
    if question is None or value is None:
        return _shown(value)
    try:
        answer = from_json(question, value)
        if question.kind is Kind.CHOICE:
            return option_label(question, str(answer))
    except (ValueError, TypeError, InvalidOperation, KeyError):
        return _shown(value)
    if isinstance(answer, Decimal):
        return str(answer).replace(".", ",")
    return f"{answer:%d.%m.%Y}" if isinstance(answer, date) else _shown(answer)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def _line(cells: Sequence[str]) -> str:
    """One line as spreadsheets in Germany read it; nothing in it can act as a formula."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(
        [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
    )
    return buffer.getvalue()
