"""The yearly talk about a target agreement (Jahresgespräch), kept with its note."""

from datetime import date

from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import Vote, VoteKind, VoteOutcome
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work


def record_annual_talk(
    actor: Actor, ref: str, on: date, people: str, note: str, *, version: int
) -> None:
    """Keep when and with whom the talk was held, and what came of it.

    Raises Refused for a day in the future, StepRefused without a note, StepNotOpen, NotFound.
    """
    if on > clock.today():
        raise Refused("held in the future", message="Der Tag des Gesprächs liegt in der Zukunft.")
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        take_step(
            session,
            case,
            "record_annual_talk",
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), review_note=note),
            writes=Writes(data={"on": on}),
        )
        session.add(
            Vote(
                case_id=case.id,
                kind=VoteKind.ANNUAL_TALK,
                outcome=VoteOutcome.RECORDED,
                body=people,
                text=note,
                on=on,
                recorded_at=clock.now(),
                recorded_by_id=actor.id,
            )
        )
