"""Nothing is made twice: the same form again leads to what it made, at once or much later."""

import csv
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.wirgrants.creating import FORMS, Filled, budget, intake, note, paper, rows
from tests.wirgrants.programme.pages import fields_of, words
from tests.wirgrants.world import World
from wirgrants import clock
from wirgrants.errors import AlreadySent
from wirgrants.jobs.nightly import FORGET
from wirgrants.jobs.registry import all_jobs
from wirgrants.models import FundingCase, Note, NumberSeries, Organisation, UsedForm
from wirgrants.once import SentForm, sending
from wirgrants.services.casework import add_note
from wirgrants.services.used_forms import KEPT_FOR
from wirgrants.unit_of_work import read_only, unit_of_work
from wirgrants.web.once import SAID, counts_once, new_token
from workflows.states import Role

TABLE = Path(__file__).with_name("double_posts.csv")


def table() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return {row["endpoint"]: row["held_by"] for row in csv.DictReader(handle)}


def used(world: World) -> list[UsedForm]:
    with world.opened(), read_only() as session:
        session.rollback()
        return list(session.scalars(select(UsedForm)))


def test_every_form_says_what_makes_a_second_sending_harmless(app):
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    once = {name for name in posts if counts_once(app.view_functions[name])}

    assert set(table()) == posts
    assert {name for name, held_by in table().items() if held_by == "once"} == once
    assert set(FORMS) == once


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_same_bytes_twice_make_one_row(world, name):
    form = FORMS[name](world)
    before = rows(world, form.makes)

    first = form.send()
    second = form.send()

    assert (first.status_code, second.status_code) == (303, 303), words(first.text)
    assert second.location == first.location
    assert rows(world, form.makes) == before + 1
    assert SAID in form.who.get(second.location, follow_redirects=True).text


def test_a_paper_application_sent_twice_is_one_case_with_one_number(world):
    form = intake(world)

    first, second = form.send(), form.send()

    assert second.location == first.location
    assert first.location.startswith("/bearbeitung/vorgang/")
    with world.opened(), read_only() as session:
        assert [case.number for case in session.scalars(select(FundingCase))] == ["WIR-2026-0001"]
        assert [series.last for series in session.scalars(select(NumberSeries))] == [1]
        new = session.scalars(select(Organisation).where(Organisation.name == "Neuer Verein"))
        assert len(new.all()) == 1


def at_once(form: Filled, senders: int = 4) -> list[tuple[int, str]]:
    """Send the form from so many threads, off at a barrier; what each was answered."""
    barrier = threading.Barrier(senders)
    answers: list[tuple[int, str]] = []
    cookie = form.who.get_cookie("wirgrants")
    assert cookie is not None

    def press() -> None:
        browser = form.who.application.test_client()
        browser.set_cookie("wirgrants", cookie.value)
        barrier.wait(30)
        answer = form.send(browser)
        answers.append((answer.status_code, answer.location))

    threads = [threading.Thread(target=press) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return answers


@pytest.mark.parametrize("make", [intake, note, paper, budget])
def test_clicks_at_the_same_moment_make_one_row(world, make):
    form = make(world)
    before = rows(world, form.makes)

    answers = at_once(form)

    assert len(answers) == 4
    assert {status for status, _ in answers} == {303}
    assert len({place for _, place in answers}) == 1
    assert rows(world, form.makes) == before + 1
    assert len(used(world)) == 1


def test_a_refused_form_keeps_its_token(world):
    form = note(world)

    refused = form.send(text="")
    taken = form.send()

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert rows(world, Note) == 1
    assert [row.token for row in used(world)] == [form.held["once"]]


@pytest.mark.parametrize("token", [None, "", "neu", "x" * 42, "x" * 44, "ä" * 43, "' OR 1=1 --"])
def test_a_form_without_a_readable_token_is_kept_and_can_be_sent(world, token):
    form = note(world)

    asked = form.send(once=token, text="Anruf <b>erledigt</b>")

    assert asked.status_code == 422
    assert "fehlte das Kennzeichen" in asked.text
    assert 'name="text" value="Anruf &lt;b&gt;erledigt&lt;/b&gt;"' in asked.text
    assert rows(world, Note) == 0
    again = form.who.post(form.to, data=fields_of(asked.text))
    assert again.status_code == 303
    with world.opened(), read_only() as session:
        assert session.scalars(select(Note.text)).all() == ["Anruf <b>erledigt</b>"]


def test_another_text_under_a_spent_token_is_not_lost(world):
    form = note(world)
    form.send()

    asked = form.send(text="Ein zweiter Vermerk")

    assert asked.status_code == 422
    assert "wurde schon einmal abgeschickt, damals mit anderen Angaben" in asked.text
    assert rows(world, Note) == 1
    assert form.who.post(form.to, data=fields_of(asked.text)).status_code == 303
    assert rows(world, Note) == 2


def test_a_token_counts_for_whoever_spent_it(world):
    form = note(world)
    form.send()
    other = world.client("second_officer")
    page = fields_of(other.get(form.page).text)

    asked = form.send(other, csrf_token=page["csrf_token"])

    assert asked.status_code == 422
    assert rows(world, Note) == 1


def test_what_a_rollback_undoes_gives_the_token_back(world, context):
    ref = world.filed()
    form = SentForm(new_token(), world.actor(Role.CASE_OFFICER).id, "d" * 64)
    with sending(form), pytest.raises(ZeroDivisionError), unit_of_work():
        raise ZeroDivisionError
    assert (used(world), form.spent) == ([], False)

    with sending(form):
        add_note(world.actor(Role.CASE_OFFICER), ref, "Zum ersten Mal")
        add_note(world.actor(Role.CASE_OFFICER), ref, "Im selben Aufruf")
    again = SentForm(form.token, form.account_id, form.digest)
    with sending(again), pytest.raises(AlreadySent):
        add_note(world.actor(Role.CASE_OFFICER), ref, "Zum zweiten Mal")

    assert rows(world, Note) == 2
    add_note(world.actor(Role.CASE_OFFICER), ref, "Ohne Formular, wie ein Befehl")
    assert (rows(world, Note), len(used(world))) == (3, 1)


def test_old_tokens_are_forgotten_at_night(world, context):
    now = clock.now()
    with unit_of_work() as session:
        for days, token in ((KEPT_FOR.days - 1, "y" * 43), (KEPT_FOR.days + 1, "o" * 43)):
            at = now - timedelta(days=days)
            account = world.actor(Role.CASE_OFFICER).id
            session.add(UsedForm(token=token, account_id=account, used_at=at, digest="d" * 64))

    all_jobs()[FORGET]({})

    assert [row.token for row in used(world)] == ["y" * 43]
