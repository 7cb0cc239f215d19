"""Proofs: expected with their day, drafted without losing a word, frozen, examined with reasons."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import at, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Conflict, NotFound, Refused
from wirgrants.models import InboxMessage, ProofExamination, ProofKind, Revision
from wirgrants.services import examination, proofs, proofs_draft, proofs_submit
from wirgrants.services.examination_sheet import sheet_of
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.proofs import proof_of
from wirgrants.services.proofs_draft import ReportInput, base_of
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.states import MachineName, ProofState

TWO_YEARS = AwardSpec(
    amounts={"main": {2027: "8000.00", 2028: "4000.00"}},
    eligible="15000.00",
    own="3000.00",
    end=date(2028, 12, 31),
)


def test_a_running_award_of_one_year_owes_one_proof_by_the_lines_day(world):
    ref = running(world)

    [proof] = walk.stored_proofs(world, ref)
    assert (proof.kind, proof.part, proof.year) == (ProofKind.FINAL, "main", 2027)
    assert proof.due_on == date(2028, 3, 31)
    assert proof.due_rule["rule"] == "march_after_year"
    assert walk.stored_case(world, ref).due_on == date(2028, 3, 31)


def test_several_years_owe_an_interim_proof_as_the_line_dates_it(world):
    ref = running(world, TWO_YEARS)

    found = [(p.kind, p.year, p.due_on) for p in walk.stored_proofs(world, ref)]
    assert found == [
        (ProofKind.INTERIM, 2027, date(2028, 3, 31)),
        (ProofKind.FINAL, 2028, date(2029, 4, 3)),  # 31 March 2029 lies in the Easter days
    ]


def test_expecting_again_after_a_shorter_period_moves_days_and_cancels(world):
    ref = running(world, TWO_YEARS)
    with world.opened(), unit_of_work() as session:
        case = case_by_ref(session, ref)
        part = proofs.award_parts(session, case)[0]
        part.ends_on = date(2027, 12, 31)
        proofs.expect_all(session, case)

    found = {p.kind: (p.state, p.year, p.due_on) for p in walk.stored_proofs(world, ref)}
    assert found[ProofKind.INTERIM][0] is ProofState.CANCELLED
    assert found[ProofKind.FINAL] == (ProofState.EXPECTED, 2027, date(2028, 3, 31))


def test_a_day_named_in_the_notice_wins_over_the_line(world):
    named = {"proof_due": {"day": "2028-02-15", "fixed": False}}
    ref = running(world, AwardSpec(basis=named))

    [proof] = walk.stored_proofs(world, ref)
    assert (proof.due_on, proof.due_rule["rule"]) == (date(2028, 2, 15), "named_in_notice")


def test_handing_in_freezes_the_content_with_its_digest(world):
    ref = running(world)
    at(world, date(2028, 2, 1))
    proof = walk.final_proof(world, ref)
    told = walk.content([("personnel", "Personal", 2027, "9500.00")])

    walk.submit(world, ref, proof, told)

    [stored] = walk.stored_proofs(world, ref)
    assert (stored.state, stored.revision_number) == (ProofState.SUBMITTED, 1)
    assert stored.received_on == date(2028, 2, 1)
    with world.opened(), read_only() as session:
        revision = session.scalars(
            select(Revision).where(Revision.subject == MachineName.PROOF)
        ).one()
        assert revision.content["items"] == told["items"]
        assert revision.content["answers"] == told["answers"]
        assert revision.declared_by_id == world.actor("signatory").id
        assert "Vera" not in str(revision.content)
    with pytest.raises(Refused, match="handed in"):
        walk.save(world, ref, proof, told)


def test_what_was_shown_is_what_is_declared(world):
    ref = running(world)
    proof = walk.final_proof(world, ref)
    walk.save(world, ref, proof, walk.content([("personnel", "Personal", 2027, "1.00")]))
    shown = walk.declared(world, ref, proof)
    walk.save(world, ref, proof, walk.content([("personnel", "Personal", 2027, "2.00")]))

    with world.opened(), pytest.raises(Conflict):
        proofs_submit.submit_proof(
            world.actor("signatory"), ref, proof, shown, version=version_of(world, ref)
        )
    [stored] = walk.stored_proofs(world, ref)
    assert stored.state is ProofState.EXPECTED


def test_two_people_at_one_draft_do_not_undo_each_other(world):
    ref = running(world)
    proof = walk.final_proof(world, ref)
    walk.save(world, ref, proof, walk.content([("personnel", "Personal", 2027, "1.00")]))
    stale = ReportInput(
        content=walk.content([("personnel", "Personal", 2027, "3.00")]), typed=None,
        base=base_of({}),
    )  # fmt: skip

    with world.opened(), pytest.raises(Conflict):
        proofs_draft.save_report(world.actor("signatory"), ref, proof, stale)
    [stored] = walk.stored_proofs(world, ref)
    assert stored.draft["items"][0]["amount"] == "1.00"


def test_an_unreadable_field_keeps_the_proof_from_being_handed_in(world):
    ref = running(world)
    proof = walk.final_proof(world, ref)
    typed = {"report_result": ["Gut"], "participants_total": ["viele"]}
    walk.save(world, ref, proof, walk.content([]), typed=typed)

    with world.opened(), pytest.raises(StepRefused) as refused:
        proofs_submit.submit_proof(
            world.actor("signatory"), ref, proof, walk.declared(world, ref, proof),
            version=version_of(world, ref),
        )  # fmt: skip
    assert [finding.rule for finding in refused.value.findings] == ["fields_well_formed"]
    [stored] = walk.stored_proofs(world, ref)
    assert stored.draft["typed"] == typed


def test_an_officer_enters_a_paper_beside_the_recipients_draft(world):
    ref = running(world)
    at(world, date(2028, 2, 1))
    proof = walk.final_proof(world, ref)
    mine = walk.content([("personnel", "Personal", 2027, "1.00")])
    paper = walk.content([("personnel", "Personal", 2027, "7.00")])
    walk.save(world, ref, proof, mine)
    walk.save(world, ref, proof, paper, name="case_officer")

    with world.opened():
        proofs_submit.receive_proof_on_paper(
            world.actor("case_officer"), ref, proof,
            walk.declared(world, ref, proof, "case_officer"),
            received_on=date(2028, 1, 28), version=version_of(world, ref),
        )  # fmt: skip

    [stored] = walk.stored_proofs(world, ref)
    assert (stored.on_paper, stored.received_on) == (True, date(2028, 1, 28))
    assert stored.draft["items"][0]["amount"] == "1.00"
    with world.opened(), read_only() as session:
        sheet = sheet_of(session, case_by_ref(session, ref), stored)
        assert [row.stated for row in sheet.items] == [Decimal("0.00"), Decimal("7.00")]


def test_no_proof_on_paper_came_before_the_award(world):
    ref = running(world)
    at(world, date(2028, 2, 1))
    proof = walk.final_proof(world, ref)
    walk.save(world, ref, proof, walk.content([]), name="case_officer")
    with world.opened(), read_only() as session:
        noticed = award_letter(session, case_by_ref(session, ref)).dated
    for day in (date(1990, 1, 5), noticed - timedelta(days=1)):
        with world.opened(), pytest.raises(Refused, match="received before the award"):
            proofs_submit.receive_proof_on_paper(
                world.actor("case_officer"), ref, proof,
                walk.declared(world, ref, proof, "case_officer"),
                received_on=day, version=version_of(world, ref),
            )  # fmt: skip
    [stored] = walk.stored_proofs(world, ref)
    assert stored.received_on is None


def test_strangers_and_other_staff_write_no_proof(world):
    ref = running(world)
    proof = walk.final_proof(world, ref)
    with pytest.raises(NotFound):
        walk.save(world, ref, proof, walk.content([]), name="stranger")
    with pytest.raises(Exception, match="only the applicant and the case officer"):
        walk.save(world, ref, proof, walk.content([]), name="approver")
    with world.opened(), read_only() as session, pytest.raises(NotFound):
        proof_of(session, case_by_ref(session, ref), "aaaaaaaaaaaaaaaa")


def test_sending_back_tells_why_and_opens_the_draft_again(world):
    ref = running(world)
    at(world, date(2028, 2, 1))
    proof = walk.final_proof(world, ref)
    walk.submit(world, ref, proof, walk.content([("personnel", "Personal", 2027, "9500.00")]))
    walk.take_up(world, ref, proof)
    with world.opened():
        examination.send_back(
            world.actor("case_officer"), ref, proof, "Die Belegliste fehlt.",
            version=version_of(world, ref),
        )  # fmt: skip

    [stored] = walk.stored_proofs(world, ref)
    assert (stored.state, stored.sent_back_reason) == (
        ProofState.SENT_BACK,
        "Die Belegliste fehlt.",
    )
    with world.opened(), read_only() as session:
        texts = session.scalars(
            select(InboxMessage.text).where(InboxMessage.kind == "proof.sent_back")
        ).all()
        assert len(texts) == 1
        assert "Die Belegliste fehlt." in texts[0]
    walk.submit(world, ref, proof, walk.content([("personnel", "Personal", 2027, "9000.00")]))
    [stored] = walk.stored_proofs(world, ref)
    assert (stored.state, stored.revision_number) == (ProofState.SUBMITTED, 2)


def test_a_deduction_needs_its_reason_and_nothing_is_accepted_above_the_statement(world):
    ref = running(world)
    at(world, date(2028, 2, 1))
    proof = walk.final_proof(world, ref)
    category = walk.first_category(world, ref)
    walk.submit(world, ref, proof, walk.content([(category, "Personal", 2027, "9500.00")]))
    walk.take_up(world, ref, proof)

    with pytest.raises(Refused, match="without a reason"):
        walk.examine(world, ref, proof, {"Personal": ("9000.00", "")})
    with pytest.raises(Refused, match="more than stated"):
        walk.examine(world, ref, proof, {"Personal": ("9600.00", "großzügig")})
    walk.examine(world, ref, proof, {"Personal": ("9000.00", "Kein Beleg")})

    [stored] = walk.stored_proofs(world, ref)
    assert (stored.state, stored.examined_cost) == (ProofState.EXAMINED, Decimal("9000.00"))
    with world.opened(), read_only() as session:
        [row] = session.scalars(select(ProofExamination)).all()
        assert row.items[0]["note"] == "Kein Beleg"
        assert row.counters["participants_total"] == 84


def test_reopening_keeps_the_earlier_examination(world):
    ref = walk.examined(world)
    proof = walk.final_proof(world, ref)
    with world.opened():
        examination.reopen(
            world.actor("case_officer"), ref, proof, "Nachtrag", version=version_of(world, ref)
        )
    walk.examine(world, ref, proof, {"Personal": ("8000.00", "Nachtrag")})

    with world.opened(), read_only() as session:
        rows = session.scalars(select(ProofExamination).order_by(ProofExamination.number)).all()
        found = [(row.number, row.examined_cost, row.reopened_at is None) for row in rows]
    assert found == [(1, Decimal("10000.00"), False), (2, Decimal("8000.00"), True)]


def test_a_double_examination_changes_nothing(world):
    ref = walk.examined(world)
    with pytest.raises(StepNotOpen):
        walk.examine(world, ref, walk.final_proof(world, ref))


def test_findings_name_what_stands_out(world):
    ref = running(world)
    at(world, date(2028, 4, 10))
    proof = walk.final_proof(world, ref)
    category = walk.first_category(world, ref)
    told = walk.content([(category, "Personal", 2027, "12500.00")])
    told["funds"] = [
        {"source": "own", "label": "Eigenmittel", "year": 2027, "amount": "1500.00"},
        {"source": "third_party", "label": "Stiftung", "year": 2027, "amount": "900.00"},
    ]
    del told["answers"]["mini_job_months_worked"]
    walk.submit(world, ref, proof, told)

    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        sheet = sheet_of(session, case, proof_of(session, case, proof))
        found = {f.rule: f.outcome.value for f in sheet.findings}
    assert found["proof_on_time"] == "review"
    assert found["item_shift_allowed"] == "review"
    assert found["cost_above_plan"] == "met"
    assert found["no_new_funds"] == "review"
    assert found["own_funds_brought"] == "review"
    assert found["receipts_listed"] == "review"
    assert found["reported_mini_job_months_worked"] == "not_asked"
    assert found["reported_participants_total"] == "met"
