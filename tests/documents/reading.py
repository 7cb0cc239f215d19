"""Reads a PDF back as a person or a screen reader would, and lists what contents must be found in
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from io import BytesIO

from pypdf import PdfReader

from wirgrants.documents.german import day, euros, moment, number, percent
from wirgrants.documents.presentation import grouped

_INVISIBLE = re.compile(r"[\s\u00ad\u200b\u2010-]+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def squeezed(text: str) -> str:
    """Text without blanks, hyphens and break marks: what is left does not depend on line breaks."""
    return _INVISIBLE.sub("", text)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, squeezed."""
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes, *running: str) -> str:
    """The text of the whole file, squeezed, without the ``running`` heads and feet."""
    text = "".join(pages_of(pdf))
    for line in running:
        text = text.replace(squeezed(line), "")
    return re.sub(r"Seite\d+von\d+", "", text)


def printed(value: object) -> Iterator[tuple[str, ...]]:
    """For every field of frozen contents: the ways in which it may be printed, one of which must
    be.
    """
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from printed(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from printed(item)
    elif not isinstance(value, Enum | bool | None):
        yield tuple(squeezed(way) for way in _ways(value))


def _ways(value: object) -> tuple[str, ...]:
    match value:
        case datetime():
            return (moment(value),)
        case date():
            return (day(value),)
        case Decimal():
            return (euros(value), percent(value), number(value, 2))
        case str() if _DIGEST.fullmatch(value):
            return (grouped(value),)
        case _:
            return (str(value),)
