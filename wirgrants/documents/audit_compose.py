"""In the child process: the parts of a case file set, merged, numbered and bookmarked with
pypdf.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from wirgrants.documents import case_reports as reports
from wirgrants.documents.case_file import CaseFile
from wirgrants.documents.codec import from_data
from wirgrants.documents.contents import ContentsEntry, Cover, Report
from wirgrants.documents.errors import UploadRefused
from wirgrants.documents.german import moment
from wirgrants.documents.messages import LEFT_OUT, UNREADABLE_PAPER
from wirgrants.documents.pdf_limits import BROKEN_PDF, apply_limits, open_pdf
from wirgrants.documents.pdf_pages import image_page, passive_page, stamp
from wirgrants.documents.presentation import grouped, present
from wirgrants.documents.typesetting import typeset

_IN_FILE: Final = "enthalten"
_GONE: Final = "fehlt"
_APART: Final = "einzeln"
_TITLE: Final = "Fallakte"
_AVERAGE_GLYPH: Final = 0.55
_STAMP_SIZE: Final = 7.5


@dataclass
class _Part:
    """Sheets that belong together, with their bookmark; no pages and ``missing`` for a gap.

    ``handed_in``: sheets of others, which get their number above what stands on them.
    """

    title: str
    pages: list[PageObject] = field(default_factory=list)
    level: int = 1
    missing: str = ""
    handed_in: bool = False


def compose(order: dict[str, Any], blobs: list[bytes]) -> tuple[bytes, dict[str, Any]]:
    """The file's bytes; its number of sheets, what is missing and warnings."""
    apply_limits()
    case = from_data(CaseFile, json.loads(blobs[0]))
    present_blobs = iter(blobs[2:])
    titles = [*(one.title for one in case.letters), *(one.title for one in case.papers)]
    foreign = [
        _Part(title, level=2, missing=absent)
        if absent
        else _foreign_part(title, next(present_blobs))
        for title, absent in zip(titles, order["absent"], strict=True)
    ]
    letters, papers = foreign[: len(case.letters)], foreign[len(case.letters) :]
    for paper in papers:
        paper.handed_in = True
    setter = _Setter(int(case.made_at.timestamp()))
    parts = list(_parts(case, setter, letters, papers))
    gone = [f"{part.title} ({part.missing})" for part in (*letters, *papers) if part.missing]
    full = reports.with_missing(case, gone)
    cover = _cover(full, setter, parts)
    parts = [_Part(f"Deckblatt und Inhalt {case.file_number}", cover), *parts]
    pdf, sheets = _merge(full, parts, blobs[1])
    facts = {"sheets": sheets, "missing": list(full.missing), "warnings": setter.warnings}
    return pdf, facts


class _Setter:
    """Sets reports to pages and keeps the warnings."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.warnings: list[str] = []

    def pages(self, template: str, contents: Report | Cover) -> list[PageObject]:
        shown = json.dumps(present(contents)).encode()
        pdf, warnings = typeset(template, shown, b"", self._at)
        self.warnings += [warning for warning in warnings if warning not in self.warnings]
        return [passive_page(page) for page in PdfReader(BytesIO(pdf)).pages]


def _foreign_part(title: str, data: bytes) -> _Part:
    """The sheets of a letter or an uploaded paper; unreadable ones become a gap, never a
    failure.
    """
    part = _Part(title, level=2)
    try:
        if data.startswith(b"\xff\xd8\xff"):
            part.pages = [image_page(data, "image/jpeg")]
        elif data.startswith(b"\x89PNG"):
            part.pages = [image_page(data, "image/png")]
        else:
            part.pages = [passive_page(page) for page in open_pdf(data).pages]
            _rehearse(part.pages)
    except (*BROKEN_PDF, UploadRefused, RecursionError, SyntaxError):
        part.pages = []
    if not part.pages:
        part.missing = UNREADABLE_PAPER
    return part


def _rehearse(pages: list[PageObject]) -> None:
    """Copy the pages once: whatever is broken deep in a file fails here, not in the whole."""
    writer = PdfWriter()
    for page in pages:
        writer.add_page(page)


def _parts(
    case: CaseFile, setter: _Setter, letters: list[_Part], papers: list[_Part]
) -> Iterator[_Part]:
    def part(title: str, report: Report) -> _Part:
        return _Part(title, setter.pages("report", report))

    yield part("Zeitlicher Ablauf", reports.timeline_report(case))
    for application in case.applications:
        yield part(application.title, reports.application_report(case, application))
    if case.proceedings:
        yield part(reports.PROCEEDINGS, reports.proceedings_report(case))
    if letters or papers:
        index = reports.index_report(case, _states(letters), _states(papers))
        yield part("Verzeichnis der Schreiben und Unterlagen", index)
    yield from _group("Schreiben", letters)
    if case.notes:
        yield part("Vermerke", reports.notes_report(case))
    for proof in case.proofs:
        yield part(proof.title, reports.proof_report(case, proof))
    if case.payments:
        yield part("Zahlungen", reports.payments_report(case))
    yield from _group("Unterlagen", papers)


def _group(title: str, parts: list[_Part]) -> Iterator[_Part]:
    if parts:
        yield _Part(title)
        yield from parts


def _states(parts: list[_Part]) -> list[str]:
    return [_state(part) for part in parts]


def _state(part: _Part) -> str:
    if part.missing == LEFT_OUT:
        return _APART
    return _GONE if part.missing else _IN_FILE


def _cover(case: CaseFile, setter: _Setter, parts: list[_Part]) -> list[PageObject]:
    """Cover and contents, set until the sheet numbers in them are those of the file (twice,
    mostly).
    """
    length = 2
    while True:
        pages = setter.pages("cover", _cover_contents(case, _entries(parts, length)))
        if len(pages) == length:
            return pages
        length = len(pages)


def _entries(parts: list[_Part], cover_length: int) -> tuple[ContentsEntry, ...]:
    entries = []
    sheet = cover_length + 1
    for part in parts:
        number = 0 if part.missing else sheet
        entries.append(ContentsEntry(title=part.title, sheet=number, level=part.level))
        sheet += len(part.pages)
    return tuple(entries)


def _cover_contents(case: CaseFile, entries: tuple[ContentsEntry, ...]) -> Cover:
    facts = (
        ("Aktenzeichen", case.file_number),
        ("Vorhaben", case.project),
        ("Stand", case.status),
        ("Förderschwerpunkt", case.line),
        ("Richtlinie", case.guideline),
        ("Förderaufruf", case.call),
        ("Bewilligungsbehörde", case.authority),
        ("Bearbeitung", case.officer),
        ("Zusammengestellt am", moment(case.made_at)),
        ("Zusammengestellt für", case.made_for),
        ("Umfang", f"{len(case.letters)} Schreiben, {len(case.papers)} Unterlagen"),
        ("Prüfsumme der Protokollkette", grouped(case.chain_head)),
    )
    note = (
        "Diese Lesefassung führt alle Teile der Akte zusammen. Maßgeblich sind die gespeicherten "
        "Dateien, deren Prüfsummen im Verzeichnis stehen. Die vollständigen Daten der Akte liegen "
        "dieser Datei als akte.json bei."
    )
    return Cover(
        title=_TITLE,
        applicant=case.applicant,
        file_number=case.file_number,
        facts=tuple((name, value) for name, value in facts if value),
        missing=case.missing,
        notes=(note, *reports.without(case)),
        entries=entries,
        made_at=case.made_at,
        demo=case.demo,
    )


def _merge(case: CaseFile, parts: list[_Part], record: bytes) -> tuple[bytes, int]:
    writer = PdfWriter()
    total = sum(len(part.pages) for part in parts)
    font = writer._add_object(  # noqa: SLF001  no public way
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
    )
    pages = ((part, page) for part in parts for page in part.pages)
    for sheet, (part, page) in enumerate(pages, start=1):
        text = f"Blatt {sheet} von {total} · Az. {case.file_number}"
        width = len(text) * _AVERAGE_GLYPH * _STAMP_SIZE
        stamp(writer, writer.add_page(page), text, font, width, above=part.handed_in)
    _bookmark(writer, parts)
    _describe(writer, case, record)
    written = BytesIO()
    writer.write(written)
    return written.getvalue(), total


def _bookmark(writer: PdfWriter, parts: list[_Part]) -> None:
    """One bookmark per part, letters and papers below the heading that groups them."""
    group = None
    first = 0
    for part in parts:
        if not part.missing:
            bookmark = writer.add_outline_item(
                title=part.title,
                page_number=min(first, len(writer.pages) - 1),
                parent=group if part.level > 1 else None,
            )
            group = bookmark if part.level == 1 else group
        first += len(part.pages)


def _describe(writer: PdfWriter, case: CaseFile, record: bytes) -> None:
    writer.add_metadata(
        {
            "/Title": f"{_TITLE} {case.file_number}",
            "/Author": case.authority,
            "/Subject": f"{case.applicant}, {case.project}",
            "/CreationDate": _pdf_date(case.made_at),
        }
    )
    root = writer._root_object  # noqa: SLF001  no public way to the catalogue
    root[NameObject("/Lang")] = TextStringObject("de-DE")
    shows_title = {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    root[NameObject("/ViewerPreferences")] = DictionaryObject(shows_title)
    writer.page_mode = "/UseOutlines"
    attached = writer.add_attachment("akte.json", record)
    attached.subtype = NameObject("/application/json")
    attached.alternative_name = TextStringObject("akte.json")
    attached.description = TextStringObject("Vollständige Daten der Akte")
    attached.associated_file_relationship = NameObject("/Data")
    attached.modification_date = case.made_at
    root[NameObject("/AF")] = ArrayObject([attached.pdf_object.indirect_reference])


def _pdf_date(at: datetime) -> str:
    offset = at.strftime("%z")
    return f"{at.strftime('D:%Y%m%d%H%M%S')}{offset[:3]}'{offset[3:]}'"
