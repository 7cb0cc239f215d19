"""The stepper shows where a case stands, and who must act can act."""

import pytest

from workflows import procedures
from workflows.next_actors import NEXT_ACTORS
from workflows.progress import (
    Audience,
    StageStatus,
    action_done,
    action_label,
    coming,
    stages,
    state_text,
    who_is_next,
)
from workflows.states import APPLICANT_ROLES, ApplicationState, MachineName, Role, Variant

A = ApplicationState
SIGNS = {
    StageStatus.DONE: "x",
    StageStatus.CURRENT: ">",
    StageStatus.OPEN: ".",
    StageStatus.STOPPED: "!",
}


def drawn(*args, **kwargs):
    shown = stages(*args, **kwargs)
    return "".join(SIGNS[stage.status] for stage in shown), [stage.id for stage in shown]


@pytest.mark.parametrize(
    ("state", "signs"),
    [
        (A.DRAFT, ">....."),
        (A.FILED, "x>...."),
        (A.MUNICIPAL_STATEMENT, "x>...."),
        (A.REJECTION_PROPOSED, "x>...."),
        (A.AWARDED, "xx>..."),
        (A.RUNNING, "xxx>.."),
        (A.RECOVERING, "xxxx>."),
        (A.SETTLED, "xxxxxx"),
    ],
)
def test_applicants_see_six_stages(state, signs):
    assert drawn(Variant.ASSOCIATION, state, Audience.APPLICANT) == (
        signs,
        ["preparation", "check", "acceptance", "running", "settlement", "settled"],
    )


@pytest.mark.parametrize(
    ("variant", "extra"),
    [
        (Variant.POST, ["target_agreement"]),
        (Variant.PROJECT, ["expert_vote"]),
        (Variant.ASSOCIATION, ["municipal_statement"]),
        (Variant.FLAT_RATE, []),
        (Variant.STRATEGY, ["jury"]),
    ],
)
def test_staff_see_the_stages_of_their_variant(variant, extra):
    after = ["resolution"] if variant is Variant.STRATEGY else []
    assert drawn(variant, A.READY, Audience.STAFF) == (
        "xx" + "x" * len(extra) + ">" + "." * (4 + len(after)),
        [
            *("intake", "formal_check", *extra, "decision", "acceptance", "running"),
            *(*after, "settlement", "settled"),
        ],
    )


def test_a_guideline_without_review_has_no_such_stage():
    _, shown = drawn(Variant.POST, A.READY, Audience.STAFF, review=False)
    assert "target_agreement" not in shown


@pytest.mark.parametrize(
    ("state", "came_from", "signs", "shown"),
    [
        (A.REJECTED, None, "xx>", ["preparation", "check", "rejected"]),
        (A.WITHDRAWN, A.DRAFT, "!>", ["preparation", "withdrawn"]),
        (A.WITHDRAWN, None, "x!>", ["preparation", "check", "withdrawn"]),
        (A.LAPSED, None, "xx!>", ["preparation", "check", "acceptance", "lapsed"]),
        (A.DECLINED, None, "xx!>", ["preparation", "check", "acceptance", "declined"]),
    ],
)
def test_an_early_end_is_the_last_stage(state, came_from, signs, shown):
    seen = drawn(Variant.PROJECT, state, Audience.APPLICANT, came_from=came_from)
    assert seen == (signs, shown)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("variant", Variant)
def test_every_state_has_one_present_stage(variant, audience):
    for state in procedures.application_of(variant).states:
        shown = stages(variant, state, audience)
        assert all(stage.text for stage in shown)
        current = [stage for stage in shown if stage.status is StageStatus.CURRENT]
        assert len(current) == (0 if state is A.SETTLED else 1)


def test_a_state_of_another_variant_has_no_stage():
    with pytest.raises(ValueError, match="jury"):
        stages(Variant.POST, A.JURY, Audience.STAFF)


def test_the_table_of_next_actors_covers_every_state():
    for lifecycle in procedures.ALL:
        assert set(lifecycle.states) <= NEXT_ACTORS[lifecycle.machine].keys()
        for state in lifecycle.states:
            assert (who_is_next(lifecycle.machine, state) == frozenset()) is lifecycle.ended(state)


@pytest.mark.parametrize("lifecycle", procedures.ALL, ids=lambda lifecycle: lifecycle.name)
def test_whoever_must_act_can_act(lifecycle):
    # Drafts and proofs are written before they move; running measures are carried on by payments,
    # changes and proofs; a debtor pays outside.
    elsewhere = {
        ("application", A.DRAFT),
        ("application", A.RUNNING),
        ("application", A.RESOLVED),
        ("proof", "expected"),
        ("proof", "sent_back"),
        ("recovery", "ordered"),
    }
    for state in lifecycle.states:
        roles = who_is_next(lifecycle.machine, state)
        able = {role for role in roles if lifecycle.open_steps(state, {role})}
        if (lifecycle.machine.value, state) in elsewhere:
            assert Role.SIGNATORY in roles
            assert able >= roles - APPLICANT_ROLES
        else:
            assert able == roles


def test_what_comes_next_is_told_to_each_side_in_its_words():
    ours = coming(MachineName.APPLICATION, A.AWARDED, Audience.STAFF)
    theirs = coming(MachineName.APPLICATION, A.AWARDED, Audience.APPLICANT)
    assert ours.roles == theirs.roles == {Role.SIGNATORY}
    assert (ours.who, theirs.who) == ("vertretungsberechtigte Person", "Sie")
    assert "Bankverbindung" in theirs.what
    filed = coming(MachineName.APPLICATION, A.FILED, Audience.APPLICANT)
    assert filed.who == "die Bewilligungsbehörde"
    assert coming(MachineName.APPLICATION, A.SETTLED, Audience.STAFF).who == "niemand"


def test_names_of_states_and_actions():
    assert state_text(MachineName.APPLICATION, A.READY, Audience.STAFF) == "Entscheidungsreif"
    assert action_label(MachineName.PAYMENT, "release") == "Auszahlung freigeben"
    assert action_done(MachineName.PAYMENT, "release") == "Auszahlung freigegeben"
