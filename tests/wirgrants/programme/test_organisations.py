"""Organisations: what the register says of them, who acts for them, and who is shut out."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.wirgrants.programme.pages import errors, fields_of, post, send, words
from tests.wirgrants.world import case_by_ref
from wirgrants.models import Call, Event, EventPersonal, Membership, Organisation
from wirgrants.services.drafts import open_draft
from wirgrants.services.log import verify_all
from wirgrants.services.register import load_shipped
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.facts import ApplicantType

LIST = "/verwaltung/organisationen/"
CLUB = {
    "name": "Verein <b>Fenster</b> e. V.",
    "kind": "migrant_org",
    "street": "Beispielweg 1",
    "postcode": "34117",
    "city": "Kassel",
    "email": "vorstand@fenster.example.org",
    "registered_association": "ja",
    "register_entry": "VR 1234",
    "register_extract_date": "01.09.2026",
    "charitable": "ja",
    "exemption_notice_kind": "corporation_tax",
    "exemption_notice_date": "15.03.2024",
    "vat_deductible": "nein",
}


@pytest.fixture(autouse=True)
def _register(app, world):
    with app.app_context(), unit_of_work() as session:
        load_shipped(session)


def created(client, **other):
    answer = send(client, f"{LIST}neu", **CLUB | other)
    assert answer.status_code == 303, errors(answer.text)
    return answer.location.rsplit("/", 1)[1]


def stored(app, ref):
    with app.app_context(), read_only() as session:
        return session.scalars(select(Organisation).where(Organisation.ref == ref)).one()


def test_an_organisation_holds_what_was_typed_and_shows_it_escaped(app, world):
    client = world.client("administrator")

    ref = created(client)

    row = stored(app, ref)
    assert (row.name, row.kind, row.city) == (CLUB["name"], ApplicantType.MIGRANT_ORG, "Kassel")
    assert (row.charitable, row.registered_association, row.vat_deductible) == (True, True, False)
    assert (row.exemption_notice_kind, row.exemption_notice_date) == (
        "corporation_tax",
        date(2024, 3, 15),
    )
    page = client.get(LIST + ref).text
    assert "Verein &lt;b&gt;Fenster&lt;/b&gt; e. V." in page
    assert "<b>Fenster" not in page


def test_a_draft_begins_with_what_the_organisation_has_proven(app, world):
    admin, ref = world.client("administrator"), ours(app)
    proven = {k: v for k, v in CLUB.items() if k not in ("name", "street")}
    changed = send(admin, f"{LIST}{ref}/bearbeiten", **proven | {"vat_deductible": "ja"})
    assert changed.status_code == 303, errors(changed.text)
    with app.app_context(), read_only() as session:
        call = session.get_one(Call, world.call).ref

    with app.app_context():
        case, new = open_draft(world.actor("signatory"), call, ref)

    with app.app_context(), read_only() as session:
        answers = case_by_ref(session, case).draft["answers"]
    assert new
    assert {
        name: answers[name]
        for name in (
            "charitable",
            "registered_association",
            "vat_deductible",
            "exemption_notice_kind",
            "exemption_notice_date",
            "register_extract_date",
        )
    } == {
        "charitable": True,
        "registered_association": True,
        "vat_deductible": True,
        "exemption_notice_kind": "corporation_tax",
        "exemption_notice_date": "2024-03-15",
        "register_extract_date": "2026-09-01",
    }


def test_names_and_addresses_stay_outside_the_chain(app, world):
    ref = created(world.client("administrator"))

    with app.app_context(), read_only() as session:
        event = session.scalars(select(Event).where(Event.subject_ref == ref)).one()
        kept = {row.key: row.value for row in session.scalars(select(EventPersonal))}
        assert list(verify_all(session)) == []
    assert set(event.personal) == {"name", "street", "email"}
    assert CLUB["name"] not in str(event.data)
    assert kept["street"] == "Beispielweg 1"


def test_a_county_is_tied_to_the_register(app, world):
    client = world.client("administrator")

    ref = created(
        client,
        name="Landkreis Kassel",
        kind="county",
        authority="06633",
        seat_ags="06633",
        exemption_notice_kind="",
        exemption_notice_date="",
    )

    page = words(client.get(LIST + ref).text)
    assert "Kassel, Landkreis (06633)" in page
    assert stored(app, ref).authority_id is not None


def test_a_kind_that_contradicts_the_register_is_refused(app, world):
    client = world.client("administrator")

    # Hanau is an independent city since 1 January 2026.
    answer = send(
        client,
        f"{LIST}neu",
        **CLUB | {"name": "Hanau", "kind": "special_status_city", "authority": "06435014"},
    )

    assert answer.status_code == 422
    assert len(errors(answer.text)) == 1
    assert "kreisfreie Stadt. Bitte wählen Sie diese Art." in errors(answer.text)[0]
    assert fields_of(answer.text)["authority"] == "06435014"


def test_impossible_entries_are_refused_and_kept(app, world):
    client = world.client("administrator")
    wrong = {
        "name": "x" * 301,
        "kind": "club",
        "authority": "99999999",
        "seat_ags": "1",
        "street": "a\u202eb",
        "postcode": "3411",
        "city": "Kas\x00sel",
        "email": "kein Ort",
        "charitable": "vielleicht",
        "exemption_notice_kind": "section_60a",
        "exemption_notice_date": "",
        "register_extract_date": "gestern",
    }

    answer = send(client, f"{LIST}neu", **wrong)

    assert answer.status_code == 422
    said = errors(answer.text)
    assert [text.split(":")[0] for text in said] == [
        "Name der Organisation",
        "Art der Organisation",
        "Gebietskörperschaft aus dem Verzeichnis",
        "Landkreis oder kreisfreie Stadt des Sitzes",
        "Straße und Hausnummer",
        "Postleitzahl",
        "Ort",
        "E-Mail-Adresse",
        "Registerauszug vom",
        "Als gemeinnützig anerkannt? Bitte wählen Sie „Ja“ oder „Nein“.",
        "Nachweis vom",
    ]
    assert fields_of(answer.text)["postcode"] == "3411"
    with app.app_context(), read_only() as session:
        assert session.scalars(select(Organisation).where(Organisation.city != "")).all() == []


def test_the_same_name_and_city_again_is_refused(world):
    client = world.client("administrator")
    created(client)

    answer = send(client, f"{LIST}neu", **CLUB)

    assert answer.status_code == 422
    assert errors(answer.text) == ["Eine Organisation mit diesem Namen und Ort gibt es schon."]


def test_two_people_at_once_see_both_texts(app, world):
    client = world.client("administrator")
    ref = created(client)
    address = f"{LIST}{ref}/bearbeiten"
    mine = fields_of(client.get(address).text) | {"city": "Hanau"}
    send(client, address, city="Fulda")

    answer = post(client, address, mine)

    assert answer.status_code == 409
    assert "Fulda" in answer.text
    assert "Hanau" in answer.text
    assert stored(app, ref).city == "Fulda"


def test_the_list_is_found_by_name_and_comes_in_pages(app, world):
    client = world.client("administrator")
    with app.app_context(), unit_of_work() as session:
        from wirgrants.clock import now

        session.add_all(
            Organisation(name=f"Verein {i:02}", kind=ApplicantType.CHARITY, created_at=now())
            for i in range(40)
        )
    first = client.get(f"{LIST}?suche=verein").text
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(following.replace("&amp;", "&")).text

    names = [f"Verein {i:02}" for i in range(40)] + ["Verein Brücke"]
    assert [name for name in names if name in first] == names[:25]
    assert [name for name in names if name in second] == names[25:]
    assert "Landkreis Anderswo" not in first + second


def members(app, ref):
    with app.app_context(), read_only() as session:
        rows = session.scalars(
            select(Membership)
            .join(Membership.organisation)
            .where(Organisation.ref == ref)
            .order_by(Membership.id)
        ).unique()
        return [(m.account.email, m.kind.value, m.ended_at is None) for m in rows]


def ours(app):
    with app.app_context(), read_only() as session:
        wanted = select(Organisation.ref).where(Organisation.name == "Verein Brücke")
        return session.scalars(wanted).one()


def test_a_tied_officer_is_shut_out_of_the_cases(app, world):
    case = world.filed()
    ref = ours(app)
    officer = world.client("case_officer")
    assert officer.get(f"/vorgang/{case}").status_code == 200
    admin = world.client("administrator")

    answer = send(
        admin,
        f"{LIST}{ref}/zuordnung",
        email="case_officer@example.org",
        kind="tied",
        function="Vorstand",
    )

    assert answer.status_code == 303
    assert ("case_officer@example.org", "tied", True) in members(app, ref)
    assert officer.get(f"/vorgang/{case}").status_code == 404
    assert world.client("second_officer").get(f"/vorgang/{case}").status_code == 200

    address = admin.get(LIST + ref).text.split("/beenden")[0].rsplit('href="', 1)[1]
    account = address.rsplit("/", 1)[1]
    with app.app_context(), read_only() as session:
        tied = session.scalars(select(Membership).where(Membership.kind == "tied")).unique().one()
        account = tied.account.ref
    ended = send(admin, f"{LIST}{ref}/zuordnung/{account}/beenden", reason="Amt beendet")
    assert ended.status_code == 303
    assert officer.get(f"/vorgang/{case}").status_code == 200


def test_staff_do_not_act_for_applicants_and_applicants_are_not_tied(app, world):
    admin, ref = world.client("administrator"), ours(app)
    before = members(app, ref)

    acts = send(admin, f"{LIST}{ref}/zuordnung", email="case_officer@example.org", kind="editor")
    tied = send(admin, f"{LIST}{ref}/zuordnung", email="stranger@example.org", kind="tied")
    unknown = send(admin, f"{LIST}{ref}/zuordnung", email="nobody@example.org", kind="editor")

    assert errors(acts.text) == [
        (
            "Dieses Konto hat eine Rolle in der Behörde. Es kann nicht zugleich für eine "
            "Organisation handeln. Bitte legen Sie dafür ein eigenes Konto an."
        )
    ]
    assert errors(tied.text) == ["Eine Bindung wird nur für Beschäftigte der Behörde eingetragen."]
    assert errors(unknown.text) == ["Zu dieser E-Mail-Adresse gibt es kein offenes Konto."]
    assert fields_of(unknown.text)["email"] == "nobody@example.org"
    assert members(app, ref) == before


def test_nobody_acts_for_a_closed_organisation(app, world):
    admin, ref = world.client("administrator"), ours(app)
    case = world.draft()
    editor = world.client("applicant_editor")
    assert editor.get(f"/vorgang/{case}").status_code == 200

    assert send(admin, f"{LIST}{ref}/stilllegen", reason="aufgelöst").status_code == 303
    assert editor.get(f"/vorgang/{case}").status_code in (403, 404)
    assert not stored(app, ref).active
    assert send(admin, f"{LIST}{ref}/oeffnen", reason="Irrtum").status_code == 303
    assert editor.get(f"/vorgang/{case}").status_code == 200


def test_invented_addresses_are_answered_as_missing(world):
    client = world.client("administrator")
    for end in ("", "/bearbeiten", "/stilllegen", "/oeffnen", "/zuordnung", "/konto"):
        assert client.get(f"{LIST}aaaaaaaaaaaaaaaa{end}").status_code == 404
    assert client.get(f"{LIST}?nach=aaaaaaaaaaaaaaaa").status_code == 404
