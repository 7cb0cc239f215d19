"""Obligations of an award: met with day, note and paper, undone with a reason, named when due."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.documents.reading import squeezed
from tests.support.awarded import awarded
from tests.wirgrants.audit.test_drafts import audit_file
from tests.wirgrants.money.test_pages import flat, hidden, post, step
from tests.wirgrants.money.walk import at, request, running
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_pages import picture
from tests.wirgrants.world import case_by_ref
from wirgrants.models import Obligation, Paper
from wirgrants.services.award_wish import Ordered
from wirgrants.services.log import events_of
from wirgrants.services.obligations import order
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import Role

SIGN, RENT = "Weisen Sie auf die Förderung hin.", "Legen Sie den Mietvertrag vor."
SEEN = {"on": "01.02.2027", "note": "Kopie des Vertrags, Blatt 12"}


def bound(world, ref):
    """The case with an obligation without a day and one until the end of January 2027."""
    with world.opened(), unit_of_work() as session:
        ordered = (Ordered(text=SIGN), Ordered(text=RENT, due_on=date(2027, 1, 31)))
        order(session, case_by_ref(session, ref), ordered)
    return ref


def address(world, ref, number, what):
    return f"/vorgang/{ref}/auflage/{stored(world, ref)[number - 1].ref}/{what}"


def stored(world, ref):
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        case = case_by_ref(session, ref)
        rows = select(Obligation).where(Obligation.case_id == case.id).order_by(Obligation.number)
        return session.scalars(rows).all()


def tab(client, ref):
    return flat(client.get(f"/vorgang/{ref}/auflagen"))


def test_an_officer_notes_it_with_a_paper_and_everybody_reads_it(world):
    ref = bound(world, running(world))
    officer, signatory = world.client(Role.CASE_OFFICER), world.client(Role.SIGNATORY)
    assert "überfällig" in tab(signatory, ref)
    meet = address(world, ref, 2, "erfuellt")
    assert meet in officer.get(f"/vorgang/{ref}/auflagen").text
    fields = {**hidden(officer.get(meet).text), **SEEN, "file": (picture(), "miete.png")}
    assert officer.post(meet, data=fields).status_code == 303

    row = stored(world, ref)[1]
    assert (row.met_on, row.note) == (date(2027, 2, 1), "Kopie des Vertrags, Blatt 12")
    for client in (signatory, officer, world.client(Role.APPROVER), world.client(Role.AUDITOR)):
        said = tab(client, ref)
        assert "überfällig" not in said
        assert "Erfüllt am 01.02.2027 Kopie des Vertrags, Blatt 12" in said
        paper = client.get(f"/vorgang/{ref}/unterlage/{paper_of(world).ref}")
        assert paper.data == picture().getvalue()
    assert "erfuellt" not in signatory.get(f"/vorgang/{ref}/auflagen").text
    text, record = audit_file(world, ref)
    assert squeezed("erfüllt am 01.02.2027") in squeezed(text)
    assert [one["met_on"] for one in record["rows"]["obligation"]] == [None, "2027-02-01"]
    assert squeezed("Auflage als erfüllt vermerkt") in squeezed(text)


def paper_of(world):
    with world.opened(), read_only() as session:
        return session.scalars(select(Paper).where(Paper.kind == "obligation")).one()


def test_it_is_undone_with_a_reason_and_the_log_keeps_both(world):
    ref = bound(world, running(world))
    officer = world.client(Role.CASE_OFFICER)
    assert post(officer, address(world, ref, 1, "erfuellt"), **SEEN).status_code == 303
    undo = address(world, ref, 1, "offen")
    assert post(officer, undo, reason=" ").status_code == 422
    fields = {**hidden(officer.get(undo).text), "reason": "Das Faltblatt nennt sie nicht."}
    assert officer.post(undo, data=fields).status_code == 303
    assert officer.post(undo, data=fields).status_code in (409, 422)

    row = stored(world, ref)[0]
    assert (row.met_on, row.met_at, row.met_by_id, row.note) == (None, None, None, "")
    with world.opened(), read_only() as session:
        last = events_of(session, case_by_ref(session, ref))[-2:]
        assert [one.action for one in last] == ["meet_obligation", "reopen_obligation"]
        assert last[1].reason == "Auflage 1: Das Faltblatt nennt sie nicht."
        assert last[1].data["before"]["on"] == "2027-02-01"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on": "02.02.2027"}, "Der Tag darf nicht in der Zukunft liegen."),
        ({"on": "22.11.2026"}, "zwischen dem Tag des Bescheids und heute"),
        ({"note": ""}, "woraus sich ergibt, dass die Auflage erfüllt ist"),
        ({"file": (b"<html>", "miete.pdf")}, "Angenommen werden nur PDF, JPEG und PNG."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(world, changes, said):
    ref = bound(world, running(world))
    officer = world.client(Role.CASE_OFFICER)
    # A file is read once: each run of the test opens its own.
    opened = {key: (BytesIO(told[0]), told[1]) for key, told in changes.items() if key == "file"}
    sent = SEEN | changes | opened
    answer = post(officer, address(world, ref, 1, "erfuellt"), **sent)
    assert answer.status_code == 422
    assert said in flat(answer)
    assert (SEEN | changes)["note"] in answer.text
    assert stored(world, ref)[0].met_on is None


def test_an_old_page_and_another_role_change_nothing(world):
    ref = bound(world, running(world))
    officer = world.client(Role.CASE_OFFICER)
    meet = address(world, ref, 1, "erfuellt")
    fields = {**hidden(officer.get(meet).text), **SEEN}
    assert officer.post(meet, data=fields | {"version": "1"}).status_code == 409
    for role in (Role.APPROVER, Role.AUDITOR, Role.FINANCE, Role.SIGNATORY):
        assert world.client(role).get(meet).status_code == 403
    other = f"/vorgang/{ref}/auflage/unknownunknown00/erfuellt"
    assert officer.get(other).status_code == 404
    assert officer.get(address(world, ref, 1, "offen")).status_code == 404
    assert stored(world, ref)[0].met_on is None


def test_what_is_due_is_named_to_whoever_checks_a_payment(world):
    ref = bound(world, running(world))
    payment = request(world, ref, "1000.00")
    check = step(ref, "check", "payment", payment)
    officer = world.client(Role.CASE_OFFICER)
    said = flat(officer.get(check))
    assert "Fällige Auflagen sind noch offen" in said
    assert f"Auflage 2, zu erfüllen bis 31.01.2027: {RENT}" in said
    assert SIGN not in said  # without a day of its own it is asked for at the end
    assert post(officer, address(world, ref, 2, "erfuellt"), **SEEN).status_code == 303
    assert "Fällige Auflagen" not in flat(officer.get(check))


def test_whoever_settles_is_told_of_those_without_a_day_too(world):
    ref = bound(world, walk.settling(world, cost="10000.00"))
    at(world, date(2028, 6, 1))
    said = flat(world.client(Role.APPROVER).get(step(ref, "settle")))
    assert f"Auflage 1: {SIGN}" in said
    assert f"Auflage 2, zu erfüllen bis 31.01.2027: {RENT}" in said


def test_an_award_that_lapsed_or_was_declined_obliges_to_nothing(world):
    ref = bound(world, awarded(world))
    declared = {"name": "V", "function": "V", "entitled": "y", "declined": "y"}
    assert post(world.client(Role.SIGNATORY), step(ref, "decline"), **declared).status_code == 303
    officer = world.client(Role.CASE_OFFICER)
    assert officer.get(f"/vorgang/{ref}/auflagen").status_code == 404
    assert officer.get(address(world, ref, 1, "erfuellt")).status_code == 404
