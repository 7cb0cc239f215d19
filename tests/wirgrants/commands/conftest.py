"""Runs a command as it is typed, on the installation of the test."""

import os

import pytest
from click.testing import CliRunner

from tests.support.databases import RUN_FOLDER
from wirgrants.cli import main


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("WIRGRANTS_")]:
        if name != RUN_FOLDER:
            monkeypatch.delenv(name)


@pytest.fixture
def run():
    """`run("doctor", "--json")` -> the finished command; environment as set by the test."""

    def typed(*words, **more):
        answer = CliRunner().invoke(main, [str(word) for word in words], **more)
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        return answer

    return typed


@pytest.fixture
def installed(_plain_environment, monkeypatch, app):
    """The commands work on the same installation as `app`."""
    settings = app.extensions["wirgrants.settings"]
    monkeypatch.setenv("WIRGRANTS_INSTANCE", str(settings.instance))
    monkeypatch.setenv("WIRGRANTS_MODE", "test")
    monkeypatch.setenv("DATABASE_URL", settings.database)
    return settings
