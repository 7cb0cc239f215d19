"""The receipt of a proof: made by a job after it was handed in, from what was frozen."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.fitting_sections import part_name
from wirgrants import clock
from wirgrants.documents.letters.proof_receipt import ProofReceipt, proof_receipt_letter
from wirgrants.models import (
    DeliveryWay,
    FundingCase,
    Letter,
    LetterKind,
    Proof,
    ProofKind,
    Revision,
    RevisionPersonal,
)
from wirgrants.services.access import SYSTEM, load_case
from wirgrants.services.delivery import announce
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.letterhead import HeadChoice, head_of
from wirgrants.services.letters import Draft, add, set_letter, terms_of
from wirgrants.services.log import Entry, record
from wirgrants.services.proofs import proof_of
from wirgrants.services.versions import leave_version
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.money import total
from workflows.states import MachineName
from workflows.wording import known, say


def make_proof_receipt(case_ref: str, proof_ref: str, number: int) -> None:
    """Set and issue the receipt of one wording of a proof; a second run finds it and does nothing.

    Raises NotFound for another case's proof, DocumentError when it cannot be set.
    """
    with read_only() as session:
        case = load_case(session, SYSTEM, case_ref)
        if _made(session, case, proof_ref, number):
            return
        proof = proof_of(session, case, proof_ref)
        revision = _revision(session, case, proof, number)
        letter = proof_receipt_letter(_contents(session, case, proof, revision))
    draft = Draft(
        kind=LetterKind.PROOF_RECEIPT,
        letter=letter,
        terms={"revision": number},
        subject=MachineName.PROOF,
        subject_ref=proof_ref,
    )
    sheet = set_letter(draft)
    with unit_of_work() as session:
        case = load_case(session, SYSTEM, case_ref, for_update=True)
        if not _made(session, case, proof_ref, number):
            shown = case.row_version
            row = add(session, case, SYSTEM, sheet)
            row.previewed_digest = sheet.rendered.digest  # nobody signs: the bytes set above
            _issue(session, case, row, revision)
            leave_version(session, case, shown)


def _issue(session: Session, case: FundingCase, row: Letter, revision: Revision) -> None:
    consent = case.organisation.electronic_consent_on
    if not revision.on_paper:
        # Whoever hands in here takes the receipt here, as with an application.
        consent = consent or clock.day_of(revision.at)
    row.issued_at, row.issued_by_id = clock.now(), revision.by_id
    row.way = DeliveryWay.POST if consent is None else DeliveryWay.ELECTRONIC
    row.consent_on, row.sent_on = consent, clock.today()
    announce(session, case, row)
    told = {"letter": row.ref, "number": row.number, "sha256": row.pdf_digest}
    record(session, SYSTEM, Entry(action="issue_proof_receipt", data=told), case)


def _made(session: Session, case: FundingCase, proof_ref: str, number: int) -> bool:
    found = session.scalars(
        select(Letter).where(
            Letter.case_id == case.id,
            Letter.kind == LetterKind.PROOF_RECEIPT,
            Letter.subject_ref == proof_ref,
            Letter.issued_at.is_not(None),
        )
    )
    return any(terms_of(letter)["revision"] == number for letter in found)


def _revision(session: Session, case: FundingCase, proof: Proof, number: int) -> Revision:
    return session.scalars(
        select(Revision).where(
            Revision.case_id == case.id,
            Revision.subject == MachineName.PROOF,
            Revision.subject_ref == proof.ref,
            Revision.number == number,
        )
    ).one()


def _contents(
    session: Session, case: FundingCase, proof: Proof, revision: Revision
) -> ProofReceipt:
    content = revision.content
    who = session.execute(
        select(RevisionPersonal.key, RevisionPersonal.value).where(
            RevisionPersonal.revision_id == revision.id
        )
    )
    names = {row.key: row.value for row in who}
    told = [names.get("declared_name"), names.get("declared_as")]
    if revision.on_paper:
        told.append("auf Papier")
    return ProofReceipt(
        head=head_of(case, HeadChoice(dated=clock.today(), signature="")),
        proof=proof_name(content["proof"]),
        award_date=award_letter(session, case).dated,
        received_on=proof.received_on or clock.day_of(revision.at),
        due=proof.due_on,
        handed_in_by=", ".join(filter(None, told)),
        revision=revision.number,
        spent=total(Decimal(item["amount"]) for item in content["items"] if item.get("amount")),
        digest=revision.digest,
        papers=tuple(_paper(one["kind"], one["filename"]) for one in content["papers"]),
    )


def _paper(kind: str, filename: str) -> str:
    key = f"paper.name.{kind}"
    return f"{say(key)} ({filename})" if known(key) else filename


def proof_name(told: Any) -> str:
    """Kind, year and part of a proof in German, from its frozen content."""
    interim = told["kind"] == ProofKind.INTERIM.value
    name = f"Zwischennachweis {told['year']}" if interim else "Verwendungsnachweis"
    return name if told["part"] == "main" else f"{name}, {part_name(told['part'])}"
