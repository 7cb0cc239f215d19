"""Papers of a case: checked, stored, listed, replaced, removed, handed out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.documents.errors import UploadRefused
from wirgrants.documents.uploads import CheckedUpload, check_upload
from wirgrants.errors import NotFound, Refused
from wirgrants.models import FundingCase, Paper
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.files import keep_bytes, store, stored_file
from wirgrants.services.log import Entry, record
from wirgrants.services.papers_office import for_office
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.findings import Moment
from workflows.guideline import Guideline
from workflows.states import UNDER_REVIEW, ApplicationState, MachineName

OTHER = "other"
MOST_PAPERS = 100
"""Papers of one case that count at a time; more belong into one file."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it arrived: its bytes and the name that the sender gave it."""

    data: bytes
    name: str


@dataclass(frozen=True, kw_only=True)
class Taken:
    """An upload that was checked and lies in the store, not yet in any case."""

    upload: CheckedUpload
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a paper is and where it belongs; internal ones are never shown to the applicant."""

    kind: str
    part: str = ""
    subject: MachineName = MachineName.APPLICATION
    subject_ref: str = ""
    internal: bool = False


def take_in(upload: Upload) -> Taken:
    """Checks an upload in a limited child process and stores its bytes; outside any transaction.

    Raises Refused with the reason as a German sentence.
    """
    try:
        checked = check_upload(upload.data, upload.name)
    except UploadRefused as refusal:
        raise Refused(refusal.reason.value, message=refusal.message) from refusal
    return Taken(upload=checked, sha256=keep_bytes(upload.data))


def kinds_of(guideline: Guideline) -> tuple[str, ...]:
    """The kinds of paper that an application of this line may bring, "other" last."""
    named = [need.kind for need in guideline.papers if need.moment is Moment.FILING]
    return (*dict.fromkeys(named), OTHER)


def attach(session: Session, actor: Actor, case: FundingCase, taken: Taken, place: Place) -> Paper:
    """The row of a stored upload, inside the unit of work of whoever takes it in."""
    checked = taken.upload
    file = stored_file(
        session,
        taken.sha256,
        checked.size,
        media_type=checked.media_type,
        pages=checked.pages,
    )
    paper = Paper(
        case_id=case.id,
        subject=place.subject,
        subject_ref=place.subject_ref,
        part=place.part,
        kind=place.kind,
        filename=checked.name,
        internal=place.internal,
        file=file,
        file_id=file.id,
        uploaded_at=clock.now(),
        uploaded_by_id=actor.id,
    )
    session.add(paper)
    session.flush()
    return paper


def add_paper(
    actor: Actor, ref: str, upload: Upload, *, kind: str, part: str = "", replaces: str = ""
) -> Paper:
    """Adds a paper to the applicant's own case, or puts it in place of an earlier one.

    A draft takes and replaces papers; an application under review takes more of them, and keeps
    those it has. Raises NotFound for strangers and unknown kinds, Refused with the reason.
    """
    with read_only() as session:
        _open_for_papers(load_case(session, actor, ref), actor, kind)
    taken = take_in(upload)
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        _open_for_papers(case, actor, kind)
        held = papers_of(session, case)
        if len(held) >= MOST_PAPERS:
            raise Refused(
                "too many papers",
                message=f"Ein Vorgang nimmt höchstens {MOST_PAPERS} Unterlagen auf. Bitte fassen "
                "Sie mehrere Unterlagen in einer Datei zusammen.",
            )
        old = _named(held, replaces) if replaces else None
        if old is not None:
            _only_in_draft(case)
            kind = old.kind
        paper = attach(session, actor, case, taken, Place(kind=kind, part=part))
        if old is not None:
            old.removed_at, old.removed_by_id, old.replaced_by_id = clock.now(), actor.id, paper.id
        if case.state is not ApplicationState.DRAFT:
            told = {"kind": kind, "part": part, "sha256": taken.sha256, "paper": paper.ref}
            record(session, actor, Entry(action="add_paper", data=told), case)
        return paper


def remove_paper(actor: Actor, ref: str, paper_ref: str) -> None:
    """Takes a paper out of a draft; the row and the file stay. Removing twice does no harm."""
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        _only_in_draft(case)
        paper = session.scalars(
            select(Paper).where(Paper.case_id == case.id, Paper.ref == paper_ref)
        ).one_or_none()
        if paper is None or paper.internal:
            raise NotFound("no such paper")
        if paper.removed_at is None:
            paper.removed_at, paper.removed_by_id = clock.now(), actor.id


def _open_for_papers(case: FundingCase, actor: Actor, kind: str) -> None:
    only_as_member(actor, case)
    if kind not in kinds_of(registry.guideline(case.line, case.version)):
        raise NotFound("no such kind of paper")
    if case.state is not ApplicationState.DRAFT and case.state not in UNDER_REVIEW:
        raise Refused(
            "no papers in this state",
            message="In diesem Stand nimmt der Vorgang hier keine Unterlagen mehr an.",
        )


def _only_in_draft(case: FundingCase) -> None:
    if case.state is not ApplicationState.DRAFT:
        raise Refused(
            "filed papers stay",
            message="Eingereichte Unterlagen bleiben in der Akte. Bitte reichen Sie die "
            "berichtigte Fassung zusätzlich ein.",
        )


def _named(held: Sequence[Paper], ref: str) -> Paper:
    for paper in held:
        if paper.ref == ref:
            return paper
    raise NotFound("no such paper")


def papers_of(
    session: Session, case: FundingCase, *, internal: bool = False, everything: bool = False
) -> Sequence[Paper]:
    """The papers of a case that count now, with their files, oldest first; one statement.

    `internal` is the authority's view: its own papers as well, but none of a proof that was not
    handed in (`for_office`, up to two statements more). `everything` names removed ones as well.
    """
    statement = (
        select(Paper)
        .where(Paper.case_id == case.id)
        .options(joinedload(Paper.file))
        .order_by(Paper.id)
    )
    if not internal:
        statement = statement.where(Paper.internal.is_(False))
    if not everything:
        statement = statement.where(Paper.removed_at.is_(None))
    found = session.scalars(statement).all()
    return for_office(session, case, found) if internal else found


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file to hand out: its bytes as they were stored, under a name that is safe to save."""

    data: bytes
    name: str
    media_type: str


def read_paper(actor: Actor, ref: str, paper_ref: str) -> Download:
    """The file of a paper that this person may see; NotFound for everything else.

    Removed papers and internal ones are for the authority and the auditor only, papers of a draft
    (`for_office`) for the applicant only; raises IntegrityError when the store holds other bytes
    than were put there.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        paper = session.scalars(
            select(Paper)
            .where(Paper.case_id == case.id, Paper.ref == paper_ref)
            .options(joinedload(Paper.file))
        ).one_or_none()
        own = actor.belongs_to(case.organisation_id)
        if paper is None or (own and (paper.internal or paper.removed_at is not None)):
            raise NotFound("no such paper for this person")
        if not own and not for_office(session, case, [paper]):
            raise NotFound("not handed in yet")
        name, sha256, media_type = paper.filename, paper.file.sha256, paper.file.media_type
    return Download(data=store().get(sha256), name=name, media_type=media_type)
