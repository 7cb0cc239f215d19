"""Accepting an award, letting it lapse, and the day from which its notice is final."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from tests.support.awarded import AwardSpec, awarded
from tests.wirgrants.money.walk import (
    IBAN,
    accepted,
    at,
    declaration,
    lapsed,
    signed,
    version_of,
)
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Conflict, NotFound, Refused
from wirgrants.extensions import db
from wirgrants.models import (
    Acceptance,
    AwardYear,
    Budget,
    EventPersonal,
    InboxMessage,
    Letter,
    LetterKind,
    Proof,
)
from wirgrants.services import acceptance, advancing, finality
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.lapse import LapseWish, lapse, preview_lapse
from wirgrants.services.letters import frozen_letter
from wirgrants.services.log import events_of, replay_problems, verify_chain
from wirgrants.services.plain import digest, salted_digest
from wirgrants.unit_of_work import read_only
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.states import ApplicationState

pytestmark = pytest.mark.usefixtures("context")


def test_the_declaration_is_kept_with_salted_digests_where_names_were(world):
    ref = accepted(world)

    with read_only() as session:
        case = case_by_ref(session, ref)
        row = session.scalars(select(Acceptance)).one()
        personal = row.personal
        assert case.state is ApplicationState.RUNNING
        assert (personal.iban, personal.name, personal.bank_name) == (
            IBAN,
            "Vera Vorstand",
            "Commerzbank",
        )
        assert row.content["personal"]["iban"] == salted_digest(personal.salt, IBAN)
        assert IBAN not in str(row.content)
        assert digest(row.content) == row.digest
        assert award_letter(session, case).waived_on == date(2026, 11, 23)
        event = next(one for one in events_of(session, case) if one.action == "accept")
        assert event.data["acceptance"] == row.digest
        kept = session.scalars(select(EventPersonal.key).order_by(EventPersonal.key)).all()
        assert kept == ["account_holder", "bank_name", "function", "iban", "name"]
        assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])


def test_without_a_waiver_the_notice_becomes_final_after_the_month_for_going_to_court(world):
    ref = accepted(world, remedy_waived=False)

    with read_only() as session:
        case = case_by_ref(session, ref)
        dates = finality.finality_of(session, case)
        # Posted 23 November, notified on the fourth day, 27 December is a Sunday.
        assert dates.notified.day == date(2026, 11, 27)
        assert dates.last_day.day == date(2026, 12, 28)
        assert dates.final_on.day == date(2026, 12, 29)
        assert (case.due_on, case.due_what) == (date(2026, 12, 29), "finality")
        assert case.waiting_for == "case_officer"


def test_finality_cannot_be_confirmed_a_day_early(world):
    ref = accepted(world, remedy_waived=False)
    at(world, date(2026, 12, 28))
    with pytest.raises(StepRefused) as refused:
        finality.confirm_finality(world.actor("case_officer"), ref)
    assert [finding.rule for finding in refused.value.findings] == ["notice_final"]

    at(world, date(2026, 12, 29))
    finality.confirm_finality(world.actor("case_officer"), ref)
    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert case.state is ApplicationState.RUNNING
        proofs = session.scalars(select(Proof)).all()
        assert [(p.part, p.kind.value, p.year) for p in proofs] == [("main", "final", 2027)]
        assert (case.due_on, case.due_what) == (proofs[0].due_on, "proof")


def test_a_case_that_cannot_be_confirmed_at_night_holds_up_no_other(world, app):
    broken, sound = (
        accepted(world, AwardSpec(line=line, number=number), remedy_waived=False)
        for line, number in (
            ("migrant_organisations", "WIR-2027-0001"),
            ("innovative_projects", "WIR-2027-0002"),
        )
    )
    at(world, date(2026, 12, 29))
    with app.app_context(), db.engine.connect() as opened:
        connection = opened.execution_options(wirgrants_writing=True)
        broke = text("UPDATE funding_case SET version = 'gone' WHERE ref = :ref")
        connection.execute(broke, {"ref": broken})
        connection.commit()
    with pytest.raises(advancing.NotAllAdvanced) as told:
        advancing.advance()
    assert told.value.done.final == (sound,)
    assert set(told.value.failed) == {broken}
    with read_only() as session:
        session.expire_all()
        assert case_by_ref(session, sound).state is ApplicationState.RUNNING
        assert case_by_ref(session, broken).state is ApplicationState.ACCEPTED


def test_the_nightly_job_confirms_what_is_final_and_nothing_else(world):
    ref = accepted(world, remedy_waived=False)
    at(world, date(2026, 12, 28))
    assert advancing.advance().final == ()
    at(world, date(2026, 12, 29))
    assert advancing.advance().final == (ref,)
    assert advancing.advance().final == ()
    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        event = next(e for e in events_of(session, case) if e.action == "confirm_finality")
        assert (event.actor_id, event.roles) == (None, ["system"])
        assert event.data["final_on"]["day"] == "2026-12-29"


def test_a_double_post_and_another_notice_are_refused(world):
    ref = awarded(world)
    version = version_of(world, ref)
    signatory = world.actor("signatory")
    with pytest.raises(Conflict):
        acceptance.accept(signatory, ref, declaration(world, notice="0" * 64), version=version)
    acceptance.accept(signatory, ref, declaration(world), version=version)
    with pytest.raises(Conflict):
        acceptance.accept(signatory, ref, declaration(world), version=version)
    with pytest.raises(StepNotOpen):
        acceptance.accept(signatory, ref, declaration(world), version=version_of(world, ref))


@pytest.mark.parametrize("iban", ["", "DE89370400440532013001", "GB33BUKB20201555555555X"])
def test_a_wrong_iban_is_refused_whoever_calls(world, iban):
    ref = awarded(world)
    with pytest.raises(StepRefused) as refused:
        acceptance.accept(
            world.actor("signatory"),
            ref,
            declaration(world, iban=iban),
            version=version_of(world, ref),
        )
    assert [finding.rule for finding in refused.value.findings] == ["iban_valid"]
    with read_only() as session:
        assert session.scalars(select(Acceptance)).all() == []


def test_strangers_find_nothing_and_an_editor_may_not_accept(world):
    ref = awarded(world)
    version = version_of(world, ref)
    with pytest.raises(NotFound):
        acceptance.accept(world.actor("stranger"), ref, declaration(world), version=version)
    with pytest.raises(NotFound):
        acceptance.accept(world.actor("approver"), ref, declaration(world), version=version)
    with pytest.raises(StepNotOpen) as refused:
        acceptance.accept(world.actor("applicant_editor"), ref, declaration(world), version=version)
    assert refused.value.why == "role"


def test_on_paper_the_day_of_receipt_counts_and_must_have_come(world):
    ref = awarded(world)
    at(world, date(2026, 11, 26))
    officer = world.actor("case_officer")
    told = {"reason": "Erklärung vom 20.11.2026", "version": version_of(world, ref)}
    with pytest.raises(StepRefused) as refused:
        acceptance.record_on_paper(
            officer, ref, declaration(world), received_on=date(2026, 11, 27), **told
        )
    assert [finding.rule for finding in refused.value.findings] == ["receipt_day_given"]
    acceptance.record_on_paper(
        officer, ref, declaration(world), received_on=date(2026, 11, 25), **told
    )
    with read_only() as session:
        row = session.scalars(select(Acceptance)).one()
        assert (row.on_paper, row.received_on, row.by_id) == (True, date(2026, 11, 25), officer.id)


def test_no_declaration_came_before_its_notice(world):
    ref = awarded(world)
    with world.opened(), read_only() as session:
        noticed = award_letter(session, case_by_ref(session, ref)).dated
    told = {"reason": "Erklärung auf Papier", "version": version_of(world, ref)}
    with pytest.raises(Refused, match="accepted before the notice"):
        acceptance.record_on_paper(
            world.actor("case_officer"), ref, declaration(world),
            received_on=noticed - timedelta(days=1), **told,
        )  # fmt: skip
    acceptance.record_on_paper(
        world.actor("case_officer"), ref, declaration(world), received_on=noticed, **told
    )
    with read_only() as session:
        assert session.scalars(select(Acceptance)).one().received_on == noticed


def test_an_award_lapses_only_after_the_due_day_and_gives_its_money_back(world):
    ref = awarded(world)
    approver = world.actor("approver")
    at(world, date(2026, 12, 28))
    with pytest.raises(Refused, match="the day has not passed"):
        preview_lapse(approver, ref, LapseWish(reason="keine Erklärung"))
    at(world, date(2026, 12, 29))
    lapsed(world, ref, "An die Erklärung wurde erinnert.", date(2026, 12, 29))

    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        assert (case.state, case.closed_on, case.waiting_for) == (
            ApplicationState.LAPSED,
            date(2026, 12, 29),
            None,
        )
        budget = session.scalars(select(Budget)).one()
        assert (budget.committed, budget.reserved) == (Decimal("0.00"), Decimal("0.00"))
        assert session.scalars(select(AwardYear.released)).all() == [Decimal("8000.00")]
        letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.LAPSE)).one()
        message = session.scalars(select(InboxMessage)).one()
        assert (message.kind, message.letter_id) == ("letter.lapse", letter.id)
        assert (letter.previewed_digest, letter.issued_by_id) == (letter.pdf_digest, approver.id)
        # A day of its own until which the recipient may go to court.
        assert (letter.notified_on, letter.final_on) == (date(2027, 1, 2), date(2027, 2, 3))
        words = str(frozen_letter(letter))
    assert "erkläre ich für verfallen" in words
    assert "28.12.2026" in words
    assert "An die Erklärung wurde erinnert." in words
    assert "Klage beim" in words


def test_an_acceptance_that_comes_after_the_preview_keeps_the_award(world):
    ref = awarded(world)
    approver = world.actor("approver")
    at(world, date(2026, 12, 29))
    letter = preview_lapse(approver, ref, LapseWish(reason="keine Erklärung"))
    told = declaration(world)
    acceptance.accept(world.actor("signatory"), ref, told, version=version_of(world, ref))
    with pytest.raises(Conflict, match="not the newest"):
        lapse(
            approver, ref, signed(world, ref, letter, date(2026, 12, 29)),
            version=version_of(world, ref),
        )  # fmt: skip
    with read_only() as session:
        session.expire_all()
        assert case_by_ref(session, ref).state is ApplicationState.RUNNING
