"""What a guideline asks, place by place: of the case, of each part, of the proof."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.guideline import Component, Guideline, PartDefinition, PostCap, UnitCap
from workflows.judging import rules_of
from workflows.questions import QUESTIONS, Scope
from workflows.reading_answers import STANDS_ELSEWHERE
from workflows.rules.reading import MAIN, WANTS

ALWAYS = ("project_title", "project_summary", "project_place", "early_start_wanted", "begin_reason")


@dataclass(frozen=True, kw_only=True)
class AskedQuestions:
    """Question ids by the place where their answer belongs."""

    case: frozenset[str]
    parts: tuple[tuple[str, frozenset[str]], ...]
    report: frozenset[str]

    def part(self, name: str) -> frozenset[str]:
        """The questions of a part; none for a part that the line does not have."""
        return dict(self.parts).get(name, frozenset())


def asked_questions(guideline: Guideline) -> AskedQuestions:
    """Everything that the guideline, its rules at any moment, its papers and its caps read."""
    case, report = set(ALWAYS), set[str]()
    parts: dict[str, set[str]] = {part.id: set() for part in guideline.parts}
    for stem, name in _named(guideline):
        scope = QUESTIONS[name].scope
        if scope is Scope.CASE:
            case.add(name)
        elif scope is Scope.REPORT:
            report.add(name)
        elif scope is Scope.PART:
            for owner in (stem,) if stem else _owners(guideline, name):
                parts[owner].add(name)
    if [*parts] == [MAIN]:
        case -= {name for name in case if name.startswith(WANTS)}
    return AskedQuestions(
        case=frozenset(case) - STANDS_ELSEWHERE.keys(),
        parts=tuple((name, frozenset(found)) for name, found in parts.items()),
        report=frozenset(report),
    )


def _owners(guideline: Guideline, name: str) -> list[str]:
    return [part.id for part in guideline.parts if name in part.questions]


def _named(guideline: Guideline) -> Iterator[tuple[str, str]]:
    """Part ("" for none) and question of everything named, with doubles."""
    for name in guideline.questions:
        yield "", name
    for rule in rules_of(guideline):
        for read in rule.reads:
            stem, _, name = read.rpartition(".")
            if not read.startswith("@"):
                yield stem, name
    for need in guideline.papers:
        if need.only_if is not None:
            yield need.part or "", need.only_if
    for part in guideline.parts:
        yield from ((part.id, name) for name in _of_part(part))


def _of_part(part: PartDefinition) -> Iterator[str]:
    yield from part.questions
    yield from (*part.proof.counters, *part.proof.narrative)
    if part.wanted is not None:
        yield part.wanted
    yield from _counted(part.components)


def _counted(components: Iterable[Component]) -> Iterator[str]:
    for component in components:
        if component.wanted is not None:
            yield component.wanted
        if isinstance(component.cap, UnitCap):
            yield from (*component.cap.quantities, *component.cap.ceilings)
        elif isinstance(component.cap, PostCap):
            yield component.cap.full_time_equivalents
