"""A strategy delivered, and the council's resolution recorded."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import FundingCase, Paper, Vote, VoteKind, VoteOutcome
from wirgrants.services.access import Actor, load_case
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.papers import Place, Taken, Upload, attach, take_in
from wirgrants.services.proofs import keep_due
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import ApplicationState

STRATEGY, RESOLUTION = "strategy_document", "council_resolution"
"""The kinds under which the rules of the proof look for the papers."""


def deliver_strategy(actor: Actor, ref: str, upload: Upload | None, *, version: int) -> None:
    """The signatory hands the strategy paper in; the case then waits for the council.

    Raises Refused for a bad upload, StepRefused without one, StepNotOpen, Conflict, NotFound.
    """
    with read_only() as session:
        load_case(session, actor, ref)
    taken = None if upload is None else take_in(upload)
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        paper = _attached(session, actor, case, taken, STRATEGY)
        take_step(
            session,
            case,
            "deliver_strategy",
            actor=actor,
            version=version,
            circumstances=circumstances_of(
                session, case, day=clock.today(), strategy_attached=paper is not None
            ),
            writes=Writes(
                case_changes=waiting(ApplicationState.RESOLUTION_PENDING, what="resolution"),
                data={"paper": None if paper is None else paper.ref},
            ),
        )
        keep_due(session, case)


def _attached(
    session: Session, actor: Actor, case: FundingCase, taken: Taken | None, kind: str
) -> Paper | None:
    return None if taken is None else attach(session, actor, case, taken, Place(kind=kind))


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What the council resolved: the day of its session, the number, and in what words."""

    on: date
    number: str
    body: str = ""
    text: str = ""


def record_resolution(
    actor: Actor, ref: str, told: Resolution, upload: Upload | None, *, version: int
) -> None:
    """Record the resolution, by a signatory or an officer, with its paper where there is one.

    Raises Refused for a day in the future or a bad upload, StepRefused, StepNotOpen, NotFound.
    """
    if told.on > clock.today():
        raise Refused(
            "resolved in the future", message="Der Tag des Beschlusses liegt in der Zukunft."
        )
    with read_only() as session:
        load_case(session, actor, ref)
    taken = None if upload is None else take_in(upload)
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        paper = _attached(session, actor, case, taken, RESOLUTION)
        take_step(
            session,
            case,
            "record_resolution",
            actor=actor,
            version=version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                resolution_recorded=bool(told.number.strip()),
            ),
            writes=Writes(
                case_changes=waiting(ApplicationState.RESOLVED, what="proof"),
                data={
                    "on": told.on,
                    "number": told.number,
                    "paper": None if paper is None else paper.ref,
                },
            ),
        )
        keep_due(session, case)
        session.add(_vote(actor, case, told, paper))


def _vote(actor: Actor, case: FundingCase, told: Resolution, paper: Paper | None) -> Vote:
    return Vote(
        case_id=case.id,
        kind=VoteKind.RESOLUTION,
        outcome=VoteOutcome.RECORDED,
        body=told.body,
        text=told.text,
        on=told.on,
        data={"number": told.number},
        paper_id=None if paper is None else paper.id,
        recorded_at=clock.now(),
        recorded_by_id=actor.id,
    )
