"""What the example data promises: every state, every line, in order, sound, without real faults."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import and_, func, select

from wirgrants import clock
from wirgrants.demo.stage import TODAY
from wirgrants.extensions import db
from wirgrants.models import (
    Call,
    Clarification,
    Event,
    FundingCase,
    InboxMessage,
    Letter,
    Organisation,
    Payment,
    Proof,
    Recovery,
)
from wirgrants.models.award import AwardPart, AwardYear, ChangeRequest
from wirgrants.services import doctor, ledger, log
from wirgrants.services.letterhead import DEMONSTRATION
from workflows import registry
from workflows.facts import TERRITORIAL, ApplicantType
from workflows.procedures import SIDE_MACHINES, application_of
from workflows.states import (
    ApplicationState,
    ChangeState,
    ClarificationState,
    MachineName,
    PaymentState,
    ProofState,
    RecoveryState,
    Variant,
)

pytestmark = pytest.mark.usefixtures("demo")
RESTING = {
    Clarification: ClarificationState,
    Payment: PaymentState,
    ChangeRequest: ChangeState,
    Proof: ProofState,
    Recovery: RecoveryState,
    FundingCase: ApplicationState,
}
START_OF_TODAY = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize("machine", list(SIDE_MACHINES))
def test_every_state_of_a_side_machine_was_reached(machine: MachineName) -> None:
    reached = set(db.session.scalars(select(Event.to_state).where(Event.machine == machine)))
    assert reached == {state.value for state in SIDE_MACHINES[machine].states}


@pytest.mark.parametrize("variant", list(Variant))
def test_every_state_of_an_application_was_reached_in_some_variant(variant: Variant) -> None:
    cases = select(FundingCase.id).where(FundingCase.variant == variant)
    reached = set(
        db.session.scalars(
            select(Event.to_state).where(
                Event.machine == MachineName.APPLICATION, Event.case_id.in_(cases)
            )
        )
    )
    states = {state.value for state in application_of(variant).states}
    # The common end states need not occur five times; the road to a running measure does.
    rare = {"rejected", "rejection_proposed", "withdrawn", "lapsed", "declined", "recovering"}
    assert states - rare <= reached


@pytest.mark.parametrize("model", list(RESTING), ids=lambda model: model.__name__)
def test_something_rests_in_every_state(model: Any) -> None:
    resting = set(db.session.scalars(select(model.state)))
    assert resting == set(RESTING[model])


def test_there_are_forty_cases_of_all_lines_and_kinds() -> None:
    filed = db.session.scalars(
        select(FundingCase).where(FundingCase.state != ApplicationState.DRAFT)
    ).all()
    assert len(filed) >= 40
    assert {case.line for case in filed} == set(registry.lines())
    assert {case.applicant_type for case in filed} == set(ApplicantType)
    assert {case.variant for case in filed} == set(Variant)
    assert {case.verdict for case in filed} >= {"eligible", "not_eligible"}
    assert len({case.number for case in filed}) == len(filed)
    assert any(case.late for case in filed)
    assert any(case.on_paper for case in filed)


def test_calls_for_2027_are_open_for_every_line() -> None:
    moment = clock.now()
    calls = db.session.scalars(select(Call)).all()
    open_now = {c.line for c in calls if c.published_at and c.opens_at <= moment <= c.closes_at}
    assert open_now == set(registry.lines())
    reasons = {told["reason"] for call in calls for told in call.figures.values() if told["reason"]}
    assert reasons == {DEMONSTRATION}


def test_finished_cases_belong_to_the_calls_of_2024_and_2025() -> None:
    settled = db.session.scalars(
        select(FundingCase).where(FundingCase.state == ApplicationState.SETTLED)
    ).all()
    assert {min(case.call.years) for case in settled if case.call} == {2024, 2025}
    assert len({case.line for case in settled}) >= 9


def test_nothing_lies_after_the_day_on_which_the_clock_stands() -> None:
    assert clock.today() == TODAY == date(2026, 11, 23)
    for moment in (Event.at, Letter.rendered_at, InboxMessage.at, FundingCase.draft_saved_at):
        moments = [one for one in db.session.scalars(select(moment)) if one is not None]
        assert max(moments) < START_OF_TODAY


def test_the_log_grew_in_order_of_time() -> None:
    moments = list(db.session.scalars(select(Event.at).order_by(Event.id)))
    assert moments == sorted(moments)


def test_the_doctor_has_no_complaint() -> None:
    assert [str(one) for one in doctor.examine(db.session())] == []
    assert list(log.verify_all(db.session())) == []
    assert ledger.differences(db.session()) == []
    for case in db.session.scalars(select(FundingCase)):
        assert log.replay_problems(db.session(), case) == []


def test_no_real_authority_appears() -> None:
    bodies = db.session.scalars(
        select(Organisation).where(Organisation.kind.in_(TERRITORIAL))
    ).all()
    assert bodies
    assert all(body.invented for body in bodies)
    assert all((body.seat_ags or "").startswith("99") for body in bodies)


def test_the_screens_have_something_to_show() -> None:
    open_cases = select(FundingCase.due_on).where(FundingCase.due_on.is_not(None))
    days = [day for day in db.session.scalars(open_cases) if day is not None]
    overdue = [day for day in days if day < TODAY]
    soon = [day for day in days if 0 <= (day - TODAY).days <= 14]
    assert len(overdue) >= 3
    assert len(soon) >= 3
    drafts = select(func.count(FundingCase.id)).where(FundingCase.state == ApplicationState.DRAFT)
    assert (db.session.scalar(drafts) or 0) >= 5
    kinds = Counter(db.session.scalars(select(InboxMessage.kind)))
    assert {"filed", "for_signature", "letter.award", "letter.rejection"} <= set(kinds)


def test_every_issued_letter_stands_as_it_was_previewed(demo: Flask) -> None:
    del demo
    issued = db.session.scalars(select(Letter).where(Letter.issued_at.is_not(None))).all()
    assert len(issued) > 100
    assert all(letter.previewed_digest == letter.pdf_digest for letter in issued)
    assert all(letter.content["letter"] for letter in issued)


def test_calls_for_money_state_what_the_measure_had_cost_by_then() -> None:
    rows = db.session.execute(
        select(Payment, AwardPart)
        .join(AwardYear, AwardYear.id == Payment.award_year_id)
        .join(
            AwardPart, and_(AwardPart.case_id == Payment.case_id, AwardPart.part == AwardYear.part)
        )
        .where(Payment.state != PaymentState.REFUSED)
    ).all()
    assert len(rows) > 40
    for payment, part in rows:
        spent, due = (Decimal(payment.statement[name]) for name in ("spent", "due_soon"))
        share = Decimal((payment.requested_at.date() - part.starts_on).days) / (
            (part.ends_on - part.starts_on).days + 1
        )
        number = (payment.case_id, payment.number)
        assert spent + due <= part.eligible_cost, number
        assert abs(spent / part.eligible_cost - min(share, Decimal(1))) < Decimal("0.21"), number
