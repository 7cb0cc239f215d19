"""In the child process: JSON contents through a Typst template to PDF/A-3a with PDF/UA-1."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from wirgrants.documents.errors import DocumentError
from wirgrants.documents.fonts import FAMILIES, font_folders
from wirgrants.documents.messages import RENDERING_FAILED
from wirgrants.documents.paths import TEMPLATES
from wirgrants.documents.text import sanitise_all

if TYPE_CHECKING:
    import typst

_STANDARDS: Final[list[Literal["a-3a", "ua-1"]]] = ["a-3a", "ua-1"]


def typeset(template: str, shown: bytes, attached: bytes, at: int) -> tuple[bytes, tuple[str, ...]]:
    """PDF bytes of the JSON ``shown`` and German warnings about characters shown as codes.

    ``at`` is the time of making in seconds since 1970: the same arguments give the same bytes.
    The PDF carries ``attached`` (canonical JSON, may be empty) as ``inhalt.json``.

    Raises:
        DocumentError: Typst refuses the document; nothing is shown half.
    """
    import typst

    data = json.loads(shown)
    attachment = attached.decode()
    try:
        return _compile(template, data, attachment, at, latin_only=False)
    except typst.TypstError:
        # Last resort: a script in a combination that the fonts do not foresee must not fail a
        # letter.
        try:
            return _compile(template, data, attachment, at, latin_only=True)
        except typst.TypstError as error:
            raise DocumentError(RENDERING_FAILED, str(error)[:2000]) from error


@cache
def _compiler(template: str) -> typst.Compiler:
    import typst

    return typst.Compiler(
        input=str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(folder) for folder in font_folders()],
        ignore_system_fonts=True,
    )


def _compile(
    template: str,
    data: Any,
    attachment: str,
    at: int,
    *,
    latin_only: bool,
) -> tuple[bytes, tuple[str, ...]]:
    shown, warnings = sanitise_all(data, latin_only=latin_only)
    pdf = _compiler(template).compile(
        format="pdf",
        sys_inputs={
            "data": json.dumps(shown, ensure_ascii=False),
            "attachment": attachment,
            "fonts": json.dumps(FAMILIES),
        },
        pdf_standards=[*_STANDARDS],
        timestamp=at,
    )
    assert isinstance(pdf, bytes)
    # Typst ends without a line end; a seal appended to that would break PDF/A (6.1.9).
    return pdf.rstrip(b"\n") + b"\n", warnings
