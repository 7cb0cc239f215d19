"""Changes of an award: wanted, previewed, proposed, signed by another, written with their money."""

import copy
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import paid, running, version_of
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Conflict, NotFound, Refused
from wirgrants.models import (
    AwardPart,
    AwardYear,
    Budget,
    ChangeKind,
    ChangeRequest,
    DeliveryWay,
    DiscardCause,
    InboxMessage,
    Letter,
    LetterKind,
    Obligation,
    Proof,
    Revision,
)
from wirgrants.services import changes
from wirgrants.services.award_wish import Ordered
from wirgrants.services.changes import Wish, change_of, standing_award
from wirgrants.services.changes_decision import decide_change
from wirgrants.services.changes_fit import ReasonsMissing
from wirgrants.services.changes_named import name_letter
from wirgrants.services.changes_proposal import (
    preview_change,
    propose_change,
    return_proposal,
    waiting_preview,
)
from wirgrants.services.delivery import Dispatch, Signature
from wirgrants.services.ledger import differences
from wirgrants.services.letters import letter_of
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.services.obligations import order
from wirgrants.services.plain import digest
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.lifecycle import StepRefused
from workflows.states import ChangeState

pytestmark = pytest.mark.usefixtures("context")

DAY = date(2027, 2, 1)
ORDERED = (
    {"text": "Der Bericht nennt den neuen Zeitplan.", "due_on": None},
    {"text": "Legen Sie den Mietvertrag vor.", "due_on": "2027-05-31"},
)


# Share financing whose figures are all told: at most 90 % of the cost and 40.000 €.
PROJECT = AwardSpec(
    line="innovative_projects",
    figures={"share": "0.90", "minimum_own_share": "0.10", "project_cap": "40000.00"},
)


def award_of(ref):
    with read_only() as session:
        session.expire_all()
        return standing_award(session, case_by_ref(session, ref)).award


def longer(award, amount="8000.00", end="2027-12-31"):
    """The award with another end, and with another grant that the own funds make room for."""
    told = copy.deepcopy(award)
    told["parts"]["main"]["end"] = end
    more = Decimal(amount) - Decimal(award["amounts"]["main"]["2027"])
    told["amounts"]["main"]["2027"] = amount
    own = told["parts"]["main"]["plan"]["funds"][0]
    own["amount"] = format(Decimal(own["amount"]) - more, "f")
    return told


def with_2028(award, amount):
    """The award with a second year of its own, half of it paid with own funds."""
    told = copy.deepcopy(award)
    told["parts"]["main"]["end"] = "2028-12-31"
    told["amounts"]["main"]["2028"] = amount
    plan = told["parts"]["main"]["plan"]
    cost = format(2 * Decimal(amount), "f")
    plan["items"].append({**plan["items"][0], "year": 2028, "amount": cost})
    plan["funds"].append({**plan["funds"][0], "year": 2028, "amount": amount})
    return told


def wished(world, ref, award, kind=ChangeKind.PERIOD):
    return changes.request_change(
        world.actor("signatory"),
        ref,
        Wish(kind=kind, reason="Die Maßnahme beginnt später.", award=award),
        version=version_of(world, ref),
    )


def terms(award, favourable=True):
    return {
        "favourable": favourable,
        "answer": "Die Änderung ist sachlich begründet.",
        "obligations": list(ORDERED) if favourable else [],
        "award": award if favourable else None,
    }


def in_spite(world, ref, change, told, reason):
    """These terms with this reason for each rule that they newly break."""
    with pytest.raises(ReasonsMissing) as missing:
        preview_change(world.actor("case_officer"), ref, change, told)
    return told | {"overrides": dict.fromkeys(missing.value.rules, reason)}


def previewed(ref, change):
    with read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        return waiting_preview(session, case, change_of(session, case, change))


def proposed(world, ref, change, told):
    officer = world.actor("case_officer")
    preview_change(officer, ref, change, told)
    shown = previewed(ref, change).pdf_digest
    propose_change(officer, ref, change, told, shown, version=version_of(world, ref))
    return shown


def signature(world, ref, shown, way=DeliveryWay.POST):
    """What the approver signs: the letter proposed as `shown`, made in the own name."""
    digest = in_own_name(world, ref, shown) or shown
    return Signature(
        shown_digest=digest,
        dispatch=Dispatch(way=way, sent_on=DAY),
        version=version_of(world, ref),
    )


def in_own_name(world, ref, proposed, name="approver"):
    """The digest of a proposed letter in the name of who signs it; None where none is proposed."""
    with read_only() as session:
        session.expire_all()
        row = session.scalars(
            select(ChangeRequest).where(ChangeRequest.digest == proposed)
        ).one_or_none()
        if row is None:
            return None
        change, action = row.ref, "grant" if row.favourable else "refuse"
        session.rollback()
    version = version_of(world, ref)
    letter = name_letter(world.actor(name), ref, change, action, version=version)
    with read_only() as session:
        session.rollback()
        return letter_of(session, case_by_ref(session, ref), letter).pdf_digest


def balance():
    with read_only() as session:
        session.expire_all()
        found = session.scalars(select(Budget)).one()
        return found.reserved, found.committed


def test_a_granted_change_rewrites_the_award_and_commits_what_it_grew(world):
    ref = running(world, PROJECT)
    with unit_of_work() as session:
        order(session, case_by_ref(session, ref), [Ordered(text="Legen Sie die Satzung vor.")])
    before = award_of(ref)
    after = longer(before, amount="9000.00", end="2028-01-31")
    change = wished(world, ref, after)
    shown = proposed(world, ref, change, terms(after))
    assert balance() == (Decimal("1000.00"), Decimal("8000.00"))

    signed = signature(world, ref, shown)
    decide_change(world.actor("approver"), ref, change, "grant", signed)

    assert balance() == (Decimal("0.00"), Decimal("9000.00"))
    assert award_of(ref) == after
    with read_only() as session:
        case = case_by_ref(session, ref)
        assert case.awarded == Decimal("9000.00")
        part = session.scalars(select(AwardPart)).one()
        assert (part.ends_on, part.amount) == (date(2028, 1, 31), Decimal("9000.00"))
        assert part.share == Decimal("0.9")
        row = session.scalars(select(ChangeRequest)).one()
        assert (row.state, row.favourable, row.before) == (ChangeState.GRANTED, True, before)
        letters = session.scalars(select(Letter).order_by(Letter.sequence)).all()
        assert [(x.kind, x.pdf_digest, x.discarded_why) for x in letters[1:]] == [
            (LetterKind.AMENDMENT, shown, DiscardCause.REPLACED),
            (LetterKind.AMENDMENT, signed.shown_digest, None),
        ]
        assert (letters[0].superseded_by_id, row.letter_id) == (None, letters[2].id)
        text = str(letters[2].content["letter"])
        assert "01.01.2027 bis 31.01.2028" in text
        assert "23.11.2026" in text
        assert "Legen Sie den Mietvertrag vor. (zu erfüllen bis 31.05.2027)" in text
        assert [
            (one.number, one.text, one.due_on, one.met_at)
            for one in session.scalars(select(Obligation).order_by(Obligation.number))
        ] == [
            (1, "Legen Sie die Satzung vor.", None, None),
            (2, "Der Bericht nennt den neuen Zeitplan.", None, None),
            (3, "Legen Sie den Mietvertrag vor.", date(2027, 5, 31), None),
        ]
        frozen = session.scalars(
            select(Revision).where(Revision.subject == "change").order_by(Revision.number)
        ).all()
        assert [r.number for r in frozen] == [1, 2]
        assert [r.digest for r in frozen] == [digest(r.content) for r in frozen]
        assert frozen[1].content == after
        final = session.scalars(select(Proof).where(Proof.kind == "final")).one()
        assert final.due_on == date(2029, 4, 3)  # 31 March is Easter Saturday
        assert "letter.amendment" in session.scalars(select(InboxMessage.kind)).all()
        assert differences(session) == []
        assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])


def test_a_smaller_award_gives_money_back_but_never_below_what_was_paid(world):
    ref = running(world, PROJECT)
    paid(world, ref, "5000.00")
    after = longer(award_of(ref), amount="4000.00")
    change = wished(world, ref, after, ChangeKind.AMOUNT)
    with pytest.raises(Refused) as refused:
        preview_change(world.actor("case_officer"), ref, change, terms(after))
    assert "2027 wurde schon mehr ausgezahlt" in refused.value.message

    after = longer(after, amount="5500.00")
    shown = proposed(world, ref, change, terms(after))
    decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    assert balance() == (Decimal("0.00"), Decimal("500.00"))
    with read_only() as session:
        assert session.scalars(select(AwardYear.amount)).all() == [Decimal("5500.00")]


def test_a_year_without_money_refuses_the_proposal_with_its_name(world):
    ref = running(world, PROJECT)
    after = with_2028(award_of(ref), "1000.00")
    after["amounts"]["main"]["2027"] = "36000.00"
    after["parts"]["main"]["plan"]["items"][0]["amount"] = "40000.00"
    after["parts"]["main"]["plan"]["funds"][0]["amount"] = "4000.00"
    change = wished(world, ref, after, ChangeKind.AMOUNT)
    told = in_spite(world, ref, change, terms(after), "Das Vorhaben trägt es.")
    with pytest.raises(StepRefused) as refused:
        proposed(world, ref, change, told)
    assert [(f.rule, f.values) for f in refused.value.findings] == [
        ("budget_suffices", {"years": "2027"}),
        ("commitment_authority_suffices", {"years": "2028"}),
    ]
    assert balance() == (Decimal("0.00"), Decimal("8000.00"))


def test_a_returned_proposal_frees_its_money_and_its_letter(world):
    ref = running(world, PROJECT)
    after = longer(award_of(ref), amount="9000.00")
    change = wished(world, ref, after)
    proposed(world, ref, change, terms(after))
    return_proposal(
        world.actor("approver"), ref, change, "Bitte kürzen", version=version_of(world, ref)
    )
    assert balance() == (Decimal("0.00"), Decimal("8000.00"))
    assert previewed(ref, change) is None
    with read_only() as session:
        row = change_of(session, case_by_ref(session, ref), change)
        assert (row.state, row.letter_id) == (ChangeState.REQUESTED, None)


def test_a_refusal_leaves_the_award_as_it_is(world):
    ref = running(world)
    before = award_of(ref)
    change = wished(world, ref, longer(before, end="2027-11-30"))
    shown = proposed(world, ref, change, terms(None, favourable=False))
    with pytest.raises(StepRefused) as refused:
        decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    assert [f.rule for f in refused.value.findings] == ["change_letter_grants"]
    decide_change(world.actor("approver"), ref, change, "refuse", signature(world, ref, shown))
    assert award_of(ref) == before
    with read_only() as session:
        kinds = session.scalars(select(Letter.kind).where(Letter.issued_at.is_not(None))).all()
        assert set(kinds) == {LetterKind.AWARD, LetterKind.CHANGE_REFUSAL}


def test_only_what_was_shown_can_be_proposed_and_signed(world):
    ref = running(world)
    after = longer(award_of(ref), end="2027-11-30")
    change = wished(world, ref, after)
    officer = world.actor("case_officer")
    told = terms(after)
    with pytest.raises(Refused):
        propose_change(officer, ref, change, told, "0" * 64, version=version_of(world, ref))
    preview_change(officer, ref, change, told)
    shown = previewed(ref, change).pdf_digest
    with pytest.raises(Refused):
        propose_change(
            officer, ref, change, {**told, "answer": "Anders"}, shown,
            version=version_of(world, ref),
        )  # fmt: skip
    propose_change(officer, ref, change, told, shown, version=version_of(world, ref))
    with pytest.raises(StepRefused) as refused:
        decide_change(
            world.actor("approver"), ref, change, "grant", signature(world, ref, "0" * 64)
        )
    assert [f.rule for f in refused.value.findings] == ["shown_is_current"]
    electronic = signature(world, ref, shown, DeliveryWay.ELECTRONIC)
    with pytest.raises(StepRefused) as refused:
        decide_change(world.actor("approver"), ref, change, "grant", electronic)
    assert [f.rule for f in refused.value.findings] == ["electronic_delivery_consented"]


def test_one_change_at_a_time_and_nothing_of_others(world):
    ref = running(world)
    other = running(world, AwardSpec(number="WIR-2027-0002"))
    after = longer(award_of(ref), end="2027-11-30")
    change = wished(world, ref, after)
    with pytest.raises(StepRefused) as refused:
        wished(world, ref, after)
    assert [one.rule for one in refused.value.findings] == ["one_change_at_a_time"]
    with pytest.raises(NotFound):
        changes.withdraw_change(
            world.actor("signatory"), other, change, version=version_of(world, other)
        )
    with pytest.raises(NotFound):
        changes.withdraw_change(
            world.actor("stranger"), ref, change, version=version_of(world, ref)
        )
    stale = version_of(world, ref)
    changes.withdraw_change(world.actor("signatory"), ref, change, version=stale)
    with pytest.raises(Conflict):
        changes.withdraw_change(world.actor("signatory"), ref, change, version=stale)
    assert wished(world, ref, after) != change


def test_nothing_changed_is_no_amendment(world):
    ref = running(world)
    after = award_of(ref)
    change = wished(world, ref, after, ChangeKind.CONTACT)
    with pytest.raises(Refused) as refused:
        preview_change(world.actor("case_officer"), ref, change, terms(after))
    assert refused.value.message.startswith("Es ändert sich nichts")
