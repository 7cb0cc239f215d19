"""A notice bears the day on which it is signed, whoever proposed it and whenever."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.documents.reading import squeezed, text_of
from tests.wirgrants.decide.clicking import hidden, send
from tests.wirgrants.decide.office import Office, signature, to_proposed
from tests.wirgrants.money import test_changes as changing
from tests.wirgrants.money.walk import at, running, version_of
from tests.wirgrants.proof import walk
from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import Decision, DeliveryWay, Letter, LetterKind, Parameter, new_ref
from wirgrants.services.changes_decision import Signature as ChangeSignature
from wirgrants.services.changes_decision import decide_change
from wirgrants.services.decisions import approve_award
from wirgrants.services.decisions_named import name_notice
from wirgrants.services.delivery import Dispatch
from wirgrants.services.files import store
from wirgrants.services.settlement_sign import preview_settlement, settle
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.sources import Mark
from workflows.states import ApplicationState, Role

PROPOSED, SIGNED = date(2026, 11, 23), date(2026, 11, 25)
SIGN = "/bearbeitung/vorgang/{}/zuwendungsbescheid"


@pytest.fixture
def office(world):
    return Office(world)


def newest(world, kind):
    with world.opened(), read_only() as session:
        session.expire_all()
        told = select(Letter).where(Letter.kind == kind).order_by(Letter.id.desc()).limit(1)
        return session.scalars(told).one()


def says(world, letter, day):
    """How often the stored bytes name this day."""
    with world.opened():
        return text_of(store().get(letter.pdf_digest)).count(squeezed(f"{day:%d.%m.%Y}"))


def sent(day):
    return Dispatch(way=DeliveryWay.POST, sent_on=day)


def test_an_award_bears_the_day_on_which_it_is_signed(office):
    world, ref = office.world, to_proposed(office)
    proposed = newest(world, LetterKind.AWARD)
    assert proposed.dated == PROPOSED
    at(world, SIGNED)
    told = signature(office, ref)
    shown = newest(world, LetterKind.AWARD)
    with world.opened():
        approve_award(world.actor(Role.APPROVER), ref, replaced(told, SIGNED))

    issued = newest(world, LetterKind.AWARD)
    assert (issued.ref, issued.pdf_digest) == (shown.ref, issued.previewed_digest)
    assert (issued.dated, issued.sent_on) == (SIGNED, SIGNED)
    # What else names the day of the proposal is the day on which the application came.
    moved = says(world, proposed, PROPOSED) - says(world, issued, PROPOSED)
    assert moved == says(world, issued, SIGNED) > 0
    # Four days by post end on a Sunday, the later day counts; both run from the day of posting.
    assert (issued.notified_on, issued.final_on) == (date(2026, 11, 29), date(2026, 12, 30))
    case = office.look(ref)
    assert (case.decided_on, case.due_on) == (SIGNED, date(2026, 12, 29))


def replaced(told, day):
    return type(told)(shown_digest=told.shown_digest, dispatch=sent(day), version=told.version)


def test_a_preview_of_another_day_is_made_anew_before_it_is_signed(office):
    world, ref = office.world, to_proposed(office)
    approver, path = world.client(Role.APPROVER), SIGN.format(ref)
    signs = "Zuwendungsbescheid zeichnen und erlassen</span></button>"
    assert send(approver, path, preview="1").location == path
    page = approver.get(path).text
    assert signs in page
    at(world, SIGNED)
    late = approver.post(path, data={**hidden(page), "way": "post", "sent_on": "25.11.2026"})
    assert late.status_code == 422
    assert "trägt das Datum 23.11.2026" in late.text
    assert "Bitte erstellen Sie es heute neu" in late.text
    assert office.look(ref).state is ApplicationState.AWARD_PROPOSED

    again = approver.get(path).text
    assert (signs in again, "noch nicht Ihren Namen und das heutige Datum" in again) == (
        False, True,
    )  # fmt: skip
    assert send(approver, path, preview="1").location == path
    assert send(approver, path, way="post", sent_on="25.11.2026").status_code == 303
    assert newest(world, LetterKind.AWARD).dated == SIGNED


def test_a_proposal_of_older_law_goes_back_to_its_author(office):
    world, ref = office.world, to_proposed(office)
    with world.opened(), unit_of_work() as session:
        session.add(
            Parameter(
                ref=new_ref(), key="remedy_months", value="2", unit="Monate", valid_from=SIGNED,
                source="S25d", number="Klagefrist", mark=Mark.CONFIRMED, note="",
                entered_at=clock.now(),
            )
        )  # fmt: skip
    version, approver = office.version_of(ref), world.actor(Role.APPROVER)
    at(world, SIGNED)
    with world.opened(), pytest.raises(Refused) as refused:
        name_notice(approver, ref, Decision.AWARD, version=version)
    assert "Seit dem Vorschlag vom 23.11.2026 gilt Neues" in refused.value.message
    assert "(ab 25.11.2026)" in refused.value.message
    at(world, PROPOSED)
    with world.opened():
        name_notice(approver, ref, Decision.AWARD, version=version)
    assert newest(world, LetterKind.AWARD).dated == PROPOSED


@pytest.mark.usefixtures("context")
def test_an_amended_notice_bears_the_day_on_which_it_is_signed(world):
    ref = running(world)
    after = changing.longer(changing.award_of(ref), end="2027-11-30")
    wish = changing.wished(world, ref, after)
    shown = changing.proposed(world, ref, wish, changing.terms(after, favourable=True))
    proposed = newest(world, LetterKind.AMENDMENT)
    changing.in_own_name(world, ref, shown)
    later = proposed.dated.replace(day=proposed.dated.day + 2)
    at(world, later)
    stale = newest(world, LetterKind.AMENDMENT)
    with pytest.raises(Refused) as error:
        decide_change(world.actor("approver"), ref, wish, "grant", of(world, ref, stale, later))
    assert f"trägt das Datum {proposed.dated:%d.%m.%Y}" in error.value.message
    changing.in_own_name(world, ref, shown)
    fresh = newest(world, LetterKind.AMENDMENT)
    decide_change(world.actor("approver"), ref, wish, "grant", of(world, ref, fresh, later))
    issued = newest(world, LetterKind.AMENDMENT)
    assert (issued.ref, issued.dated, issued.sent_on) == (fresh.ref, later, later)
    assert says(world, issued, later) > 0


def of(world, ref, letter, day):
    return ChangeSignature(
        shown_digest=letter.pdf_digest, dispatch=sent(day), version=version_of(world, ref)
    )


@pytest.mark.usefixtures("context")
def test_a_settlement_previewed_before_is_previewed_again(world):
    ref, approver = walk.settling(world), world.actor("approver")
    letter = preview_settlement(approver, ref, walk.closing(world, ref))
    before = newest(world, LetterKind.SETTLEMENT).dated
    later = before.replace(day=before.day + 2)
    at(world, later)
    signed = walk.signature(world, ref, letter, DeliveryWay.POST, later)
    with pytest.raises(Refused) as error:
        settle(approver, ref, signed, version=version_of(world, ref))
    assert f"trägt das Datum {before:%d.%m.%Y}" in error.value.message
    fresh = preview_settlement(approver, ref, walk.closing(world, ref))
    signed = walk.signature(world, ref, fresh, DeliveryWay.POST, later)
    settle(approver, ref, signed, version=version_of(world, ref))
    assert newest(world, LetterKind.SETTLEMENT).dated == later
