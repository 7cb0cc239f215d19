"""What a version may cite: a text that came after it is at most inferred to say the same."""

from workflows.guideline import Guideline
from workflows.sources import SOURCES, Clause, Mark, SourceKind

_PLAN_2020 = Clause("R2020", "3.2")
_PLAN_BEFORE = Clause("S15", "Kosten- und Finanzierungsplan")


def was_known(guideline: Guideline, clause: Clause) -> bool:
    """Whether the cited text can speak for the version itself.

    A guideline or call of the programme must have been issued when the version began, any other
    dated text (the sister programme's of 2022, a page of 2023) before it ended. A page about one
    guideline or call speaks for that one alone.
    """
    source = SOURCES[clause.source]
    if source.about is not None and source.about != guideline.clause.source:
        return False
    if source.since is None:
        return True
    if source.kind in {SourceKind.GUIDELINE, SourceKind.CALL}:
        return source.since <= guideline.valid_from
    return guideline.valid_to is None or source.since <= guideline.valid_to


def mark_for(guideline: Guideline, clause: Clause, mark: Mark) -> Mark:
    """The mark of a statement that every version shares: INFERRED where its text came later."""
    if mark is Mark.SOURCED and not was_known(guideline, clause):
        return Mark.INFERRED
    return mark


def plan_clause(guideline: Guideline) -> Clause:
    """Where the version asks for a financing plan: no. 3.2 since 2020, the service page before."""
    return _PLAN_2020 if was_known(guideline, _PLAN_2020) else _PLAN_BEFORE


def plan_mark(guideline: Guideline) -> Mark:
    """SOURCED but for 2026, whose own text was not found."""
    return Mark.INFERRED if guideline.clause.source == "P2026" else Mark.SOURCED


def total_financing_mark(guideline: Guideline) -> Mark:
    """No. 3.2 of 2020 says that the total must be secured; before, the plan only implies it."""
    own = plan_clause(guideline) is _PLAN_2020
    return plan_mark(guideline) if own else Mark.INFERRED
