"""Calls: prepared with confirmed figures, announced, opened, extended and closed; all logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock, once
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Call, new_ref
from wirgrants.services.access import Actor
from wirgrants.services.call_state import CallState, call_state
from wirgrants.services.house_events import note, only_with
from wirgrants.services.plain import moment_text
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.dates import BERLIN
from workflows.figures import Figure
from workflows.guideline import Guideline
from workflows.states import Role
from workflows.wording import say


@dataclass(frozen=True, kw_only=True)
class CallValues:
    """What the programme lead enters for a call; instants are aware."""

    line: str
    version: str
    title: str
    text: str
    years: tuple[int, ...]
    opens_at: datetime
    closes_at: datetime
    closing_is_fixed_day: bool


@dataclass(frozen=True, kw_only=True)
class FigureAnswer:
    """A figure as decided for a call: the value, and why (empty when confirmed as it stands)."""

    value: Decimal | int
    reason: str = ""


def load_call(session: Session, ref: str) -> Call:
    """The call of this ref. Raises NotFound."""
    call = session.scalars(select(Call).where(Call.ref == ref)).one_or_none()
    if call is None:
        raise NotFound("no such call")
    return call


def guideline_of(call: Call) -> Guideline:
    """The version of the line that the call opens."""
    return registry.guideline(call.line, call.version)


def unsettled(call: Call) -> tuple[Figure, ...]:
    """The figures of the guideline that nobody has confirmed or replaced for this call yet."""
    figures = guideline_of(call).figures.values()
    told = {key for key, answer in call.figures.items() if answer.get("value") is not None}
    return tuple(f for f in figures if f.needs_confirmation and f.key not in told)


def prepare_call(actor: Actor, values: CallValues) -> str:
    """Create a call that no applicant sees yet; its ref. Raises Refused for impossible values."""
    only_with(actor, Role.PROGRAMME_LEAD)
    _refuse_impossible(values)
    with unit_of_work() as session:
        call = Call(
            ref=new_ref(),
            created_at=clock.now(),
            created_by_id=actor.id,
            figures={},
            closed_reason="",
        )
        _apply(call, values)
        session.add(call)
        session.flush()
        note(session, actor, "call_prepared", call.ref, data=_told(call))
        once.made(session, call.ref)
        return call.ref


def change_call(actor: Actor, ref: str, values: CallValues, version: int) -> None:
    """Change a call that is still being prepared; another version loses its figures' answers.

    Raises Conflict for an old row version, Refused once the call is announced.
    """
    _refuse_impossible(values)
    with unit_of_work() as session:
        call = _locked(session, actor, ref, version)
        _only_in(call, CallState.PREPARATION)
        if (call.line, call.version) != (values.line, values.version):
            call.figures = {}
        _apply(call, values)
        note(session, actor, "call_changed", ref, data=_told(call))


def set_figures(actor: Actor, ref: str, answers: Mapping[str, FigureAnswer], version: int) -> None:
    """Keep which figures are confirmed or replaced; a figure not named is open again.

    Raises Conflict, or Refused (announced already, a sourced figure, replaced without reason).
    """
    with unit_of_work() as session:
        call = _locked(session, actor, ref, version)
        _only_in(call, CallState.PREPARATION)
        figures = guideline_of(call).figures
        stamp = {"by": actor.id, "at": moment_text(clock.now())}
        told = {}
        for key, answer in answers.items():
            _refuse_answer(figures.get(key), answer)
            told[key] = {
                "value": format(answer.value, "f")
                if isinstance(answer.value, Decimal)
                else str(answer.value),
                "reason": answer.reason,
                **stamp,
            }
        call.figures = told
        note(
            session,
            actor,
            "call_figures_set",
            ref,
            data={"line": call.line, "version": call.version, "figures": told},
        )


def announce_call(actor: Actor, ref: str, version: int) -> CallState:
    """Make a call public: open at once or announced until it opens; the state it then has.

    Raises Refused naming every empty or unconfirmed figure, and when the closing has passed.
    """
    with unit_of_work() as session:
        call = _locked(session, actor, ref, version)
        _only_in(call, CallState.PREPARATION)
        missing = unsettled(call)
        if missing:
            names = ", ".join(f"„{say(f'figure.name.{figure.key}')}“" for figure in missing)
            raise Refused(
                f"{len(missing)} figures are not settled",
                message="Der Aufruf kann nicht bekannt gemacht werden. Bitte bestätigen oder "
                f"ersetzen Sie zuerst diese Werte: {names}.",
            )
        moment = clock.now()
        if call.closes_at <= moment:
            raise Refused(
                "closing has passed",
                message="Der Antragsschluss ist schon vorbei. Bitte ändern Sie ihn zuerst.",
            )
        call.published_at, call.published_by_id = moment, actor.id
        call.guideline_digest = registry.digest(guideline_of(call))
        note(session, actor, "call_announced", ref, data=_told(call))
        return call_state(call, moment)


def open_call_now(actor: Actor, ref: str, reason: str, version: int) -> None:
    """Open an announced call before its opening instant. Raises Conflict or Refused."""
    with unit_of_work() as session:
        call = _locked(session, actor, ref, version)
        _only_in(call, CallState.ANNOUNCED)
        before, call.opens_at = call.opens_at, clock.now()
        data = {"before": before, "after": call.opens_at}
        note(session, actor, "call_opened_early", ref, reason=reason, data=data)


def can_be_extended(call: Call, moment: datetime) -> bool:
    """Published, not closed by hand, and its last budget year is not over."""
    published = call.published_at is not None and call.closed_at is None
    return published and clock.day_of(moment).year <= max(call.years)


def extend_call(actor: Actor, ref: str, closes_at: datetime, reason: str, version: int) -> None:
    """Let a published call close later; one whose closing has passed opens again.

    Raises Conflict, or Refused when the new closing is not later, has passed or lies beyond the
    last budget year, and for a call that was closed by hand.
    """
    with unit_of_work() as session:
        call = _locked(session, actor, ref, version)
        if not can_be_extended(call, clock.now()):
            raise Refused("not extendable", message=_NOT_OPEN)
        if closes_at <= max(call.closes_at, clock.now()):
            raise Refused(
                "not later",
                message="Der neue Antragsschluss muss später als der bisherige und als jetzt sein.",
            )
        _refuse_beyond(closes_at, call.years)
        before, call.closes_at = call.closes_at, closes_at
        data = {"before": before, "after": closes_at}
        note(session, actor, "call_extended", ref, reason=reason, data=data)


def close_call(actor: Actor, ref: str, reason: str, version: int) -> None:
    """Close an open or announced call now; later filings are late. Raises Conflict or Refused."""
    with unit_of_work() as session:
        call = _locked(session, actor, ref, version)
        _only_in(call, CallState.OPEN, CallState.ANNOUNCED)
        call.closed_at, call.closed_by_id, call.closed_reason = clock.now(), actor.id, reason
        note(session, actor, "call_closed", ref, reason=reason)


_NOT_OPEN = "Dieser Schritt ist beim jetzigen Stand des Aufrufs nicht möglich."


def _locked(session: Session, actor: Actor, ref: str, version: int) -> Call:
    only_with(actor, Role.PROGRAMME_LEAD)
    call = session.scalars(select(Call).where(Call.ref == ref).with_for_update()).one_or_none()
    if call is None:
        raise NotFound("no such call")
    refuse_stale(call, version)
    return call


def _only_in(call: Call, *states: CallState) -> None:
    if call_state(call, clock.now()) not in states:
        raise Refused("not open in this state", message=_NOT_OPEN)


def _refuse_impossible(values: CallValues) -> None:
    try:
        registry.guideline(values.line, values.version)
    except KeyError:
        raise Refused(
            "unknown line", message="Diese Fassung des Förderschwerpunkts gibt es nicht."
        ) from None
    if values.closes_at <= values.opens_at:
        raise Refused("reversed", message="Der Antragsschluss muss nach der Öffnung liegen.")
    _refuse_beyond(values.closes_at, values.years)


def _refuse_beyond(closes_at: datetime, years: Any) -> None:
    if clock.day_of(closes_at) > date(max(years), 12, 31):
        raise Refused(
            "beyond the last budget year",
            message="Der Antragsschluss muss vor dem Ende des letzten Haushaltsjahres liegen.",
        )


def _refuse_answer(figure: Figure | None, answer: FigureAnswer) -> None:
    if figure is None or not figure.needs_confirmation:
        raise Refused("not to be decided", message="Belegte Werte werden nicht ersetzt.")
    if figure.value is None or Decimal(figure.value) != Decimal(answer.value):
        if not answer.reason.strip():
            name = say(f"figure.name.{figure.key}")
            raise Refused("no reason", message=f"„{name}“: Bitte begründen Sie den eigenen Wert.")
        if answer.value < 0:
            raise Refused("negative", message="Ein Wert kann nicht negativ sein.")


def _apply(call: Call, values: CallValues) -> None:
    call.line, call.version = values.line, values.version
    call.title, call.text = values.title, values.text
    call.years = list(values.years)
    call.opens_at, call.closes_at = values.opens_at, values.closes_at
    call.closing_is_fixed_day = values.closing_is_fixed_day


def _told(call: Call) -> dict[str, Any]:
    return {
        "line": call.line,
        "version": call.version,
        "title": call.title,
        "years": call.years,
        "opens_at": call.opens_at.astimezone(BERLIN).isoformat(),
        "closes_at": call.closes_at.astimezone(BERLIN).isoformat(),
        "fixed_day": call.closing_is_fixed_day,
    }
