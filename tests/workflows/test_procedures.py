"""The lifecycles are the reviewed table `steps.csv` for every role, state and action."""

import csv
import dataclasses
import string
from datetime import date
from pathlib import Path

import pytest

from tests.workflows.circumstances_of_steps import SIDES, TODAY, favourable
from workflows import procedures
from workflows.circumstances import Circumstances
from workflows.findings import Outcome, VerdictKind
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.procedures.application import REVIEW_OF
from workflows.sources import SOURCES
from workflows.states import APPLICANT_ROLES, ApplicationState, MachineName, Role, Variant
from workflows.wording import TEXTS

A = ApplicationState
LETTERS = {
    "E": Role.APPLICANT_EDITOR,
    "S": Role.SIGNATORY,
    "O": Role.CASE_OFFICER,
    "A": Role.APPROVER,
    "P": Role.PROGRAMME_LEAD,
    "F": Role.FINANCE,
    "Y": Role.SYSTEM,
}
STEPS = [(lifecycle, step) for lifecycle in procedures.ALL for step in lifecycle.steps]


def step_id(pair):
    lifecycle, step = pair
    return f"{lifecycle.name}-{step.source}-{step.action}"


def reviewed_table():
    with Path(__file__).with_name("steps.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["lifecycle"], row["state"], row["action"]): (
                row["target"],
                frozenset(LETTERS[letter] for letter in row["roles"]),
                row["reason"] == "yes",
            )
            for row in csv.DictReader(file)
        }


TABLE = reviewed_table()


@pytest.mark.parametrize(
    ("allowed", "said", "reason", "refused"),
    [
        (True, True, "Keine Jury vorgesehen.", []),
        (True, True, " ", ["review_paper_attached"]),
        (True, False, "Keine Jury vorgesehen.", ["review_paper_attached"]),
        (False, True, "Keine Jury vorgesehen.", ["review_paper_attached"]),
    ],
)
def test_a_review_without_its_paper_is_left_out_only_where_allowed_and_with_a_reason(
    allowed, said, reason, refused
):
    told = Circumstances(
        day=TODAY, reason=reason, review_may_be_left_out=allowed, review_not_held=said
    )
    found = procedures.application_of(Variant.STRATEGY).objections(A.JURY, "record_review", told)
    assert [one.rule for one in found] == refused


def test_the_definitions_are_the_reviewed_table_whole():
    defined = {
        (lifecycle.name, step.source.value if step.source else "", step.action): (
            step.target.value,
            step.roles,
            step.needs_reason,
        )
        for lifecycle, step in STEPS
    }
    assert defined == TABLE


@pytest.mark.parametrize("lifecycle", procedures.ALL, ids=lambda lifecycle: lifecycle.name)
def test_every_role_state_and_action_does_what_the_table_says(lifecycle):
    actions = sorted({step.action for step in lifecycle.steps})
    asked = 0
    for state in (None, *lifecycle.states):
        for action in actions:
            row = TABLE.get((lifecycle.name, state.value if state else "", action))
            for role in Role:
                asked += 1
                if row is None:
                    with pytest.raises(StepNotOpen) as refusal:
                        lifecycle.take(state, action, Circumstances(day=TODAY, roles={role}))
                    assert refusal.value.why == "state"
                    continue
                step = lifecycle.step(state, action)
                under = favourable(step, role, lifecycle.machine.value)
                shown = action in {offer.step.action for offer in lifecycle.offers(state, under)}
                assert shown is (role in row[1])
                if role in row[1]:
                    moved = lifecycle.take(state, action, under)
                    assert (type(moved), moved.value) == (type(lifecycle.states[0]), row[0])
                else:
                    with pytest.raises(StepNotOpen) as refusal:
                        lifecycle.take(state, action, under)
                    assert refusal.value.why == "role"
    assert asked == (len(lifecycle.states) + 1) * len(actions) * len(Role)


@pytest.mark.parametrize("pair", STEPS, ids=step_id)
def test_each_guard_of_each_step_refuses_it_with_a_reason(pair):
    lifecycle, step = pair
    role = max(step.roles - {Role.SYSTEM}, default=Role.SYSTEM)
    for guard in (*step.guards, *step.demands):
        good = favourable(step, role, lifecycle.machine.value)
        assert guard(good) == ()
        if guard.rule == "done_for_applicant_is_documented":
            role, good = Role.CASE_OFFICER, favourable(step, Role.CASE_OFFICER)
        broken = dataclasses.replace(good, **SIDES[guard.rule][1])
        with pytest.raises(StepRefused) as refusal:
            lifecycle.take(step.source, step.action, broken)
        assert guard.rule in {finding.rule for finding in refusal.value.findings}
        (finding,) = guard(broken)
        assert finding.outcome is Outcome.NOT_MET
        assert finding.clause.source in SOURCES
        assert finding.inputs.keys() == set(guard.reads)
        assert finding.reason
        assert not set("{}") & set(finding.reason)


@pytest.mark.parametrize("pair", [p for p in STEPS if p[1].needs_reason], ids=step_id)
def test_each_step_that_needs_a_reason_asks_for_it(pair):
    lifecycle, step = pair
    role = min(step.roles)
    silent = favourable(step, role, lifecycle.machine.value, reason=" ")
    rules = {f.rule for f in lifecycle.objections(step.source, step.action, silent)}
    assert rules == {"reason_given"}


@pytest.mark.parametrize("pair", STEPS, ids=step_id)
def test_staff_who_belong_to_the_applicant_are_shut_out_of_every_staff_step(pair):
    lifecycle, step = pair
    for role in step.roles - APPLICANT_ROLES - {Role.SYSTEM}:
        biased = favourable(step, role, lifecycle.machine.value, actor_belongs_to_applicant=True)
        with pytest.raises(StepRefused) as refusal:
            lifecycle.take(step.source, step.action, biased)
        assert refusal.value.findings[0].rule == "not_own_case"


def test_guards_and_their_texts_are_the_same_set():
    used = {guard.rule for _, step in STEPS for guard in (*step.guards, *step.demands)}
    assert used == SIDES.keys()
    written = {key.removeprefix("guard.") for key in TEXTS if key.startswith("guard.")}
    assert written == used | {"not_own_case", "reason_given"}


def test_guards_read_only_what_circumstances_hold():
    fields = {field.name for field in dataclasses.fields(Circumstances)}
    for _, step in STEPS:
        for guard in (*step.guards, *step.demands):
            assert set(guard.reads) <= fields
            text = TEXTS[f"guard.{guard.rule}"]
            named = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            assert named == guard.values(Circumstances(day=TODAY)).keys()


@pytest.mark.parametrize("lifecycle", procedures.ALL, ids=lambda lifecycle: lifecycle.name)
def test_every_state_and_action_is_worded_for_both_sides(lifecycle):
    machine = lifecycle.machine.value
    keys = [
        *(f"state.{machine}.{state}.{who}" for state in lifecycle.states for who in AUDIENCES),
        *(
            f"next.{machine}.{state}.{what}.{who}"
            for state in lifecycle.states
            for what in ("who", "what")
            for who in AUDIENCES
        ),
        *(
            f"action.{machine}.{step.action}.{form}"
            for step in lifecycle.steps
            for form in ("label", "done")
        ),
    ]
    assert [key for key in keys if not TEXTS.get(key, "").strip()] == []


AUDIENCES = ("staff", "applicant")


def test_no_text_is_left_of_actions_that_are_gone():
    # Records move no machine; their words stand with whoever records them.
    written = {
        ".".join(key.split(".")[:3])
        for key in TEXTS
        if key.startswith("action.") and not key.startswith("action.record.")
    }
    assert written == {f"action.{lifecycle.machine}.{step.action}" for lifecycle, step in STEPS}


def test_applicants_never_read_what_is_only_proposed():
    hidden = {
        TEXTS[f"state.application.{state}.applicant"]
        for state in (A.READY, A.AWARD_PROPOSED, A.REJECTION_PROPOSED)
    }
    assert hidden == {"Entscheidung in Vorbereitung"}


@pytest.mark.parametrize("variant", Variant)
def test_a_variant_has_its_own_states_only(variant):
    lifecycle = procedures.application_of(variant)
    review = REVIEW_OF[variant]
    others = {state for state in REVIEW_OF.values() if state not in {None, review}}
    assert not others & set(lifecycle.states)
    assert (A.RESOLUTION_PENDING in lifecycle.states) is (variant is Variant.STRATEGY)
    talks = "record_annual_talk" in {step.action for step in lifecycle.steps}
    assert talks is (variant is Variant.POST)


def test_a_machine_is_found_by_name_and_the_application_by_variant():
    for machine in set(MachineName) - {MachineName.APPLICATION}:
        assert procedures.lifecycle(machine).machine is machine
    flat = procedures.lifecycle(MachineName.APPLICATION, Variant.FLAT_RATE)
    assert flat.name == "application.flat_rate"
    with pytest.raises(ValueError, match="variant"):
        procedures.lifecycle(MachineName.APPLICATION)


@pytest.mark.parametrize("verdict", [None, *VerdictKind])
@pytest.mark.parametrize("variant", Variant)
def test_the_verdict_never_blocks_filing(variant, verdict):
    lifecycle = procedures.application_of(variant)
    for source, action, role in (
        (A.DRAFT, "file", Role.SIGNATORY),
        (None, "receive_on_paper", Role.CASE_OFFICER),
    ):
        asked = favourable(lifecycle.step(source, action), role, verdict=verdict)
        assert lifecycle.take(source, action, asked) is A.FILED


@pytest.mark.parametrize(
    ("day", "refused"),
    [(date(2026, 12, 22), True), (date(2026, 12, 23), True), (date(2026, 12, 24), False)],
)
def test_an_award_lapses_only_after_the_last_day(day, refused):
    lifecycle = procedures.application_of(Variant.POST)
    asked = favourable(
        lifecycle.step(A.AWARDED, "lapse"),
        Role.APPROVER,
        day=day,
        acceptance_due=date(2026, 12, 23),
    )
    findings = lifecycle.objections(A.AWARDED, "lapse", asked)
    assert bool(findings) is refused
    assert all("23.12.2026" in finding.reason for finding in findings)


def test_the_reasons_name_the_amounts_in_german():
    lifecycle = procedures.application_of(Variant.POST)
    step = lifecycle.step(A.READY, "propose_award")
    high = favourable(
        step, Role.CASE_OFFICER, awarded_amount=12345.67, entitlement=12000, entitlement_known=True
    )
    (finding,) = lifecycle.objections(A.READY, "propose_award", high)
    assert "12.345,67 €" in finding.reason
    assert "12.000,00 €" in finding.reason
    unknown = dataclasses.replace(high, entitlement=None)
    (finding,) = lifecycle.objections(A.READY, "propose_award", unknown)
    assert "nicht bestimmbar" in finding.reason


def test_a_waiver_makes_the_notice_final_at_once():
    lifecycle = procedures.application_of(Variant.POST)
    asked = Circumstances(day=TODAY, roles=frozenset({Role.SYSTEM}), remedy_waived=True)
    assert lifecycle.take(A.ACCEPTED, "confirm_finality", asked) is A.RUNNING


@pytest.mark.parametrize("state", [None, A.SETTLED, A.LAPSED, A.AWARDED, A.RECOVERING])
def test_nothing_is_paid_while_the_case_does_not_stand_in_its_time(state):
    lifecycle = procedures.lifecycle(MachineName.PAYMENT)
    asked = favourable(
        lifecycle.step(None, "request"), Role.SIGNATORY, "payment", application_state=state
    )
    (finding,) = lifecycle.objections(None, "request", asked)
    assert finding.rule == "case_state_allows"
