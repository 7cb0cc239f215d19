"""Judges what a person uploads: PDF, JPEG and PNG by content, within limits, in a child process."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from wirgrants.documents.child import STANDARD, Limits, run_once
from wirgrants.documents.errors import Reason, UploadRefused, WorkerDied
from wirgrants.documents.messages import MAX_UPLOAD_BYTES

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"

_STARTS: Final = {JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
_PDF_START: Final = b"%PDF-"
_HARMLESS_LEAD: Final = b"\xef\xbb\xbf \t\r\n\x00"
_SUFFIXES: Final = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
_LONGEST_NAME: Final = 120
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*]')


@dataclass(frozen=True)
class CheckedUpload:
    """An upload that is taken: ``size`` in bytes, ``digest`` SHA-256, ``name`` safe to show and
    save.

    Whoever serves it says ``media_type`` with ``nosniff``: the type was found in the content.
    """

    name: str
    media_type: str
    pages: int
    size: int
    digest: str


def check_upload(data: bytes, claimed_name: str, limits: Limits = STANDARD) -> CheckedUpload:
    """What ``data`` really is, after it was opened page by page in a limited child process.

    What passes here can be merged into the audit file: the check copies each page as the merge
    does.

    Raises:
        UploadRefused: with a reason key and a German sentence that says what to do.
    """
    if not data:
        raise UploadRefused(Reason.EMPTY)
    if len(data) > MAX_UPLOAD_BYTES:
        raise UploadRefused(Reason.TOO_LARGE)
    media_type = media_type_of(data)
    try:
        found, _ = run_once("check_upload", {"media_type": media_type}, [data], limits)
    except WorkerDied as death:
        # The file outran the limits or crashed the parser: that is the file's doing.
        raise UploadRefused(Reason.TOO_COMPLEX, death.detail) from death
    return CheckedUpload(
        name=clean_name(claimed_name, media_type),
        media_type=media_type,
        pages=found["pages"],
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
    )


def media_type_of(data: bytes) -> str:
    """PDF, JPEG or PNG by what stands at the start of ``data``; nothing else is looked at.

    A reader that looks further may be told another story, so a PDF that hides behind other content
    is refused as no PDF.

    Raises:
        UploadRefused: it starts like none of them.
    """
    for media_type, start in _STARTS.items():
        if data.startswith(start):
            return media_type
    if data[:16].lstrip(_HARMLESS_LEAD).startswith(_PDF_START):
        return PDF
    raise UploadRefused(Reason.WRONG_KIND)


def clean_name(claimed: str, media_type: str) -> str:
    """``claimed`` without folders, control and direction characters, not too long, with the suffix
    of ``media_type``; ``Unterlage.pdf`` where nothing is left.
    """
    # A surrogate cannot be stored as UTF-8; browsers of another time send backslashes as folders.
    text = claimed.encode("utf-8", "replace").decode().replace("\\", "/").rsplit("/", 1)[-1]
    text = unicodedata.normalize("NFC", text)
    kept = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    kept = re.sub(r"\s+", " ", _FORBIDDEN.sub("", kept)).strip(" .")
    path = PurePosixPath(kept or "Unterlage")
    suffixes = _SUFFIXES[media_type]
    if path.suffix.lower() in suffixes:
        stem, suffix = path.stem, path.suffix.lower()
    else:
        stem, suffix = path.name, suffixes[0]
    return stem[: _LONGEST_NAME - len(suffix)].rstrip(" .") + suffix
