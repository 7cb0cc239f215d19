"""Dated values, annexes, the register and the operator's texts."""

import hashlib
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfWriter
from sqlalchemy import select

from tests.wirgrants.programme.pages import errors, fields_of, post, send, words
from wirgrants.models import Annex, Event, OperatorText, Parameter
from wirgrants.services.operator_texts import operator_text
from wirgrants.services.parameters import load_parameters
from wirgrants.services.register import CREDIT, load_shipped
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.parameters import DEFAULTS
from workflows.sources import Mark

VALUES = "/verwaltung/werte/"


def table(app):
    with app.app_context(), read_only() as session:
        return load_parameters(session)


def test_a_new_value_counts_from_its_day_on(app, world):
    admin = world.client("administrator")

    answer = send(
        admin,
        f"{VALUES}base_rate/eintragen",
        valid_from="01.07.2026",
        value="-0,88",
        source="BGB",
        number="§ 247",
        confirmed="y",
        note="Bekanntmachung der Bundesbank",
    )

    assert answer.status_code == 303
    known = table(app)
    assert known.decimal("base_rate", date(2026, 6, 30)) == Decimal("1.27")
    assert known.decimal("base_rate", date(2026, 7, 1)) == Decimal("-0.88")
    assert known.on("base_rate", date(2026, 7, 1)).mark is Mark.CONFIRMED
    page = words(admin.get(f"{VALUES}base_rate").text)
    assert "01.07.2026 -0,88 % § 247 BGB bestätigt" in page
    assert "Bekanntmachung der Bundesbank" in page


def test_a_base_rate_leaves_no_half_year_out(app, world):
    admin = world.client("administrator")
    address = f"{VALUES}base_rate/eintragen"
    typed = {"value": "1,27", "source": "BGB", "number": "§ 247", "confirmed": "y"}

    gap = send(admin, address, valid_from="01.01.2027", **typed)
    odd = send(admin, address, valid_from="01.08.2026", **typed)

    assert "Für das Halbjahr ab 01.07.2026 ist noch kein Basiszinssatz eingetragen" in gap.text
    assert "immer ab dem 1. Januar oder dem 1. Juli" in odd.text
    assert len(table(app).series("base_rate")) == len(DEFAULTS.series("base_rate"))

    assert send(admin, address, valid_from="01.07.2026", **typed).status_code == 303
    assert send(admin, address, valid_from="01.01.2027", **typed).status_code == 303
    assert table(app).series("base_rate")[-1].valid_from == date(2027, 1, 1)


def test_an_unverified_value_is_listed_until_somebody_confirms_it(app, world):
    admin = world.client("administrator")
    before = words(admin.get(VALUES).text)
    confirm = admin.get(VALUES).text.split("petty_limit/eintragen")[1].split('"')[0]

    answer = send(admin, f"{VALUES}petty_limit/eintragen{confirm}", confirmed="y")

    assert answer.status_code == 303
    row = table(app).on("petty_limit", date(2026, 11, 23))
    assert (row.value, row.mark, row.valid_from) == (
        Decimal(500),
        Mark.CONFIRMED,
        date(2014, 1, 1),
    )
    after = words(admin.get(VALUES).text)
    doubtful = before.split("Weitere Werte")[0], after.split("Weitere Werte")[0]
    limit = "Kleinbetragsgrenze der Rückforderung 500"
    assert [limit in text for text in doubtful] == [True, False]


def test_as_many_values_are_said_to_be_open_as_are_listed(app, world):
    admin = world.client("administrator")
    page, start = admin.get(VALUES).text, words(admin.get("/verwaltung/").text)

    said = [int(one) for one in re.findall(r"(\d+) (?:Werte|Zuordnungen) sind ungeprüft", page)]
    listed = [
        page.split(f">{caption}<")[1].split("</table>")[0].count("<tr>") - 1
        for caption in ("Zu prüfen", "Verwaltungsgerichte, zu prüfen")
    ]

    assert said == listed
    assert [
        f"{number} {what}" in start
        for number, what in zip(
            said,
            ("allgemeine Werte sind ungeprüft", "Zuordnungen von Verwaltungsgerichten"),
            strict=True,
        )
    ] == [True, True]
    assert page.count(">Bestätigen<") == sum(said)


def test_a_value_that_ends_is_confirmed_from_the_day_after(app, world):
    admin = world.client("administrator")

    fresh = fields_of(admin.get(f"{VALUES}remedy/eintragen?ab=2014-01-01").text)
    answer = send(
        admin,
        f"{VALUES}remedy/eintragen?ab=2014-01-01",
        confirmed="y",
        confirmed_until="31.12.2031",
    )

    assert (fresh["valid_from"], fresh["value"]) == ("01.01.2027", "Klage")
    assert answer.status_code == 303
    known = table(app)
    assert not known.warns("remedy", date(2027, 1, 1))
    assert known.warns("remedy", date(2032, 1, 1))


def test_a_correction_keeps_the_old_value_in_the_log_and_twice_counts_once(app, world):
    admin = world.client("administrator")
    address = f"{VALUES}hearing_weeks/eintragen"
    typed = {"valid_from": "01.01.2027", "value": "6", "number": "Erlass"}
    send(admin, address, **typed)

    second = send(admin, address, **typed)
    corrected = send(admin, address, **typed | {"value": "4"})

    assert second.status_code == corrected.status_code == 303
    with app.app_context(), read_only() as session:
        rows = session.scalars(select(Parameter)).all()
        events = session.scalars(
            select(Event).where(Event.action == "parameter_entered").order_by(Event.id)
        ).all()
    assert [row.value for row in rows] == ["4"]
    assert [event.data["value"] for event in events] == ["6", "4"]
    assert events[1].data["before"]["value"] == "6"


def test_an_old_page_overwrites_nothing_and_keeps_what_was_typed(app, world):
    address = f"{VALUES}hearing_weeks/eintragen"
    first, second = world.client("administrator"), world.client("administrator")
    old = fields_of(second.get(address).text)
    typed = {"valid_from": "01.01.2027", "number": "Erlass"}
    send(first, address, **typed, value="6")

    late = post(second, address, old | typed | {"value": "4", "note": "aus dem zweiten Fenster"})

    assert late.status_code == 422
    assert "hat inzwischen jemand etwas eingetragen" in errors(late.text)[0]
    again = fields_of(late.text)
    assert (again["value"], again["note"]) == ("4", "aus dem zweiten Fenster")
    assert "01.01.2027 6 Wochen" in words(late.text)
    assert stored_weeks(app) == ["6"]
    assert post(second, address, again).status_code == 303
    assert stored_weeks(app) == ["4"]


def test_the_same_value_from_an_old_page_counts_once(app, world):
    address = f"{VALUES}hearing_weeks/eintragen"
    first, second = world.client("administrator"), world.client("administrator")
    old = fields_of(second.get(address).text)
    typed = {"valid_from": "01.01.2027", "number": "Erlass", "value": "6"}
    send(first, address, **typed)

    assert post(second, address, old | typed).status_code == 303
    assert stored_weeks(app) == ["6"]


def stored_weeks(app):
    with app.app_context(), read_only() as session:
        wanted = select(Parameter.value).where(Parameter.key == "hearing_weeks")
        return list(session.scalars(wanted.order_by(Parameter.valid_from)))


def test_impossible_values_are_refused_and_kept(app, world):
    admin = world.client("administrator")

    answer = send(
        admin,
        f"{VALUES}retention_share/eintragen",
        valid_from="morgen",
        value="NaN",
        source="Stammtisch",
        number=" ",
        confirmed_until="01.01.2030",
    )

    assert answer.status_code == 422
    assert errors(answer.text) == [
        "Gültig ab: Bitte geben Sie ein Datum ein, zum Beispiel 31.12.2026.",
        "Wert: Bitte geben Sie einen Anteil in Prozent ein, zum Beispiel 90.",
        "Quelle: Bitte wählen Sie die Quelle.",
        "Fundstelle: Bitte geben Sie Paragraf, Nummer, Seite oder Stichwort an.",
        "Bestätigt bis: Bitte bestätigen Sie den Wert oder lassen Sie den Tag leer.",
    ]
    assert fields_of(answer.text)["value"] == "NaN"
    assert admin.get(f"{VALUES}invented").status_code == 404
    assert admin.get(f"{VALUES}invented/eintragen").status_code == 404


def pdf():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def upload(client, data, name="anbest.pdf", **other):
    address = "/verwaltung/anlagen/neu"
    held = fields_of(client.get(address).text)
    typed = {
        **{name: held[name] for name in ("csrf_token", "once")},
        "kind": "anbest_p",
        "title": "ANBest-P 2025",
        "valid_from": "01.01.2025",
        "document": (io.BytesIO(data), name),
    }
    return client.post(
        address, data=typed | other, headers={"Referer": f"http://localhost{address}"}
    )


def test_an_annex_is_kept_with_its_digest_and_served_as_it_came(app, world):
    admin, data = world.client("administrator"), pdf()

    answer = upload(admin, data)

    assert answer.status_code == 303, errors(answer.text)
    with app.app_context(), read_only() as session:
        annex = session.scalars(select(Annex)).one()
    assert (annex.kind, annex.title, annex.valid_from) == (
        "anbest_p",
        "ANBest-P 2025",
        date(2025, 1, 1),
    )
    assert annex.digest == hashlib.sha256(data).hexdigest()
    served = admin.get(f"/verwaltung/anlagen/{annex.ref}.pdf")
    assert served.data == data
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Disposition"] == (
        'attachment; filename="ANBest-P_2025-01-01.pdf"'
    )
    page = words(admin.get("/verwaltung/anlagen/").text)
    assert "gilt heute" in page
    assert "Es fehlt: ANBest-GK (Gebietskörperschaften)" in page
    again = upload(admin, data)
    assert again.status_code == 422
    assert errors(again.text)[0].startswith("Für diesen Tag gibt es die Anlage schon.")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Die Datei ist leer."),
        (b"<html><script>alert(1)</script>", "Angenommen werden nur PDF, JPEG und PNG."),
        (b"%PDF-1.7 broken", "Die Datei ist beschädigt oder unvollständig"),
    ],
)
def test_what_is_no_pdf_is_refused_and_the_rest_kept(app, world, data, said):
    answer = upload(world.client("administrator"), data)

    assert answer.status_code == 422
    assert errors(answer.text)[0].startswith(said)
    assert fields_of(answer.text)["title"] == "ANBest-P 2025"
    with app.app_context(), read_only() as session:
        assert session.scalars(select(Annex)).all() == []


def test_the_register_is_shown_as_of_a_day_with_its_credit_line(app, world):
    with app.app_context(), unit_of_work() as session:
        load_shipped(session)
    admin = world.client("administrator")

    before = words(admin.get("/verwaltung/verzeichnis/?tag=31.12.2025&suche=hanau").text)
    after = words(admin.get("/verwaltung/verzeichnis/?tag=01.01.2026&suche=hanau").text)
    wrong = admin.get("/verwaltung/verzeichnis/?tag=gestern")

    assert "06435014 Hanau" in before
    assert "06415000 Hanau" in after
    for text in (before, after):
        assert "33 Landkreise, kreisfreie Städte und Städte mit Sonderstatus" in text
        assert CREDIT in text
    assert wrong.status_code == 200
    assert errors(wrong.text) == [
        "Stand am: Bitte geben Sie ein Datum ein, zum Beispiel 31.12.2026."
    ]


def test_a_text_of_the_operator_replaces_the_setting(app, world):
    admin = world.client("administrator")
    address = "/verwaltung/texte/impressum"
    stale = fields_of(admin.get(address).text)

    first = send(admin, address, text="Musterbehörde\r\n\r\n<b>Kassel</b>")
    second = post(admin, address, stale | {"text": "veraltet"})

    assert (first.status_code, second.status_code) == (303, 409)
    with app.app_context(), read_only() as session:
        assert operator_text(session, "impressum").splitlines() == [
            "Musterbehörde",
            "",
            "<b>Kassel</b>",
        ]
        assert session.scalars(select(OperatorText.key)).all() == ["impressum"]
    page = admin.get("/verwaltung/texte/").text
    assert "&lt;b&gt;Kassel&lt;/b&gt;" in page
    assert "<p>Musterbehörde</p><p>&lt;b&gt;Kassel&lt;/b&gt;</p>" in admin.get("/impressum").text
    assert admin.get("/verwaltung/texte/anderes").status_code == 404
