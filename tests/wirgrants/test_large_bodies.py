"""A request that is too large is told so, whatever it carries; its texts are not taken with it."""

import io
import re
from pathlib import Path

import pytest

from tests.wirgrants.decide.clicking import hidden, send, step
from tests.wirgrants.decide.office import Office
from tests.wirgrants.decide.test_intake import PATH as INTAKE
from tests.wirgrants.decide.test_intake import filled
from tests.wirgrants.decide.test_review import asked
from tests.wirgrants.world import PASSWORD, case_by_ref
from wirgrants import web
from wirgrants.models import FundingCase, Paper
from wirgrants.services.review import close_check
from wirgrants.unit_of_work import read_only
from wirgrants.web.uploading import READ_ON, Discarded
from workflows.states import Role

MOST = 80_000
SAID = "Auf einmal werden höchstens 80 KB angenommen"
TYPED = "Ein langer Satz über „Brücken“ & <i>mehr</i>."


@pytest.fixture
def world(world):
    """People who may send at most 80 KB at once."""
    world.app.config["MAX_CONTENT_LENGTH"] = MOST
    return world


@pytest.fixture
def office(world):
    return Office(world)


def large(name="Unterlage.pdf"):
    return io.BytesIO(b"%PDF-1.7 " + b"a" * MOST), name


def text_of(answer):
    """The page as people read it."""
    plain = re.sub(r"<[^>]+>", " ", answer.text)
    return " ".join(plain.replace("\xa0", " ").replace("&nbsp;", " ").split())


def refused_page(answer):
    """Whether it is the page that says what is too large, how much is taken and what to do."""
    text = text_of(answer)
    return answer.status_code == 413 and all(
        sentence in text
        for sentence in (
            "Die Datei oder Eingabe ist zu groß",
            "Es wurde nichts gespeichert.",
            SAID,
            "Eine Datei darf höchstens 25 MB groß sein, ein Textfeld höchstens 20.000 Zeichen",
            "Zurück-Taste",
        )
    )


def rows(world, model):
    with world.opened(), read_only() as session:
        session.expire_all()
        return session.query(model).count()


def test_signing_in_with_too_much_is_refused_and_works_afterwards(world):
    client = world.client()
    told = {**hidden(client.get("/anmelden").text), "email": "approver@example.org"}
    answer = client.post("/anmelden", data={**told, "password": "a" * MOST})

    assert refused_page(answer)
    assert client.post("/anmelden", data={**told, "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_section_with_too_much_text_leaves_the_draft_as_it_was(world, kind):
    ref = world.draft()
    client = world.client("applicant_editor")
    draft = client.get(f"/antraege/{ref}/").text
    address = re.search(rf'href="(/antraege/{ref}/abschnitt/[^"]+)"', draft)
    assert address, draft
    fields = hidden(client.get(address.group(1)).text)
    with world.opened(), read_only() as session:
        before = case_by_ref(session, ref).row_version
    world.app.config["MAX_FORM_MEMORY_SIZE"] = MOST
    answer = client.post(
        address.group(1), data={**fields, "project_title": "a" * (MOST + 1)}, content_type=kind
    )

    assert refused_page(answer)
    with world.opened(), read_only() as session:
        session.expire_all()
        assert case_by_ref(session, ref).row_version == before


def test_an_upload_that_is_too_large_is_named_beside_its_field(world):
    ref = world.draft()
    client = world.client("applicant_editor")
    answer = send(client, f"/antraege/{ref}/unterlagen", kind="other", file=large())

    assert answer.status_code == 413
    assert SAID in text_of(answer)
    assert 'type="file"' in answer.text
    assert rows(world, Paper) == 0


def test_a_paper_application_keeps_every_text_of_its_form(office):
    officer = office.world.client(Role.CASE_OFFICER)
    before = rows(office.world, FundingCase)
    told = filled(office, officer.get(f"{INTAKE}?suche=brück").text, scan=large())
    answer = officer.post(INTAKE, data={**told, "project_title": "Ein Titel & mehr"})

    assert answer.status_code == 413
    assert SAID in text_of(answer)
    for shown in ("Ein Titel &amp; mehr", "20.11.2026", "Ada Beispiel", "Vorsitz"):
        assert f'value="{shown}"' in answer.text, shown
    assert rows(office.world, FundingCase) == before
    told |= {"scan": (io.BytesIO(b"no paper"), "a.pdf"), "project_title": "Ein Titel & mehr"}
    assert officer.post(INTAKE, data=told).status_code == 422  # the token was not spent


def test_an_answer_keeps_its_text_though_its_papers_are_too_large(office):
    officer = office.world.client(Role.CASE_OFFICER)
    ref = office.checking()
    assert asked(office, officer, ref).status_code == 303
    page = office.world.client("signatory").get(f"/vorgang/{ref}").text
    address = re.search(rf'"(/vorgang/{ref}/schritt/clarification/[^"]+/answer)"', page).group(1)
    before = rows(office.world, Paper)
    answer = send(
        office.world.client("signatory"), address, answer=TYPED, papers=[large("a.pdf"), large()]
    )

    assert answer.status_code == 413
    assert SAID in text_of(answer)
    assert "„Brücken“ &amp; &lt;i&gt;mehr&lt;/i&gt;.</textarea>" in answer.text
    assert rows(office.world, Paper) == before


def test_a_vote_keeps_its_text_though_its_paper_is_too_large(office):
    officer = office.world.client(Role.CASE_OFFICER)
    ref = office.answered()
    with office.world.opened():
        actor = office.world.actor(Role.CASE_OFFICER)
        close_check(actor, ref, "pass_to_review", version=office.version_of(ref))
    before = office.version_of(ref), rows(office.world, Paper)
    told = {"outcome": "favourable", "body": "Stadt & Land", "on": "20.11.2026", "text": TYPED}
    answer = send(officer, step(ref, "record_review"), **told, paper="", file=large())

    assert answer.status_code == 413
    assert SAID in text_of(answer)
    assert 'value="Stadt &amp; Land"' in answer.text
    assert "„Brücken“ &amp; &lt;i&gt;mehr&lt;/i&gt;.</textarea>" in answer.text
    assert (office.look(ref).row_version, rows(office.world, Paper)) == before


def test_an_annex_keeps_its_title_though_its_document_is_too_large(office):
    told = {"kind": "anbest_p", "title": "ANBest & mehr", "valid_from": "01.01.2027"}
    client = office.world.client(Role.ADMINISTRATOR)
    answer = send(client, "/verwaltung/anlagen/neu", **told, document=large())

    assert answer.status_code == 413
    assert SAID in text_of(answer)
    assert 'value="ANBest &amp; mehr"' in answer.text
    assert 'value="01.01.2027"' in answer.text


@pytest.mark.parametrize("who", [None, "case_officer"])
def test_nobody_is_read_further_than_the_ceiling_and_strangers_not_at_all(world, who):
    size = MOST + 1 if who is None else READ_ON * MOST + 1
    sent = {"file": (io.BytesIO(b"a" * size), "a.pdf")}
    answer = world.client(who).post("/bearbeitung/papierantrag", data=sent)

    assert refused_page(answer)


def test_of_a_file_that_is_thrown_away_nothing_is_kept():
    thrown = Discarded()

    assert thrown.write(b"abc") == 3
    thrown.seek(0)
    assert thrown.read() == b""


def test_every_page_reads_its_files_through_the_one_door():
    """Else a page would take the empty rest of a file that was thrown away."""
    places = [Path(place) for place in web.__path__]
    modules = {file for place in places for file in place.rglob("*.py")}
    reading = {file.name for file in modules if re.search(r"\.read\(\)|\.save\(", file.read_text())}

    assert reading == {"uploading.py"}
