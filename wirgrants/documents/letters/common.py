"""What every letter shares: its head, the legal remedy notice, numbered sections and small
tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from wirgrants.documents.blocks import Align, Column, Row, Section, Table
from wirgrants.documents.contents import Authority, FigureUsed, Letter, LetterKind, Recipient
from wirgrants.documents.german import day, euros

PROGRAMME: Final = "Landesprogramm WIR"


class Delivery(StrEnum):
    """How a letter reaches its recipient; each way has its own rule for the day of notification."""

    POST = "post"
    ELECTRONIC = "electronic"
    PERSONAL = "personal"


_DELIVERY_NOTES: Final = {
    Delivery.POST: "",
    Delivery.ELECTRONIC: "Elektronisch über das Antragssystem",
    Delivery.PERSONAL: "Gegen Empfangsbekenntnis",
}


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands at the top of every letter of a case, and which figures the letter relies on.

    ``line`` is the German name of the funding line, ``guideline`` its citation with version, both
    as they are to be printed. ``applied_on`` is empty where no application was filed yet,
    ``corrected_on`` where none of its answers was corrected since.
    ``signature`` is empty for what the system sends by itself, and for what is ``countersigned``.
    """

    authority: Authority
    recipient: Recipient
    file_number: str
    dated: date
    line: str
    guideline: str
    project: str
    signature: str
    applied_on: date | None = None
    corrected_on: date | None = None
    delivery: Delivery = Delivery.ELECTRONIC
    figures: tuple[FigureUsed, ...] = ()
    countersigned: bool = False
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """The court that an action goes to, and the period in months (one where no Widerspruch
    precedes).
    """

    court: str
    address: str
    months: int = 1


@dataclass(frozen=True, kw_only=True)
class YearAmount:
    """Euros of one budget year."""

    year: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class PlanItem:
    """One item of a financing plan in euros."""

    label: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class CalculationLine:
    """One line of readable arithmetic; ``note`` names an unconfirmed or demonstration figure in
    it.
    """

    text: str
    amount: Decimal | None
    note: str = ""


def remedy_text(remedy: Remedy) -> str:
    """The Rechtsbehelfsbelehrung: remedy, court with seat, period (§ 58 I VwGO), nothing beyond it.

    Anything more could be wrong, and a wrong notice makes the period a year (§ 58 II VwGO).
    """
    months = "eines Monats" if remedy.months == 1 else f"von {remedy.months} Monaten"
    return (
        f"Gegen diesen Bescheid kann innerhalb {months} nach seiner Bekanntgabe Klage beim "
        f"{remedy.court}, {remedy.address}, erhoben werden."
    )


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What the builder of one kind of letter adds to the head."""

    kind: LetterKind
    title: str
    opening: str
    sections: tuple[Section, ...]
    remedy: Remedy | None = None
    annexes: tuple[str, ...] = ()
    handwritten: bool = False
    reference: tuple[tuple[str, str], ...] = ()


def application_of(head: Head) -> str:
    """The application with its day and, where it was corrected, that of the version."""
    applied = f" vom {day(head.applied_on)}" if head.applied_on else ""
    version = (
        f" in der Fassung Ihrer Berichtigung vom {day(head.corrected_on)}"
        if head.corrected_on
        else ""
    )
    return f"Ihren Antrag{applied}{version}"


def letter(head: Head, wording: Wording) -> Letter:
    """Head and wording joined to a letter that can be set."""
    applied = (("Ihr Antrag vom", day(head.applied_on)),) if head.applied_on else ()
    return Letter(
        kind=wording.kind,
        authority=head.authority,
        recipient=head.recipient,
        file_number=head.file_number,
        dated=head.dated,
        subject=f"{wording.title}\n{PROGRAMME}, {head.line}\n{head.project}",
        basis=f"Grundlage: {head.guideline}",
        title=f"{wording.title} {head.file_number}",
        reference=applied + wording.reference,
        opening=wording.opening,
        sections=wording.sections,
        figures=head.figures,
        remedy=remedy_text(wording.remedy) if wording.remedy else "",
        annexes=wording.annexes,
        signature=head.signature,
        delivery=_DELIVERY_NOTES[head.delivery],
        handwritten=wording.handwritten,
        countersigned=head.countersigned,
        demo=head.demo,
    )


def numbered(sections: Iterable[Section | None]) -> tuple[Section, ...]:
    """The sections that are there, their headings numbered, so that a later letter can cite
    them.
    """
    present = [section for section in sections if section is not None]
    return tuple(
        replace(section, heading=f"{place}. {section.heading}")
        for place, section in enumerate(present, start=1)
    )


def amounts_table(
    caption: str, first_column: str, rows: Iterable[tuple[str, Decimal]], total: Decimal | None
) -> Table:
    """A two-column table of euros, closed by ``total`` where there is one."""
    shown = [Row(cells=(label, euros(amount))) for label, amount in rows]
    if total is not None:
        shown.append(Row(cells=("Summe", euros(total)), total=True))
    return Table(
        caption=caption,
        columns=(Column(title=first_column, weight=1), Column(title="Betrag", align=Align.RIGHT)),
        rows=tuple(shown),
    )


def years_table(caption: str, years: tuple[YearAmount, ...]) -> Table:
    """Euros per budget year with their sum."""
    total = sum((year.amount for year in years), Decimal())
    return amounts_table(
        caption, "Haushaltsjahr", ((str(year.year), year.amount) for year in years), total
    )


def calculation_table(caption: str, lines: tuple[CalculationLine, ...]) -> Table:
    """Readable arithmetic, line by line; an unconfirmed figure is named where it is used."""
    rows = (
        Row(cells=(f"{line.text} ({line.note})" if line.note else line.text, euros(line.amount)))
        for line in lines
    )
    return Table(
        caption=caption,
        columns=(
            Column(title="Rechenschritt", weight=1),
            Column(title="Betrag", align=Align.RIGHT),
        ),
        rows=tuple(rows),
    )
