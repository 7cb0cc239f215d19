"""Every form that anybody is shown, misused: hostile text, forged references, a page long past.

Hostile text is named, refused and escaped; what a field does not offer is answered as unknown; an
old page is told so.
"""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from markupsafe import escape

from tests.wirgrants.crawl.answering import MARKUP
from tests.wirgrants.crawl.forging import table
from tests.wirgrants.crawl.misusing import age, forge, held_by_version, typed_late
from tests.wirgrants.crawl.pressing import RAW, PressingSite, told
from tests.wirgrants.crawl.reading import Control, PageForm, present
from tests.wirgrants.crawl.site import Kind
from tests.wirgrants.crawl.unshown import Sample, kind_of, send_unshown

# Steps are asked in test_late_steps.
ELSEWHERE = {"case.step"}
TYPED = ("text", "textarea", "email", "search", "password", "tel")
# Markup, three unseen characters, and far too long. Each unseen character alone:
# tests/forms/test_hostile_text.py; markup that is let through: tests/wirgrants/crawl/pressing.py.
HOSTILE = f"{MARKUP}vor\0\x1b\u202enach{'a' * 25_000}"
# What tells one form from another in an address; everything else in it is a ref.
WORDS = ("machine", "action", "slug", "tab_id", "kind", "key")


@dataclass
class HostileSite(PressingSite):
    """Presses every form, and misuses each once, however many things it stands on."""

    asked: set[tuple[Kind, str]] = field(default_factory=set)
    forged: set[tuple[Kind, str]] = field(default_factory=set)
    aged: set[Kind] = field(default_factory=set)
    misused: set[Kind] = field(default_factory=set)
    versioned: frozenset[str] = frozenset(held_by_version())
    offered: set[Kind] = field(default_factory=set)
    samples: dict[Kind, Sample] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def press(self, client: FlaskClient, who: str, path: str, kind: Kind, form: PageForm) -> None:
        """As anybody does; the same form reads its fields alike, in whatever state of a case."""
        super().press(client, who, path, kind, form)
        address = urlsplit(urljoin(path, form.action or path)).path
        endpoint, values = self.app.url_map.bind("localhost").match(address, method="POST")
        self.offered.add(kind_of(self, endpoint, values))
        words = {name: word for name, word in values.items() if name in WORDS}
        shown = (endpoint, *sorted(words.items()))
        if address == "/abmelden" or (*shown, form.named()) in self.misused:
            return
        self.misused.add((*shown, form.named()))
        self._misuse(Sample(client, endpoint, values, typed_late(form), path), shown, address, form)
        if typed := [one for one in form.controls if one.kind in TYPED]:
            self.asked |= {((*shown, form.named()), one.name) for one in typed}
            self._type(client, f"{who} {address}", (address, path), form, typed)

    def _misuse(self, sample: Sample, shown: Kind, address: str, form: PageForm) -> None:
        """With references that the form does not offer, and as from an old page."""
        asked = {name for one, name in self.forged if one == shown}
        fresh = forge(self, sample.client, sample.page, address, form, asked)
        self.forged |= {(shown, name) for name in fresh}
        if shown not in self.samples:
            self.samples[shown] = sample
            old = sample.endpoint in self.versioned
            if old and age(self, sample.client, sample.page, address, form):
                self.aged.add(shown)

    def send_unshown(self) -> None:
        """Each form to everything on which it does not stand; steps: test_late_steps."""
        named = table()
        for sample in self.samples.values():
            names = named.get(sample.endpoint)
            if names and sample.endpoint not in ELSEWHERE:
                self.complaints += send_unshown(self, sample, self.offered, names)

    def _type(
        self,
        client: FlaskClient,
        where: str,
        between: tuple[str, str],
        form: PageForm,
        typed: list[Control],
    ) -> None:
        address, path = between
        sent = told(present(form)) | {one.name: HOSTILE for one in typed} | dict([_button(form)])
        answer = client.post(address, data=sent, headers={"Referer": f"http://localhost{path}"})
        pages = [answer.text]
        if answer.status_code in (302, 303):
            pages += [client.get(urljoin(address, answer.location)).text, client.get(path).text]
        if answer.status_code != 422:
            self.put_back()
        self.complaints += [f"{where}: {one}" for one in _faults(typed, pages, answer.status_code)]


def _button(form: PageForm) -> tuple[str, str]:
    """The button that keeps or shows what was typed, before one that takes something away."""
    keeping = [one for one in form.buttons if one[0] in ("save", "preview")]
    plain = [one for one in form.buttons if not one[0]]
    return (keeping or plain or form.buttons or [("", "")])[0]


def _faults(typed: list[Control], pages: list[str], code: int) -> list[str]:
    """What is wrong with the pages that answer hostile text in these fields."""
    if code not in (303, 422):
        return [str(code)]
    named = [one for one in typed if any(f'id="{one.id}-error"' in page for page in pages)]
    # Passwords are judged together and never shown or kept as text: one word on them will do.
    passwords = any(one.kind == "password" for one in named)
    silent = [
        one.name for one in typed if one not in named and not (passwords and one.kind == "password")
    ]
    faults = [f"{code}, nothing said of {', '.join(silent)}"] if silent else []
    if any(raw in page for page in pages for raw in RAW):
        faults.append("markup got through")
    shown = [one for one in typed if one.kind != "password"]
    if shown and str(escape(MARKUP)) not in "".join(pages):
        faults.append("what was typed is gone")
    return faults
