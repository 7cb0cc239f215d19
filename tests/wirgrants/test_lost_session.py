"""What was typed survives the end of a session."""

import html
import re

import pytest

from forms.account import SECRETS
from tests.wirgrants.world import World

TYPED = "Zeile eins\nZeile <zwei>"


def typed_after_the_session(world: World, referer: str):
    client = world.client("applicant_editor")
    ref = world.draft()
    address = f"/antraege/{ref}/abschnitt/vorhaben"
    page = client.get(address).text
    fields = dict(re.findall(r'name="(csrf_token|version|base)" value="([^"]*)"', page))
    client.delete_cookie("wirgrants")
    fields |= {"project_title": "Neuer Titel", "project_summary": TYPED}
    return client.post(address, data=fields, headers={"Referer": referer})


def test_a_form_sent_too_late_is_kept_and_can_be_sent_again(world):
    answer = typed_after_the_session(world, "http://localhost/antraege/")

    assert answer.status_code == 401
    assert "Ihre Sitzung ist beendet" in answer.text
    assert 'value="Zeile eins\nZeile &lt;zwei&gt;"' in answer.text
    assert answer.text.count('name="csrf_token"') == 1


def test_passwords_typed_after_the_session_are_on_no_page(world):
    client = world.client("case_officer")
    page = client.get("/konto/kennwort").text
    fields = dict(re.findall(r'name="(csrf_token)" value="([^"]*)"', page))
    client.delete_cookie("wirgrants")
    fields |= {"present": "das alte Geheimnis", "wanted": "das neue Geheimnis"}
    fields["repeated"] = fields["wanted"]
    referer = {"Referer": "http://localhost/konto/kennwort"}
    answer = client.post("/konto/kennwort", data=fields, headers=referer)

    assert answer.status_code == 401
    assert "Ihre Sitzung ist beendet" in answer.text
    assert "Kennwörter danach neu ein" in answer.text
    assert "Geheimnis" not in answer.text
    assert "noch einmal absenden" not in answer.text
    assert {"present", "wanted", "repeated", "password"} == SECRETS


def test_another_site_cannot_have_its_words_kept(world):
    answer = typed_after_the_session(world, "http://elsewhere.example/")

    assert answer.status_code == 400
    assert "Zeile eins" not in answer.text


def test_a_visitors_post_without_any_form_is_no_lost_session(world):
    answer = world.client().post("/antraege/aaaaaaaaaaaaaaaa/einreichen")

    assert answer.status_code == 400


@pytest.mark.parametrize("token", [{}, {"csrf_token": "gefälscht"}])
def test_a_form_with_an_old_token_is_kept_and_can_be_sent_again(world, token):
    ref = world.filed()
    client = world.client("case_officer")
    path = f"/vorgang/{ref}/vermerke"
    page = client.get(path).text
    [once] = re.findall(r'name="once" value="([^"]*)"', page)[:1]
    address = f"/bearbeitung/vorgang/{ref}/vermerk"
    typed = {**token, "once": once, "text": TYPED}
    kept = client.post(address, data=typed, headers={"Referer": f"http://localhost{path}"})
    fields = dict(re.findall(r'name="([^"]*)" value="([^"]*)"', kept.text))
    sent = client.post(address, data={name: html.unescape(text) for name, text in fields.items()})

    assert kept.status_code == 400
    assert "Bitte senden Sie Ihre Eingaben noch einmal ab" in kept.text
    assert sent.status_code == 303
    assert "Zeile &lt;zwei&gt;" in client.get(path).text


def test_another_site_has_no_words_kept_for_whoever_is_signed_in(world):
    ref = world.filed()
    address = f"/bearbeitung/vorgang/{ref}/vermerk"
    answer = world.client("case_officer").post(
        address, data={"text": TYPED}, headers={"Referer": "http://elsewhere.example/"}
    )

    assert answer.status_code == 400
    assert "Zeile eins" not in answer.text


def test_passwords_with_an_old_token_are_on_no_page(world):
    typed = {"present": "das alte Geheimnis", "wanted": "das neue Geheimnis"}
    referer = {"Referer": "http://localhost/konto/kennwort"}
    answer = world.client("case_officer").post("/konto/kennwort", data=typed, headers=referer)

    assert answer.status_code == 400
    assert "Geheimnis" not in answer.text
