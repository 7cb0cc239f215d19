"""The check, requests for information, early starts, notes and letters, in the browser's words."""

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.wirgrants.decide.clicking import hidden, send, step
from tests.wirgrants.decide.office import Office, ready_case, signature, to_proposed
from tests.wirgrants.world import DAY
from wirgrants.models import (
    Check,
    Clarification,
    DeliveryWay,
    EarlyStart,
    Event,
    Letter,
    LetterKind,
    Note,
    Organisation,
    Vote,
    VoteOutcome,
)
from wirgrants.services.decisions import approve_award
from wirgrants.services.delivery import Dispatch
from wirgrants.services.votes import Said, record_review
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.facts import ApplicantType as T
from workflows.findings import Outcome
from workflows.lifecycle import StepRefused
from workflows.states import ApplicationState, ClarificationState, Role
from workflows.wording import known

C = "clarification"
TOKENS = ("csrf_token", "version")
CHECKED = re.compile(r'<input checked [^>]*name="answer_([a-z0-9]+)"[^>]*value="(\w*)"')
HOSTILE = ["x" * 30_000, "nul\x00", "\u202egnp.exe"]


@pytest.fixture
def office(world):
    return Office(world)


@pytest.fixture
def officer(office):
    return office.world.client(Role.CASE_OFFICER)


def one(office, model):
    with office.world.opened(), read_only() as session:
        session.expire_all()
        return session.scalars(select(model)).one()


def check_fields(page):
    return sorted(set(re.findall(r'name="answer_([a-z0-9]+)"', page)))


def test_another_answer_than_the_machines_needs_a_reason_and_stays_beside_it(office, officer):
    ref = office.checking()
    tab, address = f"/vorgang/{ref}/pruefung", f"/bearbeitung/vorgang/{ref}/pruefung"
    with office.world.opened(), read_only() as session:
        check = session.scalars(select(Check).where(Check.outcome == Outcome.MET)).first()
    first, wrong = check.ref, "not_met"
    assert first in check_fields(officer.get(tab).text)
    refused = send(officer, tab, address, **{f"answer_{first}": wrong})
    assert (refused.status_code, f"note_{first}-error" in refused.text) == (422, True)

    kept = send(
        officer, tab, address, **{f"answer_{first}": wrong, f"note_{first}": "<b>Anders</b>"}
    )

    assert kept.status_code == 303
    with office.world.opened(), read_only() as session:
        session.expire_all()
        found = session.scalars(select(Check).where(Check.ref == first)).one()
        assert (found.outcome, found.answer.value, found.note) == (
            check.outcome,
            wrong,
            "<b>Anders</b>",
        )
    assert "<b>Anders</b>" not in officer.get(tab).text


def test_what_the_machine_left_to_a_person_is_decided_without_a_reason(office, officer):
    ref = office.checking()
    tab, address = f"/vorgang/{ref}/pruefung", f"/bearbeitung/vorgang/{ref}/pruefung"
    with office.world.opened(), read_only() as session:
        check = session.scalars(select(Check).where(Check.outcome == Outcome.REVIEW)).first()
    for answer in ("met", "not_met"):
        assert send(officer, tab, address, **{f"answer_{check.ref}": answer}).status_code == 303
        with office.world.opened(), read_only() as session:
            session.expire_all()
            kept = session.scalars(select(Check).where(Check.ref == check.ref)).one()
            assert (kept.answer.value, kept.note) == (answer, "")


def test_the_check_cannot_end_while_a_finding_is_open(office, officer):
    ref = office.checking()
    refused = officer.get(step(ref, "pass_to_review"))
    assert (refused.status_code, "Prüfpunkte: 48" in refused.text) == (200, True)
    told = {key: hidden(officer.get(step(ref, "withdraw")).text)[key] for key in TOKENS}
    assert officer.post(step(ref, "pass_to_review"), data=told).status_code == 422
    assert office.look(ref).state is ApplicationState.FORMAL_CHECK


def test_a_reopened_check_carries_answers_over_in_a_new_round(office, officer):
    ref = office.answered()
    assert send(officer, step(ref, "pass_to_review")).status_code == 303
    page = officer.get(step(ref, "record_review")).text
    paper = re.search(r'<option value="([a-z2-7]{16})"', page).group(1)
    told = {"outcome": "favourable", "body": "Stadt", "on": "20.11.2026", "paper": paper}
    assert send(officer, step(ref, "record_review"), **told).status_code == 303
    assert send(officer, step(ref, "reopen_check"), reason="").status_code == 422

    assert send(officer, step(ref, "reopen_check"), reason="Neue Lage").status_code == 303

    with office.world.opened(), read_only() as session:
        rounds = session.execute(select(Check.round, Check.answer)).all()
        assert {row[0] for row in rounds} == {1, 2}
        assert sum(row[1] is None for row in rounds if row[0] == 2) <= 1


def test_a_review_needs_its_paper(office, officer):
    ref = office.answered()
    send(officer, step(ref, "pass_to_review"))
    told = {"outcome": "favourable", "body": "Stadt", "on": "20.11.2026", "paper": ""}
    refused = send(officer, step(ref, "record_review"), **told)
    assert (refused.status_code, 'value="Stadt"' in refused.text) == (422, True)
    told["paper"] = "a" * 16
    assert send(officer, step(ref, "record_review"), **told).status_code == 404


@pytest.fixture
def strategies(world):
    return Office(world, line="diversity_strategies", version="2021", kind=T.MUNICIPALITY)


def test_a_jury_that_no_source_names_may_be_left_out_with_a_reason(strategies):
    officer = strategies.world.client(Role.CASE_OFFICER)
    ref = strategies.answered()
    assert send(officer, step(ref, "pass_to_review")).status_code == 303
    told = {"outcome": "not_held", "body": "Ministerium", "on": "20.11.2026", "paper": ""}

    silent = send(officer, step(ref, "record_review"), **told, text="")
    assert (silent.status_code, "Bitte begründen Sie" in silent.text) == (422, True)
    without = send(officer, step(ref, "record_review"), **told | {"outcome": "recorded"}, text="x")
    assert without.status_code == 422
    reason = "Seit 2021 ist keine Jury vorgesehen."
    assert send(officer, step(ref, "record_review"), **told, text=reason).status_code == 303

    assert strategies.look(ref).state is ApplicationState.READY
    with strategies.world.opened(), read_only() as session:
        vote = session.scalars(select(Vote)).one()
        event = session.scalars(select(Event).where(Event.action == "record_review")).one()
        assert (vote.outcome.value, vote.text, vote.paper_id) == ("not_held", reason, None)
        assert (event.to_state, event.reason) == ("ready", reason)
    page = officer.get(f"/vorgang/{ref}/pruefung").text
    assert ("nicht durchgeführt" in page, reason in page) == (True, True)


def test_a_review_that_is_asked_for_is_never_left_out(office, officer):
    ref = office.answered()
    send(officer, step(ref, "pass_to_review"))
    assert "not_held" not in officer.get(step(ref, "record_review")).text
    told = {"outcome": "not_held", "body": "Stadt", "on": "20.11.2026", "text": "Keine."}
    assert send(officer, step(ref, "record_review"), **told, paper="").status_code == 422
    said = Said(outcome=VoteOutcome.NOT_HELD, body="Stadt", on=DAY, text="Keine.")
    with office.world.opened(), pytest.raises(StepRefused):
        record_review(
            office.world.actor(Role.CASE_OFFICER), ref, said, version=office.version_of(ref)
        )


def asked(office, officer, ref, due="12.12.2026"):
    told = {"items-0-about": "Plan", "items-0-request": "Bitte erläutern.", "due_on": due}
    previewed = send(officer, step(ref, "ask", C, "neu"), **told, preview="1")
    if previewed.status_code != 303:
        return previewed
    return send(officer, step(ref, "ask", C, "neu"), **told)


def test_a_request_goes_out_as_the_bytes_that_were_previewed(office, officer):
    ref = office.checking()
    told = {"items-0-about": "Plan", "items-0-request": "Bitte erläutern.", "due_on": "11.12.2026"}
    address = step(ref, "ask", C, "neu")

    unseen = send(officer, address, **told)
    assert (unseen.status_code, "zuerst die Vorschau" in unseen.text) == (422, True)
    assert send(officer, address, **told, preview="1").status_code == 303
    changed = send(officer, address, **told | {"items-0-request": "Etwas anderes."})
    assert (changed.status_code, "weichen von der Vorschau ab" in changed.text) == (422, True)
    page = officer.get(address).text
    assert "Bitte erläutern." in page
    forged = officer.post(address, data=hidden(page) | told | {"digest": "0" * 64})
    assert forged.status_code == 422
    assert count(office, Clarification) == 0
    preview = one(office, Letter)
    assert preview.issued_at is None
    assert send(officer, address, **told).status_code == 303

    row, letter = one(office, Clarification), one(office, Letter)
    assert (letter.ref, letter.subject_ref, row.letter_id) == (preview.ref, row.ref, letter.id)
    assert letter.pdf_digest == letter.previewed_digest == preview.pdf_digest
    assert "Bitte erläutern." not in officer.get(address).text


def test_the_newest_preview_of_a_request_is_the_one_that_is_sent(office, officer):
    ref = office.checking()
    address = step(ref, "ask", C, "neu")
    told = {"items-0-about": "Plan", "items-0-request": "Erste Fassung", "due_on": "11.12.2026"}
    send(officer, address, **told, preview="1")
    old = hidden(officer.get(address).text)
    send(officer, address, **told | {"items-0-request": "Zweite Fassung"}, preview="1")

    late = officer.post(address, data=old | told)

    assert (late.status_code, "weichen von der Vorschau ab" in late.text) == (422, True)
    assert count(office, Clarification) == 0


def test_an_answer_that_does_not_do_is_asked_again_by_a_previewed_letter(office, officer):
    ref = office.checking()
    asked(office, officer, ref)
    first = one(office, Clarification)
    signatory = office.world.client("signatory")
    send(signatory, step(ref, "answer", C, first.ref), answer="Ja.")
    address = step(ref, "ask_again", C, first.ref)
    told = {
        "items-0-about": "Plan",
        "items-0-request": "Bitte mit Zahlen.",
        "due_on": "18.12.2026",
        "reason": "Die Antwort nennt keine Zahlen.",
    }
    assert send(officer, address, **told).status_code == 422
    assert send(officer, address, **told, preview="1").status_code == 303
    assert send(officer, address, **told).status_code == 303

    row = one(office, Clarification)
    assert (row.state, row.question) == (ClarificationState.REQUESTED, "Plan: Bitte mit Zahlen.")
    assert [past["answer"] for past in row.earlier] == ["Ja."]
    assert count(office, Letter) == 2


def count(office, table):
    with office.world.opened(), read_only() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_request_goes_out_by_letter_with_a_due_day_on_a_working_day(office, officer):
    ref = office.checking()

    assert asked(office, officer, ref).status_code == 303

    row, letter = one(office, Clarification), one(office, Letter)
    # 12 December 2026 is a Saturday.
    assert (row.state, row.due_on) == (ClarificationState.REQUESTED, date(2026, 12, 14))
    assert (letter.kind, letter.subject_ref) == (LetterKind.CLARIFICATION, row.ref)
    assert letter.issued_at is not None
    assert (office.look(ref).waiting_for, office.look(ref).due_on) == (
        "signatory",
        date(2026, 12, 14),
    )
    early = officer.get(step(ref, "lapse", C, row.ref)).text
    assert "bis einschließlich 14.12.2026" in early
    assert "version" not in hidden(early)


@pytest.mark.parametrize("due", ["23.11.2026", "", "bald"])
def test_a_due_day_that_is_not_ahead_is_refused_and_the_question_stays(office, officer, due):
    ref = office.checking()
    refused = asked(office, officer, ref, due)
    assert (refused.status_code, "Bitte erläutern." in refused.text) == (422, True)


def test_a_further_request_is_named_so_and_told_of_the_one_that_runs(office, officer):
    ref = office.checking()
    case, address = f"/vorgang/{ref}", step(ref, "ask", C, "neu")
    assert "Weitere Nachforderung stellen" not in officer.get(case).text
    assert "läuft schon eine Nachforderung" not in officer.get(address).text
    asked(office, officer, ref)
    assert "Weitere Nachforderung stellen" in officer.get(case).text
    further = officer.get(address).text
    assert "läuft schon eine Nachforderung" in further
    assert "Nachforderung 1: Frist 14.12.2026" in further


def test_what_the_machine_left_open_is_preset_as_open_and_saved_so(office, officer):
    ref = office.checking()
    tab, address = f"/vorgang/{ref}/pruefung", f"/bearbeitung/vorgang/{ref}/pruefung"
    with office.world.opened(), read_only() as session:
        outcomes = {one.ref: one.outcome.value for one in session.scalars(select(Check))}
    preset = dict(CHECKED.findall(officer.get(tab).text))
    decided = ("met", "not_met")
    assert preset == {
        one: outcome if outcome in decided else "" for one, outcome in outcomes.items()
    }
    left = sum(value == "" for value in preset.values())
    assert left > 0
    told = {f"answer_{one}": value for one, value in preset.items()}
    assert send(officer, tab, address, **told).status_code == 303
    assert f"Noch offen: {left}." in officer.get(tab).text


def test_a_request_is_cancelled_once(office, officer):
    ref = office.checking()
    asked(office, officer, ref)
    address = step(ref, "cancel", C, one(office, Clarification).ref)
    page = officer.get(address).text
    first = officer.post(address, data=hidden(page))
    second = officer.post(address, data=hidden(page))
    other = officer.post(address, data={**hidden(page), "reason": "Doch nicht"})
    assert (first.status_code, second.status_code, other.status_code) == (303, 303, 409)
    assert office.look(ref).waiting_for == "case_officer"
    assert officer.get(step(ref, "cancel", C, "a" * 16)).status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_in_every_field_of_the_award(office, officer, text):
    ref = ready_case(office)
    page = officer.get(step(ref, "propose_award")).text
    for field in ("purpose", "goals", "text", "reason", "obligations-0-text", "instalments-0-due"):
        told = {**hidden(page), "purpose": "Zweck", field: text, "preview": "1"}
        refused = officer.post(step(ref, "propose_award"), data=told)
        assert (field, refused.status_code) == (field, 422)
        assert f'id="{field}-error"' in refused.text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_notes_are_refused_and_markup_is_shown_as_text(office, officer, text):
    ref = office.filed()
    tab, address = f"/vorgang/{ref}/vermerke", f"/bearbeitung/vorgang/{ref}/vermerk"
    assert send(officer, tab, address, text=text).status_code == 422
    assert send(officer, tab, address, text="<i>kursiv</i>").status_code == 303
    assert "&lt;i&gt;kursiv&lt;/i&gt;" in officer.get(tab).text
    assert one(office, Note).text == "<i>kursiv</i>"


def test_notes_and_checks_are_hidden_from_the_applicant(office):
    ref = office.checking()
    for name in ("signatory", "applicant_editor"):
        client = office.world.client(name)
        assert client.get(f"/vorgang/{ref}/vermerke").status_code == 404
        assert client.get(f"/vorgang/{ref}/pruefung").status_code == 404
        assert "Vermerk" not in client.get(f"/vorgang/{ref}").text
    auditor = office.world.client(Role.AUDITOR)
    assert auditor.get(f"/vorgang/{ref}/pruefung").status_code == 200
    assert "Vermerk speichern" not in auditor.get(f"/vorgang/{ref}/vermerke").text


def test_an_early_start_is_permitted_by_the_previewed_letter(office, officer):
    ref = office.filed()
    address = step(ref, "permit_early_start")
    told = {
        "requested_on": "20.11.2026",
        "request_reason": "Die Schulung beginnt im Dezember.",
        "from_day": "01.12.2026",
        "reason": "",
    }
    assert send(officer, address, **told).status_code == 422
    previewed = send(officer, address, **told, preview="1")
    assert previewed.status_code == 303
    changed = send(officer, address, **{**told, "from_day": "02.12.2026"})
    assert (changed.status_code, "weichen von der Vorschau ab" in changed.text) == (422, True)

    assert send(officer, address, **told).status_code == 303

    row = one(office, EarlyStart)
    assert (row.permitted, row.from_day) == (True, date(2026, 12, 1))
    assert one(office, Letter).issued_at is not None
    again = officer.get(address)
    assert (again.status_code, "version" in hidden(again.text)) == (200, False)
    assert "bereits zugelassen" in again.text
    assert "bereits zugelassen" not in officer.get(f"/vorgang/{ref}").text


def test_applicants_see_issued_letters_only_and_the_first_look_is_recorded(office):
    ref = to_proposed(office)
    signatory = office.world.client("signatory")
    letter = one_award(office)
    path = f"/vorgang/{ref}/schreiben/{letter.ref}"
    assert signatory.get(path).status_code == 404
    assert letter.number not in signatory.get(f"/vorgang/{ref}/bescheide").text
    with office.world.opened():
        approve_award(office.world.actor(Role.APPROVER), ref, signature(office, ref))
    assert signatory.get(path).status_code == 404

    path = f"/vorgang/{ref}/schreiben/{one_award(office).ref}"
    answer = signatory.get(path)

    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert one_award(office).retrieved_at is None
    assert office.world.client("stranger").get(path).status_code == 404


def test_reading_an_electronic_notice_is_recorded_and_disturbs_no_open_page(office):
    ref = to_proposed(office)
    electronic = Dispatch(way=DeliveryWay.ELECTRONIC, sent_on=DAY)
    signed = replace(signature(office, ref), dispatch=electronic)
    with office.world.opened():
        with unit_of_work() as session:
            row = session.get_one(Organisation, office.world.our_organisation)
            row.electronic_consent_on = DAY
        approve_award(office.world.actor(Role.APPROVER), ref, signed)
    before = office.look(ref)

    path = f"/vorgang/{ref}/schreiben/{one_award(office).ref}"
    assert office.world.client("signatory").get(path).status_code == 200

    after = office.look(ref)
    assert one_award(office).retrieved_at is not None
    assert (after.row_version, after.log_length) == (before.row_version, before.log_length + 1)


def one_award(office):
    with office.world.opened(), read_only() as session:
        session.expire_all()
        kept = Letter.discarded_at.is_(None)
        return session.scalars(select(Letter).where(Letter.kind == LetterKind.AWARD, kept)).one()


def test_a_corrected_day_of_posting_moves_every_date(office, officer):
    ref = to_proposed(office)
    with office.world.opened():
        approve_award(office.world.actor(Role.APPROVER), ref, signature(office, ref))
    path = f"/vorgang/{ref}/schreiben/{one_award(office).ref}/versand"
    early = send(officer, path, way="post", sent_on="22.11.2026", reason="Vertippt")
    assert (early.status_code, "Vertippt" in early.text) == (422, True)

    done = send(officer, path, way="personal", sent_on="23.11.2026", reason="Abgeholt")

    letter = one_award(office)
    assert done.status_code == 303
    assert (letter.way.value, letter.notified_on) == ("personal", date(2026, 11, 23))
    assert letter.final_on == date(2026, 12, 24)
    assert office.look(ref).due_on == date(2026, 12, 23)


@pytest.mark.parametrize(
    "action",
    [
        "add_note",
        "answer_checks",
        "assign",
        "copy_from_paper",
        "correct_answers",
        "correct_sending",
        "name_letter",
        "retrieve_letter",
    ],
)
def test_every_record_of_the_office_has_its_words(action):
    assert known(f"action.record.{action}.done")
