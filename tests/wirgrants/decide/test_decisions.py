"""From the filed application to the signed notice, through the services, on both databases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.decide.office import (
    DAY,
    Office,
    case_by_ref,
    ready_case,
    shown,
    signature,
    to_proposed,
)
from wirgrants.errors import Conflict, NotFound, Refused
from wirgrants.models import (
    AwardPart,
    AwardYear,
    Budget,
    Decision,
    DeliveryWay,
    InboxMessage,
    LedgerEntry,
    Letter,
    LetterKind,
    Obligation,
    Organisation,
    Proposal,
)
from wirgrants.services.award_wish import Ordered, PartWish, read_wish
from wirgrants.services.decisions import approve_award, approve_rejection, end_proposal
from wirgrants.services.decisions_named import name_notice
from wirgrants.services.delivery import Dispatch
from wirgrants.services.files import store
from wirgrants.services.letters import frozen_letter
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.services.proposals import preview_award, propose_award
from wirgrants.services.rejections import (
    RejectionWish,
    overrule,
    preview_rejection,
    propose_rejection,
)
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.states import ApplicationState, Role

A = ApplicationState
TEXT = "Der Bedarf ist nicht dargelegt."


@pytest.fixture
def office(world):
    return Office(world)


def balances(office):
    with read_only() as session:
        session.expire_all()
        row = session.scalars(select(Budget)).one()
        return row.reserved, row.committed


def issued(kind):
    return select(Letter).where(Letter.kind == kind, Letter.issued_at.is_not(None))


def rules(error):
    return [one.rule for one in error.value.findings]


def test_a_signed_award_fixes_parts_years_obligations_and_money(office, context):
    ordered = Ordered(text="Vereinbarung vorlegen", due_on=date(2027, 1, 31))
    ref = to_proposed(office, obligations=(ordered,))
    assert balances(office) == (Decimal("8000.00"), Decimal("0.00"))
    approver = office.world.actor(Role.APPROVER)

    approve_award(approver, ref, signature(office, ref))

    with read_only() as session:
        case = case_by_ref(session, ref)
        part = session.scalars(select(AwardPart)).one()
        year = session.scalars(select(AwardYear)).one()
        one = session.scalars(select(Obligation)).one()
        letter = session.scalars(issued(LetterKind.AWARD)).one()
        message = session.scalars(
            select(InboxMessage).where(InboxMessage.letter_id == letter.id)
        ).one()
        assert (case.state, case.awarded, case.decided_on) == (A.AWARDED, Decimal("8000.00"), DAY)
        assert (case.waiting_for, case.due_what) == ("signatory", "acceptance")
        # Posted on 23 November, notified on the 27th; a month later is a Sunday.
        assert case.due_on == date(2026, 12, 28)
        assert "Bitte erklären Sie bis zum 28.12.2026, ob Sie die Zuwendung" in message.text
        assert (part.amount, part.eligible_cost) == (Decimal("8000.00"), Decimal("10000.00"))
        assert (part.share, part.financing.value) == (Decimal("0.8"), "deficit")
        assert (year.year, year.amount) == (2027, Decimal("8000.00"))
        assert (one.text, one.due_on) == ("Vereinbarung vorlegen", date(2027, 1, 31))
        assert (letter.notified_on, letter.final_on) == (date(2026, 11, 27), date(2026, 12, 29))
        assert store().get(letter.pdf_digest)[:5] == b"%PDF-"
        marks = {one.label: one.mark.value for one in frozen_letter(letter).figures}
        shift = "Verschiebung zwischen Einzelansätzen ohne Änderungsantrag"
        assert marks[shift] == "unverified"
        assert message.organisation_id == case.organisation_id
        assert verify_chain(session, case) == []
        assert replay_problems(session, case) == []
    assert balances(office) == (Decimal("0.00"), Decimal("8000.00"))


def test_nobody_signs_what_they_checked_or_proposed(office, context):
    ref = to_proposed(office)
    both = replace(office.world.actor(Role.CASE_OFFICER), staff_roles=frozenset({Role.APPROVER}))

    with pytest.raises(StepRefused) as refused:
        name_notice(both, ref, Decision.AWARD, version=office.version_of(ref))
    assert rules(refused) == ["second_person_signs"]
    with pytest.raises(Refused, match="signer's name"):
        approve_award(both, ref, signature(office, ref))

    assert balances(office) == (Decimal("8000.00"), Decimal("0.00"))


def test_another_digest_than_the_one_shown_is_refused(office, context):
    ref = to_proposed(office)
    told = replace(signature(office, ref), shown_digest="0" * 64)

    with pytest.raises(StepRefused) as refused:
        approve_award(office.world.actor(Role.APPROVER), ref, told)

    assert rules(refused) == ["shown_is_current"]
    with read_only() as session:
        assert session.scalars(issued(LetterKind.AWARD)).all() == []


def test_an_old_version_is_a_conflict_and_a_double_click_harmless(office, context):
    ref = to_proposed(office)
    approver = office.world.actor(Role.APPROVER)
    told = signature(office, ref)
    with pytest.raises(Conflict):
        approve_award(approver, ref, replace(told, version=told.version - 1))
    approve_award(approver, ref, told)

    with pytest.raises((Conflict, StepNotOpen)):
        approve_award(approver, ref, told)

    with read_only() as session:
        assert len(session.scalars(select(AwardYear)).all()) == 1
    assert balances(office) == (Decimal("0.00"), Decimal("8000.00"))


def test_the_year_without_money_is_named(office, context):
    ref = ready_case(office)
    officer = office.world.actor(Role.CASE_OFFICER)

    with unit_of_work() as session:
        session.scalars(select(Budget)).one().total = Decimal("7999.99")
    letter_ref = preview_award(officer, ref, office.wish())

    with pytest.raises(StepRefused) as refused:
        propose_award(officer, ref, shown(office, ref, letter_ref))

    assert [(one.rule, one.values) for one in refused.value.findings] == [
        ("budget_suffices", {"years": "2027"})
    ]
    assert office.look(ref).state is A.READY


def test_a_later_year_needs_commitment_authority(office, context):
    ref = ready_case(office)
    officer = office.world.actor(Role.CASE_OFFICER)
    part = PartWish(
        part="main",
        start=date(2027, 1, 1),
        end=date(2028, 12, 31),
        amounts={2027: Decimal("1000.00"), 2028: Decimal("1000.00")},
    )
    wish = replace(office.wish(reason=TEXT), parts=(part,))

    with pytest.raises(Refused) as refused:
        preview_award(officer, ref, wish)

    assert "2028" in refused.value.message


@pytest.mark.parametrize(
    ("amount", "reason", "said"),
    [
        ("8000.01", "", "über dem Höchstbetrag"),
        ("7999.99", "", "warum weniger bewilligt wird"),
        ("0.00", TEXT, "über null"),
    ],
)
def test_an_award_that_does_not_fit_is_refused_with_its_reason(
    office, context, amount, reason, said
):
    ref = ready_case(office)
    wish = office.wish(amount, reason=reason)

    with pytest.raises(Refused) as refused:
        preview_award(office.world.actor(Role.CASE_OFFICER), ref, wish)

    assert said in refused.value.message


def test_without_annex_there_is_no_notice(office, context):
    ref = ready_case(office)
    with unit_of_work() as session:
        from wirgrants.models import Annex

        for annex in session.scalars(select(Annex)):
            annex.valid_from = date(2030, 1, 1)

    with pytest.raises(Refused) as refused:
        preview_award(office.world.actor(Role.CASE_OFFICER), ref, office.wish())

    assert "Nebenbestimmungen" in refused.value.message


@pytest.mark.parametrize(
    ("name", "action", "end"),
    [
        (Role.CASE_OFFICER, "take_back_proposal", "taken_back"),
        (Role.APPROVER, "return_proposal", "returned"),
    ],
)
def test_an_ended_proposal_gives_its_money_back(office, context, name, action, end):
    ref = to_proposed(office)

    end_proposal(
        office.world.actor(name), ref, action, "Bitte kürzen.", version=office.version_of(ref)
    )

    with read_only() as session:
        proposal = session.scalars(select(Proposal)).one()
        kinds = session.scalars(select(LedgerEntry.kind).order_by(LedgerEntry.id)).all()
        assert (proposal.ended.value, proposal.end_reason) == (end, "Bitte kürzen.")
        assert [kind.value for kind in kinds] == ["allot", "reserve", "unreserve"]
    assert balances(office) == (Decimal("0.00"), Decimal("0.00"))
    assert (office.look(ref).state, office.look(ref).proposed_by_id) == (A.READY, None)


def test_returning_needs_a_reason(office, context):
    ref = to_proposed(office)

    with pytest.raises(StepRefused) as refused:
        end_proposal(
            office.world.actor(Role.APPROVER),
            ref,
            "return_proposal",
            " ",
            version=office.version_of(ref),
        )

    assert rules(refused) == ["reason_given"]


def test_a_rejection_is_proposed_and_signed_by_two_people(office, context):
    ref = ready_case(office)
    officer, approver = office.world.actor(Role.CASE_OFFICER), office.world.actor(Role.APPROVER)
    letter_ref = preview_rejection(officer, ref, RejectionWish(reasons=TEXT))
    propose_rejection(officer, ref, shown(office, ref, letter_ref))

    approve_rejection(approver, ref, signature(office, ref))

    case = office.look(ref)
    assert (case.state, case.decision.value, case.closed_on) == (A.REJECTED, "rejection", DAY)
    assert (case.waiting_for, case.awarded) == (None, None)
    with read_only() as session:
        letter = session.scalars(issued(LetterKind.REJECTION)).one()
        assert letter.final_on == date(2026, 12, 29)


def test_who_overrules_an_award_does_not_sign_the_rejection(office, context):
    ref = to_proposed(office)
    first, second = office.world.actor(Role.APPROVER), office.world.actor("second_approver")
    letter_ref = preview_rejection(first, ref, RejectionWish(reasons=TEXT))
    overrule(first, ref, shown(office, ref, letter_ref))
    assert balances(office) == (Decimal("0.00"), Decimal("0.00"))
    with pytest.raises(StepRefused) as refused:
        name_notice(first, ref, Decision.REJECTION, version=office.version_of(ref))

    approve_rejection(second, ref, signature(office, ref, "second_approver"))

    assert rules(refused) == ["second_person_signs"]
    assert (office.look(ref).state, office.look(ref).proposed_by_id) == (A.REJECTED, first.id)


def test_a_preview_is_used_once_and_only_the_newest(office, context):
    ref = ready_case(office)
    officer = office.world.actor(Role.CASE_OFFICER)
    old = shown(office, ref, preview_award(officer, ref, office.wish()))
    new = shown(office, ref, preview_award(officer, ref, office.wish("7000.00", reason=TEXT)))
    with pytest.raises(Conflict):
        propose_award(officer, ref, old)
    with pytest.raises(Refused):
        propose_award(officer, ref, replace(new, digest=old.digest))

    propose_award(officer, ref, new)

    assert balances(office) == (Decimal("7000.00"), Decimal("0.00"))


def test_electronic_delivery_needs_consent(office, context):
    ref = to_proposed(office)
    approver = office.world.actor(Role.APPROVER)
    electronic = Dispatch(way=DeliveryWay.ELECTRONIC, sent_on=DAY)
    with pytest.raises(Refused):
        approve_award(approver, ref, replace(signature(office, ref), dispatch=electronic))
    with unit_of_work() as session:
        row = session.get_one(Organisation, office.world.our_organisation)
        row.electronic_consent_on = DAY

    approve_award(approver, ref, replace(signature(office, ref), dispatch=electronic))

    with read_only() as session:
        letter = session.scalars(issued(LetterKind.AWARD)).one()
        assert (letter.way, letter.consent_on) == (DeliveryWay.ELECTRONIC, DAY)


def test_strangers_find_no_case(office, context):
    ref = to_proposed(office)
    for name in ("stranger", "signatory", "administrator"):
        with pytest.raises(NotFound):
            preview_award(office.world.actor(name), ref, office.wish())
    with pytest.raises(NotFound):
        approve_award(office.world.actor(Role.APPROVER), "a" * 16, signature(office, ref))


def test_a_wish_is_kept_and_read_as_the_same(office):
    part = replace(office.wish().parts[0], proof_on=date(2028, 4, 30))
    wish = replace(
        office.wish(
            goals=("Ziel",),
            obligations=(Ordered(text="x"),),
            text="a\nb",
            reason="r",
            state_aid="s",
        ),
        parts=(part,),
    )
    assert read_wish(wish.to_json()).to_json() == wish.to_json()
