"""A server killed in the middle of its work leaves no half step and loses nothing it confirmed.

Web server and worker die together, twice, amid 100 filings and 100 approvals (fewer on PostgreSQL).
Whatever was confirmed is there, nothing else but what was under way; and once somebody works again
every filing has its one receipt, every award its one mail, and no job is lost or done for nothing.
"""

import queue
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.journeys.killing import PATIENCE, Work, kill_when, work_until
from tests.support.answers import good_content
from tests.support.browser import Server, free_port, start
from tests.wirgrants.decide.office import Office, ready_case, shown, to_proposed
from tests.wirgrants.world import DAY, World, case_by_ref, new_case, organisation
from wirgrants import create_app
from wirgrants.documents.typst_render import Rendered
from wirgrants.extensions import db
from wirgrants.jobs.mail import SEND_MAIL
from wirgrants.models import (
    Call,
    Event,
    FundingCase,
    InboxMessage,
    Letter,
    LetterKind,
    Membership,
    MembershipKind,
)
from wirgrants.queueing import queue_client
from wirgrants.services.award_letter import award_draft, basis_of
from wirgrants.services.doctor import examine
from wirgrants.services.files import store
from wirgrants.services.filing import RECEIPT_JOB
from wirgrants.services.letters import Sheet, add
from wirgrants.services.proposals import open_proposal, propose_award
from wirgrants.services.review import standing
from wirgrants.services.signing import in_own_name, keep_in_own_name
from wirgrants.services.steps import take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.circumstances import Circumstances
from workflows.states import ApplicationState, Role

pytestmark = pytest.mark.slow

# Of filings and of approvals each: killed after a quarter and after three quarters.
MANY = {"sqlite": 100, "postgresql": 20}
PEOPLE = [("file", "signatory")] * 2 + [
    ("approve_award", "approver"),
    ("approve_award", "approver"),
]
DONE = {"file": ApplicationState.FILED, "approve_award": ApplicationState.AWARDED}
ASKED = {"amount": "500.00", "reason": "Die Mittel sind knapp."}


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office with money for every award of this test."""
    app = create_app(tmp_path / "instance", mode="test", database_url=database_url)
    yield Office(World(app), money={2027: "1000000.00"})
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


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


def proposals(office: Office, number: int) -> list[str]:
    """Cases whose award is proposed and made in the approver's name.

    The first notice is set, the others lend its pages.
    """
    first = to_proposed(office, **ASKED)
    with office.world.opened(), read_only() as session:
        [digest] = session.scalars(select(Letter.pdf_digest).where(Letter.kind == LetterKind.AWARD))
        pages = Rendered(pdf=store().get(digest), digest=digest, warnings=())
        db.session.rollback()
    refs = [first, *(_proposed_alike(office, pages) for _ in range(number - 1))]
    for ref in refs:
        _named_alike(office, ref, pages)
    return refs


def _named_alike(office: Office, ref: str, pages: Rendered) -> None:
    approver = office.world.actor(Role.APPROVER)
    with office.world.opened(), unit_of_work() as session:
        case = case_by_ref(session, ref)
        proposal = open_proposal(session, case)
        assert proposal is not None
        assert proposal.letter is not None
        sheet = Sheet(draft=in_own_name(approver, proposal.letter), rendered=pages)
        keep_in_own_name(session, case, approver, sheet, proposal.letter)


def _proposed_alike(office: Office, pages: Rendered) -> str:
    ref, officer = ready_case(office), office.world.actor(Role.CASE_OFFICER)
    with office.world.opened():
        with read_only() as session:
            case = case_by_ref(session, ref)
            wish = office.wish(**ASKED)
            draft = award_draft(basis_of(session, case, standing(session, case)), wish, officer)
        with unit_of_work() as session:
            sheet = Sheet(draft=draft, rendered=pages)
            letter = add(session, case_by_ref(session, ref), officer, sheet).ref
        propose_award(officer, ref, shown(office, ref, letter))
        db.session.remove()
    return ref


def jobs(office: Office, *status: str) -> int:
    """How many jobs have one of these marks in the queue."""
    with office.world.opened():
        return len(queue_client().list_workflows(status=list(status)))


def look(office: Office, work: Work) -> None:
    """Every log replays to its state, and everything confirmed is there.

    What was under way either happened as a whole, and counts as confirmed, or waits again.
    """
    with office.world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        assert list(examine(session)) == []
        for action, state in DONE.items():
            done = set(
                session.scalars(
                    select(FundingCase.ref)
                    .join(Event, Event.case_id == FundingCase.id)
                    .where(Event.action == action, FundingCase.state == state)
                )
            )
            assert work.confirmed[action] <= done
            assert done - work.confirmed[action] <= work.doubtful[action]
            for ref in work.doubtful[action] - done:
                work.waiting[action].put(ref)
            work.confirmed[action], work.doubtful[action] = done, set()
        counted = select(func.count()).where(Event.action.in_(DONE))
        each = session.scalars(counted.group_by(Event.case_id, Event.action))
        assert set(each) == {1}
        session.rollback()


def until_done(office: Office, server: Server) -> None:
    """The worker takes up what was left, and does what waits."""
    end = time.monotonic() + PATIENCE
    while jobs(office, "ENQUEUED", "PENDING", "DELAYED"):
        assert server.process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.2)


def look_at_papers(office: Office, folder: Path) -> None:
    """One receipt of every case, one mail of each receipt and of each award."""
    with office.world.opened(), read_only() as session:
        session.rollback()
        cases = session.scalars(select(FundingCase)).all()
        receipts = session.scalars(select(Letter).where(Letter.kind == LetterKind.RECEIPT)).all()
        awards = select(InboxMessage).where(InboxMessage.kind == "letter.award")
        told = session.scalars(awards).all()
        numbers = {one.id: one.number for one in cases}
        assert Counter(one.case_id for one in receipts) == dict.fromkeys(numbers, 1)
        assert all(one.issued_at for one in receipts)
        assert {store().get(one.pdf_digest)[:5] for one in receipts} == {b"%PDF-"}
        awarded = [one.id for one in cases if one.decision is not None]
        assert Counter(one.case_id for one in told) == dict.fromkeys(awarded, 1)
        expected = {f"filed-{one.ref}": f"Antrag {one.number} eingegangen" for one in cases}
        expected |= {one.ref: f"{one.subject} ({numbers[one.case_id]})" for one in told}
        session.rollback()
    found = {
        path.stem: message_from_bytes(path.read_bytes(), policy=default) for path in mails(folder)
    }
    assert {name: mail["Subject"] for name, mail in found.items()} == expected
    assert all("signatory@example.org" in mail["To"] for mail in found.values())


def mails(folder: Path) -> list[Path]:
    """What was sent: without a server a mail is a file under its key."""
    return sorted((folder / "mail").glob("*.eml"))


def look_at_jobs(office: Office, many: int) -> None:
    """Every filing and every award has enqueued one job, and each was done."""
    with office.world.opened():
        done = queue_client().list_workflows(name=[RECEIPT_JOB, SEND_MAIL])
    assert Counter((one.name, one.status) for one in done) == {
        (RECEIPT_JOB, "SUCCESS"): 2 * many,
        (SEND_MAIL, "SUCCESS"): many,
    }


def test_a_killed_server_leaves_whole_steps_and_no_job_behind(
    office: Office, database_kind: str, database_url: str, tmp_path: Path
) -> None:
    many = MANY[database_kind]
    work = Work({action: queue.Queue() for action in DONE})
    for action, refs in (
        ("approve_award", proposals(office, many)),
        ("file", drafts(office, many)),
    ):
        for ref in refs:
            work.waiting[action].put(ref)
    for enough in (many // 2, 3 * many // 2, 2 * many):
        server = start(tmp_path / "instance", database_url, free_port(), jobs=True)
        last = enough == 2 * many
        try:
            # The worker is amid a job, and people amid a step, when both are gone at once.
            kill = None if last else lambda one: kill_when(one, lambda: jobs(office, "PENDING") > 0)
            work_until(server, work, PEOPLE, enough, kill)
            if last:
                until_done(office, server)
        finally:
            server.stop()
        look(office, work)

    assert {action: len(refs) for action, refs in work.confirmed.items()} == dict.fromkeys(
        DONE, many
    )
    look_at_papers(office, tmp_path / "instance")
    look_at_jobs(office, many)
