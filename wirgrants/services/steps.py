"""The one door for every change of a state: lock, version, may they, guards, change, event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import InstanceState, Session, class_mapper
from sqlalchemy.orm.attributes import instance_state

from wirgrants import clock, refusals
from wirgrants.errors import Conflict
from wirgrants.models import Event, FundingCase, Subject, new_ref
from wirgrants.models.guarded import MACHINE_OF, states_may_be_written
from wirgrants.services.access import Actor
from wirgrants.services.log import Entry, record
from workflows.circumstances import Circumstances
from workflows.lifecycle import Lifecycle, StepNotOpen, StepRefused, offer_of
from workflows.procedures import lifecycle
from workflows.states import CLOSED, AnyState, ApplicationState


@dataclass(frozen=True, kw_only=True)
class Writes:
    """What a step writes besides the state, in one flush, so that no constraint sees half a step.

    `changes` are columns of the subject, `case_changes` columns of the case. `findings` and `data`
    go into the event; `personal` values stay outside the chain, which keeps their salted digests
    (`salt`: of the row that keeps the same values).
    """

    changes: Mapping[str, Any] = field(default_factory=dict)
    case_changes: Mapping[str, Any] = field(default_factory=dict)
    findings: Sequence[Any] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)
    salt: str = ""


NOTHING = Writes()


def take_step(
    session: Session,
    case: FundingCase,
    action: str,
    *,
    actor: Actor,
    circumstances: Circumstances,
    subject: Subject | None = None,
    version: int | None = None,
    writes: Writes | None = None,
) -> Event:
    """Take one step of the case's own machine, or of `subject`'s, and log it.

    `subject` is a Payment, ChangeRequest, Proof, Recovery or Clarification of this case; a new one
    (or a new case) is handed in without a state and is added here. `writes` are written together
    with the state. Actor, roles, membership and the case's state in `circumstances` are overwritten
    by what the door knows. `version` is the row version that the person saw.

    Raises Conflict (version), StepNotOpen (state or role), StepRefused (findings); each is noted
    and logged after the rollback. Flushes; the caller's unit of work commits.
    """
    target: Subject = case if subject is None else subject
    attempt = _attempt(case, target, actor, action)
    _lock(session, case, target)
    _compare_version(session, case, version, attempt)
    rules = lifecycle(MACHINE_OF[type(target)], case.variant)
    before = _state_of(target)
    known = as_the_door_knows(circumstances, actor, case)
    after = _take(session, (rules, before, action), known, attempt)
    told = writes or NOTHING
    entry = Entry(
        action=action,
        machine=rules.machine,
        subject_ref=attempt.subject_ref,
        from_state=None if before is None else before.value,
        to_state=after.value,
        reason=known.reason,
        findings=told.findings,
        data=told.data,
        personal=told.personal,
        salt=told.salt,
    )
    _write(session, case, target, after, told)
    event = record(session, actor, entry, case, [target])
    session.flush()
    return event


def same_version(
    session: Session, case: FundingCase, action: str, *, actor: Actor, version: int
) -> None:
    """Asks before anything is written what `take_step` asks anyway.

    For a service that changes rows first, read in the statement that waited for the case's lock:
    PostgreSQL hands out the case as it is then, but what was joined to it as it was before. Raises
    Conflict, which is logged.
    """
    _compare_version(session, case, version, _attempt(case, case, actor, action))


def ask_before(
    case: FundingCase,
    action: str,
    *,
    actor: Actor,
    circumstances: Circumstances,
    subject: Subject | None = None,
) -> None:
    """Asks the guards of a step, for what is prepared for it; its demands are met by its form.

    Raises StepNotOpen (state or role), StepRefused (findings).
    """
    target: Subject = case if subject is None else subject
    step = lifecycle(MACHINE_OF[type(target)], case.variant).step(_state_of(target), action)
    known = as_the_door_knows(circumstances, actor, case)
    if not step.roles & known.roles:
        raise StepNotOpen(action, str(_state_of(target)), "role")
    obstacles = offer_of(step, known).obstacles
    if obstacles:
        raise StepRefused(action, obstacles)


def _attempt(case: FundingCase, target: Subject, actor: Actor, action: str) -> refusals.Attempt:
    return refusals.Attempt(
        actor_id=actor.log_id,
        action=action,
        kind="refused",
        case_ref=_ref_of(case),
        machine=MACHINE_OF[type(target)].value,
        subject_ref="" if target is case else _ref_of(target),
    )


def _write(
    session: Session, case: FundingCase, target: Subject, after: AnyState, told: Writes
) -> None:
    """State and columns at once; the flush comes with the event."""
    with session.no_autoflush, states_may_be_written():
        _apply(target, told.changes)
        _apply(case, told.case_changes)
        target.state = after
        _keep_closing_day(case)
        if _row_state(target).transient:
            session.add(target)


def _take(
    session: Session,
    step: tuple[Lifecycle, AnyState | None, str],
    circumstances: Circumstances,
    attempt: refusals.Attempt,
) -> AnyState:
    rules, before, action = step
    try:
        return rules.take(before, action, circumstances)
    except StepRefused as error:
        told = [finding.to_json() for finding in error.findings]
        refusals.note(session, replace(attempt, findings=told))
        raise
    except StepNotOpen as error:
        refusals.note(session, replace(attempt, kind="not_open", findings=[error.why]))
        raise


def _lock(session: Session, case: FundingCase, target: Subject) -> None:
    """Lock the case's row unless it is new or this unit of work holds it already.

    What was read before the lock is read anew. Raises ValueError for another case's subject.
    """
    if not isinstance(target, FundingCase) and target.case_id not in (None, case.id):
        raise ValueError("the subject belongs to another case")
    state = _row_state(case)
    if state.transient or state.pending:
        return
    locked: set[int] = session.info.setdefault("locked_cases", set())
    if case.id in locked:
        return
    session.scalars(
        select(FundingCase)
        .where(FundingCase.id == case.id)
        .with_for_update(of=FundingCase)
        .execution_options(populate_existing=True)
    ).one()
    locked.add(case.id)
    if target is not case and _row_state(target).persistent:
        session.refresh(target)


def _compare_version(
    session: Session, case: FundingCase, version: int | None, attempt: refusals.Attempt
) -> None:
    if version is not None and case.row_version != version:
        refusals.note(session, replace(attempt, kind="conflict"))
        raise Conflict(f"version {version} was shown, {case.row_version} is stored")


def _state_of(target: Subject) -> AnyState | None:
    return cast("AnyState | None", _row_state(target).dict.get("state"))


def _row_state(row: Subject) -> InstanceState[Any]:
    return instance_state(row)


def _ref_of(row: Subject) -> str:
    # A new row needs its ref before the flush, because the event names it.
    if "ref" not in _row_state(row).dict:
        row.ref = new_ref()
    return row.ref


def as_the_door_knows(
    circumstances: Circumstances, actor: Actor, case: FundingCase
) -> Circumstances:
    """The circumstances with what nobody hands in: who acts, in which roles, where the case is."""
    return replace(
        circumstances,
        actor=actor.id,
        roles=actor.roles_on(case.organisation_id),
        actor_belongs_to_applicant=actor.belongs_to(case.organisation_id),
        application_state=cast("ApplicationState | None", _row_state(case).dict.get("state")),
    )


def _apply(row: Subject, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name in ("state", "log_head", "log_length", "row_version"):
            raise ValueError(f"{name} is the door's own")
        if name not in class_mapper(type(row)).attrs:
            raise ValueError(f"{type(row).__name__} has no {name}")
        setattr(row, name, value)


def _keep_closing_day(case: FundingCase) -> None:
    if case.state in CLOSED and case.closed_on is None:
        case.closed_on = clock.today()
    elif case.state not in CLOSED:
        case.closed_on = None
