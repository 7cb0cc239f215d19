"""A step: one edge of a lifecycle, with the roles that may take it and what may object."""

from collections.abc import Callable
from dataclasses import dataclass

from workflows.circumstances import Circumstances, Task
from workflows.findings import Finding
from workflows.states import AnyState, Role

Guard = Callable[[Circumstances], tuple[Finding, ...]]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One edge: who may go from where to where, and the guards that must not object.

    A guard returns findings; each one that is not MET refuses the step. `guards` look at the case
    and can be asked before the step is shown; `demands` look at what the step's own form brings.
    `source` None creates the subject. `source == target` records something without moving.
    `needs_reason` demands a written reason. `records` is the task that the actor has done by this
    step, `clears` the tasks that a new round starts without (four-eyes rule).
    """

    action: str
    source: AnyState | None
    target: AnyState
    roles: frozenset[Role]
    guards: tuple[Guard, ...] = ()
    demands: tuple[Guard, ...] = ()
    needs_reason: bool = False
    records: Task | None = None
    clears: frozenset[Task] = frozenset()
