"""An example case with every part of an audit file, and PDFs and images made for it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject

from tests.documents.examples import AT, DIGEST, HEAD, PRINT_VIEW, RECIPIENT
from wirgrants.documents.audit_file import Absent
from wirgrants.documents.blocks import Pairs, Section
from wirgrants.documents.case_file import (
    CaseFile,
    CaseNote,
    FiledApplication,
    FiledProof,
    JudgedRule,
    LetterEntry,
    PaperEntry,
    PaymentEntry,
    TimelineEvent,
)

A4 = (0.0, 0.0, 595.28, 841.89)
A3 = (0.0, 0.0, 841.89, 1190.55)


def pdf(*texts: str, box: tuple[float, float, float, float] = A4, rotate: int = 0) -> bytes:
    """A PDF with one page per text, the text printed near the lower left of its box."""
    writer = PdfWriter()
    for text in texts:
        page = writer.add_blank_page(width=box[2] - box[0], height=box[3] - box[1])
        page[NameObject("/MediaBox")] = RectangleObject(box)
        if rotate:
            page.rotate(rotate)
        stream = DecodedStreamObject()
        shown = f"BT /F1 24 Tf {box[0] + 60:.1f} {box[1] + 60:.1f} Td ({text}) Tj ET"
        # A page that leaves its state bent, as scanners' programs do.
        stream.set_data(f"q 0.5 0 0 0.5 0 0 cm q Q Q {shown} q 3 0 0 3 9 9 cm".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    return saved(writer)


def saved(writer: PdfWriter) -> bytes:
    """The bytes of ``writer``."""
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def encrypted(data: bytes, user: str, owner: str, algorithm: str) -> bytes:
    """``data`` locked with the passwords."""
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(user_password=user, owner_password=owner, algorithm=algorithm)
    return saved(writer)


def image(kind: str, size: tuple[int, int] = (600, 400), orientation: int = 1) -> bytes:
    """An image whose upper left corner is red and whose lower right is blue."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    draw.rectangle((size[0] * 3 // 4, size[1] * 3 // 4, *size), fill="blue")
    exif = Image.Exif()
    exif[0x0112] = orientation
    stream = BytesIO()
    picture.save(stream, kind, exif=exif)
    return stream.getvalue()


PAPERS: dict[str, bytes | Absent] = {
    "Satzung": pdf("Satzung Seite 1", "Satzung Seite 2"),
    "Auszug aus dem Vereinsregister": pdf("Quer gescannt", rotate=90),
    "Lageplan": pdf("Plan in A3", box=A3),
    "Versetzter Scan": pdf("Versetzt", box=(200.0, -300.0, 795.28, 541.89), rotate=270),
    "Freistellungsbescheid": encrypted(pdf("Nur Eigner"), "", "geheim", "AES-256"),
    "Foto des Aushangs": image("JPEG", orientation=6),
    "Unterschriftenliste": image("PNG", (300, 500)),
    "Kooperationsvereinbarung": Absent.LOST,
    "Zerstörte Datei": b"%PDF-1.7\nnichts",
}


def _paper(title: str, held: bytes | Absent) -> PaperEntry:
    data = held if isinstance(held, bytes) else b""
    return PaperEntry(
        title=title,
        file_name=f"{title}.pdf",
        digest=hashlib.sha256(data).hexdigest(),
        pages=1,
        size=len(data),
        uploaded_at=AT,
    )


CASE = CaseFile(
    authority=HEAD.authority.name,
    file_number=HEAD.file_number,
    applicant=RECIPIENT.name,
    project=HEAD.project,
    line=HEAD.line,
    guideline=HEAD.guideline,
    call="Förderaufruf 2027",
    status="bewilligt",
    officer="Frau Beispiel",
    made_at=AT,
    made_for="Prüferin Muster, Rechnungsprüfung",
    chain_head=DIGEST,
    timeline=tuple(
        TimelineEvent(
            sequence=number,
            at=AT + timedelta(hours=number),
            action="Antrag eingereicht" if number == 1 else "Vermerk angelegt",
            actor="Олена Шевченко",
            before="Entwurf",
            after="eingereicht",
            reason="Frist läuft ab",
        )
        for number in range(1, 41)
    ),
    applications=(
        FiledApplication(
            title="Antrag, wie eingereicht",
            filed_at=AT,
            signatory="Олена Шевченко, Vorsitzende",
            digest=DIGEST,
            guideline=HEAD.guideline,
            call="Förderaufruf 2027",
            sections=PRINT_VIEW.sections,
            verdict="zu prüfen",
            findings=(
                JudgedRule(
                    rule="Gemeinnützigkeit",
                    clause="Nr. 7.3",
                    outcome="zu prüfen",
                    reason="Bescheid älter als fünf Jahre",
                    officer="erfüllt: neuer Bescheid lag vor (Frau Beispiel, 24.11.2026)",
                ),
            ),
        ),
    ),
    letters=(
        LetterEntry(title="Eingangsbestätigung", dated=date(2026, 11, 23), digest=DIGEST),
        LetterEntry(title="Zuwendungsbescheid", dated=date(2026, 12, 1), digest=DIGEST),
    ),
    notes=(CaseNote(at=AT, author="Frau Beispiel", text="Rückfrage bei der Stadt geklärt."),),
    proofs=(
        FiledProof(
            title="Verwendungsnachweis 2027",
            received_at=AT,
            digest=DIGEST,
            sections=(
                Section(heading="Prüfung", blocks=(Pairs(rows=(("Ergebnis", "anerkannt"),)),)),
            ),
        ),
    ),
    payments=(
        PaymentEntry(
            requested_on=date(2027, 2, 1),
            amount=Decimal("5400.00"),
            purpose="Qualifizierung",
            state="gezahlt",
            checked_by="Frau Beispiel",
            released_by="Herr Muster",
            paid_on=date(2027, 2, 20),
        ),
    ),
    papers=tuple(_paper(title, data) for title, data in PAPERS.items()),
    missing=("Stellungnahme der Gemeinde",),
    demo=True,
)
