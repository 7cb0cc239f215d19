"""Every page of every role in a browser: accessible, not too wide, without refused content."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Request, Route

from tests.journeys.bones import Bone, bones_of
from tests.journeys.looking import looked_at, prepared
from tests.support.browser import Server, person, serving
from tests.support.demo import demo_copy
from tests.wirgrants.apply.stage import Browser as Reader
from tests.wirgrants.apply.test_finder import walk as to_result
from tests.wirgrants.crawl.site import Kind, Site, accounts_of, opened_site
from wirgrants import errors
from workflows.states import Role
from workflows.wording import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PEOPLE = [role for role in Role if role is not Role.SYSTEM]
DOWNLOADS = {"files.paper", "files.printed", "letters.download", "annex.download"}
# These show everybody the same: looked at for whoever comes first.
FOR_ALL = {"help", "diagram", "public"}
TYPED = {"resubmit": "/vorgang/abc", "values": [("text", "Ein Satz")], "files": {}}
ERRORS: list[tuple[int, dict[str, Any]]] = [
    (400, {}), (401, {}), (401, TYPED), (403, {}), (404, {}), (405, {}), (409, {}),
    (409, {**TYPED, "who": "Erika Beispiel", "version": 3, "back": "/vorgang/abc",
           "changes": [("Begründung", "Der gespeicherte Satz", "Ein Satz")]}),
    (413, {}), (422, {"message": "Der Betrag fehlt."}), (422, TYPED), (429, {}),
    (500, {"reference": "0a1b2c3d"}), (503, {}),
]  # fmt: skip


# Forms that only lead back to the case: how they look does not depend on its state.
LEAVES = {"case.step", "letters.sending"}


@dataclass
class Pages(Site):
    """The site, to find out which pages there are: by name, and by what they are built of."""

    known: set[Bone] = field(default_factory=set)
    built_anew: set[str] = field(default_factory=set)

    def note(self, path: str, text: str) -> None:
        """A page that holds something no page before it held is one of its own."""
        fresh = bones_of(text) - self.known
        if fresh:
            self.known |= fresh
            self.built_anew.add(path)
            self.pages[(*self.name_of(urlsplit(path).path), ("built", path))] = path
        super().note(path, text)

    def visit_of(self, path: str, kind: Kind, who: str) -> Kind:
        """Leaves are visited once, whatever state led to them."""
        return self.name_of(path) if kind[0] in LEAVES else super().visit_of(path, kind, who)


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
def site(instance: Path, server: Server) -> Iterator[Pages]:
    """The same in this process, to find out which pages there are."""
    del server
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with opened_site(instance, Pages) as found:
            found.passed_over |= DOWNLOADS
            assert isinstance(found, Pages)
            yield found


@pytest.fixture(scope="module")
def shown_before() -> set[Kind]:
    """The pages for everybody that somebody's browser has shown already."""
    return set()


@pytest.mark.parametrize("role", PEOPLE, ids=[role.value for role in PEOPLE])
def test_every_page_of_a_role(
    role: Role,
    instance: Path,
    site: Pages,
    server: Server,
    browser: Browser,
    shown_before: set[Kind],
) -> None:
    password, emails = accounts_of(instance)
    site.pages.clear()
    site.seen.clear()
    wrong: list[str] = []
    looked: set[Kind] = set()
    for email in emails[say(f"role.{role.value}.short")]:
        site.walk(site.sign_in(email, password), email)
        known = looked | shown_before
        fresh = {kind: path for kind, path in site.pages.items() if kind not in known}
        if not fresh:
            continue
        someone = prepared(person(browser, server.address))
        someone.open("/anmelden")
        someone.put("E-Mail-Adresse", email)
        someone.put("Kennwort", password)
        someone.click("Anmelden", within=someone.page.locator("main"))
        for kind, path in fresh.items():
            (shown_before if kind[0].partition(".")[0] in FOR_ALL else looked).add(kind)
            wrong += looked_at(someone, path, closely=path in site.built_anew)
            someone.keep(f"{role.value}-{path}")
        wrong += someone.troubles
        someone.context.close()
    assert wrong == []
    assert len(looked) > 10


def test_the_pages_of_visitors(site: Pages, server: Server, browser: Browser) -> None:
    someone = prepared(person(browser, server.address))
    result, _ = to_result(Reader(site.app.test_client()), "charity")
    wrong = []
    for path in ("/", "/foerdercheck", "/foerdercheck?alle=1&applicant_type=charity", result,
                 "/foerdercheck?applicant_type=county&applicant_ags=Atlantis", "/anmelden",
                 "/impressum", "/datenschutz", "/barrierefreiheit", "/gibt-es-nicht"):  # fmt: skip
        wrong += looked_at(someone, path, closely=True)
        someone.keep(f"visitor-{path[:40]}")
    someone.context.close()
    assert wrong + someone.troubles == []


def error_page(app: Flask, code: int, values: dict[str, Any]) -> str:
    """The page that an error is answered with, as a visitor gets it."""
    told = {"Referer": "http://localhost/foerdercheck"}
    with app.test_request_context("/fehler", base_url="http://localhost/", headers=told):
        answer = errors.page(code, **values)
    assert answer.status_code == code
    return answer.get_data(as_text=True)


def test_every_page_of_an_error(site: Pages, server: Server, browser: Browser) -> None:
    someone = prepared(person(browser, server.address))
    wrong = []
    for place, (code, values) in enumerate(ERRORS):
        body, path = error_page(site.app, code, values), f"/fehler-{place}"

        def answered(route: Route, _: Request, body: str = body) -> None:
            # With its own code a browser would log the answer as a trouble of the page.
            route.fulfill(status=200, content_type="text/html", body=body)

        someone.page.route(f"**{path}", answered)
        wrong += looked_at(someone, path)
        someone.keep(f"error-{code}-{place}")
        someone.sees("Zur Startseite")
    someone.context.close()
    assert wrong + someone.troubles == []
