"""Gathers the frozen contents of a case for its audit file: what is shown, merged and attached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms.fitting_sections import part_name
from forms.signing import WAYS
from wirgrants import clock
from wirgrants.documents.blocks import Column, Row, Section, Table
from wirgrants.documents.case_file import (
    CaseFile,
    CaseNote,
    LetterEntry,
    PaperEntry,
    TimelineEvent,
)
from wirgrants.documents.german import day
from wirgrants.extensions import settings
from wirgrants.models import FundingCase
from wirgrants.services.audit_aftercare import after_award
from wirgrants.services.audit_drafts import without_drafts
from wirgrants.services.audit_missing import missing_papers
from wirgrants.services.audit_payments import payments
from wirgrants.services.audit_proceedings import before_award, by
from wirgrants.services.audit_record import CaseRecord, case_record
from wirgrants.services.audit_sections import applications, proofs
from wirgrants.services.drafts_review import directory_of
from wirgrants.services.letter_drafts import DISCARDED, WAITS, WHY
from wirgrants.services.protocol import ProtocolLine, protocol, state_name
from wirgrants.services.register import load_register
from workflows import registry
from workflows.states import MachineName
from workflows.wording import paper_name, say


@dataclass(frozen=True, kw_only=True)
class Held:
    """A file in the store: its digest and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """A case file, the files of its letters and papers in their order, and the JSON record."""

    file: CaseFile
    letters: tuple[Held, ...]
    papers: tuple[Held, ...]
    record: bytes


def gather(session: Session, case: FundingCase, made_for: str, made_at: datetime) -> Gathered:
    """Everything of one case as it stands; a fixed number of statements."""
    record = without_drafts(session, case_record(session, case))
    told = protocol(session, case)
    directory = directory_of(load_register(session), clock.day_of(made_at))
    letters, papers = _letters(record), record.of("paper")
    guideline = registry.guideline(case.line, case.version)
    call = record.of("call")
    file = CaseFile(
        authority=settings().authority_name,
        file_number=case.number or "",
        applicant=case.applicant_name or str(record.of("organisation")[0]["name"]),
        project=case.title,
        line=say(f"line.{case.line}.name"),
        guideline=f"{guideline.clause.german()} (Fassung {case.version})",
        call=call[0]["title"] if call else "kein Förderaufruf",
        status=state_name(MachineName.APPLICATION, case.state.value),
        officer=record.who(case.assigned_to_id) if case.assigned_to_id else "nicht zugewiesen",
        made_at=made_at,
        made_for=made_for,
        chain_head=told.head,
        timeline=tuple(_event(line) for line in told.lines),
        applications=tuple(applications(record, directory)),
        letters=tuple(_letter(row) for row in letters),
        notes=tuple(_notes(record)),
        proofs=tuple(proofs(record, directory)),
        payments=tuple(payments(record)),
        papers=tuple(_paper(record, row) for row in papers),
        missing=missing_papers(record),
        proceedings=(*before_award(record), *after_award(record), *_drafts(record)),
        demo=settings().demo,
    )
    return Gathered(
        file=file,
        letters=tuple(_held(record, row) for row in letters),
        papers=tuple(_held(record, row) for row in papers),
        record=record.to_json(made_at),
    )


def _held(record: CaseRecord, row: Mapping[str, Any]) -> Held:
    file = record.file(row["file_id"])
    return Held(sha256=file["sha256"], size=file["size"])


def _event(line: ProtocolLine) -> TimelineEvent:
    action = f"{line.machine}: {line.what}" if line.machine else line.what
    personal = ", ".join(f"{label}: {value}" for label, value in line.personal)
    return TimelineEvent(
        sequence=line.seq,
        at=line.at,
        action=action,
        actor=line.who,
        before=line.before,
        after=line.after,
        reason=" – ".join(filter(None, (line.reason, personal))),
        digest=line.hash,
    )


def _letters(record: CaseRecord) -> list[Mapping[str, Any]]:
    return sorted(record.of("letter"), key=lambda row: (row["issued_at"], row["sequence"]))


def _letter(row: Mapping[str, Any]) -> LetterEntry:
    parts = [WAYS.get(row["way"] or "", "")]
    for label, name in (("versandt", "sent_on"), ("bekannt gegeben", "notified_on")):
        if row[name] is not None:
            parts.append(f"{label} {day(row[name])}")
    if row["superseded_by_id"] is not None:
        parts.append("ersetzt")
    return LetterEntry(
        title=f"{row['title']} ({row['number']})",
        dated=row["dated"],
        digest=row["pdf_digest"],
        delivery=", ".join(filter(None, parts)),
    )


def _drafts(record: CaseRecord) -> Iterator[Section]:
    """The numbers of the case that are no letters, so that none is missing."""
    rows = tuple(
        Row(
            cells=(
                row["number"],
                by(record, row["rendered_at"], row["rendered_by_id"]),
                WAITS if row["discarded_at"] is None else DISCARDED,
                by(record, row["discarded_at"], row["discarded_by_id"]),
                "" if row["discarded_why"] is None else WHY[row["discarded_why"]],
            )
        )
        for row in record.of("letter_draft")
    )
    columns = (
        Column(title="Nummer", weight=3),
        Column(title="Erstellt", weight=3),
        Column(title="Stand", weight=2),
        Column(title="Verworfen", weight=3),
        Column(title="Grund", weight=3),
    )
    if rows:
        table = Table(caption="Nummern ohne Schreiben", columns=columns, rows=rows)
        yield Section(heading="Nicht erlassene Entwürfe", blocks=(table,))


def _paper(record: CaseRecord, row: Mapping[str, Any]) -> PaperEntry:
    file = record.file(row["file_id"])
    marks = [paper_name(row["kind"])]
    if row["part"]:
        marks.append(part_name(row["part"]))
    if row["internal"]:
        marks.append("intern")
    if row["removed_at"] is not None:
        marks.append("ersetzt")
    return PaperEntry(
        title=", ".join(marks),
        file_name=row["filename"],
        digest=file["sha256"],
        pages=file["pages"] or 1,
        size=file["size"],
        uploaded_at=row["uploaded_at"],
    )


def _notes(record: CaseRecord) -> Iterator[CaseNote]:
    for row in record.of("note"):
        yield CaseNote(at=row["at"], author=record.who(row["by_id"]), text=row["text"])
