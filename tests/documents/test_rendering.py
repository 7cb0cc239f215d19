"""PDFs are the same each time, accessible, complete, and no text of a person can break one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pdfua
import pikepdf
import pikepdf.pdfa
import pytest
from pypdf import PdfReader

from tests.documents.coverage import covered
from tests.documents.examples import AT, HEAD, LETTERS, PRINT_VIEW, RECIPIENT, REJECTION
from tests.documents.reading import pages_of, squeezed
from wirgrants.documents.codec import canonical
from wirgrants.documents.contents import Document, Letter, Recipient
from wirgrants.documents.fonts import COVERAGE, covers
from wirgrants.documents.letters.rejection import rejection_letter
from wirgrants.documents.text import sanitise
from wirgrants.documents.typst_render import render

DOCUMENTS: dict[str, Document] = {**LETTERS, "print_view": PRINT_VIEW}


def letter_to(name: str, reason: str = "Ein Grund.") -> Letter:
    recipient = Recipient(name=name, lines=RECIPIENT.lines)
    return rejection_letter(
        replace(REJECTION, head=replace(HEAD, recipient=recipient), reasons=(reason,))
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_contents_give_the_same_bytes(name: str) -> None:
    first, second = (render(DOCUMENTS[name], at=AT) for _ in range(2))
    assert first.pdf == second.pdf
    assert first.digest == second.digest
    assert first.warnings == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_what_it_is(name: str) -> None:
    pdf = render(DOCUMENTS[name], at=AT).pdf
    assert pdf.endswith(b"%%EOF\n")
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == getattr(DOCUMENTS[name], "title")  # noqa: B009
    assert reader.metadata.creation_date == AT
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("de")
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_carries_its_contents_for_machines(name: str) -> None:
    reader = PdfReader(BytesIO(render(DOCUMENTS[name], at=AT).pdf))
    assert list(reader.attachments) == ["inhalt.json"]
    assert reader.attachments["inhalt.json"] == [canonical(DOCUMENTS[name])]
    (attached,) = reader.trailer["/Root"]["/AF"]
    assert attached.get_object()["/AFRelationship"] == "/Source"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_checkers_find_nothing_but_what_is_known(name: str) -> None:
    pdf = render(DOCUMENTS[name], at=AT).pdf
    assert complaints_of(pdf) <= KNOWN_TO_PIKEPDF
    assert pdfua.validate(BytesIO(pdf)).findings == ()


def test_every_known_finding_still_occurs() -> None:
    long = LETTERS["award"]  # has bookmarks; the receipt has none
    assert complaints_of(render(long, at=AT).pdf) == KNOWN_TO_PIKEPDF


def complaints_of(pdf: bytes) -> set[str]:
    report = pikepdf.pdfa.validate_written(BytesIO(pdf), "3b")
    return {finding.rule for finding in report.findings}


# veraPDF passes these files; this tool knows level B only and an allow list of metadata.
KNOWN_TO_PIKEPDF = {
    "ISO_19005_3:6.2.11.4.2-2",  # the character set of a font is not checked
    "ISO_19005_3:6.6.2.3.1-1",  # names of metadata that PDF/UA asks for
    "ISO_19005_3:6.6.2.3.1-2",  # the history in the metadata is not checked
    "ISO_19005_3:6.6.4-3",  # the file claims level A, the tool expects B
    "pikepdf:schema-OutlineItem",  # a bookmark may point to its place by reference
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_sheet_of_a_demonstration_says_that_it_binds_nobody(name: str) -> None:
    mark = squeezed("MUSTER – ohne Rechtswirkung")
    pages = pages_of(render(DOCUMENTS[name], at=AT).pdf)
    assert all(mark in page for page in pages)
    real = pages_of(render(replace(DOCUMENTS[name], demo=False), at=AT).pdf)
    assert not any("MUSTER" in page for page in real)


@pytest.mark.parametrize("kind", sorted(LETTERS))
@pytest.mark.parametrize("name", ["Олена Шевченко", "جمعية السلام", "Verein 🌈 Bunt"])
def test_no_name_breaks_any_letter(kind: str, name: str) -> None:
    sent_to = Recipient(name=name, lines=RECIPIENT.lines)
    contact = replace(LETTERS[kind].authority.contact, name=name)
    sender = replace(LETTERS[kind].authority, name=name, contact=contact)
    letter = replace(LETTERS[kind], recipient=sent_to, authority=sender, title=name)
    rendered = render(letter, at=AT)
    pages = "".join(pages_of(rendered.pdf))
    assert "99999Musterstadt" in pages
    assert PdfReader(BytesIO(rendered.pdf)).metadata.title == name.replace("🌈", "[U+1F308]")
    assert pdfua.validate(BytesIO(rendered.pdf)).findings == ()
    assert complaints_of(rendered.pdf) <= KNOWN_TO_PIKEPDF
    if "🌈" not in name:
        assert rendered.warnings == ()
    else:
        assert "[U+1F308]" in pages
        assert len(rendered.warnings) == 1


def test_pages_are_counted() -> None:
    pages = pages_of(render(LETTERS["award"], at=AT).pdf)
    for place, page in enumerate(pages, start=1):
        assert f"Seite{place}von{len(pages)}" in page
    assert all("AktenzeichenII25WIR202700017" in page for page in pages)


@pytest.mark.parametrize(
    "text",
    [
        '#import "x": *',
        "$ x^2 $ *fett* _kursiv_ `code`",
        "= Überschrift\n- Liste\n+ Zahl",
        '#read("/etc/passwd") #sys.inputs <label> @ref',
        "\\ \\u{41} ~ -- --- ... // Kommentar /* x */",
        "<b>fett</b> &amp; 'q' \"q\"",
        "[eckig] {geschweift} (rund) #",
    ],
)
def test_what_people_type_is_text_and_never_markup(text: str) -> None:
    rendered = render(letter_to("Verein", text), at=AT)
    assert squeezed(text) in "".join(pages_of(rendered.pdf))
    assert rendered.warnings == ()


@pytest.mark.parametrize(
    "name",
    [
        "Олександр Шевченко",
        "Ελένη Παπαδοπούλου",
        "Nguyễn Thị Ánh Tuyết",
        "Łukasz Żółć, Đorđe Šćepanović",
        "ሰላም ተስፋዬ",
        "王小明",
        "김철수",
        "さくら",
        "Արամ",
        "გიორგი",
    ],
)
def test_names_of_many_scripts_are_printed_as_they_are(name: str) -> None:
    rendered = render(letter_to(name), at=AT)
    assert rendered.warnings == ()
    assert squeezed(name) in "".join(pages_of(rendered.pdf))


@pytest.mark.parametrize("name", ["محمد بن سلمان", "فاطمة الزهراء", "נועה לוי", "प्रिया शर्मा"])
def test_names_of_joined_and_right_to_left_scripts_are_printed(name: str) -> None:
    rendered = render(letter_to(name), at=AT)
    assert rendered.warnings == ()
    # Extraction gives such scripts in the order of glyphs: every letter of the name must be there.
    drawn = set("".join(pages_of(rendered.pdf)))
    assert {letter for letter in name if letter.isalpha()} <= drawn


def test_what_cannot_be_printed_is_shown_as_a_code_and_warned_of() -> None:
    rendered = render(letter_to("Verein 😀", "a\x00b\u202ec\ue000d"), at=AT)
    text = "".join(pages_of(rendered.pdf))
    assert "Verein[U+1F600]" in text
    assert "a[U+0000]b[U+202E]c[U+E000]d" in text
    assert len(rendered.warnings) == 4
    assert "[U+1F600] (GRINNING FACE)" in " ".join(rendered.warnings)


def test_any_text_can_be_printed() -> None:
    every = (
        "".join(chr(code) for code in range(0x20, 0x3000, 3) if not 0xD800 <= code < 0xE000)
        + "e\u0301\u0323\u035c \u0e33\u0e49 👨\u200d👩\u200d👧 \U000e0001"
    )
    assert render(letter_to("Verein", every), at=AT).pdf.startswith(b"%PDF")


def test_a_word_without_end_stays_on_the_sheet() -> None:
    word = "Donaudampfschiff" * 60
    assert word in "".join(pages_of(render(letter_to("Verein", word), at=AT).pdf))


def test_a_letter_of_many_pages_is_set() -> None:
    pages = pages_of(render(letter_to("Verein", "Ein langer Grund. " * 6000), at=AT).pdf)
    assert len(pages) > 15
    assert f"Seite{len(pages)}von{len(pages)}" in pages[-1]


def test_the_instant_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render(LETTERS["award"], at=datetime(2026, 1, 1, 12))


def test_the_table_of_covered_characters_is_that_of_the_fonts() -> None:
    assert COVERAGE.read_text(encoding="ascii").splitlines() == list(covered())


@pytest.mark.parametrize(
    ("text", "shown", "warnings"),
    [
        ("Grüße – „Test“ §€", "Grüße – „Test“ §€", 0),
        ("a\r\nb\rc", "a\nb\nc", 0),
        ("a\tb", "a b", 0),
        ("\ufeffa\ufe0f", "a", 0),
        ("e\u0301", "é", 0),
        ("\x07\x07", "[U+0007][U+0007]", 1),
        ("\ud83d", "[U+D83D]", 1),
        ("x" * 43, "x" * 28 + "\u200b" + "x" * 15, 0),
    ],
)
def test_text_is_made_fit_to_be_printed(text: str, shown: str, warnings: int) -> None:
    result, found = sanitise(text)
    assert result == shown
    assert len(found) == warnings


def test_latin_only_leaves_german_alone_and_codes_the_rest() -> None:
    assert sanitise("Größe – 5 €", latin_only=True) == ("Größe – 5 €", ())
    shown, warnings = sanitise("Ж", latin_only=True)
    assert shown == "[U+0416]"
    assert len(warnings) == 1


def test_coverage_knows_its_borders() -> None:
    assert covers("A")
    assert covers("ኢ")
    assert not covers("😀")
    assert not covers("\U0010ffff")


def test_the_file_passes_the_syntax_check_of_another_library() -> None:
    with pikepdf.open(BytesIO(render(LETTERS["award"], at=AT).pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        contents = json.loads(pdf.attachments["inhalt.json"].get_file().read_bytes())
        assert contents["file_number"] == HEAD.file_number


@pytest.mark.parametrize(
    "whole",
    ["integration@taunusgrund.example", "WIR-2027-0001", "DE89 3704 0044 0532 0130 00"],
)
def test_what_is_typed_off_is_never_parted(whole: str) -> None:
    lines = [f"{'Wort ' * place}{whole} und weiter." for place in range(6, 22)]
    pdf = render(letter_to("Verein Brücke", "\n\n".join(lines)), at=AT).pdf
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    # A hyphen inside a box is extracted as a soft one.
    kept = text.replace("\xa0", " ").replace("\xad-", "-").replace("\xad", "-")
    assert kept.count(whole) >= len(lines)
