"""The counters of parts paid by units decide what the settlement counts."""

import pytest

from tests.workflows.good import answered, good_facts
from workflows import registry
from workflows.counted import count_part
from workflows.facts import ApplicantType
from workflows.guideline import Guideline

# Per version and part: each counter with a smaller number than planned.
COUNTED = [
    ("integration_guides", "2021", "training", "trained_participants"),
    ("integration_guides", "2021", "training", "units_held"),
    ("integration_guides", "2021", "seminar", "trained_participants"),
    ("integration_guides", "2021", "seminar", "units_held"),
    ("integration_guides", "2021", "deployment", "hours_worked"),
    ("integration_guides", "2021", "deployment", "guides_active"),
    ("integration_guides", "2021", "deployment", "coordinating_guides_active"),
    ("integration_guides", "2014", "deployment", "hours_worked"),
    ("lay_interpreters", "2021", "training", "trained_participants"),
    ("lay_interpreters", "2021", "training", "units_held"),
    ("lay_interpreters", "2021", "deployment", "deployments_done"),
    ("lay_interpreters", "2018", "deployment", "deployments_done"),
]
FULL = {
    "trained_participants": 12,
    "units_held": 24,
    "hours_worked": 2_070,
    "guides_active": 6,
    "coordinating_guides_active": 1,
    "deployments_done": 100,
}


def counted(guideline: Guideline, part: str, report: dict[str, int]) -> object:
    facts = good_facts(guideline, ApplicantType.CHARITY)
    for counter, number in report.items():
        facts = answered(facts, f"report:{counter}", number)
    found = facts.part(part)
    assert found is not None
    assert found.start is not None
    result = count_part(guideline, facts, found, (found.start.year,))
    assert result.counted is not None, result.missing
    return result.counted.amount


@pytest.mark.parametrize(("line", "version", "part", "counter"), COUNTED)
def test_a_counter_that_falls_lowers_what_is_counted(line, version, part, counter):
    guideline = registry.guideline(line, version)
    assert counter in guideline.part(part).proof.counters
    less = {**FULL, counter: FULL[counter] // 2}
    assert counted(guideline, part, less) < counted(guideline, part, FULL)


def test_a_counter_that_is_missing_is_named():
    guideline = registry.guideline("lay_interpreters", "2021")
    facts = answered(good_facts(guideline, ApplicantType.CHARITY), "report:deployments_done", None)
    found = facts.part("deployment")
    assert found is not None
    assert count_part(guideline, facts, found, (2027,)).missing == ("deployments_done",)
