"""Takes out of a case's record what nobody has filed, handed in or issued: drafts are no file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from wirgrants.services.audit_record import CaseRecord, Row
from wirgrants.services.papers_office import discarded_before_filing, handed_in, members_of
from workflows.states import MachineName

# Working contents, when they were saved and by whom; what was filed stands in the revisions.
_WORKING = "draft"


def without_drafts(session: Session, record: CaseRecord) -> CaseRecord:
    """The record as the authority's file: one statement.

    Left out are working contents (of an application, a proof or whatever keeps one), letters that
    were only previewed, papers that lie in a proof not handed in or were taken out of the
    application before it was filed, and the files that only those hold. Of a letter that was only
    previewed its number stays, with what became of it, so that no number is missing.
    """
    papers = _papers(session, record)
    letters = tuple(row for row in record.of("letter") if row["issued_at"] is not None)
    held = {row["file_id"] for row in (*papers, *letters)}
    files = tuple(row for row in record.of("stored_file") if row["id"] in held)
    rows: Mapping[str, Sequence[Row]] = {
        **record.rows,
        "paper": papers,
        "letter": letters,
        "letter_draft": tuple(_numbers(record)),
        "stored_file": files,
    }
    return replace(
        record,
        case=_told(record.case),
        rows={name: tuple(_told(row) for row in found) for name, found in rows.items()},
    )


_KEPT_OF_DRAFTS = (
    "sequence", "number", "rendered_at", "rendered_by_id", "discarded_at", "discarded_by_id",
    "discarded_why",
)  # fmt: skip


def _numbers(record: CaseRecord) -> Iterator[Row]:
    """Discarded drafts, and open ones before a letter that was issued: else a number is missing."""
    letters = record.of("letter")
    last = max((row["sequence"] for row in letters if row["issued_at"] is not None), default=0)
    for row in letters:
        told = row["discarded_at"] is not None or row["sequence"] < last
        if row["issued_at"] is None and told:
            yield {name: row[name] for name in _KEPT_OF_DRAFTS}


def _told(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith(_WORKING)}


def _papers(session: Session, record: CaseRecord) -> tuple[Row, ...]:
    proof = MachineName.PROOF
    members = members_of(session, record.case["organisation_id"])
    known = handed_in(row["content"] for row in record.of("revision", subject=proof))
    filed_at = record.case["filed_at"]

    def is_draft(row: Row) -> bool:
        if row["subject"] is proof and row["subject_ref"]:
            return row["ref"] not in known and row["uploaded_by_id"] in members
        return discarded_before_filing(row["removed_at"], filed_at)

    return tuple(row for row in record.of("paper") if not is_draft(row))
