"""The Eingangsbestätigung of a proof: what came in when, in which wording, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Block, Bullets, Pairs, Paragraph, Section
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import Head, Wording, letter
from wirgrants.documents.presentation import grouped


@dataclass(frozen=True, kw_only=True)
class ProofReceipt:
    """All that the receipt of a proof says; ``spent`` in euros as stated, not as examined.

    ``proof`` names kind, year and part in German; ``digest`` stands for the frozen wording.
    """

    head: Head
    proof: str
    award_date: date
    received_on: date
    due: date
    handed_in_by: str
    revision: int
    spent: Decimal
    digest: str
    papers: tuple[str, ...]


def proof_receipt_letter(receipt: ProofReceipt) -> Letter:
    """The receipt in words."""
    return letter(
        receipt.head,
        Wording(
            kind=LetterKind.PROOF_RECEIPT,
            title=f"Eingangsbestätigung: {receipt.proof}",
            opening="Ihr Nachweis ist eingegangen. Diese Bestätigung ist noch kein Ergebnis der "
            "Prüfung.",
            sections=(_received(receipt), _papers(receipt), _next()),
            reference=(("Bescheid vom", day(receipt.award_date)),),
        ),
    )


def _received(receipt: ProofReceipt) -> Section:
    rows = (
        ("Aktenzeichen", receipt.head.file_number),
        ("Nachweis", receipt.proof),
        ("Eingegangen am", day(receipt.received_on)),
        ("Einzureichen bis", day(receipt.due)),
        ("Eingereicht durch", receipt.handed_in_by),
        ("Fassung", str(receipt.revision)),
        ("Abgerechnete Ausgaben", euros(receipt.spent)),
        ("Prüfsumme der Fassung", grouped(receipt.digest)),
    )
    blocks: list[Block] = [Pairs(rows=rows)]
    if receipt.received_on > receipt.due:
        blocks.append(
            Paragraph(
                text="Der Nachweis ist nach dem genannten Tag eingegangen. Er wird trotzdem "
                "geprüft; die Verspätung wird dabei vermerkt.",
                strong=True,
            )
        )
    blocks.append(
        Paragraph(
            text="Die Prüfsumme (SHA-256) steht für den Wortlaut des Nachweises, wie er "
            "eingegangen ist. Er kann nicht mehr verändert werden."
        )
    )
    return Section(heading="Ihr Nachweis", blocks=tuple(blocks))


def _papers(receipt: ProofReceipt) -> Section:
    if not receipt.papers:
        return Section(
            heading="Unterlagen",
            blocks=(Paragraph(text="Mit dem Nachweis wurden keine Unterlagen eingereicht."),),
        )
    return Section(heading="Unterlagen", blocks=(Bullets(items=receipt.papers),))


def _next() -> Section:
    return Section(
        heading="Wie es weitergeht",
        blocks=(
            Bullets(
                items=(
                    (
                        "Die Bewilligungsbehörde prüft den Nachweis. Sie kann Belege in "
                        "Stichproben anfordern."
                    ),
                    (
                        "Fehlt etwas, erhalten Sie den Nachweis mit einem Hinweis zur Ergänzung "
                        "zurück."
                    ),
                    "Bitte bewahren Sie die Belege auf.",
                ),
                numbered=True,
            ),
        ),
    )
