"""Which funding fits us? The open and announced calls, judged by what a visitor has answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import Call
from wirgrants.services.calendar import holidays_of
from wirgrants.services.call_state import is_over
from wirgrants.services.home import published_calls
from wirgrants.services.parameters import load_parameters
from wirgrants.services.register import load_register
from wirgrants.services.snapshot import call_terms
from workflows import registry
from workflows.facts import TERRITORIAL, Answer, Applicant, ApplicantType
from workflows.finder import LineResult, facts_of, open_questions, results
from workflows.guideline import Guideline
from workflows.rules.applicant import key_fits

WHO = "applicant_type"
WHERE = "applicant_ags"


@dataclass(frozen=True, kw_only=True)
class Found:
    """One call with what the finder says of it."""

    call: Call
    guideline: Guideline
    result: LineResult
    historic: bool
    announced: bool
    closed: bool


@dataclass(frozen=True, kw_only=True)
class Answered:
    """All calls in order (current lines first), what is left to ask, how long an answer takes.

    `only` is the one call that was asked for; None: all that are open or announced.
    """

    found: tuple[Found, ...]
    only: Call | None
    to_ask: tuple[str, ...]
    processing_weeks: int

    @property
    def current(self) -> tuple[Found, ...]:
        """The lines whose guideline is in force."""
        return tuple(one for one in self.found if not one.historic)

    @property
    def historic(self) -> tuple[Found, ...]:
        """Lines whose guideline was replaced and that a call opens all the same."""
        return tuple(one for one in self.found if one.historic)


def ask(session: Session, answers: Mapping[str, Answer], only: str = "") -> Answered:
    """Judges every call that is open or announced; two statements, the register is kept.

    `only` names the one call that somebody asks for; a name that no offer bears is passed over.
    """
    day, moment = clock.today(), clock.now()
    parameters = load_parameters(session)
    calls = [
        (call, registry.guideline(call.line, call.version))
        for call in published_calls(session)
        if not is_over(call, moment)
    ]
    chosen = [(call, guideline) for call, guideline in calls if call.ref == only]
    calls = chosen or calls
    years = {year for call, _ in calls for year in call.years} | {day.year}
    facts = facts_of(
        answers,
        day,
        applicant=_applicant(session, answers, day),
        holidays=holidays_of(range(min(years) - 1, max(years) + 2)),
        parameters=parameters.figures_on(day),
    )
    judged = results([(guideline, call_terms(call)) for call, guideline in calls], facts)
    found = [
        _found(call, guideline, result)
        for (call, guideline), result in zip(calls, judged, strict=True)
    ]
    found.sort(key=lambda one: (one.historic, one.call.line, one.call.opens_at))
    return Answered(
        found=tuple(found),
        only=chosen[0][0] if chosen else None,
        to_ask=_to_ask(judged, answers),
        processing_weeks=parameters.count("processing_weeks", day),
    )


def _applicant(session: Session, answers: Mapping[str, Answer], day: date) -> Applicant | None:
    """The body that was named, as what it applies; None: only the type is known."""
    kind, key = answers.get(WHO), answers.get(WHERE)
    if kind is None or key is None or ApplicantType(str(kind)) not in TERRITORIAL:
        return None
    named = Applicant(type=ApplicantType(str(kind)), ags=str(key))
    found = load_register(session).applicant(str(key), day, named.type)
    if found is None:
        return named
    if found.type is not named.type and not key_fits(named):
        # Kassel the county and Kassel the city: both facts stand, a rule says that they differ.
        return named
    # A town that takes itself for a city of special status is judged as what it is.
    return found


def _to_ask(judged: tuple[LineResult, ...], answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Who applies first; a body's key only of those that have one."""
    wanted = open_questions(judged)
    kind = answers.get(WHO)
    if kind is not None and ApplicantType(str(kind)) not in TERRITORIAL:
        wanted = tuple(name for name in wanted if name != WHERE)
    first = [name for name in (WHO, WHERE) if name in wanted]
    return (*first, *(name for name in wanted if name not in first))


def _found(call: Call, guideline: Guideline, result: LineResult) -> Found:
    moment = clock.now()
    return Found(
        call=call,
        guideline=guideline,
        result=result,
        historic=guideline.valid_to is not None and guideline.valid_to < clock.today(),
        announced=moment < call.opens_at,
        closed=is_over(call, moment),
    )
