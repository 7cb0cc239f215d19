"""Signing in and the door before every page, seen from outside."""

import pytest
from argon2 import extract_parameters
from sqlalchemy import event, select, text

from tests.wirgrants.world import PASSWORD
from wirgrants import counting, create_app, migrate
from wirgrants.extensions import db
from wirgrants.models import User

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)


def sign_in(client, email, password, token=None, data=(), query_string=None, address=None):
    page = client.get("/anmelden").text
    token = token or page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    fields = {"email": email, "password": password, "csrf_token": token, **dict(data)}
    headers = {"X-Forwarded-For": address} if address else None
    return client.post("/anmelden", data=fields, query_string=query_string, headers=headers)


def test_the_sign_in_page_is_german_and_strictly_framed(world):
    answer = world.client().get("/anmelden")

    assert answer.status_code == 200
    assert "<h1" in answer.text
    assert "Anmelden" in answer.text
    assert '<html lang="de">' in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_right_password_leads_to_the_page_of_the_role(world):
    client = world.client("case_officer")
    start = client.get("/start")

    assert (start.status_code, start.location) == (303, "/bearbeitung/")


FOREIGN = {
    "two slashes": "//evil.example",
    "three slashes": "///evil.example",
    "a slash and a backslash": "/\\evil.example",
    "two backslashes": "\\\\evil.example",
    "another site": "https://evil.example",
    "another site without slashes": "https:evil.example",
    "our name before another": "http://localhost@evil.example/start",
    "a script": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "a tab": "/\tevil.example/../\\/evil.example",
    "a tab between slashes": "/\t/evil.example",
    "line ends": "/start\r\nSet-Cookie: a=b",
    "NUL": "/\0/evil.example",
    "a low control character": "\x19//evil.example",
    "a thin space": "\u200a//evil.example",
    "a direction mark": "/\u202estart",
    "a blank": " //evil.example",
    "no slash": "start",
    "HTML": '"><script>alert(1)</script>',
    "very long": "/" + "a" * 5_000,
}


@pytest.mark.parametrize("address", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("way", ["query_string", "data"])
def test_a_foreign_way_on_is_left_out_and_the_person_signed_in(world, address, way):
    client = world.client()
    answer = sign_in(client, "approver@example.org", PASSWORD, **{way: {"next": address}})

    assert (answer.status_code, answer.location) == (303, "/start")
    assert client.get("/start").location == "/bearbeitung/"


@pytest.mark.parametrize("address", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_way_on_is_left_out_for_whoever_is_signed_in_already(world, address):
    answer = world.client("approver").get("/anmelden", query_string={"next": address})

    assert (answer.status_code, answer.location) == (303, "/start")


def test_a_wrong_password_with_a_foreign_way_on_is_told_so(world):
    told = {"data": {"next": FOREIGN["HTML"]}}
    answer = sign_in(world.client(), "approver@example.org", "not the password", **told)

    assert answer.status_code == 200
    assert "Die Anmeldung ist fehlgeschlagen" in answer.text
    assert FOREIGN["HTML"] not in answer.text


def test_signing_in_leads_back_to_the_page_that_was_asked_for(world):
    asked = world.client().get("/bearbeitung/?nach=5").location
    query = {"query_string": asked.partition("?")[2]}
    answer = sign_in(world.client(), "approver@example.org", PASSWORD, **query)

    assert answer.status_code == 303
    assert answer.location == "/bearbeitung/?nach=5"


def test_unknown_account_and_wrong_password_get_the_same_answer(world):
    known = sign_in(world.client(), "approver@example.org", "not the password")
    unknown = sign_in(world.client(), "nobody@example.org", "not the password")

    def without_what_was_typed(answer):
        return [
            line
            for line in answer.text.splitlines()
            if "example.org" not in line and "csrf_token" not in line
        ]

    assert known.status_code == unknown.status_code == 200
    assert "Die Anmeldung ist fehlgeschlagen" in known.text
    assert without_what_was_typed(known) == without_what_was_typed(unknown)


def test_a_closed_account_no_longer_gets_in_and_loses_its_session(app, world):
    client = world.client("finance")
    with app.app_context():
        from wirgrants.unit_of_work import unit_of_work

        with unit_of_work() as session:
            session.scalars(
                select(User).where(User.name == "Finance")
            ).unique().one().active = False

    assert client.get("/start").location.startswith("/anmelden")
    assert sign_in(world.client(), "finance@example.org", PASSWORD).status_code == 200


def test_a_form_without_token_is_refused(world):
    answer = world.client().post(
        "/anmelden", data={"email": "approver@example.org", "password": PASSWORD}
    )

    assert answer.status_code == 400
    assert "unvollständig" in answer.text


def test_signing_out_needs_a_form_and_ends_the_session(world):
    client = world.client("auditor")
    refused = client.get("/abmelden")
    page = client.get("/gibt-es-nicht").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = client.post("/abmelden", data={"csrf_token": token})

    assert refused.status_code == 405
    assert answer.status_code == 302
    assert client.get("/start").location.startswith("/anmelden")


def test_many_failed_attempts_are_stopped(tmp_path, sqlite_url):
    app = create_app(
        tmp_path / "instance",
        mode="test",
        database_url=sqlite_url,
        secret_key="s",
        sign_in_limit="3 per minute",
    )
    client = app.test_client()
    codes = [sign_in(client, "nobody@example.org", "wrong password").status_code for _ in range(4)]

    assert codes == [200, 200, 200, 429]
    with app.app_context():
        db.engine.dispose()


def test_guesses_at_one_account_are_stopped_wherever_they_come_from(tmp_path, sqlite_url):
    app = create_app(
        tmp_path / "instance",
        mode="test",
        database_url=sqlite_url,
        secret_key="s",
        trusted_proxies=1,
        sign_in_limit="100 per minute",
        account_limit="3 per minute",
    )
    codes = [
        sign_in(
            app.test_client(), written, "wrong password", address=f"192.0.2.{number}"
        ).status_code
        for number, written in enumerate(("a@example.org", "A@example.org ", "a@EXAMPLE.org") * 2)
    ]
    other = sign_in(
        app.test_client(), "b@example.org", "wrong password", address="192.0.2.1"
    ).status_code

    assert codes == [200, 200, 200, 429, 429, 429]
    assert other == 200
    with app.app_context():
        db.engine.dispose()


def test_every_process_counts_the_attempts_of_all(tmp_path, database_url):
    """Two applications on one database stand for two workers."""
    workers = [
        create_app(
            tmp_path / "instance",
            mode="test",
            database_url=database_url,
            secret_key="s",
            sign_in_limit="3 per minute",
        )
        for _ in range(2)
    ]
    codes = [
        sign_in(workers[number % 2].test_client(), "d@example.org", "wrong").status_code
        for number in range(5)
    ]

    assert codes == [200, 200, 200, 429, 429]
    for app in workers:
        with app.app_context():
            kept = db.session.execute(text("SELECT key FROM rate_count")).scalars().all()
            assert all(len(key) == 64 for key in kept)
            db.session.remove()
            db.engine.dispose()


def test_a_window_ends_and_is_swept_out(context, monkeypatch):
    moment = 1_800_000_000
    monkeypatch.setattr(counting, "_seconds", lambda: moment)
    counts = counting.DatabaseCounts()
    assert [counts.incr("somebody", 60) for _ in range(3)] == [1, 2, 3]
    assert (counts.get("somebody"), counts.get_expiry("somebody")) == (3, moment + 60)

    moment += 60
    assert counts.get("somebody") == 0
    assert counts.incr("another", 60) == 1
    assert counts.reset() == 1
    assert counts.incr("somebody", 60) == 1


def test_one_applications_limit_is_not_anothers(tmp_path, sqlite_url):
    strict, lax = (
        create_app(
            tmp_path / name,
            mode="test",
            database_url=sqlite_url,
            secret_key="s",
            sign_in_limit=limit,
            account_limit="100 per minute",
        )
        for name, limit in (("strict", "2 per minute"), ("lax", "50 per minute"))
    )
    codes = [sign_in(lax.test_client(), "c@example.org", "wrong").status_code for _ in range(4)]

    assert codes == [200, 200, 200, 200]
    for app in (strict, lax):
        with app.app_context():
            db.engine.dispose()


def test_passwords_are_argon2id_of_the_agreed_cost_outside_of_tests(tmp_path):
    from flask_security.utils import hash_password

    app = create_app(tmp_path / "instance", mode="demo", secret_key="s")
    with app.app_context():
        told = extract_parameters(hash_password(PASSWORD))
        db.engine.dispose()

    assert (told.type.name, told.memory_cost, told.time_cost, told.parallelism) == (
        "ID",
        19 * 1024,
        2,
        1,
    )


def test_a_request_of_a_signed_in_person_costs_two_statements_before_its_page(app, world):
    client = world.client("case_officer")
    statements = []
    with app.app_context():
        engine = db.engine

    def count(connection, cursor, statement, *rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    client.get("/start")

    assert len(statements) == 1, statements
    client.get("/gibt-es-nicht")  # the frame adds the clock, in demo and tests only
    assert len(statements) == 3, statements


def test_the_secret_key_is_made_once_and_kept(tmp_path):
    first = create_app(tmp_path, mode="test", database_url="sqlite://").secret_key
    second = create_app(tmp_path, mode="test", database_url="sqlite://").secret_key

    assert first == second
    assert len(str(first)) >= 48
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_fresh_database_serves_the_sign_in_page(tmp_path):
    app = create_app(tmp_path, mode="demo")
    migrate.upgrade(app.config["SQLALCHEMY_DATABASE_URI"])

    assert app.test_client().get("/anmelden").status_code == 200
    with app.app_context():
        db.engine.dispose()
