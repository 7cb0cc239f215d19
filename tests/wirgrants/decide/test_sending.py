"""A corrected way or day of sending: written form, consent and the frozen parameters hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.wirgrants.decide.office import Office, signature, to_proposed
from tests.wirgrants.money.walk import accepted, version_of
from tests.wirgrants.world import DAY, NOW, case_by_ref
from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import (
    DeliveryWay,
    Letter,
    LetterKind,
    Organisation,
    Parameter,
)
from wirgrants.services.decisions import approve_award
from wirgrants.services.delivery import Dispatch
from wirgrants.services.finality import finality_of
from wirgrants.services.sending import correct_sending
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.sources import Mark
from workflows.states import Role


def kind_of_letter(world, kind):
    with world.opened(), read_only() as session:
        session.expire_all()
        kept = select(Letter).where(Letter.kind == kind, Letter.discarded_at.is_(None))
        return session.scalars(kept).one()


def correct(world, ref, letter, way, day):
    with world.opened():
        correct_sending(
            world.actor("case_officer"), ref, letter.ref, Dispatch(way=way, sent_on=day),
            "Vertippt", version=version_of(world, ref),
        )  # fmt: skip


def consent(world, day):
    with world.opened(), unit_of_work() as session:
        session.get_one(Organisation, world.our_organisation).electronic_consent_on = day


@pytest.fixture
def awarded_case(world):
    office = Office(world)
    ref = to_proposed(office)
    by_post = replace(signature(office, ref), dispatch=Dispatch(way=DeliveryWay.POST, sent_on=DAY))
    with world.opened():
        approve_award(world.actor(Role.APPROVER), ref, by_post)
    return ref


@pytest.mark.parametrize("way", [DeliveryWay.ELECTRONIC, DeliveryWay.PERSONAL])
def test_nothing_is_made_available_or_handed_over_on_a_day_to_come(world, way):
    office = Office(world)
    ref = to_proposed(office)
    consent(world, DAY)
    ahead = Dispatch(way=way, sent_on=DAY + timedelta(days=1))
    told = replace(signature(office, ref), dispatch=ahead)
    with world.opened(), pytest.raises(Refused, match="on a day to come"):
        approve_award(world.actor(Role.APPROVER), ref, told)
    by_post = replace(ahead, way=DeliveryWay.POST)
    with world.opened():
        approve_award(world.actor(Role.APPROVER), ref, replace(told, dispatch=by_post))
    assert kind_of_letter(world, LetterKind.AWARD).sent_on == DAY + timedelta(days=1)


def later(world, days):
    with world.opened(), unit_of_work() as session:
        clock.stand_still(session, NOW + timedelta(days=days))


def test_consent_that_came_after_the_day_does_not_make_a_letter_electronic(world, awarded_case):
    consent(world, DAY + timedelta(days=2))
    later(world, 3)
    letter = kind_of_letter(world, LetterKind.AWARD)
    with pytest.raises(Refused, match="consent came later"):
        correct(world, awarded_case, letter, DeliveryWay.ELECTRONIC, DAY + timedelta(days=1))
    assert kind_of_letter(world, LetterKind.AWARD).way is DeliveryWay.POST

    correct(world, awarded_case, letter, DeliveryWay.ELECTRONIC, DAY + timedelta(days=2))
    after = kind_of_letter(world, LetterKind.AWARD)
    assert (after.way, after.consent_on) == (DeliveryWay.ELECTRONIC, DAY + timedelta(days=2))


def test_a_corrected_letter_keeps_the_parameters_it_was_frozen_with(world, awarded_case):
    with world.opened(), unit_of_work() as session:
        session.add(
            Parameter(
                key="posting_days_finality", value="14", unit="days", valid_from=date(2026, 1, 1),
                source="GK", number="Testwert", mark=Mark.CONFIRMED,
                entered_by_id=world.actor("administrator").id, entered_at=NOW,
            )
        )  # fmt: skip
    letter = kind_of_letter(world, LetterKind.AWARD)
    assert letter.final_on == date(2026, 12, 29)
    correct(world, awarded_case, letter, DeliveryWay.POST, DAY)

    after = kind_of_letter(world, LetterKind.AWARD)
    with world.opened(), read_only() as session:
        shown = finality_of(session, case_by_ref(session, awarded_case))
    assert after.final_on == shown.final_on.day == date(2026, 12, 29)


def test_the_day_on_which_finality_is_due_follows_the_corrected_day(world):
    ref = accepted(world, remedy_waived=False)
    with world.opened(), read_only() as session:
        assert case_by_ref(session, ref).due_on == date(2026, 12, 29)
    later(world, 1)
    letter = kind_of_letter(world, LetterKind.AWARD)
    correct(world, ref, letter, DeliveryWay.PERSONAL, DAY + timedelta(days=1))
    with world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert case.due_what == "finality"
        assert case.due_on == kind_of_letter(world, LetterKind.AWARD).final_on
        assert case.due_on == date(2026, 12, 25)


def test_an_old_page_corrects_nothing(world, awarded_case):
    letter = kind_of_letter(world, LetterKind.AWARD)
    with world.opened(), pytest.raises(Conflict):
        correct_sending(
            world.actor("case_officer"), awarded_case, letter.ref,
            Dispatch(way=DeliveryWay.PERSONAL, sent_on=DAY), "Vertippt", version=1,
        )  # fmt: skip
    assert kind_of_letter(world, LetterKind.AWARD).way is DeliveryWay.POST


def test_a_day_that_lies_ahead_is_told_as_the_fiction_that_it_is(world, awarded_case):
    notified = kind_of_letter(world, LetterKind.AWARD).notified_on
    assert notified > DAY
    tab = f"/vorgang/{awarded_case}/bescheide"
    told = f"<dt>Gilt als bekannt gegeben am</dt><dd>{notified:%d.%m.%Y}</dd>"
    assert told in world.client(Role.SIGNATORY).get(tab).text
    later(world, (notified - DAY).days)
    page = world.client(Role.SIGNATORY).get(tab).text
    assert f"<dt>Bekannt gegeben am</dt><dd>{notified:%d.%m.%Y}</dd>" in page
