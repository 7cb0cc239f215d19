"""Papers in the draft of a proof: the recipient's alone until the proof is handed in."""

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.wirgrants.money.walk import at, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_pages import picture
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import NotFound
from wirgrants.jobs.registry import run_now
from wirgrants.models import Revision
from wirgrants.services import examination, proofs_draft
from wirgrants.services.audit_file import BUILD_JOB, read_audit_file, request_audit_file
from wirgrants.services.papers import Upload, papers_of, read_paper
from wirgrants.unit_of_work import read_only
from workflows.states import MachineName

OFFICE = ("case_officer", "auditor")
TOLD = walk.content([("personnel", "Personal", 2027, "9500.00")])


@pytest.fixture
def started(world):
    """A running case and its final proof."""
    ref = running(world)
    at(world, date(2028, 2, 1))
    return ref, walk.final_proof(world, ref)


def add(world, case, proof, name, filename):
    with world.opened():
        upload = Upload(data=picture().getvalue(), name=filename)
        actor = world.actor(name)
        paper = proofs_draft.add_report_paper(actor, case, proof, upload, kind="receipt_list")
        return paper.ref


def opens(world, name, ref, paper):
    """Whether the paper is handed out to this person; service and page agree."""
    status = world.client(name).get(f"/vorgang/{ref}/unterlage/{paper}").status_code
    with world.opened():
        try:
            read_paper(world.actor(name), ref, paper)
        except NotFound:
            assert status == 404
            return False
    assert status == 200
    return True


def tab(world, name, ref):
    return world.client(name).get(f"/vorgang/{ref}/unterlagen").text


def audit_file(world, ref):
    """The text of the audit file and the papers of its record."""
    with world.opened():
        actor = world.actor("auditor")
        wanted = request_audit_file(actor, ref)
        run_now(BUILD_JOB, {"built": wanted})
        reader = PdfReader(io.BytesIO(read_audit_file(actor, ref, wanted).data))
    record = json.loads(reader.attachments["akte.json"][0])
    names = {row["filename"] for row in record["rows"]["paper"]}
    return "\n".join(page.extract_text() for page in reader.pages), names


def test_a_paper_of_a_draft_is_the_recipients_alone_until_it_is_handed_in(world, started):
    ref, proof = started
    paper = add(world, ref, proof, "applicant_editor", "Entwurf.png")
    assert opens(world, "signatory", ref, paper)
    assert "Entwurf.png" in tab(world, "signatory", ref)
    for name in OFFICE:
        assert not opens(world, name, ref, paper)
        assert "Entwurf.png" not in tab(world, name, ref)
    text, names = audit_file(world, ref)
    assert "Entwurf.png" not in text
    assert "Entwurf.png" not in names

    walk.submit(world, ref, proof, TOLD)

    for name in OFFICE:
        assert opens(world, name, ref, paper)
        assert "Entwurf.png" in tab(world, name, ref)
    text, names = audit_file(world, ref)
    assert "Entwurf.png" in text
    assert "Entwurf.png" in names


def test_after_sending_back_only_the_new_paper_is_closed(world, started):
    ref, proof = started
    first = add(world, ref, proof, "applicant_editor", "Erste.png")
    walk.submit(world, ref, proof, TOLD)
    walk.take_up(world, ref, proof)
    with world.opened():
        officer = world.actor("case_officer")
        examination.send_back(officer, ref, proof, "Belege fehlen", version=version_of(world, ref))
    second = add(world, ref, proof, "applicant_editor", "Zweite.png")
    for name in OFFICE:
        assert opens(world, name, ref, first)
        assert not opens(world, name, ref, second)


def test_what_an_officer_enters_is_seen_and_taken_without_the_recipients_draft(world, started):
    ref, proof = started
    draft = add(world, ref, proof, "applicant_editor", "Entwurf.png")
    entered = add(world, ref, proof, "case_officer", "Brief.png")
    for name in OFFICE:
        assert opens(world, name, ref, entered)
        assert not opens(world, name, ref, draft)
    page = world.client("case_officer").get(f"/vorgang/{ref}/nachweis/{proof}/unterlagen").text
    assert "Brief.png" in page
    assert "Entwurf.png" not in page
    with world.opened():
        with pytest.raises(NotFound):
            proofs_draft.remove_report_paper(world.actor("case_officer"), ref, proof, draft)
        with read_only() as session:
            case = case_by_ref(session, ref)
            seen = [one.filename for one in papers_of(session, case, internal=True)]
            assert seen == ["Brief.png"]

    walk.save(world, ref, proof, TOLD, name="case_officer")
    with world.opened():
        walk.proofs_submit.receive_proof_on_paper(
            world.actor("case_officer"), ref, proof,
            walk.declared(world, ref, proof, "case_officer"),
            received_on=date(2028, 1, 28), version=version_of(world, ref),
        )  # fmt: skip
        with read_only() as session:
            frozen = session.scalars(
                select(Revision.content).where(Revision.subject == MachineName.PROOF)
            ).one()
    assert [one["ref"] for one in frozen["papers"]] == [entered]
