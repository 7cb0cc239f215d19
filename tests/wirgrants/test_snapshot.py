"""Rows become the frozen values that the law reads, in a fixed number of statements."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event, select

from tests.wirgrants.world import DAY, NOW, case_by_ref
from wirgrants.extensions import db
from wirgrants.models import Authority, Check, Clarification, FundingCase, Organisation
from wirgrants.services.access import load_case
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.register import load_register, load_shipped
from wirgrants.services.snapshot import asked_of, facts_of, history_of, paper_facts, plan_of
from wirgrants.services.steps import take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.facts import ApplicantType, FundSource
from workflows.findings import Outcome

DUE = date(2026, 12, 14)
ASKED = {"question_asked": True, "answer_due": DUE}
CONTENT = {
    "answers": {"project_title": "Brücken", "micro_projects": "zwei", "charitable": True},
    "parts": {
        "main": {
            "start": "2027-01-01",
            "end": "2027-13-45",
            "answers": {},
            "plan": {
                "items": [
                    {"category": "staff", "label": "Kraft", "year": 2027, "amount": "1234.56"},
                    {"category": "staff", "label": "kaputt", "year": "x", "amount": "1"},
                    {"category": "", "label": "leer", "year": 2027, "amount": "1"},
                    {"category": "staff", "label": "NaN", "year": 2027, "amount": "NaN"},
                ],
                "funds": [{"source": "own", "label": "", "year": 2027, "amount": "100.00"}],
            },
        }
    },
    "asked": {"main": {"2027": "1134.56"}},
}


def test_facts_come_from_the_content_and_leave_out_what_cannot_be_read(world, context):
    ref = world.draft()
    with read_only() as session:
        case = load_case(session, world.actor("signatory"), ref)
        facts = facts_of(
            case,
            day=DAY,
            register=load_register(session),
            parameters=load_parameters(session),
            known=paper_facts(session, case),
            content=CONTENT,
        )

    part = facts.part("main")
    assert facts.applicant.type is ApplicantType.MIGRANT_ORG
    assert facts.answers == {"project_title": "Brücken", "charitable": True}
    assert (part.start, part.end) == (date(2027, 1, 1), None)
    assert part.plan.cost() == Decimal("1234.56")
    assert part.plan.from_source(FundSource.OWN) == Decimal("100.00")
    assert facts.papers == frozenset()
    assert facts.call.years == (2027,)
    assert facts.call.closes_on == date(2026, 12, 31)
    assert all(figure.replaced == "bestätigt" for figure in facts.call.figures.values())
    assert facts.parameters
    assert asked_of(CONTENT) == {"main": {2027: Decimal("1134.56")}}
    assert plan_of({}).items == ()


@pytest.mark.parametrize(
    ("answers", "begun"),
    [
        ({"already_begun": True, "begin_day": "2026-11-01"}, date(2026, 11, 1)),
        ({"already_begun": False, "begin_day": "2026-11-01"}, None),
        ({"begin_day": "2026-11-01"}, None),
        ({"already_begun": True}, None),
    ],
)
def test_a_begin_day_counts_only_where_a_begin_is_declared(world, context, answers, begun):
    ref = world.draft()
    with unit_of_work() as session:
        case = load_case(session, world.actor("applicant_editor"), ref, for_update=True)
        case.draft = {**case.draft, "answers": answers}
    with read_only() as session:
        case = load_case(session, world.actor("signatory"), ref)
        assert history_of(session, case).begun_on == begun


def test_partners_are_what_the_register_says_of_their_keys(world, context):
    ref = world.draft()
    named = {"partner_ags": ["06431003", "06412000", "06999999"]}
    with unit_of_work() as session:
        load_shipped(session)
    statements = []
    with read_only() as session:
        case = load_case(session, world.actor("signatory"), ref)
        known = {"register": load_register(session), "parameters": load_parameters(session)}
        event.listen(db.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
        facts = facts_of(case, day=DAY, content={"answers": named}, **known)

    assert [(one.ags, one.type, one.county_ags) for one in facts.partners] == [
        ("06431003", ApplicantType.MUNICIPALITY, "06431"),
        ("06412000", ApplicantType.INDEPENDENT_CITY, None),
    ]
    assert statements == []


@pytest.mark.parametrize("answer", [None, Outcome.MET, Outcome.NOT_MET])
def test_circumstances_count_checks_and_open_procedures(world, context, answer):
    ref = world.filed()
    world.step(ref, "begin_check", "case_officer")
    officer = world.actor("case_officer")
    with unit_of_work() as session:
        case = load_case(session, officer, ref, for_update=True)
        told = answer and {"answer": answer, "answered_at": NOW, "answered_by_id": officer.id}
        session.add(
            Check(
                case_id=case.id,
                rule="a_rule",
                finding={},
                outcome=Outcome.MET,
                note="weil",
                **(told or {}),
            )
        )
        question = Clarification(
            case_id=case.id, number=1, question="Wann?", due_on=DUE, asked_at=NOW,
            asked_by_id=officer.id,
        )  # fmt: skip
        asked = circumstances_of(session, case, day=DAY, subject=question, **ASKED)
        take_step(session, case, "ask", actor=officer, circumstances=asked, subject=question)

    with read_only() as session:
        found = circumstances_of(session, case_by_ref(session, ref), day=DAY, reason="darum")
    assert found.unanswered_checks == (1 if answer is None else 0)
    assert found.failed_checks == (1 if answer is Outcome.NOT_MET else 0)
    assert (found.open_clarifications, found.open_payments) == (1, 0)
    assert (found.reason, found.applicant_known, found.proofs_examined) == ("darum", True, True)


def test_who_checked_is_known_from_the_log_and_a_new_round_forgets_it(world, context):
    ref = world.filed()
    officer = world.actor("case_officer").id
    world.step(ref, "begin_check", "case_officer")
    world.step(ref, "pass_to_review", "case_officer")
    earlier = tasks(ref)
    world.step(ref, "record_review", "case_officer", review_paper_attached=True)
    world.step(ref, "reopen_check", "case_officer", reason="noch eine Frage")

    assert earlier["checked"] == frozenset({officer})
    assert tasks(ref).get("checked") is None


def test_circumstances_cost_two_statements(world, context):
    ref = world.filed()
    statements = []
    with read_only() as session:
        case = load_case(session, world.actor("case_officer"), ref)

        def count(connection, cursor, statement, *rest):
            statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", count)
        circumstances_of(session, case, day=DAY)

    assert len(statements) == 2


def tasks(ref):
    with read_only() as session:
        found = circumstances_of(session, case_by_ref(session, ref), day=DAY).earlier
    db.session.rollback()
    return found


def test_who_applied_is_told_as_of_the_day_of_receipt(app, world):
    """Hanau applied with special status and is checked when it has become independent."""
    with app.app_context(), unit_of_work() as session:
        load_shipped(session)
    with app.app_context(), read_only() as session:
        hanau = session.scalars(select(Authority).where(Authority.identity == "06435014")).one()
        organisation = Organisation(kind=ApplicantType.INDEPENDENT_CITY, authority=hanau, name="H")
        told = {
            received: facts_of(
                FundingCase(organisation=organisation, draft={}, received_on=received),
                day=date(2026, 1, 15),
                register=load_register(session),
                parameters=load_parameters(session),
            )
            for received in (date(2025, 12, 31), date(2026, 1, 1), None)
        }
        session.expunge_all()

    assert [facts.applicant.type for facts in told.values()] == [
        ApplicantType.SPECIAL_STATUS_CITY,
        ApplicantType.INDEPENDENT_CITY,
        ApplicantType.INDEPENDENT_CITY,
    ]
    assert {facts.day for facts in told.values()} == {date(2026, 1, 15)}
