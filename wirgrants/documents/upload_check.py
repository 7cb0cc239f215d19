"""In the child process: what an upload is, found by opening all of it."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Final

from pypdf import PdfWriter
from pypdf.errors import LimitReachedError

from wirgrants.documents.errors import Reason, UploadRefused
from wirgrants.documents.messages import MAX_IMAGE_PIXELS, MAX_UPLOAD_PAGES
from wirgrants.documents.pdf_limits import BROKEN_PDF, apply_limits, open_pdf
from wirgrants.documents.pdf_pages import passive_page

_PDF_START: Final = b"%PDF-"
_JPEG_START: Final = b"\xff\xd8\xff"
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_HARMLESS_LEAD: Final = b"\xef\xbb\xbf \t\r\n\x00"
_CONTENT_BYTES: Final = 300_000_000


def inspect(data: bytes) -> tuple[str, int]:
    """Media type and number of pages of ``data``.

    The type is what stands at the start: a reader that looks further may be told another story, so
    a PDF that hides behind other content is refused as no PDF.

    Raises:
        UploadRefused: with the reason.
    """
    if data.startswith(_JPEG_START):
        return "image/jpeg", _inspect_image(data, "JPEG")
    if data.startswith(_PNG_START):
        return "image/png", _inspect_image(data, "PNG")
    if data[:16].lstrip(_HARMLESS_LEAD).startswith(_PDF_START):
        return "application/pdf", _inspect_pdf(data)
    raise UploadRefused(Reason.WRONG_KIND)


def _inspect_pdf(data: bytes) -> int:
    apply_limits()
    try:
        reader = open_pdf(data)
        pages = len(reader.pages)
        if pages > MAX_UPLOAD_PAGES:
            raise UploadRefused(Reason.TOO_MANY_PAGES, f"{pages} pages")
        writer = PdfWriter()
        decoded = 0
        for page in reader.pages:
            contents = page.get_contents()
            decoded += len(contents.get_data()) if contents is not None else 0
            if decoded > _CONTENT_BYTES:
                raise UploadRefused(Reason.TOO_COMPLEX, f"{decoded} bytes of content")
            writer.add_page(passive_page(page))
        writer.write(BytesIO())
    except LimitReachedError as error:
        raise UploadRefused(Reason.TOO_COMPLEX, str(error)) from error
    except BROKEN_PDF as error:
        raise UploadRefused(Reason.BROKEN, f"{type(error).__name__}: {error}") from error
    if not pages:
        raise UploadRefused(Reason.NO_PAGES)
    return pages


def _inspect_image(data: bytes, kind: str) -> int:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_IMAGE_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(BytesIO(data), formats=[kind]) as image:
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadRefused(Reason.IMAGE_TOO_LARGE, str(error)) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise UploadRefused(Reason.BROKEN, f"{type(error).__name__}: {error}") from error
    return 1
