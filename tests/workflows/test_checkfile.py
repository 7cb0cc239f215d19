"""Facts as JSON: read strictly, every fault named by its field, written back to equal facts."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.properties import tries
from tests.workflows.good import good_facts
from workflows import registry
from workflows.checkfile import facts_from_json
from workflows.checking import request_from_json
from workflows.facts import Facts
from workflows.findings import Outcome
from workflows.questions import QUESTIONS
from workflows.reading_json import FactsError
from workflows.writing_json import facts_to_json

GUIDELINES = list(registry.guidelines())
IDS = [f"{one.line}-{one.version}" for one in GUIDELINES]
GUIDES = registry.guideline("integration_guides", "2021")
CALL = {"years": [2027], "opens_on": "2026-10-01", "closes_on": "2026-12-31"}


def document(**members):
    return {"line": "integration_guides", "day": "2026-11-23", **members}


def admitted(guideline):
    return next(t for t, row in guideline.admissions.items() if row.outcome is Outcome.MET)


@pytest.mark.parametrize("guideline", GUIDELINES, ids=IDS)
def test_facts_written_and_read_back_are_equal(guideline):
    facts = good_facts(guideline, admitted(guideline))
    written = json.loads(json.dumps(facts_to_json(facts)))

    assert facts_from_json(written, guideline) == facts
    request = {"line": guideline.line, "version": guideline.version, **written}
    assert request_from_json(request).facts == facts


def test_the_smallest_document_is_a_day():
    assert facts_from_json({"day": "2026-11-23"}, GUIDES) == Facts(day=date(2026, 11, 23))
    assert facts_to_json(Facts(day=date(2026, 11, 23))) == {"day": "2026-11-23"}


def test_null_is_not_answered():
    told = {"day": "2026-11-23", "answers": {"charitable": None}, "papers": None}
    facts = facts_from_json(told, GUIDES)

    assert facts == Facts(day=date(2026, 11, 23))


POST = {"line": "coordination", "version": "2014"}
TOWNS = {"line": "diversity_strategies"}
TRAINING = {"part": "training"}


def planned(kind, **row):
    """A part with one row in its plan."""
    return {"parts": [{**TRAINING, "plan": {kind: [row]}}]}


def figured(name, **members):
    """A call with one figure."""
    figure = {"unit": "Unterrichtseinheiten", "source": "GK", "number": "Test", **members}
    return {"call": {**CALL, "figures": {name: figure}}}


FAULTS = [
    ({"emperor": 1}, "emperor"),
    ({"day": "23.11.2026"}, "day"),
    ({"day": "2026-02-30"}, "day"),
    ({"day": 20261123}, "day"),
    ({"day": None}, "day"),
    ({"day": "1999-12-31"}, "day"),
    ({"day": "2100-01-01"}, "day"),
    ({"day": "2026-11-23\n"}, "day"),
    ({"parts": [{"part": "training", "start": "2013-12-31"}]}, "parts[0].start"),
    ({"parts": [{"part": "training", "end": "9999-12-31"}]}, "parts[0].end"),
    ({"answers": {"exemption_notice_date": "9999-01-01"}}, "answers.exemption_notice_date"),
    ({"applicant": {"population_as_of": "2026-11-24"}}, "applicant.population_as_of"),
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
    ({**POST, "answers": {"full_time_equivalents": "1e3"}}, "answers.full_time_equivalents"),
    ({**POST, "answers": {"full_time_equivalents": -1}}, "answers.full_time_equivalents"),
    ({**POST, "answers": {"full_time_equivalents": "-1"}}, "answers.full_time_equivalents"),
    ({**POST, "answers": {"full_time_equivalents": 10**30}}, "answers.full_time_equivalents"),
    ({**POST, "answers": {"full_time_equivalents": "20.01"}}, "answers.full_time_equivalents"),
    ({**POST, "answers": {"full_time_equivalents": 0.5}}, "answers.full_time_equivalents"),
    ({**POST, "answers": {"full_time_equivalents": "0.505"}}, "answers.full_time_equivalents"),
    ({**POST, "answers": {"full_time_equivalents": "007"}}, "answers.full_time_equivalents"),
    ({**TOWNS, "answers": {"partners": "1.0"}}, "answers.partners"),
    ({**TOWNS, "answers": {"partners": "1.5"}}, "answers.partners"),
    ({**TOWNS, "answers": {"partner_ags": ["06535001", "06535001"]}}, "answers.partner_ags"),
    ({**TOWNS, "answers": {"partner_ags": "06535001"}}, "answers.partner_ags"),
    ({**TOWNS, "partners": [{"ags": "06535001"}]}, "partners[0].ags"),
    ({**TOWNS, "partners": [{"name": "Ort"}]}, "partners[0].ags"),
    (
        {
            **TOWNS,
            "answers": {"partner_ags": ["06535001"]},
            "partners": [{"ags": "06535001"}, {"ags": "06535001"}],
        },
        "partners[1].ags",
    ),
    # what the guideline does not ask, or asks in another place
    ({"answers": {"pool_size": 3}}, "answers.pool_size"),
    ({"answers": {"units": 20}}, "answers.units"),
    ({"answers": {"full_time_equivalents": "0.5"}}, "answers.full_time_equivalents"),
    ({"answers": {"chief_matter": None}}, "answers.chief_matter"),
    ({"answers": {"applicant_type": "county"}}, "answers.applicant_type"),
    (
        {**POST, "parts": [{"answers": {"full_time_equivalents": "20"}}]},
        "parts[0].answers.full_time_equivalents",
    ),
    (
        {"parts": [{"part": "training", "answers": {"hours": "5"}}]},
        "parts[0].answers.hours",
    ),
    ({"report": {"deployments_done": 3}}, "report.deployments_done"),
    ({"papers": ["pool_list"]}, "papers[0]"),
    ({"papers": ["shopping_list"]}, "papers[0]"),
    (
        {"answers": {"is_follow_up": True}, "history": {"is_follow_up": False}},
        "history.is_follow_up",
    ),
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
        {
            "parts": [
                {
                    **TRAINING,
                    "plan": {"items": [{"category": "rooms", "year": 2027, "amount": "1.234"}]},
                }
            ]
        },
        "parts[0].plan.items[0].amount",
    ),
    (
        {
            "parts": [
                {
                    **TRAINING,
                    "plan": {"items": [{"category": "rooms", "year": 2027, "amount": "NaN"}]},
                }
            ]
        },
        "parts[0].plan.items[0].amount",
    ),
    (
        {
            "parts": [
                {
                    **TRAINING,
                    "plan": {"items": [{"category": "rooms", "year": 2027, "amount": "-1"}]},
                }
            ]
        },
        "parts[0].plan.items[0].amount",
    ),
    (
        {
            "parts": [
                {**TRAINING, "plan": {"items": [{"category": "rooms", "year": 1, "amount": "1"}]}}
            ]
        },
        "parts[0].plan.items[0].year",
    ),
    (
        {
            "parts": [
                {**TRAINING, "plan": {"funds": [{"source": "theft", "year": 2027, "amount": "1"}]}}
            ]
        },
        "parts[0].plan.funds[0].source",
    ),
    (
        {"parts": [{**TRAINING, "plan": {"items": [{"category": "foo"}]}}]},
        "parts[0].plan.items[0].category",
    ),
    ({"parts": [{**TRAINING, "asked": {"1999": "1"}}]}, "parts[0].asked.1999"),
    ({"parts": [{**TRAINING, "asked": {"2027": "10000000000"}}]}, "parts[0].asked.2027"),
    ({"papers": ["concept", 1]}, "papers[1]"),
    ({"call": {**CALL, "years": [2027, 2027]}}, "call.years"),
    ({"call": {"years": [2027]}}, "call.opens_on"),
    ({"call": {**CALL, "years": []}}, "call.years"),
    ({"call": {**CALL, "closes_on": "2026-09-30"}}, "call.closes_on"),
    (figured("units_most", value="36", source="X"), "call.figures.units_most.source"),
    (figured("units_most", unit="Elle"), "call.figures.units_most.unit"),
    (figured("units_most", unit="Wochen"), "call.figures.units_most.unit"),
    (figured("units_most", number=" "), "call.figures.units_most.number"),
    (figured("units_most", value="36.5"), "call.figures.units_most.value"),
    (figured("units_most", value=-5), "call.figures.units_most.value"),
    (figured("units_most", value=None, key="share"), "call.figures.units_most.key"),
    (figured("typo_cap"), "call.figures.typo_cap"),
    (figured("share", unit="Anteil", value="5"), "call.figures.share.value"),
    (figured("longest_award", unit="Monate", value=10**12), "call.figures.longest_award.value"),
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
        return facts_from_json(whole, GUIDES)
    except FactsError as error:
        return error.field


@tries(200, deadline=None)
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
        assert facts_from_json(facts_to_json(facts), GUIDES) == facts


@tries(200, deadline=None)
@given(name=st.sampled_from(sorted(QUESTIONS)), value=JSON_VALUES)
def test_any_answer_is_read_or_refused_by_its_path(name, value):
    facts = facts_or_field({"day": "2026-11-23", "answers": {name: value}})

    if isinstance(facts, Facts):
        assert set(facts.answers) <= {name}
    else:
        assert facts.startswith(f"answers.{name}")


def test_numbers_with_decimals_keep_them_exactly():
    told = {"day": "2026-11-23", "answers": {"full_time_equivalents": "0.50"}}
    facts = facts_from_json(told, registry.guideline("coordination", "2014"))

    assert facts.answers["full_time_equivalents"] == Decimal("0.50")
    assert str(facts.answers["full_time_equivalents"]) == "0.50"


def test_a_whole_number_may_be_written_as_json_writes_floats():
    told = {"day": "2026-11-23", "applicant": {"population": 5000.0}}

    assert facts_from_json(told, GUIDES).applicant.population == 5000


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\x1b[31mred\x07", "\\u001b[31mred\\u0007"),
        ("\ud800x", "\\ud800x"),
        ("\u202eabc", "\\u202eabc"),
        ("Straße", "Straße"),
        ("", '""'),
        ("x" * 400, "x" * 300 + "…"),
    ],
)
def test_a_name_is_shown_so_that_no_terminal_obeys_it(name, shown):
    with pytest.raises(FactsError) as caught:
        facts_from_json({"day": "2026-11-23", name: 1}, GUIDES)

    assert caught.value.field == shown
