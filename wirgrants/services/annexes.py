"""Annexes of notices: dated documents, checked by content, kept with their digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.documents.errors import UploadRefused
from wirgrants.documents.uploads import PDF, check_upload
from wirgrants.errors import NotFound, Refused
from wirgrants.extensions import settings
from wirgrants.models import Annex, new_ref
from wirgrants.services.access import Actor
from wirgrants.services.circumstances import ANNEX_OF_AUTHORITIES, ANNEX_OF_OTHERS
from wirgrants.services.files import keep_bytes, store, stored_file
from wirgrants.services.house_events import note, only_with
from wirgrants.unit_of_work import unit_of_work
from workflows.states import Role

KINDS = (ANNEX_OF_OTHERS, ANNEX_OF_AUTHORITIES)


@dataclass(frozen=True, kw_only=True)
class AnnexValues:
    """What the administrator enters; notices from `valid_from` on carry the document."""

    kind: str
    title: str
    valid_from: date


def list_annexes(session: Session) -> Sequence[Annex]:
    """Every annex, by kind, newest first; one statement."""
    statement = select(Annex).options(joinedload(Annex.file))
    return session.scalars(statement.order_by(Annex.kind, Annex.valid_from.desc())).all()


def present_annexes(annexes: Sequence[Annex], day: date) -> dict[str, Annex]:
    """The annex of each kind that a notice of this day carries."""
    found: dict[str, Annex] = {}
    for annex in sorted(annexes, key=lambda a: a.valid_from):
        if annex.valid_from <= day:
            found[annex.kind] = annex
    return found


def add_annex(actor: Actor, values: AnnexValues, data: bytes, claimed_name: str) -> str:
    """Check and keep a document; the annex's ref.

    Raises Refused for anything but a readable PDF, an unknown kind, and a day that has one.
    """
    only_with(actor, Role.ADMINISTRATOR)
    if values.kind not in KINDS:
        raise Refused("unknown kind", message="Diese Art von Anlage gibt es nicht.")
    try:
        checked = check_upload(data, claimed_name)
    except UploadRefused as refusal:
        raise Refused(str(refusal.reason), message=refusal.message) from refusal
    if checked.media_type != PDF:
        raise Refused("no PDF", message="Eine Anlage muss ein PDF sein.")
    keep_bytes(data)
    with unit_of_work() as session:
        known = select(Annex.id).where(
            Annex.kind == values.kind, Annex.valid_from == values.valid_from
        )
        if session.scalar(known) is not None:
            raise Refused(
                "day is taken",
                message="Für diesen Tag gibt es die Anlage schon. Eine geänderte Fassung bekommt "
                "einen eigenen Tag, ab dem sie gilt.",
            )
        file = stored_file(session, checked.digest, checked.size, pages=checked.pages)
        annex = Annex(
            ref=new_ref(),
            kind=values.kind,
            title=values.title,
            valid_from=values.valid_from,
            demonstration=settings().demo,
            file_id=file.id,
            digest=checked.digest,
            uploaded_at=clock.now(),
            uploaded_by_id=actor.log_id,
        )
        session.add(annex)
        session.flush()
        told = {"kind": values.kind, "valid_from": values.valid_from, "digest": checked.digest}
        note(session, actor, "annex_added", annex.ref, data=told)
        return annex.ref


def annex_bytes(session: Session, ref: str) -> tuple[Annex, bytes]:
    """An annex with its bytes, checked against the digest. Raises NotFound."""
    annex = session.scalars(select(Annex).where(Annex.ref == ref)).one_or_none()
    if annex is None:
        raise NotFound("no such annex")
    return annex, store().get(annex.digest)
