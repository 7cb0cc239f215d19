"""`check` as it is typed: the register, the holidays, and no input that ends in a traceback."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.support.properties import tries
from tests.support.tree import ROOT
from tests.workflows.hostile_documents import BASES, good_document, spoilt
from wirgrants.cli import main

CENTRES = {"line": "diversity_centres", "version": "2026"}
COORDINATION = {"line": "coordination", "version": "2014"}


@pytest.fixture
def judged(run):
    """The answer to a document, or the field at fault."""

    def of(document):
        answer = run("check", "-", "--json", input=json.dumps(document))
        told = json.loads(answer.stdout)
        assert answer.exit_code == (2 if "error" in told else 0)
        return told["error"]["field"] if "error" in told else told

    return of


def finding(answer, rule):
    (found,) = [one for one in answer["verdict"]["findings"] if one["rule"] == rule]
    return found["outcome"]


def days(answer, kind):
    return [one["day"] for one in answer["dates"] if one["kind"] == kind]


# ---------------------------------------------------------------------------- holidays


@pytest.mark.parametrize(
    ("day", "start", "end", "kind", "expected"),
    [
        # 31 December 2023 is a Sunday, New Year a holiday
        ("2023-11-01", "2024-01-01", "2024-12-31", "application_deadline", "2024-01-02"),
        # 31 March 2024 is Easter Sunday, then comes Easter Monday
        ("2022-11-01", "2023-01-01", "2023-12-31", "proof_due", "2024-04-02"),
    ],
)
def test_the_holidays_of_hesse_count_unless_the_file_names_others(
    judged, day, start, end, kind, expected
):
    told = {
        "line": "case_management",
        "version": "2017",
        "day": day,
        "parts": [{"start": start, "end": end}],
    }

    by_calendar, by_null, without = (
        judged(told | more) for more in ({}, {"holidays": None}, {"holidays": []})
    )

    assert days(by_calendar, kind) == days(by_null, kind) == [expected]
    assert days(without, kind) == ["2024-01-01" if kind != "proof_due" else "2024-04-01"]
    assert by_calendar["holidays"]["from"] == "calendar"
    assert {"2024-01-01", "2024-04-01", "2024-05-30"} <= set(by_calendar["holidays"]["days"])
    assert without["holidays"] == {"from": "file", "days": []}


@pytest.mark.parametrize(
    ("members", "line"),
    [
        ({}, "Holidays counted (Hesse): 2025 to 2028, 40 days"),
        ({"holidays": []}, "Holidays counted (as the file names them): none"),
        (
            {"holidays": ["2026-12-25"]},
            "Holidays counted (as the file names them): 2026 to 2026, 1 days",
        ),
    ],
)
def test_the_answer_says_which_holidays_counted(run, members, line):
    told = {**CENTRES, "day": "2026-11-23", **members}

    assert run("check", "-", input=json.dumps(told)).stdout.splitlines()[-1] == line


# ---------------------------------------------------------------------------- register


@pytest.mark.parametrize(
    ("day", "ags", "kind"),
    [
        ("2025-12-31", "06435014", "special_status_city"),
        ("2026-01-01", "06415000", "independent_city"),
        ("2026-11-23", "06431", "county"),
        ("2026-11-23", "06431002", "municipality"),
        ("2013-11-01", "06431", "county"),  # applied for before the programme's first day
    ],
)
def test_a_key_brings_type_name_and_population_of_the_day(judged, day, ags, kind):
    found = judged({**CENTRES, "day": day, "applicant": {"ags": ags}})["facts"]["applicant"]

    assert (found["ags"], found["type"]) == (ags, kind)
    assert found["name"]
    assert ("population" in found) == (day > "2024-12-31")
    assert ("county_ags" in found) == (kind == "municipality")


def test_before_the_first_count_the_population_is_for_review(judged):
    told = {
        "line": "diversity_strategies",
        "version": "2018",
        "day": "2018-05-01",
        "applicant": {"ags": "06431002"},
    }

    assert finding(judged(told), "population_fits") == "review"
    own = {"applicant": {"ags": "06431002", "population": 40_000}}
    assert finding(judged(told | own), "population_fits") == "met"


@pytest.mark.parametrize(
    ("day", "applicant", "field"),
    [
        ("2025-12-31", {"ags": "06415000"}, "ags"),
        ("2026-01-01", {"ags": "06435014"}, "ags"),
        ("2026-01-01", {"ags": "06411", "type": "county"}, "ags"),
        ("2026-01-01", {"ags": "06999999"}, "ags"),
        ("2026-01-01", {"ags": "05315000"}, "ags"),
        ("2026-01-01", {"ags": "99999", "type": "county"}, "ags"),
        ("2026-01-01", {"ags": "06415000", "type": "special_status_city"}, "type"),
        ("2026-01-01", {"ags": "06431002", "type": "special_status_city"}, "type"),
        ("2026-01-01", {"ags": "06431002", "type": "charity"}, "type"),
        ("2026-01-01", {"ags": "06431", "type": "consortium"}, "type"),
        ("2026-01-01", {"ags": "06434001", "type": "consortium"}, "type"),
        ("2026-01-01", {"ags": "06431002", "county_ags": "06432"}, "county_ags"),
        ("2026-01-01", {"ags": "06431002", "population": 9_999}, "population"),
        (
            "2026-01-01",
            {"ags": "06431002", "population": 41_000, "population_as_of": "2023-12-31"},
            "population_as_of",
        ),
        ("2026-01-01", {"ags": "06431002", "population_as_of": "2025-06-30"}, "population_as_of"),
    ],
)
def test_what_contradicts_the_register_is_refused_by_name(judged, day, applicant, field):
    assert judged({**CENTRES, "day": day, "applicant": applicant}) == f"applicant.{field}"


@pytest.mark.parametrize(
    ("name", "value"),
    [("population", 12_000), ("population_as_of", "2024-12-31"), ("county_ags", "06431")],
)
def test_what_belongs_to_a_key_is_refused_without_one(judged, name, value):
    told = {**CENTRES, "day": "2026-11-23"}

    assert judged({**told, "applicant": {"type": "municipality", name: value}}) == (
        f"applicant.{name}"
    )
    without = judged({**told, "applicant": {"type": "municipality"}})
    assert finding(without, "register_key_fits_applicant_type") == "not_asked"


def test_a_county_may_work_together_with_a_migrant_organisation(judged):
    told = {
        "line": "migrant_organisations",
        "version": "2021",
        "day": "2026-11-23",
        "applicant": {"ags": "06431", "type": "municipality_with_mo"},
    }

    found = judged(told)

    assert finding(found, "applicant_is_admitted") == "review"
    assert finding(found, "register_key_fits_applicant_type") == "met"


def test_a_later_count_than_the_register_has_is_taken(judged):
    later = {"ags": "06431002", "population": 41_500, "population_as_of": "2025-12-31"}

    found = judged({**CENTRES, "day": "2026-11-23", "applicant": later})

    assert found["facts"]["applicant"]["population"] == 41_500


@pytest.mark.parametrize(("mode", "exit_code"), [("production", 2), ("demo", 0), ("test", 0)])
def test_invented_keys_are_refused_in_production(run, monkeypatch, tmp_path, mode, exit_code):
    monkeypatch.setenv("WIRGRANTS_INSTANCE", str(tmp_path / "nothing"))
    monkeypatch.setenv("WIRGRANTS_MODE", mode)
    told = {**CENTRES, "day": "2026-11-23", "applicant": {"ags": "99001", "type": "county"}}

    answer = run("check", "-", input=json.dumps(told))

    assert answer.exit_code == exit_code
    assert ("applicant.ags" in answer.stderr) == (exit_code == 2)
    assert not (tmp_path / "nothing").exists()


TOWNS = {
    "line": "diversity_strategies",
    "version": "2021",
    "day": "2026-11-23",
    "applicant": {"type": "consortium", "ags": "06431001"},
}


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        (["06431003"], "met"),
        (["06431003", "06431004"], "met"),
        (["06412000"], "not_met"),
        (["06434001"], "not_met"),
        (["06431"], "not_met"),
        (["06431003", "06435014"], "not_met"),
        (["06999999"], "review"),
        (["99999999"], "review"),
        (["Bensheim"], "review"),
        (["06431001"], "review"),
    ],
)
def test_partners_are_looked_up_in_the_register(judged, keys, outcome):
    told = {**TOWNS, "answers": {"partners": len(keys), "partner_ags": keys}}

    assert finding(judged(told), "partners_are_named") == outcome


@pytest.mark.parametrize(
    ("partner", "field"),
    [
        ({"ags": "06431003", "type": "county"}, "partners[0].type"),
        ({"ags": "06431003", "county_ags": "06432"}, "partners[0].county_ags"),
        ({"ags": "06431003", "population": 1}, "partners[0].population"),
        ({"ags": "06999999", "type": "municipality"}, "partners[0].ags"),
    ],
)
def test_partners_told_otherwise_than_the_register_are_refused(judged, partner, field):
    answers = {"partners": 1, "partner_ags": [partner["ags"]]}

    assert judged({**TOWNS, "answers": answers, "partners": [partner]}) == field


@pytest.mark.parametrize(
    ("guideline", "kind"), BASES[::7], ids=[f"{g.line}-{g.version}-{k}" for g, k in BASES[::7]]
)
def test_the_facts_of_an_answer_are_a_document_again(judged, guideline, kind):
    told = good_document(guideline, kind)
    first = judged(told)

    second = judged({**told, **first["facts"]})

    assert {**second, "holidays": None} == {**first, "holidays": None}


# ---------------------------------------------------------------------------- hostile input

ODD = {
    "start 0001": {**COORDINATION, "parts": [{"start": "0001-01-01", "end": "0001-12-31"}]},
    "four weeks": {
        "line": "lay_interpreters",
        "version": "2021",
        "parts": [{"part": "deployment", "start": "0001-01-01"}],
    },
    "before 2014": {**COORDINATION, "parts": [{"start": "2005-01-01", "end": "2015-12-31"}]},
    "far end": {**COORDINATION, "parts": [{"start": "9999-01-01", "end": "9999-12-31"}]},
    "far notice": {
        "line": "innovative_projects",
        "version": "2021",
        "applicant": {"type": "charity"},
        "answers": {"exemption_notice_date": "9999-01-01"},
    },
    "long award": {
        **COORDINATION,
        "call": {
            "years": [2020],
            "opens_on": "2019-10-01",
            "closes_on": "2019-12-31",
            "figures": {
                "longest_award": {
                    "value": "1000000000000",
                    "unit": "Monate",
                    "source": "GK",
                    "number": "Test",
                }
            },
        },
    },
    "surrogate": {**COORDINATION, "\ud800x": 1},
    "colour": {**COORDINATION, "\x1b[31mred\x07": 1},
}


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["plain", "json"])
@pytest.mark.parametrize("name", ODD)
def test_odd_days_figures_and_names_are_refused_with_their_field(run, name, form):
    answer = run("check", "-", *form, input=json.dumps({"day": "2020-01-01", **ODD[name]}))

    assert answer.exit_code == 2
    told = answer.stdout if form else answer.stderr
    assert not any(ord(character) < 32 and character != "\n" for character in told)
    field = json.loads(told)["error"]["field"] if form else told.partition(": ")[0]
    expected = {
        "far notice": "answers.exemption_notice_date",
        "long award": "call.figures.longest_award.value",
        "surrogate": "\\ud800x",
        "colour": "\\u001b[31mred\\u0007",
    }
    assert field == expected.get(name, "parts[0].start")


@tries(150, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt(), st.booleans())
def test_any_document_is_judged_or_refused_and_nothing_breaks(made, as_json):
    document, touched = made
    words = ["check", "-", *(["--json"] if as_json else [])]

    answer = CliRunner().invoke(main, words, input=json.dumps(document))

    assert answer.exception is None or isinstance(answer.exception, SystemExit), touched
    assert answer.exit_code in (0, 2)
    told = answer.stdout if as_json or answer.exit_code == 0 else answer.stderr
    assert not any(ord(one) < 32 and one != "\n" for one in told)
    if answer.exit_code == 0:
        if as_json:
            assert set(json.loads(told)) >= {"verdict", "entitlement", "dates", "holidays"}
    else:
        assert touched
        field = json.loads(told)["error"]["field"] if as_json else told.partition(": ")[0]
        assert field


@tries(150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_any_bytes_are_refused(data):
    answer = CliRunner().invoke(main, ["check", "-", "--json"], input=data)

    assert answer.exit_code == 2
    assert json.loads(answer.stdout)["error"]["field"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["plain", "json"])
def test_a_terminal_of_any_encoding_gets_its_answer(encoding, form, tmp_path):
    document = {**CENTRES, "day": "2026-11-23", "applicant": {"ags": "06431", "name": "Żółć – ä"}}
    answer = subprocess.run(
        [sys.executable, "-m", "wirgrants", "check", "-", *form],
        input=json.dumps(document).encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONIOENCODING": encoding, "WIRGRANTS_INSTANCE": str(tmp_path), "PATH": ""},
    )

    assert (answer.returncode, answer.stderr) == (0, b"")
    if form:
        told = json.loads(answer.stdout.decode(encoding))
        assert told["facts"]["applicant"]["name"] == "Żółć – ä"
