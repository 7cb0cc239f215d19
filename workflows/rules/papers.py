"""Which papers belong to an application or a proof; a missing one is named, never a refusal."""

from workflows.facts import Answer, Facts
from workflows.findings import Moment, Ruling
from workflows.guideline import Guideline, PaperNeed, Rule
from workflows.rules.reading import (
    WANTS,
    PartStatus,
    gate_reads,
    met,
    not_asked,
    part_status,
    read,
    review,
)


def paper_is_needed(need: PaperNeed, facts: Facts) -> bool | None:
    """Whether these facts ask for the paper; None while the deciding answer is missing."""
    if need.types:
        if facts.applicant.type is None:
            return None
        if facts.applicant.type not in need.types:
            return False
    if need.part is not None:
        status = part_status(facts, need.part)
        if status is not PartStatus.PRESENT:
            return False if status is PartStatus.ABSENT else None
    if need.only_if is None:
        return True
    answer = facts.answer(need.only_if)
    if answer is None:
        answer = _in_parts(need, facts)
    return None if answer is None else answer is True


def _in_parts(need: PaperNeed, facts: Facts) -> Answer | None:
    """The deciding answer where it stands on the paper's part, or on any part."""
    assert need.only_if is not None
    if need.part is not None:
        return read(facts, need.only_if, need.part)
    answers = [part.answers.get(need.only_if) for part in facts.parts]
    known = [answer for answer in answers if answer is not None]
    return any(answer is True for answer in known) if known else None


def papers_needed(guideline: Guideline, facts: Facts, moment: Moment) -> tuple[PaperNeed, ...]:
    """The papers that these facts ask for at a moment (FILING or PROOF), in order."""
    return tuple(
        need
        for need in guideline.papers
        if need.moment is moment and paper_is_needed(need, facts) is True
    )


def paper_rules(guideline: Guideline) -> tuple[Rule, ...]:
    """One rule per paper and moment: missing at filing is "incomplete", at decision "review"."""
    found: list[Rule] = []
    for need in guideline.papers:
        stem = f"paper_{need.kind}" if need.part is None else f"paper_{need.part}_{need.kind}"
        found.append(_rule(need, f"{stem}_is_there", need.moment))
        if need.moment is Moment.FILING:
            found.append(_rule(need, f"{stem}_is_there_at_decision", Moment.DECISION))
    return tuple(found)


def _undecided(need: PaperNeed, facts: Facts) -> str:
    """What must be asked before anybody can say whether the paper is needed."""
    if need.types and facts.applicant.type is None:
        return "@applicant.type"
    if need.part is not None and part_status(facts, need.part) is PartStatus.UNKNOWN:
        return WANTS + need.part
    assert need.only_if is not None
    return need.only_if


def _reads(need: PaperNeed) -> tuple[str, ...]:
    """What decides whether the paper is needed."""
    return (
        *(("@applicant.type",) if need.types else ()),
        *gate_reads(need.part),
        *(() if need.only_if is None else (need.only_if,)),
    )


def _rule(need: PaperNeed, rule_id: str, moment: Moment) -> Rule:
    kind = need.kind
    missing_later = moment is Moment.DECISION

    def judge(facts: Facts) -> Ruling:
        needed = paper_is_needed(need, facts)
        if needed is False:
            return met("paper.not_needed", paper=kind)
        if needed is None:
            return not_asked(_undecided(need, facts))
        if facts.papers is not None and kind in facts.papers:
            return met("paper.there", paper=kind)
        if missing_later:
            return review("paper.missing", paper=kind)
        return not_asked("@papers", "paper.missing", paper=kind)

    return Rule(
        id=rule_id,
        clause=need.clause,
        mark=need.mark,
        moments=frozenset({moment}),
        reads=("@papers", *_reads(need)),
        judge=judge,
    )
