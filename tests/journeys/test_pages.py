"""Every page of every role in a browser: accessible, not too wide, without refused content."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.support.browser import Person, Server, person, serving
from tests.support.demo import demo_copy
from tests.wirgrants.crawl.site import Site, accounts_of, opened_site
from workflows.states import Role
from workflows.wording import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PEOPLE = [role for role in Role if role is not Role.SYSTEM]
DOWNLOADS = {"files.paper", "files.printed", "letters.download", "annex.download"}
NARROW, WIDE = 320, 1200


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo for this module."""
    return demo_copy(tmp_path_factory.mktemp("pages") / "instance")


@pytest.fixture(scope="module")
def server(instance: Path) -> Iterator[Server]:
    """The demo, served."""
    url = f"sqlite:///{instance / 'wirgrants.sqlite'}"
    with serving(instance, url, jobs=False, mode="demo") as found:
        yield found


@pytest.fixture(scope="module")
def site(instance: Path, server: Server) -> Iterator[Site]:
    """The same in this process, to find out which pages there are."""
    del server
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with opened_site(instance) as found:
            found.pressing = False
            found.passed_over |= DOWNLOADS
            yield found


def looked_at(someone: Person, path: str) -> list[str]:
    """What is wrong with a page: violations, and its width on a telephone."""
    page = someone.page
    wrong = []
    page.set_viewport_size({"width": WIDE, "height": 900})
    someone.open(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    for found in Axe().run(page).response["violations"]:
        nodes = [node["html"][:160] for node in found["nodes"][:2]]
        wrong.append(f"{path}: {found['id']} {nodes}")
    page.set_viewport_size({"width": NARROW, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth") > NARROW:
        wrong.append(f"{path}: wider than {NARROW} pixels")
    return wrong


@pytest.mark.parametrize("role", PEOPLE, ids=[role.value for role in PEOPLE])
def test_every_page_of_a_role(
    role: Role, instance: Path, site: Site, server: Server, browser: Browser
) -> None:
    password, emails = accounts_of(instance)
    site.pages.clear()
    site.seen.clear()
    wrong: list[str] = []
    looked: set[object] = set()
    for email in emails[say(f"role.{role.value}.short")]:
        site.walk(site.sign_in(email, password), email)
        fresh = {kind: path for kind, path in site.pages.items() if kind not in looked}
        if not fresh:
            continue
        someone = person(browser, server.address)
        someone.open("/anmelden")
        someone.put("E-Mail-Adresse", email)
        someone.put("Kennwort", password)
        someone.click("Anmelden", within=someone.page.locator("main"))
        for kind, path in fresh.items():
            looked.add(kind)
            wrong += looked_at(someone, path)
            someone.keep(f"{role.value}-{path}")
        wrong += someone.troubles
        someone.context.close()
    assert wrong == []
    assert len(looked) > 10


def test_the_pages_of_visitors_and_of_errors(
    instance: Path, server: Server, browser: Browser
) -> None:
    del instance
    someone = person(browser, server.address)
    wrong = []
    for path in ("/", "/foerdercheck", "/foerdercheck?alle=1&applicant_type=charity", "/anmelden",
                 "/impressum", "/datenschutz", "/barrierefreiheit", "/gibt-es-nicht"):  # fmt: skip
        wrong += looked_at(someone, path)
        someone.keep(f"visitor-{path}")
    someone.context.close()
    assert wrong + someone.troubles == []
