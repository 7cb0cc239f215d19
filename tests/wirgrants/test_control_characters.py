"""Characters that no keyboard types end in a page of ours on every database, never in an error."""

import pytest


def once_token(page):
    return page.split('name="once" value="')[1].split('"')[0]


def csrf_token(page):
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


@pytest.mark.parametrize("address", ["/vorgang/a%00b", "/vorgang/a%01b", "/bearbeitung/a%00b"])
def test_a_path_with_a_control_character_leads_nowhere(world, address):
    answer = world.client("case_officer").get(address)

    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text


@pytest.mark.parametrize("query", ["nach=%00", "%00=1", "nach=1&nach=%1F"])
def test_a_query_with_a_control_character_is_refused(world, query):
    answer = world.client("case_officer").get(f"/bearbeitung/?{query}")

    assert answer.status_code == 400
    assert "<h1" in answer.text


def test_tabs_and_line_ends_in_a_query_are_taken(world):
    answer = world.client("case_officer").get("/bearbeitung/?suche=a%09b%0D%0Ac")

    assert answer.status_code == 200


def test_a_forged_reference_in_a_form_is_refused_and_typed_text_is_answered(world):
    ref = world.filed()
    client = world.client("case_officer")
    page = client.get(f"/vorgang/{ref}/vermerke").text
    token = {"csrf_token": csrf_token(page)}
    forged = client.post(
        f"/bearbeitung/vorgang/{ref}/zustaendig", data={**token, "account": "a\0b"}
    )
    badge = client.post(
        f"/bearbeitung/vorgang/{ref}/vermerk", data={**token, "once": "a\0b", "text": "Anruf"}
    )
    typed = client.post(
        f"/bearbeitung/vorgang/{ref}/vermerk",
        data={**token, "once": once_token(page), "text": "Anruf\0 erledigt"},
    )

    assert forged.status_code == 400
    assert badge.status_code == 400
    assert typed.status_code == 422
    assert "Steuerzeichen" in typed.text


@pytest.mark.parametrize(("email", "password"), [("a\0@example.org", "x"), ("a@example.org", "\0")])
def test_signing_in_with_control_characters_fails_as_usual(world, email, password):
    client = world.client()
    page = client.get("/anmelden").text
    data = {"csrf_token": csrf_token(page), "email": email, "password": password}
    answer = client.post("/anmelden", data=data)

    assert answer.status_code == 200
    assert "Die Anmeldung ist fehlgeschlagen" in answer.text
