"""Whoever alone is told something gets a mail about it, too: officer, author and signatory."""

import pytest

from tests.wirgrants.decide.office import Office, to_proposed
from tests.wirgrants.decide.test_frozen_stand import answer
from tests.wirgrants.decide.test_review import asked
from tests.wirgrants.world import DAY, new_case
from wirgrants.models import Call
from wirgrants.queueing import queue_client
from wirgrants.services.decisions import end_proposal
from wirgrants.services.filing_withdrawal import withdraw
from wirgrants.services.presenting import present_for_signature
from wirgrants.services.steps import take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.circumstances import Circumstances
from workflows.states import Role


@pytest.fixture
def office(world):
    return Office(world)


def mailed(office):
    """Accounts and subject of every mail to single accounts, oldest first."""
    with office.world.opened():
        jobs = queue_client().list_workflows(name="send_mail", load_input=True)
    told = [job.input["args"][0] for job in jobs]
    return [(one["accounts"], one["subject"]) for one in told if "accounts" in one]


def test_an_answer_is_mailed_to_the_officer(office):
    ref = office.checking()
    asked(office, office.world.client(Role.CASE_OFFICER), ref)
    assert mailed(office) == []
    answer(office, ref)
    case = office.look(ref)
    subject = f"Nachforderung beantwortet: {case.number} ({case.number})"
    assert mailed(office) == [([case.assigned_to_id], subject)]


def test_a_withdrawal_is_mailed_to_the_officer(office):
    ref = office.checking()
    with office.world.opened():
        withdraw(office.world.actor("signatory"), ref, "", version=office.version_of(ref))
    case = office.look(ref)
    subject = f"Antrag {case.number} zurückgenommen ({case.number})"
    assert mailed(office) == [([case.assigned_to_id], subject)]


def test_a_returned_proposal_is_mailed_to_its_author(office):
    ref = to_proposed(office)
    case = office.look(ref)
    author = case.proposed_by_id
    with office.world.opened():
        actor = office.world.actor(Role.APPROVER)
        version = office.version_of(ref)
        end_proposal(actor, ref, "return_proposal", "Bitte kürzen.", version=version)
    subject = f"Vorschlag zurückgegeben: {case.number} ({case.number})"
    assert mailed(office) == [([author], subject)]


def test_a_draft_to_sign_is_mailed_to_the_signatories(office):
    editor = office.world.actor("applicant_editor")
    with office.world.opened():
        with unit_of_work() as session:
            call = session.get_one(Call, office.call_id)
            case = new_case(call, office.world.our_organisation, editor, "Brücken")
            told = Circumstances(day=DAY)
            take_step(session, case, "open_draft", actor=editor, circumstances=told)
            ref = case.ref
        present_for_signature(editor, ref, "", version=office.version_of(ref))
    signatory = office.world.actor("signatory").id
    assert mailed(office) == [([signatory], "Antrag zur Unterschrift (Entwurf)")]
