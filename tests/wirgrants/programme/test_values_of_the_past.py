"""A value that reaches into what was decided says so, and is entered only with a reason."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.wirgrants.decide.office import Office, signature, to_proposed
from tests.wirgrants.programme.pages import send, words
from wirgrants.models import Event
from wirgrants.services.decisions import approve_award
from wirgrants.services.parameters import load_parameters
from wirgrants.unit_of_work import read_only
from workflows.states import Role

VALUES = "/verwaltung/werte/"
TYPED = {"source": "S25d", "number": "Klagefrist", "confirmed": "y"}


def value(world, key, day):
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        return load_parameters(session).on(key, day).value


@pytest.fixture
def awarded(world):
    """One application that came, and one award that was issued, on 23 November 2026."""
    office = Office(world)
    ref = to_proposed(office)
    told = signature(office, ref)
    with world.opened():
        approve_award(world.actor(Role.APPROVER), ref, told)
    return world


def test_nothing_counts_before_the_programme(world):
    address = f"{VALUES}remedy_months/eintragen"
    admin = world.client("administrator")
    answer = send(admin, address, valid_from="31.12.2013", value="2", **TYPED)
    assert answer.status_code == 422
    assert "Das Programm begann am 01.01.2014; davor gilt kein Wert." in answer.text
    assert send(admin, address, valid_from="01.01.2014", value="2", **TYPED).status_code == 303
    assert value(world, "remedy_months", date(2014, 1, 1)) == 2


def test_a_value_for_days_on_which_something_was_decided_needs_a_reason(awarded):
    admin, address = awarded.client("administrator"), f"{VALUES}remedy_months/eintragen"
    typed = {"valid_from": "01.11.2026", "value": "2", **TYPED}
    for told in ({}, {"past": "y"}, {"note": "Der alte Wert war falsch."}):
        answer = send(admin, address, **typed, **told)
        assert answer.status_code == 422
        assert "fallen 1 erlassenes Schreiben und 1 eingegangener Antrag." in words(answer.text)
        assert 'value="01.11.2026"' in answer.text  # what was typed stays
    assert value(awarded, "remedy_months", date(2026, 11, 23)) == 1

    told = {"past": "y", "note": "Der alte Wert war falsch."}
    assert send(admin, address, **typed, **told).status_code == 303
    assert value(awarded, "remedy_months", date(2026, 11, 23)) == 2
    with awarded.opened(), read_only() as session:
        entered = select(Event).where(Event.action == "parameter_entered")
        event = session.scalars(entered.order_by(Event.id.desc()).limit(1)).one()
        assert event.data["reached"] == {"letters": 1, "applications": 1}


@pytest.mark.parametrize(
    ("key", "told"),
    [
        # The same value, and a day after it all.
        ("remedy_months", {"valid_from": "01.11.2026", "value": "1"}),
        ("remedy_months", {"valid_from": "24.11.2026", "value": "2"}),
        # Nobody knew a rate of this half-year, and no letter bears interest.
        ("base_rate", {"valid_from": "01.07.2026", "value": "1,52"}),
        ("base_rate", {"valid_from": "01.01.2024", "value": "3,60"}),
    ],
    ids=str,
)
def test_a_value_that_reaches_into_nothing_asks_for_nothing(awarded, key, told):
    answer = send(awarded.client("administrator"), f"{VALUES}{key}/eintragen", **told, **TYPED)
    assert answer.status_code == 303
