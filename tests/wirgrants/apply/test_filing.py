"""Filing: told plainly, never refused for the verdict; bound to what was shown; once."""

from datetime import UTC, date, datetime

import pytest

from tests.documents.reading import squeezed, text_of
from tests.support.answers import good_content, paper_kinds
from tests.support.statements import counted
from tests.wirgrants.apply.stage import (
    DECLARATION,
    Browser,
    case_of,
    hidden,
    pdf,
    ref_of,
    words,
)
from wirgrants import clock
from wirgrants.jobs.registry import run_now
from wirgrants.models import (
    Event,
    EventPersonal,
    FundingCase,
    InboxMessage,
    Revision,
    RevisionPersonal,
)
from wirgrants.services.drafts_shown import shown_sections
from wirgrants.services.log import verify_chain
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import VerdictKind
from workflows.states import ApplicationState
from workflows.wording import say

MO, COUNTY, COMPANY = ApplicantType.MIGRANT_ORG, ApplicantType.COUNTY, ApplicantType.COMPANY
LINE = "migrant_organisations"
GUIDELINE = registry.line(LINE).versions[0]


@pytest.fixture
def browser(stage) -> Browser:
    return stage.member(MO)


@pytest.fixture
def draft(stage, browser) -> str:
    address = browser.start(stage, LINE, MO)
    browser.fill_all(address, GUIDELINE, MO, good_content(GUIDELINE, MO))
    return address


def revisions(stage) -> list[Revision]:
    with stage.world.opened(), read_only() as session:
        return session.query(Revision).all()


def test_a_filing_freezes_names_and_tells(stage, browser, draft):
    browser.file(draft, name="Erika <Muster>", function="Vorstand")
    case = case_of(stage, draft)
    assert case.number == "WIR-2027-0001"
    assert (case.received_on, case.late, case.waiting_for) == (
        date(2026, 11, 23),
        False,
        "case_officer",
    )
    assert case.asked == case.entitlement == 8000
    with stage.world.opened(), read_only() as session:
        event = session.query(Event).filter_by(action="file").one()
        told = {row.key: row.value for row in session.query(EventPersonal)}
        kept = {row.key: row.value for row in session.query(RevisionPersonal)}
        [message] = session.query(InboxMessage).all()
        stored = session.get_one(FundingCase, case.id)
        assert verify_chain(session, stored) == []
    assert told == {"name": "Erika <Muster>", "function": "Vorstand"}
    assert kept == {"declared_name": "Erika <Muster>", "declared_as": "Vorstand"}
    [revision] = revisions(stage)
    assert event.data["digest"] == revision.digest
    assert "Erika" not in str(revision.content) + str(event.data)
    assert "§ 264" in revision.content["declarations"]["subsidy"]
    assert message.subject == "Antrag WIR-2027-0001 eingegangen"
    assert "WIR-2027-0001" in browser.get("/antraege/postfach")


def test_the_office_sees_it_now(stage, browser, draft):
    officer = Browser(stage.world.client("case_officer"))
    officer.get(f"/vorgang/{ref_of(draft)}", 404)
    browser.file(draft)
    page = officer.get(f"/vorgang/{ref_of(draft)}/antrag")
    assert "Ankommen im Musterkreis" in page
    assert "Eingereicht am" in page
    stage.member(COUNTY).get(f"/vorgang/{ref_of(draft)}/antrag", 404)


def test_an_officer_begins_on_the_page_that_lay_open_while_the_receipt_was_made(
    stage, browser, draft
):
    browser.file(draft)
    officer, ref = Browser(stage.world.client("case_officer")), ref_of(draft)
    address = f"/vorgang/{ref}/schritt/application/{ref}/begin_check"
    shown = officer.get(address)
    with stage.world.opened():
        run_now("application_filed", {"case": ref})
    officer.post(address, shown, {})
    with stage.world.opened(), read_only() as session:
        told = [one.action for one in session.query(Event).order_by(Event.id)]
        assert told[-2:] == ["issue_receipt", "begin_check"]
        case = session.query(FundingCase).one()
        assert case.state is ApplicationState.FORMAL_CHECK
        assert verify_chain(session, case) == []


def test_a_second_click_files_nothing_twice(stage, browser, draft):
    page = browser.get(f"{draft}pruefen")
    sent = DECLARATION
    first = browser.post(f"{draft}einreichen", page, sent)
    second = browser.post(f"{draft}einreichen", page, sent)
    assert first.location == second.location == f"{draft}eingang"
    assert len(revisions(stage)) == 1


@pytest.mark.parametrize("name", ["name", "function", "entitled", "truthful", "subsidy", "privacy"])
def test_a_declaration_with_a_gap_is_shown_again(stage, browser, draft, name):
    sent = {key: value for key, value in DECLARATION.items() if key != name}
    page = browser.get(f"{draft}pruefen")
    fields = {**sent, **({name: "  "} if name in ("name", "function") else {})}
    answer = browser.post(f"{draft}einreichen", page, fields, 422)
    assert "Bitte berichtigen Sie eine Angabe" in words(answer.text)
    if name != "name":
        assert 'value="Erika Muster"' in answer.text
    assert case_of(stage, draft).state is ApplicationState.DRAFT


@pytest.mark.parametrize("text", ["a\x00b", "\u202eabc", "x" * 201])
@pytest.mark.parametrize("name", ["name", "function"])
def test_a_hostile_name_is_refused(stage, browser, draft, name, text):
    browser.file(draft, 422, **{name: text})
    assert case_of(stage, draft).state is ApplicationState.DRAFT


def test_what_was_shown_is_what_is_filed(stage, browser, draft):
    page = browser.get(f"{draft}pruefen")
    browser.fill(draft, "erklaerungen", {"already_begun": "nein"})
    answer = browser.post(f"{draft}einreichen", page, DECLARATION, 409)
    assert "noch einmal" in words(answer.text)
    forged = {**DECLARATION, "digest": "0" * 64}
    browser.post(f"{draft}einreichen", browser.get(f"{draft}pruefen"), forged, 409)
    stale = {**DECLARATION, "version": "1"}
    browser.post(f"{draft}einreichen", browser.get(f"{draft}pruefen"), stale, 409)
    assert case_of(stage, draft).state is ApplicationState.DRAFT
    assert revisions(stage) == []


def test_an_unreadable_field_stands_in_the_way(stage, browser, draft):
    browser.fill(draft, "teil-main", {"start": "irgendwann", "end": "31.12.2027"})
    assert "lassen sich nicht lesen" in words(browser.get(f"{draft}pruefen"))
    answer = browser.file(draft, 422)
    assert "Zeitraum und Umfang" in words(answer.text)
    assert case_of(stage, draft).state is ApplicationState.DRAFT


def test_only_a_signatory_files(stage, draft):
    editor = stage.member(MO, "applicant_editor")
    page = editor.get(f"{draft}pruefen")
    editor.post(f"{draft}einreichen", page, DECLARATION, 403)
    stranger = stage.member(COUNTY)
    token = stranger.get("/antraege/")
    stranger.post(f"{draft}einreichen", token, {**DECLARATION, "digest": "0" * 64}, 404)
    assert case_of(stage, draft).state is ApplicationState.DRAFT


def test_an_ineligible_application_is_told_and_taken(stage):
    browser = stage.member(COMPANY)
    draft = browser.start(stage, LINE, COMPANY)
    page = words(browser.get(f"{draft}pruefen"))
    assert "Voraussetzung nicht erfüllt" in page
    assert "Sie können trotzdem einreichen" in page
    browser.file(draft)
    case = case_of(stage, draft)
    assert (case.state, case.verdict) == (ApplicationState.FILED, VerdictKind.NOT_ELIGIBLE)


def test_a_late_application_is_told_taken_and_marked(stage, browser, draft):
    with stage.world.opened(), unit_of_work() as session:
        clock.stand_still(session, datetime(2027, 2, 1, 9, 0, tzinfo=UTC))
    assert "Die Frist ist vorbei" in words(browser.get(f"{draft}pruefen"))
    answer = browser.file(draft)
    case = case_of(stage, draft)
    assert (case.late, case.received_on) == (True, date(2027, 2, 1))
    assert "nach dem Ende der Antragsfrist" in words(browser.get(answer.location))


def test_filing_takes_at_most_twenty_statements(stage, browser, draft):
    for kind in paper_kinds(GUIDELINE):
        browser.upload(draft, kind, pdf())
    page = browser.get(f"{draft}pruefen")
    with counted(stage.world.app) as seen:
        browser.post(f"{draft}einreichen", page, DECLARATION)
    assert len(seen) <= 20, f"{len(seen)}\n" + "\n".join(seen)


def test_what_does_not_arise_is_no_missing_answer(stage, browser, draft):
    def reason() -> str:
        shown = shown_sections(GUIDELINE, case_of(stage, draft).draft, {})
        rows = [row for one in shown for row in one.rows]
        return dict(rows)[say("question.begin_reason.label")]

    for wanted, typed, shown in (
        ("nein", "", "entfällt"),
        ("ja", "", ""),
        ("nein", "Der Kurs beginnt bald.", "Der Kurs beginnt bald."),
    ):
        texts = {"early_start_wanted": wanted, "begin_reason": typed}
        browser.fill(draft, "erklaerungen", texts)
        assert reason() == shown


def test_a_draft_is_taken_back_and_begun_anew(stage, browser, draft):
    ref = ref_of(draft)
    address = f"/vorgang/{ref}/schritt/application/{ref}/withdraw"
    editor = stage.member(MO, "applicant_editor")
    assert editor.client.get(address).status_code in (403, 404, 409)
    browser.post(address, browser.get(address), {"reason": "Wir warten ein Jahr."})
    assert case_of(stage, draft).state is ApplicationState.WITHDRAWN
    assert browser.start(stage, LINE, MO) != draft


def test_a_filed_application_is_withdrawn_by_the_signatory(stage, browser, draft):
    browser.file(draft)
    ref = ref_of(draft)
    address = f"/vorgang/{ref}/schritt/application/{ref}/withdraw"
    page = browser.get(address)
    browser.post(address, page, {"reason": ""})
    case = case_of(stage, draft)
    assert (case.state, case.closed_on) == (ApplicationState.WITHDRAWN, date(2026, 11, 23))
    browser.post(address, page, {"reason": ""}, 303)  # the same form again: nothing is done twice
    with stage.world.opened(), read_only() as session:
        subjects = [one.subject for one in session.query(InboxMessage)]
        [event] = [one for one in session.query(Event) if one.action == "withdraw"]
    assert subjects.count("Antrag WIR-2027-0001 zurückgenommen") == 1
    assert event.to_state == "withdrawn"
    browser.post(address, browser.get(f"/vorgang/{ref}"), {"reason": "Doch nicht."}, 409)


def test_an_officer_says_where_a_withdrawal_is_written(stage, browser, draft):
    browser.file(draft)
    ref = ref_of(draft)
    officer = Browser(stage.world.client("case_officer"))
    address = f"/vorgang/{ref}/schritt/application/{ref}/withdraw"
    page = officer.get(address)
    answer = officer.post(address, page, {"reason": " "}, 422)
    assert "wie und wann die Rücknahme erklärt wurde" in words(answer.text)
    officer.post(address, page, {"reason": "Schreiben vom 12.01.2027"})
    assert case_of(stage, draft).state is ApplicationState.WITHDRAWN


def test_the_print_view_is_a_pdf_for_members_only(stage, browser, draft):
    address = f"/vorgang/{ref_of(draft)}/druckansicht/pdf"
    answer = browser.client.get(address)
    assert answer.data[:5] == b"%PDF-"
    text = text_of(answer.data)
    told = [say(f"verdict.{kind.value}") for kind in VerdictKind]
    [verdict] = [one for one in told if f"Ergebnis{one}".replace(" ", "") in squeezed(text)]
    assert verdict in words(browser.get(f"{draft}pruefen"))
    assert "attachment" in answer.headers["Content-Disposition"]
    stage.member(COUNTY).get(address, 404)
    assert Browser(stage.world.client("case_officer")).client.get(address).status_code == 403


def test_the_digest_on_the_page_is_that_of_the_revision(stage, browser, draft):
    shown = hidden(browser.get(f"{draft}pruefen"), "digest")
    browser.file(draft)
    [revision] = revisions(stage)
    assert revision.digest == shown
