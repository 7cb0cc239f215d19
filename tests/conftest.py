"""What every test may ask for: a fresh database of either kind, and no way out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import databases, network, properties

properties.register_long()
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def pytest_configure(config: pytest.Config) -> None:
    """The process that was called opens the run's shared folder; xdist's workers inherit it."""
    if not hasattr(config, "workerinput"):
        databases.open_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The database server ends with the run."""
    if not hasattr(config, "workerinput"):
        databases.close_run()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The first worker begins with the long tests, the next with those in the browser.

    xdist gives each worker an equal part of the list; the many short tests come after the long
    ones of a part, and are left to whoever has time.
    """
    if not hasattr(config, "workerinput"):
        return
    groups: dict[str, list[pytest.Item]] = {"browser": [], "slow": [], "": []}
    for item in items:
        mark = next((one for one in groups if one and item.get_closest_marker(one)), "")
        groups[mark].append(item)
    share = len(items) // config.workerinput["workercount"]
    first = max(share - len(groups["slow"]), 0)
    short = groups[""]
    items[:] = [*groups["slow"], *short[:first], *groups["browser"], *short[first:]]


@pytest.fixture(autouse=True, scope="session")
def _closed_door() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.refuse_outside(patch)
        yield


@pytest.fixture(params=KINDS, ids=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """A database of each kind with the current schema and no cases."""
    with databases.migrated_database(database_kind, tmp_path) as url:
        yield url


@pytest.fixture
def bare_database_url(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """A database of each kind without any table, for tests of the migrations."""
    with databases.bare_database(database_kind, tmp_path) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> Iterator[str]:
    """The embedded default with the current schema, for tests that need only one kind."""
    with databases.migrated_database("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def postgresql_url(tmp_path: Path) -> Iterator[str]:
    """PostgreSQL with the current schema; the test carries the mark "postgres" itself."""
    with databases.migrated_database("postgresql", tmp_path) as url:
        yield url
