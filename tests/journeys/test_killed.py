"""A server killed in the middle of its work leaves no half step and loses nothing it confirmed."""

import http.client
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from tests.support.answers import good_content
from tests.support.browser import Server, free_port, start
from tests.wirgrants.crawl.reading import Page, PageForm
from tests.wirgrants.decide.office import Office, to_proposed
from tests.wirgrants.world import DAY, PASSWORD, World, new_case, organisation
from wirgrants import create_app
from wirgrants.extensions import db
from wirgrants.models import Call, Event, FundingCase, Membership, MembershipKind
from wirgrants.services.doctor import examine
from wirgrants.services.steps import take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.circumstances import Circumstances
from workflows.states import ApplicationState

pytestmark = pytest.mark.slow

FILINGS, APPROVALS = 190, 10
KILLED_AFTER = (50, 120)
PATIENCE = 240
DONE = {"file": ApplicationState.FILED, "approve_award": ApplicationState.AWARDED}


@dataclass
class Work:
    """What is to be done, what the server has confirmed, what was under way when it died."""

    waiting: dict[str, "queue.Queue[str]"]
    confirmed: dict[str, set[str]] = field(
        default_factory=lambda: {action: set() for action in DONE}
    )
    doubtful: dict[str, set[str]] = field(
        default_factory=lambda: {action: set() for action in DONE}
    )
    refused: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many steps the server has confirmed."""
        return sum(len(refs) for refs in self.confirmed.values())


@dataclass
class Visitor:
    """A person at a plain HTTP client that keeps cookies and follows nothing."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of the answer."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self.port}{path}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request(method, path, urlencode(fields or {}), headers)
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()

    def sign_in(self, name: str) -> None:
        """Sign in."""
        form = Page(self.ask("GET", "/anmelden")[1]).forms[0]
        told = form.held() | {"email": f"{name}@example.org", "password": PASSWORD}
        assert self.ask("POST", "/anmelden", told)[0] == 303

    def file(self, ref: str) -> int:
        """File a draft; 303 as well when it is filed already."""
        status, page = self.ask("GET", f"/antraege/{ref}/pruefen")
        if status != 200:
            return status
        form = _form(page, "privacy")
        ticked = dict.fromkeys(("entitled", "truthful", "subsidy", "privacy"), "y")
        told = form.held() | ticked | {"name": "Ada Beispiel", "function": "Vorsitz"}
        return self.ask("POST", f"/antraege/{ref}/einreichen", told)[0]

    def approve_award(self, ref: str) -> int:
        """Sign an award as it is shown."""
        path = f"/bearbeitung/vorgang/{ref}/zuwendungsbescheid"
        status, page = self.ask("GET", path)
        if status != 200:
            return status
        told = _form(page, "sent_on").held() | {"way": "post", "sent_on": f"{DAY:%d.%m.%Y}"}
        return self.ask("POST", path, told)[0]


def _form(page: str, field_name: str) -> PageForm:
    return next(form for form in Page(page).forms if field_name in form.named())


def drafts(office: Office, number: int) -> list[str]:
    """Complete drafts, each of an organisation of its own with the same signatory."""
    world, guideline = office.world, registry.guideline(office.line, office.version)
    bodies = [organisation(f"Verein {place}", office.kind) for place in range(number)]
    person = world.actor("signatory").id
    with world.opened(), unit_of_work() as session:
        session.add_all(bodies)
        session.add_all(
            Membership(account_id=person, organisation=body, kind=MembershipKind.SIGNATORY)
            for body in bodies
        )
        session.flush()
        owners = [body.id for body in bodies]
    refs, signatory = [], world.actor("signatory")
    with world.opened(), unit_of_work() as session:
        call = session.get_one(Call, office.call_id)
        for place, owner in enumerate(owners):
            case = new_case(call, owner, signatory, f"Vorhaben {place}")
            case.draft = good_content(guideline, office.kind, title=case.title)
            told = Circumstances(day=DAY)
            take_step(session, case, "open_draft", actor=signatory, circumstances=told)
            refs.append(case.ref)
    return refs


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office with money for every award of this test."""
    app = create_app(tmp_path / "instance", mode="test", database_url=database_url)
    yield Office(World(app), money={2027: "1000000.00"})
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def keep_at_it(work: Work, action: str, name: str, port: int) -> None:
    """One person takes step after step until nothing waits or the server is gone."""
    visitor, waiting, ref = Visitor(port), work.waiting[action], None
    try:
        visitor.sign_in(name)
        while True:
            ref = waiting.get_nowait()
            status = getattr(visitor, action)(ref)
            if status != 303:
                work.refused.append(f"{action} {ref}: {status}")
                return
            work.confirmed[action].add(ref)
            ref = None
    except queue.Empty:
        return
    except (OSError, http.client.HTTPException):
        if ref is not None:
            work.doubtful[action].add(ref)


def work_until(server: Server, work: Work, enough: int) -> None:
    """Four people work at once; when the server has confirmed enough it is killed."""
    people = [("file", "signatory")] * 3 + [("approve_award", "approver")]
    threads = [
        threading.Thread(target=keep_at_it, args=(work, action, name, server.port))
        for action, name in people
    ]
    for thread in threads:
        thread.start()
    end = time.monotonic() + PATIENCE
    while work.number < enough and any(thread.is_alive() for thread in threads):
        assert time.monotonic() < end
        time.sleep(0.005)
    if enough < FILINGS + APPROVALS:
        server.kill()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert work.refused == []


def look(office: Office, work: Work) -> None:
    """Every log replays to its state, and everything confirmed is there.

    What was under way either happened as a whole, and counts as confirmed, or waits again.
    """
    with office.world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        assert list(examine(session)) == []
        for action, state in DONE.items():
            done = set(session.scalars(select(FundingCase.ref).where(FundingCase.state == state)))
            assert work.confirmed[action] <= done
            assert done - work.confirmed[action] <= work.doubtful[action]
            for ref in work.doubtful[action] - done:
                work.waiting[action].put(ref)
            work.confirmed[action], work.doubtful[action] = done, set()
        counted = select(func.count()).where(Event.action.in_(DONE))
        each = session.scalars(counted.group_by(Event.case_id, Event.action))
        assert set(each) == {1}
        session.rollback()


def test_a_killed_server_leaves_whole_steps_only(
    office: Office, database_url: str, tmp_path: Path
) -> None:
    proposed = [
        to_proposed(office, amount="500.00", reason="Die Mittel sind knapp.")
        for _ in range(APPROVALS)
    ]
    work = Work({action: queue.Queue() for action in DONE})
    for action, refs in (("file", drafts(office, FILINGS)), ("approve_award", proposed)):
        for ref in refs:
            work.waiting[action].put(ref)
    for enough in (*KILLED_AFTER, FILINGS + APPROVALS):
        server = start(tmp_path / "instance", database_url, free_port(), jobs=False)
        try:
            work_until(server, work, enough)
        finally:
            server.stop()
        look(office, work)

    assert work.number == FILINGS + APPROVALS
