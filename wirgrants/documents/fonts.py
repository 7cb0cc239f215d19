"""The fonts that documents are set in, and which characters they cover.

Fira Sans first (the family of the screens), then Noto for further scripts. Fonts of the machine are
never used: the same contents give the same bytes everywhere. ``coverage.txt`` is written by
``python -m tests.documents.coverage`` and held against the fonts by a test.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

FAMILIES: Final = (
    "Fira Sans",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Ethiopic",
    "Noto Sans Hebrew",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Han",
    "Noto Sans Hangul",
)
"""In the order in which a character is looked for."""

OWN_FONTS: Final = Path(__file__).parent.parent / "data" / "fonts"
COVERAGE: Final = OWN_FONTS / "coverage.txt"
_PACKAGES: Final = (
    "fontpkg_fira_sans",
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_noto_sans_devanagari",
)


def font_folders() -> list[Path]:
    """The folders that hold all fonts of ``FAMILIES``.

    Raises:
        FileNotFoundError: a font package is not installed.
    """
    folders = [OWN_FONTS]
    for package in _PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            message = f"the font package {package} is not installed"
            raise FileNotFoundError(message)
        folders.append(Path(spec.origin).parent / "files")
    return folders


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    starts, ends = [], []
    for line in COVERAGE.read_text(encoding="ascii").splitlines():
        first, _, last = line.partition("-")
        starts.append(int(first, 16))
        ends.append(int(last or first, 16))
    return tuple(starts), tuple(ends)


def covers(character: str) -> bool:
    """Whether one of the fonts has a glyph for ``character``."""
    starts, ends = _ranges()
    place = bisect_right(starts, ord(character)) - 1
    return place >= 0 and ord(character) <= ends[place]
