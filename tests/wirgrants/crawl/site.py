"""The demo as a site: people signed in, and pages visited once per kind and state."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.support.warm import warm
from tests.wirgrants.crawl.reading import Page, PageForm
from tests.wirgrants.crawl.rows import kinds_by_ref, standing_by_ref, states_by_ref
from wirgrants import create_app
from wirgrants.extensions import db
from wirgrants.unit_of_work import read_only

# What a shown link may answer; every other answer is trouble.
FINE_TO_SEE = {200, 302, 303}
OWN = {"session.home", "applicant.home", "applicant.inbox"}
# Values of an address that say which page it is, not whose.
WORDS = {"tab_id", "machine", "action", "slug", "name", "key"}
Kind = tuple[Any, ...]
SomeSite = TypeVar("SomeSite", bound="Site")


@dataclass
class Site:
    """One application on a copy of the demo, put back after every press that changed something."""

    app: Flask
    database: Path
    kept: Path
    # By ref: what it is, in which state, and for a case all that goes on in it.
    kinds: dict[str, str]
    states: dict[str, str]
    standing: dict[str, tuple[str, ...]]
    troubles: list[str] = field(default_factory=list)
    seen: set[Kind] = field(default_factory=set)
    # "machine state" of everything on whose case page somebody stood.
    stood: set[str] = field(default_factory=set)
    # One address of each page by what it shows, whatever case or state; only pages of text.
    pages: dict[Kind, str] = field(default_factory=dict)
    passed_over: frozenset[str] = frozenset({"static"})

    def put_back(self) -> None:
        """The database as it was at first, page by page: whoever still has it open reads on."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        with (
            closing(sqlite3.connect(self.kept)) as source,
            closing(sqlite3.connect(self.database, timeout=30)) as target,
        ):
            source.backup(target)

    def sign_in(self, email: str, password: str) -> FlaskClient:
        """A browser of this account."""
        client = self.app.test_client()
        page = Page(client.get("/anmelden").text)
        sent = page.forms[0].held() | {"email": email, "password": password}
        answer = client.post("/anmelden", data=sent, headers={"Referer": "http://localhost/"})
        assert answer.status_code == 303, answer.text
        return client

    def kind_of(self, path: str) -> Kind | None:
        """What an address shows: endpoint, values, and the state of each thing it names by ref."""
        try:
            endpoint, values = self.app.url_map.bind("localhost").match(path, method="GET")
        except HTTPException:
            return None
        told = tuple(
            (name, self.kinds.get(str(value), value)) for name, value in sorted(values.items())
        )
        return (endpoint, *told)

    def name_of(self, path: str) -> Kind:
        """What page an address opens: endpoint and values that are words, not refs."""
        endpoint, values = self.app.url_map.bind("localhost").match(path, method="GET")
        words = {k: v for k, v in values.items() if k in WORDS}
        return (endpoint, *sorted(words.items()))

    def visit_of(self, path: str, kind: Kind, who: str) -> Kind:
        """What is visited once: the kind of page, the query, and the person where it matters."""
        # These differ from person to person, and lead to each one's own cases.
        return (*kind, urlsplit(path).query, who if kind[0] in OWN else "")

    def note(self, path: str, text: str) -> None:
        """Keep one address of each page by what it shows."""
        del text
        self.pages.setdefault(self.name_of(urlsplit(path).path), path)

    def walk(self, client: FlaskClient, who: str, start: str = "/start") -> None:
        """Visit every kind of page that this person is led to, and press every form once.

        The start itself is visited in any case.
        """
        begun = self.kind_of(urlsplit(start).path)
        self.seen.discard(() if begun is None else self.visit_of(start, begun, who))
        waiting = [start]
        while waiting:
            path = waiting.pop()
            kind = self.kind_of(urlsplit(path).path)
            if kind is None:
                self.troubles.append(f"{who}: a link to {path}, which is no address")
                continue
            visit = self.visit_of(path, kind, who)
            if visit in self.seen or kind[0] in self.passed_over:
                continue
            self.seen.add(visit)
            # Read to its end at once: a file that streams holds its connection open until then.
            answer = client.get(path, buffered=True)
            if answer.status_code not in FINE_TO_SEE:
                self.troubles.append(f"{who}: {answer.status_code} at {path} {kind}")
            elif answer.status_code != 200:
                waiting.append(urlsplit(urljoin(path, answer.location)).path)
            elif answer.mimetype == "text/html":
                waiting += self._read(client, who, path, kind, answer.text)

    def _read(
        self, client: FlaskClient, who: str, path: str, kind: Kind, text: str
    ) -> Iterator[str]:
        """Presses the forms of a page; where it leads."""
        self.note(path, text)
        if kind[0] == "case.show":
            self.stood.update(self.standing[urlsplit(path).path.split("/")[2]])
        page = Page(text)
        yield from self._inside(path, page.links)
        for form in page.forms:
            self.press(client, who, path, kind, form)

    def _inside(self, path: str, links: list[str]) -> Iterator[str]:
        for link in links:
            target = urlsplit(urljoin(path, link))
            if not target.scheme and not target.netloc and not link.startswith("#"):
                # Filters show the same again; the next page of a list shows other cases.
                yield f"{target.path}?{target.query}" if "nach=" in target.query else target.path

    def press(self, client: FlaskClient, who: str, path: str, kind: Kind, form: PageForm) -> None:
        """What is done with a form that is shown: nothing, to whoever only looks."""


@contextmanager
def opened_site(instance: Path, kind: type[SomeSite]) -> Iterator[SomeSite]:
    """The site of an instance folder with an embedded database."""
    app = create_app(instance, sign_in_limit="10000 per minute", account_limit="10000 per minute")
    warm(app)
    database, kept = instance / "wirgrants.sqlite", instance / "kept.sqlite"
    with app.app_context():
        with read_only() as session:
            kinds, states = kinds_by_ref(session), states_by_ref(session)
            standing = standing_by_ref(session)
        db.engine.dispose()
    shutil.copyfile(database, kept)
    yield kind(app=app, database=database, kept=kept, kinds=kinds, states=states, standing=standing)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def accounts_of(instance: Path) -> tuple[str, dict[str, list[str]]]:
    """The password of the demo, and its e-mail addresses by role."""
    told = json.loads((instance / "demo_accounts.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for role, email, _ in told["accounts"]:
        found.setdefault(role, []).append(email)
    return told["password"], found
