"""The confirmation that a declaration came in by which an award is not accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Bullets, Pairs, Section
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import Head, Wording, letter


@dataclass(frozen=True, kw_only=True)
class DeclineReceipt:
    """All that the confirmation says; ``granted`` in euros, as the notice awarded it.

    It decides nothing, so it bears no remedy: the recipient's own declaration ends the case.
    """

    head: Head
    award_date: date
    granted: Decimal
    declared_on: date
    declared_by: str


def decline_receipt_letter(receipt: DeclineReceipt) -> Letter:
    """The confirmation in words."""
    return letter(
        receipt.head,
        Wording(
            kind=LetterKind.DECLINE_RECEIPT,
            title="Bestätigung: Zuwendung nicht angenommen",
            opening="Ihre Erklärung, dass Sie die Zuwendung nicht annehmen, ist eingegangen.",
            sections=(_declared(receipt), _next()),
            reference=(("Bescheid vom", day(receipt.award_date)),),
        ),
    )


def _declared(receipt: DeclineReceipt) -> Section:
    rows = (
        ("Aktenzeichen", receipt.head.file_number),
        ("Zuwendungsbescheid vom", day(receipt.award_date)),
        ("Bewilligt waren", euros(receipt.granted)),
        ("Erklärung eingegangen am", day(receipt.declared_on)),
        ("Erklärt durch", receipt.declared_by),
    )
    return Section(heading="Ihre Erklärung", blocks=(Pairs(rows=rows),))


def _next() -> Section:
    items = (
        "Die Zuwendung wird nicht ausgezahlt; die gebundenen Haushaltsmittel sind wieder frei.",
        "Nachweise und Auflagen aus dem Zuwendungsbescheid entfallen.",
        "Das Verfahren ist beendet.",
        "Ein neuer Antrag ist möglich, solange ein Förderaufruf dafür offen ist.",
    )
    return Section(heading="Was daraus folgt", blocks=(Bullets(items=items),))
