"""Files that a person should not be able to hurt anybody with, made when they are asked for."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.documents.case_examples import encrypted, image, pdf

PLAIN = pdf("Eine Seite")


def assembled(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of numbered objects with a right cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(objects) + 1, root)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def one_page(content: bytes, extra: bytes = b"") -> bytes:
    """A PDF of one page with ``content`` as its (complete) content object."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            + extra
            + b">>",
            content,
        ]
    )


def stream(data: bytes, filters: bytes) -> bytes:
    """A stream object."""
    return b"<< /Length %d /Filter %s >>\nstream\n" % (len(data), filters) + data + b"\nendstream"


def zlib_bomb() -> bytes:
    """A page whose content is 150 megabytes of nothing."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(10_000_000)) for _ in range(15)) + packer.flush()
    return one_page(stream(data, b"/FlateDecode"))


def double_bomb() -> bytes:
    """The same, packed twice: a few kilobytes."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(10_000_000)) for _ in range(15)) + packer.flush()
    return one_page(stream(zlib.compress(data, 9), b"[/FlateDecode /FlateDecode]"))


def nested_arrays(depth: int = 50_000) -> bytes:
    """A page with arrays in arrays."""
    return one_page(
        b"<< /Length 0 >>\nstream\n\nendstream", b"/Annots " + b"[" * depth + b"]" * depth
    )


def page_tree_bomb(levels: int = 22) -> bytes:
    """A tree of pages where each node names the next one twice: four million pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(levels):
        number = level + 3
        objects.append(b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 4 >>" % (number, number))
    objects.append(b"<< /Type /Page /MediaBox [0 0 595 842] >>")
    return assembled(objects)


def page_loop() -> bytes:
    """A tree of pages that contains itself."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
        ]
    )


def reference_chain(length: int = 60_000) -> bytes:
    """A page with an object that is reached by sixty thousand steps."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font 4 0 R >> >>",
    ]
    objects += [b"<< /Next %d 0 R >>" % (number + 5) for number in range(length)]
    return assembled([*objects, b"<< >>"])


def many_pages(count: int = 501) -> bytes:
    """More pages than are taken."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * count
    tree = b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *pages])


def no_pages() -> bytes:
    """A PDF without a page."""
    tree = b"<< /Type /Pages /Kids [] /Count 0 >>"
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", tree])


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG with its check sum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(side: int = 100_000) -> bytes:
    """A PNG that says it has ten thousand million pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = png_chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + data + png_chunk(b"IEND", b"")


def png_text_bomb() -> bytes:
    """A small PNG whose text chunk unpacks to a hundred megabytes."""
    bomb = png_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(100_000_000)))
    whole = image("PNG")
    return whole[:33] + bomb + whole[33:]


def active() -> bytes:
    """A form with a filled field that also runs scripts, starts programs and carries a file."""
    script = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    appearance = stream(zlib.compress(b"BT /F1 12 Tf 2 2 Td (Ausgefuellt) Tj ET"), b"/FlateDecode")
    appearance = appearance.replace(
        b"<< ",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] "
        b"/Resources << /Font << /F1 9 0 R >> >> ",
        1,
    )
    return assembled(
        [
            (
                b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R /AA << /WC 5 0 R >> "
                b"/AcroForm << /Fields [6 0 R] >> /Names << /JavaScript << /Names [(a) 5 0 R] >> "
                b"/EmbeddedFiles << /Names [(virus.exe) 10 0 R] >> >> >>"
            ),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                b"/AA << /O 5 0 R >> /Annots [6 0 R 7 0 R 8 0 R] "
                b"/Resources << /Font << /F1 9 0 R >> >> >>"
            ),
            b"<< /Length 39 >>\nstream\nBT /F1 12 Tf 60 700 Td (Formular) Tj ET  \nendstream",
            script,
            (
                b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (Ausgefuellt) "
                b"/Rect [60 600 260 620] "
                b"/A 5 0 R /AA << /K 5 0 R >> /F 4 /AP << /N 12 0 R >> >>"
            ),
            b"<< /Type /Annot /Subtype /Link /Rect [0 0 90 90] /A << /S /Launch /F (cmd.exe) >> >>",
            b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 10 0 R >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Filespec /F (virus.exe) /EF << /F 11 0 R >> >>",
            b"<< /Type /EmbeddedFile /Length 8 >>\nstream\nMZ-virus\nendstream",
            appearance,
        ]
    )


EITHER = {"nested arrays": nested_arrays, "reference chain": reference_chain}
"""Odd, yet harmless to a reader that copes: refused or taken, but never an accident."""

REFUSED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "empty": (lambda: b"", {"empty"}),
    "too large": (lambda: PLAIN + bytes(26 * 1024 * 1024), {"too_large"}),
    "needs a password, AES-256": (lambda: encrypted(PLAIN, "a", "b", "AES-256"), {"password"}),
    "needs a password, RC4": (lambda: encrypted(PLAIN, "a", "b", "RC4-40"), {"password"}),
    "text": (lambda: b"Guten Tag", {"wrong_kind"}),
    "html": (lambda: b"<html><script>alert(1)</script></html>", {"wrong_kind"}),
    "html before a pdf": (lambda: b"<html></html>\n" + PLAIN, {"wrong_kind"}),
    "zip": (lambda: b"PK\x03\x04" + bytes(100), {"wrong_kind"}),
    "gif before a pdf": (lambda: b"GIF89a" + PLAIN, {"wrong_kind"}),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', {"wrong_kind"}),
    "heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(50), {"wrong_kind"}),
    "truncated": (lambda: PLAIN[: len(PLAIN) // 3], {"broken"}),
    "no cross-reference": (lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", {"broken"}),
    "only a head": (lambda: b"%PDF-1.7", {"broken"}),
    "noise behind a head": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, {"broken"}),
    "no pages": (no_pages, {"no_pages"}),
    "many pages": (many_pages, {"too_many_pages"}),
    "zlib bomb": (zlib_bomb, {"too_complex"}),
    "double bomb": (double_bomb, {"too_complex"}),
    "page tree bomb": (page_tree_bomb, {"too_complex", "broken"}),
    "page loop": (page_loop, {"too_complex", "broken", "no_pages"}),
    "huge png": (huge_png, {"image_too_large"}),
    "text bomb in png": (png_text_bomb, {"broken"}),
    "truncated jpeg": (lambda: image("JPEG")[:900], {"broken"}),
    "truncated png": (lambda: image("PNG")[:200], {"broken"}),
    "jpeg by its first bytes only": (lambda: b"\xff\xd8\xff" + PLAIN, {"broken"}),
    "png by its first bytes only": (lambda: b"\x89PNG\r\n\x1a\n" + PLAIN, {"broken"}),
}
