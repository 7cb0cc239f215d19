"""The applicant's first page and inbox: what waits, for whom, at a fixed number of statements."""

import io
import re
from datetime import UTC, date, datetime

import pytest

from tests.support.answers import good_content, posts_of
from tests.support.statements import counted
from tests.wirgrants.apply.stage import Browser, case_of, pdf, ref_of, words
from tests.wirgrants.world import DAY
from wirgrants.models import Call, Clarification, FundingCase, InboxMessage, Paper
from wirgrants.services.drafts import open_draft
from wirgrants.services.home import own_cases
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.facts import ApplicantType
from workflows.states import ClarificationState
from workflows.wording import say

MO, COUNTY = ApplicantType.MIGRANT_ORG, ApplicantType.COUNTY
LINE = "migrant_organisations"


@pytest.fixture
def browser(stage) -> Browser:
    return stage.member(MO)


@pytest.fixture
def draft(stage, browser) -> str:
    return browser.start(stage, LINE, MO)


def test_a_draft_is_laid_before_those_who_sign(stage, draft):
    editor = stage.member(MO, "applicant_editor")
    page = editor.get(f"{draft}pruefen")
    assert "Zur Unterschrift vorlegen" in page
    assert "verbindlich einreichen" not in page
    answer = editor.post(f"{draft}vorlegen", page, {"note": "Bitte <b>bald</b>."})
    assert "Benachrichtigt: eine Person." in words(editor.get(answer.location))
    signatory = stage.member(MO)
    for path in (draft, f"{draft}pruefen"):
        assert "Zur Unterschrift vorgelegt am 23.11.2026, 10:00 Uhr." in words(editor.get(path))
    assert "liegt Ihnen zur Unterschrift vor" in words(signatory.get("/antraege/"))
    seen = words(editor.get("/antraege/"))
    assert "Der Antrag liegt einer vertretungsberechtigten Person zur Unterschrift vor." in seen
    assert "Füllen Sie den Antrag aus" not in seen
    inbox = signatory.get("/antraege/postfach")
    assert "Antrag zur Unterschrift" in inbox
    with stage.world.opened(), read_only() as session:
        message = session.query(InboxMessage).one()
    shown = signatory.get(f"/antraege/postfach/{message.ref}")
    assert "Bitte &lt;b&gt;bald&lt;/b&gt;." in shown
    editor.get(f"/antraege/postfach/{message.ref}", 404)
    assert "Als gelesen markieren" not in shown
    assert "ungelesen" not in signatory.get("/antraege/postfach")
    again = words(signatory.get(f"/antraege/postfach/{message.ref}"))
    assert "Zuerst geöffnet am 23.11.2026, 10:00 Uhr" in again


def test_only_a_look_marks_a_message_as_read(stage, draft):
    editor = stage.member(MO, "applicant_editor")
    editor.post(f"{draft}vorlegen", editor.get(f"{draft}pruefen"), {"note": ""})
    with stage.world.opened(), read_only() as session:
        ref = session.query(InboxMessage).one().ref
    signatory = stage.member(MO)
    address = f"/antraege/postfach/{ref}"
    assert signatory.client.head(address).status_code == 200
    ahead = signatory.client.get(address, headers={"Sec-Purpose": "prefetch;prerender"})
    assert "Antrag zur Unterschrift" in ahead.text
    assert "ungelesen" in signatory.get("/antraege/postfach")
    signatory.get(address)
    assert "ungelesen" not in signatory.get("/antraege/postfach")


def test_saving_takes_at_most_eight_statements(stage, browser, draft):
    guideline = registry.line(LINE).versions[0]
    for slug, texts in posts_of(guideline, MO, good_content(guideline, MO)):
        address = f"{draft}abschnitt/{slug}"
        page = browser.get(address)
        with counted(stage.world.app) as seen:
            browser.post(address, page, texts)
        assert len(seen) <= 8, "\n".join(seen)


@pytest.mark.parametrize("number", [1, 60])
def test_the_first_page_takes_at_most_eight_statements(stage, browser, draft, number):
    actor = stage.world.actor("signatory_migrant_org")
    with stage.world.opened():
        more(stage, actor, number)
    browser.get("/antraege/")
    with counted(stage.world.app) as seen:
        page = browser.get("/antraege/")
    assert len(seen) <= 8, "\n".join(seen)
    assert len(page) < 60_000
    with stage.world.opened(), read_only() as session:
        first = own_cases(session, actor)
        assert len(first.rows) == min(25, number + 1)
        if number > 25:
            second = own_cases(session, actor, before=first.next_before)
            assert not {r.ref for r in first.rows} & {r.ref for r in second.rows}


def more(stage, actor, number: int) -> None:
    """Drafts under calls of their own, so that each is a case more in the list."""
    for _ in range(number):
        call_id = stage.world.open_call(LINE, "2021", [2027])
        with read_only() as session:
            ref = session.get_one(Call, call_id).ref
        open_draft(actor, ref, stage.organisations[MO])


def until(stage) -> list[str]:
    """What the list says of each case's day."""
    actor = stage.world.actor("signatory_migrant_org")
    with stage.world.opened(), read_only() as session:
        session.expire_all()
        return [str(row.due_on) for row in own_cases(session, actor).rows]


def test_a_draft_says_until_when_its_call_is_open(stage, browser, draft):
    with stage.world.opened(), unit_of_work() as session:
        row = session.get_one(Call, case_of(stage, draft).call_id)
        # A Saturday: the call closes with the next working day (§ 31 Abs. 3 HVwVfG).
        row.closes_at = datetime(2027, 1, 16, 22, 59, tzinfo=UTC)
    assert until(stage) == ["2027-01-18"]
    home = words(browser.get("/antraege/"))
    assert "18.01.2027" in home
    assert "ohne Frist" not in home
    with stage.world.opened(), unit_of_work() as session:
        session.get_one(Call, case_of(stage, draft).call_id).closing_is_fixed_day = True
    assert until(stage) == ["2027-01-16"]


@pytest.mark.parametrize(("what", "shown"), [("proof_review", "None"), ("proof", "2027-03-31")])
def test_a_day_that_the_office_set_itself_is_none_of_the_applicants(
    stage, browser, draft, what, shown
):
    guideline = registry.line(LINE).versions[0]
    browser.fill_all(draft, guideline, MO, good_content(guideline, MO))
    browser.file(draft)
    with stage.world.opened(), unit_of_work() as session:
        case = session.get_one(FundingCase, case_of(stage, draft).id)
        case.due_on, case.due_what = date(2027, 3, 31), what
    assert until(stage) == [shown]


@pytest.fixture
def asked(stage, browser, draft) -> Clarification:
    """A filed application about which the office has asked something."""
    guideline = registry.line(LINE).versions[0]
    browser.fill_all(draft, guideline, MO, good_content(guideline, MO))
    browser.file(draft)
    officer = Browser(stage.world.client("case_officer"))
    ref = ref_of(draft)
    check = f"/vorgang/{ref}/schritt/application/{ref}/begin_check"
    officer.post(check, officer.get(check), {})
    ask = f"/vorgang/{ref}/schritt/clarification/neu/ask"
    sent = {"items-0-request": "Wer leitet das <i>Projekt</i>?", "due_on": "15.12.2026"}
    officer.post(ask, officer.get(ask), sent | {"preview": "1"})
    officer.post(ask, officer.get(ask), sent)
    return clarification(stage)


def clarification(stage) -> Clarification:
    with stage.world.opened(), read_only() as session:
        return session.query(Clarification).one()


def test_a_request_waits_on_the_first_page_and_is_answered_with_papers(
    stage, browser, draft, asked
):
    home = words(browser.get("/antraege/"))
    assert "Sie sind am Zug" in home
    assert "15.12.2026" in home
    ref = ref_of(draft)
    address = f"/vorgang/{ref}/schritt/clarification/{asked.ref}/answer"
    page = browser.get(address)
    assert "Wer leitet das &lt;i&gt;Projekt&lt;/i&gt;?" in page

    empty = browser.post(address, page, {"answer": " "}, 422)
    assert "Bitte schreiben Sie Ihre Antwort." in words(empty.text)
    refused = {"answer": "Frau Muster", "papers": (io.BytesIO(b"kein PDF"), "a.pdf")}
    answer = browser.post(address, page, refused, 422)
    assert "Angenommen werden nur PDF" in words(answer.text)
    assert clarification(stage).state is ClarificationState.REQUESTED

    sent = {"answer": "Frau Muster", "papers": (io.BytesIO(pdf()), "leitung.pdf")}
    browser.post(address, page, sent)
    assert clarification(stage).answer == "Frau Muster"
    with stage.world.opened(), read_only() as session:
        [paper] = session.query(Paper).all()
    assert (paper.filename, paper.subject_ref) == ("leitung.pdf", asked.ref)
    assert case_of(stage, draft).waiting_for == "case_officer"
    browser.post(address, page, {"answer": "Noch einmal"}, 409)
    assert clarification(stage).answer == "Frau Muster"


def test_a_stranger_answers_no_request(stage, draft, asked):
    stranger = stage.member(COUNTY)
    address = f"/vorgang/{ref_of(draft)}/schritt/clarification/{asked.ref}/answer"
    stranger.get(address, 404)
    stranger.post(address, stranger.get("/antraege/"), {"answer": "Ich"}, 404)
    assert clarification(stage).state is ClarificationState.REQUESTED


@pytest.mark.parametrize(
    ("address", "signed_in"), [("/antraege/", True), ("/", False), ("/", True)]
)
def test_current_lines_come_first_and_former_ones_name_their_successor(stage, address, signed_in):
    visitor = stage.member(MO) if signed_in else Browser(stage.world.client())
    page = visitor.get(address)
    former = page.index("Frühere Förderschwerpunkte, die ein Aufruf noch einmal öffnet")
    current, folded = words(page[:former]), words(page[former:])
    names = {line: say(f"line.{line}.name") for line in stage.calls}
    old = {
        line for line in stage.calls if registry.line(line).versions[0].valid_to is not None
        and registry.line(line).versions[0].valid_to < DAY
    }  # fmt: skip
    assert old
    assert set(stage.calls) - old
    assert all(names[line] in current for line in set(stage.calls) - old)
    assert all(names[line] in folded and names[line] not in current for line in old)
    assert "abgelöst seit 2021" in folded
    assert "Nachfolger ist" in folded
    assert "abgelöst" not in current
    assert all(f"/antraege/beginnen/{ref}" in page for ref in stage.calls.values())


def test_staff_begin_no_application_on_the_start_page(stage):
    page = Browser(stage.world.client("approver")).get("/")
    assert "Passt das zu uns?" in words(page)
    assert "/antraege/beginnen/" not in page


NOT_MEANT = "für Ihre Art von Organisation nicht vorgesehen"


@pytest.mark.parametrize(
    ("line", "kind", "meant"),
    # A county may apply together with a migrant organisation.
    [(LINE, MO, True), (LINE, COUNTY, True), ("coordination", MO, False)],
)
def test_a_line_that_is_not_meant_for_an_organisation_says_so_and_can_still_be_begun(
    stage, line, kind, meant
):
    person, address = stage.member(kind), f"/antraege/beginnen/{stage.calls[line]}"
    page = person.get(address)
    assert (NOT_MEANT in words(page)) is not meant
    assert (f"({say(f'applicant_type.{kind.value}')})" in words(page)) is not meant
    home = person.get("/antraege/")
    name = re.escape(say(f"line.{line}.name"))
    card = re.search(rf"{name}(?:(?!<h3).)*?{re.escape(address)}", home, re.DOTALL)
    assert card is not None
    told = f"nicht vorgesehen für: {say(f'applicant_type.{kind.value}')}"
    assert (told in words(card.group())) is not meant
    assert ('href="/foerdercheck"' in card.group()) is not meant
    draft = person.start(stage, line, kind)
    assert case_of(stage, draft).line == line
