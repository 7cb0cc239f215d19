"""What is wrong with a lifecycle's table: foreign states, doubled steps, dead ends."""

from collections.abc import Iterable, Iterator

from workflows.states import AnyState
from workflows.steps import Step

States = tuple[AnyState, ...]


def complaints_about(
    steps: tuple[Step, ...],
    *,
    states: States,
    initial: frozenset[AnyState],
    final: frozenset[AnyState],
    resting: frozenset[AnyState],
) -> Iterator[str]:
    """Each fault of the table as one sentence; nothing when it is sound.

    Faults: a double (source, action), a foreign, unknown or unreachable state, a state from which
    no end (`final` or `resting`) can be reached, a final state with exits, a step without roles.
    """
    if len({type(state) for state in states}) != 1:
        yield "its states are not of one enum"
    if len(set(states)) != len(states):
        yield "a state is named twice"
    for state in sorted((initial | final | resting) - set(states)):
        yield f"{state} is not among its states"
    yield from _about_steps(steps, states, final)
    yield from _about_ways(steps, states, initial, final | resting)


def _about_steps(
    steps: Iterable[Step], states: States, final: frozenset[AnyState]
) -> Iterator[str]:
    seen: set[tuple[AnyState | None, str]] = set()
    for step in steps:
        if (step.source, step.action) in seen:
            yield f"{step.action} leaves {step.source} twice"
        seen.add((step.source, step.action))
        yield from _about_step(step, states, final)


def _about_step(step: Step, states: States, final: frozenset[AnyState]) -> Iterator[str]:
    for state in (step.source, step.target):
        # StrEnum members of different machines are equal when their text is: ask the type too.
        foreign = state is not None and type(state) is not type(states[0])
        if state is not None and (foreign or state not in states):
            yield f"{step.action} names the unknown state {state!r}"
    if not step.roles:
        yield f"{step.action} has no role"
    if step.source in final:
        yield f"{step.action} leaves the final state {step.source}"


def _about_ways(
    steps: Iterable[Step],
    states: States,
    initial: frozenset[AnyState],
    ends: frozenset[AnyState],
) -> Iterator[str]:
    entered = frozenset(step.target for step in steps if step.source is None)
    if entered != initial:
        yield "its initial states are not those that a first step enters"
    ways = [(step.source, step.target) for step in steps if step.source is not None]
    reachable = _grown(entered, ways)
    for state in states:
        if state not in reachable:
            yield f"{state} cannot be reached"
    ending = _grown(ends, [(target, source) for source, target in ways])
    for state in states:
        if state not in ending:
            yield f"{state} is a dead end and not final"


def _grown(start: frozenset[AnyState], ways: Iterable[tuple[AnyState, AnyState]]) -> set[AnyState]:
    """The states that are reached from `start` along the ways, itself among them."""
    reached, before = set(start), -1
    while len(reached) > before:
        before = len(reached)
        for here, there in ways:
            if here in reached:
                reached.add(there)
    return reached
