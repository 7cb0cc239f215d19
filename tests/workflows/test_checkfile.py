"""Facts as JSON: read strictly, every fault named by its field, written back to equal facts."""

import json
from datetime import date
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.good import good_facts
from workflows import registry
from workflows.check_schema import schema
from workflows.checkfile import facts_from_json
from workflows.checking import check, request_from_json, request_from_text
from workflows.facts import ApplicantType, Facts
from workflows.findings import Moment, Outcome
from workflows.questions import QUESTIONS
from workflows.reading_json import FactsError
from workflows.writing_json import facts_to_json

GUIDELINES = list(registry.guidelines())
IDS = [f"{one.line}-{one.version}" for one in GUIDELINES]
SCHEMA = schema()
CALL = {"years": [2027], "opens_on": "2026-10-01", "closes_on": "2026-12-31"}


def document(**members):
    return {"line": "integration_guides", "day": "2026-11-23", **members}


def admitted(guideline):
    return next(t for t, row in guideline.admissions.items() if row.outcome is Outcome.MET)


@pytest.mark.parametrize("guideline", GUIDELINES, ids=IDS)
def test_facts_written_and_read_back_are_equal(guideline):
    facts = good_facts(guideline, admitted(guideline))
    written = json.loads(json.dumps(facts_to_json(facts)))

    assert facts_from_json(written) == facts
    request = {"line": guideline.line, "version": guideline.version, **written}
    jsonschema.validate(request, SCHEMA)
    assert request_from_json(request).facts == facts


def test_the_smallest_document_is_a_day():
    assert facts_from_json({"day": "2026-11-23"}) == Facts(day=date(2026, 11, 23))
    assert facts_to_json(Facts(day=date(2026, 11, 23))) == {"day": "2026-11-23"}


def test_null_is_not_answered():
    facts = facts_from_json({"day": "2026-11-23", "answers": {"charitable": None}, "papers": None})

    assert facts == Facts(day=date(2026, 11, 23))


FAULTS = [
    ({"emperor": 1}, "emperor"),
    ({"day": "23.11.2026"}, "day"),
    ({"day": "2026-02-30"}, "day"),
    ({"day": 20261123}, "day"),
    ({"day": None}, "day"),
    ({"line": "unheard_of"}, "line"),
    ({"line": None}, "line"),
    ({"version": "1999"}, "version"),
    ({"moment": "never"}, "moment"),
    ({"applicant": []}, "applicant"),
    ({"applicant": {"type": "emperor"}}, "applicant.type"),
    ({"applicant": {"ags": "6431"}}, "applicant.ags"),
    ({"applicant": {"ags": "0643١"}}, "applicant.ags"),
    ({"applicant": {"population": -1}}, "applicant.population"),
    ({"applicant": {"population": 1.5}}, "applicant.population"),
    ({"applicant": {"population": True}}, "applicant.population"),
    ({"applicant": {"crown": 1}}, "applicant.crown"),
    ({"answers": {"unheard_of": True}}, "answers.unheard_of"),
    ({"answers": {"charitable": "ja"}}, "answers.charitable"),
    ({"answers": {"charitable": 1}}, "answers.charitable"),
    ({"answers": {"report_result": "x"}}, "answers.report_result"),
    ({"report": {"charitable": True}}, "report.charitable"),
    ({"answers": {"target_group": "emperors"}}, "answers.target_group"),
    ({"answers": {"partners": "1e3"}}, "answers.partners"),
    ({"answers": {"partners": "1.5"}}, "answers.partners"),
    ({"answers": {"partners": -1}}, "answers.partners"),
    ({"answers": {"partners": 10**30}}, "answers.partners"),
    ({"answers": {"full_time_equivalents": "0.505"}}, "answers.full_time_equivalents"),
    ({"answers": {"partner_ags": ["06535001", "06535001"]}}, "answers.partner_ags"),
    ({"answers": {"partner_ags": "06535001"}}, "answers.partner_ags"),
    ({"answers": {"project_title": "x" * 201}}, "answers.project_title"),
    ({"answers": {"project_title": "a\x00b"}}, "answers.project_title"),
    ({"answers": {"project_title": "a\ud800b"}}, "answers.project_title"),
    ({"answers": {"begin_day": "2026"}}, "answers.begin_day"),
    ({"parts": {}}, "parts"),
    ({"parts": [{"part": "unheard_of"}]}, "parts[0].part"),
    ({"parts": [{"part": "training"}, {"part": "training"}]}, "parts[1].part"),
    ({"parts": [{"part": "training", "asked": {"27": "1"}}]}, "parts[0].asked.27"),
    ({"parts": [{"part": "training", "asked": {"2027": "1,5"}}]}, "parts[0].asked.2027"),
    ({"parts": [{"part": "training", "answers": {"x": 1}}]}, "parts[0].answers.x"),
    ({"parts": [{"part": "training", "plan": {"items": [{}]}}]}, "parts[0].plan.items[0].category"),
    (
        {"parts": [{"plan": {"items": [{"category": "a", "year": 2027, "amount": "1.234"}]}}]},
        "parts[0].plan.items[0].amount",
    ),
    (
        {"parts": [{"plan": {"items": [{"category": "a", "year": 2027, "amount": "NaN"}]}}]},
        "parts[0].plan.items[0].amount",
    ),
    (
        {"parts": [{"plan": {"items": [{"category": "a", "year": 2027, "amount": "-1"}]}}]},
        "parts[0].plan.items[0].amount",
    ),
    (
        {"parts": [{"plan": {"items": [{"category": "a", "year": 1, "amount": "1"}]}}]},
        "parts[0].plan.items[0].year",
    ),
    (
        {"parts": [{"plan": {"funds": [{"source": "theft", "year": 2027, "amount": "1"}]}}]},
        "parts[0].plan.funds[0].source",
    ),
    ({"papers": ["concept", 1]}, "papers[1]"),
    ({"call": {"years": [2027]}}, "call.opens_on"),
    ({"call": {**CALL, "years": []}}, "call.years"),
    ({"call": {**CALL, "closes_on": "2026-09-30"}}, "call.closes_on"),
    (
        {"call": {**CALL, "figures": {"share": {"unit": "Anteil", "source": "X", "number": "1"}}}},
        "call.figures.share.source",
    ),
    (
        {"call": {**CALL, "figures": {"share": {"unit": "Elle", "source": "GK", "number": "1"}}}},
        "call.figures.share.unit",
    ),
    ({"history": {"paid": 1.5}}, "history.paid"),
    ({"history": {"is_follow_up": "yes"}}, "history.is_follow_up"),
    ({"holidays": ["2026-13-01"]}, "holidays[0]"),
]


@pytest.mark.parametrize(
    ("members", "field"),
    FAULTS,
    ids=[f"{place}-{field}" for place, (_, field) in enumerate(FAULTS)],
)
def test_a_fault_is_refused_with_its_field_and_a_german_reason(members, field):
    with pytest.raises(FactsError) as caught:
        request_from_json(document(**members))

    assert caught.value.field == field
    assert caught.value.message.endswith((".", '".'))


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


def test_a_version_is_taken_by_the_day_and_missing_where_none_is_valid():
    by_day = request_from_json(document(day="2020-06-30")).guideline
    named = request_from_json(document(version="2014")).guideline

    assert (by_day.version, named.version) == ("2014", "2014")
    with pytest.raises(FactsError) as caught:
        request_from_json({"line": "coordination", "day": "2026-11-23"})
    assert caught.value.field == "version"


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
    assert facts_from_json(found["facts"]) == request.facts


def test_multi_year_posts_get_interim_proofs():
    guideline = registry.guideline("diversity_centres", "2026")
    facts = good_facts(guideline, ApplicantType.COUNTY)
    part = {"part": "main", "start": "2026-01-01", "end": "2028-12-31"}
    written = {**facts_to_json(facts), "parts": [part]}

    found = check(request_from_json({"line": guideline.line, "version": "2026", **written}))

    kinds = [one["kind"] for one in found["dates"]]
    assert kinds.count("interim_proof_due") == 2
    assert kinds.count("proof_due") == 1


def test_the_schema_is_valid_and_refuses_what_the_reader_refuses():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)

    assert list(validator.iter_errors(document())) == []
    for members in ({"emperor": 1}, {"answers": {"charitable": "ja"}}, {"answers": {"x": 1}}):
        assert list(validator.iter_errors(document(**members)))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


def facts_or_field(whole: object) -> Facts | str:
    """The facts, or the field at fault; anything else that is raised fails the test."""
    try:
        return facts_from_json(whole)
    except FactsError as error:
        return error.field


@settings(max_examples=200, deadline=None)
@given(
    members=st.dictionaries(
        st.sampled_from(["applicant", "answers", "parts", "papers", "call", "history", "report"]),
        JSON_VALUES,
    )
)
def test_anything_is_read_or_refused_and_never_breaks(members):
    facts = facts_or_field({"day": "2026-11-23", **members})

    assert facts
    if isinstance(facts, Facts):
        assert facts_from_json(facts_to_json(facts)) == facts


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(sorted(QUESTIONS)), value=JSON_VALUES)
def test_any_answer_is_read_or_refused_by_its_path(name, value):
    facts = facts_or_field({"day": "2026-11-23", "answers": {name: value}})

    if isinstance(facts, Facts):
        assert set(facts.answers) <= {name}
    else:
        assert facts.startswith(f"answers.{name}")


def test_numbers_with_decimals_keep_them_exactly():
    facts = facts_from_json({"day": "2026-11-23", "answers": {"full_time_equivalents": "0.50"}})

    assert facts.answers["full_time_equivalents"] == Decimal("0.50")
    assert str(facts.answers["full_time_equivalents"]) == "0.50"
