"""An award that is not accepted: declared by the recipient or entered from paper, money free."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.awarded import awarded
from tests.wirgrants.money.test_pages import flat, hidden, look, post, step
from tests.wirgrants.money.walk import at, version_of
from tests.wirgrants.world import DAY, case_by_ref
from wirgrants.errors import Refused
from wirgrants.jobs.registry import run_now
from wirgrants.models import (
    AwardYear,
    Budget,
    DiscardCause,
    EventPersonal,
    InboxMessage,
    Letter,
    LetterKind,
)
from wirgrants.services.decline import RECEIPT_JOB, Refusal, record_decline_on_paper
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.lapse import LapseWish, preview_lapse
from wirgrants.services.letters import frozen_letter
from wirgrants.services.log import events_of, replay_problems, verify_chain
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState, Role

WHO = {"name": "Vera Vorstand", "function": "Vorsitzende"}
DECLARED = {**WHO, "reason": "Die Räume fehlen.", "entitled": "y", "declined": "y"}
PAPER = {**WHO, "reason": "Schreiben vom 01.12.2026, Blatt 9", "signed": "y"}


def test_a_signatory_declines_and_the_money_is_free(world):
    ref = awarded(world)
    signatory = world.client(Role.SIGNATORY)
    path = step(ref, "decline")
    missing = post(signatory, path, **(DECLARED | {"declined": ""}))
    assert missing.status_code == 422
    assert "Die Räume fehlen." in missing.text
    assert "bestätigen Sie, dass Sie die Zuwendung nicht annehmen" in missing.text
    assert look(world, ref).state is ApplicationState.AWARDED

    fields = {**hidden(signatory.get(path).text), **DECLARED}
    assert signatory.post(path, data=fields).status_code == 303
    assert signatory.post(path, data=fields).status_code == 303  # the same form: led to the case
    assert signatory.post(path, data=fields | {"once": ""}).status_code == 409

    case = look(world, ref)
    assert (case.state, case.declined_on, case.closed_on, case.waiting_for) == (
        ApplicationState.DECLINED, DAY, DAY, None,
    )  # fmt: skip
    with world.opened(), read_only() as session:
        budget = session.scalars(select(Budget)).one()
        assert (budget.committed, budget.reserved) == (Decimal("0.00"), Decimal("0.00"))
        assert session.scalars(select(AwardYear.released)).all() == [Decimal("8000.00")]
        case = case_by_ref(session, ref)
        event = events_of(session, case)[-1]
        assert (event.action, event.reason) == ("decline", "Die Räume fehlen.")
        assert event.data["declared_on"] == DAY.isoformat()
        kept = select(EventPersonal.value).where(EventPersonal.event_id == event.id)
        assert sorted(session.scalars(kept)) == ["Vera Vorstand", "Vorsitzende"]
        assert verify_chain(session, case) == []
        assert replay_problems(session, case) == []


def test_the_confirmation_is_made_once_and_lies_in_the_inbox(world):
    ref = awarded(world)
    post(world.client(Role.SIGNATORY), step(ref, "decline"), **DECLARED)
    shown = version_of(world, ref)
    with world.opened():
        for _ in range(2):  # a worker that died after the work
            run_now(RECEIPT_JOB, {"case": ref})
        with read_only() as session:
            case = case_by_ref(session, ref)
            assert case.row_version == shown  # whoever has the case open may go on
            assert events_of(session, case)[-1].action == "issue_decline_receipt"
            assert verify_chain(session, case) == []
            letter = session.scalars(
                select(Letter).where(Letter.kind == LetterKind.DECLINE_RECEIPT)
            ).one()
            inbox = select(InboxMessage).where(InboxMessage.letter_id == letter.id)
            assert session.scalars(inbox).one().kind == "letter.decline_receipt"
            assert letter.previewed_digest == letter.pdf_digest
            assert letter.final_on is None
            words = str(frozen_letter(letter))
    assert "23.11.2026" in words
    assert "8.000,00" in words
    assert "Vera Vorstand, Vorsitzende" in words
    auditor = world.client(Role.AUDITOR)
    assert "Zuwendung nicht angenommen" in flat(auditor.get(f"/vorgang/{ref}/protokoll"))
    assert "Die Zuwendung wurde nicht angenommen; die Erklärung ging am 23.11.2026 ein." in flat(
        auditor.get(f"/vorgang/{ref}/geld")
    )
    assert "Nicht angenommen" in flat(auditor.get("/pruefung/?stand=declined"))


def test_what_was_never_paid_is_told_as_free_again(world):
    ref = awarded(world)
    assert "Ausgezahlt 0,00 €" in flat(world.client(Role.SIGNATORY).get(case_of(ref)))
    post(world.client(Role.SIGNATORY), step(ref, "decline"), **DECLARED)
    freed = (
        "Ausgezahlt wurde nichts. Die für diesen Bescheid festgelegten 8.000,00 € sind an den "
        "Haushalt zurückgegangen und wieder frei."
    )
    for role in (Role.SIGNATORY, Role.CASE_OFFICER):
        client = world.client(role)
        overview, money = flat(client.get(case_of(ref))), flat(client.get(case_of(ref) + "/geld"))
        assert "Ausgezahlt 0,00 €" in overview
        assert freed in overview
        assert freed in money
        assert "Zurückgegeben" not in money


def case_of(ref):
    return f"/vorgang/{ref}"


def test_an_officer_enters_it_from_paper_with_its_day(world):
    ref = awarded(world)
    at(world, date(2026, 12, 3))
    officer = world.client(Role.CASE_OFFICER)
    path = step(ref, "record_decline_on_paper")
    early = post(officer, path, **PAPER, received_on="22.11.2026")
    assert early.status_code == 422
    assert "zwischen dem Datum des Bescheids und heute" in flat(early)
    late = post(officer, path, **PAPER, received_on="04.12.2026")
    assert late.status_code == 422
    assert "Blatt 9" in late.text
    assert post(officer, path, **PAPER, received_on="01.12.2026").status_code == 303
    case = look(world, ref)
    assert (case.state, case.declined_on) == (ApplicationState.DECLINED, date(2026, 12, 1))
    assert case.closed_on == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        ("decline", {Role.SIGNATORY}),
        ("record_decline_on_paper", {Role.CASE_OFFICER}),
    ],
)
def test_only_its_role_sees_the_step_on_the_case(world, action, roles):
    ref = awarded(world)
    for role in (
        Role.APPLICANT_EDITOR, Role.SIGNATORY, Role.CASE_OFFICER, Role.APPROVER, Role.FINANCE,
        Role.PROGRAMME_LEAD, Role.AUDITOR,
    ):  # fmt: skip
        client = world.client(role)
        assert (step(ref, action) in client.get(f"/vorgang/{ref}").text) is (role in roles), role
        assert (client.get(step(ref, action)).status_code == 200) is (role in roles), role


def test_a_lapse_that_was_about_to_be_signed_is_overtaken(world):
    ref = awarded(world)
    at(world, date(2026, 12, 29))
    with world.opened():
        approver = world.actor("approver")
        letter = preview_lapse(approver, ref, LapseWish(reason="keine Erklärung"))
    assert post(world.client(Role.SIGNATORY), step(ref, "decline"), **DECLARED).status_code == 303
    with world.opened(), read_only() as session:
        session.expire_all()
        draft = session.scalars(select(Letter).where(Letter.ref == letter)).one()
        assert (draft.discarded_why, draft.discarded_by_id) == (DiscardCause.OVERTAKEN, None)


def test_a_declaration_is_never_dated_before_the_notice(world):
    ref = awarded(world)
    with world.opened():
        with read_only() as session:
            case = case_by_ref(session, ref)
            told = Refusal(**WHO, notice=award_letter(session, case).pdf_digest, reason="Blatt 9")
        with pytest.raises(Refused, match="impossible day"):
            record_decline_on_paper(
                world.actor("case_officer"), ref, told,
                received_on=DAY - timedelta(days=1), version=version_of(world, ref),
            )  # fmt: skip
    assert look(world, ref).state is ApplicationState.AWARDED
