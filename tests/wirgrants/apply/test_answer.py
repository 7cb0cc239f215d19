"""An answer to a request names its papers, and the check sees that what it missed is there."""

import io

import pytest
from sqlalchemy import func, select

from tests.support.answers import good_content
from tests.wirgrants.apply.stage import Browser, hidden, pdf, ref_of, words
from wirgrants.models import Check, Clarification, Paper
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import Outcome

MO, LINE = ApplicantType.MIGRANT_ORG, "migrant_organisations"
NOTICE = "exemption_notice"


def rows(stage, model):
    with stage.world.opened(), read_only() as session:
        session.expire_all()
        return session.scalars(select(model).order_by(model.id)).all()


def missing_in_check(stage) -> list[str]:
    """What the present round of the check calls missing."""
    with stage.world.opened(), read_only() as session:
        session.expire_all()
        newest = session.scalar(select(func.max(Check.round)))
        found = session.scalars(select(Check).where(Check.round == newest)).all()
        texts = [one.finding["reason"] for one in found if one.outcome is not Outcome.MET]
    return [text for text in texts if text.startswith("Es fehlt: ")]


@pytest.fixture
def asked(stage):
    """The address of an answer: filed without any paper, being checked, something was asked."""
    browser = stage.member(MO)
    draft = browser.start(stage, LINE, MO)
    guideline = registry.line(LINE).versions[0]
    browser.fill_all(draft, guideline, MO, good_content(guideline, MO))
    browser.file(draft)
    ref = ref_of(draft)
    officer = Browser(stage.world.client("case_officer"))
    check = f"/vorgang/{ref}/schritt/application/{ref}/begin_check"
    officer.post(check, officer.get(check), {})
    ask = f"/vorgang/{ref}/schritt/clarification/neu/ask"
    sent = {"items-0-request": "Der Bescheid fehlt.", "due_on": "15.12.2026"}
    officer.post(ask, officer.get(ask), sent | {"preview": "1"})
    officer.post(ask, officer.get(ask), sent)
    [row] = rows(stage, Clarification)
    return f"/vorgang/{ref}/schritt/clarification/{row.ref}/answer"


def test_a_missing_paper_has_its_own_field_and_then_is_missing_no_more(stage, asked):
    browser = stage.member(MO)
    page = browser.get(asked)
    assert f'name="paper_{NOTICE}"' in page
    before = missing_in_check(stage)
    assert "Es fehlt: Freistellungsbescheid oder Bescheid nach § 60a AO." in before

    upload = (io.BytesIO(pdf()), "bescheid.pdf")
    browser.post(asked, page, {"answer": "Anbei.", f"paper_{NOTICE}": upload})

    [paper] = rows(stage, Paper)
    assert (paper.kind, paper.filename) == (NOTICE, "bescheid.pdf")
    gone = set(before) - set(missing_in_check(stage))
    assert gone == {"Es fehlt: Freistellungsbescheid oder Bescheid nach § 60a AO."}


def test_further_papers_are_named_too_and_only_by_kinds_of_the_line(stage, asked):
    browser = stage.member(MO)
    page = browser.get(asked)
    sent = {"answer": "Anbei.", "kind": "other", "papers": (io.BytesIO(pdf()), "brief.pdf")}
    made_up = {**sent, "kind": "shopping_list", "papers": (io.BytesIO(pdf()), "brief.pdf")}
    browser.post(asked, page, made_up, 422)
    assert rows(stage, Paper) == []
    browser.post(asked, page, sent)
    [paper] = rows(stage, Paper)
    assert (paper.kind, paper.filename) == ("other", "brief.pdf")


def test_of_several_files_the_refused_ones_are_named_and_the_others_wait(stage, asked):
    browser = stage.member(MO)
    page = browser.get(asked)
    papers = [
        (io.BytesIO(pdf()), "gut.pdf"), (io.BytesIO(b"kein PDF"), "brief.docx"),
        (io.BytesIO(b""), "leer.pdf"), (io.BytesIO(pdf(2)), "auch gut.pdf"),
    ]  # fmt: skip
    answer = browser.post(asked, page, {"answer": "Anbei.", "papers": papers}, 422)
    text = words(answer.text)
    assert ("„brief.docx“: " in text, "„leer.pdf“: " in text) == (True, True)
    assert "„gut.pdf“: " not in text
    assert "Schon angenommen: 2 Dateien" in text
    assert rows(stage, Paper) == []

    # Something else is wrong now: what waits goes on waiting.
    kept = hidden(answer.text, "kept")
    again = browser.post(asked, answer.text, {"answer": "", "kept": kept}, 422)
    assert "Schon angenommen: 2 Dateien" in words(again.text)
    assert hidden(again.text, "kept") == kept
    more = {"papers": (io.BytesIO(pdf(3)), "neu.pdf")}
    browser.post(asked, again.text, {"answer": "Anbei.", "kept": kept, **more})
    taken = [paper.filename for paper in rows(stage, Paper)]
    assert taken == ["gut.pdf", "auch gut.pdf", "neu.pdf"]


FORGED = {"cut": lambda mark: mark[:-1], "longer": lambda mark: f"x{mark}", "no": lambda _: "x"}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_mark_of_waiting_papers_is_refused(stage, asked, forge):
    browser = stage.member(MO)
    page = browser.get(asked)
    papers = [(io.BytesIO(pdf()), "gut.pdf"), (io.BytesIO(b""), "leer.pdf")]
    answer = browser.post(asked, page, {"answer": "Anbei.", "papers": papers}, 422)
    mark = hidden(answer.text, "kept")
    refused = browser.post(asked, answer.text, {"answer": "Anbei.", "kept": forge(mark)}, 422)
    assert "nicht mehr zuzuordnen" in words(refused.text)
    assert rows(stage, Paper) == []
    # Another person's form does not take it either.
    editor = stage.member(MO, "applicant_editor")
    other = editor.post(asked, editor.get(asked), {"answer": "Anbei.", "kept": mark}, 422)
    assert "nicht mehr zuzuordnen" in words(other.text)
    browser.post(asked, answer.text, {"answer": "Anbei.", "kept": mark})
    assert [paper.filename for paper in rows(stage, Paper)] == ["gut.pdf"]
