"""A form that comes too late loses nothing of what was typed, and says where things stand now."""

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)

from forms.base import choices_from
from tests.wirgrants.decide.clicking import hidden, step
from tests.wirgrants.decide.office import Office
from wirgrants.models import Call, Letter
from wirgrants.services.clarify import ask
from wirgrants.services.clarify_letter import Item, Question, preview_question
from wirgrants.services.proposals import Shown
from wirgrants.unit_of_work import read_only
from wirgrants.web.typed import differences, typed_texts_of
from workflows.states import ApplicationState, Role

TYPED = "Bitte erklären Sie <genau>,\nwie „Brücken“ & Wege entstehen."
SHOWN = "Bitte erklären Sie <genau>,"


@pytest.fixture
def office(world):
    return Office(world)


def form_of(page):
    """The texts of the form's fields as a browser would send them again."""
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    return {name: unescape(text).removeprefix("\r\n") for name, text in [*areas, *inputs]}


def question_typed(client, ref):
    address = step(ref, "ask", "clarification", "neu")
    data = hidden(client.get(address).text)
    data |= {"items-0-about": "Konzept", "items-0-request": TYPED, "due_on": "14.12.2026"}
    return address, data | {"note": "Eine Notiz."}


def test_a_stale_step_shows_its_form_again_with_everything_typed(office):
    officer = office.world.client("case_officer")
    ref = office.checking()
    address, data = question_typed(officer, ref)
    with office.world.opened():
        actor = office.world.actor(Role.CASE_OFFICER)
        other = Question(items=(Item(about="Plan", request="Belege"),), due_on=date(2026, 12, 14))
        letter = preview_question(actor, ref, other)
        with read_only() as session:
            digest = session.scalars(select(Letter.pdf_digest).where(Letter.ref == letter)).one()
        shown = Shown(letter_ref=letter, digest=digest, version=office.version_of(ref))
        ask(actor, ref, shown)
    late = officer.post(address, data=data)
    text = unescape(late.text)

    assert late.status_code == 409
    assert "Der Vorgang hat sich inzwischen geändert" in text
    assert "Zuletzt: Nachforderung" in text
    assert office.look(ref).state is ApplicationState.FORMAL_CHECK
    kept = form_of(late.text)
    assert kept["items-0-request"].replace("\r\n", "\n") == TYPED
    assert (kept["items-0-about"], kept["due_on"]) == ("Konzept", "14.12.2026")
    assert kept["version"] == str(office.version_of(ref)) != data["version"]

    again = officer.post(address, data=data | hidden(late.text) | {"preview": "1"})
    assert again.status_code == 303, again.text
    sent = officer.post(address, data=data | hidden(officer.get(address).text))
    assert sent.status_code == 303, sent.text


def test_a_step_that_is_over_lists_what_was_typed_with_a_way_to_the_case(office):
    officer = office.world.client("case_officer")
    ref = office.checking()
    address = step(ref, "withdraw")
    data = hidden(officer.get(address).text) | {"reason": TYPED}
    applicant = office.world.client("signatory")
    mine = hidden(applicant.get(address).text) | {"reason": "Kein Bedarf."}
    assert applicant.post(address, data=mine).status_code == 303
    late = officer.post(address, data=data)
    text = unescape(late.text)

    assert late.status_code == 409
    assert "Dieser Schritt ist nicht mehr möglich" in text
    assert SHOWN in text
    assert "Stand des Vorgangs" in text
    assert f'href="/vorgang/{ref}"><span class="kern-label">Zum Vorgang' in late.text
    assert "<textarea" not in late.text


def test_a_role_that_may_not_take_the_step_is_still_turned_away(office):
    ref = office.checking()
    officer = office.world.client("case_officer")
    data = hidden(officer.get(f"/vorgang/{ref}").text) | {"reason": TYPED}
    approver = office.world.client("approver")
    data |= {"csrf_token": hidden(approver.get("/bearbeitung/").text)["csrf_token"]}

    assert approver.post(step(ref, "begin_check"), data=data).status_code in (403, 409)
    assert office.look(ref).state is ApplicationState.FORMAL_CHECK


def test_any_other_late_form_lists_the_typed_texts_and_links_to_its_page(office):
    lead = office.world.client("programme_lead")
    with office.world.opened(), read_only() as session:
        ref = session.scalars(select(Call.ref)).one()
    address = f"/programm/aufrufe/{ref}/schliessen"
    data = hidden(lead.get(address).text) | {"version": "99", "reason": TYPED}
    late = lead.post(address, data=data)
    text = unescape(late.text)

    assert late.status_code == 409
    assert f'<a href="{address}">Öffnen Sie die Seite erneut.</a>' in late.text
    assert SHOWN in text
    assert "Begründung" in text
    assert late.text.count("wir-conflict__text") == 1


class Row(Form):
    kind = SelectField("Art", choices=choices_from({"": "Bitte wählen", "a": "Personal"}))
    amount = StringField("Betrag")


class Sample(Form):
    title = StringField("Titel")
    secret = PasswordField("Kennwort")
    mark = HiddenField("Zeichen")
    yes = BooleanField("Bestätigt")
    way = RadioField("Weg", choices=choices_from({"p": "Post", "e": "elektronisch"}))
    rows = FieldList(FormField(Row), "Ausgaben")


def test_only_real_differences_are_compared_each_named_once():
    theirs = Sample(data={"title": "A", "rows": [{"kind": "a", "amount": "5,00"}]})
    mine = Sample(data={"title": "A", "rows": [{"kind": "a", "amount": "7,00"}, {}, {}, {}]})
    for place, row in enumerate(mine.rows, start=1):
        row.form.amount.label.text = f"Ausgaben, Zeile {place}: Betrag"

    assert differences(theirs, mine) == [("Ausgaben, Zeile 1: Betrag", "5,00", "7,00")]


def test_typed_texts_hold_no_password_and_no_hidden_mark():
    form = Sample(data={"title": "A", "secret": "geheim", "mark": "m", "yes": True, "way": "e"})

    assert typed_texts_of(form) == [
        ("Titel", "A"), ("Bestätigt", "Ja"), ("Weg", "elektronisch"),
    ]  # fmt: skip
