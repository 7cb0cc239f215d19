"""The office's pages, by posting what a browser posts."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from tests.wirgrants.decide.office import Office, ready_case, shown
from wirgrants.models import InboxMessage
from wirgrants.services.proposals import preview_award, propose_award
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState, Role

SIGN = "/bearbeitung/vorgang/{}/zuwendungsbescheid"


@pytest.fixture
def office(world):
    return Office(world)


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)) | dict(
        re.findall(r'<input id="[^"]+" name="([^"]+)" type="hidden" value="([^"]*)">', page)
    )


def step(ref, action, machine="application", subject=None):
    return f"/vorgang/{ref}/schritt/{machine}/{subject or ref}/{action}"


def post(client, path, **fields):
    page = client.get(path)
    assert page.status_code == 200, page.text[:3000]
    return client.post(path, data={**hidden(page.text), **fields})


def test_an_application_goes_through_the_office_by_clicking(office):
    ref = office.filed()
    officer, approver = office.world.client(Role.CASE_OFFICER), office.world.client(Role.APPROVER)
    queue = officer.get("/bearbeitung/").text
    assert "Brücken bauen" in queue

    assert post(officer, step(ref, "begin_check")).status_code == 303
    tab = officer.get(f"/vorgang/{ref}/pruefung").text
    fields = dict.fromkeys(set(re.findall(r'name="(answer_[a-z0-9]+)"', tab)), "met")
    fields |= dict.fromkeys(set(re.findall(r'name="(note_[a-z0-9]+)"', tab)), "Geprüft.")
    done = officer.post(f"/bearbeitung/vorgang/{ref}/pruefung", data={**hidden(tab), **fields})
    assert done.status_code == 303, done.text[:3000]
    assert post(officer, step(ref, "pass_to_review")).status_code == 303
    page = officer.get(step(ref, "record_review")).text
    paper = re.search(r'<option value="([a-z2-7]{16})"', page).group(1)
    voted = post(
        officer, step(ref, "record_review"),
        outcome="favourable", body="Stadt", on="20.11.2026", paper=paper,
    )  # fmt: skip
    assert voted.status_code == 303, voted.text[-3000:]
    page = officer.get(step(ref, "propose_award")).text
    typed = dict(re.findall(r'name="((?:amount|start|end)_[a-z0-9_]+)"[^>]*value="([^"]*)"', page))
    told = {**hidden(page), **typed, "purpose": "Begegnung"}
    previewed = officer.post(step(ref, "propose_award"), data={**told, "preview": "1"})
    assert previewed.status_code == 303, previewed.text[:6000]
    page = officer.get(step(ref, "propose_award")).text
    proposed = officer.post(step(ref, "propose_award"), data={**told, **hidden(page)})
    assert proposed.status_code == 303, re.findall(r"<p[^>]*>(.*?)</p>", proposed.text)
    assert "Brücken bauen" in approver.get("/bearbeitung/freigaben").text
    assert post(approver, SIGN.format(ref), preview="1").status_code == 303
    signed = post(approver, SIGN.format(ref), way="post", sent_on="23.11.2026")
    assert signed.status_code == 303, signed.text[:3000]
    assert office.look(ref).state is ApplicationState.AWARDED


def typed_of(page):
    """What the fields of a page hold."""
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    return {name: unescape(text).strip() for name, text in texts} | {
        name: unescape(text)
        for name, text in re.findall(
            r'name="((?:amount|start|end)_[^"]+)"[^>]*value="([^"]*)"', page
        )
    }


def test_a_returned_proposal_is_where_the_next_one_starts(office):
    with office.world.opened():
        ref = ready_case(office)
    officer, approver = office.world.client(Role.CASE_OFFICER), office.world.client(Role.APPROVER)
    path = step(ref, "propose_award")
    page = officer.get(path).text
    [amount] = [name for name in typed_of(page) if name.startswith("amount_")]
    told = typed_of(page) | {
        amount: "7.000,00", "reason": "Weniger Ausgaben.", "obligations-0-text": "Bericht im Juni.",
    }  # fmt: skip
    previewed = officer.post(path, data={**hidden(page), **told, "preview": "1"})
    assert previewed.status_code == 303, previewed.text[:4000]
    assert officer.post(path, data={**told, **hidden(officer.get(path).text)}).status_code == 303
    why = "Bitte die Auflage <genauer> fassen."
    assert post(approver, step(ref, "return_proposal"), reason=why).status_code == 303

    again = officer.get(path).text
    kept = typed_of(again)
    assert (kept[amount], kept["reason"]) == ("7.000,00", "Weniger Ausgaben.")
    assert kept["obligations-0-text"] == "Bericht im Juni."
    assert hidden(again)["letter"] == ""
    assert why in unescape(again)
    assert "Der letzte Vorschlag wurde zurückgegeben" in again
    assert "zurückgegeben" in officer.get("/bearbeitung/").text
    with office.world.opened(), read_only() as session:
        [message] = session.scalars(
            select(InboxMessage).where(InboxMessage.kind == "proposal_returned")
        ).all()
        assert message.account_id == office.world.actor(Role.CASE_OFFICER).id
        assert why in message.text

    proposed = officer.post(path, data={**hidden(again), **told, "preview": "1"})
    assert proposed.status_code == 303
    assert officer.post(path, data={**told, **hidden(officer.get(path).text)}).status_code == 303
    queue = officer.get("/bearbeitung/").text
    assert "zurückgegeben" not in queue


def test_the_signing_page_names_a_moved_period_in_german_days(office):
    ref = ready_case(office)
    officer = office.world.actor(Role.CASE_OFFICER)
    wish = office.wish()
    later = replace(wish, parts=(replace(wish.parts[0], start=date(2027, 2, 1)),))
    with office.world.opened():
        letter_ref = preview_award(officer, ref, later)
        propose_award(officer, ref, shown(office, ref, letter_ref))
    page = office.world.client(Role.APPROVER).get(SIGN.format(ref)).text
    assert (
        "Beantragt 01.01.2027 bis 31.12.2027, vorgeschlagen 01.02.2027 bis 31.12.2027"
        in unescape(page)
    )
