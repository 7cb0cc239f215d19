"""The Schlussmitteilung: what the examined proof comes to, what is still paid or comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Align, Block, Column, Paragraph, Row, Section, Sum, Table
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import (
    CalculationLine,
    Head,
    Remedy,
    Wording,
    calculation_table,
    letter,
    numbered,
)


@dataclass(frozen=True, kw_only=True)
class ExaminedItem:
    """One item of the plan: planned, declared in the proof and accepted, in euros."""

    label: str
    planned: Decimal
    declared: Decimal
    accepted: Decimal
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """All that a Schlussmitteilung says; amounts in euros.

    ``final`` is the grant after examination, ``paid`` what was paid out; the difference is still
    paid, or asked back by a letter of its own. ``remedy`` is owed where the award is reduced.
    ``late`` says what was used late and that no interest is claimed for it.
    """

    head: Head
    award_date: date
    proof_received: date
    granted: Decimal
    final: Decimal
    paid: Decimal
    items: tuple[ExaminedItem, ...]
    calculation: tuple[CalculationLine, ...]
    remarks: tuple[str, ...]
    records_until: date | None
    remedy: Remedy | None
    waived: str = ""
    late: tuple[str, ...] = ()


def settlement_letter(settlement: Settlement) -> Letter:
    """The Schlussmitteilung in words."""
    return letter(
        settlement.head,
        Wording(
            kind=LetterKind.SETTLEMENT,
            title="Schlussmitteilung zum Verwendungsnachweis",
            opening=f"Ihren Verwendungsnachweis, eingegangen am {day(settlement.proof_received)}, "
            "habe ich geprüft. Das Ergebnis teile ich Ihnen hiermit mit.",
            sections=numbered(
                (
                    _result(settlement),
                    _examined(settlement),
                    _balance(settlement),
                    _closing(settlement),
                )
            ),
            remedy=settlement.remedy,
            reference=(("Bescheid vom", day(settlement.award_date)),),
        ),
    )


def _result(settlement: Settlement) -> Section:
    changed = (
        "Die Zuwendung wurde in voller Höhe zweckentsprechend verwendet."
        if settlement.final == settlement.granted
        else f"Bewilligt waren {euros(settlement.granted)}. Nach dem Ergebnis der Prüfung "
        "verringert sich die Zuwendung."
    )
    return Section(
        heading="Ergebnis",
        blocks=(
            Paragraph(text=changed),
            Sum(label="Zuwendung nach Prüfung", amount=euros(settlement.final)),
        ),
    )


def _examined(settlement: Settlement) -> Section:
    items = settlement.items
    rows = [
        Row(
            cells=(
                f"{item.label}\n{item.note}" if item.note else item.label,
                euros(item.planned),
                euros(item.declared),
                euros(item.accepted),
            )
        )
        for item in items
    ]
    totals = (
        sum((item.planned for item in items), Decimal()),
        sum((item.declared for item in items), Decimal()),
        sum((item.accepted for item in items), Decimal()),
    )
    rows.append(Row(cells=("Summe", *(euros(total) for total in totals)), total=True))
    columns = (
        Column(title="Ansatz", weight=1),
        Column(title="Geplant", align=Align.RIGHT),
        Column(title="Abgerechnet", align=Align.RIGHT),
        Column(title="Anerkannt", align=Align.RIGHT),
    )
    blocks: list[Block] = [Table(caption="Geprüfte Ausgaben", columns=columns, rows=tuple(rows))]
    if settlement.calculation:
        blocks.append(calculation_table("Berechnung der Zuwendung", settlement.calculation))
    blocks += [Paragraph(text=remark) for remark in settlement.remarks]
    return Section(heading="Prüfung", blocks=tuple(blocks))


def _balance(settlement: Settlement) -> Section:
    difference = settlement.final - settlement.paid
    text = f"Ausgezahlt wurden {euros(settlement.paid)}. "
    if settlement.waived:
        text += settlement.waived
    elif difference > 0:
        text += f"Den Rest von {euros(difference)} zahle ich auf das bekannte Konto aus."
    elif difference < 0:
        text += f"Zu viel gezahlt sind {euros(-difference)}. "
        text += "Über die Erstattung ergeht ein gesonderter Bescheid."
    else:
        text += "Es ist nichts mehr zu zahlen und nichts zu erstatten."
    late = (Paragraph(text=line) for line in settlement.late)
    return Section(heading="Ausgleich", blocks=(Paragraph(text=text), *late))


def _closing(settlement: Settlement) -> Section:
    kept = (
        f" Bitte bewahren Sie die Belege bis zum {day(settlement.records_until)} auf."
        if settlement.records_until
        else ""
    )
    return Section(
        heading="Abschluss",
        blocks=(
            Paragraph(
                text="Damit ist die Prüfung des Verwendungsnachweises abgeschlossen. "
                "Prüfungsrechte, insbesondere des Hessischen Rechnungshofs, bleiben "
                f"unberührt.{kept}"
            ),
        ),
    )
