"""Handing a proof in: by a signatory, or from paper by an officer; frozen with its digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from forms.fitting import FORM_VERSION
from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import FundingCase, Paper, Proof, Revision, RevisionPersonal
from wirgrants.queueing import enqueue
from wirgrants.services.access import Actor, load_case, only_as_member, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.parameters import load_parameters
from wirgrants.services.plain import digest, new_salt
from wirgrants.services.proofs import proof_of
from wirgrants.services.proofs_basis import ProofBasis, basis_of, report_answers
from wirgrants.services.proofs_draft import draft_for, malformed, papers_for
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import unit_of_work
from workflows.due import review_warning
from workflows.states import MachineName, ProofState

RECEIPT_JOB = "proof_handed_in"
"""The job that makes the receipt (`wirgrants.jobs.proof_handed_in`)."""

DECLARATION: Mapping[str, str] = {
    "necessary": "Die Ausgaben waren notwendig; es wurde wirtschaftlich und sparsam verfahren.",
    "books": "Die Angaben stimmen mit den Büchern und Belegen überein.",
    "kept": "Die Belege werden aufbewahrt und auf Verlangen vorgelegt.",
}
"""What is declared with a proof (ANBest Nr. 6), as it stands on the page."""


@dataclass(frozen=True, kw_only=True)
class ReadyReport:
    """A proof as handing it in now would freeze it."""

    basis: ProofBasis
    content: dict[str, Any]
    digest: str
    malformed: tuple[str, ...]
    papers: Sequence[Paper]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """Who declares the content that was shown, named by its digest."""

    name: str
    function: str
    digest: str


def ready_report(session: Session, actor: Actor, case: FundingCase, proof: Proof) -> ReadyReport:
    """What handing in this person's draft now would freeze."""
    basis = basis_of(session, case, proof)
    draft = draft_for(actor, case, proof)
    told = draft or basis.prefill
    papers = papers_for(actor, session, case, proof)
    content = {
        "proof": {"part": proof.part, "kind": proof.kind.value, "year": proof.year},
        "line": case.line,
        "version": case.version,
        "answers": report_answers(case, basis, told),
        "items": list(told.get("items", ())),
        "funds": list(told.get("funds", ())),
        "goals": list(told.get("goals", ())),
        "persons": list(told.get("persons", ())),
        "planned": {name: list(basis.plan_of(name)) for name in ("items", "funds")},
        "papers": [
            {
                "ref": paper.ref,
                "kind": paper.kind,
                "filename": paper.filename,
                "sha256": paper.file.sha256,
                "size": paper.file.size,
                "pages": paper.file.pages,
            }
            for paper in papers
        ],
        "declarations": dict(DECLARATION),
    }
    return ReadyReport(
        basis=basis,
        content=content,
        digest=digest(content),
        malformed=malformed(basis, draft),
        papers=papers,
    )


def submit_proof(
    actor: Actor, case_ref: str, proof_ref: str, declared: Declared, *, version: int
) -> None:
    """The signatory hands the proof in; what is missing is a finding, never a refusal.

    Raises Conflict when the content is not the one that was shown, StepRefused for an unreadable
    field, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_member(actor, case)
        proof = proof_of(session, case, proof_ref)
        _hand_in(session, case, proof, actor, declared, version=version)


def receive_proof_on_paper(
    actor: Actor,
    case_ref: str,
    proof_ref: str,
    declared: Declared,
    *,
    received_on: date,
    version: int,
) -> None:
    """The officer hands in what was entered from a signed paper that arrived on `received_on`."""
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        proof = proof_of(session, case, proof_ref)
        awarded_on = award_letter(session, case).dated
        if received_on < awarded_on:
            raise Refused(
                "received before the award",
                message=f"Der Zuwendungsbescheid ist vom {awarded_on:%d.%m.%Y}; ein Nachweis dazu "
                "kann nicht früher eingegangen sein. Bitte prüfen Sie den Tag des Eingangs.",
            )
        _hand_in(session, case, proof, actor, declared, version=version, received_on=received_on)


def _hand_in(
    session: Session,
    case: FundingCase,
    proof: Proof,
    actor: Actor,
    declared: Declared,
    *,
    version: int,
    received_on: date | None = None,
) -> None:
    found = ready_report(session, actor, case, proof)
    if (
        proof.state in (ProofState.EXPECTED, ProofState.SENT_BACK)
        and found.digest != declared.digest
    ):
        raise Conflict("the content changed after it was shown")
    number, salt = proof.revision_number + 1, new_salt()
    take_step(
        session,
        case,
        "submit" if received_on is None else "receive_on_paper",
        actor=actor,
        subject=proof,
        version=version,
        circumstances=circumstances_of(
            session,
            case,
            day=clock.today(),
            subject=proof,
            declaration_made=bool(declared.name.strip()),
            malformed_fields=found.malformed,
            received_on=received_on,
        ),
        writes=_writes(session, actor, (found, declared, number, salt), received_on),
    )
    _freeze(session, case, proof, actor, (found, declared, number, salt))
    enqueue(session, RECEIPT_JOB, {"case": case.ref, "proof": proof.ref, "revision": number})


def _writes(
    session: Session,
    actor: Actor,
    told: tuple[ReadyReport, Declared, int, str],
    received_on: date | None,
) -> Writes:
    found, declared, number, salt = told
    arrived = received_on or clock.today()
    warning = review_warning(arrived, load_parameters(session))
    return Writes(
        changes={
            "submitted_at": clock.now(),
            "submitted_by_id": actor.id,
            "received_on": arrived,
            "on_paper": received_on is not None,
            "revision_number": number,
            "sent_back_reason": "",
        },
        case_changes=waiting(
            ProofState.SUBMITTED,
            machine=MachineName.PROOF,
            due_on=warning.day,
            what="proof_review",
        ),
        data={"digest": found.digest, "revision": number, "received_on": arrived},
        personal={"name": declared.name, "function": declared.function},
        salt=salt,
    )


def _freeze(
    session: Session,
    case: FundingCase,
    proof: Proof,
    actor: Actor,
    told: tuple[ReadyReport, Declared, int, str],
) -> None:
    found, declared, number, salt = told
    moment = clock.now()
    revision = Revision(
        case_id=case.id,
        subject=MachineName.PROOF,
        subject_ref=proof.ref,
        number=number,
        content=found.content,
        digest=found.digest,
        form_version=FORM_VERSION,
        at=moment,
        by_id=actor.id,
        on_paper=proof.on_paper,
        declared_at=None if proof.on_paper else moment,
        declared_by_id=None if proof.on_paper else actor.id,
    )
    session.add(revision)
    session.flush()
    session.add_all(
        RevisionPersonal(revision_id=revision.id, key=key, salt=salt, value=value)
        for key, value in (("declared_name", declared.name), ("declared_as", declared.function))
        if value
    )
