"""What was typed survives the end of a session."""

import re

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
