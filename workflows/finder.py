"""Which funding fits us? The smallest set of questions, and what they decide about each open call.

Questions are computed: one is asked only while the finder-moment rules of a line that is not yet
refused read it, and afterwards only while a line still in question needs it for its sum. The sum is
the most that is possible: what a guideline bounds is not asked (see `workflows.most_possible`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workflows.bundles import asked_as, unbundled
from workflows.dates import LegalDate
from workflows.due import application_deadline, call_closing
from workflows.entitlement import Entitlement, most
from workflows.facts import Answer, Applicant, ApplicantType, CallTerms, Facts, PartFacts
from workflows.figures import Figure
from workflows.findings import Finding, Moment, Outcome, Verdict, VerdictKind
from workflows.guideline import DeadlineKind, Guideline, PartDefinition, UnitCap
from workflows.judging import judge
from workflows.most_possible import assumptions, at_most, bounded_by_heads
from workflows.questions import ASKED_BY, QUESTIONS, Scope, question
from workflows.rules.parts import SOME_PART
from workflows.rules.reading import figure_now

Offer = tuple[Guideline, CallTerms]

_ORDER = {name: place for place, name in enumerate(QUESTIONS)}
DEADLINE_KEYS: Mapping[DeadlineKind, str] = {
    DeadlineKind.YEAR_END_BEFORE_START: "finder.deadline_year_end",
    DeadlineKind.FOUR_WEEKS_BEFORE_START: "finder.deadline_four_weeks",
    DeadlineKind.FIXED_DAY: "finder.deadline_fixed",
    DeadlineKind.NONE: "finder.deadline_none",
}


TELLS_PROCESSING_TIME = frozenset({"integration_guides"})
"""Lines whose announcement says how long a new project is processed (S6e, S1b)."""


@dataclass(frozen=True, kw_only=True)
class FinderDeadline:
    """When to apply for a part: the rule as wording key, and the day where one can be named."""

    part: str
    key: str
    last: LegalDate | None


@dataclass(frozen=True, kw_only=True)
class LineResult:
    """What the finder says of one open call.

    `to_decide` names the questions that its rules still read, `for_sum` those that only the sum
    needs; both in the form of `Rule.reads`. `entitlement` is None for a line already refused;
    `assumed` are the quantities that it takes at their most because nobody gave them.
    """

    line: str
    version: str
    call: CallTerms
    verdict: Verdict
    deadlines: tuple[FinderDeadline, ...]
    closing: LegalDate
    entitlement: Entitlement | None
    to_decide: tuple[str, ...]
    for_sum: tuple[str, ...]
    assumed: Mapping[str, Answer]

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """What speaks against the line or must be looked at, the refusals first."""
        return (*self.verdict.of(Outcome.NOT_MET), *self.verdict.of(Outcome.REVIEW))

    @property
    def refused(self) -> bool:
        """True when no further answer can make the line eligible."""
        return self.verdict.kind is VerdictKind.NOT_ELIGIBLE

    @property
    def not_wanted(self) -> bool:
        """True when nothing stands against the line but that none of its parts is asked for."""
        return [one.rule for one in self.verdict.of(Outcome.NOT_MET)] == [SOME_PART]


def facts_of(
    answers: Mapping[str, Answer],
    day: date,
    *,
    applicant: Applicant | None = None,
    holidays: frozenset[date] = frozenset(),
    parameters: Mapping[str, Figure] | None = None,
) -> Facts:
    """Facts from the finder's answers: ids as in `Rule.reads` ("charitable", "training.units").

    `applicant` is what the register says of `applicant_ags`; without it only the type is known.
    ValueError when `applicant_type` names no type.
    """
    case = {name: value for name, value in unbundled(answers).items() if "." not in name}
    by_part: dict[str, dict[str, Answer]] = {}
    for name, value in answers.items():
        part, _, asked = name.rpartition(".")
        if part:
            by_part.setdefault(part, {})[asked] = value
    kind = case.get("applicant_type")
    known = Applicant(type=None if kind is None else ApplicantType(str(kind)))
    return Facts(
        day=day,
        applicant=applicant or known,
        answers=case,
        parts=tuple(PartFacts(part=part, answers=found) for part, found in by_part.items()),
        parameters=parameters or {},
        holidays=holidays,
    )


def results(offers: Iterable[Offer], facts: Facts) -> tuple[LineResult, ...]:
    """What the facts say of every open call, in the order of the offers."""
    return tuple(_result(guideline, call, facts) for guideline, call in offers)


def _result(guideline: Guideline, call: CallTerms, facts: Facts) -> LineResult:
    own = _for_line(guideline, call, facts)
    verdict = judge(guideline, own, Moment.FINDER)
    refused = verdict.kind is VerdictKind.NOT_ELIGIBLE
    to_decide = () if refused else _unanswered(verdict, facts)
    fullest = at_most(guideline, own)
    entitlement = None if refused else most(guideline, fullest)
    return LineResult(
        line=guideline.line,
        version=guideline.version,
        call=call,
        verdict=verdict,
        deadlines=_deadlines(guideline, own, call),
        closing=call_closing(call, facts.holidays),
        entitlement=entitlement,
        to_decide=to_decide,
        for_sum=() if entitlement is None else _for_sum(guideline, own, entitlement),
        assumed={} if entitlement is None else assumptions(own, fullest),
    )


def _for_line(guideline: Guideline, call: CallTerms, facts: Facts) -> Facts:
    """The facts as this line sees them: its own call, and its own parts that are wanted."""
    parts = tuple(
        facts.part(definition.id) or PartFacts(part=definition.id)
        for definition in guideline.parts
        if _wanted(definition, facts)
    )
    return replace(facts, call=call, parts=parts)


def _wanted(definition: PartDefinition, facts: Facts) -> bool:
    return definition.wanted is None or facts.answer(definition.wanted) is True


def _unanswered(verdict: Verdict, facts: Facts) -> tuple[str, ...]:
    """The questions behind the findings that are not asked yet, each once."""
    named = (finding.values["question"] for finding in verdict.of(Outcome.NOT_ASKED))
    names = (asked_as(ASKED_BY.get(name, name), facts.answers) for name in named)
    return tuple(dict.fromkeys(names))


def _for_sum(guideline: Guideline, facts: Facts, entitlement: Entitlement) -> tuple[str, ...]:
    """The answers that the sum still misses, named so that they can be asked."""
    names: dict[str, None] = {}
    for part in guideline.parts:
        if part.wanted is not None and facts.answer(part.wanted) is None:
            names[part.wanted] = None
    for missing in entitlement.missing_answers:
        if missing in QUESTIONS:
            places = _places(guideline, facts, missing)
            names.update((asked_as(name, facts.answers), None) for name in places)
    return tuple(names)


def _places(guideline: Guideline, facts: Facts, name: str) -> list[str]:
    """Where a question of the sum is asked: on case level, or on each wanted part that has it."""
    if name in guideline.questions or QUESTIONS[name].scope is Scope.CASE:
        return [name]
    return [
        f"{part.part}.{name}"
        for part in facts.parts
        if name not in part.answers and _helps(guideline, facts, part, name)
    ]


def _helps(guideline: Guideline, facts: Facts, part: PartFacts, name: str) -> bool:
    """Whether a quantity of a part brings its sum nearer: it has a rate, and no heads bound it."""
    definition = guideline.part(part.part)
    if name not in definition.questions or name in bounded_by_heads(guideline, part.part):
        return False
    counted = [
        component.cap
        for component in definition.components
        if isinstance(component.cap, UnitCap) and name in component.cap.quantities
    ]
    rates = [figure_now(facts, guideline.figures[cap.rate]) for cap in counted]
    return not counted or any(rate.value is not None for rate in rates)


def _deadlines(guideline: Guideline, facts: Facts, call: CallTerms) -> tuple[FinderDeadline, ...]:
    """The deadline of each part; the day is known where it does not hang on the start."""
    parts = [part.part for part in facts.parts] or [part.id for part in guideline.parts]
    start = date(min(call.years), 1, 1)
    found = []
    for part in parts:
        rule = guideline.deadline_of(part)
        moves = rule.kind is DeadlineKind.FOUR_WEEKS_BEFORE_START
        last = None if moves else application_deadline(rule, start, call, facts.holidays)
        found.append(FinderDeadline(part=part, key=DEADLINE_KEYS[rule.kind], last=last))
    return tuple(found)


def open_questions(found: Sequence[LineResult]) -> tuple[str, ...]:
    """What to ask next: all questions that still decide a line; when all are decided, the sums'.

    The most deciding first: read by the most lines, then in the order of the questions.
    """
    deciding = [name for result in found for name in result.to_decide]
    if not deciding:
        deciding = [name for result in found if not result.refused for name in result.for_sum]
    counted = {name: deciding.count(name) for name in deciding}
    return tuple(
        sorted(counted, key=lambda name: (-counted[name], _ORDER[question(name).id], name))
    )
