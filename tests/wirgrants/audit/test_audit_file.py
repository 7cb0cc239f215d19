"""The one PDF: asked for, built by the job, offered while current, handed out and noted."""

import io
import json
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text
from sqlalchemy.orm import joinedload

from forms.fitting_sections import part_name
from tests.wirgrants.apply.stage import pdf
from tests.wirgrants.audit.asking import house_events, posted
from tests.wirgrants.decide.office import Office, to_proposed
from tests.wirgrants.proof.walk import hearing, settling
from wirgrants import clock
from wirgrants.documents.audit_file import Absent
from wirgrants.errors import NotFound
from wirgrants.jobs.registry import run_now
from wirgrants.models import BuiltFile, BuiltState, FundingCase, Paper
from wirgrants.services import audit_file
from wirgrants.services.audit_contents import Held
from wirgrants.services.audit_file import (
    BUILD_JOB,
    PATIENCE,
    offers_of,
    read_audit_file,
    request_audit_file,
)
from wirgrants.services.casework import add_note
from wirgrants.services.files import keep_bytes, store, stored_file
from wirgrants.storage import StorageError
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import Role
from workflows.wording import paper_name


def built(world, ref, name=Role.AUDITOR):
    """Ask for the file and let the job build it; its ref and row."""
    actor = world.actor(name)
    with world.opened():
        wanted = request_audit_file(actor, ref)
        run_now(BUILD_JOB, {"built": wanted})
        with read_only() as session:
            statement = select(BuiltFile).where(BuiltFile.ref == wanted)
            return wanted, session.scalars(statement.options(joinedload(BuiltFile.file))).one()


def pages_of(world, ref, wanted):
    with world.opened():
        found = read_audit_file(world.actor(Role.AUDITOR), ref, wanted)
    return PdfReader(io.BytesIO(found.data)), found


@pytest.fixture
def proposed(world):
    """A case with an application, checks, papers and a proposal; its ref."""
    ref = to_proposed(Office(world))
    with world.opened():
        add_note(world.actor(Role.CASE_OFFICER), ref, "Bitte auf die <b>Frist</b> achten.")
    return ref


def test_the_file_holds_the_whole_case(world, proposed):
    wanted, row = built(world, proposed)
    assert (row.progress, row.problem) == (BuiltState.READY, "")
    reader, found = pages_of(world, proposed, wanted)
    whole = "\n".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) == row.file.pages
    assert f"Blatt 1 von {len(reader.pages)}" in whole
    assert found.name.startswith("Fallakte WIR-")
    titles = [one.title for one in reader.outline if not isinstance(one, list)]
    assert titles[1:5] == [
        "Zeitlicher Ablauf",
        "Antrag, 1. Fassung",
        "Prüfung, Entscheidung und Abwicklung",
        "Verzeichnis der Schreiben und Unterlagen",
    ]
    assert "Vermerke" in titles
    for expected in (
        "Brücken bauen",
        "Bitte auf die <b>Frist</b> achten.",
        "Entscheidungsvorschlag 1",
        "Höchstens mögliche Zuwendung",
        "Formale Prüfung",
        "Auditor",  # made for
    ):
        assert expected in whole, expected


def test_the_record_is_attached_whole(world, proposed):
    wanted, _ = built(world, proposed)
    reader, _ = pages_of(world, proposed, wanted)
    told = json.loads(reader.attachments["akte.json"][0])
    with world.opened(), read_only() as session:
        case = session.scalars(select(FundingCase).where(FundingCase.ref == proposed)).one()
        counting = text("SELECT count(*) FROM event WHERE case_id IS NOT NULL")
        events = session.execute(counting).scalar_one()
        assert told["case"]["number"] == case.number
        assert told["case"]["log_head"] == case.log_head
    assert len(told["rows"]["event"]) == events
    assert told["rows"]["revision"][0]["content"]["answers"]["project_title"] == "Brücken bauen"
    assert told["rows"]["proposal"][0]["total"] == "8000.00"
    assert "password" not in json.dumps(told)


def test_what_is_too_much_for_one_file_lies_beside_it(world, proposed, monkeypatch):
    monkeypatch.setattr(audit_file, "MOST_MERGED", 0)
    wanted, row = built(world, proposed)
    reader, _ = pages_of(world, proposed, wanted)

    assert row.progress is BuiltState.READY
    cover = " ".join("".join(page.extract_text() for page in reader.pages[:3]).split())
    assert "liegt einzeln in der Akte" in cover
    assert "Datei nicht vorhanden" not in cover


def test_the_smaller_files_come_first_until_the_file_is_full(monkeypatch):
    monkeypatch.setattr(audit_file, "MOST_MERGED", 100)
    monkeypatch.setattr(audit_file, "_bytes", lambda sha256: sha256.encode())
    sizes = {"a": 60, "b": 10, "c": 30, "d": 50}

    parts = audit_file._parts([Held(sha256=name, size=size) for name, size in sizes.items()])

    assert parts == [Absent.LEFT_OUT, b"b", b"c", b"d"]


def papers_added(world, ref):
    """A sound paper, one whose file is then taken from the store, and one that is no PDF."""
    told = {"": pdf(3), "deployment": pdf(2), "training": b"%PDF-1.7\nnothing behind it"}
    with world.opened():
        kept = {part: keep_bytes(data) for part, data in told.items()}
        signatory = world.actor("signatory").id
        with unit_of_work() as session:
            case = session.scalars(select(FundingCase).where(FundingCase.ref == ref)).one()
            session.add_all(
                Paper(
                    case_id=case.id, kind="other", part=part, filename=f"papier-{part}.pdf",
                    uploaded_at=clock.now(), uploaded_by_id=signatory,
                    file_id=stored_file(session, sha, 100, pages=2).id,
                )
                for part, sha in kept.items()
            )  # fmt: skip
        sha = kept["deployment"]
        folder = world.app.extensions["wirgrants.settings"].instance / "files"
        (folder / sha[:2] / sha[2:4] / sha).unlink()


def test_a_paper_gone_from_the_store_and_an_unreadable_one_are_named(world, proposed):
    papers_added(world, proposed)
    wanted, _ = built(world, proposed)
    reader, _ = pages_of(world, proposed, wanted)
    front = [" ".join(page.extract_text().split()) for page in reader.pages[:3]]
    name = paper_name("other")
    cover, contents = front[0], " ".join(front[1:])

    assert "Fehlende Unterlagen" in cover
    assert f"{name}, {part_name('deployment')} (Datei nicht vorhanden)" in cover
    assert f"{name}, {part_name('training')} (Datei nicht lesbar)" in cover
    assert f"{name} (Datei" not in cover
    assert "Alle Unterlagen, die zur Akte gehören, sind enthalten." not in cover
    # The contents name every part; only the two that are not there have no sheet.
    assert f"{name}, {part_name('deployment')} fehlt" in contents
    assert f"{name}, {part_name('training')} fehlt" in contents
    assert re.search(rf"{re.escape(name)} \d+ ", contents)
    marks = [one.title for group in reader.outline if isinstance(group, list) for one in group]
    assert name in marks
    assert f"{name}, {part_name('deployment')}" not in marks


def test_asking_twice_builds_once(world, proposed):
    actor = world.actor(Role.AUDITOR)
    with world.opened():
        first = request_audit_file(actor, proposed)
        assert request_audit_file(actor, proposed) == first
        run_now(BUILD_JOB, {"built": first})
        run_now(BUILD_JOB, {"built": first})  # a worker that died after the work
        assert request_audit_file(actor, proposed) == first
        with read_only() as session:
            assert len(session.scalars(select(BuiltFile)).all()) == 1


def test_a_changed_case_is_built_anew(world, proposed):
    first, row = built(world, proposed)
    with world.opened():
        add_note(world.actor(Role.CASE_OFFICER), proposed, "Noch ein Vermerk")
    second, again = built(world, proposed)
    assert first != second
    assert again.log_length == row.log_length + 1
    page = world.client(Role.AUDITOR).get(f"/vorgang/{proposed}/pruefakte").text
    assert "Die Fallakte steht bereit." in page
    assert "Frühere Stände" in page


def test_a_download_is_noted_and_changes_nothing(world, proposed):
    wanted, row = built(world, proposed)
    client = world.client(Role.AUDITOR)
    with world.opened(), read_only() as session:
        before = session.scalars(select(FundingCase.row_version)).one()
    answer = client.get(f"/pruefung/vorgang/{proposed}/akte/{wanted}.pdf")
    assert answer.status_code == 200
    assert answer.data[:5] == b"%PDF-"
    assert "attachment" in answer.headers["Content-Disposition"]
    with world.opened():
        assert answer.data == store().get(row.file.sha256)
    [event] = house_events(world, "audit_file_downloaded")
    assert event.subject_ref == proposed
    assert event.data == {"built": wanted, "sha256": row.file.sha256}
    assert event.actor_id == world.actor(Role.AUDITOR).id
    with world.opened(), read_only() as session:
        assert session.scalars(select(FundingCase.row_version)).one() == before


def test_the_page_leads_through_it(world, proposed):
    client = world.client(Role.AUDITOR)
    page = client.get(f"/vorgang/{proposed}/pruefakte").text
    assert "Fallakte erstellen" in page
    answer = posted(client, f"/vorgang/{proposed}/pruefakte", f"/pruefung/vorgang/{proposed}/akte")
    assert (answer.status_code, answer.location) == (303, f"/vorgang/{proposed}/pruefakte")
    page = client.get(f"/vorgang/{proposed}/pruefakte").text
    assert "Die Fallakte wird erstellt." in page
    assert "data-look-again" in page
    assert "Fallakte erstellen</span>" not in page
    with world.opened(), read_only() as session:
        wanted = session.scalars(select(BuiltFile.ref)).one()
        run_now(BUILD_JOB, {"built": wanted})
    page = client.get(f"/vorgang/{proposed}/pruefakte").text
    assert f"/pruefung/vorgang/{proposed}/akte/{wanted}.pdf" in page
    assert "data-look-again" not in page


def test_a_recovery_is_told_with_its_sums(world):
    ref = settling(world, cost="8000.00")
    hearing(world, ref)
    wanted, row = built(world, ref)
    assert row.progress is BuiltState.READY
    reader, _ = pages_of(world, ref, wanted)
    whole = "\n".join(page.extract_text() for page in reader.pages)
    headings = ("Abrechnung 1", "Rückforderung 1", "Verwendungsnachweis", "Zahlungen", "Buchungen")
    for expected in headings:
        assert expected in whole, expected


@pytest.mark.parametrize("name", ["stranger", "applicant_editor", "signatory"])
def test_nobody_of_an_applicant_gets_it(world, proposed, name):
    with world.opened(), pytest.raises(NotFound):
        request_audit_file(world.actor(name), proposed)
    client = world.client(name)
    assert client.get(f"/vorgang/{proposed}/pruefakte").status_code == 404
    wanted, _ = built(world, proposed)
    with world.opened(), pytest.raises(NotFound):
        read_audit_file(world.actor(name), proposed, wanted)
    assert client.get(f"/pruefung/vorgang/{proposed}/akte/{wanted}.pdf").status_code == 403


def test_another_case_and_a_guessed_build_are_answered_as_missing(world, proposed):
    other = world.filed(title="Anderes", number="WIR-2027-9999")
    wanted, _ = built(world, proposed)
    client = world.client(Role.AUDITOR)
    for ref, build in ((other, wanted), (proposed, "a" * 16), ("b" * 16, wanted)):
        assert client.get(f"/pruefung/vorgang/{ref}/akte/{build}.pdf").status_code == 404
    assert house_events(world, "audit_file_downloaded") == []


def test_a_draft_has_no_file(world):
    with world.opened(), pytest.raises(NotFound):
        request_audit_file(world.actor(Role.AUDITOR), world.draft())


def raising(monkeypatch, name, error):
    def fails(*_args, **_named):
        raise error

    monkeypatch.setattr(audit_file, name, fails)


def row_of(world, wanted):
    with world.opened(), read_only() as session:
        session.expire_all()
        return session.scalars(select(BuiltFile).where(BuiltFile.ref == wanted)).one()


def test_a_build_that_breaks_is_failed_told_and_built_anew(world, proposed, monkeypatch, caplog):
    with monkeypatch.context() as patch:
        raising(patch, "gather", KeyError("figure nobody knows"))
        first, row = built(world, proposed)
    assert row.progress is BuiltState.FAILED
    assert row.finished_at is not None
    assert row.problem.startswith("Die Fallakte konnte wegen eines technischen Fehlers nicht")
    assert "figure nobody knows" not in row.problem
    assert "figure nobody knows" in caplog.text
    page = world.client(Role.AUDITOR).get(f"/vorgang/{proposed}/pruefakte").text
    assert "Fallakte erstellen" in page
    second, again = built(world, proposed)
    assert second != first
    assert again.progress is BuiltState.READY


def test_a_store_out_of_reach_is_tried_again(world, proposed, monkeypatch):
    with world.opened():
        wanted = request_audit_file(world.actor(Role.AUDITOR), proposed)
        with monkeypatch.context() as patch:
            raising(patch, "keep_bytes", StorageError("disk is gone"))
            with pytest.raises(StorageError):
                run_now(BUILD_JOB, {"built": wanted})
    assert row_of(world, wanted).progress is BuiltState.FAILED
    with world.opened():
        run_now(BUILD_JOB, {"built": wanted})
    row = row_of(world, wanted)
    assert (row.progress, row.problem) == (BuiltState.READY, "")


@pytest.mark.parametrize(("extra", "lost"), [(timedelta(), False), (timedelta(seconds=1), True)])
def test_a_build_that_waits_too_long_counts_as_failed(world, proposed, extra, lost):
    actor = world.actor(Role.AUDITOR)
    with world.opened():
        first = request_audit_file(actor, proposed)
        with unit_of_work() as session:
            row = session.scalars(select(BuiltFile).where(BuiltFile.ref == first)).one()
            row.requested_at = clock.now() - PATIENCE - extra
        with read_only() as session:
            session.expire_all()
            case = session.scalars(select(FundingCase).where(FundingCase.ref == proposed)).one()
            [offer] = offers_of(session, case)
        assert (offer.state is BuiltState.FAILED) is lost
        assert bool(offer.problem) is lost
        assert (request_audit_file(actor, proposed) != first) is lost
    assert (row_of(world, first).progress is BuiltState.FAILED) is lost
