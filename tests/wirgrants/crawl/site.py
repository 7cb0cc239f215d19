"""The demo as a site: people signed in, pages visited once per kind and state, forms pressed."""

import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.wirgrants.apply.stage import pdf
from tests.wirgrants.crawl.reading import Page, PageForm, empty, valid
from wirgrants import create_app
from wirgrants.extensions import db
from wirgrants.models import Base

DAY = "23.11.2026"
# What a shown link or form may answer; every other answer is trouble.
FINE_TO_SEE = {200, 302, 303}
FINE_TO_PRESS = {200, 302, 303, 413, 422}
OWN = {"session.home", "applicant.home", "applicant.inbox"}
# Values of an address that say which page it is, not whose.
WORDS = {"tab_id", "machine", "action", "slug", "name", "key"}
Kind = tuple[Any, ...]


@dataclass
class Site:
    """One application on a copy of the demo, put back after every press that changed something."""

    app: Flask
    database: Path
    kept: Path
    states: dict[str, str]
    troubles: list[str] = field(default_factory=list)
    seen: set[Kind] = field(default_factory=set)
    pressed: set[Kind] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    # One address of each page by what it shows, whatever case or state; only pages of text.
    pages: dict[Kind, str] = field(default_factory=dict)
    pressing: bool = True
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
            (name, self.states.get(str(value), value)) for name, value in sorted(values.items())
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
        """Visit every kind of page that this person is led to, and press every form once."""
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
            answer = client.get(path)
            # A list that streams holds its request open until it is read to the end.
            answer.get_data()
            if answer.status_code not in FINE_TO_SEE:
                self.troubles.append(f"{who}: {answer.status_code} at {path} {kind}")
                continue
            if answer.status_code != 200:
                waiting.append(urlsplit(urljoin(path, answer.location)).path)
                continue
            if answer.mimetype != "text/html":
                continue
            self.note(path, answer.text)
            page = Page(answer.text)
            waiting += [*self._inside(path, page.links)]
            for form in page.forms if self.pressing else ():
                self._press(client, who, path, kind, form)

    def _inside(self, path: str, links: list[str]) -> Iterator[str]:
        for link in links:
            target = urlsplit(urljoin(path, link))
            if not target.scheme and not target.netloc and not link.startswith("#"):
                # Filters show the same again; the next page of a list shows other cases.
                yield f"{target.path}?{target.query}" if "nach=" in target.query else target.path

    def _press(self, client: FlaskClient, who: str, path: str, kind: Kind, form: PageForm) -> None:
        address = urlsplit(urljoin(path, form.action or path)).path
        if address == "/abmelden":
            return
        button = (self.kind_of_post(address), kind, form.named())
        if button in self.pressed:
            return
        self.pressed.add(button)
        buttons = [one for one in form.buttons if one[0]] or [("", "")]
        uploads = [c.name for c in form.controls if c.kind == "file"]
        self._send(client, f"{who} empty", address, path, empty(form))
        for name, value in (*buttons, ("", "")) if buttons[0][0] else buttons:
            sent: dict[str, Any] = {}
            for key, text_ in valid(form, DAY):
                sent.setdefault(key, []).append(text_)
            sent |= {key: [(io.BytesIO(pdf()), "papier.pdf")] for key in uploads}
            if name:
                sent[name] = value
            self._send(client, f"{who} {name or 'valid'}", address, path, sent)

    def kind_of_post(self, path: str) -> Kind | None:
        """The endpoint that takes a form."""
        try:
            endpoint, _ = self.app.url_map.bind("localhost").match(path, method="POST")
        except HTTPException:
            return None
        return (endpoint,)

    def _send(
        self, client: FlaskClient, who: str, address: str, path: str, sent: dict[str, Any]
    ) -> TestResponse:
        answer = client.post(
            address, data=sent, headers={"Referer": f"http://localhost{path}"},
            content_type="multipart/form-data",
        )  # fmt: skip
        if answer.status_code not in FINE_TO_PRESS:
            self.troubles.append(f"{who}: {answer.status_code} pressing {address} on {path}")
        if answer.status_code == 303 and "/schritt/" in address:
            self.taken.add(" ".join(address.split("/")[4::2]))
        if answer.status_code != 422:
            self.put_back()
        return answer


@contextmanager
def opened_site(instance: Path, kind: type[Site] = Site) -> Iterator[Site]:
    """The site of an instance folder with an embedded database."""
    app = create_app(instance, sign_in_limit="10000 per minute", account_limit="10000 per minute")
    database, kept = instance / "wirgrants.sqlite", instance / "kept.sqlite"
    with app.app_context():
        states = states_by_ref(db.engine)
        db.engine.dispose()
    shutil.copyfile(database, kept)
    yield kind(app=app, database=database, kept=kept, states=states)
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


def states_by_ref(engine: Engine) -> dict[str, str]:
    """What stands for every ref in an address: the table's name, with state and variant."""
    found: dict[str, str] = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if "ref" not in table.c:
                continue
            more = [name for name in ("state", "variant", "kind") if name in table.c]
            columns = ", ".join(["ref", *more])
            for ref, *told in connection.execute(text(f"SELECT {columns} FROM {table.name}")):
                found[ref] = " ".join([table.name, *(str(one) for one in told)])
    return found
