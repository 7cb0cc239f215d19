"""The registry: eleven lines, no doubles, no gaps, versions by day, differences, digests."""

from dataclasses import replace
from datetime import date

import pytest

from workflows import registry
from workflows.facts import ApplicantType
from workflows.registry import Difference, RegistryError

LINES = {
    "coordination", "case_management", "refugee_women", "south_east_europe",
    "migrant_organisations", "welcome_culture", "integration_guides", "lay_interpreters",
    "diversity_strategies", "diversity_centres", "innovative_projects",
}  # fmt: skip
VERSIONS = {
    "coordination": {"2014"},
    "welcome_culture": {"2014"},
    "case_management": {"2017"},
    "refugee_women": {"2017"},
    "migrant_organisations": {"2017", "2021"},
    "south_east_europe": {"2020"},
    "integration_guides": {"2014", "2021"},
    "lay_interpreters": {"2018", "2021"},
    "diversity_strategies": {"2018", "2019", "2021"},
    "diversity_centres": {"2021", "2026"},
    "innovative_projects": {"2021"},
}


def test_all_eleven_lines_with_all_versions_are_found():
    found = {
        line.id: {version.version for version in line.versions}
        for line in registry.lines().values()
    }

    assert set(found) == LINES
    assert found == VERSIONS


@pytest.mark.parametrize(
    ("line", "day", "version"),
    [
        ("diversity_centres", date(2020, 12, 28), None),
        ("diversity_centres", date(2025, 12, 31), "2021"),
        ("diversity_centres", date(2026, 1, 1), "2026"),
        ("coordination", date(2021, 6, 1), "2014"),
        ("coordination", date(2022, 1, 1), None),
        ("innovative_projects", date(2026, 11, 23), "2021"),
    ],
)
def test_the_version_of_a_day(line, day, version):
    found = registry.current(line, day)

    assert (found and found.version) == version


def test_an_unknown_line_or_version_is_a_key_error():
    with pytest.raises(KeyError):
        registry.line("unheard_of")
    with pytest.raises(KeyError):
        registry.guideline("coordination", "1999")


def test_differences_name_field_old_and_new():
    old = registry.guideline("diversity_strategies", "2019")
    new = registry.guideline("diversity_strategies", "2021")

    found = registry.differences(old, new)

    assert Difference(field="figures[process_cap].value", old="20000", new="30000") in found
    assert registry.differences(old, old) == ()
    assert {one.field for one in registry.differences(new, old)} == {one.field for one in found}


def test_a_field_that_only_one_version_has_is_shown_as_missing():
    guideline = registry.guideline("coordination", "2014")
    shorter = replace(guideline, rules=guideline.rules[1:])

    fields = {one.field: one for one in registry.differences(guideline, shorter)}

    assert fields["rules[integration_is_chief_matter].id"].new is None


def test_the_digest_changes_with_every_declared_value_and_with_nothing_else():
    guideline = registry.guideline("coordination", "2014")
    cap = guideline.figures["post_cap"]
    dearer = replace(guideline, figures={**guideline.figures, "post_cap": replace(cap, value=1)})
    reordered = replace(guideline, figures=dict(reversed(guideline.figures.items())))

    assert registry.digest(dearer) != registry.digest(guideline)
    assert registry.digest(reordered) == registry.digest(guideline)


def _line(**changes):
    line = registry.line("coordination")
    return replace(line, versions=(replace(line.versions[0], **changes),))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"line": "other"}, "holds a version of other"),
        ({"successor": ("coordination", "3000")}, "successor coordination 3000"),
        ({"questions": ("unheard_of",)}, "unknown questions"),
        ({"figures": {}}, "unknown figures"),
        ({"cost_categories": ()}, "unknown cost categories"),
        ({"parts": ()}, "parts missing"),
        ({"financing": {}}, "no financing"),
        ({"admissions": {}}, "applicant types not named"),
    ],
)
def test_gaps_are_refused(changes, message):
    with pytest.raises(RegistryError, match=message):
        registry._check_line(_line(**changes), registry.lines())


def test_versions_twice_or_in_the_wrong_order_are_refused():
    line = registry.line("diversity_centres")
    newest, oldest = line.versions

    with pytest.raises(RegistryError, match="missing or twice"):
        registry._check_line(replace(line, versions=(newest, newest)), registry.lines())
    with pytest.raises(RegistryError, match="not newest first"):
        registry._check_line(replace(line, versions=(oldest, newest)), registry.lines())


def test_every_guideline_names_every_applicant_type():
    for guideline in registry.guidelines():
        assert set(guideline.admissions) == set(ApplicantType)
