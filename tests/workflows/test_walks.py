"""Whoever prepared does not sign; random walks through every lifecycle skip no approval."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.circumstances_of_steps import ACTOR, SIDES, TODAY, favourable
from workflows import procedures
from workflows.circumstances import Circumstances, Task
from workflows.lifecycle import StepRefused
from workflows.procedures.clarification import CAN_BE_ASKED
from workflows.procedures.guards import deciding, persons
from workflows.states import ApplicationState, MachineName, Role, Variant

A = ApplicationState
STEPS = [(lifecycle, step) for lifecycle in procedures.ALL for step in lifecycle.steps]


@pytest.mark.parametrize(
    ("machine", "state", "action", "role", "task"),
    [
        ("application", "award_proposed", "approve_award", "approver", "checked"),
        ("application", "award_proposed", "approve_award", "approver", "proposed"),
        ("application", "award_proposed", "overrule", "approver", "proposed"),
        ("application", "rejection_proposed", "approve_rejection", "approver", "checked"),
        ("application", "rejection_proposed", "approve_rejection", "approver", "proposed"),
        ("application", "settling", "settle", "approver", "examined"),
        ("application", "settling", "settle", "approver", "settlement_begun"),
        ("payment", "checked", "release", "approver", "payment_checked"),
        ("payment", "checked", "release", "approver", "payment_requested"),
        ("payment", "checked", "refuse", "approver", "payment_checked"),
        ("payment", "returned", "reissue", "approver", "payment_checked"),
        ("payment", "released", "pay", "finance", "payment_released"),
        ("change", "proposed", "grant", "approver", "change_proposed"),
        ("change", "proposed", "refuse", "approver", "change_proposed"),
        ("recovery", "hearing", "order", "approver", "hearing_opened"),
        ("recovery", "statement_received", "order", "approver", "hearing_opened"),
        ("recovery", "hearing", "drop", "approver", "hearing_opened"),
        ("recovery", "ordered", "waive", "approver", "hearing_opened"),
        ("recovery", "interest_open", "claim_interest", "approver", "hearing_opened"),
        ("recovery", "interest_open", "waive_interest", "approver", "hearing_opened"),
    ],
)
def test_a_second_person_signs(machine, state, action, role, task):
    lifecycle = procedures.lifecycle(MachineName(machine), Variant.PROJECT)
    member = type(lifecycle.states[0])(state)
    step = lifecycle.step(member, action)
    alone = favourable(step, Role(role), machine, earlier={task: frozenset({ACTOR, 99})})
    with pytest.raises(StepRefused) as refusal:
        lifecycle.take(member, action, alone)
    expected = "payer_did_not_release" if action == "pay" else "second_person_signs"
    assert [finding.rule for finding in refusal.value.findings] == [expected]
    second = favourable(step, Role(role), machine, earlier={task: frozenset({99})})
    assert lifecycle.take(member, action, second) is step.target


def test_the_approver_who_overruled_does_not_sign_the_rejection():
    lifecycle = procedures.application_of(Variant.PROJECT)
    history = [
        ("receive_on_paper", 1),
        ("begin_check", 1),
        ("complete_check", 1),
        ("propose_award", 2),
        ("overrule", 3),
    ]
    assert lifecycle.tasks_done(history) == {"checked": {1}, "proposed": {2, 3}}
    step = lifecycle.step(A.REJECTION_PROPOSED, "approve_rejection")
    for actor, allowed in ((1, False), (2, False), (3, False), (4, True)):
        asked = favourable(step, Role.APPROVER, actor=actor, earlier=lifecycle.tasks_done(history))
        objections = lifecycle.objections(A.REJECTION_PROPOSED, "approve_rejection", asked)
        assert (objections == ()) is allowed


def test_a_returned_proposal_begins_a_new_round_but_the_check_stays():
    lifecycle = procedures.application_of(Variant.FLAT_RATE)
    history = [
        ("receive_on_paper", 1),
        ("begin_check", 1),
        ("complete_check", 1),
        ("propose_award", 2),
        ("return_proposal", 3),
    ]
    assert lifecycle.tasks_done(history) == {"checked": {1}}
    assert lifecycle.tasks_done([*history, ("reopen_check", 1)]) == {}


def test_the_system_is_no_second_person_and_never_a_first_one():
    system = Circumstances(day=TODAY, actor=0, earlier={"proposed": frozenset({0})})
    assert persons.four_eyes(Task.PROPOSED)(system) == ()


CHOICES = st.lists(st.integers(min_value=0, max_value=10_000), max_size=60)


@given(st.sampled_from(procedures.ALL), CHOICES)
def test_random_walks_stay_in_known_states_and_skip_no_approval(lifecycle, choices):
    state, visited = None, []
    for choice in choices:
        steps = lifecycle.steps_from(state)
        if not steps:
            break
        step = steps[choice % len(steps)]
        role = sorted(step.roles)[choice % len(step.roles)]
        moved = lifecycle.take(state, step.action, favourable(step, role, lifecycle.machine.value))
        assert moved in lifecycle.states
        assert type(moved) is type(lifecycle.states[0])
        if moved is A.AWARDED:
            assert (state, step.action) == (A.AWARD_PROPOSED, "approve_award")
        if moved is A.REJECTED:
            assert (state, step.action) == (A.REJECTION_PROPOSED, "approve_rejection")
        visited.append(step.action)
        state = moved
    assert lifecycle.follow(visited) is state
    if state in {A.ACCEPTED, A.RUNNING, A.SETTLING, A.SETTLED}:
        assert "approve_award" in visited


@given(
    st.sampled_from([procedures.application_of(variant) for variant in Variant]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 3)), max_size=60),
)
def test_random_people_never_sign_what_they_prepared(lifecycle, choices):
    state, history = None, []
    for choice, actor in choices:
        steps = lifecycle.steps_from(state)
        if not steps:
            break
        step = steps[choice % len(steps)]
        role = min(step.roles - {Role.SYSTEM})
        done = lifecycle.tasks_done(history)
        asked = favourable(step, role, actor=actor, earlier=done)
        before = done.get("checked", frozenset()) | done.get("proposed", frozenset())
        objections = lifecycle.objections(state, step.action, asked)
        assert {finding.rule for finding in objections} <= {"second_person_signs"}
        if objections:
            continue
        state = lifecycle.take(state, step.action, asked)
        if step.action in {"approve_award", "approve_rejection", "overrule"}:
            assert actor not in before
        history.append((step.action, actor))


@given(
    st.sampled_from(STEPS),
    st.sampled_from(sorted(SIDES)),
    st.booleans(),
)
def test_a_step_moves_exactly_when_nothing_objects(pair, rule, good):
    lifecycle, step = pair
    role = min(step.roles)
    base = favourable(step, role, lifecycle.machine.value)
    asked = dataclasses.replace(base, **SIDES[rule][0 if good else 1])
    objections = lifecycle.objections(step.source, step.action, asked)
    if objections:
        with pytest.raises(StepRefused) as refusal:
            lifecycle.take(step.source, step.action, asked)
        assert refusal.value.findings == objections
    else:
        assert lifecycle.take(step.source, step.action, asked) is step.target


@pytest.mark.parametrize("variant", list(Variant))
def test_only_a_withdrawal_leaves_a_request_for_information_open(variant):
    """Every other way out of the states in which something may be asked waits for the answers."""
    asked = {
        state for state in A if not CAN_BE_ASKED(Circumstances(day=TODAY, application_state=state))
    }
    leaving = [
        step
        for step in procedures.application_of(variant).steps
        if step.source in asked and step.target not in asked
    ]
    careless = {s.action for s in leaving if deciding.NO_OPEN_CLARIFICATION not in s.guards}
    assert (len(asked), careless) == (7, {"withdraw"})
