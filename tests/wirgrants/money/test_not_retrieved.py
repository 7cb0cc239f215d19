"""A notice that was made available electronically and that nobody has called up yet."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support.awarded import awarded
from tests.wirgrants.money.test_pages import flat
from tests.wirgrants.money.walk import accepted, at, lapsed, running, version_of
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Refused
from wirgrants.models import DeliveryWay, Letter, LetterKind, Organisation
from wirgrants.services.advancing import Advanced, advance
from wirgrants.services.delivery import Dispatch
from wirgrants.services.finality import confirm_finality
from wirgrants.services.lapse import LapseWish, preview_lapse
from wirgrants.services.retrieval import record_retrieval
from wirgrants.services.sending import correct_sending
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepRefused
from workflows.states import ApplicationState

SENT, LATE = date(2026, 11, 23), date(2027, 3, 1)


def sent(world, ref, way, day=SENT):
    """The officer says how the award left; the letter's ref."""
    with world.opened(), unit_of_work() as session:
        session.get_one(Organisation, world.our_organisation).electronic_consent_on = SENT
    letter = notice(world, ref)[0]
    told = Dispatch(way=way, sent_on=day)
    with world.opened():
        officer, version = world.actor("case_officer"), version_of(world, ref)
        correct_sending(officer, ref, letter, told, "Weg berichtigt", version=version)
    return letter


def notice(world, ref):
    """Ref, notification and finality of the award, state of the case and its next day."""
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        case = case_by_ref(session, ref)
        told = select(Letter).where(Letter.case_id == case.id, Letter.kind == LetterKind.AWARD)
        letter = session.scalars(told).one()
        return letter.ref, letter.notified_on, letter.final_on, case.state, case.due_on


def opened(world, ref, letter):
    with world.opened():
        record_retrieval(world.actor("signatory"), ref, letter)


def test_an_award_that_nobody_called_up_does_not_lapse(world):
    ref = awarded(world)
    letter = sent(world, ref, DeliveryWay.ELECTRONIC)
    assert notice(world, ref)[1:] == (None, None, ApplicationState.AWARDED, None)
    at(world, LATE)
    with world.opened(), pytest.raises(Refused, match="not called up"):
        preview_lapse(world.actor("approver"), ref, LapseWish(reason="Keine Erklärung"))
    opened(world, ref, letter)
    called = (date(2027, 3, 2), date(2027, 4, 3), ApplicationState.AWARDED, date(2027, 4, 2))
    assert notice(world, ref)[1:] == called
    at(world, date(2027, 4, 3))
    lapsed(world, ref, "Keine Erklärung", date(2027, 4, 3))
    assert notice(world, ref)[3] is ApplicationState.LAPSED


def test_an_award_that_nobody_called_up_does_not_become_final(world):
    ref = accepted(world, remedy_waived=False)
    letter = sent(world, ref, DeliveryWay.ELECTRONIC)
    at(world, LATE)
    with world.opened():
        assert advance() == Advanced()
        with pytest.raises(StepRefused):
            confirm_finality(world.actor("case_officer"), ref)
    assert notice(world, ref)[1:] == (None, None, ApplicationState.ACCEPTED, None)
    opened(world, ref, letter)
    assert notice(world, ref)[2:] == (
        date(2027, 4, 3), ApplicationState.ACCEPTED, date(2027, 4, 3)
    )  # fmt: skip
    at(world, date(2027, 4, 3))
    with world.opened():
        assert advance() == Advanced(final=(ref,))


def test_nothing_moves_once_the_finality_is_confirmed(world):
    ref = running(world)
    before = notice(world, ref)
    tab = world.client("case_officer").get(f"/vorgang/{ref}/bescheide").text
    assert (f'schreiben/{before[0]}"' in tab, f"schreiben/{before[0]}/versand" in tab) == (
        True,
        False,
    )
    for way in DeliveryWay:
        with pytest.raises(Refused, match="the finality is confirmed"):
            sent(world, ref, way)
    assert notice(world, ref) == before


def test_both_sides_read_that_it_was_not_called_up_and_the_office_what_to_do(world):
    ref = awarded(world)
    letter = sent(world, ref, DeliveryWay.ELECTRONIC)
    tab = f"/vorgang/{ref}/bescheide"
    assert f"schreiben/{letter}/versand" in world.client("case_officer").get(tab).text
    officer, member = world.client("case_officer"), world.client("signatory")
    tab, money = f"/vorgang/{ref}/bescheide", f"/vorgang/{ref}/geld"
    hint = "Seit der Benachrichtigung hat niemand das Schreiben abgerufen"
    for client in (officer, member):
        assert "Abgerufen am noch nicht abgerufen" in flat(client.get(tab))
        assert "noch nicht abgerufen. Erst am Tag nach dem Abruf" in flat(client.get(money))
    at(world, date(2026, 12, 2))
    assert hint not in flat(officer.get(tab))
    at(world, date(2026, 12, 3))
    assert hint in flat(officer.get(tab))
    assert hint not in flat(member.get(tab))
    opened(world, ref, letter)
    assert hint not in flat(officer.get(tab))
    assert "Abgerufen am 03.12.2026" in flat(officer.get(tab))


def test_brought_by_post_after_all_its_own_day_counts(world):
    ref = awarded(world)
    sent(world, ref, DeliveryWay.ELECTRONIC)
    at(world, date(2026, 12, 7))
    sent(world, ref, DeliveryWay.POST, date(2026, 12, 7))
    assert notice(world, ref)[1:3] == (date(2026, 12, 11), date(2027, 1, 12))
