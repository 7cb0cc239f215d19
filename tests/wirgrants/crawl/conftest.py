"""A copy of the demo for each test that crawls."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.demo import demo_copy
from tests.wirgrants.crawl.site import Site, opened_site


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An instance folder with the demo in it."""
    return demo_copy(tmp_path / "instance")


@pytest.fixture
def site(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The application on that copy."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with opened_site(instance) as found:
        yield found
