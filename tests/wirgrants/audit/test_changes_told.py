"""The audit file tells each change with what was wanted and what it altered, in German words."""

import copy

import pytest

from forms.change import KINDS
from forms.vote import OUTCOMES
from tests.wirgrants.money.test_changes import award_of, proposed, signature, terms, wished
from tests.wirgrants.money.walk import running
from tests.wirgrants.world import case_by_ref
from wirgrants.documents.blocks import Table
from wirgrants.models import ChangeKind, LedgerKind, ProposalEnd, VoteKind, VoteOutcome
from wirgrants.services import audit_proceedings
from wirgrants.services.audit_aftercare import after_award
from wirgrants.services.audit_record import case_record
from wirgrants.services.changes_decision import decide_change
from wirgrants.services.ledger import MOVEMENTS
from wirgrants.unit_of_work import read_only
from workflows.findings import Outcome, VerdictKind
from workflows.guideline import FinancingType
from workflows.sources import Mark
from workflows.wording import TEXTS


@pytest.mark.usefixtures("context")
def test_a_change_is_told_with_what_it_wanted_and_altered(world):
    ref = running(world)
    wanted = copy.deepcopy(award_of(ref))
    wanted["texts"] = {"contact": "Herr Muster"}
    change = wished(world, ref, wanted, ChangeKind.CONTACT)
    granted = {**wanted, "texts": {"contact": "Frau Beispiel"}}
    shown = proposed(world, ref, change, terms(granted))
    decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    with read_only() as session:
        session.expire_all()
        sections = list(after_award(case_record(session, case_by_ref(session, ref))))
    [told] = [one for one in sections if one.heading.startswith("Änderungsantrag 1")]
    nothing = "keine eigene Regelung im Bescheid"
    tables = [one for one in told.blocks if isinstance(one, Table)]
    assert [(one.caption, [row.cells for row in one.rows]) for one in tables] == [
        ("Beantragte Änderungen", [("Ansprechperson", nothing, "Herr Muster")]),
        ("Geänderte Regelungen", [("Ansprechperson", nothing, "Frau Beispiel")]),
    ]
    assert "Ansprechperson" in str(told.blocks[0])


def topic(prefix: str) -> set[str]:
    """The keys of one topic of the catalogue."""
    return {key.removeprefix(f"{prefix}.") for key in TEXTS if key.startswith(f"{prefix}.")}


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (KINDS, ChangeKind),
        (topic("financing_type"), FinancingType),
        (MOVEMENTS, LedgerKind),
        (audit_proceedings._VOTES, VoteKind),
        (OUTCOMES, VoteOutcome),
        (audit_proceedings._ENDS, ProposalEnd),
        (topic("outcome"), Outcome),
        (topic("verdict") - {"not_wanted"}, VerdictKind),  # the finder's own word
        (topic("mark") - {"demo"}, Mark),
    ],
)
def test_every_value_has_its_word(words, values):
    assert set(words) == {one.value for one in values}
