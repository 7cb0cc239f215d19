"""The name under a letter is that of who signed it, or nobody's."""

import pytest
from sqlalchemy import select

from tests.wirgrants.decide.clicking import send, step
from tests.wirgrants.decide.office import Office, signature, to_proposed
from wirgrants.models import Letter, LetterKind
from wirgrants.services.decisions import approve_award
from wirgrants.services.letters import frozen_letter
from wirgrants.unit_of_work import read_only
from workflows.states import Role


@pytest.fixture
def office(world):
    return Office(world)


def newest(office, kind):
    with office.world.opened(), read_only() as session:
        session.expire_all()
        of_kind = select(Letter).where(Letter.kind == kind).order_by(Letter.id.desc())
        return session.scalars(of_kind.limit(1)).one()


def test_an_award_bears_no_name_of_who_only_proposed_it(office):
    ref = to_proposed(office)
    previewed = newest(office, LetterKind.AWARD)
    with office.world.opened():
        approve_award(office.world.actor(Role.APPROVER), ref, signature(office, ref))
    issued = newest(office, LetterKind.AWARD)
    # What was previewed is what is issued, byte for byte, whoever signs.
    assert (issued.id, issued.previewed_digest) == (previewed.id, previewed.pdf_digest)
    told = frozen_letter(issued)
    assert (told.signature, told.countersigned) == ("", True)
    assert told.authority.contact.name == office.world.actor(Role.CASE_OFFICER).name
    tab = f"/vorgang/{ref}/bescheide"
    name = office.world.actor(Role.APPROVER).name
    signed = f"<dt>Gezeichnet von</dt><dd>{name}</dd>"
    assert signed in office.world.client(Role.CASE_OFFICER).get(tab).text
    assert "Gezeichnet von" not in office.world.client(Role.SIGNATORY).get(tab).text


def test_nobody_sends_a_letter_that_bears_another_name(office):
    ref = office.checking()
    first, second = (office.world.client(who) for who in ("case_officer", "second_officer"))
    address = step(ref, "ask", "clarification", "neu")
    told = {"items-0-about": "Plan", "items-0-request": "Bitte erläutern.", "due_on": "11.12.2026"}
    assert send(first, address, **told, preview="1").status_code == 303
    refused = send(second, address, **told)
    name = office.world.actor(Role.CASE_OFFICER).name
    assert (refused.status_code, f"trägt den Namen {name}" in refused.text) == (422, True)
    assert newest(office, LetterKind.CLARIFICATION).issued_at is None

    assert send(second, address, **told, preview="1").status_code == 303
    assert send(second, address, **told).status_code == 303
    sent = newest(office, LetterKind.CLARIFICATION)
    assert frozen_letter(sent).signature == office.world.actor("second_officer").name
    assert sent.issued_by_id == office.world.actor("second_officer").id
