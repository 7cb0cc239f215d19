"""The payments of a record for its audit file: the rows, and how each was checked and booked."""

from collections.abc import Iterator
from decimal import Decimal

from forms.fitting_sections import part_name
from wirgrants import clock
from wirgrants.documents.blocks import Block, Column, Paragraph, Section, Table
from wirgrants.documents.blocks import Row as Line
from wirgrants.documents.case_file import PaymentEntry
from wirgrants.services.audit_proceedings import by, pairs
from wirgrants.services.audit_record import CaseRecord, Row
from wirgrants.services.audit_sections import outcome
from wirgrants.services.payments_checked import CHECK, Checked, from_log
from wirgrants.services.protocol import state_name
from workflows.states import MachineName


def payments(record: CaseRecord) -> Iterator[PaymentEntry]:
    """Every request for money and every repayment of a case, as far as it came."""
    years = {row["id"]: row for row in record.of("award_year")}
    for row in record.of("payment"):
        year = years[row["award_year_id"]]
        yield PaymentEntry(
            requested_on=clock.day_of(row["requested_at"]),
            amount=row["amount"],
            purpose=f"Mittelabruf {row['number']}: {part_name(year['part'])} {year['year']}",
            state=state_name(MachineName.PAYMENT, row["state"]),
            checked_by=record.who(row["checked_by_id"]) if row["checked_by_id"] else "",
            released_by=record.who(row["released_by_id"]) if row["released_by_id"] else "",
            paid_on=row["paid_on"] if row["returned_on"] is None else None,
            sections=tuple(_checked(record, row)),
        )
    for row in record.of("repayment"):
        yield PaymentEntry(
            requested_on=row["received_on"],
            amount=-Decimal(row["amount"]),
            purpose="Rückzahlung",
            state="eingegangen",
            paid_on=row["received_on"],
        )


def _checked(record: CaseRecord, row: Row) -> Iterator[Section]:
    """The note, answers and findings of the check that stands, and the booking at the bank."""
    events = record.of("event", action=CHECK, subject_ref=row["ref"])
    blocks: list[Block] = []
    if row["checked_at"] is not None and events:
        check = from_log(events[-1]["data"])
        checked = by(record, row["checked_at"], row["checked_by_id"])
        blocks.append(pairs((("Geprüft", checked), *_answers(check))))
        blocks.append(Paragraph(text=f"Prüfvermerk: {row['check_note']}"))
        blocks += _findings(check)
    if row["bank_reference"]:
        blocks.append(pairs((("Buchungszeichen", row["bank_reference"]),)))
    if blocks:
        heading = f"Prüfung und Buchung zu Mittelabruf {row['number']}"
        yield Section(heading=heading, blocks=tuple(blocks))


def _answers(check: Checked) -> tuple[tuple[str, str], ...]:
    return tuple((question, "ja" if answer else "nein") for question, answer in check.answers)


def _findings(check: Checked) -> Iterator[Table]:
    rows = tuple(
        Line(cells=(one.text, outcome(one.outcome.value), one.reason)) for one in check.findings
    )
    columns = (
        Column(title="Feststellung", weight=4),
        Column(title="Ergebnis", weight=2),
        Column(title="Einzelheiten", weight=5),
    )
    if rows:
        yield Table(caption="Feststellungen bei der Prüfung", columns=columns, rows=rows)
