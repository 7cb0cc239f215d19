"""Working on a proof before it is handed in: its draft and its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from forms.fitting import Texts
from forms.proof import ReportForm, report_form
from forms.proof_content import faults_of
from wirgrants import clock
from wirgrants.errors import Conflict, NotAllowed, NotFound, Refused
from wirgrants.models import FundingCase, Paper, Proof, ProofKind
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.log import Entry, record
from wirgrants.services.papers import MOST_PAPERS, Place, Upload, attach, take_in
from wirgrants.services.papers_office import for_office
from wirgrants.services.plain import digest
from wirgrants.services.proofs import proof_of
from wirgrants.services.proofs_basis import ProofBasis
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.findings import Moment
from workflows.states import MachineName, ProofState, Role

COMMON_PAPERS = ("receipt_list", "attendance_list", "publication", "other")
"""What may come with every proof. Receipts stay with the recipient unless they are asked for."""

HANDED_IN = "Der Nachweis ist bereits eingereicht und lässt sich nicht mehr ändern."
OPEN = frozenset({ProofState.EXPECTED, ProofState.SENT_BACK})
_ON_PAPER = "on_paper"
_TYPED = "typed"


@dataclass(frozen=True, kw_only=True)
class ReportInput:
    """A proof as it was sent: what could be read, and the raw texts when not all could.

    `base` is the digest of the draft as it was shown, so that two people do not undo each other.
    """

    content: Mapping[str, Any]
    typed: Mapping[str, list[str]] | None
    base: str


def draft_for(actor: Actor, case: FundingCase, proof: Proof) -> Mapping[str, Any]:
    """The draft this person works on: the recipient's own, or what an officer enters from paper."""
    if actor.belongs_to(case.organisation_id):
        return {name: value for name, value in proof.draft.items() if name != _ON_PAPER}
    found: Mapping[str, Any] = proof.draft.get(_ON_PAPER, {})
    return found


def base_of(draft: Mapping[str, Any]) -> str:
    """The digest by which a stale page is recognised."""
    return digest(dict(draft))


def form_of(basis: ProofBasis, draft: Mapping[str, Any], *, blank: int = 2) -> ReportForm:
    """The form as the draft has it: raw texts where something could not be read."""
    typed = draft.get(_TYPED)
    if typed is not None:
        form = report_form(basis.shape, Texts(typed))
        form.validate()
        return form
    return report_form(basis.shape, content=draft or basis.prefill, blank=blank)


def malformed(basis: ProofBasis, draft: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels of the fields that cannot be read."""
    return faults_of(form_of(basis, draft)) if draft.get(_TYPED) is not None else ()


def save_report(actor: Actor, case_ref: str, proof_ref: str, sent: ReportInput) -> str:
    """Keep the draft of a proof; the new base. Sending the same twice does no harm.

    Raises Conflict when somebody else changed it meanwhile, Refused when the proof is handed in,
    NotAllowed for staff other than officers, NotFound for strangers.
    """
    with unit_of_work() as session:
        case, proof = open_proof(session, actor, case_ref, proof_ref)
        before = draft_for(actor, case, proof)
        new = dict(sent.content)
        if sent.typed is not None:
            new[_TYPED] = {name: list(texts) for name, texts in sent.typed.items()}
        if base_of(new) != base_of(before):
            if sent.base != base_of(before):
                raise Conflict("somebody else changed this proof")
            _replace(actor, case, proof, new)
        return base_of(new)


def _replace(actor: Actor, case: FundingCase, proof: Proof, new: Mapping[str, Any]) -> None:
    if actor.belongs_to(case.organisation_id):
        paper = proof.draft.get(_ON_PAPER)
        proof.draft = {**new, _ON_PAPER: paper} if paper else dict(new)
    else:
        proof.draft = {**proof.draft, _ON_PAPER: dict(new)}
    proof.draft_saved_at = clock.now()


def open_proof(
    session: Session, actor: Actor, case_ref: str, proof_ref: str
) -> tuple[FundingCase, Proof]:
    """The locked case and its proof, still to be handed in, for a member or an officer."""
    case = load_case(session, actor, case_ref, for_update=True)
    _may_write(actor, case)
    proof = proof_of(session, case, proof_ref)
    if proof.state not in OPEN:
        raise Refused(
            "the proof is handed in",
            message=HANDED_IN,
        )
    return case, proof


def _may_write(actor: Actor, case: FundingCase) -> None:
    if actor.belongs_to(case.organisation_id):
        if case.organisation_id not in actor.organisations:
            raise NotFound("not a member of the applicant")
        return
    only_as_staff(actor, case)
    if Role.CASE_OFFICER not in actor.staff_roles:
        raise NotAllowed("only the applicant and the case officer write a proof")


def add_report_paper(
    actor: Actor, case_ref: str, proof_ref: str, upload: Upload, *, kind: str
) -> Paper:
    """Add a paper to a proof that is still to be handed in. Raises Refused, NotFound."""
    with read_only() as session:
        case = load_case(session, actor, case_ref)
        _may_write(actor, case)
        if kind not in paper_kinds(case, proof_of(session, case, proof_ref)):
            raise NotFound("no such kind of paper")
    taken = take_in(upload)
    with unit_of_work() as session:
        case, proof = open_proof(session, actor, case_ref, proof_ref)
        if len(report_papers(session, case, proof)) >= MOST_PAPERS:
            raise Refused(
                "too many papers",
                message=f"Ein Nachweis nimmt höchstens {MOST_PAPERS} Unterlagen auf.",
            )
        place = Place(kind=kind, part=proof.part, subject=MachineName.PROOF, subject_ref=proof.ref)
        paper = attach(session, actor, case, taken, place)
        if not actor.belongs_to(case.organisation_id):
            _note(session, actor, case, "add_paper", paper, sha256=taken.sha256)
        return paper


def _note(
    session: Session, actor: Actor, case: FundingCase, action: str, paper: Paper, **told: str
) -> None:
    """What an officer enters belongs to the file at once; the recipient's draft does not."""
    data = {"kind": paper.kind, "part": paper.part, "paper": paper.ref, **told}
    record(session, actor, Entry(action=action, data=data), case)


def paper_kinds(case: FundingCase, proof: Proof) -> tuple[str, ...]:
    """The kinds of paper of a proof: those that the guideline asks for, then the common ones."""
    guideline = registry.guideline(case.line, case.version)
    asked = [
        need.kind
        for need in guideline.papers
        if need.moment is Moment.PROOF
        and need.part in (None, proof.part)
        and proof.kind is ProofKind.FINAL
    ]
    return tuple(dict.fromkeys((*asked, *COMMON_PAPERS)))


def remove_report_paper(actor: Actor, case_ref: str, proof_ref: str, paper_ref: str) -> None:
    """Take a paper out again before the proof is handed in; twice does no harm.

    A paper of an earlier submission stays in the file: it is marked, never deleted.
    """
    with unit_of_work() as session:
        case, proof = open_proof(session, actor, case_ref, proof_ref)
        paper = session.scalars(
            select(Paper).where(
                Paper.case_id == case.id,
                Paper.subject == MachineName.PROOF,
                Paper.subject_ref == proof.ref,
                Paper.ref == paper_ref,
            )
        ).one_or_none()
        own = actor.belongs_to(case.organisation_id)
        if paper is None or not (own or for_office(session, case, [paper])):
            raise NotFound("no such paper")
        if paper.removed_at is None:
            paper.removed_at, paper.removed_by_id = clock.now(), actor.id
            if not own:
                _note(session, actor, case, "remove_paper", paper)


def report_papers(session: Session, case: FundingCase, proof: Proof) -> Sequence[Paper]:
    """The papers of a proof that count now, oldest first; one statement."""
    return session.scalars(
        select(Paper)
        .where(
            Paper.case_id == case.id,
            Paper.subject == MachineName.PROOF,
            Paper.subject_ref == proof.ref,
            Paper.removed_at.is_(None),
        )
        .options(joinedload(Paper.file))
        .order_by(Paper.id)
    ).all()


def papers_for(actor: Actor, session: Session, case: FundingCase, proof: Proof) -> Sequence[Paper]:
    """The papers this person works with: an officer's are not those of the recipient's draft."""
    found = report_papers(session, case, proof)
    own = actor.belongs_to(case.organisation_id)
    return found if own else for_office(session, case, found)
