"""Uploads are judged by their content; hostile ones are refused with a reason and advice."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import hostile
from tests.documents.case_examples import CASE, PAPERS, encrypted, image, pdf
from wirgrants.documents.audit_file import Absent, compose_audit_file
from wirgrants.documents.child import Limits
from wirgrants.documents.errors import Reason, UploadRefused
from wirgrants.documents.messages import REFUSALS
from wirgrants.documents.uploads import JPEG, PDF, PNG, CheckedUpload, check_upload, clean_name


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_bad_file_is_refused_with_its_reason_and_advice(name: str) -> None:
    make, reasons = hostile.REFUSED[name]
    with pytest.raises(UploadRefused) as caught:
        check_upload(make(), "Satzung.pdf")
    assert caught.value.reason.value in reasons
    assert caught.value.message == REFUSALS[caught.value.reason]
    assert "Bitte" in caught.value.message


def test_every_reason_has_a_sentence_that_says_what_to_do() -> None:
    assert set(REFUSALS) == set(Reason)
    assert all("Bitte" in sentence for sentence in REFUSALS.values())


@pytest.mark.parametrize(
    ("data", "claimed", "media_type", "pages", "name"),
    [
        (pdf("Eins", "Zwei"), "Satzung.pdf", PDF, 2, "Satzung.pdf"),
        (b"\xef\xbb\xbf\r\n" + pdf("Eins"), "a.pdf", PDF, 1, "a.pdf"),
        (encrypted(pdf("Eins"), "", "x", "AES-256"), "a.PDF", PDF, 1, "a.pdf"),
        (encrypted(pdf("Eins"), "", "x", "AES-128"), "a.pdf", PDF, 1, "a.pdf"),
        (encrypted(pdf("Eins"), "", "x", "RC4-128"), "a.pdf", PDF, 1, "a.pdf"),
        (image("JPEG"), "foto.jpeg", JPEG, 1, "foto.jpeg"),
        (image("PNG"), "foto.jpg", PNG, 1, "foto.jpg.png"),
        (image("PNG") + image("JPEG"), "doppelt.jpg", PNG, 1, "doppelt.jpg.png"),
        (image("JPEG") + pdf("Eins"), "doppelt.pdf", JPEG, 1, "doppelt.pdf.jpg"),
    ],
    ids=[
        "pdf",
        "mark before the head",
        "locked by its owner, AES-256",
        "locked by its owner, AES-128",
        "locked by its owner, RC4",
        "jpeg",
        "png named jpg",
        "png with a jpeg behind",
        "jpeg with a pdf behind",
    ],
)
def test_a_file_is_taken_for_what_it_contains(
    data: bytes, claimed: str, media_type: str, pages: int, name: str
) -> None:
    assert check_upload(data, claimed) == CheckedUpload(
        name=name,
        media_type=media_type,
        pages=pages,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
    )


def test_active_content_does_not_keep_a_paper_out() -> None:
    assert check_upload(hostile.active(), "Formular.pdf").pages == 1


@pytest.mark.parametrize("name", hostile.EITHER)
def test_an_odd_file_is_refused_or_can_be_merged(name: str) -> None:
    data = hostile.EITHER[name]()
    answer: CheckedUpload | Reason
    try:
        answer = check_upload(data, "odd.pdf")
    except UploadRefused as refusal:
        answer = refusal.reason
    if isinstance(answer, CheckedUpload):
        entry = replace(CASE.papers[0], title="Odd", pages=answer.pages)
        case = replace(CASE, letters=(), papers=(entry,), missing=())
        assert compose_audit_file(case, [], [data]).missing == ()
    else:
        assert answer in {Reason.BROKEN, Reason.TOO_COMPLEX}


def test_what_outruns_the_limits_is_refused_as_too_complex() -> None:
    large = zlib.compress(b" " * 30_000_000)
    content = hostile.one_page(hostile.stream(large, b"/FlateDecode"))
    assert check_upload(content, "a.pdf").pages == 1
    with pytest.raises(UploadRefused) as caught:
        check_upload(content, "a.pdf", Limits(cpu=20, wall=40, memory=120_000_000))
    assert caught.value.reason is Reason.TOO_COMPLEX


@pytest.mark.parametrize(
    ("claimed", "media_type", "clean"),
    [
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\a\\Satzung.pdf", PDF, "Satzung.pdf"),
        ("", PDF, "Unterlage.pdf"),
        ("...", PNG, "Unterlage.png"),
        (".pdf", PDF, "pdf.pdf"),
        ("a\x00b\x1f.pdf", PDF, "ab.pdf"),
        ("rechnung\u202efdp.exe", PDF, "rechnungfdp.exe.pdf"),
        ("x" * 500 + ".pdf", PDF, "x" * 116 + ".pdf"),
        ("Сатут.PDF", PDF, "Сатут.pdf"),
        ('a<b>"c|d?*.jpg', JPEG, "abcd.jpg"),
        ("a\n\nb  c.pdf", PDF, "ab c.pdf"),
        ("U\u0308bersicht.pdf", PDF, "Übersicht.pdf"),
        ("\ud800.pdf", PDF, "pdf.pdf"),
    ],
)
def test_a_file_name_is_made_safe_to_show_and_save(
    claimed: str, media_type: str, clean: str
) -> None:
    assert clean_name(claimed, media_type) == clean


@given(st.text(max_size=300), st.sampled_from([PDF, JPEG, PNG]))
def test_no_name_stays_dangerous(claimed: str, media_type: str) -> None:
    name = clean_name(claimed, media_type)
    assert 0 < len(name) <= 120
    assert not set(name) & set('/\\\x00\n\r"<>:|?*\u202e')
    assert name.encode()
    assert name.endswith((".pdf", ".jpg", ".jpeg", ".png"))
    assert clean_name(name, media_type) == name


def test_the_papers_of_the_example_case_are_judged_like_uploads() -> None:
    verdicts = {}
    for title, data in PAPERS.items():
        if not isinstance(data, Absent):
            try:
                verdicts[title] = check_upload(data, title).pages
            except UploadRefused as refusal:
                verdicts[title] = refusal.reason
    assert verdicts.pop("Zerstörte Datei") is Reason.BROKEN
    assert set(verdicts.values()) == {1, 2}
