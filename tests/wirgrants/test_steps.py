"""The door: one writer of states, versions compared, refusals logged, events appended."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.wirgrants.world import DAY, READY_TO_FILE, case_by_ref, filing_changes
from wirgrants.errors import Conflict, NotFound
from wirgrants.extensions import db
from wirgrants.models import Event, EventPersonal, FundingCase, RefusedAttempt
from wirgrants.models.guarded import StateWrittenElsewhere
from wirgrants.services.access import load_case
from wirgrants.services.log import events_of, replay, stored_states, verify_chain
from wirgrants.services.plain import salted_digest
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import UnitOfWorkError, read_only, unit_of_work
from workflows.circumstances import Circumstances
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.states import ApplicationState


def test_a_step_moves_the_state_and_appends_a_chained_event(world, context):
    ref = world.filed()

    with read_only() as session:
        case = case_by_ref(session, ref)
        events = events_of(session, case)
        told = [(e.case_seq, e.action, e.from_state, e.to_state, e.roles) for e in events]

        assert told == [
            (1, "open_draft", None, "draft", ["applicant_editor"]),
            (2, "file", "draft", "filed", ["signatory"]),
        ]
        assert case.state is ApplicationState.FILED
        assert (case.log_length, case.log_head) == (2, events[-1].hash)
        assert events[1].prev_hash == events[0].hash
        assert verify_chain(session, case) == []
        assert replay(events, case) == stored_states(session, case)


def test_a_state_written_elsewhere_is_refused(world, context):
    ref = world.draft()
    with unit_of_work() as session, pytest.raises(StateWrittenElsewhere):
        case_by_ref(session, ref).state = ApplicationState.FILED
    with unit_of_work() as session, pytest.raises(StateWrittenElsewhere):
        FundingCase(state=ApplicationState.FILED)
    with unit_of_work() as session, pytest.raises(StateWrittenElsewhere):
        session.execute(update(FundingCase).values(state="filed"))

    with read_only() as session:
        assert case_by_ref(session, ref).state is ApplicationState.DRAFT


def test_only_the_door_holds_the_key_to_states():
    root = Path(__file__).parents[2] / "wirgrants"
    users = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*.py"))
        if any(
            isinstance(node, ast.Name | ast.alias)
            and "states_may_be_written" in (getattr(node, "id", ""), getattr(node, "name", ""))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]

    assert users == ["services/steps.py"]


def test_only_the_unit_of_work_commits():
    """Libraries' sessions are closed to writing; refusals and counts have their own transaction."""
    root = Path(__file__).parents[2] / "wirgrants"
    users = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*.py"))
        if any(
            isinstance(node, ast.Attribute) and node.attr == "commit"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]

    assert users == [
        "counting.py", "migrate.py", "migrations/env.py", "refusals.py", "unit_of_work.py",
    ]  # fmt: skip


def test_a_stale_version_is_a_conflict_and_changes_nothing(world, context):
    ref = world.filed()
    officer = world.actor("case_officer")
    with read_only() as session:
        shown = case_by_ref(session, ref).row_version

    world.step(ref, "begin_check", "case_officer")
    with pytest.raises(Conflict), unit_of_work() as session:  # noqa: PT012 two steps, one unit
        case = load_case(session, officer, ref, for_update=True)
        take_step(
            session,
            case,
            "complete_check",
            actor=officer,
            circumstances=Circumstances(day=DAY),
            version=shown,
        )

    with read_only() as session:
        assert case_by_ref(session, ref).state is ApplicationState.FORMAL_CHECK
        assert attempts(session) == [("complete_check", "conflict", officer.id, ref)]


def test_a_refused_step_is_logged_outside_the_chain(world, context):
    ref = world.draft()
    signatory = world.actor("signatory")

    with pytest.raises(StepRefused):
        world.step(ref, "file", "signatory", applicant_known=True)

    with read_only() as session:
        case = case_by_ref(session, ref)
        [attempt] = session.scalars(select(RefusedAttempt)).all()
        assert (attempt.action, attempt.kind, attempt.actor_id) == ("file", "refused", signatory.id)
        assert attempt.findings
        assert case.state is ApplicationState.DRAFT
        assert [event.action for event in events_of(session, case)] == ["open_draft"]


def test_a_step_that_is_not_open_is_refused_and_logged(world, context):
    ref = world.filed()
    with pytest.raises(StepNotOpen):
        world.step(ref, "approve_award", "approver")
    with pytest.raises(StepNotOpen):
        world.step(ref, "begin_check", "approver")

    with read_only() as session:
        kinds = [(row[0], row[1]) for row in attempts(session)]
        assert kinds == [("approve_award", "not_open"), ("begin_check", "not_open")]


def test_refused_attempts_are_limited_per_account_and_minute(world, context):
    ref = world.filed()
    for _ in range(40):
        with pytest.raises(StepNotOpen):
            world.step(ref, "approve_award", "second_approver")

    with read_only() as session:
        assert len(attempts(session)) == 30


def test_the_caller_cannot_claim_roles_or_membership(world, context):
    ref = world.draft()
    with pytest.raises(StepNotOpen):
        world.step(ref, "file", "applicant_editor", **READY_TO_FILE, roles=frozenset({"signatory"}))


def test_a_rolled_back_step_leaves_nothing(world, context):
    ref = world.draft()
    actor = world.actor("signatory")

    with pytest.raises(ZeroDivisionError), unit_of_work() as session:  # noqa: PT012 it breaks late
        case = load_case(session, actor, ref, for_update=True)
        take_step(
            session,
            case,
            "file",
            actor=actor,
            circumstances=Circumstances(day=DAY, **READY_TO_FILE),
            writes=Writes(changes=filing_changes("WIR-2027-0009")),
        )
        raise ZeroDivisionError

    with read_only() as session:
        case = case_by_ref(session, ref)
        assert (case.state, case.number, case.log_length) == (ApplicationState.DRAFT, None, 1)


def test_personal_values_stay_outside_the_chain_and_can_be_erased(world, context):
    ref = world.draft()
    changes = filing_changes("WIR-2027-0001")
    writes = Writes(changes=changes, personal={"signatory": "Åsa Öztürk"})
    world.step(ref, "file", "signatory", writes=writes, **READY_TO_FILE)

    with unit_of_work() as session:
        case = case_by_ref(session, ref)
        event = events_of(session, case)[-1]
        [value] = session.scalars(select(EventPersonal)).all()
        kept = (value.value, event.personal["signatory"] == salted_digest(value.salt, value.value))
        session.delete(value)

    assert kept == ("Åsa Öztürk", True)
    with read_only() as session:
        case = case_by_ref(session, ref)
        assert "Öztürk" not in str(vars(events_of(session, case)[-1]))
        assert verify_chain(session, case) == []


def test_rows_change_only_inside_a_unit_of_work(world, context):
    ref = world.draft()
    case_by_ref(db.session, ref).title = "heimlich"
    with pytest.raises(UnitOfWorkError):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(UnitOfWorkError):
        db.session.execute(update(Event).values(action="heimlich"))
    with unit_of_work(), pytest.raises(UnitOfWorkError), unit_of_work():
        pass


def test_a_stranger_gets_the_answer_of_a_missing_case(world, context):
    filed, draft = world.filed(), world.draft()

    assert seen(world, "stranger", draft) is seen(world, "stranger", "a" * 16) is False
    assert seen(world, "stranger", filed) is False
    assert seen(world, "applicant_editor", draft) is True
    for role in ("case_officer", "approver", "programme_lead", "finance", "auditor"):
        assert (seen(world, role, draft), seen(world, role, filed)) == (False, True)
    assert seen(world, "administrator", filed) is False


def seen(world, name, ref):
    with read_only() as session:
        try:
            load_case(session, world.actor(name), ref)
        except NotFound:
            return False
        return True


def attempts(session):
    rows = session.scalars(select(RefusedAttempt).order_by(RefusedAttempt.id))
    return [(row.action, row.kind, row.actor_id, row.case_ref) for row in rows]
