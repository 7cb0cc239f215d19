"""Triggers that keep the log append-only and frozen rows frozen, on SQLite and PostgreSQL.

Migrations call `create_triggers` and `drop_triggers`; a later change of the list is a migration.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """A table with what must never change in it: all columns, or those named; never a row less.

    `once` are columns that may change until the row holds a value in the first of them.
    """

    table: str
    columns: tuple[str, ...] = ()
    once: tuple[str, ...] = ()


LETTER_COLUMNS = (
    "id", "ref", "case_id", "sequence", "kind", "number", "title", "subject", "subject_ref",
    "dated", "content", "content_digest", "file_id", "pdf_digest", "warnings", "rendered_at",
    "rendered_by_id",
)  # fmt: skip
LETTER_DISCARDED = ("discarded_at", "discarded_by_id", "discarded_why")
ACCEPTANCE_COLUMNS = ("id", "ref", "case_id", "letter_id", "at", "by_id", "content", "digest")
EXAMINATION_COLUMNS = (
    "id", "ref", "proof_id", "number", "items", "funds", "counters", "verdict", "examined_cost",
    "note", "at", "by_id",
)  # fmt: skip
# What a proposal says binds whoever signs it; only how it ends is still open.
PROPOSAL_COLUMNS = (
    "id", "ref", "case_id", "number", "kind", "amounts", "total", "obligations", "text", "reason",
    "content", "digest", "letter_id", "proposed_at", "proposed_by_id",
)  # fmt: skip
PROPOSAL_END = ("ended", "ended_at", "ended_by_id", "end_reason")
# A newer preview of its letter may take the place of the last.
SETTLEMENT_COLUMNS = (
    "id", "ref", "case_id", "number", "awarded", "grant_due", "paid", "to_recover", "to_pay",
    "petty_limit", "computation", "digest", "at", "by_id",
)  # fmt: skip
# The machine's finding stays beside whatever is answered to it.
CHECK_COLUMNS = ("id", "ref", "case_id", "round", "rule", "position", "finding", "outcome")
# A granted change moves the period, the plan, the quantities and the sums; the rest stays.
AWARD_PART_COLUMNS = ("id", "ref", "case_id", "part", "financing", "basis", "proof_form")
AWARD_YEAR_COLUMNS = ("id", "case_id", "part", "year", "budget_id")
FROZEN = (
    Frozen(table="event"),
    Frozen(table="ledger_entry"),
    Frozen(table="refused_attempt"),
    Frozen(table="revision"),
    Frozen(table="note"),
    Frozen(table="repayment"),
    Frozen(table="settlement_row"),
    Frozen(table="stored_file"),
    Frozen(table="letter", columns=LETTER_COLUMNS, once=LETTER_DISCARDED),
    Frozen(table="acceptance", columns=ACCEPTANCE_COLUMNS),
    Frozen(table="proof_examination", columns=EXAMINATION_COLUMNS),
    Frozen(table="proposal", columns=PROPOSAL_COLUMNS, once=PROPOSAL_END),
    Frozen(table="settlement", columns=SETTLEMENT_COLUMNS),
    Frozen(table="check_item", columns=CHECK_COLUMNS),
    Frozen(table="award_part", columns=AWARD_PART_COLUMNS),
    Frozen(table="award_year", columns=AWARD_YEAR_COLUMNS),
)
_FUNCTION = "wirgrants_refuse_change"


def create_triggers(connection: Connection) -> None:
    """Create every trigger on this database."""
    for statement in _statements(connection.dialect.name):
        connection.execute(text(statement))


def drop_triggers(connection: Connection) -> None:
    """Remove them again (downgrades, and tests that play the intruder)."""
    on = connection.dialect.name == "postgresql"
    for frozen in FROZEN:
        for name in _names(frozen, connection.dialect.name):
            suffix = f" ON {frozen.table}" if on else ""
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{suffix}"))
    if on:
        connection.execute(text(f"DROP FUNCTION IF EXISTS {_FUNCTION}()"))


def _names(frozen: Frozen, dialect: str) -> tuple[str, ...]:
    names = [f"{frozen.table}_never_updated", f"{frozen.table}_never_deleted"]
    if dialect == "postgresql":
        names.append(f"{frozen.table}_never_truncated")
    if frozen.once:
        names.append(f"{frozen.table}_{frozen.once[0]}_once")
    if frozen.table == "letter":
        names.append("letter_issued_once")
    return tuple(names)


def _statements(dialect: str) -> list[str]:
    return _postgresql() if dialect == "postgresql" else _sqlite()


def _of(frozen: Frozen) -> str:
    return f" OF {', '.join(frozen.columns)}" if frozen.columns else ""


def _once(frozen: Frozen) -> str:
    """The start of the trigger that both kinds of database understand."""
    first = frozen.once[0]
    return (
        f"CREATE TRIGGER {frozen.table}_{first}_once BEFORE UPDATE OF {', '.join(frozen.once)}"
        f" ON {frozen.table} FOR EACH ROW WHEN (OLD.{first} IS NOT NULL)"
    )


# An issued letter is never taken back or issued again.
_ISSUED_ONCE = (
    "OLD.issued_at IS NOT NULL AND (NEW.issued_at IS NULL OR NEW.issued_at <> OLD.issued_at)"
)


def _sqlite() -> list[str]:
    statements = []
    for frozen in FROZEN:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{frozen.table} is frozen'); END"
        statements += [
            (
                f"CREATE TRIGGER {frozen.table}_never_updated BEFORE UPDATE{_of(frozen)}"
                f" ON {frozen.table} {refuse}"
            ),
            f"CREATE TRIGGER {frozen.table}_never_deleted BEFORE DELETE ON {frozen.table} {refuse}",
        ]
        if frozen.once:
            statements.append(f"{_once(frozen)} {refuse}")
    statements.append(
        "CREATE TRIGGER letter_issued_once BEFORE UPDATE OF issued_at ON letter"
        f" WHEN {_ISSUED_ONCE} BEGIN SELECT RAISE(ABORT, 'letter is frozen'); END"
    )
    return statements


def _postgresql() -> list[str]:
    call = f"EXECUTE FUNCTION {_FUNCTION}()"
    statements = [
        (
            f"CREATE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME; END $$"
        )
    ]
    for frozen in FROZEN:
        table = frozen.table
        statements += [
            (
                f"CREATE TRIGGER {table}_never_updated BEFORE UPDATE{_of(frozen)} ON {table}"
                f" FOR EACH ROW {call}"
            ),
            f"CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table} FOR EACH ROW {call}",
            (
                f"CREATE TRIGGER {table}_never_truncated BEFORE TRUNCATE ON {table}"
                f" FOR EACH STATEMENT {call}"
            ),
        ]
        if frozen.once:
            statements.append(f"{_once(frozen)} {call}")
    statements.append(
        "CREATE TRIGGER letter_issued_once BEFORE UPDATE OF issued_at ON letter FOR EACH ROW"
        f" WHEN ({_ISSUED_ONCE}) {call}"
    )
    return statements
