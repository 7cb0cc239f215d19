"""A database that really does not answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from wirgrants.extensions import db


@contextmanager
def database_away(app: Flask) -> Iterator[None]:
    """Nothing can be read or written while the block lasts; SQLite only."""
    path = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    hidden = path.with_name("away")
    hidden.mkdir()
    files = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    _close(app)
    for one in files:
        if one.exists():
            one.rename(hidden / one.name)
    path.mkdir()  # a folder in its place, so that nobody makes a new one
    try:
        yield
    finally:
        _close(app)
        path.rmdir()
        for one in hidden.iterdir():
            one.rename(path.with_name(one.name))
        hidden.rmdir()


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
