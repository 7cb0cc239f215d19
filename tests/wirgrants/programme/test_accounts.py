"""Accounts: a temporary password shown once, roles, closing; and one's own password."""

from sqlalchemy import select

from tests.wirgrants.programme.pages import errors, fields_of, post, send, words
from tests.wirgrants.world import PASSWORD
from wirgrants.models import Event, Organisation, User
from wirgrants.unit_of_work import read_only

LIST = "/verwaltung/konten/"
NEW = "Vier zufällige Wörter reichen"


def sign_in(world, email, password):
    """A browser after trying to sign in, and whether it worked."""
    client = world.client()
    token = fields_of(client.get("/anmelden").text)["csrf_token"]
    answer = client.post(
        "/anmelden",
        data={"email": email, "password": password, "csrf_token": token},
        headers={"Referer": "http://localhost/anmelden"},
    )
    return client, answer.status_code == 303


def stored(app, email):
    with app.app_context(), read_only() as session:
        return session.scalars(select(User).where(User.email == email)).unique().one()


def shown_password(page):
    return page.split("<code>")[1].split("</code>")[0]


def create(client, **other):
    typed = {"name": "Mara Muster", "email": "Mara@Example.org", "roles": ["case_officer"]}
    return send(client, f"{LIST}neu", **typed | other)


def test_a_new_account_gets_a_password_that_is_shown_once(app, world):
    admin = world.client("administrator")

    answer = create(admin, roles=["case_officer", "approver"])

    assert answer.status_code == 303
    first, second = admin.get(answer.location).text, admin.get(answer.location).text
    password = shown_password(first)
    assert len(password) == 19
    assert password not in second
    row = stored(app, "mara@example.org")
    assert {role.name for role in row.roles} == {"case_officer", "approver"}
    assert row.password_is_temporary
    assert password not in row.password
    assert sign_in(world, "mara@example.org", password)[1]


def test_a_temporary_password_is_changed_before_anything_else(app, world):
    admin = world.client("administrator")
    password = shown_password(admin.get(create(admin).location).text)
    client, _ = sign_in(world, "mara@example.org", password)

    led = client.get("/start")
    assert (led.status_code, led.location) == (303, "/konto/kennwort")
    changed = send(client, led.location, present=password, wanted=NEW, repeated=NEW)

    assert changed.status_code == 303
    assert client.get("/start").location == "/bearbeitung/"
    assert not stored(app, "mara@example.org").password_is_temporary
    assert sign_in(world, "mara@example.org", NEW)[1]
    assert not sign_in(world, "mara@example.org", password)[1]


def test_the_own_password_is_checked_and_other_sessions_end(app, world):
    here, elsewhere = world.client("finance"), world.client("finance")
    wrong = send(here, "/konto/kennwort", present="falsch", wanted="kurz", repeated="anders")
    other = send(here, "/konto/kennwort", present="falsches Kennwort", wanted=NEW, repeated=NEW)
    same = send(here, "/konto/kennwort", present=PASSWORD, wanted=PASSWORD, repeated=PASSWORD)
    right = send(here, "/konto/kennwort", present=PASSWORD, wanted=NEW, repeated=NEW)

    assert errors(wrong.text) == [
        "Neues Kennwort: Das Kennwort braucht mindestens 12 Zeichen (jetzt 4).",
        "Neues Kennwort wiederholen: Die beiden neuen Kennwörter stimmen nicht überein.",
    ]
    assert errors(other.text) == ["Bisheriges Kennwort: Das bisherige Kennwort stimmt nicht."]
    assert errors(same.text) == ["Bitte wählen Sie ein anderes Kennwort als bisher."]
    assert [a.status_code for a in (wrong, other, same, right)] == [422, 422, 422, 303]
    assert NEW not in other.text
    assert here.get("/konto").status_code == 200
    assert elsewhere.get("/konto").status_code == 303
    with app.app_context(), read_only() as session:
        changes = session.scalars(select(Event).where(Event.action == "password_changed")).all()
    assert len(changes) == 1


def test_an_account_for_an_organisation_acts_for_it(app, world):
    admin = world.client("administrator")
    with app.app_context(), read_only() as session:
        ref = session.scalars(
            select(Organisation.ref).where(Organisation.name == "Verein Brücke")
        ).one()

    answer = send(
        admin,
        f"/verwaltung/organisationen/{ref}/konto",
        name="Amal Beispiel",
        email="amal@example.org",
        kind="signatory",
        function="Vorsitz",
    )

    assert answer.status_code == 303
    page = admin.get(answer.location).text
    assert "Verein Brücke Vertretung Vorsitz aktiv" in words(page)
    client, worked = sign_in(world, "amal@example.org", shown_password(page))
    assert worked
    own = words(client.get("/konto").text)
    assert "Verein Brücke Vertretung" in own


def test_a_closed_account_is_signed_out_and_stays_out(app, world):
    admin, officer = world.client("administrator"), world.client("case_officer")
    ref = stored(app, "case_officer@example.org").ref
    assert officer.get("/konto").status_code == 200

    assert send(admin, f"{LIST}{ref}/sperren", reason="ausgeschieden").status_code == 303

    assert officer.get("/konto").status_code == 303
    assert not sign_in(world, "case_officer@example.org", PASSWORD)[1]
    again = send(admin, f"{LIST}{ref}/sperren", reason="noch einmal")
    assert errors(again.text) == ["Dieses Konto ist schon gesperrt."]
    assert send(admin, f"{LIST}{ref}/oeffnen", reason="zurück").status_code == 303
    assert sign_in(world, "case_officer@example.org", PASSWORD)[1]


def test_a_reset_ends_the_old_password(app, world):
    admin = world.client("administrator")
    ref = stored(app, "auditor@example.org").ref

    answer = send(admin, f"{LIST}{ref}/kennwort")

    assert answer.status_code == 303
    password = shown_password(admin.get(answer.location).text)
    assert not sign_in(world, "auditor@example.org", PASSWORD)[1]
    assert sign_in(world, "auditor@example.org", password)[1]


def test_the_last_administrator_stays(app, world):
    admin = world.client("administrator")
    ref = stored(app, "administrator@example.org").ref
    values = fields_of(admin.get(f"{LIST}{ref}/bearbeiten").text)

    closed = send(admin, f"{LIST}{ref}/sperren", reason="Urlaub")
    lost = post(admin, f"{LIST}{ref}/bearbeiten", values | {"roles": ["finance"]})

    assert errors(closed.text) == ["Das eigene Konto lässt sich nicht sperren."]
    assert errors(lost.text) == ["Die eigene Rolle Administration lässt sich nicht abgeben."]
    row = stored(app, "administrator@example.org")
    assert row.active
    assert [role.name for role in row.roles] == ["administrator"]


def test_impossible_accounts_are_refused_and_kept(app, world):
    admin = world.client("administrator")

    wrong = create(admin, name="\u202eanders", email="kein Ort", roles=["system"])
    taken = create(admin, email="FINANCE@example.org")
    none = create(admin, roles=[])
    both = create(admin, roles=["auditor", "finance"])

    assert [a.status_code for a in (wrong, taken, none, both)] == [422] * 4
    assert errors(wrong.text) == [
        "Vor- und Nachname: Bitte entfernen Sie unsichtbare Steuerzeichen aus dem Text: U+202E.",
        "E-Mail-Adresse: Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.",
        "Rollen in der Behörde: Bitte wählen Sie nur aus den angebotenen Rollen.",
    ]
    assert errors(taken.text) == ["Zu dieser E-Mail-Adresse gibt es schon ein Konto."]
    assert errors(none.text) == ["Bitte wählen Sie mindestens eine Rolle."]
    assert errors(both.text) == [
        "Die Rolle Prüfung lässt sich nicht mit einer anderen Rolle verbinden."
    ]
    assert fields_of(taken.text)["name"] == "Mara Muster"
    with app.app_context(), read_only() as session:
        assert session.scalars(select(User.id).where(User.name == "Mara Muster")).all() == []


def test_roles_change_for_the_next_request(app, world):
    admin, finance = world.client("administrator"), world.client("finance")
    ref = stored(app, "finance@example.org").ref
    assert finance.get("/programm/").status_code == 403

    changed = send(admin, f"{LIST}{ref}/bearbeiten", roles=["finance", "programme_lead"])

    assert changed.status_code == 303
    assert finance.get("/programm/").status_code == 200


def test_two_people_at_once_see_both_texts(app, world):
    admin = world.client("administrator")
    ref = stored(app, "finance@example.org").ref
    address = f"{LIST}{ref}/bearbeiten"
    mine = fields_of(admin.get(address).text) | {"name": "Meine Fassung"}
    send(admin, address, name="Ihre Fassung")

    answer = post(admin, address, mine)

    assert answer.status_code == 409
    assert "Ihre Fassung" in answer.text
    assert "Meine Fassung" in answer.text
    assert stored(app, "finance@example.org").name == "Ihre Fassung"


def test_the_list_is_found_by_name_or_address(world):
    admin = world.client("administrator")

    by_name = words(admin.get(f"{LIST}?suche=second").text)
    nothing = words(admin.get(f"{LIST}?suche=%25").text)

    assert "second_officer@example.org" in by_name
    assert "finance@example.org" not in by_name
    assert "Kein Konto gefunden" in nothing


def test_invented_addresses_are_answered_as_missing(world):
    admin = world.client("administrator")
    for end in ("", "/bearbeiten", "/sperren", "/oeffnen", "/kennwort"):
        assert admin.get(f"{LIST}aaaaaaaaaaaaaaaa{end}").status_code == 404
