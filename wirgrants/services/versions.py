"""Whether what a person saw is what is stored: nobody writes over what they have not seen."""

from typing import Protocol

from wirgrants.errors import Conflict


class Versioned(Protocol):
    """A row whose version rises with every change."""

    @property
    def row_version(self) -> int:
        """Its version as stored."""
        ...


def refuse_stale(row: Versioned, version: int) -> None:
    """Raises Conflict when the row has changed since the page was shown."""
    if row.row_version != version:
        raise Conflict(f"version {version} was shown, {row.row_version} is stored")
