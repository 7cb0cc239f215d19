"""Papers: taken by content, refused with a reason, replaced, removed, handed out safely."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.support.answers import applicant_for, good_content
from tests.wirgrants.apply.stage import Browser, case_of, pdf, ref_of, words
from wirgrants.models import Event, Paper
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.facts import ApplicantType

MO, COUNTY = ApplicantType.MIGRANT_ORG, ApplicantType.COUNTY
LINE = "migrant_organisations"


@pytest.fixture
def browser(stage) -> Browser:
    return stage.member(MO)


@pytest.fixture
def draft(stage, browser) -> str:
    return browser.start(stage, LINE, MO)


def papers(stage) -> list[Paper]:
    with stage.world.opened(), read_only() as session:
        return session.query(Paper).order_by(Paper.id).all()


def locked() -> bytes:
    writer, buffer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt(user_password="geheim", algorithm="AES-256")
    writer.write(buffer)
    return buffer.getvalue()


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, "PNG")
    return buffer.getvalue()


def test_a_paper_is_stored_once_and_handed_out_as_attachment(stage, browser, draft):
    browser.upload(draft, "statutes", pdf(3), "Satzung & <i>.PDF")
    browser.upload(draft, "other", pdf(3), "../../etc/passwd")
    first, second = papers(stage)
    assert first.file_id == second.file_id
    assert (first.filename, second.filename) == ("Satzung & i.pdf", "passwd.pdf")
    address = f"/vorgang/{ref_of(draft)}/unterlage/{first.ref}"
    assert address in browser.get(f"{draft}unterlagen")
    answer = browser.client.get(address)
    assert answer.data == pdf(3)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "3 Seiten" in words(browser.get(f"{draft}unterlagen"))


def test_a_picture_is_taken_under_the_name_of_its_content(stage, browser, draft):
    browser.upload(draft, "other", picture(), "foto.pdf")
    [paper] = papers(stage)
    assert paper.filename.endswith(".png")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Die Datei ist leer"),
        (b"MZ\x90\x00 ein Programm", "Angenommen werden nur PDF, JPEG und PNG"),
        (b"%PDF-1.7 kaputt", "beschädigt oder unvollständig"),
        (b"<html><script>alert(1)</script>", "Angenommen werden nur PDF, JPEG und PNG"),
    ],
)
def test_what_is_no_paper_is_refused_with_its_reason(stage, browser, draft, data, reason):
    browser.upload(draft, "statutes", pdf())
    answer = browser.upload(draft, "concept", data, "konzept.pdf", status=422)
    text = words(answer.text)
    assert reason in text
    assert "a.pdf" in text
    assert '<option selected value="concept">' in answer.text
    assert len(papers(stage)) == 1


def test_a_locked_pdf_is_refused(stage, browser, draft):
    answer = browser.upload(draft, "concept", locked(), status=422)
    assert "nur mit einem Kennwort" in words(answer.text)
    assert papers(stage) == []


def test_a_form_without_a_file_says_so(browser, draft):
    address = f"{draft}unterlagen"
    answer = browser.post(address, browser.get(address), {"kind": "concept"}, 422)
    assert "Bitte wählen Sie eine Datei aus." in words(answer.text)


def test_an_unknown_kind_is_missing(stage, browser, draft):
    browser.upload(draft, "police_certificate", pdf(), status=404)
    assert papers(stage) == []


def test_a_paper_is_replaced_and_removed_while_it_is_a_draft(stage, browser, draft):
    browser.upload(draft, "statutes", pdf(1), "alt.pdf")
    [old] = papers(stage)
    browser.upload(draft, "other", pdf(2), "neu.pdf", replaces=old.ref)
    old, new = papers(stage)
    assert (old.replaced_by_id, new.kind, new.removed_at) == (new.id, "statutes", None)
    page = browser.get(f"{draft}unterlagen")
    assert "neu.pdf" in page
    assert "alt.pdf" not in page
    browser.get(f"/vorgang/{ref_of(draft)}/unterlage/{old.ref}", 404)

    for _ in range(2):
        browser.post(f"{draft}unterlagen/{new.ref}/entfernen", page, {})
    assert papers(stage)[1].removed_at is not None
    browser.post(f"{draft}unterlagen/{'a' * 16}/entfernen", page, {}, 404)


def test_strangers_get_no_paper(stage, browser, draft):
    browser.upload(draft, "statutes", pdf())
    [paper] = papers(stage)
    address = f"/vorgang/{ref_of(draft)}/unterlage/{paper.ref}"
    stage.member(COUNTY).get(address, 404)
    Browser(stage.world.client("case_officer")).get(address, 404)
    stranger = stage.member(COUNTY)
    stranger.post(f"{draft}unterlagen/{paper.ref}/entfernen", stranger.get("/antraege/"), {}, 404)
    # The ref of a paper opens nothing under another case.
    other = stranger.start(stage, "coordination", COUNTY)
    stranger.get(f"/vorgang/{ref_of(other)}/unterlage/{paper.ref}", 404)
    assert papers(stage)[0].removed_at is None


def test_after_filing_papers_are_added_but_stay(stage):
    guideline = registry.line(LINE).versions[0]
    kind = applicant_for(guideline)
    browser = stage.member(kind)
    draft = browser.start(stage, LINE, kind)
    browser.fill_all(draft, guideline, kind, good_content(guideline, kind))
    browser.upload(draft, "statutes", pdf())
    page = browser.get(f"{draft}unterlagen")
    browser.file(draft)
    [first] = papers(stage)
    answer = browser.post(f"{draft}unterlagen/{first.ref}/entfernen", page, {}, 422)
    assert "bleiben in der Akte" in words(answer.text)
    browser.upload(draft, "register_extract", pdf(2))
    assert [paper.kind for paper in papers(stage)] == ["statutes", "register_extract"]
    answer = browser.upload(draft, "statutes", pdf(2), replaces=first.ref, status=422)
    assert "bleiben in der Akte" in words(answer.text)
    with stage.world.opened(), read_only() as session:
        assert session.query(Event).filter_by(action="add_paper").count() == 1
    officer = Browser(stage.world.client("case_officer"))
    tab = officer.get(f"/vorgang/{ref_of(draft)}/unterlagen")
    assert "Registerauszug" in tab
    address = f"/vorgang/{ref_of(draft)}/unterlage/{first.ref}"
    assert officer.client.get(address).data == pdf()
    assert case_of(stage, draft).log_length >= 3
