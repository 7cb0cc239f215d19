"""Which obligations of an award are met: an officer says so, with day, note, perhaps a paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import NotFound, Refused
from wirgrants.models import FundingCase, Obligation, Paper, User
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.casework import load_for_work
from wirgrants.services.log import Entry, record
from wirgrants.services.papers import Place, Upload, attach, take_in
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import AFTER_AWARD, ApplicationState, Role

PAPER = "obligation"
"""The kind under which a paper about an obligation is kept."""
STANDS = AFTER_AWARD - {ApplicationState.LAPSED, ApplicationState.DECLINED}
"""The states in which an award binds; an obligation may be met after the file is closed."""
_WORKS = frozenset({Role.CASE_OFFICER})


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An obligation as a page shows it; `paper` is the ref of its paper or ""."""

    ref: str
    number: int
    text: str
    due_on: date | None
    met_on: date | None
    met_by: str
    note: str
    paper: str
    paper_name: str

    def overdue(self, day: date) -> bool:
        """Open although its day is over."""
        return self.met_on is None and self.due_on is not None and self.due_on < day


@dataclass(frozen=True, kw_only=True)
class Met:
    """When an obligation was met, in what the officer sees it, and the paper about it."""

    on: date
    note: str
    upload: Upload | None = None


def obligations_of(session: Session, case: FundingCase) -> tuple[Listed, ...]:
    """Every obligation of the notice and its amendments by its number; one statement."""
    rows = session.execute(
        select(Obligation, User.name, Paper.ref, Paper.filename)
        .outerjoin(User, User.id == Obligation.met_by_id)
        .outerjoin(Paper, Paper.id == Obligation.paper_id)
        .where(Obligation.case_id == case.id)
        .order_by(Obligation.number)
    )
    return tuple(
        Listed(
            ref=one.ref,
            number=one.number,
            text=one.text,
            due_on=one.due_on,
            met_on=one.met_on,
            met_by=who or "",
            note=one.note,
            paper=paper or "",
            paper_name=name or "",
        )
        for one, who, paper, name in rows
    )


def due_now(
    session: Session, case: FundingCase, day: date, *, undated: bool
) -> Sequence[Obligation]:
    """Open obligations whose last day has come; `undated`: those without one too. One statement."""
    due = Obligation.due_on <= day
    return session.scalars(
        select(Obligation)
        .where(
            Obligation.case_id == case.id,
            Obligation.met_on.is_(None),
            or_(Obligation.due_on.is_(None), due) if undated else due,
        )
        .order_by(Obligation.number)
    ).all()


def obligation_of(session: Session, case: FundingCase, ref: str) -> Obligation:
    """An obligation of this case. Raises NotFound."""
    found = session.scalars(
        select(Obligation).where(Obligation.case_id == case.id, Obligation.ref == ref)
    ).one_or_none()
    if found is None:
        raise NotFound("no such obligation of this case")
    return found


def meet_obligation(actor: Actor, case_ref: str, ref: str, told: Met, *, version: int) -> None:
    """Note that an obligation is met.

    Raises Refused for a day before the decision or after today, for a bad upload, when it is met
    already or the award does not bind any more; Conflict for an old version, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, case_ref)
        only_as_staff(actor, case)
        _refuse_impossible(case, obligation_of(session, case, ref), told.on)
    taken = None if told.upload is None else take_in(told.upload)
    with unit_of_work() as session:
        case = load_for_work(session, actor, case_ref, _WORKS, version=version)
        row = obligation_of(session, case, ref)
        _refuse_impossible(case, row, told.on)
        place = Place(kind=PAPER)
        paper = None if taken is None else attach(session, actor, case, taken, place)
        row.met_on, row.met_at, row.met_by_id = told.on, clock.now(), actor.id
        row.note, row.paper_id = told.note, None if paper is None else paper.id
        data = {
            "obligation": row.ref,
            "number": row.number,
            "on": told.on,
            "paper": None if paper is None else paper.ref,
        }
        reason = f"Auflage {row.number}, erfüllt am {told.on:%d.%m.%Y}. {told.note}".strip()
        record(session, actor, Entry(action="meet_obligation", reason=reason, data=data), case)


def _refuse_impossible(case: FundingCase, row: Obligation, on: date) -> None:
    if case.state not in STANDS:
        raise Refused("the award binds no more", message="Die Bewilligung gilt nicht mehr.")
    if row.met_on is not None:
        raise Refused("met already", message="Die Auflage ist bereits als erfüllt vermerkt.")
    if case.decided_on is None or not case.decided_on <= on <= clock.today():
        raise Refused(
            "met on an impossible day",
            message="Der Tag muss zwischen dem Tag des Bescheids und heute liegen.",
        )


def reopen_obligation(actor: Actor, case_ref: str, ref: str, reason: str, *, version: int) -> None:
    """Undo it with a reason: the obligation is open again; the paper stays in the file.

    Raises Refused when it is open, Conflict for an old version, NotFound.
    """
    with unit_of_work() as session:
        case = load_for_work(session, actor, case_ref, _WORKS, version=version)
        row = obligation_of(session, case, ref)
        if row.met_on is None or case.state not in STANDS:
            raise Refused("not met", message="Die Auflage ist nicht als erfüllt vermerkt.")
        before = {"on": row.met_on, "by": row.met_by_id, "note": row.note}
        row.met_on = row.met_at = row.met_by_id = row.paper_id = None
        row.note = ""
        data = {"obligation": row.ref, "number": row.number, "before": before}
        told = f"Auflage {row.number}: {reason}"
        record(session, actor, Entry(action="reopen_obligation", reason=told, data=data), case)
