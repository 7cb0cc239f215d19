"""Papers that a case should hold and does not: of the application, and of each final proof."""

from collections.abc import Iterator, Mapping
from typing import Any

from wirgrants.models import ProofKind
from wirgrants.services.audit_record import CaseRecord
from workflows import registry
from workflows.findings import Moment
from workflows.guideline import PaperNeed
from workflows.states import MachineName
from workflows.wording import paper_name


def missing_papers(record: CaseRecord) -> tuple[str, ...]:
    """What was asked for at filing or with a final proof and never came in; each name once.

    Of a proof that nobody has handed in yet nothing is missing.
    """
    there = {row["kind"] for row in record.of("paper") if row["removed_at"] is None}
    asked = (*_of_application(record), *_of_proofs(record))
    return tuple(paper_name(kind) for kind in dict.fromkeys(asked) if kind not in there)


def _of_application(record: CaseRecord) -> Iterator[str]:
    revisions = record.of("revision", subject=MachineName.APPLICATION)
    if revisions:
        yield from revisions[-1]["verdict"].get("missing_papers", ())


def _of_proofs(record: CaseRecord) -> Iterator[str]:
    guideline = registry.guideline(record.case["line"], record.case["version"])
    needs = [need for need in guideline.papers if need.moment is Moment.PROOF]
    applied = record.of("revision", subject=MachineName.APPLICATION)
    for proof in record.of("proof", kind=ProofKind.FINAL):
        handed = record.of("revision", subject=MachineName.PROOF, subject_ref=proof["ref"])
        if not handed:
            continue
        answers = {
            **applied[-1]["content"].get("answers", {}),
            **applied[-1]["content"].get("parts", {}).get(proof["part"], {}).get("answers", {}),
            **handed[-1]["content"].get("answers", {}),
        }
        yield from (need.kind for need in needs if _belongs(need, record, proof, answers))


def _belongs(
    need: PaperNeed, record: CaseRecord, proof: Mapping[str, Any], answers: Mapping[str, Any]
) -> bool:
    return (
        (need.part is None or need.part == proof["part"])
        and (not need.types or record.case["applicant_type"] in need.types)
        and (need.only_if is None or answers.get(need.only_if) is True)
    )
