"""Whatever keeps a form from being taken: its texts come back, and lost files are named."""

import html
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.away import database_away
from tests.wirgrants import creating
from tests.wirgrants.taking import Place
from tests.wirgrants.test_lost_session import TYPED
from tests.wirgrants.world import World

LOST = "Noch nicht gespeichert, bitte noch einmal auswählen: Anlage &amp; mehr.pdf"
HERE = "http://localhost/antraege/"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a page says does not hang on the database."""
    return sqlite_url


def test_a_form_that_fails_says_that_its_file_is_to_be_chosen_again(world: World) -> None:
    made = creating.annex(world)
    typed = {**{name: str(text) for name, text in made.typed.items()}, "valid_from": "irgendwann"}
    place = Place(made.who, made.page, made.to, made.upload, typed)

    answer = place.send((b"%PDF-1.7 ...", "Anlage & mehr.pdf"))

    assert answer.status_code == 422
    assert answer.text.count(LOST) == 2  # in the summary, linked to the field, and at the field
    assert f'href="#{made.upload}"' in answer.text
    assert place.shown_again(answer.text) == typed
    assert LOST not in made.who.get(made.page).text


def sent_while_away(
    world: World, *, referer: str = HERE, **more: str
) -> tuple[FlaskClient, str, dict[str, str], TestResponse]:
    client, ref = world.client("applicant_editor"), world.draft()
    address = f"/antraege/{ref}/abschnitt/vorhaben"
    page = client.get(address).text
    fields = dict(re.findall(r'name="(csrf_token|version|base)" value="([^"]*)"', page))
    fields |= {"project_title": "Neuer Titel", "project_summary": TYPED, **more}
    with database_away(world.app):
        answer = client.post(address, data=fields, headers={"Referer": referer})
    return client, address, fields, answer


def test_a_form_sent_while_the_database_is_away_can_be_sent_again_as_it_was(world: World) -> None:
    client, address, fields, answer = sent_while_away(world)

    assert answer.status_code == 503
    assert "Das System ist gerade ausgelastet" in answer.text
    assert html.escape(TYPED, quote=False) in answer.text.split("zum Kopieren")[1]
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text)
    assert {name: html.unescape(text) for name, text in kept} == fields
    assert f'action="{address}"' in answer.text

    again = client.post(address, data=fields, headers={"Referer": HERE})
    assert again.status_code == 303
    assert "Neuer Titel" in client.get(address).text


@pytest.mark.parametrize(
    "sent", [{"referer": "http://elsewhere.example/"}, {"password": "ein Geheimnis"}], ids=str
)
def test_nothing_from_elsewhere_and_no_password_is_repeated(
    world: World, sent: dict[str, str]
) -> None:
    answer = sent_while_away(world, **sent)[3]

    assert answer.status_code == 503
    assert "Zeile eins" not in answer.text
    assert "Geheimnis" not in answer.text
