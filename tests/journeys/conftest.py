"""The browser, and one house with its server for all journeys."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import OF_TWO_YEARS, House, build, sign_in
from tests.support import databases
from tests.support.browser import Person, chromium, person, serving
from tests.wirgrants.world import DAY

LINES = [
    "coordination",
    "case_management",
    "refugee_women",
    "migrant_organisations",
    "lay_interpreters",
    "integration_guides",
    "diversity_strategies",
]

STAFF = ("case_officer", "approver", "finance", "auditor")
Enter = Callable[..., Person]
People = dict[str | None, Person]


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A served database for the cases of every journey; its clock stands on 23 November 2026."""
    instance = tmp_path_factory.mktemp("house")
    with databases.migrated_database("sqlite", instance) as url:
        stage = build(instance, url, [*LINES, *OF_TWO_YEARS])
        with serving(instance, url) as server:
            yield House(stage, server)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="package")
def staff() -> Iterator[People]:
    """Who works in the office stays at their browser from journey to journey."""
    known: People = {}
    yield known
    for one in known.values():
        one.context.close()


@pytest.fixture
def enter(
    house: House, browser: Browser, staff: People, request: pytest.FixtureRequest
) -> Iterator[Enter]:
    """`enter(name)` opens a browser for this account; None stays a visitor.

    At the end of the test no page may have caused trouble.
    """
    house.at(DAY)
    known: People = {}

    def come(name: str | None = None, *, scripts: bool = True) -> Person:
        kept = staff if name in STAFF and scripts else known
        if name not in kept:
            kept[name] = arrived(browser, house, name, scripts=scripts)
        known[name] = kept[name]
        return kept[name]

    yield come
    troubles = []
    for name, one in known.items():
        one.keep(f"{request.node.name}-{name or 'visitor'}")
        troubles += [f"{name}: {text}" for text in one.troubles]
        one.troubles.clear()
        if one is not staff.get(name):
            one.context.close()
    assert troubles == []


def arrived(browser: Browser, house: House, name: str | None, *, scripts: bool) -> Person:
    """Somebody at a fresh browser, signed in when there is a name."""
    someone = person(browser, house.server.address, scripts=scripts)
    if name is not None:
        someone.open("/anmelden")
        sign_in(someone, name)
    return someone
