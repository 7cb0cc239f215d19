"""Every form that is shown, sent empty and with plausible answers, on a snapshot per press."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.wirgrants.apply.stage import pdf
from tests.wirgrants.crawl.answering import ANYBODY, MARKUP, Person, answers
from tests.wirgrants.crawl.reading import Page, PageForm, empty, present
from tests.wirgrants.crawl.site import Kind, Site
from wirgrants.web.actions import NEW
from workflows.states import MachineName

LATER = "21.12.2026"
SESSION = "wirgrants"
SOMEBODY = "antrag@lingua.example"
# What a shown form may answer; every other answer is trouble.
FINE = {200, 302, 303}
FINE_WHEN_REFUSING = FINE | {422}
# Steps that another page than the general one takes.
STEPS_ELSEWHERE = {
    "applicant.begin": "open_draft",
    "applicant.file": "file",
    "officer.intake": "receive_on_paper",
    "officer.sign_award": "approve_award",
    "officer.sign_rejection": "approve_rejection",
}
# How a page would hold what was typed if it did not escape it.
RAW = ("<script>alert", "<img src=x")


@dataclass(frozen=True, kw_only=True)
class Button:
    """A form on a page before a person: where it is, where it is sent to, and what it does."""

    client: FlaskClient
    who: str
    path: str
    address: str
    form: PageForm
    step: str
    # The button that shows what will be signed, and the one that is pressed, by name and value.
    preview: str = ""
    named: tuple[str, str] = ("", "")


@dataclass
class PressingSite(Site):
    """Sends each form in each state empty, and then until plausible answers get through."""

    pressed: set[Kind] = field(default_factory=set)
    # What got through: "machine state action" of a step, else the endpoint that takes the form.
    taken: set[str] = field(default_factory=set)
    # What no plausible answer got through, with the complaints.
    refused: dict[str, str] = field(default_factory=dict)
    password: str = ""
    # Whether what somebody sent may stand in the database.
    changed: bool = False
    # Which of the people got through a form last: asked first when it comes again.
    lucky: dict[Kind, int] = field(default_factory=dict)

    def sign_in(self, email: str, password: str) -> FlaskClient:
        """A browser of this account, whose password is known to whoever changes it."""
        self.password = password
        return super().sign_in(email, password)

    def put_back(self) -> None:
        """The database as it was at first."""
        super().put_back()
        self.changed = False

    def kind_of(self, path: str) -> Kind | None:
        """What is going on in a case decides what its page shows, beside its own state."""
        kind = super().kind_of(path)
        if kind is None or kind[0] != "case.show":
            return kind
        return (*kind, self.standing[path.split("/")[2]])

    def press(self, client: FlaskClient, who: str, path: str, kind: Kind, form: PageForm) -> None:
        """Send a form that was not yet sent from this kind of page: empty, then filled in."""
        address = urlsplit(urljoin(path, form.action or path)).path
        once = (self.kind_of_post(address), kind, form.named())
        if address == "/abmelden" or once in self.pressed:
            return
        self.pressed.add(once)
        step = self.step_of(address)
        button = Button(client=client, who=who, path=path, address=address, form=form, step=step)
        self._send(replace(button, who=f"{who} empty"), empty(form), FINE_WHEN_REFUSING)
        named = dict(one for one in form.buttons if one[0])
        self._through(replace(button, preview=named.pop("preview", "")))
        for one in named.items():
            self._through(replace(button, named=one))

    def _through(self, button: Button) -> None:
        """Send plausible answers, then others, until they get through; a preview comes first."""
        complaints = []
        kind = (button.step.rpartition(" ")[2], button.form.named(), button.named)
        people = list(enumerate(self._people()))
        people.sort(key=lambda one: one[0] != self.lucky.get(kind, 0))
        for number, person in people:
            sent = filled(button.form, person)
            if button.preview:
                sent = self._previewed(button, sent)
            if button.named[0]:
                sent[button.named[0]] = button.named[1]
            answer = self._send(button, sent, FINE_WHEN_REFUSING)
            if answer.status_code != 422:
                self.lucky[kind] = number
                return
            complaints.append(complaint(answer.text))
        self.refused[button.step] = f"{button.who} on {button.path}: {complaints}"

    def _previewed(self, button: Button, sent: dict[str, Any]) -> dict[str, Any]:
        """What was previewed is sent as the page then shows it: more would be something else."""
        asked = sent | {"preview": button.preview}
        shown = self._send(button, asked, FINE_WHEN_REFUSING, keep=True)
        if shown.status_code != 303:
            return sent
        page = button.client.get(button.path, buffered=True).text
        self.escaped(button, page)
        again = next((f for f in Page(page).forms if f.action == button.form.action), None)
        return sent if again is None else told(present(again))

    def _people(self) -> Iterator[Person]:
        one = replace(ANYBODY, password=self.password)
        yield replace(one, text=f"Ein Satz. {MARKUP}")
        yield one
        yield replace(one, day=LATER, sum="900.000,00", email=SOMEBODY)
        yield replace(one, thorough=False)
        yield replace(one, day=LATER, choice=-1)

    def step_of(self, address: str) -> str:
        """What a form does: "machine state action" of a step, else the endpoint that takes it."""
        endpoint, values = self.app.url_map.bind("localhost").match(address, method="POST")
        if "action" in values and "subject" in values:
            state = "-" if values["subject"] == NEW else self.states[values["subject"]]
            return f"{values['machine']} {state} {values['action']}"
        if endpoint in STEPS_ELSEWHERE:
            state = self.states.get(values.get("ref", ""), "-")
            return f"{MachineName.APPLICATION.value} {state} {STEPS_ELSEWHERE[endpoint]}"
        return str(endpoint)

    def kind_of_post(self, path: str) -> Kind | None:
        """The endpoint that takes a form."""
        try:
            endpoint, _ = self.app.url_map.bind("localhost").match(path, method="POST")
        except HTTPException:
            return None
        return (endpoint,)

    def escaped(self, button: Button, page: str) -> None:
        """What somebody typed must not become a part of the page."""
        if any(raw in page for raw in RAW):
            self.troubles.append(f"{button.who}: markup got through at {button.address}")

    def _send(
        self, button: Button, sent: dict[str, Any], fine: set[int], *, keep: bool = False
    ) -> TestResponse:
        """`keep` leaves what was changed standing, for the sending that follows."""
        before = button.client.get_cookie(SESSION)
        answer = button.client.post(
            button.address, data=sent, headers={"Referer": f"http://localhost{button.path}"},
            content_type="multipart/form-data", buffered=True,
        )  # fmt: skip
        if answer.status_code not in fine:
            self.troubles.append(
                f"{button.who}: {answer.status_code} pressing {button.address} on {button.path}"
            )
        if answer.mimetype == "text/html":
            self.escaped(button, answer.text)
        # A preview leads back to its own page; a step that was taken leads on.
        if answer.status_code == 303 and urlsplit(answer.location).path != button.address:
            self._got_through(button, answer)
        self.changed = self.changed or answer.status_code != 422
        if self.changed and not keep:
            self.put_back()
            # A new password began a new session, which the old database does not know.
            if before is not None:
                button.client.set_cookie(SESSION, before.value)
        return answer

    def _got_through(self, button: Button, answer: TestResponse) -> None:
        """Notes it; the page that follows is read the first time."""
        if button.step not in self.taken:
            self.taken.add(button.step)
            after = button.client.get(answer.location, buffered=True)
            if after.status_code not in FINE:
                self.troubles.append(f"{button.who}: {after.status_code} after {button.address}")
            elif after.mimetype == "text/html":
                self.escaped(button, after.text)


def filled(form: PageForm, person: Person) -> dict[str, Any]:
    """The form as this person sends it, every upload a small PDF."""
    sent = told(answers(form, person))
    uploads = [one.name for one in form.controls if one.kind == "file"]
    return sent | {key: [(io.BytesIO(pdf()), "papier.pdf")] for key in uploads}


def told(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The fields by name; one that several boxes share keeps the value of each."""
    sent: dict[str, Any] = {}
    for key, value in pairs:
        sent.setdefault(key, []).append(value)
    return sent


def complaint(page: str) -> str:
    """What the page says against what was sent."""
    found = re.search(r'wir-error-summary".*?</div>', page, re.DOTALL)
    return " ".join(re.sub(r"^[^>]+>|<[^>]+>", " ", found.group(0)).split()) if found else ""
