"""Before a proof is handed in: everything it tells is on the page, and in print for the house."""

import html
import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from tests.wirgrants.money.walk import at, awarded, paid, running
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.browsing import step


def words(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))).replace("\xa0", " ")


@pytest.fixture
def written(world):
    """A paid case with a written proof, on a day after its period; case and proof."""
    ref = running(world)
    paid(world, ref, "8000.00")
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref)
    category = walk.first_category(world, ref)
    own = {"source": "own", "label": "Spenden", "year": 2027, "amount": "1200.00"}
    items = [(category, "Leitung", 2027, "9200.00")]
    walk.save(world, ref, proof, walk.content(items, funds=[own]))
    return ref, proof


EVERYTHING = (
    "Alle Ziele erreicht.",
    "84",
    "Leitung",
    "9.200,00 €",
    "Eigenmittel: Spenden",
    "1.200,00 €",
    "Ausgezahlte Zuwendung",
    "8.000,00 €",
)


def test_the_page_shows_all_that_is_handed_in(world, written):
    ref, proof = written
    page = world.client("signatory").get(step(ref, "proof", proof, "submit")).text
    shown = words(page)
    for expected in EVERYTHING:
        assert expected in shown, expected
    assert f'href="/vorgang/{ref}/nachweis/{proof}/druckansicht"' in page
    name = world.actor("signatory").name
    assert re.search(rf'name="name"[^>]*value="{re.escape(name)}"', page)
    assert "läuft noch bis zum" not in shown


def test_a_final_proof_before_the_end_of_the_period_is_warned_of(world, written):
    ref, proof = written
    at(world, date(2027, 12, 30))
    page = world.client("signatory").get(step(ref, "proof", proof, "submit")).text
    assert "Der Bewilligungszeitraum läuft noch bis zum 31.12.2027." in words(page)


def test_the_print_view_holds_the_same_with_lines_to_sign(world, written):
    ref, proof = written
    answer = world.client("applicant_editor").get(f"/vorgang/{ref}/nachweis/{proof}/druckansicht")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    shown = re.sub(r"\s+", " ", text.replace("\xad\n", "").replace("\xa0", " "))
    more = ("noch nicht eingereicht", "der Nachweis erst", "Vorstand oder Geschäftsführung")
    for expected in (*EVERYTHING, *more, "Die Belege werden aufbewahrt"):
        assert expected in shown, expected
    for name, status in (("stranger", 404), ("case_officer", 403)):
        path = f"/vorgang/{ref}/nachweis/{proof}/druckansicht"
        assert world.client(name).get(path).status_code == status, name


def test_the_name_is_filled_in_where_an_award_is_accepted(world):
    ref = awarded(world)
    page = world.client("signatory").get(step(ref, "application", ref, "accept")).text
    name = world.actor("signatory").name
    assert re.search(rf'name="name"[^>]*value="{re.escape(name)}"', page)
