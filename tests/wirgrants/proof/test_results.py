"""Results beside money: strategies with their resolution, goals and yearly talks of posts."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import at, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.browsing import names, post, send, step
from tests.wirgrants.proof.test_pages import edit, picture
from tests.wirgrants.world import NOW, case_by_ref
from wirgrants.models import Paper, Vote, VoteKind, VoteOutcome
from wirgrants.services import settlement
from wirgrants.unit_of_work import read_only, unit_of_work
from wirgrants.web.actions import registered
from workflows.lifecycle import StepRefused
from workflows.procedures import SIDE_MACHINES, application_of
from workflows.states import ApplicationState, MachineName, Role, Variant

STRATEGY = AwardSpec(line="diversity_strategies", version="2021")
POST = AwardSpec(line="diversity_centres", version="2021")
MINE = {
    "record_annual_talk", "deliver_strategy", "record_resolution", "settle_without_resolution",
    "return_to_resolution", "begin_settlement", "reopen_examination", "open_recovery",
    "close_recovery", "settle",
}  # fmt: skip


def state(world, ref):
    return walk.stored_case(world, ref).state


def test_every_step_of_this_part_of_the_road_has_a_page():
    wanted = {
        (machine, one.action)
        for machine in (MachineName.PROOF, MachineName.RECOVERY)
        for one in SIDE_MACHINES[machine].steps
        if one.roles != {Role.SYSTEM}
    }
    wanted |= {
        (MachineName.APPLICATION, one.action)
        for variant in Variant
        for one in application_of(variant).steps
        if one.action in MINE
    }
    import wirgrants.web.proof.steps
    import wirgrants.web.recovery.hearing
    import wirgrants.web.recovery.interest
    import wirgrants.web.recovery.order
    import wirgrants.web.recovery.steps  # noqa: F401 - they register on import

    assert wanted - registered().keys() == set()


def test_a_strategy_is_delivered_resolved_proven_and_settled(world):
    ref = running(world, STRATEGY)
    at(world, walk.AFTER_YEAR)
    signatory = world.client("signatory")
    deliver = step(ref, "application", ref, "deliver_strategy")
    nothing = send(signatory, deliver)
    assert nothing.status_code == 422
    assert send(signatory, deliver, file=(picture(), "Strategie.png")).status_code == 303
    assert state(world, ref) is ApplicationState.RESOLUTION_PENDING

    resolve = step(ref, "application", ref, "record_resolution")
    assert send(signatory, resolve, on="01.02.2028").status_code == 422
    ahead = send(signatory, resolve, on="02.02.2028", number="STV/1")
    assert ahead.status_code == 422
    assert "liegt in der Zukunft" in ahead.text
    assert send(signatory, resolve, on="31.01.2028", number="STV/2028/7").status_code == 303
    assert state(world, ref) is ApplicationState.RESOLVED
    with world.opened(), read_only() as session:
        [vote] = session.scalars(select(Vote)).all()
        assert (vote.kind, vote.on, vote.data) == (
            VoteKind.RESOLUTION, date(2028, 1, 31), {"number": "STV/2028/7"},
        )  # fmt: skip
        assert [paper.kind for paper in session.scalars(select(Paper))] == ["strategy_document"]

    page = signatory.get(edit(ref, walk.final_proof(world, ref))).text
    assert 'value="STV/2028/7"' in page
    assert 'value="31.01.2028"' in page


def test_a_strategy_without_resolution_is_settled_by_the_approver_only(world):
    ref = running(world, STRATEGY)
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref)
    category = walk.first_category(world, ref)
    walk.submit(world, ref, proof, walk.content([(category, "Personal", 2027, "10000.00")]))
    walk.take_up(world, ref, proof)
    walk.examine(world, ref, proof)
    path = step(ref, "application", ref, "settle_without_resolution")
    assert world.client("case_officer").get(path).status_code == 403
    approver = world.client("approver")
    assert send(approver, path, reason="").status_code == 422
    assert send(approver, path, reason="Der Rat hat vertagt.").status_code == 303
    assert state(world, ref) is ApplicationState.SETTLING

    with world.opened(), pytest.raises(StepRefused) as refused:
        settlement.reopen_examination(
            world.actor("case_officer"), ref, "Nachtrag", version=version_of(world, ref)
        )
    assert [finding.rule for finding in refused.value.findings] == ["resolution_recorded"]
    back = step(ref, "application", ref, "return_to_resolution")
    assert send(world.client("case_officer"), back, reason="Rat berät").status_code == 303
    assert state(world, ref) is ApplicationState.RESOLUTION_PENDING


def agree(world, ref, goals):
    with world.opened(), unit_of_work() as session:
        case = case_by_ref(session, ref)
        session.add(
            Vote(
                case_id=case.id, kind=VoteKind.TARGET_AGREEMENT, outcome=VoteOutcome.RECORDED,
                on=date(2026, 11, 20), data={"goals": goals}, recorded_at=NOW,
                recorded_by_id=world.actor("case_officer").id,
            )
        )  # fmt: skip


def test_goals_are_asked_only_where_some_were_agreed(world):
    ref = running(world, POST)
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref)
    client = world.client("applicant_editor")
    page = client.get(edit(ref, proof)).text
    assert names(page, "report_goals") == names(page, "goal_0_outcome") == []
    assert post(client, edit(ref, proof), page, report_result="Fertig.").status_code == 303
    ask = step(ref, "proof", proof, "submit")
    shown = world.client("signatory").get(ask).text
    assert "<dt>Wie weit sind die Ziele der Zielvereinbarung erreicht?</dt>" in shown
    assert "entfällt, es gibt keine Zielvereinbarung" in shown
    assert "<li>Wie weit sind die Ziele der Zielvereinbarung erreicht?</li>" not in shown
    agree(world, ref, [])
    assert names(client.get(edit(ref, proof)).text, "report_goals") == ["report_goals"]


def test_goals_of_the_target_agreement_are_answered_one_by_one(world):
    ref = running(world, POST)
    agree(world, ref, ["Drei Öffnungsprozesse", "Netzwerk <aufbauen>"])
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref)
    client = world.client("applicant_editor")
    page = client.get(edit(ref, proof)).text
    assert "Netzwerk &lt;aufbauen&gt;" in page
    assert names(page, "report_goals") == []
    told = {"goal_0_outcome": "reached", "goal_0_result": "Drei begonnen",
            "goal_1_outcome": "partly", "goal_1_result": "Zwei Treffen"}  # fmt: skip
    assert post(client, edit(ref, proof), page, **told).status_code == 303
    with world.opened():
        walk.submit(world, ref, proof, dict(walk.stored_proofs(world, ref)[0].draft))
    shown = world.client("case_officer").get(f"/vorgang/{ref}/nachweis/{proof}").text
    assert "Netzwerk &lt;aufbauen&gt;: teilweise erreicht Zwei Treffen" in shown


def test_a_yearly_talk_is_kept_with_its_note(world):
    ref = running(world, POST)
    path = step(ref, "application", ref, "record_annual_talk")
    lead = world.client("programme_lead")
    assert send(lead, path, on="01.02.2027", note="").status_code == 422
    assert send(lead, path, on="02.02.2027", note="Gut.").status_code == 422
    assert send(lead, path, on="01.02.2027", people="Amt 50", note="Ziele auf Kurs.",
                ).status_code == 303  # fmt: skip
    assert state(world, ref) is ApplicationState.RUNNING
    with world.opened(), read_only() as session:
        [vote] = session.scalars(select(Vote)).all()
        assert (vote.kind, vote.body, vote.text) == (
            VoteKind.ANNUAL_TALK, "Amt 50", "Ziele auf Kurs.",
        )  # fmt: skip


@pytest.mark.parametrize("line", [("migrant_organisations", "2021")])
def test_the_talk_is_for_posts_only(world, line):
    ref = running(world, AwardSpec(line=line[0], version=line[1]))
    path = step(ref, "application", ref, "record_annual_talk")
    assert world.client("case_officer").get(path).status_code == 409


def test_a_proof_without_agreed_goals_is_examined(world):
    ref = running(world, POST)
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref)
    walk.submit(world, ref, proof, walk.content([]))
    officer = world.client("case_officer")
    taken = send(officer, step(ref, "proof", proof, "take_up"))
    assert taken.status_code == 303
    page = officer.get(step(ref, "proof", proof, "examine")).text
    assert (
        "entfällt, es gibt keine Zielvereinbarung"
        in officer.get(f"/vorgang/{ref}/nachweis/{proof}").text
    )
    assert "Prüfvermerk" in page
