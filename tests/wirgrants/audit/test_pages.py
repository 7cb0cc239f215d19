"""What an auditor sees: every filed case and its log, nothing to press, each look noted."""

import csv
import io

import pytest
from sqlalchemy import text

from tests.support.statements import counted
from tests.wirgrants.audit.asking import house_events
from tests.wirgrants.decide.office import Office, ready_case, to_proposed
from wirgrants.extensions import db
from wirgrants.services.casework import add_note
from wirgrants.triggers import drop_triggers
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.lifecycle import StepNotOpen
from workflows.procedures import SIDE_MACHINES
from workflows.states import Role

LIFECYCLES = [*registry.lines(), *(machine.value for machine in SIDE_MACHINES)]


@pytest.fixture
def cases(world):
    """A filed, a withdrawn and a draft case; their refs by stand."""
    return {
        "filed": world.filed(title="Gefiltert", number="WIR-2027-0001"),
        "withdrawn": _withdrawn(world),
        "draft": world.draft(title="Noch geheim"),
    }


def _withdrawn(world):
    ref = world.filed(title="Zurückgezogen", number="WIR-2027-0002")
    world.step(ref, "withdraw", "signatory")
    return ref


def test_the_list_shows_every_filed_case_and_no_draft(world, cases):
    page = world.client(Role.AUDITOR).get("/pruefung/").text
    assert "WIR-2027-0001" in page
    assert "WIR-2027-0002" in page
    assert "Noch geheim" not in page
    assert "2 Vorgänge" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("stand=withdrawn", {"WIR-2027-0002"}),
        ("stand=open", {"WIR-2027-0001"}),
        ("stand=closed", {"WIR-2027-0002"}),
        ("linie=migrant_organisations", {"WIR-2027-0001", "WIR-2027-0002"}),
        ("linie=coordination", set()),
        ("jahr=2026", {"WIR-2027-0001", "WIR-2027-0002"}),
        ("jahr=2025", set()),
    ],
)
def test_filters_choose_in_list_and_csv_alike(world, cases, asked, found):
    client = world.client(Role.AUDITOR)
    page = client.get(f"/pruefung/?{asked}").text
    assert {n for n in ("WIR-2027-0001", "WIR-2027-0002") if n in page} == found
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"/pruefung/liste.csv?{asked}").text.lstrip("\ufeff")),
            delimiter=";",
        )
    )
    assert {row["Aktenzeichen"] for row in rows} == found


def test_the_list_needs_the_same_statements_for_one_case_and_for_sixty(world, app):
    office = Office(world)
    office.filed()
    client = world.client(Role.AUDITOR)
    with counted(app) as few:
        client.get("/pruefung/")
    office.bulk(59)
    with counted(app) as many:
        client.get("/pruefung/")
    assert len(few) == len(many) <= 6


def test_a_case_is_open_to_an_auditor_with_nothing_to_press(world):
    ref = ready_case(Office(world))
    client = world.client(Role.AUDITOR)
    page = client.get(f"/vorgang/{ref}").text
    tabs = {
        part.split('"')[0] for part in page.split(f'href="/vorgang/{ref}/')[1:]
        if "/" not in part.split('"')[0]
    }  # fmt: skip
    assert {"antrag", "unterlagen", "pruefung", "notizen", "protokoll", "pruefakte", "ablauf"} <= {
        {"vermerke": "notizen"}.get(tab, tab) for tab in tabs
    }
    for tab in ["", *sorted(tabs)]:
        answer = client.get(f"/vorgang/{ref}/{tab}".rstrip("/"))
        assert answer.status_code == 200, tab
        assert "/schritt/" not in answer.text, tab
        forms = answer.text.split("<form")[1:]
        told = [form.split('action="')[1].split('"')[0] for form in forms if 'action="' in form]
        assert set(told) <= {"/abmelden", f"/pruefung/vorgang/{ref}/akte"}, tab
        assert len(told) == len(forms), tab


def test_a_closed_page_leads_an_auditor_to_the_own_list(world):
    auditor = world.client(Role.AUDITOR)
    closed = auditor.get("/bearbeitung/")
    assert closed.status_code == 403
    assert '<a href="/start">Zur Liste aller Vorgänge für die Prüfung</a>' in closed.text
    assert auditor.get("/start").headers["Location"] == "/pruefung/"


def test_every_look_is_noted_outside_the_case(world):
    ref = world.filed()
    client = world.client(Role.AUDITOR)
    with world.opened(), read_only() as session:
        before = session.execute(text("SELECT row_version, log_length FROM funding_case")).one()
    client.get(f"/vorgang/{ref}")
    client.get(f"/vorgang/{ref}/protokoll")
    client.get(f"/vorgang/{ref}/gibtesnicht")
    client.get("/vorgang/aaaaaaaaaaaaaaaa")
    client.get("/pruefung/")
    told = [(e.subject_ref, e.data["what"]) for e in house_events(world, "case_seen")]
    assert told == [(ref, "Übersicht"), (ref, "Protokoll")]
    with world.opened(), read_only() as session:
        after = session.execute(text("SELECT row_version, log_length FROM funding_case")).one()
    assert after == before
    assert "Eingesehen: Übersicht" in client.get(f"/vorgang/{ref}/protokoll").text


def test_what_others_read_is_not_noted(world):
    ref = world.filed()
    world.client(Role.CASE_OFFICER).get(f"/vorgang/{ref}")
    world.client("signatory").get(f"/vorgang/{ref}")
    assert house_events(world, "case_seen") == []


@pytest.mark.parametrize("name", [Role.CASE_OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR])
def test_the_protocol_tells_every_step(world, name):
    ref = world.filed()
    world.step(ref, "begin_check", "case_officer")
    page = world.client(name).get(f"/vorgang/{ref}/protokoll").text
    assert "Die Kette des Protokolls ist unversehrt." in page
    assert "3 Einträge" in page
    assert "Case Officer" in page
    assert page.count('scope="row" class="num"') == 3
    with world.opened(), read_only() as session:
        head = session.execute(text("SELECT log_head FROM funding_case")).scalar_one()
    assert head in page


def test_a_broken_chain_is_told(world, app):
    ref = world.filed()
    with world.opened(), db.engine.connect() as plain:
        connection = plain.execution_options(wirgrants_writing=True)
        drop_triggers(connection)
        connection.execute(text("UPDATE event SET reason = 'anders' WHERE case_seq = 2"))
        connection.commit()
    page = world.client(Role.AUDITOR).get(f"/vorgang/{ref}/protokoll").text
    assert "Die Kette des Protokolls ist nicht unversehrt." in page
    assert "Eintrag 2: changed" not in page
    assert "Eintrag 2: nachträglich verändert" in page


def test_a_refused_attempt_stands_beside_the_chain(world):
    ref = world.filed()
    with pytest.raises(StepNotOpen):
        world.step(ref, "approve_award", "approver")
    page = world.client(Role.AUDITOR).get(f"/vorgang/{ref}/protokoll").text
    assert "Abgewiesene Versuche (1)" in page
    assert "Schritt nicht offen" in page
    assert "2 Einträge" in page


def test_the_applicant_has_no_internal_tab(world):
    ref = world.filed()
    client = world.client("signatory")
    page = client.get(f"/vorgang/{ref}").text
    assert "Protokoll" not in page
    for tab in ("protokoll", "pruefakte"):
        assert client.get(f"/vorgang/{ref}/{tab}").status_code == 404


def test_the_applicant_is_not_told_of_a_proposal_by_the_picture(world):
    ref = to_proposed(Office(world))
    page = world.client("signatory").get(f"/vorgang/{ref}/ablauf").text
    assert 'is-present" data-state="ready"' in page
    assert page.count("is-present") == 1
    staff = world.client(Role.AUDITOR).get(f"/vorgang/{ref}/ablauf").text
    assert 'is-present" data-state="award_proposed"' in staff


@pytest.mark.parametrize(
    "name", [*sorted(registry.lines()), *sorted(m.value for m in SIDE_MACHINES)]
)
def test_every_lifecycle_is_drawn_for_everybody(app, name):
    answer = app.test_client().get(f"/hilfe/ablauf/{name}")
    assert answer.status_code == 200
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="lifecycle"' in answer.text
    assert "style=" not in answer.text


def test_the_list_of_lifecycles_leads_to_all(app):
    page = app.test_client().get("/hilfe/ablauf/").text
    for name in LIFECYCLES:
        assert f'href="/hilfe/ablauf/{name}"' in page
    assert app.test_client().get("/hilfe/ablauf/unbekannt").status_code == 404


def test_every_guide_is_shown_to_everybody(app):
    from wirgrants.web.guides import all_guides

    client = app.test_client()
    page = client.get("/hilfe/").text
    for guide in all_guides():
        assert f'href="/hilfe/{guide.slug}"' in page
        assert f"<h1>{guide.title}</h1>" in client.get(f"/hilfe/{guide.slug}").text
    assert client.get("/hilfe/unbekannt").status_code == 404


def test_the_health_says_nothing_but_that(app, world):
    answer = app.test_client().get("/gesund")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


@pytest.mark.parametrize("tab", ["", "/protokoll", "/pruefakte", "/ablauf"])
def test_a_page_needs_the_same_statements_however_long_the_log_is(world, app, tab):
    ref = world.filed()
    client = world.client(Role.AUDITOR)
    with counted(app) as few:
        assert client.get(f"/vorgang/{ref}{tab}").status_code == 200
    with world.opened():
        for number in range(30):
            add_note(world.actor(Role.CASE_OFFICER), ref, f"Vermerk {number}")
    with counted(app) as many:
        assert client.get(f"/vorgang/{ref}{tab}").status_code == 200
    # Four more than anybody else's page: the look is noted in the house's chain.
    assert len(few) == len(many) <= 12 + 4


def test_a_long_protocol_goes_on_page_by_page(world):
    ref = world.filed()
    with world.opened():
        for number in range(110):
            add_note(world.actor(Role.CASE_OFFICER), ref, f"Vermerk {number}")
    client = world.client(Role.AUDITOR)
    first = client.get(f"/vorgang/{ref}/protokoll").text
    assert first.count('scope="row" class="num"') == 100
    assert f"/vorgang/{ref}/protokoll?vor=13" in first
    second = client.get(f"/vorgang/{ref}/protokoll?vor=13").text
    assert second.count('scope="row" class="num"') == 12
    assert "Zum Anfang" in second
    for odd in ("x", "-1", "999999999999", "\u0663"):
        assert client.get(f"/vorgang/{ref}/protokoll?vor={odd}").status_code == 200
