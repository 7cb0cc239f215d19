"""Impossible rows are impossible: each check constraint meets a row that tries to break it."""

import re

import pytest
from sqlalchemy import CheckConstraint, Enum, create_engine, insert, text
from sqlalchemy.exc import IntegrityError

from tests.wirgrants.rows import DAY, MOMENT, add_row, valid_row, without_foreign_keys
from wirgrants.models import Base
from wirgrants.triggers import drop_triggers

FILED = {
    "state": "filed", "filed_at": MOMENT, "received_on": DAY, "number": "n1", "revision_number": 1,
}  # fmt: skip
AWARDED = FILED | {
    "state": "awarded", "decision": "award", "decided_on": DAY, "decided_by_id": 2,
    "proposed_by_id": 1, "awarded": 10,
}  # fmt: skip
DECLINED = AWARDED | {"state": "declined", "closed_on": DAY, "declined_on": DAY}
SETTLED = AWARDED | {"state": "settled", "closed_on": DAY, "settled_grant": 10}
CHECKED = {"state": "checked", "checked_at": MOMENT, "checked_by_id": 2, "requested_by_id": 1}
RELEASED = CHECKED | {"state": "released", "released_at": MOMENT, "released_by_id": 3}
PAID = RELEASED | {"state": "paid", "paid_on": DAY, "paid_by_id": 4}
CHANGE_DECIDED = {
    "state": "granted", "proposed_at": MOMENT, "proposed_by_id": 1, "digest": "d",
    "decided_at": MOMENT, "decided_by_id": 2, "letter_id": 1,
}  # fmt: skip
EXAMINED = {
    "state": "examined", "submitted_at": MOMENT, "submitted_by_id": 1, "revision_number": 1,
    "examined_at": MOMENT, "examined_by_id": 2, "examined_cost": 5,
}  # fmt: skip
ISSUED = {
    "issued_at": MOMENT, "issued_by_id": 1, "way": "post", "pdf_digest": "p",
    "previewed_digest": "p",
}  # fmt: skip
DISCARDED = {"discarded_at": MOMENT, "discarded_why": "replaced"}
ORDERED = {
    "state": "ordered", "ordered_at": MOMENT, "ordered_by_id": 2, "order_letter_id": 1,
    "opened_by_id": 1,
}  # fmt: skip
FALLEN = ORDERED | {"state": "dropped", "demanded": 0, "ended_at": MOMENT}
ENDED = {"ended": "approved", "ended_at": MOMENT, "ended_by_id": 2, "proposed_by_id": 1}

# The rows above must be possible, or the rows below would prove nothing.
POSSIBLE = [
    ("funding_case", FILED),
    ("funding_case", AWARDED),
    ("funding_case", SETTLED),
    ("funding_case", DECLINED),
    ("funding_case", {"state": "withdrawn", "closed_on": DAY}),
    ("funding_case", FILED | {"state": "withdrawn", "closed_on": DAY}),
    ("payment", CHECKED),
    ("payment", RELEASED),
    ("payment", PAID),
    ("payment", PAID | {"state": "returned", "returned_on": DAY}),
    ("payment", PAID | {"state": "cancelled", "returned_on": DAY}),
    ("change_request", CHANGE_DECIDED),
    ("proof", EXAMINED),
    ("letter", ISSUED),
    ("letter", DISCARDED),
    ("obligation", {"met_on": DAY, "met_at": MOMENT, "met_by_id": 1, "paper_id": 1, "number": 9}),
    ("letter", ISSUED | {"way": "electronic", "consent_on": DAY, "notified_on": DAY}),
    ("recovery", ORDERED),
    ("recovery", ORDERED | {"state": "repaid", "repaid": 1, "ended_at": MOMENT}),
    ("recovery", ORDERED | {"state": "interest_open", "repaid": 3, "interest": 2}),
    ("recovery", FALLEN),
    ("proposal", ENDED),
]

# table, constraint without its prefix, and what makes the row impossible
IMPOSSIBLE = [
    ("budget", "never_overdrawn", {"total": 5, "reserved": 2, "committed": 2, "spent": 2}),
    ("budget", "never_below_zero", {"reserved": -1}),
    ("budget", "never_below_zero", {"total": 1, "spent": -1}),
    ("clock_offset", "one_row", {"id": 2}),
    ("house_log", "one_row", {"id": 2}),
    ("authority_status", "span_runs_forward", {"valid_to": DAY.replace(day=22)}),
    ("call", "closes_after_opening", {"closes_at": MOMENT}),
    ("call", "published_by_somebody", {"published_by_id": 1}),
    ("call", "published_by_somebody", {"published_at": MOMENT}),
    ("call", "closed_only_after_publication", {"closed_at": MOMENT, "closed_by_id": 1}),
    (
        "call",
        "closed_by_somebody",
        {"published_at": MOMENT, "published_by_id": 1, "closed_by_id": 1},
    ),
    ("population", "inhabitants_counted", {"inhabitants": -1}),
    ("funding_case", "number_with_filing", {"number": "n"}),
    ("funding_case", "received_with_filing", {"received_on": DAY}),
    ("funding_case", "revision_with_filing", {"revision_number": 1}),
    ("funding_case", "filed_beyond_draft", FILED | {"state": "draft"}),
    ("funding_case", "filed_beyond_draft", {"state": "ready"}),
    ("funding_case", "proposed_by_somebody", FILED | {"state": "award_proposed"}),
    ("funding_case", "proposed_by_somebody", FILED | {"proposed_by_id": 1}),
    ("funding_case", "decided_with_day_and_person", AWARDED | {"decided_by_id": None}),
    ("funding_case", "decided_with_day_and_person", AWARDED | {"decided_on": None}),
    ("funding_case", "decided_with_day_and_person", AWARDED | {"decision": None}),
    ("funding_case", "decided_with_day_and_person", FILED | {"decided_on": DAY}),
    ("funding_case", "decision_fits_state", AWARDED | {"decision": "rejection"}),
    ("funding_case", "four_eyes", AWARDED | {"decided_by_id": 1}),
    ("funding_case", "awarded_with_amount", AWARDED | {"awarded": None}),
    ("funding_case", "awarded_with_amount", FILED | {"awarded": 5}),
    ("funding_case", "closed_with_day", SETTLED | {"closed_on": None}),
    ("funding_case", "closed_with_day", AWARDED | {"closed_on": DAY}),
    ("funding_case", "settled_with_grant", SETTLED | {"settled_grant": None}),
    ("funding_case", "settled_with_grant", AWARDED | {"settled_grant": 5}),
    ("funding_case", "declined_on_a_day", DECLINED | {"declined_on": None}),
    ("funding_case", "declined_on_a_day", AWARDED | {"declined_on": DAY}),
    ("funding_case", "sums_not_negative", AWARDED | {"paid": -1}),
    ("funding_case", "paid_within_award", AWARDED | {"paid": 11}),
    ("funding_case", "log_counted", {"log_length": -1}),
    ("award_part", "award_within_cost", {"amount": 2, "eligible_cost": 1}),
    ("award_part", "period_runs_forward", {"ends_on": DAY.replace(day=22)}),
    ("award_part", "sums_not_negative", {"amount": -1}),
    ("award_year", "sums_not_negative", {"paid": -1}),
    ("award_year", "paid_within_award", {"amount": 10, "paid": 6, "released": 5}),
    ("built_file", "ready_with_file", {"progress": "ready"}),
    ("built_file", "ready_with_file", {"file_id": 1}),
    (
        "check_item",
        "answered_by_somebody",
        {"outcome": "met", "answer": "met", "answered_by_id": 1},
    ),
    (
        "check_item",
        "overridden_with_reason",
        {
            "outcome": "not_met",
            "answer": "met",
            "answered_by_id": 1,
            "answered_at": MOMENT,
            "note": "",
        },
    ),
    ("event", "hashes_are_whole", {"hash": "abc"}),
    ("event", "a_step_ends_somewhere", {"machine": "payment"}),
    ("event", "counted_from_one", {"case_seq": 0}),
    ("letter", "issued_as_previewed", ISSUED | {"previewed_digest": "other"}),
    ("letter", "issued_as_previewed", ISSUED | {"previewed_digest": None}),
    ("letter", "issued_with_person_and_way", ISSUED | {"way": None}),
    ("letter", "issued_with_person_and_way", {"issued_by_id": 1}),
    ("letter", "issued_never_discarded", ISSUED | DISCARDED),
    ("letter", "discarded_with_cause", {"discarded_at": MOMENT}),
    ("letter", "discarded_with_cause", {"discarded_why": "replaced"}),
    ("letter", "discarded_by_with_moment", {"discarded_by_id": 1}),
    ("letter", "electronic_only_with_consent", ISSUED | {"way": "electronic"}),
    ("letter", "delivered_only_when_issued", {"sent_on": DAY}),
    ("letter", "final_only_when_issued", {"final_on": DAY}),
    (
        "letter",
        "final_after_notification",
        ISSUED | {"notified_on": DAY, "final_on": DAY.replace(day=1)},
    ),
    ("obligation", "met_by_somebody", {"met_at": MOMENT}),
    ("obligation", "met_by_somebody", {"met_by_id": 1, "met_at": MOMENT}),
    ("obligation", "paper_of_what_was_met", {"paper_id": 1}),
    ("paper", "removed_by_somebody", {"removed_by_id": 1}),
    ("proof", "submitted_with_moment", {"state": "submitted", "revision_number": 1}),
    (
        "proof",
        "submitted_with_revision",
        {"state": "submitted", "submitted_at": MOMENT, "submitted_by_id": 1},
    ),
    ("proof", "not_submitted_while_expected", {"submitted_at": MOMENT}),
    ("proof", "examined_by_somebody", EXAMINED | {"examined_cost": None}),
    ("proof", "examined_by_somebody", EXAMINED | {"state": "in_review"}),
    ("change_request", "proposed_by_somebody", {"state": "proposed"}),
    ("change_request", "proposed_with_letter", CHANGE_DECIDED | {"letter_id": None}),
    ("change_request", "decided_by_somebody", CHANGE_DECIDED | {"decided_by_id": None}),
    ("change_request", "four_eyes", CHANGE_DECIDED | {"decided_by_id": 1}),
    ("clarification", "answered_with_moment", {"state": "answered"}),
    ("clarification", "no_answer_while_asked", {"answered_at": MOMENT}),
    ("clarification", "ended_with_moment", {"state": "lapsed"}),
    ("early_start", "permitted_from_a_day", {"permitted": True}),
    ("early_start", "permitted_from_a_day", {"from_day": DAY}),
    ("inbox_message", "to_organisation_or_account", {"account_id": 1}),
    ("inbox_message", "to_organisation_or_account", {"organisation_id": None}),
    ("inbox_message", "read_by_somebody", {"read_by_id": 1}),
    ("payment", "amount_positive", {"amount": 0}),
    ("payment", "checked_by_somebody", CHECKED | {"checked_by_id": None}),
    ("payment", "released_by_somebody", RELEASED | {"released_at": None}),
    ("payment", "released_by_somebody", CHECKED | {"released_by_id": 3, "released_at": MOMENT}),
    ("payment", "release_by_another", RELEASED | {"released_by_id": 2}),
    ("payment", "release_not_by_requester", RELEASED | {"released_by_id": 1}),
    ("payment", "paid_with_day", PAID | {"paid_on": None}),
    ("payment", "paid_with_day", RELEASED | {"paid_on": DAY}),
    ("payment", "paid_by_another", PAID | {"paid_by_id": 3}),
    ("payment", "returned_with_day", PAID | {"state": "returned"}),
    ("payment", "returned_with_day", PAID | {"state": "cancelled"}),
    ("payment", "paid_with_day", RELEASED | {"state": "cancelled", "returned_on": DAY}),
    ("proof_examination", "cost_not_negative", {"examined_cost": -1}),
    ("proposal", "ended_by_somebody", {"ended": "approved"}),
    ("proposal", "four_eyes", ENDED | {"ended_by_id": 1}),
    ("proposal", "returned_with_reason", ENDED | {"ended": "returned", "end_reason": ""}),
    ("proposal", "award_has_an_amount", {"kind": "award"}),
    ("proposal", "award_has_an_amount", {"total": 1}),
    ("settlement", "one_direction", {"to_recover": 1, "to_pay": 1}),
    ("settlement", "grant_within_award", {"grant_due": 1}),
    ("settlement", "sums_not_negative", {"paid": -1}),
    ("settlement_row", "sums_not_negative", {"paid": -1}),
    ("recovery", "demand_positive", {"demanded": 0}),
    ("recovery", "demand_positive", FALLEN | {"demanded": -1}),
    ("recovery", "sums_not_negative", {"interest": -1}),
    ("recovery", "statement_with_moment", {"state": "statement_received"}),
    ("recovery", "ordered_by_somebody", ORDERED | {"order_letter_id": None}),
    ("recovery", "order_only_when_ordered", ORDERED | {"state": "hearing"}),
    ("recovery", "four_eyes", ORDERED | {"ordered_by_id": 1}),
    ("recovery", "ended_with_moment", {"state": "dropped"}),
    ("recovery", "repaid_in_full", ORDERED | {"state": "repaid", "ended_at": MOMENT}),
    (
        "recovery",
        "repaid_in_full",
        ORDERED | {"state": "repaid", "repaid": 1, "interest": 2, "ended_at": MOMENT},
    ),
    ("recovery", "repaid_in_full", ORDERED | {"state": "interest_open"}),
    (
        "recovery",
        "repaid_in_full",
        ORDERED | {"state": "interest_open", "repaid": 2, "interest": 2},
    ),
    ("repayment", "amount_positive", {"amount": 0}),
]


@pytest.fixture
def connection(database_url):
    engine = create_engine(database_url)
    with engine.connect() as connection:
        without_foreign_keys(connection)
        drop_triggers(connection)  # they would speak first where an update stands in for an insert
        for table in ("clock_offset", "house_log"):
            connection.execute(text(f"DELETE FROM {table}"))
        yield connection
        connection.rollback()
    engine.dispose()


def test_every_constraint_has_a_row_that_tries_to_break_it():
    named = {
        (table.name, str(constraint.name).removeprefix(f"ck_{table.name}_"))
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint) and "_known_" not in str(constraint.name)
    }

    assert {(table, name) for table, name, _ in IMPOSSIBLE} == named


def test_possible_rows_are_accepted(connection):
    for name in Base.metadata.tables:
        add_row(connection, name)
    for number, (name, values) in enumerate(POSSIBLE):
        own = {"number": f"n{number}"} if name == "funding_case" and "number" in values else {}
        own |= {"number": 100 + number} if name in NUMBERED else {}
        own |= {"year": 3000 + number} if name == "proof" else {}
        own |= {"sequence": 100 + number} if name == "letter" else {}
        own |= {"case_id": 100 + number} if name == "proposal" else {}
        add_row(connection, name, **(values | own))

    stored = connection.execute(text("SELECT count(*) FROM funding_case")).scalar_one()
    assert stored == 1 + sum(name == "funding_case" for name, _ in POSSIBLE)


NUMBERED = {"payment", "change_request", "recovery", "proposal"}


def test_impossible_rows_are_refused_by_the_named_constraint(connection):
    wrong = []
    for table, name, values in IMPOSSIBLE:
        told = _refusal(connection, table, values)
        if told != f"ck_{table}_{name}":
            wrong.append((table, name, values, told))

    assert wrong == []


@pytest.mark.parametrize(
    ("table", "column"), [("early_start", "letter_id"), ("recovery", "hearing_letter_id")]
)
def test_a_decision_without_its_letter_is_refused(connection, table, column):
    assert column in _refusal(connection, table, {column: None})


def test_an_unknown_state_is_refused(connection):
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Enum):
                told = _refusal_of_text(connection, table, column.name)
                assert told.startswith(f"ck_{table.name}_"), (table.name, column.name, told)


def _refusal(connection, table, values):
    with pytest.raises(IntegrityError) as caught, connection.begin_nested():
        add_row(connection, table, **values)
    return _constraint(caught.value)


def _refusal_of_text(connection, table, column):
    """Past the column's own type: only the database stands in the way."""
    with connection.begin_nested() as savepoint:
        row = valid_row(table)
        connection.execute(insert(table).values(**row))
        key = next(iter(table.primary_key.columns)).name
        with pytest.raises(IntegrityError) as caught, connection.begin_nested():
            connection.execute(
                text(f"UPDATE {table.name} SET {column} = 'nonsense' WHERE {key} = :key"),
                {"key": row[key]},
            )
        savepoint.rollback()
    return _constraint(caught.value)


def _constraint(error):
    found = re.search(r"\b(ck_\w+)", str(error.orig))
    return found.group(1) if found else str(error.orig)
