"""Holds what is stored against what it must agree with, so that a change by the back door shows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, joinedload

from wirgrants import migrate
from wirgrants.extensions import settings
from wirgrants.models import (
    Call,
    Event,
    EventPersonal,
    FundingCase,
    Letter,
    Note,
    NumberSeries,
    Proposal,
    Revision,
    Settlement,
    StoredFile,
)
from wirgrants.services import ledger, log
from wirgrants.services.anchors import verify_anchors
from wirgrants.services.evidence import personal_values
from wirgrants.services.evidence_money import money
from wirgrants.services.evidence_record import records
from wirgrants.services.evidence_rows import rows
from wirgrants.services.failed_jobs import failed_jobs
from wirgrants.services.files import store
from wirgrants.services.plain import digest, salted_digest
from wirgrants.services.proposals import digest_of
from wirgrants.storage import IntegrityError
from workflows import registry
from workflows.lifecycle import StepNotOpen

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One thing that does not agree: its area, what it is about, and what is wrong."""

    area: str
    subject: str
    what: str

    def to_json(self) -> dict[str, str]:
        """The complaint as a document."""
        return {"area": self.area, "subject": self.subject, "what": self.what}


def examine(session: Session) -> Iterator[Complaint]:
    """Every complaint of every area, in the order of `AREAS`; reads only, with flat memory.

    An area that cannot be read (its tables are not what they were) is a complaint of its own.
    """
    for area, look in AREAS.items():
        try:
            for subject, what in look(session):
                yield Complaint(area=area, subject=subject, what=what)
        except SQLAlchemyError as error:
            session.rollback()
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            yield Complaint(area=area, subject="database", what=f"cannot be examined: {reason}")


def remarks(session: Session) -> Iterator[Complaint]:
    """What is worth knowing and no fault: bytes in the store that no row names.

    A step that failed after its upload or rendering leaves them; so does one that is under way.
    """
    listed = store().digests()
    while some := list(islice(listed, _BATCH)):
        # Listed first: a row that came meanwhile is found, so only bytes without one are left.
        named = set(session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(some))))
        for sha256 in sorted(set(some) - named):
            yield Complaint(area="files", subject=sha256, what="no row names these bytes")


_Found = Iterator[tuple[str, str]]


def _schema(session: Session) -> _Found:
    del session
    for difference in migrate.drift(settings().database):
        yield "database", difference


def _guidelines(session: Session) -> _Found:
    """Versions pinned by calls and cases, against the registry of this release."""
    pinned = [
        *session.execute(
            select(Call.ref, Call.line, Call.version, Call.guideline_digest).where(
                Call.published_at.is_not(None)
            )
        ),
        *session.execute(
            select(
                FundingCase.ref,
                FundingCase.line,
                FundingCase.version,
                FundingCase.guideline_digest,
            )
        ),
    ]
    known = {
        (version.line, version.version): registry.digest(version)
        for version in registry.guidelines()
    }
    for ref, line, version, pin in pinned:
        present = known.get((line, version))
        if present is None:
            yield ref, f"{line} {version} is not in the registry"
        elif pin and pin != present:
            yield ref, f"{line} {version} is no longer what was pinned"


def _files(session: Session) -> _Found:
    kept = store()
    digests = session.scalars(
        select(StoredFile.sha256).execution_options(yield_per=_BATCH).order_by(StoredFile.id)
    )
    for sha256, error in kept.missing_or_changed(iter(digests)):
        yield sha256, "changed" if isinstance(error, IntegrityError) else "missing from the store"


def _frozen(session: Session) -> _Found:
    """Frozen contents against the digests that were taken when they were frozen."""
    for one in session.scalars(select(Revision).execution_options(yield_per=_BATCH)):
        if digest(one.content) != one.digest:
            yield f"revision {one.ref}", "the content is not what was frozen"
        session.expunge(one)
    rows = session.execute(
        select(Letter.ref, Letter.content, Letter.content_digest, Letter.pdf_digest)
        .add_columns(StoredFile.sha256)
        .join(StoredFile, StoredFile.id == Letter.file_id)
        .execution_options(yield_per=_BATCH)
    )
    for ref, content, content_digest, pdf_digest, sha256 in rows:
        if digest(content) != content_digest:
            yield f"letter {ref}", "the content is not what was frozen"
        if sha256 != pdf_digest:
            yield f"letter {ref}", "the file is not the one that was rendered"
    yield from _signed(session)


def _signed(session: Session) -> _Found:
    """Proposals and settlements against the digests that bound whoever signed."""
    proposals = select(Proposal).options(joinedload(Proposal.letter))
    for one in session.scalars(proposals.execution_options(yield_per=_BATCH)):
        if one.letter is None or digest_of(one, one.letter) != one.digest:
            yield f"proposal {one.ref}", "the content is not what was proposed"
        session.expunge(one)
    for row in session.scalars(select(Settlement).execution_options(yield_per=_BATCH)):
        told = row.computation
        sums = {
            "granted": row.awarded, "final": row.grant_due, "paid": row.paid,
            "to_recover": row.to_recover, "payable": row.to_pay, "petty_limit": row.petty_limit,
        }  # fmt: skip
        same = all(Decimal(str(told.get(key, "-1"))) == amount for key, amount in sums.items())
        if digest(told) != row.digest or not same:
            yield f"settlement {row.ref}", "the content is not what was computed"
        session.expunge(row)


def _notes(session: Session) -> _Found:
    """Internal notes against the digests that the log holds of them."""
    logged = session.execute(
        select(Event.data).where(Event.action == "add_note").execution_options(yield_per=_BATCH)
    )
    told = {data["note"]: data["digest"] for (data,) in logged if "digest" in data}
    kept = {ref: digest(text) for ref, text in session.execute(select(Note.ref, Note.text))}
    for ref, known in told.items():
        if ref not in kept:
            yield f"note {ref}", "removed"
        elif kept[ref] != known:
            yield f"note {ref}", "the text is not what was logged"


def _personal(session: Session) -> _Found:
    """Personal values that are still there, against the salted digests of the log."""
    yield from personal_values(session)
    rows = session.execute(
        select(EventPersonal.event_id, EventPersonal.key, EventPersonal.salt, EventPersonal.value)
        .add_columns(Event.personal)
        .join(Event, Event.id == EventPersonal.event_id)
        .execution_options(yield_per=_BATCH)
    )
    for event_id, key, salt, value, digests in rows:
        if digests.get(key) != salted_digest(salt, value):
            yield f"event {event_id}", f"the value of {key} is not the one that was logged"


def _chains(session: Session) -> _Found:
    for problem in log.verify_all(session):
        yield problem.chain or "house", f"event {problem.place}: {problem.what}"


def _states(session: Session) -> _Found:
    """The log of every case replayed, against the states that its rows hold."""
    last = 0
    while batch := session.scalars(
        select(FundingCase)
        .where(FundingCase.id > last)
        .order_by(FundingCase.id)
        .limit(_BATCH)
        .execution_options(populate_existing=True)
    ).all():
        for case in batch:
            try:
                problems = log.replay_problems(session, case)
            except (StepNotOpen, KeyError, ValueError) as error:
                yield case.ref, f"the log is no way through the lifecycle: {error}"
            else:
                yield from ((problem.chain, problem.what) for problem in problems)
        last = batch[-1].id
        session.expunge_all()


def _numbers(session: Session) -> _Found:
    """File numbers are given without gaps: a missing one is a case that was taken out."""
    prefix = func.substr(FundingCase.number, 1, len("WIR-2027"))
    counted = session.execute(
        select(prefix, func.count()).where(FundingCase.number.is_not(None)).group_by(prefix)
    )
    held: dict[str, int] = dict(counted.all())
    for series, last in session.execute(
        select(NumberSeries.series, NumberSeries.last).where(NumberSeries.series.like("WIR-____"))
    ):
        if held.get(series, 0) != last:
            yield series, f"{last} file numbers given, {held.get(series, 0)} cases hold one"
    yield from _letter_numbers(session)


def _letter_numbers(session: Session) -> _Found:
    """Each case numbers its letters and discarded drafts through: a missing one was taken out."""
    last, held = func.max(Letter.sequence), func.count(Letter.id)
    gaps = (
        select(FundingCase.ref, last, held)
        .join(Letter, Letter.case_id == FundingCase.id)
        .group_by(FundingCase.ref)
        .having(last != held)
    )
    for ref, given, kept in session.execute(gaps):
        yield ref, f"{given} letter numbers given, {kept} letters or drafts hold one"


def _anchors(session: Session) -> _Found:
    for problem in verify_anchors(session):
        yield problem.chain or "house", f"event {problem.place}: {problem.what}"


def _budgets(session: Session) -> _Found:
    for difference in ledger.differences(session):
        yield "ledger", difference


def _jobs(session: Session) -> _Found:
    """Background jobs that were given up; somebody has to look why, and start them again."""
    del session
    for one in failed_jobs():
        yield f"{one.name} {one.id}", f"failed on {one.failed_at:%Y-%m-%d %H:%M} UTC: {one.problem}"


AREAS: Mapping[str, Callable[[Session], _Found]] = {
    "schema": _schema,
    "guidelines": _guidelines,
    "files": _files,
    "frozen": _frozen,
    "notes": _notes,
    "personal": _personal,
    "chains": _chains,
    "states": _states,
    "rows": rows,
    "records": records,
    "money": money,
    "numbers": _numbers,
    "anchors": _anchors,
    "budgets": _budgets,
    "jobs": _jobs,
}
