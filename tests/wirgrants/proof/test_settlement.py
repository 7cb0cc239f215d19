"""Settlement: the arithmetic of the law, two people, the letter shown, money back to its budget."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import also_approver, at, paid, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Conflict, Refused
from wirgrants.models import (
    AwardYear,
    Budget,
    DeliveryWay,
    Letter,
    LetterKind,
    Settlement,
)
from wirgrants.services import settlement
from wirgrants.services.ledger import differences
from wirgrants.services.letters import frozen_letter
from wirgrants.services.recovery import open_recovery
from wirgrants.services.settlement_sign import preview_settlement, settle
from wirgrants.unit_of_work import read_only
from workflows.guideline import FinancingType
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.states import ApplicationState, Role

FLAT_RATE = "coordination_flat_rate"
GUIDES = AwardSpec(
    line="integration_guides",
    version="2021",
    amounts={"deployment": {2027: "6900.00"}},
    eligible="6900.00",
    own="0.00",
    financing=FinancingType.FIXED,
    part_answers={"deployment": {"guides": 5, "coordinating_guides": 0, "hours": 1380}},
)
INTERPRETERS = AwardSpec(
    line="lay_interpreters",
    version="2021",
    amounts={"deployment": {2027: "2000.00"}},
    eligible="2000.00",
    own="0.00",
    financing=FinancingType.FIXED,
    part_answers={"deployment": {"deployments": 100}},
)


def numbers(world, ref):
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        row = settlement.last_settlement(session, case_by_ref(session, ref))
        return row.awarded, row.grant_due, row.paid, row.to_recover, row.to_pay


def test_settlement_cannot_begin_before_the_proof_is_examined(world):
    ref = running(world)
    with world.opened(), pytest.raises(StepRefused) as refused:
        settlement.begin_settlement(
            world.actor("case_officer"), ref, version=version_of(world, ref)
        )
    assert [one.rule for one in refused.value.findings] == ["no_proof_awaited", "proofs_examined"]


def test_settling_is_no_subject_while_the_proof_can_still_come_in_time(world):
    ref, officer = running(world), world.client(Role.CASE_OFFICER)
    label, why = "Abrechnung beginnen", "Noch nicht alle Nachweise sind geprüft."
    assert label not in officer.get(f"/vorgang/{ref}").text
    at(world, date(2028, 4, 1))  # due on 31 March: it is late, and somebody asks what to do
    page = officer.get(f"/vorgang/{ref}").text
    assert label in page
    assert why in page
    proof = walk.final_proof(world, ref)
    at(world, date(2028, 2, 1))
    assert label not in officer.get(f"/vorgang/{ref}").text
    spent = walk.content([(walk.CATEGORY, "Projektleitung", 2027, "8000.00")])
    walk.submit(world, ref, proof, spent)
    assert why in officer.get(f"/vorgang/{ref}").text


def test_share_financing_pays_the_awarded_share_of_what_was_spent(world):
    ref = walk.settling(world, cost="8000.00")

    assert numbers(world, ref) == (
        Decimal("8000.00"), Decimal("6400.00"), Decimal("8000.00"),
        Decimal("1600.00"), Decimal("0.00"),
    )  # fmt: skip
    assert walk.stored_case(world, ref).state is ApplicationState.SETTLING


def test_a_small_reduction_leaves_the_grant(world):
    ref = walk.settling(world, cost="9400.00")
    assert numbers(world, ref)[1] == Decimal("8000.00")


def test_a_case_in_balance_is_settled_by_another_person(world):
    ref = walk.settling(world)
    also_approver(world)
    with pytest.raises(StepRefused) as refused:
        walk.close(world, ref, name="case_officer")
    assert [finding.rule for finding in refused.value.findings] == ["second_person_signs"]

    walk.close(world, ref)

    case = walk.stored_case(world, ref)
    assert (case.state, case.settled_grant, case.closed_on) == (
        ApplicationState.SETTLED, Decimal("8000.00"), date(2028, 2, 1),
    )  # fmt: skip
    with world.opened(), read_only() as session:
        first, letter = session.scalars(
            select(Letter).where(Letter.kind == LetterKind.SETTLEMENT).order_by(Letter.sequence)
        ).all()
        assert first.discarded_at is not None
        assert letter.issued_at is not None
        assert letter.previewed_digest == letter.pdf_digest
        row = session.scalars(select(Settlement).order_by(Settlement.number.desc())).first()
        assert row.letter_id == letter.id


def test_what_was_not_spent_returns_to_the_budget(world):
    ref = walk.settling(world, cost="8000.00", payout="5000.00")
    assert numbers(world, ref)[4] == Decimal("1400.00")

    with pytest.raises(Refused, match="a rest is payable"):
        walk.close(world, ref)
    walk.close(world, ref, give_up=True)

    assert walk.stored_case(world, ref).settled_grant == Decimal("5000.00")
    with world.opened(), read_only() as session:
        [year] = session.scalars(select(AwardYear)).all()
        assert (year.paid, year.released) == (Decimal("5000.00"), Decimal("3000.00"))
        [budget] = session.scalars(select(Budget)).all()
        assert (budget.committed, budget.spent) == (Decimal("0.00"), Decimal("5000.00"))
        assert differences(session) == []


def test_a_rest_that_is_called_while_settling_is_paid_before_the_end(world):
    ref = walk.settling(world, cost="8000.00", payout="5000.00")
    with pytest.raises(StepRefused):
        paid(world, ref, "1400.01")
    paid(world, ref, "1400.00")
    walk.close(world, ref)

    assert walk.stored_case(world, ref).settled_grant == Decimal("6400.00")
    assert numbers(world, ref)[2:] == (Decimal("6400.00"), Decimal("0.00"), Decimal("0.00"))


def test_money_to_recover_keeps_the_case_from_being_closed(world):
    ref = walk.settling(world, cost="8000.00")
    with pytest.raises(StepRefused) as refused:
        walk.close(world, ref)
    assert [finding.rule for finding in refused.value.findings] == ["nothing_left_to_recover"]


def test_below_the_petty_limit_nothing_is_pursued(world):
    ref = walk.settling(world, cost="8875.00", payout="7500.00")
    assert numbers(world, ref)[1:4] == (
        Decimal("7100.00"),
        Decimal("7500.00"),
        Decimal("400.00"),
    )
    with world.opened(), pytest.raises(StepRefused) as refused:
        open_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    assert [finding.rule for finding in refused.value.findings] == ["above_petty_limit"]

    walk.close(world, ref)
    assert walk.stored_case(world, ref).settled_grant == Decimal("7100.00")


def test_figures_that_changed_after_the_preview_are_not_signed(world):
    ref = walk.settling(world, cost="8000.00", payout="5000.00")
    with world.opened():
        letter = preview_settlement(
            world.actor("approver"), ref, walk.closing(world, ref, give_up=True)
        )
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, walk.AFTER_YEAR)
    paid(world, ref, "1400.00")
    with world.opened(), pytest.raises(Conflict, match="changed after the preview"):
        settle(world.actor("approver"), ref, signed, version=version_of(world, ref))


def test_signing_twice_does_nothing_the_second_time(world):
    ref = walk.settling(world)
    with world.opened():
        letter = preview_settlement(world.actor("approver"), ref, walk.closing(world, ref))
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, walk.AFTER_YEAR)
        version = version_of(world, ref)
        settle(world.actor("approver"), ref, signed, version=version)
        with pytest.raises((Conflict, StepNotOpen)):
            settle(world.actor("approver"), ref, signed, version=version)


def test_the_examination_can_be_reopened(world):
    ref = walk.settling(world)
    with world.opened():
        settlement.reopen_examination(
            world.actor("second_officer"), ref, "Nachtrag", version=version_of(world, ref)
        )
    assert walk.stored_case(world, ref).state is ApplicationState.RUNNING


def guides(world, hours, spec=GUIDES):
    ref = running(world, spec)
    paid(world, ref, "6900.00")
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref, "deployment")
    told = walk.content([("allowances", "", 2027, "6900.00")])
    told["answers"] = {"report_result": "Gut.", "report_deviations": "keine"}
    told["persons"] = [
        {"code": f"L-{place:02d}", "coordinating": False, "year": 2027, "hours": each}
        for place, each in enumerate(hours, start=1)
    ]
    walk.submit(world, ref, proof, told)
    walk.take_up(world, ref, proof)
    walk.examine(world, ref, proof)
    with world.opened():
        settlement.begin_settlement(
            world.actor("second_officer"), ref, version=version_of(world, ref)
        )
    return ref


def test_guides_are_paid_hours_times_rate(world):
    ref = guides(world, ["200", "200", "200", "200", "200"])
    assert numbers(world, ref)[1] == Decimal("5000.00")


def test_hours_above_a_persons_maximum_do_not_count(world):
    ref = guides(world, ["400", "200", "200"])
    assert numbers(world, ref)[1] == Decimal("3380.00")  # (276 + 200 + 200) × 5,00 €


@pytest.mark.parametrize(
    ("awarded", "hours", "grant"),
    [
        (True, ["140"] * 5, "5500.00"),
        (False, ["140"] * 5, "3500.00"),
        (True, ["175"] * 4, "3500.00"),  # four guides are no pool any more
    ],
)
def test_guides_get_the_flat_rate_that_was_awarded_and_earned(world, awarded, hours, grant):
    asked = {**GUIDES.part_answers["deployment"], "pool_of_guides": 5, FLAT_RATE: True}
    spec = replace(
        GUIDES,
        part_answers={"deployment": asked},
        options={"deployment": {FLAT_RATE: awarded}},
    )

    ref = guides(world, hours, spec)

    assert numbers(world, ref)[1] == Decimal(grant)


@pytest.mark.parametrize(("done", "grant"), [(100, "2000.00"), (80, "1600.00"), (120, "2000.00")])
def test_interpreters_are_paid_deployments_times_rate(world, done, grant):
    ref = running(world, INTERPRETERS)
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref, "deployment")
    told = walk.content([("allowances", "", 2027, "2400.00")])
    told["answers"] = {
        "report_result": "Gut.", "report_deviations": "keine", "deployments_done": done,
        "interpreters_active": 6, "languages_offered": 6, "clients_served": 60,
        "most_deployments_of_a_client": 4,
    }  # fmt: skip
    walk.submit(world, ref, proof, told)
    walk.take_up(world, ref, proof)
    walk.examine(world, ref, proof)
    with world.opened():
        settlement.begin_settlement(
            world.actor("second_officer"), ref, version=version_of(world, ref)
        )
    assert numbers(world, ref)[1] == Decimal(grant)


def test_the_letter_shows_the_arithmetic(world):
    ref = walk.settling(world, cost="8000.00", payout="5000.00")
    with world.opened():
        preview_settlement(world.actor("approver"), ref, walk.closing(world, ref, give_up=True))
        with read_only() as session:
            [letter] = session.scalars(
                select(Letter).where(Letter.kind == LetterKind.SETTLEMENT)
            ).all()
            told = str(frozen_letter(letter))
    assert "80 % von 8.000,00 €" in told
    assert "Der Rest von 1.400,00" in told


def relied_on(world, ref, kind):
    """The figures that the newest letter of this kind names, with their marks."""
    with world.opened(), read_only() as session:
        session.expire_all()
        letter = session.scalars(
            select(Letter).where(Letter.kind == kind).order_by(Letter.sequence.desc())
        ).first()
        return [
            (one.label, one.value.replace("\xa0", " "), one.mark.value)
            for one in frozen_letter(letter).figures
        ]


def test_letters_name_the_parameters_that_nobody_has_confirmed(world):
    threshold = ("Ermäßigung der Ausgaben ohne Folge bis", "500,00 €", "unverified")
    kept = ("Aufbewahrung der Belege", "5 Jahre", "unverified")
    ref = walk.settling(world, cost="8875.00", payout="7500.00")
    with world.opened():
        preview_settlement(world.actor("approver"), ref, walk.closing(world, ref))
    assert relied_on(world, ref, LetterKind.SETTLEMENT) == [
        threshold, ("Kleinbetragsgrenze der Rückforderung", "500,00 €", "unverified"), kept,
    ]  # fmt: skip


def test_hearing_and_order_name_theirs(world):
    threshold = ("Ermäßigung der Ausgaben ohne Folge bis", "500,00 €", "unverified")
    ref = walk.settling(world, cost="8000.00")
    recovery = walk.hearing(world, ref)
    assert relied_on(world, ref, LetterKind.HEARING) == [threshold]
    walk.ordered(world, ref, recovery, date(2028, 4, 1))
    assert relied_on(world, ref, LetterKind.RECOVERY_ORDER) == [
        threshold, ("Zinstage des Jahres", "365 Tage", "unverified"),
    ]  # fmt: skip
