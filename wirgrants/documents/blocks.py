"""What a section of a document is made of: paragraphs, lists, pairs, tables and one highlighted
sum.

Every text is text, never markup. Amounts and days come in already written as German.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where the text of a table's column stands."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text; ``strong`` for an operative sentence."""

    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list; ``numbered`` where a later sentence may refer to an entry."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Names with their values, one below the other, tagged as row headers."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table; ``weight`` is its share of the width, 0 means as wide as needed."""

    title: str
    align: Align = Align.LEFT
    weight: int = 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table, with exactly one cell per column; ``total`` sets it apart as a sum."""

    cells: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a caption that names it; its head repeats on each page.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            message = f"table {self.caption!r}: a row does not have {len(self.columns)} cells"
            raise ValueError(message)


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The sum that a notice is about, set apart so that nobody has to look for it."""

    label: str
    amount: str


Block = Paragraph | Bullets | Pairs | Table | Sum


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with what stands below it; ``level`` 2 is a part of the section before."""

    heading: str
    blocks: tuple[Block, ...] = ()
    level: int = 1
