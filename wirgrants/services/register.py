"""The register of authorities in the database, handed to the law as one value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import current_app, g
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants.errors import Refused
from wirgrants.extensions import settings
from wirgrants.models import Authority, AuthorityStatus, Event, Population
from wirgrants.services.shipped_register import INVENTED_RANGE, SHIPPED, source_rows
from workflows.facts import ApplicantType
from workflows.register import (
    AuthorityRecord,
    PopulationRecord,
    Register,
    authority_records,
    population_records,
)

CREDIT = (
    "© Statistisches Bundesamt (Destatis), 2025, Gemeindeverzeichnis GV100AD, "
    "Gebietsstand 30.11.2025; eigene Bearbeitung"
)
_CACHE = "wirgrants.register"
_ASKED = "wirgrants_register_stand"
IMPORTED = "authorities_imported"


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """The register of a process, and the import that it comes from."""

    stand: int
    register: Register


def load_shipped(session: Session) -> int:
    """Fill an empty register from the shipped file; the number of bodies added (0: was filled)."""
    if session.scalar(select(func.count()).select_from(Authority)):
        return 0
    rows = source_rows(SHIPPED)
    return add_records(session, authority_records(rows), population_records(rows), source=CREDIT)


def add_records(
    session: Session,
    records: Iterable[AuthorityRecord],
    populations: Iterable[PopulationRecord],
    *,
    source: str = "",
) -> int:
    """Add bodies, statuses and figures that the register does not know yet; the new bodies' number.

    Invented bodies need a key of the invented range and a demo or test system (Refused).
    """
    listed = tuple(records)
    _refuse_invented(listed)
    known = {body.identity: body for body in session.scalars(select(Authority))}
    before = len(known)
    _add_bodies(session, listed, known)
    statuses = set(session.execute(select(AuthorityStatus.ags, AuthorityStatus.valid_from)))
    session.add_all(
        _status(record, known[record.identity].id, source)
        for record in listed
        if (record.ags, record.valid_from) not in statuses
    )
    counted = set(
        session.execute(select(Population.authority_id, Population.as_of, Population.applies_from))
    )
    session.add_all(
        Population(
            authority_id=known[row.identity].id,
            as_of=row.as_of,
            applies_from=row.applies_from,
            inhabitants=row.inhabitants,
            source=source,
        )
        for row in populations
        if (known[row.identity].id, row.as_of, row.applies_from) not in counted
    )
    session.flush()
    forget_register()
    return len(known) - before


def _add_bodies(
    session: Session, records: Sequence[AuthorityRecord], known: dict[str, Authority]
) -> None:
    """Add each body that is not yet known, and make it known; all have their ids afterwards."""
    for record in records:
        if record.identity not in known:
            body = Authority(identity=record.identity, name=record.name, invented=record.fictitious)
            session.add(body)
            known[record.identity] = body
    session.flush()


def _refuse_invented(records: Sequence[AuthorityRecord]) -> None:
    for record in records:
        if record.fictitious != record.ags.startswith(INVENTED_RANGE):
            raise Refused(
                f"{record.ags}: invented bodies have keys of {INVENTED_RANGE}…, others not"
            )
        if record.fictitious and not settings().movable:
            raise Refused("a production system takes no invented bodies")


def _status(record: AuthorityRecord, authority_id: int, source: str) -> AuthorityStatus:
    return AuthorityStatus(
        authority_id=authority_id,
        ags=record.ags,
        name=record.name,
        kind=record.kind,
        county_ags=record.county_ags,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        predecessor=record.predecessor,
        source=source,
    )


def load_register(session: Session) -> Register:
    """The whole register as the law reads it.

    Kept by the process until the log tells of a newer import, by whichever process; asked once per
    request or job with one statement.
    """
    kept: _Kept | None = current_app.extensions.get(_CACHE)
    if kept is not None and g.get(_ASKED) == kept.stand:
        return kept.register
    stand = _newest_import(session)
    setattr(g, _ASKED, stand)
    if kept is None or kept.stand != stand:
        kept = _Kept(stand=stand, register=read_register(session))
        current_app.extensions[_CACHE] = kept
    return kept.register


def _newest_import(session: Session) -> int:
    """Which import the register comes from: the number of its event, 0 for the shipped one."""
    newest = select(func.max(Event.id)).where(
        Event.case_id.is_(None), Event.subject_ref == "", Event.action == IMPORTED
    )
    return session.scalar(newest) or 0


def forget_register() -> None:
    """Read the register anew at the next question."""
    current_app.extensions.pop(_CACHE, None)


def read_register(session: Session) -> Register:
    """The whole register from the database; three statements."""
    bodies = {row.id: row for row in session.scalars(select(Authority))}
    statuses = session.scalars(select(AuthorityStatus)).all()
    populations = session.scalars(select(Population)).all()
    return Register(
        [
            AuthorityRecord(
                identity=bodies[row.authority_id].identity,
                ags=row.ags,
                name=row.name,
                kind=ApplicantType(row.kind),
                county_ags=row.county_ags,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                predecessor=row.predecessor,
                fictitious=bodies[row.authority_id].invented,
            )
            for row in statuses
        ],
        [
            PopulationRecord(
                identity=bodies[row.authority_id].identity,
                as_of=row.as_of,
                inhabitants=row.inhabitants,
                applies_from=row.applies_from,
            )
            for row in populations
        ],
    )
