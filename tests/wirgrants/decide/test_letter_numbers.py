"""No number of a case is missing: each is a letter, or a draft that says why it was not issued."""

import pytest
from sqlalchemy import select, text

from tests.documents.reading import squeezed
from tests.wirgrants.audit.test_drafts import audit_file
from tests.wirgrants.decide.office import (
    Office,
    case_by_ref,
    ready_case,
    shown,
    signature,
    to_proposed,
)
from tests.wirgrants.programme.pages import words
from wirgrants.extensions import db
from wirgrants.models import DiscardCause, Letter
from wirgrants.services import doctor
from wirgrants.services.decisions import approve_award, end_proposal
from wirgrants.services.filing_withdrawal import withdraw
from wirgrants.services.proposals import preview_award, propose_award
from wirgrants.triggers import drop_triggers
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import Role


@pytest.fixture
def office(world):
    return Office(world)


def numbers(office, ref):
    """Sequence, cause and who discarded it, of each letter of the case."""
    with office.world.opened(), read_only() as session:
        session.expire_all()
        rows = select(Letter).where(Letter.case_id == case_by_ref(session, ref).id)
        found = session.scalars(rows.order_by(Letter.sequence))
        return [(one.sequence, one.discarded_why, one.discarded_by_id) for one in found]


def issued_after_two_drafts(office):
    """Previewed twice, returned once, previewed and issued: the case's ref."""
    ref = ready_case(office)
    officer, approver = (office.world.actor(r) for r in (Role.CASE_OFFICER, Role.APPROVER))
    with office.world.opened():
        preview_award(officer, ref, office.wish("7000.00", reason="Weniger Treffen."))
        for amount in ("7500.00", "8000.00"):
            wish = office.wish(amount, reason="" if amount == "8000.00" else "Weniger Treffen.")
            propose_award(officer, ref, shown(office, ref, preview_award(officer, ref, wish)))
            if amount == "7500.00":
                version = office.version_of(ref)
                end_proposal(approver, ref, "return_proposal", "Zu wenig.", version=version)
        db.session.remove()
        approve_award(approver, ref, signature(office, ref))
    return ref


def test_each_draft_keeps_its_number_and_says_who_discarded_it_and_why(office):
    world, ref = office.world, issued_after_two_drafts(office)
    officer, approver = world.actor(Role.CASE_OFFICER), world.actor(Role.APPROVER)
    [*drafts, (last, cause, _)] = numbers(office, ref)
    assert drafts[-3:] == [
        (last - 3, DiscardCause.REPLACED, officer.id),
        (last - 2, DiscardCause.RETURNED, approver.id),
        (last - 1, DiscardCause.REPLACED, approver.id),
    ]
    assert cause is None

    said = words(world.client(Role.CASE_OFFICER).get(f"/vorgang/{ref}/bescheide").text)
    assert f"/{last - 1:02d} Entwurf verworfen" in said
    assert "Vorschlag zurückgegeben" in said
    auditor = world.client(Role.AUDITOR).get(f"/vorgang/{ref}/bescheide").text
    assert "durch eine neuere Fassung ersetzt" in words(auditor)
    assert f"/{last - 3:02d}</a>" not in auditor
    own = words(world.client(Role.SIGNATORY).get(f"/vorgang/{ref}/bescheide").text)
    assert f"/{last - 3:02d}, " in own
    assert "Ihnen fehlt also kein Schreiben." in own
    assert "zurückgegeben" not in own

    pdf, record = audit_file(world, ref)
    told = {row["sequence"]: row["discarded_why"] for row in record["rows"]["letter_draft"]}
    held = {row["sequence"] for row in record["rows"]["letter"]}
    assert (told[last - 3], told[last - 2]) == ("replaced", "returned")
    assert told.keys() | held == set(range(1, last + 1))
    assert squeezed("Entwurf verworfen") in squeezed(pdf)


def test_the_recipient_never_learns_of_a_draft_that_still_waits(office):
    ref = to_proposed(office)
    [(last, _, _)] = [one for one in numbers(office, ref) if one[1] is None][-1:]
    own = office.world.client(Role.SIGNATORY).get(f"/vorgang/{ref}/bescheide").text
    assert f"/{last:02d}" not in own


def test_a_withdrawal_discards_what_was_about_to_be_signed(office):
    ref, signatory = to_proposed(office), office.world.actor(Role.SIGNATORY)
    with office.world.opened():
        withdraw(signatory, ref, "", version=office.version_of(ref))
    assert numbers(office, ref)[-1][1:] == (DiscardCause.WITHDRAWN, signatory.id)


def test_a_discarded_draft_stays_as_it_was_discarded(office):
    ref = issued_after_two_drafts(office)
    for change in ("discarded_why = 'withdrawn'", "discarded_at = NULL, discarded_why = NULL"):
        with office.world.opened(), pytest.raises(Exception, match="frozen"), unit_of_work() as s:
            s.execute(text(f"UPDATE letter SET {change} WHERE discarded_at IS NOT NULL"))
    assert DiscardCause.RETURNED in {why for _, why, _ in numbers(office, ref)}


def test_the_doctor_misses_a_number_that_was_taken_out(office):
    ref = issued_after_two_drafts(office)
    last = numbers(office, ref)[-1][0]
    with office.world.opened():
        assert [c for c in doctor.examine(db.session()) if c.area == "numbers"] == []
        db.session.rollback()
        with db.engine.connect().execution_options(wirgrants_writing=True) as connection:
            drop_triggers(connection)
            first = "SELECT min(id) FROM letter WHERE discarded_why = 'replaced'"
            gone = f"DELETE FROM letter WHERE id = ({first})"
            assert connection.execute(text(gone)).rowcount == 1
            connection.commit()
        [found] = [c for c in doctor.examine(db.session()) if c.area == "numbers"]
    assert (found.subject, found.what) == (
        ref, f"{last} letter numbers given, {last - 1} letters or drafts hold one",
    )  # fmt: skip
