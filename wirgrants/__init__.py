"""The shell: Flask, database, files, PDF, mail and commands around the law."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(instance: Path | None = None, **given: Any) -> "Flask":
    """The application (`flask --app wirgrants`, granian's factory, tests).

    Imported late, so that a command of the law alone does not load the web.
    """
    from wirgrants.factory import build_app

    return build_app(instance, **given)
