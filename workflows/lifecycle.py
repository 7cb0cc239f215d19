"""Lifecycles: one shared, unbound machine of `transitions` per lifecycle.

This is the only module that touches the library. What is open, for whom and why not comes from our
own table, so that buttons, lists, commands and tests ask the same question.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from transitions import EventData, Machine

from workflows.circumstances import Circumstances
from workflows.findings import Finding, Outcome
from workflows.objections import NOT_OWN_CASE, REASON_GIVEN
from workflows.soundness import complaints_about
from workflows.states import APPLICANT_ROLES, AnyState, MachineName, Role
from workflows.steps import Guard, Step


class StepRefused(Exception):
    """A guard said no; `findings` hold every reason."""

    def __init__(self, action: str, findings: tuple[Finding, ...]) -> None:
        self.action = action
        self.findings = findings
        super().__init__(f"{action}: " + "; ".join(finding.reason for finding in findings))


class StepNotOpen(Exception):
    """The action is not open: `why` is "state" (no such step here) or "role" (not for them)."""

    def __init__(self, action: str, state: str, why: str) -> None:
        self.action = action
        self.state = state
        self.why = why
        super().__init__(f"{action} is not open in {state}: {why}")


class DefinitionError(Exception):
    """A lifecycle whose table is not sound; says all that is wrong."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A step that a person may try now, with what stands in its way (its demands not yet asked)."""

    step: Step
    obstacles: tuple[Finding, ...]


@dataclass
class _Traveller:
    state: AnyState
    circumstances: Circumstances


@dataclass(frozen=True, kw_only=True)
class Lifecycle:
    """A checked set of steps over one StrEnum of states.

    `final` states have no way on; in `resting` ones the matter may end although a way on remains
    (a payment that was paid may still come back). Raises DefinitionError for a double (source,
    action), a foreign, unknown or unreachable state, a state from which no end can be reached, a
    final state with exits, a step without roles.
    """

    machine: MachineName
    name: str
    states: tuple[AnyState, ...]
    initial: frozenset[AnyState]
    final: frozenset[AnyState]
    resting: frozenset[AnyState] = frozenset()
    steps: tuple[Step, ...]
    _table: Mapping[tuple[AnyState | None, str], Step] = field(
        init=False, repr=False, compare=False
    )
    _leaving: Mapping[AnyState | None, tuple[Step, ...]] = field(
        init=False, repr=False, compare=False
    )
    _machine: Machine = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        complaints = tuple(
            complaints_about(
                self.steps,
                states=self.states,
                initial=self.initial,
                final=self.final,
                resting=self.resting,
            )
        )
        if complaints:
            raise DefinitionError(f"{self.name}: " + "; ".join(complaints))
        table = {(step.source, step.action): step for step in self.steps}
        leaving = {
            state: tuple(step for step in self.steps if step.source == state)
            for state in (None, *self.states)
        }
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "_leaving", leaving)
        object.__setattr__(self, "_machine", self._build())

    def _build(self) -> Machine:
        machine = Machine(
            model=None,
            states=list(self.states),
            initial=None,
            auto_transitions=False,
            send_event=True,
        )
        for step in self.steps:
            if step.source is not None:
                machine.add_transition(
                    step.action, step.source, step.target, prepare=_refusing(step)
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
        return self._leaving.get(state, ())

    def open_steps(self, state: AnyState | None, roles: Iterable[Role]) -> tuple[Step, ...]:
        """The steps these roles may try now; guards are not asked.

        Hand in `roles_on_case(...)`, so that a person of the applicant is shown no staff step.
        """
        held = roles if isinstance(roles, frozenset) else frozenset(roles)
        return tuple(step for step in self.steps_from(state) if not held.isdisjoint(step.roles))

    def offers(self, state: AnyState | None, circumstances: Circumstances) -> tuple[Offer, ...]:
        """The open steps of this person with what stands in the way of each: one row of buttons."""
        roles = roles_on_case(circumstances.roles, belongs=circumstances.actor_belongs_to_applicant)
        return tuple(offer_of(step, circumstances) for step in self.open_steps(state, roles))

    def objections(
        self, state: AnyState | None, action: str, circumstances: Circumstances
    ) -> tuple[Finding, ...]:
        """Why the step would be refused now (a dry run); empty when it would be taken."""
        return objections_of(self.step(state, action), circumstances)

    def take(self, state: AnyState | None, action: str, circumstances: Circumstances) -> AnyState:
        """The state after the step. Raises StepNotOpen or StepRefused; changes nothing else."""
        step = self.step(state, action)
        held = step.roles & circumstances.roles
        if not held:
            raise StepNotOpen(action, str(state), "role")
        if not circumstances.actor_belongs_to_applicant and held <= APPLICANT_ROLES:
            raise StepNotOpen(action, str(state), "role")
        if step.source is None:
            refuse_if_objected(step, circumstances)
            return step.target
        traveller = _Traveller(state=step.source, circumstances=circumstances)
        if self._machine.events[action].trigger(traveller) is not True:
            raise StepNotOpen(action, str(state), "state")
        return traveller.state

    def follow(self, actions: Iterable[str]) -> AnyState | None:
        """The state in which these actions end, guards unasked; StepNotOpen at the first break."""
        state: AnyState | None = None
        for action in actions:
            state = self.step(state, action).target
        return state

    def tasks_done(self, history: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
        """Who did which task in the present round, from (action, actor) since the first step."""
        done: dict[str, frozenset[int]] = {}
        state: AnyState | None = None
        for action, actor in history:
            step = self.step(state, action)
            state = step.target
            for task in step.clears:
                done.pop(task.value, None)
            if step.records is not None:
                name = step.records.value
                done[name] = done.get(name, frozenset()) | {actor}
        return done

    def ended(self, state: AnyState) -> bool:
        """Whether the matter rests: nobody has to act any more."""
        return state in self.final or state in self.resting


def roles_on_case(roles: Iterable[Role], *, belongs: bool) -> frozenset[Role]:
    """The roles a person may use on a case: as member of the applicant only those, else never."""
    held = frozenset(roles)
    return held & APPLICANT_ROLES if belongs else held - APPLICANT_ROLES


def offer_of(step: Step, circumstances: Circumstances) -> Offer:
    """The step with what stands in its way; its demands are its form's, and not asked."""
    return Offer(step=step, obstacles=_objections(step.guards, circumstances))


def objections_of(step: Step, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Every finding that refuses the step: own case, missing reason, guards, then demands."""
    first: tuple[Finding, ...] = ()
    if circumstances.actor_belongs_to_applicant and not (
        step.roles & circumstances.roles & APPLICANT_ROLES
    ):
        first += NOT_OWN_CASE(circumstances)
    if step.needs_reason:
        first += REASON_GIVEN(circumstances)
    return first + _objections((*step.guards, *step.demands), circumstances)


def _objections(guards: Iterable[Guard], circumstances: Circumstances) -> tuple[Finding, ...]:
    return tuple(
        finding
        for guard in guards
        for finding in guard(circumstances)
        if finding.outcome is not Outcome.MET
    )


def refuse_if_objected(step: Step, circumstances: Circumstances) -> None:
    """Raises StepRefused with every reason when a guard objects."""
    findings = objections_of(step, circumstances)
    if findings:
        raise StepRefused(step.action, findings)


def _refusing(step: Step) -> Callable[[EventData], None]:
    def prepare(event: EventData) -> None:
        traveller: Any = event.model
        refuse_if_objected(step, traveller.circumstances)

    return prepare
