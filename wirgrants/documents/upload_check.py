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

_CONTENT_BYTES: Final = 300_000_000


def inspect(data: bytes, media_type: str) -> int:
    """The number of pages of ``data``, which starts like a file of this type.

    Raises:
        UploadRefused: with the reason.
    """
    if media_type == "application/pdf":
        return _inspect_pdf(data)
    return _inspect_image(data, media_type.removeprefix("image/").upper())


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
