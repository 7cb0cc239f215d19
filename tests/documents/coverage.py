"""Reads which characters the fonts cover; run as a program it writes the table that is shipped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from fontTools.ttLib import TTFont

from wirgrants.documents.fonts import COVERAGE, font_folders


def covered() -> Iterator[str]:
    """The covered characters as lines ``41-5A``, read from the fonts themselves."""
    characters: set[int] = set()
    for folder in font_folders():
        for path in sorted(folder.glob("*.ttf")):
            # A character counts when upright text has it; foreign scripts have no italics.
            if "Italic" not in path.name:
                with TTFont(path, lazy=True) as font:
                    characters |= set(font.getBestCmap())
    numbered = enumerate(sorted(characters - {0, 0xD}))
    for _, run in groupby(numbered, key=lambda place: place[1] - place[0]):
        codes = [code for _, code in run]
        yield f"{codes[0]:X}-{codes[-1]:X}" if len(codes) > 1 else f"{codes[0]:X}"


if __name__ == "__main__":
    COVERAGE.write_text("\n".join(covered()) + "\n", encoding="ascii")
