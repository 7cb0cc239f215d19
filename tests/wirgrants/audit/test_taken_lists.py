"""Whoever takes a list out of the system is noted, with what was chosen."""

import pytest

from tests.wirgrants.decide.office import Office
from wirgrants.services.house_events import house_lines
from wirgrants.unit_of_work import read_only
from workflows.states import Role


@pytest.mark.parametrize(
    ("role", "address", "what"),
    [
        (Role.AUDITOR, "/pruefung/liste.csv?suche=Nachname&jahr=", "Prüfliste"),
        (Role.CASE_OFFICER, "/bearbeitung/liste.csv?suche=Nachname", "Vorgänge"),
        (Role.FINANCE, "/kasse/auszahlungen.csv?suche=Nachname", "Auszahlungen"),
    ],
)
def test_a_taken_list_is_noted_before_its_rows(world, role, address, what):
    Office(world).filed()
    answer = world.client(role).get(address)

    assert answer.text.startswith("\ufeff")
    assert answer.mimetype == "text/csv"
    with world.opened(), read_only() as session:
        [line] = house_lines(session, {"list_taken"})
        assert line.who == world.actor(role).name
        assert line.data == {"list": what}
        assert line.personal == {"filters": "suche: Nachname"}
    page = world.client(Role.ADMINISTRATOR).get("/verwaltung/protokoll").text
    assert f"{what} (suche: Nachname)" in page


def test_a_visitor_takes_no_list_and_leaves_no_note(world):
    assert world.client().get("/pruefung/liste.csv").status_code == 303
    with world.opened(), read_only() as session:
        assert house_lines(session, {"list_taken"}) == ()
