"""The hand-written matrix line × version × applicant type, judged whole."""

import csv
from pathlib import Path

import pytest

from tests.workflows.good import good_facts
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import Finding, Moment, Outcome, VerdictKind
from workflows.judging import judge

MATRIX = Path(__file__).with_name("eligibility.csv")
VERDICTS = {
    Outcome.MET: VerdictKind.ELIGIBLE,
    Outcome.REVIEW: VerdictKind.FOR_REVIEW,
    Outcome.NOT_MET: VerdictKind.NOT_ELIGIBLE,
}


def rows() -> list[dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def admission(row: dict[str, str], moment: Moment) -> tuple[VerdictKind, Finding]:
    guideline = registry.guideline(row["line"], row["version"])
    verdict = judge(guideline, good_facts(guideline, ApplicantType(row["type"])), moment)
    found = [one for one in verdict.findings if one.rule == "applicant_is_admitted"]
    assert len(found) == 1
    return verdict.kind, found[0]


def test_the_table_is_whole():
    expected = [
        (guideline.line, guideline.version, kind.value)
        for guideline in registry.guidelines()
        for kind in ApplicantType
    ]
    listed = [(row["line"], row["version"], row["type"]) for row in rows()]
    assert len(listed) == 17 * 12
    assert sorted(listed) == sorted(expected)


def test_every_row_has_a_source_and_a_reason():
    assert [row for row in rows() if not row["clause"].strip() or not row["reason"].strip()] == []


@pytest.mark.parametrize("moment", [Moment.FINDER, Moment.FILING, Moment.DECISION])
def test_every_applicant_type_is_admitted_as_the_table_says(moment):
    differing = []
    for row in rows():
        expected = Outcome(row["outcome"])
        kind, finding = admission(row, moment)
        cited = f"{finding.clause.source} {finding.clause.number}"
        if (finding.outcome, kind) != (expected, VERDICTS[expected]):
            differing.append((*row.values(), finding.outcome, kind))
        elif not f"{cited} ".startswith(f"{row['clause']} "):
            differing.append((*row.values(), cited))
    assert differing == []


def test_the_reason_is_german_and_names_what_is_wrong():
    row = next(r for r in rows() if (r["line"], r["type"]) == ("coordination", "private_person"))
    _, finding = admission(row, Moment.FINDER)
    assert finding.reason.startswith("Nicht antragsberechtigt")
    assert finding.reason.endswith("Privatpersonen können keine Förderung erhalten.")
