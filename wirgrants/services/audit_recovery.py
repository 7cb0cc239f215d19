"""A claim for money in the audit file: its course, the arithmetic of its interest, what was waived.

What an order or a notice set is told from the claim; what nobody asked for stands in the log alone.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from wirgrants.documents.blocks import Align, Block, Column, Row, Section, Table
from wirgrants.documents.german import euros, period
from wirgrants.services.audit_proceedings import by, pairs, shown_day
from wirgrants.services.audit_record import CaseRecord
from wirgrants.services.audit_record import Row as Stored
from wirgrants.services.protocol import state_name
from wirgrants.services.recovery_lowered import LOWERING, lowered_text
from workflows.states import MachineName, RecoveryState
from workflows.wording import known, say


def recoveries(record: CaseRecord) -> Iterator[Section]:
    """One section for each claim, the oldest first."""
    for row in record.of("recovery"):
        state = state_name(MachineName.RECOVERY, row["state"])
        told: Mapping[str, Any] = row["interest_computation"]
        unclaimed = _unclaimed(record, row)
        blocks: tuple[Block, ...] = (
            pairs((*_course(record, row), *_given_up(row), *_why_unclaimed(unclaimed))),
            *_arithmetic("Zinsen des Erstattungsbescheids", told),
            *_arithmetic("Zinsen seit dem Erstattungsbescheid", told.get("later")),
            *_arithmetic(
                "Nicht erhobene Zinsen seit dem Erstattungsbescheid", unclaimed.get("waived")
            ),
        )
        yield Section(heading=f"Rückforderung {row['number']}: {state}", blocks=blocks)


def _course(record: CaseRecord, row: Stored) -> Iterator[tuple[str, Any]]:
    ground = f"recovery_ground.{row['ground']}"
    yield "Grund", say(ground) if known(ground) else row["ground"]
    yield "Betrag", euros(row["demanded"])
    yield "Begründung", row["text"]
    yield "Anhörung", by(record, row["opened_at"], row["opened_by_id"])
    yield "Frist zur Äußerung", shown_day(row["hearing_due"])
    yield "Äußerung", row["statement"]
    yield "Geäußert", shown_day(row["statement_at"])
    yield "Angeordnet", by(record, row["ordered_at"], row["ordered_by_id"])
    yield "Begründung der Anordnung", row["order_text"]
    yield "Zur Post gegeben am", shown_day(row["posted_on"])
    yield "Zu zahlen bis", shown_day(row["due_on"])
    yield "Zinsen ab", shown_day(row["interest_from"])
    yield "Zinsen", euros(row["interest"]) if row["interest"] else ""
    yield "Gemindert", "\n".join(_lowered(record, row))
    yield "Zurückgezahlt", euros(row["repaid"])
    yield "Beendet", shown_day(row["ended_at"])
    yield "Grund des Endes", row["ended_reason"]


def _lowered(record: CaseRecord, row: Stored) -> Iterator[str]:
    """What payouts that the bank returned took off the claim."""
    for action in LOWERING:
        for event in record.of("event", action=action, subject_ref=row["ref"]):
            yield lowered_text(event["data"])


def _given_up(row: Stored) -> Iterator[tuple[str, str]]:
    """What was left of a claim that was given up: before its order the sum, after it the rest."""
    if row["state"] == RecoveryState.DROPPED and row["demanded"]:
        label = "Nicht weiter gefordert" if row["ordered_at"] is None else "Verzichtet auf"
        yield label, euros(row["demanded"] + row["interest"] - row["repaid"])


def _unclaimed(record: CaseRecord, row: Stored) -> Mapping[str, Any]:
    """What the log keeps of interest since the order that was waived; empty where none was."""
    found = record.of("event", action="waive_interest", subject_ref=row["ref"])
    data: Mapping[str, Any] = found[-1]["data"] if found else {}
    return data


def _why_unclaimed(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not data:
        return
    sum_ = data["later"]
    unknown = "noch nicht bestimmbar, ein Basiszinssatz fehlte"
    yield "Nicht erhobene Zinsen", unknown if sum_ is None else euros(Decimal(sum_))
    if data["since"] and data["until"]:
        # Up to `since` the order reckoned; interest runs from the day after it.
        since, until = (date.fromisoformat(data[name]) for name in ("since", "until"))
        yield "Zeitraum dieser Zinsen", period(since + timedelta(days=1), until)


def _arithmetic(caption: str, told: Mapping[str, Any] | None) -> Iterator[Table]:
    """Each span of a calculation as it was frozen; nothing where none bears interest."""
    pieces = (told or {}).get("pieces", ())
    if pieces:
        columns = (Column(title="Rechenweg", weight=5), Column(title="Zinsen", align=Align.RIGHT))
        rows = tuple(Row(cells=(one["text"], euros(Decimal(one["interest"])))) for one in pieces)
        yield Table(caption=caption, columns=columns, rows=rows)
