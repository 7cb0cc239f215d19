"""Clock, register, search, settings, mail and jobs: the ground under the services."""

import email
import email.policy
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import create_engine, text

from tests.wirgrants.world import NOW, World, case_by_ref
from wirgrants import clock, create_app
from wirgrants.clock import ClockRefused
from wirgrants.errors import Refused
from wirgrants.extensions import db
from wirgrants.folding import folded
from wirgrants.jobs.registry import all_jobs
from wirgrants.jobs.worker import working
from wirgrants.models import FundingCase
from wirgrants.models.base import Cents, ExactNumber, UtcDateTime, new_ref
from wirgrants.queueing import enqueue
from wirgrants.services.plain import canonical, plain
from wirgrants.services.register import add_records, load_register, load_shipped
from wirgrants.services.search import index_case, matching, words
from wirgrants.settings import SettingsError, read_settings, write_setting_file
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.facts import ApplicantType
from workflows.register import AuthorityRecord


def test_the_clock_stands_holds_or_runs(world, context):
    assert (clock.now(), clock.today()) == (NOW, date(2026, 11, 23))
    with unit_of_work() as session:
        clock.hold_day(session, date(2027, 5, 1))
    assert clock.today() == date(2027, 5, 1)
    with unit_of_work() as session:
        clock.move_by(session, timedelta(days=-365))
    assert abs(clock.now() - (datetime.now(UTC) - timedelta(days=365))) < timedelta(minutes=1)
    with unit_of_work() as session:
        clock.stand_still(session, datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert clock.today() == date(2027, 1, 1)


def test_the_clock_of_production_is_never_moved(tmp_path, sqlite_url):
    app = create_app(tmp_path, mode="production", database_url=sqlite_url)
    with app.app_context():
        with pytest.raises(ClockRefused), unit_of_work() as session:
            clock.stand_still(session, NOW)
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
        assert clock.moved_day() is None
        db.engine.dispose()


@pytest.mark.parametrize(
    ("day", "key", "kind"),
    [
        (date(2025, 12, 31), "06435014", ApplicantType.SPECIAL_STATUS_CITY),
        (date(2026, 1, 1), "06415000", ApplicantType.INDEPENDENT_CITY),
    ],
)
def test_the_register_knows_hanau_on_both_sides_of_its_change(context, day, key, kind):
    with unit_of_work() as session:
        assert load_shipped(session) == 442
        assert load_shipped(session) == 0
    with read_only() as session:
        register = load_register(session)
        found = register.find("06435014", day)
        assert (found.ags, found.kind) == (key, kind)
        assert len(register.entitled(day)) == 33
        assert register.applicant("06411000", date(2026, 11, 23)).population == 167029


def test_invented_authorities_keep_to_their_range_and_to_the_demo(context, tmp_path, sqlite_url):
    body = AuthorityRecord(
        identity="99001000",
        ags="99001000",
        name="Musterstadt",
        kind=ApplicantType.INDEPENDENT_CITY,
        county_ags="99001",
        valid_from=date(2014, 1, 1),
        fictitious=True,
    )
    with unit_of_work() as session:
        assert add_records(session, [body], []) == 1
    with read_only() as session:
        register = load_register(session)
        assert register.find("99001000", date(2026, 1, 1)).fictitious
        assert register.entitled(date(2026, 1, 1)) == ()
    app = create_app(tmp_path / "real", mode="production", database_url=sqlite_url)
    with app.app_context():
        with pytest.raises(Refused), unit_of_work() as session:
            add_records(session, [body], [])
        db.engine.dispose()


def test_a_case_is_found_by_number_name_and_title(world, context):
    ref = world.filed(title="Brücken bauen für Straßenkinder")
    with unit_of_work() as session:
        index_case(session, case_by_ref(session, ref))

    def found(asked):
        with read_only() as session:
            return session.query(FundingCase).filter(matching(asked)).count()

    asked = ["WIR-2027-0001", "brucken", "BRÜCK", "strassenk", "Straßenkinder bauen", "2027", ""]
    assert [found(text) for text in asked] == [1] * len(asked)
    assert [found(text) for text in ("WIR-2027-0002", "bauen fehlt", "%", "ruecken")] == [
        0,
        0,
        1,
        0,
    ]
    assert words("Öztürk & Söhne, Öztürk") == ["ozturk", "sohne"]
    assert folded("Straße ÉÅ") == "strasse ea"


def test_money_moments_and_shares_survive_both_databases(database_url):
    engine = create_engine(database_url)
    kinds = (Cents(), UtcDateTime(), ExactNumber())
    values = (Decimal("12345678901.23"), NOW, Decimal("0.333333333333"))
    dialect = engine.dialect
    for kind, value in zip(kinds, values, strict=True):
        stored = kind.process_bind_param(value, dialect)
        assert kind.process_result_value(stored, dialect) == value
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM event")).scalar_one() == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        (Cents(), Decimal("0.001"), ValueError),
        (Cents(), 0.1, TypeError),
        (UtcDateTime(), datetime(2026, 1, 1), ValueError),
    ],
)
def test_inexact_money_and_naive_moments_are_refused(kind, value, error):
    with pytest.raises(error):
        kind.process_bind_param(value, create_engine("sqlite://").dialect)


def test_refs_are_unguessable_and_short():
    refs = {new_ref() for _ in range(1000)}

    assert len(refs) == 1000
    assert {len(ref) for ref in refs} == {16}


def test_the_canonical_form_is_the_same_for_equal_values():
    first = {"b": Decimal("1.50"), "a": [NOW, date(2026, 1, 2)], "c": ApplicantType.CHARITY}
    second = {"c": "charity", "a": ["2026-11-23T09:00:00.000000Z", "2026-01-02"], "b": "1.50"}

    assert plain(first) == second
    assert canonical(first) == canonical(second)
    with pytest.raises(TypeError):
        plain(object())


def test_settings_come_from_environment_over_file(tmp_path, monkeypatch):
    write_setting_file(tmp_path, {"mode": "demo", "product": 'Ein "Portal"', "session_hours": 5})
    monkeypatch.setenv("WIRGRANTS_SESSION_HOURS", "7")
    monkeypatch.setenv("DATABASE_URL", "postgres://host/name")
    told = read_settings(tmp_path)

    assert (told.demo, told.product, told.session_hours) == (True, 'Ein "Portal"', 7)
    assert told.database == "postgresql+psycopg://host/name"
    assert told.storage == f"file://{tmp_path / 'files'}"


def test_an_unknown_or_unreadable_setting_is_named(tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text("colour = 'red'\n")
    with pytest.raises(SettingsError, match="colour"):
        read_settings(tmp_path)
    (tmp_path / "settings.toml").write_text("")
    monkeypatch.setenv("WIRGRANTS_MODE", "party")
    with pytest.raises(SettingsError, match="mode"):
        read_settings(tmp_path)


@pytest.mark.slow
def test_a_job_runs_if_and_only_if_its_transaction_commits(app, world: World, tmp_path):
    with app.app_context():
        with unit_of_work() as session:
            payload = {"subject": "Grüße", "text": "Ihr Bescheid liegt bereit."}
            ours = {"key": "one", "organisation": world.our_organisation, **payload}
            enqueue(session, "send_mail", ours)
        with pytest.raises(ZeroDivisionError), unit_of_work() as session:  # noqa: PT012
            enqueue(session, "send_mail", {"key": "two", "to": ["a@example.org"], **payload})
            raise ZeroDivisionError
    folder = tmp_path / "instance" / "mail"
    with working(app):
        deadline = time.monotonic() + 30
        while not list(folder.glob("*.eml")) and time.monotonic() < deadline:
            time.sleep(0.1)

    [path] = folder.glob("*.eml")
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert path.name == "one.eml"
    assert message["To"] == "applicant_editor@example.org, signatory@example.org"
    assert message["Subject"] == "Grüße"
    assert message.get_content().strip() == "Ihr Bescheid liegt bereit."


def test_every_job_has_a_name_of_its_own():
    assert "send_mail" in all_jobs()


@pytest.mark.parametrize(
    ("address", "starts", "secure"),
    [
        ("https://foerderung.example", True, True),
        ("http://127.0.0.1:8000", True, False),
        ("http://localhost", True, False),
        ("http://foerderung.example", False, False),
        ("http://127.0.0.1.example", False, False),
    ],
)
def test_production_takes_passwords_over_tls_alone(tmp_path, sqlite_url, address, starts, secure):
    given = {"mode": "production", "database_url": sqlite_url, "base_url": address}
    if not starts:
        with pytest.raises(SettingsError, match="base_url"):
            create_app(tmp_path, **given)
        return
    app = create_app(tmp_path, **given)
    answer = app.test_client().get("/anmelden", base_url="https://localhost")

    assert ("Strict-Transport-Security" in answer.headers) == secure
    assert ("; Secure;" in answer.headers["Set-Cookie"]) == secure
    with app.app_context():
        db.engine.dispose()
