"""What a change may bring: no more than the law gives, and terms that stand in words."""

import copy

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from forms.change import request_form
from forms.change_award import ChangeShape
from tests.support.awarded import AwardSpec
from tests.wirgrants.money.test_changes import (
    PROJECT,
    award_of,
    in_spite,
    longer,
    previewed,
    proposed,
    signature,
    terms,
    wished,
)
from tests.wirgrants.money.walk import running, version_of
from tests.wirgrants.world import case_by_ref
from wirgrants.documents.blocks import Table
from wirgrants.errors import Conflict, Refused
from wirgrants.models import ChangeKind, Event, Letter
from wirgrants.services import changes
from wirgrants.services.audit_aftercare import after_award
from wirgrants.services.audit_record import case_record
from wirgrants.services.changes import change_of, wanted_terms
from wirgrants.services.changes_decision import decide_change
from wirgrants.services.changes_fit import ReasonsMissing
from wirgrants.services.changes_proposal import preview_change, propose_change
from wirgrants.services.finance_rows import award_parts
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.guideline import FinancingType
from workflows.lifecycle import StepRefused

pytestmark = pytest.mark.usefixtures("context")


def test_purpose_and_other_texts_of_the_notice_can_be_changed(world):
    ref = running(world)
    before = award_of(ref)
    for kind, name, title, told in (
        (ChangeKind.PURPOSE, "purpose", "Zuwendungszweck", "Begegnungscafé statt Sprachcafé"),
        (ChangeKind.CONTACT, "contact", "Ansprechperson", "Frau Beispiel, Telefon 0611 1234"),
        (ChangeKind.OTHER, "other", "Sonstige Regelung", "Das Logo darf kleiner sein."),
    ):
        after = {**award_of(ref), "texts": {**award_of(ref)["texts"], name: told}}
        change = wished(world, ref, after, kind)
        shown = proposed(world, ref, change, terms(after))
        decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
        with read_only() as session:
            case = case_by_ref(session, ref)
            terms_ = wanted_terms(change_of(session, case, change))
            assert [(one.term, one.before, one.after) for one in terms_] == [
                (title, "keine eigene Regelung im Bescheid", told)
            ]
            letter = session.scalars(select(Letter).where(Letter.pdf_digest == shown)).one()
            assert told in str(letter.content["letter"])
    assert award_of(ref) == {
        **before,
        "texts": {
            "purpose": "Begegnungscafé statt Sprachcafé",
            "contact": "Frau Beispiel, Telefon 0611 1234",
            "other": "Das Logo darf kleiner sein.",
        },
    }


def unfit(world, ref, after):
    """What stands against this award, before a letter and, with one, before a proposal."""
    change = wished(world, ref, after, ChangeKind.AMOUNT)
    with pytest.raises(Refused) as refused:
        preview_change(world.actor("case_officer"), ref, change, terms(after))
    changes.withdraw_change(world.actor("signatory"), ref, change, version=version_of(world, ref))
    return refused.value.message.replace("\xa0", " ")


def test_a_change_is_held_to_the_most_of_its_own_plan(world):
    ref = running(world, PROJECT)
    before = award_of(ref)
    raised = copy.deepcopy(before)
    raised["amounts"]["main"]["2027"] = "50000.00"
    raised["parts"]["main"]["eligible"] = "50000.00"
    assert unfit(world, ref, raised) == (
        "Vorhaben, 2027: 50.000,00 € können nicht bewilligt werden. Nach Finanzierungsplan, "
        "Laufzeit und Richtlinie sind es höchstens 8.000,00 €."
    )
    # A plan that would carry it does not lift the cap of the call.
    raised["parts"]["main"]["plan"]["items"][0]["amount"] = "60000.00"
    raised["parts"]["main"]["plan"]["funds"][0]["amount"] = "10000.00"
    assert "höchstens 40.000,00 €" in unfit(world, ref, raised)
    fewer = copy.deepcopy(before)
    fewer["amounts"]["main"]["2027"] = "7000.00"
    assert "1.000,00 € nicht gedeckt" in unfit(world, ref, fewer)
    richer = longer(before, amount="7000.00")
    richer["parts"]["main"]["eligible"] = "10000.01"
    assert "höchstens 10.000,00 €" in unfit(world, ref, richer)


def too_long(award):
    """The award with an end beyond the longest of the guideline, and a year its call has not."""
    told = longer(award)
    told["parts"]["main"]["end"] = "2030-12-31"
    plan = told["parts"]["main"]["plan"]
    for entries in (plan["items"], plan["funds"]):
        entries.append({**entries[0], "year": 2028, "amount": "100.00"})
    return told


def test_a_rule_that_a_change_newly_breaks_is_decided_with_a_reason_by_two_people(world):
    ref = running(world, PROJECT)
    after = too_long(award_of(ref))
    said = unfit(world, ref, after)
    assert said.startswith("Durch die Änderung sind neu nicht erfüllt oder zu prüfen: Haushalts")
    change = wished(world, ref, after)
    told = in_spite(world, ref, change, terms(after), "Der Träger war ein Jahr ohne Räume.")
    (first, *others) = told["overrides"]
    assert others, "the change breaks several rules"
    # One reason does not speak for another rule.
    with pytest.raises(ReasonsMissing) as missing:
        preview_change(
            world.actor("case_officer"), ref, change,
            told | {"overrides": {first: "Nur hierzu.", others[0]: " "}},
        )  # fmt: skip
    assert missing.value.rules == others
    told["overrides"] |= {first: "Der Vermieter hatte gekündigt.", "Eine andere Regel": "Egal."}
    shown = proposed(world, ref, change, told)
    with read_only() as session:
        session.expire_all()
        row = change_of(session, case_by_ref(session, ref), change)
        decided = row.proposed["overridden"]
        noted = {one["name"]: one["note"] for one in decided}
        assert noted == {
            first: "Der Vermieter hatte gekündigt.",
            **dict.fromkeys(others, "Der Träger war ein Jahr ohne Räume."),
        }
        assert "duration_is_within_longest_award" in {one["rule"] for one in decided}
        asked = select(Event).where(Event.action == "propose").order_by(Event.id.desc()).limit(1)
        assert session.scalars(asked).one().data["overridden"] == decided
        file = list(after_award(case_record(session, case_by_ref(session, ref))))
    [table] = [
        block
        for section in file
        for block in section.blocks
        if isinstance(block, Table) and block.caption == "Trotz fraglicher Regeln"
    ]
    assert [(row.cells[0], row.cells[2]) for row in table.rows] == list(noted.items())
    with unit_of_work() as session:
        row = change_of(session, case_by_ref(session, ref), change)
        row.proposed = {**row.proposed, "overridden": []}
    with pytest.raises(Conflict, match="newly unmet"):
        decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    with unit_of_work() as session:
        row = change_of(session, case_by_ref(session, ref), change)
        row.proposed = {**row.proposed, "overridden": decided}
    decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    assert award_of(ref)["parts"]["main"]["end"] == "2030-12-31"


def test_a_period_before_the_law_is_refused_and_not_reckoned(world):
    ref = running(world, PROJECT)
    after = longer(award_of(ref))
    after["parts"]["main"]["start"] = "1990-01-05"
    assert "Laufzeit" in unfit(world, ref, after)


def test_a_change_that_breaks_nothing_needs_no_such_reason(world):
    ref = running(world, PROJECT)
    after = longer(award_of(ref), end="2027-11-30")
    change = wished(world, ref, after)
    proposed(world, ref, change, terms(after))
    with read_only() as session:
        session.expire_all()
        row = change_of(session, case_by_ref(session, ref), change)
        assert row.proposed["overridden"] == []


@pytest.mark.parametrize(("awarded", "most"), [(False, "6.900,00 €"), (True, "8.900,00 €")])
def test_a_flat_rate_that_was_not_awarded_gives_a_change_no_room(world, awarded, most):
    ref = running(world, guides(awarded))
    raised = copy.deepcopy(award_of(ref))
    raised["amounts"]["deployment"]["2027"] = "9900.00"
    raised["parts"]["deployment"]["plan"]["funds"] = []

    assert f"höchstens {most}" in unfit(world, ref, raised)


def test_a_flat_rate_that_was_struck_returns_by_a_change(world):
    ref = running(world, guides(awarded=False))
    after = copy.deepcopy(award_of(ref))
    after["amounts"]["deployment"]["2027"] = "8900.00"
    after["parts"]["deployment"]["eligible"] = "8900.00"
    after["parts"]["deployment"]["plan"]["funds"][0]["amount"] = "1000.00"
    after["parts"]["deployment"]["options"] = {"coordination_flat_rate": True}
    change = wished(world, ref, after, ChangeKind.AMOUNT)
    with read_only() as session:
        session.expire_all()
        row = change_of(session, case_by_ref(session, ref), change)
        named = [(one.before, one.after) for one in wanted_terms(row)]
        assert ("nicht bewilligt", "bewilligt") in named
    shown = proposed(world, ref, change, terms(after))
    decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    with read_only() as session:
        session.expire_all()
        assert (
            award_parts(session, case_by_ref(session, ref))[0].units["coordination_flat_rate"]
            is True
        )
    shape = ChangeShape(award=award_of(ref), years=(2027,), categories={"deployment": ()})
    [paid] = request_form(shape).options("deployment")
    assert (paid.data, paid.name) == (True, "option_deployment_coordination_flat_rate")
    without = MultiDict({paid.name: "nein"})
    told = request_form(shape, without)
    assert told.options("deployment")[0].data is False


def guides(awarded):
    """Guides at work who asked for the flat rate; whether the notice pays it."""
    asked = {"guides": 5, "coordinating_guides": 0, "hours": 1380, "pool_of_guides": 5}
    plan = {
        "items": [
            {"category": "allowances", "label": "", "year": 2027, "amount": "6900.00"},
            {"category": "coordination", "label": "", "year": 2027, "amount": "3000.00"},
        ],
        "funds": [{"source": "own", "label": "", "year": 2027, "amount": "3000.00"}],
    }
    return AwardSpec(
        line="integration_guides", version="2021", amounts={"deployment": {2027: "6900.00"}},
        eligible="6900.00", own="0.00", financing=FinancingType.FIXED, plan=plan,
        answers={"charitable": True},
        part_answers={"deployment": {**asked, "coordination_flat_rate": True}},
        options={"deployment": {"coordination_flat_rate": awarded}},
    )  # fmt: skip


def test_the_step_itself_refuses_more_than_the_most(world):
    ref = running(world, PROJECT)
    after = longer(award_of(ref), amount="9000.00")
    change = wished(world, ref, after)
    officer, told = world.actor("case_officer"), terms(after)
    preview_change(officer, ref, change, told)
    shown = previewed(ref, change).pdf_digest
    with unit_of_work() as session:
        call = case_by_ref(session, ref).call
        call.figures = {**call.figures, "project_cap": {"value": "8500.00", "reason": "neu"}}
    with pytest.raises(StepRefused) as refused:
        propose_change(officer, ref, change, told, shown, version=version_of(world, ref))
    assert [(one.rule, one.values) for one in refused.value.findings] == [
        ("award_within_entitlement", {"amount": "9.000,00 €", "most": "8.500,00 €"})
    ]
