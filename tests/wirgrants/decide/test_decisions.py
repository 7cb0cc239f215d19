"""From the filed application to the signed notice, through the services, on both databases."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.decide.office import DAY, POST, Office
from wirgrants.models import (
    AwardYear,
    Budget,
    VoteOutcome,
)
from wirgrants.services.decisions import Signature, approve_award
from wirgrants.services.letters import letter_of
from wirgrants.services.proposals import Shown, open_proposal, preview_award, propose_award
from wirgrants.services.review import close_check
from wirgrants.services.votes import Said, record_review
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState, Role


@pytest.fixture
def office(world):
    return Office(world)


def test_the_whole_way_to_a_signed_notice(office, context):
    world = office.world
    ref = office.answered()
    officer, approver = world.actor(Role.CASE_OFFICER), world.actor(Role.APPROVER)
    close_check(officer, ref, "pass_to_review", version=office.version_of(ref))
    with read_only() as session:
        from wirgrants.services.papers import papers_of

        case = office.look(ref)
        paper = papers_of(session, case)[0].ref
    said = Said(outcome=VoteOutcome.FAVOURABLE, body="Stadt Musterstadt", on=DAY)
    record_review(officer, ref, said, version=office.version_of(ref), paper_ref=paper)
    letter_ref = preview_award(officer, ref, office.wish(ref))
    with read_only() as session:
        letter = letter_of(session, office.look(ref), letter_ref)
        shown = Shown(
            letter_ref=letter_ref, digest=letter.pdf_digest, version=office.version_of(ref)
        )
    propose_award(officer, ref, shown)
    with read_only() as session:
        proposal = open_proposal(session, office.look(ref))
        signed = proposal.digest
    approve_award(
        approver, ref, Signature(shown_digest=signed, dispatch=POST, version=office.version_of(ref))
    )

    case = office.look(ref)
    with read_only() as session:
        years = session.scalars(select(AwardYear)).all()
        letter = letter_of(session, case, letter_ref)
        budget = session.scalars(select(Budget)).one()
        assert (case.state, case.awarded, case.decided_on) == (
            ApplicationState.AWARDED,
            Decimal("8000.00"),
            DAY,
        )
        assert [(y.part, y.year, y.amount) for y in years] == [("main", 2027, Decimal("8000.00"))]
        assert (budget.reserved, budget.committed) == (Decimal("0.00"), Decimal("8000.00"))
        assert (letter.issued_by_id, letter.previewed_digest) == (approver.id, letter.pdf_digest)
