"""The Nachforderung: which answers and papers are still needed, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wirgrants.documents.blocks import Block, Column, Paragraph, Row, Section, Table
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day
from wirgrants.documents.letters.common import Head, Wording, letter


@dataclass(frozen=True, kw_only=True)
class RequestedItem:
    """One thing that is needed: to which part of the application it belongs, and what is to be
    done.
    """

    part: str
    request: str


@dataclass(frozen=True, kw_only=True)
class InformationRequest:
    """All that a Nachforderung says; ``due`` is the last day of the period set."""

    head: Head
    items: tuple[RequestedItem, ...]
    due: date
    note: str = ""


def information_request_letter(request: InformationRequest) -> Letter:
    """The Nachforderung in words."""
    return letter(
        request.head,
        Wording(
            kind=LetterKind.INFORMATION_REQUEST,
            title="Nachforderung von Angaben und Unterlagen",
            opening="für die Prüfung Ihres Antrags benötige ich noch die folgenden Angaben und "
            "Unterlagen.",
            sections=(_missing(request), _period(request)),
            reference=(("Antwort bis", day(request.due)),),
        ),
    )


def _missing(request: InformationRequest) -> Section:
    rows = tuple(
        Row(cells=(str(place), item.part, item.request))
        for place, item in enumerate(request.items, start=1)
    )
    columns = (
        Column(title="Nr."),
        Column(title="Zu", weight=2),
        Column(title="Benötigt wird", weight=5),
    )
    blocks: list[Block] = [Table(caption="Nachzureichen", columns=columns, rows=rows)]
    if request.note:
        blocks.append(Paragraph(text=request.note))
    return Section(heading="Was noch fehlt", blocks=tuple(blocks))


def _period(request: InformationRequest) -> Section:
    return Section(
        heading="Frist",
        blocks=(
            Paragraph(
                text=f"Bitte antworten Sie im Antragssystem bis zum {day(request.due)}.",
                strong=True,
            ),
            Paragraph(
                text="Benötigen Sie mehr Zeit, teilen Sie es mir bitte vor Ablauf der Frist mit. "
                "Geht bis dahin nichts ein, entscheide ich nach Lage der Akten."
            ),
        ),
    )
