"""The audit file holds the whole case: numbered, bookmarked, passive, and it names its gaps."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    Destination,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from tests.documents import hostile
from tests.documents.case_examples import CASE, PAPERS, pdf
from tests.documents.examples import AT, LETTERS
from tests.documents.reading import pages_of, printed, squeezed
from wirgrants.documents import audit_file
from wirgrants.documents.audit_file import Absent, AuditFile, compose_audit_file
from wirgrants.documents.case_file import CaseFile
from wirgrants.documents.child import MERGING
from wirgrants.documents.codec import canonical, from_data
from wirgrants.documents.typst_render import render
from wirgrants.services.audit_file import MOST_MERGED


@cache
def composed() -> AuditFile:
    letters = [render(LETTERS[name], at=AT).pdf for name in ("receipt", "award")]
    return compose_audit_file(CASE, letters, list(PAPERS.values()))


def reader() -> PdfReader:
    return PdfReader(BytesIO(composed().pdf))


def only(data: bytes) -> PdfReader:
    """The audit file of a case that has nothing but one paper."""
    entry = replace(CASE.papers[0], title="Papier")
    case = replace(CASE, letters=(), papers=(entry,), missing=(), applications=(), notes=())
    return PdfReader(BytesIO(compose_audit_file(case, [], [data]).pdf))


def outline(entries: list[Any], pdf_file: PdfReader) -> list[tuple[str, int]]:
    flat: list[tuple[str, int]] = []
    for entry in entries:
        if isinstance(entry, Destination):
            number = pdf_file.get_destination_page_number(entry)
            assert number is not None
            flat.append((str(entry.title), number + 1))
        else:
            flat += outline(entry, pdf_file)
    return flat


def test_every_sheet_is_numbered_with_the_case() -> None:
    pages = pages_of(composed().pdf)
    assert len(pages) == composed().sheets
    for sheet, page in enumerate(pages, start=1):
        assert f"Blatt{sheet}von{len(pages)}·Az.II25WIR202700017" in page


def test_the_cover_says_whose_case_it_is_and_what_is_missing() -> None:
    cover = pages_of(composed().pdf)[0]
    for text in (
        CASE.file_number,
        CASE.applicant,
        CASE.status,
        CASE.guideline,
        CASE.made_for,
        "Stellungnahme der Gemeinde",
        "Kooperationsvereinbarung (Datei nicht vorhanden)",
        "Zerstörte Datei (Datei nicht lesbar)",
    ):
        assert squeezed(text) in cover
    assert composed().missing == (
        "Stellungnahme der Gemeinde",
        "Kooperationsvereinbarung (Datei nicht vorhanden)",
        "Zerstörte Datei (Datei nicht lesbar)",
    )


def test_the_contents_and_the_bookmarks_lead_to_the_right_sheets() -> None:
    pages = pages_of(composed().pdf)
    contents = next(page for page in pages if "Inhalt" in page and "TeilderAkteBlatt" in page)
    marks = outline(reader().outline, reader())
    assert [title for title, _ in marks] == [
        "Deckblatt und Inhalt II25-WIR-2027-00017",
        "Zeitlicher Ablauf",
        "Antrag, wie eingereicht",
        "Verzeichnis der Schreiben und Unterlagen",
        "Schreiben",
        "Eingangsbestätigung",
        "Zuwendungsbescheid",
        "Vermerke",
        "Verwendungsnachweis 2027",
        "Zahlungen",
        "Unterlagen",
        "Satzung",
        "Auszug aus dem Vereinsregister",
        "Lageplan",
        "Versetzter Scan",
        "Freistellungsbescheid",
        "Foto des Aushangs",
        "Unterschriftenliste",
    ]
    for title, sheet in marks[1:]:
        assert f"{squeezed(title)}{sheet}" in contents
    assert squeezed("Kooperationsvereinbarung fehlt") in contents
    sheets = dict(marks)
    assert squeezed("Protokoll") in pages[sheets["Zeitlicher Ablauf"] - 1]
    assert "Zuwendungsbescheid" in pages[sheets["Zuwendungsbescheid"] - 1]
    assert "SatzungSeite1" in pages[sheets["Satzung"] - 1]
    assert "Quergescannt" in pages[sheets["Auszug aus dem Vereinsregister"] - 1]
    assert "NurEigner" in pages[sheets["Freistellungsbescheid"] - 1]


def test_long_contents_still_name_the_right_sheets() -> None:
    entries = tuple(replace(CASE.papers[0], title=f"Unterlage {n:03}") for n in range(150))
    case = replace(CASE, letters=(), papers=entries, missing=())
    whole = compose_audit_file(case, [], [pdf(f"Blattinhalt {n:03}") for n in range(150)])
    pages = pages_of(whole.pdf)
    contents = "".join(pages[:8])
    for n in (0, 77, 149):
        sheet = next(at for at, page in enumerate(pages, 1) if f"Blattinhalt{n:03}" in page)
        assert f"Unterlage{n:03}{sheet}" in contents


def test_everything_handed_in_stands_in_the_file() -> None:
    text = "".join(
        re.sub(r"Blatt\d+von\d+·Az\.II25WIR202700017", "", p) for p in pages_of(composed().pdf)
    )
    lost = [ways for ways in printed(CASE) if not any(way in text for way in ways)]
    assert lost == []


def test_the_complete_record_is_attached() -> None:
    attachments = reader().attachments
    assert list(attachments) == ["akte.json"]
    assert attachments["akte.json"] == [canonical(CASE)]
    assert from_data(CaseFile, json.loads(attachments["akte.json"][0])) == CASE
    other = compose_audit_file(
        CASE, [Absent.LOST] * 2, [Absent.LOST] * len(CASE.papers), b'{"a":1}'
    )
    assert PdfReader(BytesIO(other.pdf)).attachments["akte.json"] == [b'{"a":1}']


def test_the_file_names_itself_and_its_language() -> None:
    metadata = reader().metadata
    assert metadata is not None
    assert metadata.title == "Fallakte II25-WIR-2027-00017"
    assert metadata.creation_date == CASE.made_at
    root = reader().trailer["/Root"]
    assert root["/Lang"] == "de-DE"
    assert root["/PageMode"] == "/UseOutlines"


def test_the_same_case_gives_the_same_file() -> None:
    composed.cache_clear()
    first = composed()
    composed.cache_clear()
    assert first.pdf == composed().pdf


def test_another_library_finds_the_file_sound() -> None:
    with pikepdf.open(BytesIO(composed().pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) == composed().sheets


def test_active_content_of_papers_is_left_behind_and_what_was_typed_stays() -> None:
    made = only(hostile.active())
    raw = b"".join(_every_stream(made))
    for word in (b"JavaScript", b"app.alert", b"Launch", b"cmd.exe", b"virus", b"OpenAction"):
        assert word not in raw
    assert list(made.attachments) == ["akte.json"]
    page = made.pages[-1]
    assert "Formular" in page.extract_text()
    (widget,) = page["/Annots"]
    shown = widget.get_object()["/AP"]["/N"].get_object().get_data()
    assert b"Ausgefuellt" in shown
    assert not {"/A", "/AA", "/Parent"} & set(widget.get_object())


def _every_stream(made: PdfReader) -> list[bytes]:
    """All objects of the file as text, without the data of streams."""
    found = []
    for number in range(1, int(made.trailer["/Size"])):
        entry = made.get_object(number)
        if entry is not None:
            found.append(repr(entry).encode())
    return found


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "box", [(0.0, 0.0, 595.0, 842.0), (0.0, 0.0, 842.0, 1191.0), (-200.0, 300.0, 395.0, 1142.0)]
)
def test_the_sheet_number_stands_at_the_top_right_as_seen(
    rotate: int, box: tuple[float, float, float, float]
) -> None:
    page = only(pdf("Inhalt", box=box, rotate=rotate)).pages[-1]
    left, bottom, right, top = box
    # The sheet grows by a strip at the edge that is seen at the top: its number covers nothing.
    grown = {
        0: (left, bottom, right, top + 20),
        90: (left - 20, bottom, right, top),
        180: (left, bottom - 20, right, top),
        270: (left, bottom, right + 20, top),
    }[rotate]
    assert tuple(float(side) for side in page.cropbox) == grown
    assert tuple(float(side) for side in page.mediabox) == grown
    width, height = box[2] - box[0], box[3] - box[1]
    places: list[tuple[float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if "Blatt" in text:
            x, y = tm[4], tm[5]
            places.append((x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]))

    page.extract_text(visitor_text=visit)
    x, y = places[0][0] - box[0], places[0][1] - box[1]
    seen = {0: (x, y), 90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}
    seen_width, seen_height = (width, height) if rotate % 180 == 0 else (height, width)
    across, up = seen[rotate]
    assert seen_width - 220 < across < seen_width - 60
    assert seen_height + 3 < up < seen_height + 15


def test_no_sheet_of_ours_grows() -> None:
    cover = reader().pages[0]
    assert (round(cover.mediabox.width), round(cover.mediabox.height)) == (595, 842)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_what_others_wrote_up_to_the_edge_stays_readable(rotate: int, tmp_path: Path) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(width=300, height=400)
    black = DecodedStreamObject()
    black.set_data(b"0 g 0 0 300 400 re f")
    page[NameObject("/Contents")] = writer._add_object(black)
    page.rotate(rotate)
    data = BytesIO()
    writer.write(data)
    made = tmp_path / "akte.pdf"
    entry = replace(CASE.papers[0], title="Papier")
    case = replace(CASE, letters=(), papers=(entry,))
    made.write_bytes(compose_audit_file(case, [], [data.getvalue()]).pdf)
    last = str(len(PdfReader(made).pages))
    command = ["pdftoppm", "-cropbox", "-r", "72", "-f", last, "-l", last, "-gray", "-singlefile"]
    subprocess.run([*command, str(made), str(tmp_path / "seen")], check=True)
    image = Image.open(tmp_path / "seen.pgm")
    wide, high = (300, 400) if rotate % 180 == 0 else (400, 300)
    assert image.size == (wide, high + 20)
    assert image.crop((2, 22, wide - 2, high + 18)).getextrema() == (0, 0)
    assert image.crop((2, 0, 60, 18)).getextrema() == (255, 255)


def test_the_payments_end_with_what_went_out_and_what_came_back() -> None:
    paid = CASE.payments[0]
    back = replace(paid, amount=Decimal("-1000.00"), purpose="Rückzahlung")
    made = compose_audit_file(replace(CASE, letters=(), papers=(), payments=(paid, back)), [], [])
    whole = "".join(pages_of(made.pdf))
    for told in ("Ausgezahlt5.400,00€", "Zurückgezahlt,mitZinsen-1.000,00€", "Saldo4.400,00€"):
        assert told in whole.replace("−", "-")


def test_a_case_with_nothing_yet_still_makes_a_file() -> None:
    case = replace(
        CASE,
        timeline=(),
        applications=(),
        letters=(),
        notes=(),
        proofs=(),
        payments=(),
        papers=(),
        missing=(),
    )
    made = compose_audit_file(case, [], [])
    cover = pages_of(made.pdf)[0]
    assert squeezed("Zu dieser Akte liegen nicht vor: Vermerke, Nachweise") in cover
    assert squeezed("Alle Unterlagen, die zur Akte gehören, sind enthalten.") in cover
    assert made.missing == ()


def test_bytes_and_entries_must_match() -> None:
    with pytest.raises(ValueError, match="each letter"):
        compose_audit_file(CASE, [], list(PAPERS.values()))


def test_names_in_any_script_reach_the_cover_or_are_shown_as_codes() -> None:
    case = replace(
        CASE,
        applicant="Общество Ελπίδα 王 😀",
        letters=(),
        papers=(),
        file_number="II25-WIR-2027-00018",
    )
    made = compose_audit_file(case, [], [])
    assert squeezed("Общество Ελπίδα 王 [U+1F600]") in pages_of(made.pdf)[0]
    assert len(made.warnings) == 1


def test_a_paper_left_out_for_its_size_is_no_lost_one() -> None:
    entries = tuple(replace(CASE.papers[0], title=title) for title in ("Kleines", "Großes"))
    case = replace(CASE, letters=(), papers=entries, missing=())
    made = compose_audit_file(case, [], [pdf("Kleines Blatt"), Absent.LEFT_OUT])

    assert made.missing == (f"Großes ({Absent.LEFT_OUT})",)
    whole = "".join(pages_of(made.pdf))
    assert squeezed("liegt einzeln in der Akte") in pages_of(made.pdf)[0]
    assert "KleinesBlatt" in whole


@pytest.mark.slow
def test_many_large_scans_take_a_known_part_of_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of what is merged at most, in a quarter of the memory and half of that again."""
    size, number = 20_000_000, 5
    assert size * number * 4 == MOST_MERGED
    tight = replace(MERGING, memory=MERGING.memory * 3 // 8)
    monkeypatch.setattr(audit_file, "MERGING", tight)
    entries = tuple(replace(CASE.papers[0], title=f"Scan {n}") for n in range(number))
    case = replace(CASE, letters=(), papers=entries, missing=())

    made = compose_audit_file(case, [], [scan(size) for _ in range(number)])

    assert made.missing == ()
    assert len(made.pdf) > size * number


def scan(size: int) -> bytes:
    """A page with a picture of so many bytes that nothing makes smaller."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    picture = StreamObject()
    picture.set_data(os.urandom(size))
    for name, value in (("Width", 1000), ("Height", size // 3000), ("BitsPerComponent", 8)):
        picture[NameObject(f"/{name}")] = NumberObject(value)
    for name, said in (("Type", "XObject"), ("Subtype", "Image"), ("ColorSpace", "DeviceRGB")):
        picture[NameObject(f"/{name}")] = NameObject(f"/{said}")
    held = DictionaryObject({NameObject("/Scan"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    painted = DecodedStreamObject()
    painted.set_data(b"q 500 0 0 700 40 40 cm /Scan Do Q")
    page[NameObject("/Contents")] = writer._add_object(painted)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
