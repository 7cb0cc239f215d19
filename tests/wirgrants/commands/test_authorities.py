"""`import-authorities` takes a newer directory into the register, once, and names a bad line."""

import csv
import json
from datetime import date

import pytest
from sqlalchemy import select

from wirgrants.models import Authority, AuthorityStatus, Event, Population
from wirgrants.services.register import load_register, load_shipped, read_register
from wirgrants.services.shipped_register import SHIPPED
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.facts import ApplicantType

FIRST, SECOND = "20251130", "20260930"


def district(key, name, kind, day):
    return f"40{day}{key:<12}{name:<50}{'Sitz':<50}{kind:<2}".ljust(220)


def municipality(key, name, kind, inhabitants, day):
    numbers = f"{100:>11}{inhabitants:>11}{inhabitants // 2:>11}"
    return f"60{day}{key}0001{name:<50}{'':<50}{kind}    {numbers}    61111     ".ljust(220)


def directory(day=FIRST, *, leave_out=(), names=None, keys=None, more=(), inhabitants=None):
    """A file of all Hesse as the statistical office writes it, made of the shipped rows."""
    lines = [f"10{day}06{'':<10}{'Hessen':<50}".ljust(220)]
    with SHIPPED.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["ags"] in leave_out:
                continue
            name = (names or {}).get(row["ags"], row["name"])
            key = (keys or {}).get(row["ags"], row["ags"])
            if row["kind"] == "landkreis":
                lines.append(district(key, name, 44, day))
                continue
            kind = 61 if row["kind"] == "kreisfreie_stadt" and key.endswith("000") else 64
            if kind == 61:
                lines.append(district(key[:5], name, 41, day))
            number = (inhabitants or {}).get(row["ags"], int(row["inhabitants"]))
            lines.append(municipality(key, name, kind, number, day))
    lines += [
        municipality("06439200", "Rheinwald", 66, 0, day),
        municipality("07111000", "Koblenz, Stadt", 61, 115298, day),
        *more,
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


@pytest.fixture
def take(run, installed, app, tmp_path):
    """`take(data, day)` -> the finished command; the register holds the shipped rows."""
    with app.app_context(), unit_of_work() as session:
        load_shipped(session)

    def typed(data, day="2024-12-31", *words):
        path = tmp_path / "GV100AD.txt"
        path.write_bytes(data)
        return run("import-authorities", path, "--population-as-of", day, *words)

    return typed


def register(app):
    with app.app_context(), read_only() as session:
        return read_register(session)


def counts(app):
    with app.app_context(), read_only() as session:
        return [
            len(session.scalars(select(m)).all()) for m in (Authority, AuthorityStatus, Population)
        ]


def test_the_shipped_directory_changes_nothing(take, app):
    before = counts(app)
    answer = take(directory())
    assert (answer.exit_code, answer.stdout) == (0, "0 changes\n")
    assert counts(app) == before


def test_a_newer_directory_brings_names_ends_and_populations(take, app):
    newer = directory(
        SECOND,
        leave_out=("06431001",),
        names={"06431002": "Bensheim an der Bergstraße, Stadt"},
        keys={"06435014": "06415000"},
    )
    told = take(newer, "2025-12-31").stdout.splitlines()
    assert "06431001 Abtsteinach: ends before 2026-09-30" in told
    assert (
        "06431002 Bensheim an der Bergstraße, Stadt: Bensheim, Stadt → "
        "Bensheim an der Bergstraße, Stadt from 2026-09-30" in told
    )
    assert not [line for line in told if line.startswith(("06415000 ", "06435014 "))]
    known = register(app)
    assert known.find("06431001", date(2026, 9, 29)).name == "Abtsteinach"
    assert known.find("06431001", date(2026, 9, 30)) is None
    assert known.find("06431002", date(2026, 9, 29)).name == "Bensheim, Stadt"
    assert known.find("06431002", date(2026, 9, 30)).name == "Bensheim an der Bergstraße, Stadt"
    assert known.population("06431002", date(2026, 9, 30)).as_of == date(2025, 12, 31)
    # Special status is our own list: the file knows nothing of it.
    assert known.find("06434001", date(2026, 10, 1)).kind is ApplicantType.SPECIAL_STATUS_CITY
    assert known.find("06415000", date(2026, 10, 1)).kind is ApplicantType.INDEPENDENT_CITY
    assert len(known.entitled(date(2026, 10, 1))) == 33


def test_a_count_in_another_territory_holds_from_the_day_of_the_directory(take, app):
    """The edition of June 2026 has the count of 2024 for a county without Hanau."""
    before = register(app)
    newer = directory("20260630", keys={"06435014": "06415000"}, inhabitants={"06431002": 41_000})
    told = take(newer, "2024-12-31").stdout.splitlines()
    after = register(app)
    days = (date(2024, 12, 31), date(2025, 6, 30), date(2026, 6, 29), date(2026, 6, 30))

    def counted(known, ags):
        return [known.population(ags, day).inhabitants for day in days]

    old = counted(before, "06431002")[0]
    assert f"06431002: {old} → 41000 on 2024-12-31, from 2026-06-30" in told
    assert counted(after, "06431002") == [old, old, old, 41_000]
    assert counted(after, "06435") == counted(before, "06435")
    assert take(newer, "2024-12-31").stdout == "0 changes\n"


def test_a_running_process_sees_what_another_one_imports(take, app):
    with app.test_request_context(), read_only() as session:
        old = load_register(session).find("06431002", date(2026, 10, 1)).name
    kept = app.extensions["wirgrants.register"]
    take(directory(SECOND, names={"06431002": "Neuname"}, keys={"06435014": "06415000"}),
         "2025-12-31")  # fmt: skip
    app.extensions["wirgrants.register"] = kept  # the command ran elsewhere: nothing forgot it
    with app.test_request_context(), read_only() as session:
        new = load_register(session).find("06431002", date(2026, 10, 1)).name
        again = load_register(session)

    assert (old, new) == ("Bensheim, Stadt", "Neuname")
    assert again is app.extensions["wirgrants.register"].register


def test_importing_twice_is_importing_once(take, app):
    newer = directory(SECOND, names={"06431002": "Neuname"}, keys={"06435014": "06415000"})
    assert take(newer, "2025-12-31").stdout != "0 changes\n"
    before = counts(app)
    assert take(newer, "2025-12-31").stdout == "0 changes\n"
    assert counts(app) == before
    with app.app_context(), read_only() as session:
        events = session.scalars(select(Event).where(Event.action == "authorities_imported")).all()
    assert [event.data["stand"] for event in events] == ["2026-09-30"]


def test_a_dry_run_tells_the_same_and_writes_nothing(take, app):
    newer = directory(SECOND, names={"06431002": "Neuname"}, keys={"06435014": "06415000"})
    before = counts(app)
    dry = take(newer, "2025-12-31", "--dry-run").stdout.splitlines()
    assert counts(app) == before
    assert dry[-1].endswith("changes (dry run: nothing was written)")
    assert take(newer, "2025-12-31").stdout.splitlines()[:-1] == dry[:-1]


def test_a_program_reads_the_changes_as_json(take):
    newer = directory(SECOND, names={"06431002": "Neuname"}, keys={"06435014": "06415000"})
    told = take(newer, "2025-12-31", "--dry-run").stdout.splitlines()[:-1]

    dry = json.loads(take(newer, "2025-12-31", "--dry-run", "--json").stdout)
    done = json.loads(take(newer, "2025-12-31", "--json").stdout)
    again = json.loads(take(newer, "2025-12-31", "--json").stdout)

    assert dry == {"changes": told, "dry_run": True}
    assert done == {"changes": told, "dry_run": False}
    assert again == {"changes": [], "dry_run": False}


def test_a_county_keeps_its_municipality_in_the_sum(take, app):
    take(directory(SECOND, keys={"06435014": "06415000"}), "2025-12-31")
    known = register(app)
    members = [
        body for body in known.valid_on(date(2026, 9, 30))
        if body.county_ags == "06435" and body.kind is not ApplicantType.COUNTY
    ]  # fmt: skip
    day = date(2026, 9, 30)
    assert known.population("06435", day).inhabitants == sum(
        known.population(body.identity, day).inhabitants for body in members
    )


GOOD = directory()
LINES = len(GOOD.splitlines())
LAST = f"line {LINES + 1}: "


def one_more(key, name, day=FIRST):
    return GOOD + municipality(key, name, 64, 1, day).encode()


@pytest.mark.parametrize(
    ("data", "day", "message"),
    [
        (GOOD + b"99 something else\r\n", "2024-12-31", LAST),
        (GOOD + b"60\r\n", "2024-12-31", LAST),
        (one_more("06431001", "Zweimal"), "2024-12-31", f"{LAST}06431001 stands in it twice"),
        (one_more("0643100X", "Falsch"), "2024-12-31", f"{LAST}'0643100X' is no key"),
        (one_more("06431099", ""), "2024-12-31", f"{LAST}06431099 has no name"),
        (one_more("06499001", "Heimatlos"), "2024-12-31", "belongs to the county 06499"),
        (one_more("06431099", "Später", SECOND), "2024-12-31", "of different days"),
        ("Straße".encode("latin-1"), "2024-12-31", "line 1: not UTF-8"),
        (b"", "2024-12-31", "no county or no municipality"),
        (GOOD, "2025-12-31", "cannot stand in a directory of 2025-11-30"),
        (b"\r\n".join(GOOD.splitlines()[:200]), "2024-12-31", "this is not all of Hesse"),
    ],
    ids=[
        "unknown record", "short", "twice", "bad key", "no name", "no county", "two days",
        "latin-1", "empty", "population later", "half",
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_whole(take, app, data, day, message):
    before = counts(app)
    answer = take(data, day)
    assert answer.exit_code == 1
    assert message in answer.stderr
    assert counts(app) == before


def test_the_day_of_the_population_must_be_said(run, installed, tmp_path):
    (tmp_path / "file").write_bytes(GOOD)
    answer = run("import-authorities", tmp_path / "file")
    assert answer.exit_code == 2
    assert "--population-as-of" in answer.stderr
