"""An application on each kind of database, and a small world of people, organisations and calls."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.warm import warm
from tests.wirgrants.world import World
from wirgrants import create_app
from wirgrants.extensions import db


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on a fresh database of each kind, in test mode."""
    application = create_app(
        tmp_path / "instance",
        mode="test",
        database_url=database_url,
        secret_key="a test's secret",
        sign_in_limit="1000 per minute",
        account_limit="1000 per minute",
    )
    warm(application)
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application with its context open, for tests of services (never wrap a client in it)."""
    with app.app_context():
        yield app


@pytest.fixture
def world(app: Flask) -> World:
    """People of every role, organisations and a call; use `world.client(role)` for pages."""
    return World(app)
