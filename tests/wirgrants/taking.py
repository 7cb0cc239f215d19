"""Every place that takes a file: who hands it in on which page, and what is typed beside it."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.awarded import AwardSpec
from tests.wirgrants import creating
from tests.wirgrants.apply.stage import pdf
from tests.wirgrants.crawl.reading import Page, PageForm, present
from tests.wirgrants.decide.clicking import step
from tests.wirgrants.decide.office import Office
from tests.wirgrants.decide.test_review import asked
from tests.wirgrants.money.test_obligations import address as obligation
from tests.wirgrants.money.test_obligations import bound
from tests.wirgrants.money.walk import at, running
from tests.wirgrants.proof.walk import AFTER_YEAR
from tests.wirgrants.world import World
from wirgrants.services.review import close_check
from workflows.states import Role

TYPED = "Ein langer Satz über „Brücken“ & <i>mehr</i>."
STRATEGY = AwardSpec(line="diversity_strategies", version="2021")


@dataclass
class Place:
    """One form with a file: its page, its address, its file's field, and what else is typed."""

    who: FlaskClient
    page: str
    to: str
    file: str
    typed: Mapping[str, str] = field(default_factory=dict)
    # The form as it was opened: every sending carries the same marks, as from an open page.
    form: PageForm = field(init=False)

    def __post_init__(self) -> None:
        """Open the page once."""
        answer = self.who.get(self.page)
        assert answer.status_code == 200, answer.text[:2000]
        self.form = self.form_in(answer.text)

    def form_in(self, page: str) -> PageForm:
        """The form with the file's field, as this page shows it."""
        return next(one for one in Page(page).forms if self.file in one.named())

    def send(self, *files: tuple[bytes, str]) -> TestResponse:
        """Send the form with these files, each its bytes and name."""
        data: dict[str, Any] = {**dict(present(self.form)), **self.typed}
        data[self.file] = [(io.BytesIO(content), name) for content, name in files]
        headers = {"Referer": f"http://localhost{self.page}"}
        answer = self.who.post(
            self.to, data=data, headers=headers, content_type="multipart/form-data"
        )
        answer.request.input_stream.close()  # a large one is a file of the test's client
        return answer

    def shown_again(self, page: str) -> dict[str, str]:
        """What this page's form holds of what was typed."""
        again = dict(present(self.form_in(page)))
        return {name: again.get(name, "(gone)").removeprefix("\r\n") for name in self.typed}


def _created(made: creating.Filled, **more: str) -> Place:
    typed = {name: str(value) for name, value in {**made.typed, **more}.items()}
    return Place(made.who, made.page, made.to, made.upload, typed)


def _draft(world: World) -> Place:
    return _created(creating.paper(world), kind="concept")


def _under_review(world: World) -> Place:
    address = f"/antraege/{Office(world).filed()}/unterlagen"
    return Place(world.client("signatory"), address, address, "file", {"kind": "concept"})


def _answer(world: World, name: str) -> Place:
    office = Office(world)
    ref = office.filed(papers=False)
    officer = world.client(Role.CASE_OFFICER)
    assert officer.get(step(ref, "begin_check")).status_code == 200
    begun = Page(officer.get(step(ref, "begin_check")).text)
    assert officer.post(step(ref, "begin_check"), data=_held(begun)).status_code == 303
    assert asked(office, officer, ref).status_code == 303
    signatory = world.client("signatory")
    links = Page(signatory.get(f"/vorgang/{ref}").text).links
    address = next(one for one in links if "/clarification/" in one and one.endswith("/answer"))
    return Place(signatory, address, address, name, {"answer": TYPED, "kind": "concept"})


def _held(page: Page) -> dict[str, str]:
    return next(one.held() for one in page.forms if "version" in one.held())


def _vote(world: World) -> Place:
    office = Office(world)
    ref = office.answered()
    with world.opened():
        officer = world.actor(Role.CASE_OFFICER)
        close_check(officer, ref, "pass_to_review", version=office.version_of(ref))
    told = {"outcome": "favourable", "body": "Stadt & Land", "on": "20.11.2026", "text": TYPED}
    address = step(ref, "record_review")
    told["paper"] = ""
    return Place(world.client(Role.CASE_OFFICER), address, address, "file", told)


def _strategy(world: World, action: str) -> Place:
    ref = running(world, STRATEGY)
    at(world, AFTER_YEAR)
    address = step(ref, "deliver_strategy")
    place = Place(world.client("signatory"), address, address, "file")
    if action == "deliver_strategy":
        return place
    assert place.send((pdf(), "Strategie.pdf")).status_code == 303
    told = {"on": "31.01.2028", "number": "STV/2028/7", "body": "Rat & Stadt", "text": TYPED}
    address = step(ref, action)
    return Place(world.client("signatory"), address, address, "file", told)


def _obligation(world: World) -> Place:
    ref = bound(world, running(world))
    address = obligation(world, ref, 1, "erfuellt")
    told = {"on": "01.02.2027", "note": TYPED}
    return Place(world.client(Role.CASE_OFFICER), address, address, "file", told)


PLACES: Mapping[str, Callable[[World], Place]] = {
    "annex.add": lambda world: _created(creating.annex(world)),
    "applicant.upload, draft": _draft,
    "applicant.upload, under review": _under_review,
    "case.step answer, any paper": lambda world: _answer(world, "papers"),
    "case.step answer, missing paper": lambda world: _answer(world, "paper_exemption_notice"),
    "case.step deliver_strategy": lambda world: _strategy(world, "deliver_strategy"),
    "case.step record_resolution": lambda world: _strategy(world, "record_resolution"),
    "case.step record_review": _vote,
    "obligation.meet": _obligation,
    "officer.intake": lambda world: _created(creating.intake(world)),
    "proof.upload": lambda world: _created(creating.report_paper(world)),
}
"""By the endpoint that takes the form; a step of the general page with its action."""
