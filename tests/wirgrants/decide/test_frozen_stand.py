"""What is open or on the draft when the application moves on: requests, checks, an early start."""

import pytest
from sqlalchemy import select

from tests.wirgrants.decide.clicking import send, step
from tests.wirgrants.decide.office import Office, case_by_ref
from tests.wirgrants.decide.test_intake import PATH, copy_all, filled
from tests.wirgrants.decide.test_review import asked
from tests.wirgrants.world import DAY
from wirgrants.models import Check, Clarification, Event
from wirgrants.models.guarded import states_may_be_written
from wirgrants.services.early_start import wish_of
from wirgrants.services.filing_answers import answer_clarification
from wirgrants.services.filing_withdrawal import withdraw
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.services.review import checks_of
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.states import ApplicationState, ClarificationState, Role

C = "clarification"


@pytest.fixture
def office(world):
    return Office(world)


@pytest.fixture
def officer(office):
    return office.world.client(Role.CASE_OFFICER)


def requests(office):
    with office.world.opened(), read_only() as session:
        session.expire_all()
        return session.scalars(select(Clarification).order_by(Clarification.number)).all()


def answer(office, ref, text="Frau Muster"):
    [row] = requests(office)
    with office.world.opened():
        actor = office.world.actor("signatory")
        answer_clarification(actor, ref, row.ref, text, [], version=office.version_of(ref))


def sound(office, ref):
    with office.world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])


@pytest.mark.parametrize("answered", [False, True])
def test_a_withdrawal_ends_what_was_asked(office, officer, answered):
    ref = office.checking()
    asked(office, officer, ref)
    if answered:
        answer(office, ref)
    with office.world.opened():
        withdraw(office.world.actor("signatory"), ref, "", version=office.version_of(ref))
    [row] = requests(office)
    assert row.state is ClarificationState.CANCELLED
    assert row.ended_at is not None
    case = office.look(ref)
    assert (case.state, case.waiting_for, case.due_on) == (ApplicationState.WITHDRAWN, None, None)
    with pytest.raises(StepNotOpen):
        answer(office, ref)
    assert office.look(ref).waiting_for is None
    with office.world.opened(), read_only() as session:
        last = session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert (last.machine, last.action, last.actor_id) == (C, "cancel", None)
    sound(office, ref)


def test_what_was_left_open_is_not_answered_after_the_end(office, officer):
    """As an older installation left it: withdrawn, with a request that still waits."""
    ref = office.checking()
    asked(office, officer, ref)
    with office.world.opened(), unit_of_work() as session:
        case = case_by_ref(session, ref)
        with session.no_autoflush, states_may_be_written():
            case.state, case.closed_on = ApplicationState.WITHDRAWN, DAY
    with pytest.raises(StepRefused) as refused:
        answer(office, ref)
    assert [one.rule for one in refused.value.findings] == ["case_state_allows"]
    assert requests(office)[0].state is ClarificationState.REQUESTED


def on_paper(office, officer):
    page = officer.get(f"{PATH}?suche=brück").text
    done = officer.post(PATH, data=filled(office, page))
    return done.location.split("/")[3]


def test_a_new_copy_in_the_check_begins_a_new_round_with_answers_kept(office, officer):
    ref = on_paper(office, officer)
    send(officer, step(ref, "begin_check"))
    with office.world.opened(), read_only() as session:
        before = checks_of(session, case_by_ref(session, ref))
        wrong = {one.rule for one in before if one.outcome.value == "not_asked"}
    assert wrong
    copy_all(office, officer, ref)
    tab = f"/vorgang/{ref}/uebertragung"
    assert send(officer, tab, f"/bearbeitung{tab}").status_code == 303
    with office.world.opened(), read_only() as session:
        session.expire_all()
        now = checks_of(session, case_by_ref(session, ref))
        assert {one.round for one in now} == {2}
        assert not wrong & {one.rule for one in now if one.outcome.value == "not_asked"}
        told = session.scalars(select(Event).where(Event.action == "copy_from_paper")).one()
        assert told.data["checks"] == len(now)


def test_a_new_copy_before_the_check_asks_nothing(office, officer):
    ref = on_paper(office, officer)
    copy_all(office, officer, ref)
    tab = f"/vorgang/{ref}/uebertragung"
    assert send(officer, tab, f"/bearbeitung{tab}").status_code == 303
    with office.world.opened(), read_only() as session:
        assert session.scalars(select(Check)).all() == []


@pytest.mark.parametrize("wanted", [True, False])
def test_only_the_frozen_application_wishes_an_early_start(office, officer, wanted):
    ref = office.filed(early_start_wanted=wanted, begin_reason="Miete ab Januar")
    with office.world.opened(), unit_of_work() as session:
        case = case_by_ref(session, ref)
        answers = {**case.draft["answers"], "early_start_wanted": not wanted, "begin_reason": "X"}
        case.draft = {**case.draft, "answers": answers}
    with office.world.opened(), read_only() as session:
        session.expire_all()
        wish = wish_of(session, case_by_ref(session, ref))
        assert (wish.asked, wish.reason) == (wanted, "Miete ab Januar")
    page = officer.get(step(ref, "permit_early_start")).text
    assert ("Miete ab Januar" in page) is wanted
