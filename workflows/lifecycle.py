"""Steps and lifecycles: one shared, unbound machine of `transitions` per lifecycle.

This is the only module that touches the library. What is open, for whom and why not comes from our
own table, so that buttons, lists, commands and tests ask the same question.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from transitions import EventData, Machine

from workflows.circumstances import Circumstances
from workflows.findings import Finding, Outcome
from workflows.states import AnyState, MachineName, Role

Guard = Callable[[Circumstances], tuple[Finding, ...]]


class StepRefused(Exception):
    """A guard said no; `findings` hold every reason."""

    def __init__(self, action: str, findings: tuple[Finding, ...]) -> None:
        self.action = action
        self.findings = findings
        super().__init__("; ".join(finding.reason for finding in findings))


class StepNotOpen(Exception):
    """The action does not exist, is not open in this state, or not for this role."""

    def __init__(self, action: str, state: str, why: str) -> None:
        self.action = action
        self.state = state
        self.why = why
        super().__init__(f"{action} is not open in {state}: {why}")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One edge: who may go from where to where, and the guards that must not object.

    A guard returns findings; each one that is not MET refuses the step. `source` None creates the
    subject. `source == target` records something without moving. `needs_reason` demands a written
    reason from whoever takes it.
    """

    action: str
    source: AnyState | None
    target: AnyState
    roles: frozenset[Role]
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False


class DefinitionError(Exception):
    """A lifecycle whose table is not sound; says all that is wrong."""


@dataclass
class _Traveller:
    state: AnyState
    circumstances: Circumstances


@dataclass(frozen=True, kw_only=True)
class Lifecycle:
    """A checked set of steps over one StrEnum of states.

    Raises DefinitionError for a double (source, action), an unreachable state, a dead end that is
    not final, a final state with exits, a step without roles.
    """

    machine: MachineName
    name: str
    states: tuple[AnyState, ...]
    initial: frozenset[AnyState]
    final: frozenset[AnyState]
    steps: tuple[Step, ...]
    _table: dict[tuple[AnyState | None, str], Step] = field(init=False, repr=False, compare=False)
    _machine: Machine = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        complaints = list(self._complaints())
        if complaints:
            raise DefinitionError(f"{self.name}: " + "; ".join(complaints))
        table = {(step.source, step.action): step for step in self.steps}
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "_machine", self._build())

    def _complaints(self) -> Iterable[str]:
        known = set(self.states)
        seen: set[tuple[AnyState | None, str]] = set()
        for step in self.steps:
            if (step.source, step.action) in seen:
                yield f"{step.action} leaves {step.source} twice"
            seen.add((step.source, step.action))
            if step.target not in known or (step.source is not None and step.source not in known):
                yield f"{step.action} names an unknown state"
            if not step.roles:
                yield f"{step.action} has no role"
            if step.source in self.final and step.source != step.target:
                yield f"{step.action} leaves the final state {step.source}"
        yield from self._unreachable(known)
        for state in known - set(self.final):
            if not any(s.source == state and s.target != state for s in self.steps):
                yield f"{state} is a dead end and not final"

    def _unreachable(self, known: set[AnyState]) -> Iterable[str]:
        reached = set(self.initial)
        grew = True
        while grew:
            new = {s.target for s in self.steps if s.source in reached or s.source is None}
            grew = not new <= reached
            reached |= new
        for state in known - reached:
            yield f"{state} cannot be reached"

    def _build(self) -> Machine:
        machine = Machine(
            model=None,
            states=list(type(self.states[0])) if self.states else [],
            initial=None,
            auto_transitions=False,
            send_event=True,
        )
        for step in self.steps:
            if step.source is not None:
                machine.add_transition(
                    step.action, step.source, step.target, prepare=_prepare(step)
                )
        return machine

    def step(self, state: AnyState | None, action: str) -> Step:
        """The step of this action from this state; StepNotOpen when there is none."""
        found = self._table.get((state, action))
        if found is None:
            raise StepNotOpen(action, str(state), "state")
        return found

    def steps_from(self, state: AnyState | None) -> tuple[Step, ...]:
        """Every step that leaves (or stays in) this state, in the order of the definition."""
        return tuple(step for step in self.steps if step.source == state)

    def open_steps(self, state: AnyState | None, roles: Iterable[Role]) -> tuple[Step, ...]:
        """The steps these roles may try now; guards are not asked."""
        held = frozenset(roles)
        return tuple(step for step in self.steps_from(state) if step.roles & held)

    def objections(
        self, state: AnyState | None, action: str, circumstances: Circumstances
    ) -> tuple[Finding, ...]:
        """Why the step would be refused now (a dry run); empty when it would be taken."""
        return objections_of(self.step(state, action), circumstances)

    def take(self, state: AnyState | None, action: str, circumstances: Circumstances) -> AnyState:
        """The state after the step. Raises StepNotOpen or StepRefused; changes nothing else."""
        step = self.step(state, action)
        if not step.roles & circumstances.roles:
            raise StepNotOpen(action, str(state), "role")
        if step.source is None:
            refuse_if_objected(step, circumstances)
            return step.target
        traveller = _Traveller(state=step.source, circumstances=circumstances)
        moved = self._machine.events[action].trigger(traveller)
        if moved is not True:
            raise StepNotOpen(action, str(state), "machine")
        return traveller.state


def objections_of(step: Step, circumstances: Circumstances) -> tuple[Finding, ...]:
    """All findings of the step's guards that are not met."""
    return tuple(
        finding
        for guard in step.guards
        for finding in guard(circumstances)
        if finding.outcome is not Outcome.MET
    )


def refuse_if_objected(step: Step, circumstances: Circumstances) -> None:
    """Raises StepRefused with every reason when a guard objects."""
    findings = objections_of(step, circumstances)
    if findings:
        raise StepRefused(step.action, findings)


def _prepare(step: Step) -> Callable[[EventData], None]:
    def prepare(event: EventData) -> None:
        traveller: Any = event.model
        refuse_if_objected(step, traveller.circumstances)

    return prepare


def actions_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """The distinct actions, in order."""
    return tuple(dict.fromkeys(step.action for step in steps))
