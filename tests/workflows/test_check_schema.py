"""The schema of the check file says exactly what its reader takes, but for a short list."""

import re
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import HealthCheck, given

from tests.support.properties import tries
from tests.workflows.hostile_documents import BASES, good_document, spoilt
from workflows import registry, schema_patterns
from workflows.check_schema import schema
from workflows.checking import request_from_json
from workflows.reading_json import FactsError

SCHEMA = schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

# What two fields say together, a schema does not see: the keys of these faults.
BETWEEN_FIELDS = {"reversed", "not_named", "contradicts", "no_version"}


def fault_of(document):
    try:
        request_from_json(document)
    except FactsError as error:
        return error
    return None


def excepted(document, error):
    """Whether the reader may refuse what the schema takes."""
    if error.key in BETWEEN_FIELDS:
        return True
    # Two partners with one key, told differently; and a version that the years decide.
    twice = error.key == "twice" and error.field.startswith("partners")
    return twice or document.get("version") is None


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("guideline", "kind"), BASES, ids=[f"{g.line}-{g.version}-{k}" for g, k in BASES]
)
def test_good_documents_are_taken_by_both(guideline, kind):
    document = good_document(guideline, kind)

    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert fault_of(document) is None


@tries(600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoilt())
def test_schema_and_reader_agree_on_every_document(made):
    document, touched = made
    error = fault_of(document)

    if VALIDATOR.is_valid(document):
        assert error is None or excepted(document, error), (touched, error)
    else:
        assert error is not None, touched


HOSTILE = [
    {"version": "2021"},
    {"day": "2026-01-01\n"},
    {"day": "2026-02-30"},
    {"day": "2023-02-29"},
    {"applicant": {"population": 1.5}},
    {"applicant": {"ags": "06431\n"}},
    {"answers": {"project_title": "a\x00"}},
    {"answers": {"full_time_equivalents": 0.333}},
    {"answers": {"full_time_equivalents": "21"}},
    {"answers": {"pool_size": 3}},
    {"report": {"charitable": True}},
    {"parts": [{"part": "deployment"}]},
    {"parts": [{}, {}]},
    {"parts": [{"asked": {"1999": "1"}}]},
    {"parts": [{"asked": {"2027": None}}]},
    {"parts": [{"plan": {"items": [{"category": "rooms", "year": 2027, "amount": "1" * 15}]}}]},
    {"parts": [{"plan": {"items": [{"category": "rooms", "year": 2027, "amount": 10**14}]}}]},
    {"parts": [{"start": "0001-01-01"}]},
    {"call": {"years": [True], "opens_on": "2026-01-01", "closes_on": "2026-12-31"}},
    {"papers": ["concept"] * 501},
    {"holidays": ["2026-12-25"] * 2001},
]


@pytest.mark.parametrize("members", HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_hostile_documents_are_refused_by_both(members):
    document = {"line": "coordination", "version": "2014", "day": "2020-01-01", **members}

    assert not VALIDATOR.is_valid(document)
    assert fault_of(document) is not None


@pytest.mark.parametrize(
    "members",
    [
        {"applicant": {"population": 1.0}},
        {"answers": {"full_time_equivalents": "20.00"}},
        {"answers": {"full_time_equivalents": 20}},
        {"holidays": ["2026-12-25"] * 501},
        {"applicant": None, "answers": None, "parts": None, "call": None, "moment": None},
        {"parts": [{"part": "main", "asked": {"2020": "9999999999.99"}}]},
    ],
)
def test_unusual_documents_are_taken_by_both(members):
    document = {"line": "coordination", "version": "2014", "day": "2020-01-01", **members}

    assert VALIDATOR.is_valid(document)
    assert fault_of(document) is None


@pytest.mark.parametrize(
    ("most", "decimals"), [(0, 0), (1, 4), (20, 2), (500, 0), (1_205, 0), (Decimal("99.99"), 2)]
)
def test_the_pattern_of_a_most_ends_exactly_there(most, decimals):
    pattern = re.compile(schema_patterns.numbers_to(most, decimals))
    step = Decimal(1).scaleb(-min(decimals, 2))
    count = int(Decimal(most) / step)

    assert all(pattern.search(str(n * step)) for n in range(count + 1))
    assert not any(pattern.search(str(n * step)) for n in range(count + 1, count + 300))
    assert not any(pattern.search(text) for text in ("01", "-1", "", "1.", f"{most}\n", "٣"))


def test_every_version_has_its_own_part_of_the_schema():
    names = {f"{one.line}.{one.version}" for one in registry.guidelines()}

    assert names <= set(SCHEMA["$defs"])
