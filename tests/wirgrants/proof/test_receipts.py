"""The receipt of a proof: made by its job from the frozen wording, once, and put into the inbox."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from tests.wirgrants.money.walk import at, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.world import case_by_ref
from wirgrants.jobs.registry import run_now
from wirgrants.models import DeliveryWay, InboxMessage, Letter, LetterKind, Organisation, Revision
from wirgrants.services import examination, proofs_submit
from wirgrants.services.audit_contents import gather
from wirgrants.services.files import store
from wirgrants.services.letters import frozen_letter
from wirgrants.services.log import events_of, replay_problems, verify_chain
from wirgrants.services.proofs_submit import RECEIPT_JOB
from wirgrants.services.retrieval import record_retrieval
from wirgrants.unit_of_work import read_only, unit_of_work

SPENT = [(walk.CATEGORY, "Projektleitung", 2027, "8000.00")]


def handed_in(world, day=date(2028, 4, 3)):
    """A case whose final proof came in three days late; the refs of case and proof."""
    ref = running(world)
    proof = walk.final_proof(world, ref)
    at(world, day)
    walk.submit(world, ref, proof, walk.content(SPENT))
    return ref, proof


def receive(world, ref, proof, revision=1):
    """The worker takes the job."""
    with world.opened():
        run_now(RECEIPT_JOB, {"case": ref, "proof": proof, "revision": revision})


def receipts(world):
    """Every receipt of a proof, the oldest first."""
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        return session.scalars(
            select(Letter).where(Letter.kind == LetterKind.PROOF_RECEIPT).order_by(Letter.sequence)
        ).all()


def test_the_receipt_says_what_was_frozen_and_lies_in_the_inbox(world):
    ref, proof = handed_in(world)
    receive(world, ref, proof)
    receive(world, ref, proof)  # a worker that died after the work

    [letter] = receipts(world)
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        message = session.scalars(
            select(InboxMessage).where(InboxMessage.letter_id == letter.id)
        ).one()
        revision = session.scalars(select(Revision).where(Revision.subject_ref == proof)).one()
        assert message.kind == "letter.proof_receipt"
        assert (letter.subject_ref, letter.way) == (proof, DeliveryWay.ELECTRONIC)
        assert letter.previewed_digest == letter.pdf_digest
        assert letter.final_on is None
        words = str(frozen_letter(letter))
        assert revision.digest[:8] in words
        assert verify_chain(session, case) == []
        assert replay_problems(session, case) == []
        assert events_of(session, case)[-1].action == "issue_proof_receipt"
        pdf = PdfReader(BytesIO(store().get(letter.pdf_digest)))
        assert pdf.metadata.title.startswith("Eingangsbestätigung: Verwendungsnachweis")
    assert "8.000,00" in words
    assert "Vera Vorstand, Vorsitzende" in words
    assert "Einzureichen bis" in words
    assert "nach dem genannten Tag eingegangen" in words
    assert "Klage" not in words


def test_an_officer_goes_on_from_the_page_that_lay_open_while_the_receipt_was_made(world):
    ref, proof = handed_in(world)
    shown = version_of(world, ref)
    receive(world, ref, proof)
    assert version_of(world, ref) == shown
    with world.opened():
        examination.take_up(world.actor("case_officer"), ref, proof, version=shown)
    assert version_of(world, ref) > shown
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        told = [event.action for event in events_of(session, case)]
        assert told[-2:] == ["issue_proof_receipt", "take_up"]
        assert verify_chain(session, case) == []


def test_each_wording_of_a_proof_has_its_receipt(world):
    ref, proof = handed_in(world)
    receive(world, ref, proof)
    walk.take_up(world, ref, proof)
    with world.opened():
        examination.send_back(
            world.actor("case_officer"), ref, proof, "Bitte ergänzen",
            version=version_of(world, ref),
        )  # fmt: skip
    walk.submit(world, ref, proof, walk.content(SPENT))
    receive(world, ref, proof, revision=2)
    assert [one.content["terms"]["revision"] for one in receipts(world)] == [1, 2]


def test_opening_a_receipt_dates_nothing(world):
    ref, proof = handed_in(world)
    receive(world, ref, proof)
    [letter] = receipts(world)
    with world.opened():
        record_retrieval(world.actor("signatory"), ref, letter.ref)
    [letter] = receipts(world)
    assert (letter.retrieved_at, letter.notified_on) == (None, None)


def test_the_receipt_of_a_paper_goes_by_post_without_consent(world):
    ref = running(world)
    proof = walk.final_proof(world, ref)
    at(world, date(2028, 2, 1))
    with world.opened(), unit_of_work() as session:
        for one in session.scalars(select(Organisation)):
            one.electronic_consent_on = None
    officer = world.actor("case_officer")
    walk.save(world, ref, proof, walk.content(SPENT), name="case_officer")
    with world.opened():
        proofs_submit.receive_proof_on_paper(
            officer, ref, proof, walk.declared(world, ref, proof, "case_officer"),
            received_on=date(2028, 1, 31), version=version_of(world, ref),
        )  # fmt: skip
    receive(world, ref, proof)
    [letter] = receipts(world)
    assert (letter.way, letter.sent_on, letter.consent_on) == (
        DeliveryWay.POST, date(2028, 2, 1), None,
    )  # fmt: skip
    words = str(frozen_letter(letter))
    assert "auf Papier" in words
    assert "31.01.2028" in words


def test_receipt_and_notice_stand_in_the_audit_file_in_their_order(world):
    ref, proof = handed_in(world)
    receive(world, ref, proof)
    with world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        found = gather(session, case, "Prüfung", case.filed_at)
        titles = [one.title for one in found.file.letters]
        [letter] = receipts(world)
    assert titles[-1].startswith("Eingangsbestätigung: Verwendungsnachweis WIR-2027-0001")
    assert found.letters[-1].sha256 == letter.pdf_digest
