"""The installation that a command works on: opened for it, and left without open connections."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask


@contextmanager
def installation() -> Iterator[Flask]:
    """The application of the environment's settings with its context open."""
    from wirgrants import create_app
    from wirgrants.extensions import db

    app = create_app()
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
