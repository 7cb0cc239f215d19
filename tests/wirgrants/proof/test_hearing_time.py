"""The time to answer a hearing: it begins when the letter counts as notified."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.money.walk import at, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from tests.wirgrants.proof.test_recovery import settling
from tests.wirgrants.world import case_by_ref
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.errors import Refused
from wirgrants.models import DeliveryWay, Event, InboxMessage, Letter, Organisation
from wirgrants.services.delivery import Dispatch
from wirgrants.services.recovery import open_recovery
from wirgrants.services.recovery_hearing import HearingWish, open_hearing, preview_hearing
from wirgrants.services.retrieval import record_retrieval
from wirgrants.services.sending import correct_sending
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepRefused

# Posted on 1 February 2028: notified on the 5th, four weeks later is a Saturday.
NOTIFIED, USUAL = date(2028, 2, 5), date(2028, 3, 6)
HANDED_OVER = date(2028, 2, 29)


def heard(world, ref, due, way=DeliveryWay.POST, why=""):
    """Open a hearing in the phase of recovery that leaves on 1 February."""
    officer = world.actor("case_officer")
    wish = HearingWish(
        amount=Decimal("1600.00"), ground=Ground.REDUCTION, facts="Beleg", due=due,
        short_reason=why,
    )  # fmt: skip
    with world.opened():
        letter = preview_hearing(officer, ref, wish)
        signed = walk.signature(world, ref, letter, way, walk.AFTER_YEAR)
        return open_hearing(officer, ref, signed, version=version_of(world, ref))


def recovering(world):
    ref = settling(world)
    with world.opened():
        open_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    return ref


def rules_of(refused):
    return [finding.rule for finding in refused.value.findings]


def test_a_day_to_answer_lies_behind_the_notification(world):
    ref = recovering(world)
    with pytest.raises(StepRefused) as refused:
        heard(world, ref, NOTIFIED, why="Verjährung droht")
    assert rules_of(refused) == ["hearing_day_after_notice"]
    assert "05.02.2028" in refused.value.findings[0].reason
    assert heard(world, ref, date(2028, 2, 7), why="Verjährung droht")


def test_a_shorter_time_is_given_with_a_reason_that_the_log_keeps(world):
    ref = recovering(world)
    with pytest.raises(Refused, match="shorter than usual"):
        heard(world, ref, date(2028, 2, 28))
    with pytest.raises(StepRefused) as refused:
        heard(world, ref, date(2028, 3, 3))
    assert rules_of(refused) == ["hearing_time_usual"]
    assert "06.03.2028" in refused.value.findings[0].reason
    heard(world, ref, date(2028, 3, 3), why="Verjährung droht")
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        events = select(Event).where(Event.case_id == case.id, Event.action == "open_hearing")
        assert session.scalars(events).one().reason == "Verjährung droht"


@pytest.mark.parametrize(
    ("way", "due"), [(DeliveryWay.POST, USUAL), (DeliveryWay.PERSONAL, HANDED_OVER)]
)
def test_the_usual_time_of_its_way_needs_no_reason(world, way, due):
    ref = recovering(world)
    heard(world, ref, due, way)
    assert walk.stored_recovery(world, ref).hearing_due == due


def test_silence_tells_nothing_before_the_letter_counts_as_notified(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    late = date(2028, 3, 7)
    with world.opened(), unit_of_work() as session:
        row = session.get_one(Letter, walk.stored_recovery(world, ref).hearing_letter_id)
        row.notified_on = late
    with pytest.raises(StepRefused) as refused:
        walk.ordered(world, ref, recovery, late)
    assert rules_of(refused) == ["hearing_notified"]


def hearing_letter(world, ref):
    with world.opened(), read_only() as session:
        session.expire_all()
        return session.get_one(Letter, walk.stored_recovery(world, ref).hearing_letter_id)


def moved(world, ref, action):
    """Due day of the hearing and of the case, what the event says of it, and the last message."""
    with world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        events = select(Event).where(Event.case_id == case.id, Event.action == action)
        event = session.scalars(events.order_by(Event.id.desc())).first()
        messages = select(InboxMessage).where(InboxMessage.case_id == case.id)
        last = session.scalars(messages.order_by(InboxMessage.id.desc())).first()
        return (
            walk.stored_recovery(world, ref).hearing_due, case.due_on,
            event.data.get("hearing_due"), last.kind, last.text,
        )  # fmt: skip


def correct(world, ref, day):
    with world.opened():
        return correct_sending(
            world.actor("case_officer"), ref, hearing_letter(world, ref).ref,
            Dispatch(way=DeliveryWay.POST, sent_on=day), "Lag im Ausgang",
            version=version_of(world, ref),
        )  # fmt: skip


def test_a_hearing_that_was_posted_late_lasts_the_usual_time(world):
    ref = settling(world)
    recovery = walk.hearing(world, ref)
    posted = USUAL - timedelta(days=1)
    at(world, USUAL + timedelta(days=1))
    # 5 March and four days, then four weeks: 6 April.
    anew = date(2028, 4, 6)
    assert correct(world, ref, posted).answer_by == anew
    due, waits, logged, kind, text = moved(world, ref, "correct_sending")
    assert (due, waits, logged) == (anew, anew, "2028-04-06")
    assert kind == "recovery.answer_day"
    assert "am 09.03.2028 bekannt gegeben" in text
    assert "bis zum 06.04.2028" in text
    with pytest.raises(StepRefused) as refused:
        walk.ordered(world, ref, recovery, anew)
    assert rules_of(refused) == ["hearing_day_passed"]
    walk.ordered(world, ref, recovery, anew + timedelta(days=1))


def test_a_longer_time_stays_whatever_day_it_was_posted_on(world):
    ref = settling(world)
    long = date(2028, 5, 2)
    walk.hearing(world, ref, due=long)
    at(world, date(2028, 2, 10))
    assert correct(world, ref, date(2028, 2, 8)).answer_by is None
    due, waits, logged, kind, _ = moved(world, ref, "correct_sending")
    assert (due, waits, logged, kind) == (long, long, None, "letter.hearing")


def test_a_hearing_opened_late_by_its_reader_lasts_the_usual_time(world):
    ref = recovering(world)
    with world.opened(), unit_of_work() as session:
        row = session.get_one(Organisation, world.our_organisation)
        row.electronic_consent_on = date(2027, 1, 1)
    heard(world, ref, USUAL, DeliveryWay.ELECTRONIC)
    at(world, date(2028, 2, 14))
    with world.opened():
        record_retrieval(world.actor("signatory"), ref, hearing_letter(world, ref).ref)
    due, waits, logged, kind, _ = moved(world, ref, "retrieve_letter")
    # Notified on 15 February.
    assert (due, waits, logged) == (date(2028, 3, 14), date(2028, 3, 14), "2028-03-14")
    assert kind == "recovery.answer_day"
