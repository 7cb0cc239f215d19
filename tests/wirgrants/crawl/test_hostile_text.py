"""Every form that anybody is shown, misused: hostile text, forged references, a page long past.

Hostile text is named and refused, or escaped; what a field does not offer is answered as unknown;
an old page is told so. The forms are found by walking the demo as each role, so a new form is asked
without being named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from tests.wirgrants.crawl.forging import table
from tests.wirgrants.crawl.misusing import age, forge, held_by_version, typed_late
from tests.wirgrants.crawl.reading import Control, PageForm, present, valid
from tests.wirgrants.crawl.site import DAY, Kind, Site, accounts_of, opened_site
from tests.wirgrants.crawl.unshown import Sample, kind_of, send_unshown
from workflows.states import Role
from workflows.wording import say

pytestmark = pytest.mark.slow

TYPED = ("text", "textarea", "email", "search", "password", "tel")
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
# Each unseen character alone: tests/forms/test_hostile_text.py.
REFUSED = {"over-long": "a" * 25_000, "unseen": "vor\0\x1b\u202enach"}
# What tells one form from another in an address; everything else in it is a ref.
WORDS = ("machine", "action", "slug", "tab_id", "kind", "key")
STEP = "case.step"
# Roles that are shown fields to type in.
ROLES = [role for role in Role if role not in (Role.SYSTEM, Role.AUDITOR)]


def _button(form: PageForm) -> tuple[str, str]:
    """The button that keeps or shows what was typed, before one that takes something away."""
    keeping = [one for one in form.buttons if one[0] in ("save", "preview")]
    plain = [one for one in form.buttons if not one[0]]
    return (keeping or plain or form.buttons or [("", "")])[0]


@dataclass
class HostileSite(Site):
    """Presses every form with hostile text in all of its fields at once, one text at a time.

    Before that with forged references and as from an old page. What was asked is kept.
    """

    asked: set[tuple[Kind, str]] = field(default_factory=set)
    forged: set[tuple[Kind, str]] = field(default_factory=set)
    aged: set[Kind] = field(default_factory=set)
    versioned: frozenset[str] = frozenset(held_by_version())
    offered: set[Kind] = field(default_factory=set)
    samples: dict[Kind, Sample] = field(default_factory=dict)

    def _press(self, client: FlaskClient, who: str, path: str, kind: Kind, form: PageForm) -> None:
        address = urlsplit(urljoin(path, form.action or path)).path
        typed = [one for one in form.controls if one.kind in TYPED]
        # In whatever state of whatever case: the same form reads its fields alike.
        endpoint, values = self.app.url_map.bind("localhost").match(address, method="POST")
        self.offered.add(kind_of(self, endpoint, values))
        button = (self._form_of(address), form.named())
        if button in self.pressed:
            return
        self.pressed.add(button)
        self._misuse(client, path, address, form)
        if not typed:
            return
        self.asked |= {(self._form_of(address), one.name) for one in typed}
        for name, text in REFUSED.items():
            pages, code = self._sent(client, address, path, form, text, present(form))
            self._note(f"{who} {name} {address}", typed, pages, code)
        pages, code = self._sent(client, address, path, form, MARKUP, valid(form, DAY))
        if code >= 500 or any("<script>alert" in page or "<img src=x" in page for page in pages):
            self.troubles.append(f"{who} markup {address}: {code}")
        shown = [one.name for one in typed if one.kind != "password"]
        if code == 422 and shown and str(escape(MARKUP)) not in "".join(pages):
            self.troubles.append(f"{who} markup {address}: what was typed is gone")

    def _misuse(self, client: FlaskClient, path: str, address: str, form: PageForm) -> None:
        """Once for each form and field, however many things it stands on."""
        shown = self._form_of(address)
        asked = {name for one, name in self.forged if one == shown}
        fresh = forge(self, client, path, address, form, asked)
        self.forged |= {(shown, name) for name in fresh}
        if shown in self.samples:
            return
        values = self.app.url_map.bind("localhost").match(address, method="POST")[1]
        self.samples[shown] = Sample(client, shown[0], values, typed_late(form), path)
        if shown[0] in self.versioned and age(self, client, path, address, form):
            self.aged.add(shown)

    def _form_of(self, address: str) -> Kind:
        endpoint, values = self.app.url_map.bind("localhost").match(address, method="POST")
        words = {name: word for name, word in values.items() if name in WORDS}
        return (endpoint, *sorted(words.items()))

    def _sent(
        self,
        client: FlaskClient,
        address: str,
        path: str,
        form: PageForm,
        text: str,
        others: Iterator[tuple[str, str]],
    ) -> tuple[list[str], int]:
        """The pages that follow, and the answer's status; `others` are the fields not typed in."""
        sent: dict[str, Any] = {}
        for key, value in others:
            sent.setdefault(key, []).append(value)
        sent |= {one.name: text for one in form.controls if one.kind in TYPED}
        sent |= dict([_button(form)])
        headers = {"Referer": f"http://localhost{path}"}
        answer = client.post(address, data=sent, headers=headers)
        pages = [answer.text]
        if answer.status_code in (302, 303):
            pages += [client.get(urljoin(address, answer.location)).text, client.get(path).text]
        if answer.status_code != 422:
            self.put_back()
        return pages, answer.status_code

    def _note(self, where: str, typed: list[Control], pages: list[str], code: int) -> None:
        if code not in (303, 422):
            self.troubles.append(f"{where}: {code}")
            return
        named = [one for one in typed if any(f'id="{one.id}-error"' in page for page in pages)]
        # Passwords are judged together and never shown or kept as text: one word on them will do.
        passwords = any(one.kind == "password" for one in named)
        silent = [
            one.name
            for one in typed
            if one not in named and not (passwords and one.kind == "password")
        ]
        if silent:
            self.troubles.append(f"{where}: {code}, nothing said of {', '.join(silent)}")


@pytest.fixture
def hostile(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HostileSite]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with opened_site(instance, HostileSite) as found:
        assert isinstance(found, HostileSite)
        yield found


@pytest.mark.parametrize("role", ROLES, ids=[role.value for role in ROLES])
def test_hostile_text_is_refused_by_name_or_shown_escaped(
    hostile: HostileSite, instance: Path, role: Role
) -> None:
    password, emails = accounts_of(instance)
    for email in emails[say(f"role.{role.value}.short")]:
        hostile.walk(hostile.sign_in(email, password), email)

    named = table()
    for sample in hostile.samples.values():
        names = named.get(sample.endpoint)
        if names and sample.endpoint != STEP:  # steps: test_late_steps
            hostile.troubles += send_unshown(hostile, sample, hostile.offered, names)

    assert hostile.troubles == []
    assert len(hostile.asked) >= 3, hostile.asked
