"""The Eingangsbestätigung: what came in when, what the machine's check says, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wirgrants.documents.blocks import Block, Bullets, Column, Pairs, Paragraph, Row, Section, Table
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import moment
from wirgrants.documents.letters.common import Head, Wording, letter
from wirgrants.documents.presentation import grouped


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """One finding of the verdict as it was frozen: its rule, clause, outcome and reason in
    German.
    """

    rule: str
    clause: str
    outcome: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """All that an Eingangsbestätigung says.

    ``verdict`` is the German word for the outcome ("förderfähig", "nicht förderfähig" …);
    ``findings`` are those worth telling (not met, for review, not asked). ``late`` says that the
    period had passed, which never refuses an application.
    """

    head: Head
    filed_at: datetime
    applicant: str
    signatory: str
    call: str
    digest: str
    verdict: str
    findings: tuple[FindingLine, ...]
    missing_papers: tuple[str, ...]
    next_steps: tuple[str, ...]
    late: str = ""


def receipt_letter(receipt: Receipt) -> Letter:
    """The Eingangsbestätigung in words."""
    return letter(
        receipt.head,
        Wording(
            kind=LetterKind.RECEIPT,
            title="Eingangsbestätigung",
            opening="Ihr Antrag ist eingegangen. Diese Bestätigung ist keine Entscheidung über den "
            "Antrag und keine Zusage einer Förderung.",
            sections=(_filed(receipt), _checked(receipt), _missing(receipt), _next(receipt)),
        ),
    )


def _filed(receipt: Receipt) -> Section:
    rows = (
        ("Aktenzeichen", receipt.head.file_number),
        ("Eingegangen am", moment(receipt.filed_at)),
        ("Antragstellende Stelle", receipt.applicant),
        ("Eingereicht durch", receipt.signatory),
        ("Förderschwerpunkt", receipt.head.line),
        ("Richtlinie", receipt.head.guideline),
        ("Förderaufruf", receipt.call),
        ("Prüfsumme der Fassung", grouped(receipt.digest)),
    )
    blocks: list[Block] = [Pairs(rows=rows)]
    if receipt.late:
        blocks.append(Paragraph(text=receipt.late, strong=True))
    blocks.append(
        Paragraph(
            text="Die Prüfsumme (SHA-256) steht für den Wortlaut des Antrags, wie er eingegangen "
            "ist. Er kann nicht mehr verändert werden."
        )
    )
    return Section(heading="Ihr Antrag", blocks=tuple(blocks))


def _checked(receipt: Receipt) -> Section:
    blocks: list[Block] = [
        Paragraph(
            text=f"Die automatische Vorprüfung ergibt: {receipt.verdict}. Sie ersetzt nicht die "
            "Prüfung durch die Bewilligungsbehörde."
        )
    ]
    if receipt.findings:
        columns = (
            Column(title="Voraussetzung", weight=4),
            Column(title="Fundstelle", weight=4),
            Column(title="Ergebnis", weight=2),
            Column(title="Grund", weight=5),
        )
        rows = tuple(
            Row(cells=(finding.rule, finding.clause, finding.outcome, finding.reason))
            for finding in receipt.findings
        )
        blocks.append(Table(caption="Zu klären", columns=columns, rows=rows))
    return Section(heading="Vorprüfung", blocks=tuple(blocks))


def _missing(receipt: Receipt) -> Section:
    if not receipt.missing_papers:
        return Section(
            heading="Unterlagen", blocks=(Paragraph(text="Alle verlangten Unterlagen liegen vor."),)
        )
    return Section(
        heading="Unterlagen",
        blocks=(
            Paragraph(
                text="Diese Unterlagen fehlen noch. Bitte reichen Sie sie im Antragssystem nach:"
            ),
            Bullets(items=receipt.missing_papers),
        ),
    )


def _next(receipt: Receipt) -> Section:
    return Section(
        heading="Wie es weitergeht",
        blocks=(
            Bullets(items=receipt.next_steps, numbered=True),
            Paragraph(
                text="Bitte beginnen Sie mit dem Vorhaben nicht vor der Bewilligung und schließen "
                "Sie keine Verträge dafür ab, solange ein vorzeitiger Beginn nicht zugelassen ist.",
            ),
        ),
    )
