"""Every open line can be drafted and filed through the pages, and nothing typed is lost."""

import pytest

from tests.support.answers import applicant_for, good_content, paper_kinds
from tests.wirgrants.apply.stage import case_of, hidden, pdf, ref_of, words
from wirgrants.jobs.registry import run_now
from wirgrants.models import Letter, LetterKind, Revision
from wirgrants.services.plain import digest
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.findings import VerdictKind
from workflows.states import ApplicationState


@pytest.mark.parametrize("line", sorted(registry.lines()))
def test_a_line_is_drafted_filed_and_confirmed(stage, line):
    guideline = registry.line(line).versions[0]
    kind = applicant_for(guideline)
    browser = stage.member(kind)
    draft = browser.start(stage, line, kind)
    content = good_content(guideline, kind)
    browser.fill_all(draft, guideline, kind, content)
    for name in paper_kinds(guideline):
        browser.upload(draft, name, pdf())

    file_and_confirm(stage, browser, draft, guideline, content)


def file_and_confirm(stage, browser, draft, guideline, content):
    """Files the draft and follows the receipt."""
    saved = case_of(stage, draft)
    assert saved.draft["typed"] == {}
    assert {n: v for n, v in saved.draft["answers"].items() if n in content["answers"]} == (
        content["answers"]
    )
    assert saved.draft["parts"] == content["parts"]
    assert saved.draft["asked"] == content["asked"]

    check = browser.get(f"{draft}pruefen")
    answer = browser.file(draft)
    filed = case_of(stage, draft)
    assert answer.location == f"{draft}eingang"
    assert filed.state is ApplicationState.FILED
    assert filed.number == "WIR-2027-0001"
    assert filed.verdict in (VerdictKind.ELIGIBLE, VerdictKind.FOR_REVIEW)
    assert "wird gerade erstellt" in browser.get(answer.location)
    with stage.world.opened(), read_only() as session:
        revision = session.query(Revision).filter_by(case_id=filed.id).one()
        assert revision.digest == digest(revision.content) == hidden(check, "digest")
        assert revision.content["answers"] == saved.draft["answers"]
        assert revision.content["parts"] == content["parts"]
        assert len(revision.content["papers"]) == len(paper_kinds(guideline))
        assert revision.verdict["kind"] == filed.verdict.value

    with stage.world.opened():
        run_now("application_filed", {"case": ref_of(draft)})
        run_now("application_filed", {"case": ref_of(draft)})
    with stage.world.opened(), read_only() as session:
        receipt = session.query(Letter).filter_by(case_id=filed.id).one()
        assert receipt.kind is LetterKind.RECEIPT
    page = browser.get(answer.location)
    assert f"/vorgang/{ref_of(draft)}/schreiben/{receipt.ref}" in page
    letter = browser.client.get(f"/vorgang/{ref_of(draft)}/schreiben/{receipt.ref}")
    assert letter.data[:5] == b"%PDF-"
    assert letter.headers["X-Content-Type-Options"] == "nosniff"
    shown = words(browser.get(f"/vorgang/{ref_of(draft)}/antrag"))
    assert "Ankommen im Musterkreis" in shown
