"""The one PDF of a case for whoever audits it: all of it merged, numbered and bookmarked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from wirgrants.documents.case_file import CaseFile
from wirgrants.documents.child import MERGING, run_once
from wirgrants.documents.codec import canonical
from wirgrants.documents.messages import LEFT_OUT, LOST_PAPER


class Absent(StrEnum):
    """Why a letter or paper has no sheets in the file, as its cover says."""

    LOST = LOST_PAPER
    LEFT_OUT = LEFT_OUT


@dataclass(frozen=True)
class AuditFile:
    """The PDF, its SHA-256, its number of sheets, what is missing from it and German warnings."""

    pdf: bytes
    digest: str
    sheets: int
    missing: tuple[str, ...]
    warnings: tuple[str, ...]


def compose_audit_file(
    case: CaseFile,
    letters: Sequence[bytes | Absent],
    papers: Sequence[bytes | Absent],
    record: bytes | None = None,
) -> AuditFile:
    """Cover, contents, timeline, applications, letters, notes, proofs, payments and all papers.

    ``letters`` and ``papers`` are the stored bytes for ``case.letters`` and ``case.papers``, in the
    same order; ``Absent`` (or bytes that cannot be read) makes the entry a missing one, named on
    the cover. ``record`` is the JSON to attach; without it the canonical JSON of ``case``. The file
    is for reading, it claims no PDF/A. Runs in a limited child process.

    Raises:
        DocumentError: the file could not be made.
        ValueError: bytes and entries differ in number.
    """
    if len(letters) != len(case.letters) or len(papers) != len(case.papers):
        message = "each letter and each paper of the case needs its bytes, or why not"
        raise ValueError(message)
    contents = canonical(case)
    parts = (*letters, *papers)
    absent = [data.value if isinstance(data, Absent) else "" for data in parts]
    blobs = [contents, record if record is not None else contents]
    blobs += [data for data in parts if not isinstance(data, Absent)]
    answer, (pdf,) = run_once("compose", {"absent": absent}, blobs, MERGING)
    return AuditFile(
        pdf=pdf,
        digest=hashlib.sha256(pdf).hexdigest(),
        sheets=answer["sheets"],
        missing=tuple(answer["missing"]),
        warnings=tuple(answer["warnings"]),
    )
