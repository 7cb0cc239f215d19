"""In the child process: pypdf with limits that no honest upload reaches."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import pypdf
from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from wirgrants.documents.errors import Reason, UploadRefused

_BYTES_DECODED: Final = 75_000_000
_PAGES: Final = 2000

BROKEN_PDF: Final = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    OSError,
)
"""What a malformed file makes a PDF reader raise."""


def apply_limits() -> None:
    """From now on in this process: bombs end in an error, no outside program decodes an image."""
    pypdf.apply_configuration(
        page_tree_maximum_entries=_PAGES,
        zlib_maximum_output_length=_BYTES_DECODED,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    )


def open_pdf(data: bytes) -> PdfReader:
    """A reader for ``data``; a file that only its owner locked is opened.

    Raises:
        UploadRefused: opening needs a password.
        Exception: one of ``BROKEN_PDF`` for a broken file.
    """
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise UploadRefused(Reason.PASSWORD)
    return reader
