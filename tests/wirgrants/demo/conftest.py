"""One demo for all tests of this folder; nobody changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.demo import demo_instance
from tests.support.warm import warm
from wirgrants import create_app
from wirgrants.extensions import db


@pytest.fixture(scope="session")
def instance() -> Path:
    """The instance folder as the command left it."""
    return demo_instance()


@pytest.fixture
def demo(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application on the demo's data with its context open."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    app = create_app(instance)
    warm(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
