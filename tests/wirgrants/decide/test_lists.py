"""Lists of what waits go on to the end, and say what this person prepared and may not sign."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.statements import counted
from tests.wirgrants.decide.office import PDF, Office, to_proposed
from tests.wirgrants.world import DAY, NOW
from wirgrants.models import Decision, FundingCase, Letter, LetterKind, Proposal, Recovery
from wirgrants.models.guarded import states_may_be_written
from wirgrants.services.approvals import ROWS, waiting_elsewhere, waiting_proposals
from wirgrants.services.files import keep_bytes, stored_file
from wirgrants.services.recovery_money import ROWS as CLAIMS
from wirgrants.services.recovery_money import open_claims
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import RecoveryState, Role

APPROVALS, CLAIMS_PAGE = "/bearbeitung/freigaben", "/kasse/rueckforderungen"


@pytest.fixture
def office(world):
    return Office(world)


def cases_of(session):
    return session.scalars(select(FundingCase).order_by(FundingCase.id)).all()


def proposals(office, number, *, checked_by=()):
    """This many cases with an open proposal to reject, past the services."""
    office.bulk(number)
    officer = office.world.actor(Role.CASE_OFFICER)
    with office.world.opened(), unit_of_work() as session:
        has = set(session.scalars(select(Proposal.case_id)))
        for case in cases_of(session):
            if case.id not in has:
                session.add(
                    Proposal(
                        case_id=case.id, number=1, kind=Decision.REJECTION, total=0,
                        reason="Grund", digest="0" * 64, proposed_at=NOW,
                        proposed_by_id=officer.id,
                        content={"earlier": {"checked": list(checked_by)}},
                    )
                )  # fmt: skip


def claims(office, number, **changed):
    """This many ordered claims, several due on one day, past the services."""
    office.bulk(number)
    officer = office.world.actor(Role.CASE_OFFICER)
    approver = office.world.actor(Role.APPROVER)
    with office.world.opened():
        sha = keep_bytes(PDF)
        with unit_of_work() as session, states_may_be_written():
            cases = cases_of(session)
            letter = Letter(
                case_id=cases[0].id, sequence=1, kind=LetterKind.RECOVERY_ORDER, number="1",
                title="Erstattungsbescheid", dated=DAY, content={}, content_digest=sha,
                file=stored_file(session, sha, len(PDF)), pdf_digest=sha, rendered_at=NOW,
            )  # fmt: skip
            session.add(letter)
            session.flush()
            for place, case in enumerate(cases):
                columns = {
                    "state": RecoveryState.ORDERED, "opened_by_id": officer.id,
                    "ordered_at": NOW, "ordered_by_id": approver.id, "order_letter_id": letter.id,
                    "due_on": date(2026, 12, 1) + timedelta(days=place // 10),
                }  # fmt: skip
                session.add(
                    Recovery(
                        case_id=case.id, number=1, ground="reduction", text="Weniger Ausgaben.",
                        demanded=Decimal("100.00"), opened_at=NOW, hearing_due=DAY,
                        hearing_letter_id=letter.id,
                        **{**columns, **changed},
                    )
                )  # fmt: skip
            session.flush()


def test_the_approvers_list_goes_on_to_the_end(office):
    proposals(office, 2 * ROWS + 3)
    approver = office.world.actor(Role.APPROVER)
    with office.world.opened(), read_only() as session:
        seen, after, pages = [], 0, 0
        while after is not None:
            rows, after = waiting_proposals(session, approver, after)
            seen += [row.id for row in rows]
            pages += 1
        everything = session.scalars(select(Proposal.id).order_by(Proposal.id)).all()
    assert (pages, seen) == (3, everything)


def test_its_pages_cost_the_same_with_one_row_and_with_many(office):
    approver = office.world.client(Role.APPROVER)
    proposals(office, 1)
    approver.get(APPROVALS)
    with counted(office.world.app) as one:
        approver.get(APPROVALS)
    proposals(office, ROWS + 5)
    with counted(office.world.app) as many:
        page = approver.get(APPROVALS)
    assert len(one) == len(many)
    assert page.text.count("<tr>") == ROWS + 1
    onward = re.search(r'href="([^"]*nach=\d+)"', page.text).group(1)
    assert approver.get(onward).text.count("<tr>") == 6 + 1
    assert approver.get(f"{APPROVALS}?nach=-1x").text.count("<tr>") == ROWS + 1


def test_who_checked_is_shown_that_somebody_else_signs(office):
    approver = office.world.actor(Role.APPROVER)
    proposals(office, 1, checked_by=[approver.id])
    with office.world.opened(), read_only() as session:
        [[row], _] = waiting_proposals(session, approver)
        assert row.own
    page = office.world.client(Role.APPROVER).get(APPROVALS).text
    assert "von Ihnen vorbereitet – eine andere Person zeichnet" in page
    assert "ablehnungsbescheid" not in page


def test_a_real_proposal_of_another_is_signed_from_the_list(office):
    ref = to_proposed(office)
    page = office.world.client(Role.APPROVER).get(APPROVALS).text
    assert f"/bearbeitung/vorgang/{ref}/zuwendungsbescheid" in page
    assert "von Ihnen vorbereitet" not in page


def test_the_cash_office_pages_through_every_claim_once(office):
    claims(office, 2 * CLAIMS + 4)
    finance = office.world.actor(Role.FINANCE)
    with office.world.opened(), read_only() as session:
        seen, after, pages = [], "", 0
        while after is not None:
            rows, after = open_claims(session, finance, after)
            seen += [(row.due_on, row.recovery_ref) for row in rows]
            pages += 1
        ordered = session.execute(
            select(Recovery.due_on, Recovery.ref).order_by(Recovery.due_on, Recovery.id)
        ).all()
        assert open_claims(session, finance, "nirgends") == ((), None)
    assert (pages, seen) == (3, [tuple(one) for one in ordered])
    client = office.world.client(Role.FINANCE)
    with counted(office.world.app) as first:
        page = client.get(CLAIMS_PAGE)
    onward = re.search(r'href="([^"]*nach=[^"]+)"', page.text).group(1)
    with counted(office.world.app) as second:
        later = client.get(onward)
    assert len(first) == len(second)
    assert page.text.count("<tr>") == later.text.count("<tr>") == CLAIMS + 1


def test_what_waits_elsewhere_is_counted_and_linked(office):
    heard = {
        "state": RecoveryState.HEARING, "ordered_at": None, "ordered_by_id": None,
        "order_letter_id": None, "due_on": None,
    }  # fmt: skip
    claims(office, 2, **heard)
    officer = office.world.actor(Role.CASE_OFFICER)
    approver = office.world.actor(Role.APPROVER)
    with office.world.opened(), unit_of_work() as session:
        session.scalars(select(Recovery)).first().opened_by_id = approver.id
    with office.world.opened(), read_only() as session:
        told = waiting_elsewhere(session, approver)
        assert (told.recoveries, told.payments, told.changes) == (1, 0, 0)
        assert waiting_elsewhere(session, officer).recoveries == 1
    page = office.world.client(Role.APPROVER).get(APPROVALS).text
    assert "Was außerdem auf Sie wartet" in page
    assert "Rückforderungen vor der Entscheidung</a>: 1" in page
    assert "Auszahlungen zur Freigabe" not in page
