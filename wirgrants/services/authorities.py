"""Takes a newer directory into the register: new, changed and vanished bodies, new populations."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import Authority, AuthorityStatus, Population
from wirgrants.services.access import SYSTEM
from wirgrants.services.directory import Directory, DirectoryError, read_directory
from wirgrants.services.log import Entry, record
from wirgrants.services.register import (
    IMPORTED,
    add_records,
    forget_register,
    read_register,
)
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.register import (
    BEGINS,
    AuthorityRecord,
    PopulationRecord,
    Register,
    authority_records,
    population_records,
)

__all__ = ["DirectoryError", "import_directory"]

# More bodies than this share never vanish in one year: such a file is not all of Hesse.
_MOST_VANISHED = 0.1


@dataclass
class _Plan:
    """What an import would write, and the sentence about each change."""

    ends: list[AuthorityRecord] = field(default_factory=list)
    begins: list[AuthorityRecord] = field(default_factory=list)
    corrected: list[AuthorityRecord] = field(default_factory=list)
    counted: list[PopulationRecord] = field(default_factory=list)
    recounted: list[PopulationRecord] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def import_directory(data: bytes, as_of: date, *, dry_run: bool = False) -> tuple[str, ...]:
    """Take a GV100AD file into the register; one sentence per change, none the second time.

    `as_of` is the day of the population. A new status holds from the file's territorial day, the
    old one until the day before. Raises DirectoryError, then nothing was written.
    """
    directory = read_directory(data, as_of)
    if as_of > directory.stand:
        raise DirectoryError(
            f"the population of {as_of} cannot stand in a directory of {directory.stand}"
        )
    if dry_run:
        with read_only() as session:
            return tuple(_plan(session, directory).told)
    with unit_of_work() as session:
        plan = _plan(session, directory)
        if plan.told:
            _write(session, plan, directory)
            told = {
                "sha256": hashlib.sha256(data).hexdigest(),
                "stand": directory.stand,
                "population_as_of": as_of,
                "changes": len(plan.told),
            }
            record(session, SYSTEM, Entry(action=IMPORTED, data=told))
    forget_register()
    return tuple(plan.told)


def _plan(session: Session, directory: Directory) -> _Plan:
    register = read_register(session)
    real = [body for body in register.valid_on(directory.stand) if not body.fictitious]
    begins = directory.stand if real else BEGINS
    plan = _Plan()
    wanted = {
        body.identity: body
        for body in authority_records(directory.rows, begins)
        if body.holds_on(directory.stand)
    }
    for body in wanted.values():
        _compare(plan, register.on(body.identity, directory.stand), body, directory.stand)
    vanished = [body for body in real if body.identity not in wanted]
    if len(vanished) > _MOST_VANISHED * len(real):
        raise DirectoryError(
            f"{len(vanished)} known bodies are not in it: this is not all of Hesse"
        )
    for body in vanished:
        plan.ends.append(replace(body, valid_to=directory.stand - timedelta(days=1)))
        plan.told.append(f"{body.ags} {body.name}: ends before {directory.stand}")
    _add_later_hanau(plan, register, directory, begins)
    _count(plan, session, register, directory)
    return plan


def _compare(
    plan: _Plan, known: AuthorityRecord | None, body: AuthorityRecord, stand: date
) -> None:
    if known is None:
        plan.begins.append(body)
        plan.told.append(f"{body.ags} {body.name}: new from {body.valid_from}")
        return
    if _facts(known) == _facts(body):
        return
    changed = ", ".join(
        f"{a} → {b}" for a, b in zip(_facts(known), _facts(body), strict=True) if a != b
    )
    plan.told.append(f"{body.ags} {body.name}: {changed} from {stand}")
    fresh = replace(body, valid_from=stand, valid_to=known.valid_to, predecessor=known.predecessor)
    if known.valid_from == stand:
        plan.corrected.append(fresh)
        return
    plan.ends.append(replace(known, valid_to=stand - timedelta(days=1)))
    plan.begins.append(fresh)


def _facts(body: AuthorityRecord) -> tuple[str, str, str, str]:
    return body.ags, body.name, body.kind.value, body.county_ags


def _add_later_hanau(plan: _Plan, register: Register, directory: Directory, begins: date) -> None:
    """The law knows Hanau's status of 2026 already; an older directory does not take it away."""
    for body in authority_records(directory.rows, begins):
        known = register.on(body.identity, body.valid_from)
        if not body.holds_on(directory.stand) and body.valid_from > directory.stand and not known:
            plan.begins.append(body)
            plan.told.append(f"{body.ags} {body.name}: new from {body.valid_from}")


def _count(plan: _Plan, session: Session, register: Register, directory: Directory) -> None:
    stored = dict(_stored_populations(session))
    for row in population_records(directory.rows):
        known = stored.get((row.identity, row.as_of, row.applies_from))
        if known is None:
            plan.counted.append(row)
            plan.told.append(f"{row.identity}: {row.inhabitants} inhabitants on {row.as_of}")
        elif known != row.inhabitants:
            _recount(plan, stored, register, row, directory.stand)


def _recount(
    plan: _Plan,
    stored: Mapping[tuple[str, date, date | None], int],
    register: Register,
    row: PopulationRecord,
    stand: date,
) -> None:
    """The same count in another territory: it holds from the directory's day, never before it.

    What was told for earlier days decided cases and stays.
    """
    told = register.population(row.identity, stand)
    if told is not None and (told.as_of, told.inhabitants) == (row.as_of, row.inhabitants):
        return
    dated = replace(row, applies_from=max(stand, row.applies_from or stand))
    known = stored.get((dated.identity, dated.as_of, dated.applies_from))
    (plan.counted if known is None else plan.recounted).append(dated)
    before = known if known is not None else stored[(row.identity, row.as_of, row.applies_from)]
    plan.told.append(
        f"{row.identity}: {before} → {row.inhabitants} on {row.as_of}, from {dated.applies_from}"
    )


def _stored_populations(
    session: Session,
) -> Iterator[tuple[tuple[str, date, date | None], int]]:
    rows = session.execute(
        select(
            Authority.identity, Population.as_of, Population.applies_from, Population.inhabitants
        ).join(Authority, Authority.id == Population.authority_id)
    )
    for identity, as_of, applies_from, inhabitants in rows:
        yield (identity, as_of, applies_from), inhabitants


def _write(session: Session, plan: _Plan, directory: Directory) -> None:
    day = directory.stand
    credit = (
        f"© Statistisches Bundesamt (Destatis), {day.year}, Gemeindeverzeichnis GV100AD, "
        f"Gebietsstand {day:%d.%m.%Y}; eigene Bearbeitung"
    )
    ids = dict(session.execute(select(Authority.identity, Authority.id)).all())
    _end(session, plan.ends, ids)
    _correct(session, plan.corrected, ids, credit)
    session.flush()
    add_records(session, plan.begins, plan.counted, source=credit)
    for row in plan.recounted:
        session.scalars(
            select(Population).where(
                Population.authority_id == ids[row.identity],
                Population.as_of == row.as_of,
                Population.applies_from.is_(None)
                if row.applies_from is None
                else Population.applies_from == row.applies_from,
            )
        ).one().inhabitants = row.inhabitants


def _status(session: Session, ids: Mapping[str, int], body: AuthorityRecord) -> AuthorityStatus:
    return session.scalars(
        select(AuthorityStatus).where(
            AuthorityStatus.authority_id == ids[body.identity],
            AuthorityStatus.valid_from == body.valid_from,
        )
    ).one()


def _end(session: Session, ends: Iterable[AuthorityRecord], ids: Mapping[str, int]) -> None:
    for body in ends:
        _status(session, ids, body).valid_to = body.valid_to


def _correct(
    session: Session, bodies: Iterable[AuthorityRecord], ids: Mapping[str, int], credit: str
) -> None:
    for body in bodies:
        row = _status(session, ids, body)
        row.ags, row.name, row.kind = body.ags, body.name, body.kind
        row.county_ags, row.source = body.county_ags, credit
