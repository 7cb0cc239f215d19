"""A lifecycle refuses unsound tables, and its steps go where the table says, for whom it says."""

import dataclasses
from datetime import date

import pytest

from workflows.circumstances import Circumstances, Task
from workflows.findings import Finding, Outcome
from workflows.lifecycle import (
    DefinitionError,
    Lifecycle,
    StepNotOpen,
    StepRefused,
    roles_on_case,
)
from workflows.objections import Condition, plain
from workflows.sources import Clause
from workflows.states import ChangeState, MachineName, PaymentState, Role
from workflows.steps import Step

R, P, G = ChangeState.REQUESTED, ChangeState.PROPOSED, ChangeState.GRANTED
OFFICER = frozenset({Role.CASE_OFFICER})
SIGNATORY = frozenset({Role.SIGNATORY})

LETTER = Condition(
    rule="letter_rendered",
    clause=Clause("HVwVfG", "§ 37 Abs. 2"),
    reads=("letter_rendered",),
    holds=lambda c: c.letter_rendered,
)
SUM = Condition(
    rule="award_above_zero",
    clause=Clause("LHO", "§ 23"),
    reads=("awarded_amount",),
    holds=lambda c: c.awarded_amount > 0,
)
ASK = Step(action="request", source=None, target=R, roles=SIGNATORY)
PROPOSE = Step(
    action="propose",
    source=R,
    target=P,
    roles=OFFICER,
    guards=(LETTER,),
    demands=(SUM,),
    records=Task.CHANGE_PROPOSED,
)
BACK = Step(
    action="return_proposal",
    source=P,
    target=R,
    roles=OFFICER,
    needs_reason=True,
    clears=frozenset({Task.CHANGE_PROPOSED}),
)
GRANT = Step(action="grant", source=P, target=G, roles=OFFICER)


def small(*steps: Step, **changes: object) -> Lifecycle:
    fields = {
        "machine": MachineName.CHANGE,
        "name": "small",
        "states": (R, P, G),
        "initial": frozenset({R}),
        "final": frozenset({G}),
        "steps": steps or (ASK, PROPOSE, BACK, GRANT),
    }
    return Lifecycle(**{**fields, **changes})


def circumstances(**fields: object) -> Circumstances:
    return Circumstances(**{"day": date(2026, 11, 23), "actor": 7, "roles": OFFICER, **fields})


@pytest.mark.parametrize(
    ("steps", "changes", "complaint"),
    [
        ((ASK, PROPOSE, PROPOSE, GRANT), {}, "propose leaves requested twice"),
        (
            (ASK, PROPOSE, dataclasses.replace(GRANT, target=ChangeState.REFUSED)),
            {},
            "grant names the unknown state",
        ),
        # The same text as a state of this machine, but another machine's member.
        (
            (ASK, dataclasses.replace(PROPOSE, source=PaymentState.REQUESTED), GRANT),
            {},
            "propose names the unknown state",
        ),
        ((ASK, dataclasses.replace(PROPOSE, roles=frozenset()), GRANT), {}, "propose has no role"),
        ((ASK, GRANT), {}, "proposed cannot be reached"),
        ((ASK, PROPOSE), {}, "granted cannot be reached"),
        ((ASK, PROPOSE, BACK), {"final": frozenset()}, "requested is a dead end and not final"),
        (
            (ASK, PROPOSE, GRANT, dataclasses.replace(GRANT, action="again", source=G, target=G)),
            {},
            "again leaves the final state granted",
        ),
        ((), {"initial": frozenset({P})}, "initial states are not those"),
        ((), {"final": frozenset({G, ChangeState.REFUSED})}, "refused is not among its states"),
        ((), {"states": (R, P, G, G)}, "a state is named twice"),
        ((), {"states": (R, P, G, PaymentState.PAID)}, "not of one enum"),
    ],
)
def test_an_unsound_table_is_refused_with_what_is_wrong(steps, changes, complaint):
    with pytest.raises(DefinitionError, match=complaint):
        small(*steps, **changes)


def test_a_loop_without_an_end_is_a_dead_end():
    # Each state has a way on, but none leads to an end.
    with pytest.raises(DefinitionError) as refusal:
        small(ASK, PROPOSE, BACK, states=(R, P), final=frozenset())
    assert "requested is a dead end" in str(refusal.value)
    assert "proposed is a dead end" in str(refusal.value)


def test_a_step_moves_and_nothing_else_changes():
    asked = circumstances(letter_rendered=True, awarded_amount=1)
    before = dataclasses.asdict(asked)
    assert small().take(R, "propose", asked) is P
    assert dataclasses.asdict(asked) == before


def test_the_first_step_creates():
    asked = circumstances(roles=SIGNATORY, actor_belongs_to_applicant=True)
    assert small().take(None, "request", asked) is R


@pytest.mark.parametrize("state", [None, P, G])
def test_a_step_that_does_not_leave_this_state_is_not_open(state):
    with pytest.raises(StepNotOpen) as refusal:
        small().take(state, "propose", circumstances())
    assert (refusal.value.action, refusal.value.why) == ("propose", "state")


def test_an_unknown_action_is_not_open():
    with pytest.raises(StepNotOpen, match="delete is not open in requested: state"):
        small().take(R, "delete", circumstances())


def test_a_step_is_not_open_for_other_roles_and_no_guard_is_asked():
    with pytest.raises(StepNotOpen) as refusal:
        small().take(R, "propose", circumstances(roles=frozenset({Role.AUDITOR, Role.FINANCE})))
    assert refusal.value.why == "role"


def test_a_signatory_of_another_organisation_is_a_stranger():
    with pytest.raises(StepNotOpen) as refusal:
        small().take(None, "request", circumstances(roles=SIGNATORY))
    assert refusal.value.why == "role"


def test_an_officer_who_belongs_to_the_applicant_is_shut_out():
    biased = circumstances(actor_belongs_to_applicant=True, letter_rendered=True, awarded_amount=1)
    with pytest.raises(StepRefused) as refusal:
        small().take(R, "propose", biased)
    (finding,) = refusal.value.findings
    assert (finding.rule, finding.clause) == ("not_own_case", Clause("HVwVfG", "§ 20 Abs. 1"))
    assert small().offers(R, biased) == ()


def test_every_objection_is_told_at_once():
    with pytest.raises(StepRefused) as refusal:
        small().take(R, "propose", circumstances())
    assert [f.rule for f in refusal.value.findings] == ["letter_rendered", "award_above_zero"]
    assert all(finding.outcome is Outcome.NOT_MET for finding in refusal.value.findings)


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_a_step_that_needs_a_reason_is_refused_without_one(reason):
    with pytest.raises(StepRefused) as refusal:
        small().take(P, "return_proposal", circumstances(reason=reason))
    assert [finding.rule for finding in refusal.value.findings] == ["reason_given"]
    assert small().take(P, "return_proposal", circumstances(reason="Betrag falsch")) is R


def test_a_finding_that_is_met_does_not_refuse():
    met = Finding(
        rule="fine",
        clause=Clause("GK", "Test"),
        mark=LETTER.mark,
        outcome=Outcome.MET,
        key="",
        values={},
        inputs={},
        reason="",
    )
    step = dataclasses.replace(GRANT, guards=(lambda _: (met,),))
    assert small(ASK, PROPOSE, BACK, step).take(P, "grant", circumstances()) is G


def test_offers_ask_guards_but_not_what_the_form_will_bring():
    (offer,) = small().offers(R, circumstances())
    assert offer.step is PROPOSE
    assert [finding.rule for finding in offer.obstacles] == ["letter_rendered"]
    (offer,) = small().offers(R, circumstances(letter_rendered=True))
    assert offer.obstacles == ()


def test_offers_and_dry_run_and_step_answer_the_same():
    asked = circumstances(letter_rendered=True, awarded_amount=1)
    assert small().objections(R, "propose", asked) == ()
    assert small().take(R, "propose", asked) is P
    (objection,) = small().objections(R, "propose", circumstances(letter_rendered=True))
    assert objection.rule == "award_above_zero"


def test_a_person_acts_as_applicant_or_as_staff_never_as_both():
    both = {Role.SIGNATORY, Role.CASE_OFFICER}
    assert roles_on_case(both, belongs=True) == {Role.SIGNATORY}
    assert roles_on_case(both, belongs=False) == {Role.CASE_OFFICER}


def test_actions_replay_to_the_state_they_lead_to():
    assert small().follow([]) is None
    assert small().follow(["request", "propose", "return_proposal", "propose", "grant"]) is G
    with pytest.raises(StepNotOpen):
        small().follow(["request", "grant"])


def test_who_did_what_counts_within_a_round():
    first = [("request", 1), ("propose", 2)]
    assert small().tasks_done(first) == {"change_proposed": frozenset({2})}
    assert small().tasks_done([*first, ("return_proposal", 3)]) == {}
    again = [*first, ("return_proposal", 3), ("propose", 4)]
    assert small().tasks_done(again) == {"change_proposed": frozenset({4})}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (date(2026, 1, 2), "2026-01-02"),
        (Role.SIGNATORY, "signatory"),
        ((2027, 2028), "2027, 2028"),
        (frozenset({"b", "a"}), "a, b"),
        ({"b": frozenset({2}), "a": ()}, "a: ; b: 2"),
    ],
)
def test_inputs_are_kept_as_stable_text(value, text):
    assert plain(value) == text
