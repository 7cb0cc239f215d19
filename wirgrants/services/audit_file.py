"""The one PDF of a case: asked for, built by a job, offered while it is up to date, handed out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.documents.audit_file import Absent, compose_audit_file
from wirgrants.documents.errors import DocumentError
from wirgrants.errors import CommitUnsure, NotFound
from wirgrants.models import BuiltFile, BuiltKind, BuiltState, FundingCase, StoredFile, User
from wirgrants.queueing import enqueue
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.audit_contents import Held, gather
from wirgrants.services.files import keep_bytes, store, stored_file
from wirgrants.services.house_events import note
from wirgrants.services.papers import Download
from wirgrants.services.protocol import BUILT, TAKEN
from wirgrants.storage import StorageError
from wirgrants.unit_of_work import read_only, unit_of_work

BUILD_JOB = "build_audit_file"
PATIENCE = timedelta(minutes=15)
"""A build that waits longer than this has lost its job and counts as failed."""
MOST_MERGED = 400_000_000
"""Bytes of letters and papers in one file; what is more lies beside it and is named on its cover.

The child takes about four times as much address space as it merges (measured: 160 MB 0.7 GB,
400 MB 1.6 GB of its 3 GB), the job twice as much.
"""
_PDF = "application/pdf"
_BROKEN = (
    "Die Fallakte konnte wegen eines technischen Fehlers nicht erstellt werden. Bitte fordern Sie "
    "sie erneut an; bleibt der Fehler bestehen, wenden Sie sich an die Systembetreuung."
)
_OVERDUE = (
    "Die Fallakte wurde nicht innerhalb von 15 Minuten fertig. Bitte fordern Sie sie erneut an."
)
_log = logging.getLogger("wirgrants.audit_file")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One build as a page shows it. `since`: how many events the case has had after its stand."""

    ref: str
    state: BuiltState
    since: int
    requested_at: datetime
    finished_at: datetime | None
    asked_by: str
    size: int | None
    pages: int | None
    digest: str
    problem: str

    @property
    def current(self) -> bool:
        """The case has not changed since: whatever changes its file is an event."""
        return self.since == 0


def request_audit_file(actor: Actor, case_ref: str) -> str:
    """Ask for the audit file of the case as it stands; the ref of the build.

    A build of the same stand that waits or is ready is answered instead of a second one; one that
    waits for longer than `PATIENCE` is marked failed and asked for anew. Raises NotFound for
    strangers, drafts and members of the applicant.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        known = session.scalars(
            select(BuiltFile)
            .where(
                BuiltFile.case_id == case.id,
                BuiltFile.kind == BuiltKind.AUDIT_FILE,
                BuiltFile.log_length == case.log_length,
                BuiltFile.progress != BuiltState.FAILED,
            )
            .order_by(BuiltFile.id.desc())
        ).first()
        if known is not None and not _overdue(known):
            return known.ref
        if known is not None:
            _mark_failed(known, _OVERDUE)
        row = BuiltFile(
            case_id=case.id,
            kind=BuiltKind.AUDIT_FILE,
            title=f"Fallakte {case.number}",
            log_length=case.log_length,
            requested_at=clock.now(),
            requested_by_id=actor.id,
        )
        session.add(row)
        session.flush()
        note(session, actor, BUILT, case.ref, data={"built": row.ref})
        enqueue(session, BUILD_JOB, {"built": row.ref})
        return row.ref


def build(built_ref: str) -> None:
    """Build what was asked for; the job's work. A second run finds it ready and does nothing.

    The case is read once, at its stand of then; a case that changes meanwhile is offered anew.
    Whatever fails marks the build failed, so that it can be asked for again. Raises StorageError,
    OperationalError and CommitUnsure, which another attempt may not meet, and NotFound for an
    unknown build.
    """
    try:
        _build(built_ref)
    except NotFound:
        raise
    except DocumentError as error:
        _failed(built_ref, str(error))
    except (StorageError, OperationalError, CommitUnsure):
        _log.exception("audit file %s: store or database out of reach", built_ref)
        _failed(built_ref, _BROKEN)
        raise
    except Exception:  # noqa: BLE001
        # The boundary of the job: the reader gets a sentence, the operator the details.
        _log.exception("audit file %s could not be built", built_ref)
        _failed(built_ref, _BROKEN)


def _build(built_ref: str) -> None:
    with read_only() as session:
        row = _built(session, built_ref)
        if row.progress is BuiltState.READY:
            return
        case = session.get_one(FundingCase, row.case_id)
        made_for = session.get_one(User, row.requested_by_id).name
        stand = case.log_length
        gathered = gather(session, case, made_for, clock.now())
    parts = _parts((*gathered.letters, *gathered.papers))
    letters, papers = parts[: len(gathered.letters)], parts[len(gathered.letters) :]
    composed = compose_audit_file(gathered.file, letters, papers, gathered.record)
    keep_bytes(composed.pdf)
    with unit_of_work() as session:
        row = _built(session, built_ref)
        if row.progress is BuiltState.READY:
            return
        row.file_id = stored_file(
            session, composed.digest, len(composed.pdf), media_type=_PDF, pages=composed.sheets
        ).id
        row.progress, row.log_length, row.finished_at = BuiltState.READY, stand, clock.now()
        row.problem = ""  # of an attempt before this one


def _parts(held: Sequence[Held]) -> list[bytes | Absent]:
    """The bytes to merge: the smaller files first as long as they fit, the others left apart."""
    fitting, total = set(), 0
    for place in sorted(range(len(held)), key=lambda one: held[one].size):
        total += held[place].size
        if total > MOST_MERGED:
            break
        fitting.add(place)
    return [
        _bytes(one.sha256) if place in fitting else Absent.LEFT_OUT
        for place, one in enumerate(held)
    ]


def _bytes(sha256: str) -> bytes | Absent:
    """The stored bytes, unless they are gone or changed, which the cover then names."""
    try:
        return store().get(sha256)
    except StorageError:
        return Absent.LOST


def _failed(built_ref: str, problem: str) -> None:
    with unit_of_work() as session:
        row = _built(session, built_ref)
        if row.progress is not BuiltState.READY:
            _mark_failed(row, problem)


def _mark_failed(row: BuiltFile, problem: str) -> None:
    row.progress, row.problem, row.finished_at = BuiltState.FAILED, problem, clock.now()


def _overdue(row: BuiltFile) -> bool:
    return row.progress is BuiltState.QUEUED and clock.now() - row.requested_at > PATIENCE


def _built(session: Session, ref: str) -> BuiltFile:
    found = session.scalars(
        select(BuiltFile).where(BuiltFile.ref == ref, BuiltFile.kind == BuiltKind.AUDIT_FILE)
    ).one_or_none()
    if found is None:
        raise NotFound("no such build")
    return found


def offers_of(session: Session, case: FundingCase, limit: int = 5) -> tuple[Offer, ...]:
    """The latest builds of a case, newest first; one statement."""
    rows = session.execute(
        select(BuiltFile, User.name)
        .join(User, User.id == BuiltFile.requested_by_id)
        .where(BuiltFile.case_id == case.id, BuiltFile.kind == BuiltKind.AUDIT_FILE)
        .options(joinedload(BuiltFile.file))
        .order_by(BuiltFile.id.desc())
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return tuple(
        Offer(
            ref=row.ref,
            state=BuiltState.FAILED if _overdue(row) else row.progress,
            since=case.log_length - row.log_length,
            requested_at=row.requested_at,
            finished_at=row.finished_at,
            asked_by=name,
            size=None if row.file is None else row.file.size,
            pages=None if row.file is None else row.file.pages,
            digest="" if row.file is None else row.file.sha256,
            problem=_OVERDUE if _overdue(row) else row.problem,
        )
        for row, name in rows
    )


def read_audit_file(actor: Actor, case_ref: str, built_ref: str) -> Download:
    """The bytes of a finished build, noted before they are handed out.

    Raises NotFound for strangers, another case's build and one that is not ready, IntegrityError
    when the store holds other bytes than were built.
    """
    with read_only() as session:
        case = load_case(session, actor, case_ref)
        only_as_staff(actor, case)
        row = _built(session, built_ref)
        if row.case_id != case.id or row.file_id is None:
            raise NotFound("no such file of this case")
        name, digest = f"{row.title}.pdf", session.get_one(StoredFile, row.file_id).sha256
    data = store().get(digest)
    with unit_of_work() as session:
        note(session, actor, TAKEN, case_ref, data={"built": built_ref, "sha256": digest})
    return Download(data=data, name=name.replace("/", "-"), media_type=_PDF)
