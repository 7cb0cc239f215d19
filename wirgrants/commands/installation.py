"""The installation that a command works on: opened for it, and left without open connections."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask


@contextmanager
def installation(*, empty: bool = False) -> Iterator[Flask]:
    """The application of the environment's settings with its context open.

    Raises ClickException when its database has no tables yet; `empty` ones are wanted by whoever
    brings them.
    """
    from wirgrants import create_app
    from wirgrants.extensions import db, settings

    app = create_app()
    with app.app_context():
        if not empty:
            refuse_empty(settings().database)
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def refuse_empty(url: str) -> None:
    """Say what to do when there is no database at this address, and make none by looking.

    Raises ClickException.
    """
    from sqlalchemy import create_engine, inspect, make_url

    address = make_url(url)
    file = address.database if address.get_backend_name() == "sqlite" else None
    if file is None or Path(file).exists():
        engine = create_engine(address)
        try:
            if inspect(engine).has_table("alembic_version"):
                return
        finally:
            engine.dispose()
    raise click.ClickException(
        f"{address.render_as_string()} holds no tables yet. Run `wirgrants init-db` for a new "
        "installation, `wirgrants restore FOLDER` for a backup, or `wirgrants demo` for example "
        "data; WIRGRANTS_INSTANCE and DATABASE_URL name another one."
    )
