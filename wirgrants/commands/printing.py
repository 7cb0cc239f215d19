"""What commands print: JSON for programs, lines for people, neither with a character that harms."""

import json
import re
import sys
from typing import Any

import click

from workflows.reading_json import printable_line

# JSON escapes what is below a blank by itself; the rest reaches a terminal unless it is escaped.
_HARMFUL = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def print_json(value: Any) -> None:
    """The value as JSON, readable on a terminal of any encoding."""
    written = json.dumps(value, ensure_ascii=not _takes_everything(), indent=2)
    click.echo(_HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", written))


def print_line(text: str, *, err: bool = False) -> None:
    """One line for people; control characters are shown as escapes, never sent."""
    safe = printable_line(text)
    if not _takes_everything(err=err):
        safe = safe.encode("ascii", "backslashreplace").decode("ascii")
    click.echo(safe, err=err)


def _takes_everything(*, err: bool = False) -> bool:
    stream = sys.stderr if err else sys.stdout
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "") == "utf8"
