"""Who did what in a case before, as the four-eyes rule asks it; read from the log at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wirgrants.models import Event, FundingCase, Subject
from wirgrants.models.guarded import MACHINE_OF
from workflows.circumstances import Task
from workflows.lifecycle import Lifecycle
from workflows.procedures import SIDE_MACHINES, application_of
from workflows.states import MachineName


@dataclass(frozen=True)
class Taken:
    """One step of the log, as the four-eyes rule reads it; `actor` 0 is the system."""

    machine: MachineName
    subject_ref: str
    action: str
    actor: int


def earlier_tasks(
    session: Session, case: FundingCase, target: Subject
) -> Mapping[str, frozenset[int]]:
    """Who did which task in the present round, of this machine, of the case and of its proofs.

    One statement over the case's events. A side procedure's own tasks win over those of its like.
    """
    machine = MACHINE_OF[type(target)]
    ref = "" if isinstance(target, FundingCase) else (target.ref or "-")
    return earlier_of(case, taken_steps(session, case, _relevant(target)), machine, ref)


def taken_steps(session: Session, case: FundingCase, relevant: Sequence[Any] = ()) -> list[Taken]:
    """The steps of the log, the oldest first; of all machines when nothing is told."""
    rows = session.execute(
        select(Event.machine, Event.subject_ref, Event.action, Event.actor_id)
        .where(Event.case_id == case.id, *([or_(*relevant)] if relevant else []))
        .order_by(Event.case_seq)
    )
    return [Taken(row[0], row[1], row[2], row[3] or 0) for row in rows if row[0] is not None]


def earlier_of(
    case: FundingCase, taken: Sequence[Taken], machine: MachineName, ref: str
) -> Mapping[str, frozenset[int]]:
    """Who did which task, from steps that were read already; `ref` is "" for a new procedure."""
    tasks = dict(_tasks(application_of(case.variant), taken, MachineName.APPLICATION, ""))
    if machine is MachineName.APPLICATION:
        tasks[Task.EXAMINED.value] = _examiners(taken)
        return tasks
    return tasks | _tasks(SIDE_MACHINES[machine], taken, machine, ref or "-")


def _relevant(target: Subject) -> list[Any]:
    asked: list[Any] = [Event.machine == MachineName.APPLICATION]
    if isinstance(target, FundingCase):
        asked.append(Event.machine == MachineName.PROOF)
    else:
        asked.append(Event.subject_ref == (target.ref or "-"))
    return asked


def _tasks(
    rules: Lifecycle, taken: Iterable[Taken], machine: MachineName, subject_ref: str
) -> dict[str, frozenset[int]]:
    return rules.tasks_done(
        (t.action, t.actor) for t in taken if t.machine is machine and t.subject_ref == subject_ref
    )


def _examiners(taken: Sequence[Taken]) -> frozenset[int]:
    proofs = {t.subject_ref for t in taken if t.machine is MachineName.PROOF}
    found: frozenset[int] = frozenset()
    for ref in proofs:
        done = _tasks(SIDE_MACHINES[MachineName.PROOF], taken, MachineName.PROOF, ref)
        found |= done.get(Task.EXAMINED.value, frozenset())
    return found
