"""Two people sign, return or propose at the same moment: one is heard, the other told why not."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.answers import good_content
from tests.wirgrants.decide.office import (
    LINE,
    VERSION,
    Office,
    ready_case,
    shown,
    signature,
    to_proposed,
)
from tests.wirgrants.racing import race
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import BudgetExhausted, HouseError, reasons
from wirgrants.models import (
    AwardPart,
    Budget,
    BudgetKind,
    Decision,
    InboxMessage,
    LedgerEntry,
    Letter,
    LetterKind,
    Proposal,
    ProposalEnd,
    User,
)
from wirgrants.services.award_wish import AwardWish, PartWish
from wirgrants.services.decisions import approve_award, end_proposal
from wirgrants.services.decisions_named import name_notice
from wirgrants.services.ledger import differences
from wirgrants.services.letters import frozen_letter
from wirgrants.services.log import events_of, replay_problems, verify_chain
from wirgrants.services.proposals import preview_award, propose_award
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.lifecycle import StepNotOpen, StepRefused
from workflows.states import ApplicationState, Role

pytestmark = pytest.mark.slow

A = ApplicationState
FIRST, SECOND = "approver@example.org", "second_approver@example.org"
AMOUNT = Decimal("8000.00")


def told(error):
    """What the refused one is told: the kind of refusal, and its sentence where it has one."""
    said = reasons(error.findings) if isinstance(error, StepRefused) else [error.message]
    return f"{type(error).__name__}: {' '.join(said)}"


def sign_or_return(actor, arguments):
    """Sign what was shown, or return it with a reason."""
    ref = arguments["ref"]
    try:
        if arguments["reason"]:
            seen = arguments["signature"].version
            end_proposal(actor, ref, "return_proposal", arguments["reason"], version=seen)
            return "returned"
        approve_award(actor, ref, arguments["signature"])
        return "signed"
    except (HouseError, StepRefused) as error:
        return told(error)


def propose(actor, arguments):
    """Propose what was previewed, which reserves the money."""
    try:
        propose_award(actor, arguments["ref"], arguments["shown"])
        return "proposed"
    except (BudgetExhausted, StepRefused) as error:
        return told(error)


@pytest.fixture
def office(world):
    return Office(world)


def signing(ref, seen, who, reason=""):
    return {"who": who, "ref": ref, "signature": seen, "reason": reason}


def entries(session, kind):
    return [
        one.amount for one in session.scalars(select(LedgerEntry).where(LedgerEntry.kind == kind))
    ]


def in_order(session, ref):
    """The chain holds, its replay ends in the stored state, and the budgets fit their entries."""
    case = case_by_ref(session, ref)
    assert verify_chain(session, case) == []
    assert replay_problems(session, case) == []
    assert differences(session) == []
    return case


def letters_issued(session):
    award = select(Letter).where(Letter.kind == LetterKind.AWARD, Letter.issued_at.is_not(None))
    return session.scalars(award).all()


@pytest.mark.parametrize("who", [FIRST, SECOND])
def test_one_case_is_signed_once(office, app, tmp_path, who):
    ref = to_proposed(office)
    seen = signature(office, ref)
    answers = race(
        app, tmp_path, sign_or_return, signing(ref, seen, FIRST), signing(ref, seen, who)
    )

    refusal, won = sorted(answers)
    assert won == "signed"
    # Whose name the notice does not bear cannot sign it at any moment.
    assert refusal.startswith(("Conflict: ", "Refused: ")[: 1 if who == FIRST else 2]), refusal
    with app.app_context(), read_only() as session:
        case = in_order(session, ref)
        assert (case.state, case.awarded) == (A.AWARDED, AMOUNT)
        assert [e.action for e in events_of(session, case)].count("approve_award") == 1
        [letter] = letters_issued(session)
        assert letter.issued_by_id == case.decided_by_id
        messages = session.scalars(
            select(InboxMessage).where(InboxMessage.letter_id == letter.id)
        ).all()
        assert len(messages) == 1
        assert entries(session, "commit") == [AMOUNT]
        assert len(session.scalars(select(AwardPart)).all()) == 1
        [proposal] = session.scalars(select(Proposal)).all()
        assert (proposal.ended, proposal.ended_by_id) == (ProposalEnd.APPROVED, case.decided_by_id)
        [budget] = session.scalars(select(Budget)).all()
        assert (budget.reserved, budget.committed) == (Decimal(0), AMOUNT)


def sign_or_name(actor, arguments):
    """Sign what was shown, or have the notice made in the own name instead."""
    ref, seen = arguments["ref"], arguments["signature"]
    try:
        if arguments["reason"]:
            name_notice(actor, ref, Decision.AWARD, version=seen.version)
            return "named"
        approve_award(actor, ref, seen)
        return "signed"
    except (HouseError, StepRefused, StepNotOpen) as error:
        return "StepNotOpen" if isinstance(error, StepNotOpen) else told(error)


def test_a_signature_and_another_naming_of_one_notice_exclude_each_other(office, app, tmp_path):
    ref = to_proposed(office)
    seen = signature(office, ref)
    naming = signing(ref, seen, SECOND, reason="naming")
    answers = race(app, tmp_path, sign_or_name, signing(ref, seen, FIRST), naming)

    assert len({"named", "signed"} & set(answers)) == 1, answers
    with app.app_context(), read_only() as session:
        case = in_order(session, ref)
        issued = letters_issued(session)
        if "named" in answers:
            assert (case.state, issued) == (A.AWARD_PROPOSED, [])
        else:
            [first] = session.scalars(select(User).where(User.email == FIRST)).unique()
            assert [frozen_letter(one).signature for one in issued] == [first.name]
            assert (case.state, issued[0].issued_by_id) == (A.AWARDED, first.id)


def test_a_signature_and_a_return_of_one_case_exclude_each_other(office, app, tmp_path):
    ref = to_proposed(office)
    seen = signature(office, ref)
    back = signing(ref, seen, SECOND, reason="Bitte den Bedarf belegen")
    answers = race(app, tmp_path, sign_or_return, signing(ref, seen, FIRST), back)

    refusal, won = sorted(answers)
    assert refusal.startswith("Conflict: "), refusal
    with app.app_context(), read_only() as session:
        case = in_order(session, ref)
        [budget] = session.scalars(select(Budget)).all()
        [proposal] = session.scalars(select(Proposal)).all()
        stand = (case.state, proposal.ended, budget.reserved, budget.committed)
        kept = (len(letters_issued(session)), entries(session, "commit"))
        freed = entries(session, "unreserve")
    if won == "signed":
        assert stand == (A.AWARDED, ProposalEnd.APPROVED, Decimal(0), AMOUNT)
        assert (*kept, freed) == (1, [AMOUNT], [])
    else:
        assert won == "returned"
        assert stand == (A.READY, ProposalEnd.RETURNED, Decimal(0), Decimal(0))
        assert (*kept, freed) == (0, [], [AMOUNT])


def test_two_signatures_on_one_budget_are_both_booked(office, app, tmp_path):
    refs = [to_proposed(office), to_proposed(office)]
    pairs = zip(refs, (FIRST, SECOND), strict=True)
    runners = [
        signing(ref, signature(office, ref, who.partition("@")[0]), who) for ref, who in pairs
    ]
    answers = race(app, tmp_path, sign_or_return, *runners)

    assert answers == ["signed", "signed"]
    with app.app_context(), read_only() as session:
        assert {in_order(session, ref).state for ref in refs} == {A.AWARDED}
        assert entries(session, "commit") == [AMOUNT, AMOUNT]
        [budget] = session.scalars(select(Budget)).all()
        assert (budget.reserved, budget.committed) == (Decimal(0), 2 * AMOUNT)


def over_two_years(office):
    """A case ready for a decision that asks for money in two years; its ref."""
    content = good_content(registry.guideline(LINE, VERSION), office.kind)
    part = content["parts"]["main"]
    (first, second), [fund] = part["plan"]["items"], part["plan"]["funds"]
    part["end"] = "2028-12-31"
    part["plan"] = {
        "items": [first, {**second, "year": 2028}],
        "funds": [{**fund, "amount": "2000.00"}, {**fund, "year": 2028, "amount": "1000.00"}],
    }
    asked = {"main": {"2027": "3000.00", "2028": "4000.00"}}
    return ready_case(office, instead={"parts": content["parts"], "asked": asked})


LEDGER = "BudgetExhausted: Die verfügbaren Haushaltsmittel reichen"
SCARCE = {
    "budget": (LEDGER, "StepRefused: Die Haushaltsmittel reichen nicht"),
    "commitment": (LEDGER, "StepRefused: Die Verpflichtungsermächtigung reicht nicht"),
}


@pytest.mark.parametrize("scarce", SCARCE)
def test_money_for_one_award_is_promised_to_one_of_two(world, app, tmp_path, scarce):
    """The proposal reserves what the signature only commits, so the race is decided there."""
    enough, scanty = "50000.00", "5000.00"
    office = Office(
        world, years=(2027, 2028), money={2027: scanty if scarce == "budget" else enough}
    )
    office.budget(2028, scanty if scarce == "commitment" else enough, BudgetKind.COMMITMENT)
    amounts = {2027: Decimal("3000.00"), 2028: Decimal("4000.00")}
    part = PartWish(part="main", start=date(2027, 1, 1), end=date(2028, 12, 31), amounts=amounts)
    runners = []
    for who in ("case_officer", "second_officer"):
        ref = over_two_years(office)
        with world.opened():
            wish = AwardWish(parts=(part,), purpose="Begegnung und Beratung")
            letter = preview_award(world.actor(Role.CASE_OFFICER), ref, wish)
        seen = shown(office, ref, letter)
        runners.append({"who": f"{who}@example.org", "ref": ref, "shown": seen})
    answers = race(app, tmp_path, propose, *runners)

    refusal, won = sorted(answers)
    assert won == "proposed"
    # Who asks after the other's commit hears it from the guard, who asked before from the ledger.
    assert refusal.startswith(SCARCE[scarce]), refusal
    with app.app_context(), read_only() as session:
        states = sorted(in_order(session, one["ref"]).state.value for one in runners)
        assert states == [A.AWARD_PROPOSED.value, A.READY.value]
        assert sorted(entries(session, "reserve")) == list(amounts.values())
        assert len(session.scalars(select(Proposal)).all()) == 1
