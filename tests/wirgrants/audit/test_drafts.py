"""What nobody has filed, handed in or issued is in no page and no file of an auditor."""

import io
import json
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.wirgrants.decide.office import Office, signature, to_proposed
from tests.wirgrants.money.walk import at, running
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_pages import picture
from tests.wirgrants.world import case_by_ref
from wirgrants import clock
from wirgrants.jobs.registry import run_now
from wirgrants.models import FundingCase, Letter, Paper
from wirgrants.services import proofs_draft
from wirgrants.services.audit_file import (
    BUILD_JOB,
    offers_of,
    read_audit_file,
    request_audit_file,
)
from wirgrants.services.decisions import approve_award
from wirgrants.services.papers import Upload
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import Role

TABS = ("", "/antrag", "/unterlagen", "/bescheide", "/nachweise", "/protokoll", "/pruefakte")
OURS, OFFICES = "Noch nicht abgegeben", "Noch nicht übertragen"


def audit_file(world, ref):
    """The text of the one PDF, and the record attached to it."""
    with world.opened():
        actor = world.actor(Role.AUDITOR)
        wanted = request_audit_file(actor, ref)
        run_now(BUILD_JOB, {"built": wanted})
        reader = PdfReader(io.BytesIO(read_audit_file(actor, ref, wanted).data))
    record = json.loads(reader.attachments["akte.json"][0])
    return " ".join(page.extract_text() for page in reader.pages), record


def keys_of(value):
    """Every key anywhere in a record."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from keys_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys_of(item)


def told_to_an_auditor(world, ref, *more):
    """All that an auditor can read of a case: pages, PDF and record, in one text."""
    client = world.client(Role.AUDITOR)
    pages = [client.get(f"/vorgang/{ref}{tab}") for tab in (*TABS, *more)]
    assert {answer.status_code for answer in pages} <= {200, 404}
    assert pages[0].status_code == 200
    pdf, record = audit_file(world, ref)
    return "\n".join([*(answer.text for answer in pages), pdf, json.dumps(record)])


def report(sentence):
    return walk.content(
        [("personnel", "Personal", 2027, "9500.00")], answers={"report_activities": sentence}
    )


@pytest.fixture
def started(world):
    """A running case and its final proof."""
    ref = running(world)
    at(world, date(2028, 2, 1))
    return ref, walk.final_proof(world, ref)


def test_texts_of_a_proof_are_nobodys_until_it_is_handed_in(world, started):
    ref, proof = started
    walk.save(world, ref, proof, report(OURS))
    walk.save(world, ref, proof, report(OFFICES), name="case_officer")
    told = told_to_an_auditor(world, ref, f"/nachweis/{proof}")
    assert OURS not in told
    assert OFFICES not in told

    walk.submit(world, ref, proof, report("Nun abgegeben"))

    told = told_to_an_auditor(world, ref, f"/nachweis/{proof}")
    assert "Nun abgegeben" in told
    assert OURS not in told
    assert OFFICES not in told


def test_the_record_names_no_draft_of_any_kind(world, started):
    ref, proof = started
    walk.save(world, ref, proof, report(OURS))
    _, record = audit_file(world, ref)

    assert [key for key in keys_of(record) if key.startswith("draft")] == []
    assert record["rows"]["proof"][0]["ref"] == proof
    assert record["case"]["ref"] == ref


def previews(world, ref):
    with world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        kept = Letter.discarded_at.is_(None)
        statement = select(Letter).where(Letter.case_id == case.id, Letter.kind == "award", kept)
        return session.scalars(statement).one()


def test_a_letter_is_the_offices_until_it_is_issued(world):
    office = Office(world)
    ref = to_proposed(office)
    letter = previews(world, ref)
    auditor, officer = world.client(Role.AUDITOR), world.client(Role.CASE_OFFICER)
    address = f"/vorgang/{ref}/schreiben/{letter.ref}"
    assert letter.number in officer.get(f"/vorgang/{ref}/bescheide").text
    assert officer.get(address).status_code == 200
    assert auditor.get(address).status_code == 404
    assert letter.number not in auditor.get(f"/vorgang/{ref}/bescheide").text
    _, record = audit_file(world, ref)
    assert record["rows"]["letter"] == []
    assert letter.pdf_digest not in {row["sha256"] for row in record["rows"]["stored_file"]}

    with world.opened():
        approve_award(world.actor(Role.APPROVER), ref, signature(office, ref))

    assert auditor.get(address).status_code == 404
    letter = previews(world, ref)
    address = f"/vorgang/{ref}/schreiben/{letter.ref}"
    assert auditor.get(address).status_code == 200
    assert letter.number in auditor.get(f"/vorgang/{ref}/bescheide").text
    _, record = audit_file(world, ref)
    assert [row["number"] for row in record["rows"]["letter"]] == [letter.number]
    assert letter.pdf_digest in {row["sha256"] for row in record["rows"]["stored_file"]}


@pytest.mark.parametrize(("after", "seen"), [(timedelta(0), False), (timedelta(days=1), True)])
def test_a_paper_taken_out_of_the_draft_is_not_in_the_file(world, after, seen):
    ref = Office(world).filed()
    with world.opened(), unit_of_work() as session:
        case = session.scalars(select(FundingCase).where(FundingCase.ref == ref)).one()
        paper = session.scalars(select(Paper).where(Paper.case_id == case.id)).first()
        assert paper is not None
        paper.filename = "Verworfen.pdf"
        paper.removed_at, paper.removed_by_id = case.filed_at + after, paper.uploaded_by_id
        paper_ref = paper.ref
    told = told_to_an_auditor(world, ref)
    assert ("Verworfen.pdf" in told) is seen
    for name in ("auditor", "case_officer"):
        status = world.client(name).get(f"/vorgang/{ref}/unterlage/{paper_ref}").status_code
        assert status == (200 if seen else 404)


def since(world, ref):
    """By how many events each build is behind, newest first."""
    with world.opened(), read_only() as session:
        session.expire_all()
        return [one.since for one in offers_of(session, case_by_ref(session, ref))]


def add_paper(world, name, ref, proof):
    with world.opened():
        upload = Upload(data=picture().getvalue(), name="Liste.png")
        actor = world.actor(name)
        return proofs_draft.add_report_paper(actor, ref, proof, upload, kind="receipt_list").ref


def test_a_file_that_papers_have_outrun_says_so_and_is_built_anew(world, started):
    ref, proof = started
    audit_file(world, ref)
    assert since(world, ref) == [0]
    add_paper(world, "applicant_editor", ref, proof)  # a draft: no part of the file yet
    assert since(world, ref) == [0]
    paper = add_paper(world, "case_officer", ref, proof)
    with world.opened():
        made = clock.now()
        proofs_draft.remove_report_paper(world.actor("case_officer"), ref, proof, paper)
    assert since(world, ref) == [2]
    client = world.client(Role.AUDITOR)
    page = " ".join(client.get(f"/vorgang/{ref}/pruefakte").text.split())
    assert "Die letzte Fallakte zeigt nicht mehr den gegenwärtigen Stand." in page
    assert page.count(f"Stand vom {made:%d.%m.%Y}") == 2
    assert page.count("seither 2 Ereignisse") == 2
    assert "Fallakte erstellen" in page
    protocol = client.get(f"/vorgang/{ref}/protokoll").text
    assert "Unterlage hinzugefügt" in protocol
    assert "Unterlage entfernt" in protocol

    audit_file(world, ref)

    assert since(world, ref) == [0, 2]
    page = " ".join(client.get(f"/vorgang/{ref}/pruefakte").text.split())
    assert "Die Fallakte steht bereit." in page
    assert page.count("seither 2 Ereignisse") == 1
