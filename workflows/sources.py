"""The one table of sources: every figure and rule cites a clause that resolves here."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows import source_table


class Mark(StrEnum):
    """How well a statement is founded (domain report, How to read the marks)."""

    SOURCED = "sourced"
    INFERRED = "inferred"
    GENERAL = "general_knowledge"
    UNVERIFIED = "unverified"
    NOT_FOUND = "not_found"
    NOT_APPLICABLE = "not_applicable"
    CONFIRMED = "confirmed"


_FIRMEST_FIRST = (
    Mark.NOT_APPLICABLE,
    Mark.CONFIRMED,
    Mark.SOURCED,
    Mark.GENERAL,
    Mark.INFERRED,
    Mark.UNVERIFIED,
    Mark.NOT_FOUND,
)


def weakest(*marks: Mark) -> Mark:
    """The mark of what rests on several statements: that of the least founded one."""
    return max(marks, key=_FIRMEST_FIRST.index)


class SourceKind(StrEnum):
    """What sort of text a source is; a guideline or statute must be cited with a number."""

    GUIDELINE = "guideline"
    STATUTE = "statute"
    CALL = "call"
    PAGE = "page"
    GENERAL = "general_knowledge"
    RULING = "ruling"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One text that can be cited: its German title as shown, what it is, since when it counts.

    `about` is the guideline or call of which a page tells, where it tells of one alone.
    """

    key: str
    title: str
    kind: SourceKind
    since: date | None = None
    about: str | None = None


@dataclass(frozen=True)
class Clause:
    """A place in a source: `number` is the clause, page, norm or (general knowledge) the topic."""

    source: str
    number: str

    def __post_init__(self) -> None:
        if self.source not in SOURCES:
            raise ValueError(f"unknown source {self.source!r}")
        if not self.number.strip():
            raise ValueError(f"clause of {self.source} without a number, page or topic")

    def german(self) -> str:
        """The citation as people read it: '…Vielfalt und Teilhabe“ vom 11.12.2020, Nr. 4.4.2'."""
        source = SOURCES[self.source]
        if source.kind is SourceKind.GUIDELINE and self.number[0].isdigit():
            return f"{source.title}, Nr. {self.number}"
        if source.kind is SourceKind.STATUTE:
            return f"{self.number} {source.title}"
        if source.kind in {SourceKind.GENERAL, SourceKind.RULING}:
            return f"{source.title} ({self.number})"
        return f"{source.title}, {self.number}"

    def public(self) -> str:
        """The citation for letters and applicants: Hessian texts and the law by name, never a page.

        What was read elsewhere only, and what rests on nothing but custom, is administrative
        practice there; staff, auditors and the parameter page read the source itself (`german`).
        """
        if SOURCES[self.source].kind in _CITED_BY_NAME:
            return self.german()
        title = source_table.PUBLIC.get(self.source, source_table.PRACTICE)
        return f"{title}: {_PRINTED_PAGE.sub('', self.number)}"


_CITED_BY_NAME = {SourceKind.GUIDELINE, SourceKind.STATUTE, SourceKind.CALL}
_PRINTED_PAGE = re.compile(r"^Druckseite \d+, ")


def _rows(kind: SourceKind, rows: tuple[tuple[str, str], ...]) -> tuple[Source, ...]:
    return tuple(
        Source(
            key=key,
            title=title,
            kind=kind,
            since=_since(key),
            about=source_table.ABOUT.get(key),
        )
        for key, title in rows
    )


def _since(key: str) -> date | None:
    day = source_table.SINCE.get(key)
    return None if day is None else date.fromisoformat(day)


def _table(*sources: Source) -> dict[str, Source]:
    table = {source.key: source for source in sources}
    if len(table) != len(sources):
        raise ValueError("a source key is used twice")
    return table


SOURCES = _table(
    *_rows(SourceKind.GUIDELINE, source_table.GUIDELINES),
    *_rows(SourceKind.CALL, source_table.CALLS),
    *_rows(SourceKind.STATUTE, source_table.STATUTES),
    *_rows(SourceKind.PAGE, source_table.STARTING_DOCUMENTS),
    *_rows(SourceKind.PAGE, source_table.PROGRAMME_PAGES),
    *_rows(SourceKind.PAGE, source_table.LAW_PAGES),
    Source(key="GK", title="allgemeines Zuwendungsrecht", kind=SourceKind.GENERAL),
    Source(key="RULINGS", title="Projektfestlegung", kind=SourceKind.RULING),
)
