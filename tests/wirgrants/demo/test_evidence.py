"""Whoever has the database in hand and changes what counts is found out by the log.

One change of each kind at once, on a copy of the demo: every one has its own complaint.
"""

import re
import shutil

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from wirgrants import create_app
from wirgrants.extensions import db
from wirgrants.services.evidence import personal_values
from wirgrants.services.evidence_money import money
from wirgrants.services.evidence_record import records
from wirgrants.triggers import drop_triggers

PERSONAL = {
    "the iban of the acceptance is not the logged one": (
        "UPDATE acceptance_personal SET iban = 'DE02120300000000202051'"
    ),
    "the bank_name of the acceptance is not the logged one": (
        "UPDATE acceptance_personal SET bank_name = 'Andere Bank'"
    ),
    "the declared_as of a revision is not the logged one": (
        "UPDATE revision_personal SET value = 'Anders' WHERE key = 'declared_as'"
    ),
}
RECORD = {
    "the day of the decision is not the one that was logged": (
        "UPDATE funding_case SET decided_on = '2020-01-01' WHERE decided_on IS NOT NULL"
    ),
    "the acceptance is not what was declared": (
        "UPDATE acceptance SET remedy_waived = NOT remedy_waived"
    ),
    "the checks are not those that were logged": (
        "UPDATE check_item SET finding = json_set(finding, '$.clause', 'anders')"
    ),
    "the answer to # is not the one that was logged": (
        "UPDATE check_item SET note = 'anders' WHERE answer IS NOT NULL"
    ),
    "an examination is not the one that was logged": "UPDATE proof_examination SET note = 'anders'",
    "the examined cost of proof # is not the one that was logged": (
        "UPDATE proof SET examined_cost = examined_cost + 1 WHERE examined_cost IS NOT NULL"
    ),
    "paper # is missing": (
        "DELETE FROM paper WHERE id = (SELECT min(id) FROM paper WHERE subject = 'proof')"
    ),
    "the days of letter # do not follow from its delivery": (
        "UPDATE letter SET final_on = '2031-01-01' WHERE final_on > '' AND kind = 'rejection'"
    ),
    "letter # was not sent as the log says": (
        "UPDATE letter SET way = 'personal' WHERE kind = 'award' AND issued_at IS NOT NULL"
    ),
}
MONEY = {
    "the amount of payment # is not the one that was logged": (
        "UPDATE payment SET amount = amount + 1 WHERE state = 'requested'"
    ),
    "payment # is not what was released": (
        "UPDATE payment SET check_note = 'anders' WHERE digest IS NOT NULL"
    ),
    "the paid_on of payment # is not the one that was logged": (
        "UPDATE payment SET paid_on = '2020-01-01' WHERE paid_on IS NOT NULL"
    ),
    "what the case says is paid is not what was paid": (
        "UPDATE funding_case SET paid = paid - 1 WHERE paid > 0"
    ),
    "what fixed the part # is not what was signed": "UPDATE award_part SET basis = '{}'",
    "the years of the part # do not make its award": "UPDATE award_part SET amount = 0",
    "the award is not the one that was signed": ("UPDATE award_part SET ends_on = '2031-01-01'"),
    "what came back of recovery # is not what was logged": "DELETE FROM repayment",
    "the sum of recovery # is not the one that was logged": (
        "UPDATE recovery SET demanded = demanded - 1"
    ),
    "the interest_from of recovery # is not what was logged": (
        "UPDATE recovery SET interest_from = '2020-01-01' WHERE interest_from IS NOT NULL"
    ),
    "the due_on of recovery # is not what was logged": (
        "UPDATE recovery SET due_on = '2031-01-01' WHERE due_on IS NOT NULL"
    ),
    "the computation of recovery # is not what was logged": (
        "UPDATE recovery SET interest_computation = "
        "json_set(interest_computation, '$.until', '2031-01-01') WHERE ordered_at IS NOT NULL"
    ),
    "the settled grant is not the one that was logged": (
        "UPDATE funding_case SET settled_grant = settled_grant - 1 WHERE settled_grant > 0"
    ),
    "what the case says came back is not what the ledger says": (
        "UPDATE funding_case SET recovered = recovered + 1 WHERE recovered > 0"
    ),
}
YEARS = {
    "what is paid of # is not what was paid": "UPDATE award_year SET paid = 0 WHERE paid > 0",
    "what is left of # is not what the ledger holds committed": (
        "UPDATE award_year SET released = 0"
    ),
    "what the case says is awarded is not the sum of its years": (
        "UPDATE funding_case SET awarded = awarded + 1 WHERE awarded IS NOT NULL"
    ),
}
_NAMES = re.compile(
    r"(?<=paper )\S+|(?<=letter )\S+|(?<=proof )\S+|(?<=payment )\d+|(?<=recovery )\d+"
    r"|(?<=answer to )\S+|(?<=the part )\S+|(?<=is paid of ).+(?= is not)|(?<=left of ).+(?= is)"
)


@pytest.fixture(scope="module")
def connection(instance, tmp_path_factory):
    """The demo's data without triggers; what a test changes is rolled back."""
    copy = tmp_path_factory.mktemp("tampered") / "instance"
    copy.mkdir()
    for name in ("wirgrants.sqlite", "settings.toml", "secret_key"):
        shutil.copyfile(instance / name, copy / name)
    app = create_app(copy, database_url="")
    with app.app_context():
        with db.engine.connect().execution_options(wirgrants_writing=True) as held:
            drop_triggers(held)
            held.execute(text("PRAGMA defer_foreign_keys = ON"))
            yield held
            held.rollback()
        db.engine.dispose()


def told(connection, look, changes=()):
    """What the doctor complains of after these changes, without the names in it."""
    before = connection.begin_nested()
    for statement in changes:
        assert connection.execute(text(statement)).rowcount > 0, statement
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        found = {_NAMES.sub("#", what) for _, what in look(session)}
    before.rollback()
    return found


@pytest.mark.parametrize("look", [personal_values, records, money])
def test_the_demo_is_what_its_log_says(connection, look):
    assert told(connection, look) == set()


@pytest.mark.parametrize(
    ("look", "changes"),
    [(personal_values, PERSONAL), (records, RECORD), (money, MONEY), (money, YEARS)],
)
def test_every_change_by_the_back_door_has_its_complaint(connection, look, changes):
    assert told(connection, look, changes.values()) == set(changes)


def test_an_award_set_to_nothing_is_found(connection):
    statement = "UPDATE award_year SET amount = paid + released WHERE paid + released < amount"
    assert "the award is not the one that was signed" in told(connection, money, [statement])
