"""The cover names the papers of a proof that never came in, and not those of another part."""

import pytest

from wirgrants.models import ProofKind
from wirgrants.services.audit_missing import missing_papers
from wirgrants.services.audit_record import CaseRecord
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import Moment
from workflows.states import MachineName
from workflows.wording import paper_name

GUIDELINE = registry.guideline("lay_interpreters", "2021")
NEEDED = {
    part.id: {
        need.kind
        for need in GUIDELINE.papers
        if need.moment is Moment.PROOF and need.part in (None, part.id) and need.only_if is None
    }
    for part in GUIDELINE.parts
}


def record(*, handed_in: bool, papers: tuple[str, ...] = ()) -> CaseRecord:
    """A case of interpreters whose deployment is proven or still to be."""
    applied = {
        "subject": MachineName.APPLICATION,
        "subject_ref": "",
        "content": {"answers": {}, "parts": {}},
        "verdict": {"missing_papers": ["concept"]},
    }
    proven = {**applied, "subject": MachineName.PROOF, "subject_ref": "p", "verdict": {}}
    return CaseRecord(
        case={
            "line": GUIDELINE.line,
            "version": GUIDELINE.version,
            "applicant_type": ApplicantType.CHARITY,
        },
        rows={
            "revision": (applied, proven) if handed_in else (applied,),
            "proof": ({"kind": ProofKind.FINAL, "part": "deployment", "ref": "p"},),
            "paper": tuple({"kind": kind, "removed_at": None} for kind in papers),
        },
        names={},
    )


def test_papers_of_a_proof_that_was_handed_in_are_named():
    told = missing_papers(record(handed_in=True))
    assert NEEDED["deployment"]
    expected = {"concept", *NEEDED["deployment"]}
    assert set(told) == {paper_name(kind) for kind in expected}
    assert len(told) == len(expected)


def test_nothing_of_a_proof_is_missing_before_it_is_handed_in():
    assert missing_papers(record(handed_in=False)) == (paper_name("concept"),)


@pytest.mark.parametrize("kind", sorted(NEEDED["deployment"]))
def test_a_paper_that_came_in_is_not_missing(kind):
    found = missing_papers(record(handed_in=True, papers=("concept", kind)))
    assert set(found) == {paper_name(one) for one in NEEDED["deployment"] - {kind}}
