"""What the review of a line brings before a decision: vote, statement, agreement, jury."""

from workflows.findings import Moment
from workflows.guideline import Guideline, Rule
from workflows.rules.procedure import paper_at_decision
from workflows.sources import Clause, Mark
from workflows.states import Variant

TARGET_AGREEMENT = "target_agreement"
EXPERT_VOTE = "expert_vote"
MUNICIPAL_STATEMENT = "municipal_statement"
JURY_VOTE = "jury_vote"

_BY_VARIANT = {
    Variant.PROJECT: (
        "expert_vote_is_there",
        EXPERT_VOTE,
        Clause("S17", "Auswahl durch das Ministerium"),
        Mark.INFERRED,
    ),
    Variant.ASSOCIATION: (
        "municipal_statement_is_there",
        MUNICIPAL_STATEMENT,
        Clause("S9", "Schreiben der Kommune"),
        Mark.SOURCED,
    ),
    Variant.STRATEGY: ("jury_vote_is_there", JURY_VOTE, Clause("S4o", "Jury"), Mark.SOURCED),
}
_AGREEMENT = (
    "target_agreement_is_there",
    TARGET_AGREEMENT,
    Clause("S4k", "Zielvereinbarung"),
    Mark.SOURCED,
)


def review_rules(guideline: Guideline) -> tuple[Rule, ...]:
    """The paper that the guideline's review must bring; a line file may name it itself."""
    asked = {
        need.kind for need in guideline.papers if need.moment in {Moment.FILING, Moment.DECISION}
    }
    return tuple(paper_at_decision(*row) for row in _rows(guideline) if row[1] not in asked)


def review_paper_kinds(guideline: Guideline) -> tuple[str, ...]:
    """The kinds of paper that the guideline's review brings, whoever asks for them."""
    return tuple(row[1] for row in _rows(guideline))


def _rows(guideline: Guideline) -> list[tuple[str, str, Clause, Mark]]:
    if guideline.lifecycle is Variant.POST and guideline.target_agreement:
        return [_AGREEMENT]
    if guideline.lifecycle in _BY_VARIANT and guideline.expert_review:
        return [_BY_VARIANT[guideline.lifecycle]]
    return []
