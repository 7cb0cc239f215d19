"""An application that an answer has corrected: all that follows rests on its second revision."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.answers import good_content
from tests.wirgrants.decide.office import Office, shown, signature, to_ready
from tests.wirgrants.decide.test_review import asked
from tests.wirgrants.money.walk import at, declaration, paid, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.world import NOW, case_by_ref
from wirgrants.documents.codec import to_data
from wirgrants.models import AwardPart, Clarification, Letter, LetterKind, Proposal, Revision
from wirgrants.services import acceptance, settlement
from wirgrants.services.audit_contents import gather
from wirgrants.services.clarify import accept_answer
from wirgrants.services.corrections import correct_section
from wirgrants.services.decisions import approve_award
from wirgrants.services.drafts import SectionInput
from wirgrants.services.evidence_money import money
from wirgrants.services.evidence_record import records
from wirgrants.services.filing import Declaration
from wirgrants.services.filing_answers import answer_clarification
from wirgrants.services.letters import frozen_letter
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.services.proposals import preview_award, propose_award
from wirgrants.services.review import CheckAnswer, answer_checks, checks_of
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.findings import Outcome
from workflows.states import ApplicationState, Role

FILED, CORRECTED, COST = "8000.00", "7000.00", "9000.00"


@pytest.fixture
def office(world):
    return Office(world)


def stored(office, model):
    with office.world.opened(), read_only() as session:
        session.expire_all()
        return session.scalars(select(model).order_by(model.id)).all()


def corrected_plan(office):
    """The plan of the application with less for the mini job, and the grant asked for it."""
    content = good_content(registry.guideline(office.line, office.version), office.kind)
    plan = deepcopy(content["parts"]["main"]["plan"])
    plan["items"][1]["amount"] = "4000.00"
    return {"plan": plan, "asked": {"2027": CORRECTED}}


def answered_with_a_correction(office):
    """In the check, asked about the plan, answered by a signatory with another plan; its ref."""
    ref, world = office.answered(), office.world
    assert asked(office, world.client(Role.CASE_OFFICER), ref).status_code == 303
    [request] = stored(office, Clarification)
    signatory = world.actor("signatory")
    with world.opened():
        version = version_of(world, ref)
        sent = SectionInput(
            slug="plan-main", values=corrected_plan(office), typed=None, version=version, base=""
        )
        correct_section(signatory, ref, sent)
        told = Declaration(name="Ada Beispiel", function="Vorsitz", digest="")
        answer_clarification(
            signatory, ref, request.ref, "Die Stelle beginnt später.", [],
            version=version_of(world, ref), declared=told,
        )  # fmt: skip
        officer = world.actor(Role.CASE_OFFICER)
        accept_answer(officer, ref, request.ref, version=version_of(world, ref))
    return ref


def awarded_on_it(office, ref):
    """Checked anew, awarded as corrected and accepted with a waiver."""
    world = office.world
    officer = world.actor(Role.CASE_OFFICER)
    with world.opened():
        with read_only() as session:
            session.expire_all()
            open_ones = [
                one for one in checks_of(session, case_by_ref(session, ref)) if not one.answer
            ]
        met = {one.ref: CheckAnswer(answer=Outcome.MET, note="Geprüft.") for one in open_ones}
        if met:
            answer_checks(officer, ref, met, version=version_of(world, ref))
        to_ready(office, ref)
        letter = preview_award(officer, ref, office.wish(CORRECTED))
        propose_award(officer, ref, shown(office, ref, letter))
        approve_award(world.actor(Role.APPROVER), ref, signature(office, ref))
        notice = stored(office, Letter)[-1].pdf_digest
        told = replace(declaration(world), notice=notice)
        acceptance.accept(world.actor("signatory"), ref, told, version=version_of(world, ref))


def test_a_corrected_application_is_awarded_paid_and_settled_as_corrected(office):
    world, ref = office.world, answered_with_a_correction(office)
    first, second = stored(office, Revision)
    assert [one.content["asked"]["main"]["2027"] for one in (first, second)] == [FILED, CORRECTED]

    awarded_on_it(office, ref)
    [proposal], [part] = stored(office, Proposal), stored(office, AwardPart)
    case = office.look(ref)
    assert (proposal.content["revision"], case.revision_number) == (second.number, 2)
    assert (proposal.total, case.asked, case.awarded) == (Decimal(CORRECTED),) * 3
    assert (part.amount, part.eligible_cost) == (Decimal(CORRECTED), Decimal(COST))
    assert part.plan["items"] == second.content["parts"]["main"]["plan"]["items"]
    notice = next(
        one for one in stored(office, Letter) if one.kind is LetterKind.AWARD and one.issued_at
    )
    words = json.dumps(to_data(frozen_letter(notice)), ensure_ascii=False).replace("\xa0", " ")
    assert ("7.000,00 €" in words, "9.000,00 €" in words) == (True, True)
    assert ("8.000,00 €" in words, "10.000,00 €" in words) == (False, False)

    at(world, date(2027, 2, 1))
    paid(world, ref, CORRECTED, soon=COST)
    at(world, walk.AFTER_YEAR)
    proof = walk.final_proof(world, ref)
    spent = [("micro_project", "Ausgabe 1", 2027, "5000.00"),
             ("mini_job", "Ausgabe 2", 2027, "4000.00")]  # fmt: skip
    walk.submit(world, ref, proof, walk.content(spent))
    walk.take_up(world, ref, proof)
    walk.examine(world, ref, proof)
    with world.opened():
        officer = world.actor(Role.CASE_OFFICER)
        settlement.begin_settlement(officer, ref, version=version_of(world, ref))
    walk.close(world, ref)

    case = office.look(ref)
    assert (case.state, case.settled_grant, case.paid) == (
        ApplicationState.SETTLED, Decimal(CORRECTED), Decimal(CORRECTED),
    )  # fmt: skip
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        told = to_data(gather(session, case, "Prüfung", NOW).file)
        assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])
        assert [*records(session), *money(session)] == []
    assert [one["title"] for one in told["applications"]] == [
        "Antrag, 1. Fassung", "Antrag, 2. Fassung",
    ]  # fmt: skip
    asked_for = [json.dumps(one, ensure_ascii=False) for one in told["applications"]]
    assert ["7.000,00" in one for one in asked_for] == [False, True]
