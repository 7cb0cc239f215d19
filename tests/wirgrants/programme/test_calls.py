"""Calls: nothing opens with an open figure; announced, extended and closed by confirmed steps."""

from datetime import UTC, datetime

from sqlalchemy import select

from tests.wirgrants.programme.pages import errors, fields_of, post, send, words
from tests.wirgrants.world import DAY
from wirgrants import clock
from wirgrants.models import Call, Event
from wirgrants.services.house_events import house_lines
from wirgrants.services.log import verify_all
from wirgrants.services.snapshot import call_terms
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.wording import say

NEW = "/programm/aufrufe/neu"
TERMS = {
    "line_version": "coordination|2014",
    "title": "WIR-Koordination 2027",
    "text": "Bitte sprechen Sie uns an.",
    "first_year": "2027",
    "last_year": "2028",
    "opens_on": "01.12.2026",
    "opens_at": "08:00",
    "closes_on": "28.02.2027",
    "closes_at": "23:59",
}


def prepared(client, **other):
    answer = send(client, NEW, **TERMS | other)
    assert answer.status_code == 303, words(answer.text)
    return answer.location.removesuffix("/werte").rsplit("/", 1)[1]


def settle(client, ref):
    """Confirm what can be confirmed, replace what the guideline leaves empty."""
    address = f"/programm/aufrufe/{ref}/werte"
    typed = {}
    for name, value in fields_of(client.get(address).text).items():
        if name.endswith("-decision") and value == "offen":
            key = name.removesuffix("-decision")
            typed |= {
                name: "ersetzen",
                f"{key}-value": "12",
                f"{key}-reason": "Erlass vom 02.11.2026",
            }
    answer = send(client, address, **typed)
    assert answer.status_code == 303, errors(answer.text)


def stored(app, ref):
    with app.app_context(), read_only() as session:
        return session.scalars(select(Call).where(Call.ref == ref)).one()


def actions(app, ref):
    with app.app_context(), read_only() as session:
        found = session.scalars(select(Event).where(Event.subject_ref == ref).order_by(Event.id))
        return [event.action for event in found]


def test_a_prepared_call_holds_what_was_typed(app, world):
    ref = prepared(world.client("programme_lead"))

    call = stored(app, ref)

    assert (call.line, call.version, call.title, call.text) == (
        "coordination",
        "2014",
        "WIR-Koordination 2027",
        "Bitte sprechen Sie uns an.",
    )
    assert call.years == [2027, 2028]
    assert call.opens_at == datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    assert call.closes_at == datetime(2027, 2, 28, 22, 59, 59, tzinfo=UTC)
    assert call.published_at is None
    assert actions(app, ref) == ["call_prepared"]


def test_the_page_lists_every_figure_with_source_and_mark(world):
    client = world.client("programme_lead")
    ref = prepared(client)

    text = words(client.get(f"/programm/aufrufe/{ref}").text)

    for figure in registry.guideline("coordination", "2014").figures.values():
        assert figure.clause.german() in text
    assert "Noch nicht bekannt zu machen: 3 Werte sind leer oder unbestätigt." in text
    # 28 February 2027 is a Sunday.
    assert "Letzter Tag der Frist 01.03.2027" in text


def test_a_call_with_open_figures_is_not_announced_and_the_error_names_them(app, world):
    client = world.client("programme_lead")
    ref = prepared(client)

    answer = send(client, f"/programm/aufrufe/{ref}/bekanntmachen")

    assert answer.status_code == 422
    assert errors(answer.text) == [
        (
            "Der Aufruf kann nicht bekannt gemacht werden. Bitte bestätigen oder ersetzen Sie "
            "zuerst diese Werte: „Fördersatz“, „Mindesteigenanteil“, "
            "„längster Bewilligungszeitraum“."
        )
    ]
    assert stored(app, ref).published_at is None
    assert actions(app, ref) == ["call_prepared"]


def test_a_replaced_figure_needs_value_and_reason_and_keeps_what_was_typed(app, world):
    client = world.client("programme_lead")
    ref = prepared(client)

    answer = send(
        client,
        f"/programm/aufrufe/{ref}/werte",
        **{
            "share-decision": "ersetzen",
            "share-value": "101",
            "share-reason": "",
            "longest_award-decision": "ersetzen",
            "longest_award-reason": "<b>Erlass</b>",
        },
    )

    assert answer.status_code == 422
    assert errors(answer.text) == [
        "Fördersatz, eigener Wert: Bitte geben Sie höchstens 100 Prozent ein.",
        "Fördersatz, Begründung: Bitte begründen Sie den Wert oder nennen Sie seine Quelle.",
        (
            "längster Bewilligungszeitraum, eigener Wert: Bitte geben Sie den Wert ein, der "
            "gelten soll."
        ),
    ]
    shown = fields_of(answer.text)
    assert shown["share-value"] == "101"
    assert shown["longest_award-reason"] == "<b>Erlass</b>"
    assert "<b>Erlass</b>" not in answer.text
    assert stored(app, ref).figures == {}


def test_settled_figures_reach_the_law(app, world):
    client = world.client("programme_lead")
    ref = prepared(client)
    typed = {
        "share-decision": "ersetzen",
        "share-value": "90 %",
        "share-reason": "Erlass",
        "minimum_own_share-decision": "ersetzen",
        "minimum_own_share-value": "10",
        "minimum_own_share-reason": "Erlass",
        "longest_award-decision": "ersetzen",
        "longest_award-value": "24",
        "longest_award-reason": "Erlass",
    }

    answer = send(client, f"/programm/aufrufe/{ref}/werte", **typed)

    assert answer.status_code == 303
    with app.app_context():
        told = call_terms(stored(app, ref)).figures
    assert {key: (str(f.value), f.replaced) for key, f in told.items()} == {
        "share": ("0.9", "Erlass"),
        "minimum_own_share": ("0.1", "Erlass"),
        "longest_award": ("24", "Erlass"),
    }
    again = fields_of(client.get(f"/programm/aufrufe/{ref}/werte").text)
    assert (again["share-value"], again["longest_award-value"]) == ("90", "24")


def test_announced_opened_extended_and_closed_each_with_an_event(app, world):
    client = world.client("programme_lead")
    ref = prepared(client)
    settle(client, ref)
    base = f"/programm/aufrufe/{ref}"

    assert send(client, f"{base}/bekanntmachen").status_code == 303
    assert "angekündigt" in words(client.get(base).text)
    assert send(client, f"{base}/oeffnen", reason="Wir sind bereit").status_code == 303
    assert stored(app, ref).opens_at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    longer = {"closes_on": "31.03.2027", "reason": "Viele Nachfragen"}
    assert send(client, f"{base}/verlaengern", **longer).status_code == 303
    assert stored(app, ref).closes_at == datetime(2027, 3, 31, 21, 59, 59, tzinfo=UTC)
    assert send(client, f"{base}/schliessen", reason="Mittel erschöpft").status_code == 303

    call = stored(app, ref)
    assert call.closed_reason == "Mittel erschöpft"
    assert call.guideline_digest == registry.digest(registry.guideline("coordination", "2014"))
    assert actions(app, ref) == [
        "call_prepared",
        "call_figures_set",
        "call_announced",
        "call_opened_early",
        "call_extended",
        "call_closed",
    ]
    with app.app_context(), read_only() as session:
        assert list(verify_all(session)) == []
        lines = house_lines(session, {"call_extended"}, subject_ref=ref)
    assert [line.reason for line in lines] == ["Viele Nachfragen"]
    log = words(client.get("/programm/protokoll").text)
    assert "Förderaufruf geschlossen" in log
    assert "Mittel erschöpft" in log


def test_what_is_announced_is_not_changed_any_more(app, world):
    client = world.client("programme_lead")
    ref = prepared(client)
    settle(client, ref)
    send(client, f"/programm/aufrufe/{ref}/bekanntmachen")
    before = stored(app, ref)

    edit = send(client, f"/programm/aufrufe/{ref}/bearbeiten", title="Anders")
    figures = send(client, f"/programm/aufrufe/{ref}/werte")
    again = send(client, f"/programm/aufrufe/{ref}/bekanntmachen")

    said = ["Dieser Schritt ist beim jetzigen Stand des Aufrufs nicht möglich."]
    assert [(a.status_code, errors(a.text)) for a in (edit, figures, again)] == [(422, said)] * 3
    after = stored(app, ref)
    assert (after.title, after.figures, after.row_version) == (
        before.title,
        before.figures,
        before.row_version,
    )


def test_a_shorter_deadline_is_no_extension(app, world):
    client = world.client("programme_lead")
    ref = prepared(client)
    settle(client, ref)
    send(client, f"/programm/aufrufe/{ref}/bekanntmachen")

    answer = send(
        client, f"/programm/aufrufe/{ref}/verlaengern", closes_on="01.02.2027", reason="kürzer"
    )

    assert answer.status_code == 422
    assert errors(answer.text) == [
        "Der neue Antragsschluss muss später als der bisherige und als jetzt sein."
    ]
    assert fields_of(answer.text)["closes_on"] == "01.02.2027"
    assert stored(app, ref).closes_at == datetime(2027, 2, 28, 22, 59, 59, tzinfo=UTC)


def test_a_call_whose_last_year_is_over_offers_no_extension(app, world):
    client = world.client("programme_lead")
    ref = prepared(client)
    settle(client, ref)
    base = f"/programm/aufrufe/{ref}"
    send(client, f"{base}/bekanntmachen")
    offered = "Frist verlängern" in client.get(base).text
    with app.app_context(), unit_of_work() as session:
        clock.stand_still(session, datetime(2029, 1, 2, 9, tzinfo=UTC))
    client = world.client("programme_lead")

    answer = send(client, f"{base}/verlaengern", closes_on="31.01.2029", reason="Zu spät")

    assert offered
    assert "Frist verlängern" not in client.get(base).text
    assert answer.status_code == 422
    assert errors(answer.text) == [
        "Dieser Schritt ist beim jetzigen Stand des Aufrufs nicht möglich."
    ]


def test_two_people_at_once_see_both_texts_and_nothing_is_overwritten(app, world):
    client = world.client("programme_lead")
    ref = prepared(client)
    address = f"/programm/aufrufe/{ref}/bearbeiten"
    mine = fields_of(client.get(address).text) | {"title": "Mein Titel"}
    send(client, address, title="Ihr Titel")

    answer = post(client, address, mine)

    assert answer.status_code == 409
    assert "Ihr Titel" in answer.text
    assert "Mein Titel" in answer.text
    assert stored(app, ref).title == "Ihr Titel"
    resent = post(client, address, fields_of(answer.text))
    assert resent.status_code == 303
    assert stored(app, ref).title == "Mein Titel"


def test_impossible_terms_are_refused_and_kept(app, world):
    client = world.client("programme_lead")
    wrong = TERMS | {
        "line_version": "coordination|1999",
        "title": "T" * 201,
        "text": "unsichtbar \u202e umgedreht \x00",
        "first_year": "2028",
        "last_year": "2027",
        "opens_on": "31.02.2027",
        "opens_at": "25:00",
    }

    answer = send(client, NEW, **wrong)

    assert answer.status_code == 422
    assert errors(answer.text) == [
        (
            "Förderschwerpunkt und Fassung der Richtlinie: "
            "Bitte wählen Sie Förderschwerpunkt und Fassung."
        ),
        (
            "Titel des Aufrufs: Bitte kürzen Sie den Text auf höchstens 200 Zeichen "
            "(jetzt 201 Zeichen)."
        ),
        (
            "Hinweise für Antragstellende: Bitte entfernen Sie unsichtbare Steuerzeichen aus dem "
            "Text: U+202E, U+0000."
        ),
        "Letztes Haushaltsjahr: Das letzte Haushaltsjahr liegt vor dem ersten.",
        (
            "Anträge möglich ab: Diesen Tag gibt es nicht. Bitte geben Sie ein Datum ein, "
            "zum Beispiel 31.12.2026."
        ),
        "Uhrzeit der Öffnung: Bitte geben Sie eine Uhrzeit ein, zum Beispiel 09:00.",
    ]
    shown = fields_of(answer.text)
    assert (shown["title"], shown["opens_on"]) == ("T" * 201, "31.02.2027")
    with app.app_context(), read_only() as session:
        assert session.scalars(select(Call)).all() == []


def test_an_invented_address_is_answered_as_missing(world):
    client = world.client("programme_lead")
    for end in ("", "/bearbeiten", "/werte", "/bekanntmachen", "/schliessen", "/verlaengern"):
        assert client.get(f"/programm/aufrufe/aaaaaaaaaaaaaaaa{end}").status_code == 404


def test_only_versions_that_have_ended_are_called_replaced(app, world):
    page = words(world.client("programme_lead").get("/programm/aufrufe/neu").text)
    known = {(g.line, g.version): g for g in registry.guidelines()}
    names = {key: f"{say(f'line.{key[0]}.name')}, Fassung {key[1]}" for key in known}
    replaced = {key for key, name in names.items() if f"{name} (abgelöst)" in page}

    assert all(name in page for name in names.values())
    assert replaced == {key for key, g in known.items() if g.valid_to and g.valid_to < DAY}
    assert known["diversity_centres", "2026"].valid_to is not None
    assert ("diversity_centres", "2026") not in replaced
