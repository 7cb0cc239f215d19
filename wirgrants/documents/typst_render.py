"""Frozen contents to PDF: the one function that services call for a letter, receipt, print view or
report.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wirgrants.documents.child import TYPESETTER
from wirgrants.documents.codec import canonical
from wirgrants.documents.contents import Cover, Document, Letter, PrintView, Report
from wirgrants.documents.presentation import present

_TEMPLATES: Final[dict[type[Document], str]] = {
    Letter: "letter",
    PrintView: "print_view",
    Report: "report",
    Cover: "cover",
}


@dataclass(frozen=True)
class Rendered:
    """A PDF with its SHA-256 and the German warnings that its preview shows."""

    pdf: bytes
    digest: str
    warnings: tuple[str, ...]


def render(contents: Document, *, at: datetime) -> Rendered:
    """The PDF/A-3a and PDF/UA-1 file of ``contents``, byte for byte the same for the same
    arguments.

    ``at`` is the instant of making, with its time zone; it stands in the file's properties. The
    contents travel inside the file as ``inhalt.json``. Runs in the limited child process.

    Raises:
        DocumentError: the file could not be made; the message is German.
        ValueError: ``at`` does not say its time zone.
    """
    if at.tzinfo is None:
        message = "the instant of making needs a time zone"
        raise ValueError(message)
    order = {
        "template": _TEMPLATES[type(contents)],
        "at": int(at.timestamp()),
    }
    blobs = [json.dumps(present(contents)).encode(), canonical(contents)]
    answer, (pdf,) = TYPESETTER.run("render", order, blobs)
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), tuple(answer["warnings"]))
