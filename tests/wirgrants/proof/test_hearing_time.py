"""The time to answer a hearing: it begins when the letter counts as notified."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.money.walk import version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from tests.wirgrants.proof.test_recovery import settling
from tests.wirgrants.world import case_by_ref
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.errors import Refused
from wirgrants.models import DeliveryWay, Event, Letter
from wirgrants.services.recovery import open_recovery
from wirgrants.services.recovery_hearing import HearingWish, open_hearing, preview_hearing
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
