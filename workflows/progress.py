"""Where a case stands, as people see it: the stepper's stages, and who has to act next."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflows.next_actors import NEXT_ACTORS, PROVEN
from workflows.procedures.application import REVIEW_OF
from workflows.states import AnyState, ApplicationState, MachineName, ProofState, Role, Variant
from workflows.wording import known, say

A = ApplicationState


class Audience(StrEnum):
    """Who reads a text: staff see every state, applicants fewer and never a mere proposal."""

    STAFF = "staff"
    APPLICANT = "applicant"


class StageStatus(StrEnum):
    """`STOPPED` is the stage in which a case ended before its time."""

    DONE = "done"
    CURRENT = "current"
    OPEN = "open"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One step of the stepper with its German name."""

    id: str
    text: str
    status: StageStatus


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What comes next for a reader: the roles that must act, who that is in German, and what."""

    roles: frozenset[Role]
    who: str
    what: str


_Row = tuple[str, frozenset[ApplicationState]]

_PROPOSALS = frozenset({A.READY, A.AWARD_PROPOSED, A.REJECTION_PROPOSED})
_REVIEWS = frozenset(state for state in REVIEW_OF.values() if state is not None)
_EARLY_ENDS = frozenset({A.REJECTED, A.WITHDRAWN, A.LAPSED, A.DECLINED})
# The state before an early end, where the log was not asked.
_BEFORE_END = {
    A.REJECTED: A.REJECTION_PROPOSED,
    A.LAPSED: A.AWARDED,
    A.DECLINED: A.AWARDED,
    A.WITHDRAWN: A.FILED,
}


def _rows(variant: Variant, audience: Audience, *, review: bool) -> tuple[_Row, ...]:
    if audience is Audience.APPLICANT:
        return (
            ("preparation", frozenset({A.DRAFT})),
            ("check", frozenset({A.FILED, A.FORMAL_CHECK}) | _REVIEWS | _PROPOSALS),
            ("acceptance", frozenset({A.AWARDED, A.ACCEPTED})),
            ("running", frozenset({A.RUNNING, A.RESOLUTION_PENDING, A.RESOLVED})),
            ("settlement", frozenset({A.SETTLING, A.RECOVERING})),
            ("settled", frozenset({A.SETTLED})),
        )
    heard = REVIEW_OF[variant] if review else None
    resolution = frozenset({A.RESOLUTION_PENDING, A.RESOLVED})
    return (
        ("intake", frozenset({A.DRAFT, A.FILED})),
        ("formal_check", frozenset({A.FORMAL_CHECK})),
        *(((heard.value, frozenset({heard})),) if heard is not None else ()),
        ("decision", _PROPOSALS),
        ("acceptance", frozenset({A.AWARDED, A.ACCEPTED})),
        ("running", frozenset({A.RUNNING})),
        *((("resolution", resolution),) if variant is Variant.STRATEGY else ()),
        ("settlement", frozenset({A.SETTLING, A.RECOVERING})),
        ("settled", frozenset({A.SETTLED})),
    )


def stages(
    variant: Variant,
    state: ApplicationState,
    audience: Audience,
    *,
    came_from: ApplicationState | None = None,
    review: bool = True,
) -> tuple[Stage, ...]:
    """The stages of a case in their order, each done, current or still open.

    A case that ended early shows the stages it went through, the one where it stopped, and its end
    as the last. `came_from` is the state before the present one (from the log; without it the
    usual one is taken). `review` False leaves out the specialists' stage where the guideline has
    none. Raises ValueError for a state that the variant does not have.
    """
    rows = _rows(variant, audience, review=review or state in _REVIEWS)
    if state not in _EARLY_ENDS:
        here = _position(rows, state)
        return tuple(
            _stage(audience, name, _status(index, here, finished=state is A.SETTLED))
            for index, (name, _) in enumerate(rows)
        )
    here = _position(rows, came_from or _BEFORE_END[state])
    # A rejection completes the stage of the decision; every other end breaks its stage off.
    last = StageStatus.DONE if state is A.REJECTED else StageStatus.STOPPED
    gone = tuple(_stage(audience, name, StageStatus.DONE) for name, _ in rows[:here])
    end = Stage(
        id=state.value,
        text=state_text(MachineName.APPLICATION, state, audience),
        status=StageStatus.CURRENT,
    )
    return (*gone, _stage(audience, rows[here][0], last), end)


def _position(rows: tuple[_Row, ...], state: ApplicationState) -> int:
    for index, (_, states) in enumerate(rows):
        if state in states:
            return index
    raise ValueError(f"no stage holds {state}")


def _status(index: int, here: int, *, finished: bool) -> StageStatus:
    if index < here or finished:
        return StageStatus.DONE
    return StageStatus.CURRENT if index == here else StageStatus.OPEN


def _stage(audience: Audience, name: str, status: StageStatus) -> Stage:
    return Stage(id=name, text=say(f"stage.{audience}.{name}"), status=status)


def who_is_next(machine: MachineName, state: AnyState) -> frozenset[Role]:
    """The roles that must act; empty when the matter rests. KeyError for a foreign state."""
    return NEXT_ACTORS[machine][state]


# A proof calls for somebody from so many days before it is due: earlier nothing can be proven.
PROOF_AHEAD = timedelta(days=92)


def waits_now(machine: MachineName, state: AnyState, due_on: date | None, today: date) -> bool:
    """Whether somebody must act in this procedure already; an early expected proof waits."""
    later = due_on is not None and due_on - PROOF_AHEAD > today
    return bool(who_is_next(machine, state)) and not (state is ProofState.EXPECTED and later)


def coming(
    machine: MachineName, state: AnyState, audience: Audience, *, proven: bool = False
) -> Coming:
    """What comes next from this state, told to this audience.

    `proven`: every proof of the running measure is examined.
    """
    key = f"next.{machine}.{'proven' if proven else state}"
    return Coming(
        roles=PROVEN if proven else who_is_next(machine, state),
        who=say(f"{key}.who.{audience}"),
        what=say(f"{key}.what.{audience}"),
    )


def state_text(machine: MachineName, state: AnyState, audience: Audience) -> str:
    """The state's German name for this audience."""
    return say(f"state.{machine}.{state}.{audience}")


def action_label(machine: MachineName, action: str) -> str:
    """The German of the button that takes this step."""
    return say(f"action.{machine}.{action}.label")


def action_hint(machine: MachineName, action: str, audience: Audience) -> str:
    """What this step does, who acts next, until when, and whether it can be undone.

    KeyError where nobody of that side takes the step.
    """
    return say(f"action.{machine}.{action}.hint.{audience}")


def action_done(machine: MachineName | None, action: str) -> str:
    """The German of the log's entry about this step; records that move no machine have their own.

    An action of an older version, which the catalogue knows no more, is named as it was stored.
    """
    key = f"action.{machine or 'record'}.{action}.done"
    return say(key) if known(key) else action.replace("_", " ")
