"""The request of a document: guideline, moment and facts, and the answer with its dates."""

import json

import pytest

from tests.workflows.good import good_facts
from workflows import registry
from workflows.checkfile import facts_from_json
from workflows.checking import check, request_from_json, request_from_text
from workflows.facts import ApplicantType
from workflows.findings import Moment
from workflows.reading_json import FactsError
from workflows.writing_json import facts_to_json

CALL = {"years": [2027], "opens_on": "2026-10-01", "closes_on": "2026-12-31"}


def document(**members):
    return {"line": "integration_guides", "day": "2026-11-23", **members}


@pytest.mark.parametrize("value", [None, 1, "x", [], True])
def test_a_document_that_is_no_object_is_refused(value):
    with pytest.raises(FactsError) as caught:
        request_from_json(value)

    assert caught.value.field == "$"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "$"),
        ("{", "$"),
        ("{'a': 1}", "$"),
        ('{"day": NaN}', "$"),
        ("[" * 100_000, "$"),
        ('{"day": ' + "1" * 5_000 + "}", "$"),
        ('{"day": "2026-11-23", "day": "2026-11-24"}', "day"),
    ],
    ids=["empty", "cut", "quotes", "nan", "deep", "long number", "twice"],
)
def test_text_that_is_no_json_is_refused_without_a_traceback(text, field):
    with pytest.raises(FactsError) as caught:
        request_from_text(text)

    assert caught.value.field == field


def year_of(year):
    """A call of one year, opened in the autumn before."""
    days = {"opens_on": f"{year - 1}-10-01", "closes_on": f"{year - 1}-12-31"}
    return {"years": [year], **days}


@pytest.mark.parametrize(
    ("members", "version"),
    [
        ({"line": "integration_guides", "day": "2020-06-30"}, "2014"),
        ({"line": "integration_guides", "day": "2020-12-30"}, "2021"),
        ({"line": "integration_guides", "day": "2020-12-30", "version": "2014"}, "2014"),
        # applied for in 2025, for 2026
        ({"line": "diversity_centres", "day": "2025-12-01"}, "2021"),
        ({"line": "diversity_centres", "day": "2025-12-01", "call": year_of(2026)}, "2026"),
        (
            {
                "line": "diversity_centres",
                "day": "2025-12-01",
                "parts": [{"start": "2026-03-01"}],
            },
            "2026",
        ),
        ({"line": "diversity_centres", "day": "2025-12-01", "call": year_of(2025)}, "2021"),
        # judged again years later
        ({"line": "coordination", "day": "2026-11-23", "call": year_of(2019)}, "2014"),
        ({"line": "diversity_strategies", "day": "2018-05-01", "call": year_of(2018)}, "2018"),
    ],
)
def test_the_version_is_the_one_of_the_years_applied_for(members, version):
    assert request_from_json(members).guideline.version == version


@pytest.mark.parametrize(
    "members",
    [{}, {"call": year_of(2027)}, {"parts": [{"start": "2027-01-01"}]}],
    ids=["day", "call", "start"],
)
def test_a_version_is_missing_where_none_is_valid(members):
    with pytest.raises(FactsError) as caught:
        request_from_json({"line": "coordination", "day": "2026-11-23", **members})

    assert (caught.value.field, caught.value.key) == ("version", "no_version")


def test_own_parameters_move_the_dates():
    figure = {"value": 2, "unit": "Monate", "source": "GK", "number": "Test"}
    told = {
        "line": "diversity_centres",
        "version": "2021",
        "day": "2020-12-30",
        "parts": [{"start": "2021-01-01", "end": "2022-12-31"}],
    }
    own = {**told, "parameters": {"interim_proof_months": figure}}

    found = [check(request_from_json(one))["dates"] for one in (told, own)]

    days = [[d["day"] for d in dates if d["kind"] == "interim_proof_due"] for dates in found]
    assert days == [["2022-05-02"], ["2022-02-28"]]


def test_the_answer_holds_verdict_entitlement_and_dates():
    request = request_from_json(
        document(
            moment="finder",
            applicant={"type": "charity"},
            answers={"charitable": True},
            parts=[
                {
                    "part": "training",
                    "start": "2027-07-01",
                    "end": "2027-09-30",
                    "answers": {"participants": 12, "units": 36},
                }
            ],
            call=CALL,
        )
    )

    found = json.loads(json.dumps(check(request)))

    assert found["verdict"]["moment"] == Moment.FINDER
    assert found["entitlement"]["amount"] == "5400.00"
    assert [(one["kind"], one["part"], one["day"]) for one in found["dates"]] == [
        ("call_closing", None, "2026-12-31"),
        ("application_deadline", "training", "2027-06-02"),
        ("proof_due", "training", "2027-12-30"),
    ]
    assert facts_from_json(found["facts"], request.guideline) == request.facts


def test_multi_year_posts_get_interim_proofs():
    guideline = registry.guideline("diversity_centres", "2026")
    facts = good_facts(guideline, ApplicantType.COUNTY)
    part = {"part": "main", "start": "2026-01-01", "end": "2028-12-31"}
    written = {**facts_to_json(facts), "parts": [part]}

    found = check(request_from_json({"line": guideline.line, "version": "2026", **written}))

    kinds = [one["kind"] for one in found["dates"]]
    assert kinds.count("interim_proof_due") == 2
    assert kinds.count("proof_due") == 1
