"""What the review of a line brings before a decision: vote, statement, agreement, jury."""

from workflows.findings import Moment
from workflows.guideline import Guideline, Rule
from workflows.rules.of_version import mark_for
from workflows.rules.procedure import paper_at_decision
from workflows.sources import Clause, Mark
from workflows.states import Variant

TARGET_AGREEMENT = "target_agreement"
EXPERT_VOTE = "expert_vote"
MUNICIPAL_STATEMENT = "municipal_statement"
JURY_VOTE = "jury_vote"

_EXPERTS = (
    "expert_vote_is_there",
    EXPERT_VOTE,
    Clause("S17", "Auswahl durch das Ministerium"),
    Mark.INFERRED,
)
_STATEMENT = "municipal_statement_is_there", MUNICIPAL_STATEMENT
_S9_LETTER = Clause("S9", "Schreiben der Kommune")
_JURY = "jury_vote_is_there", JURY_VOTE
_JURY_OF_2018 = Clause("S4o", "Jury der ersten Runde 2018")

# A page of 2023 speaks for the guideline of 2020; that the older calls asked the same is inferred.
_S9_MARKS = {"2017": Mark.INFERRED, "2021": Mark.SOURCED}
# Only the first round's jury is sourced; whether one chooses since 2020 nobody says.
_JURY_MARKS = {"2018": Mark.SOURCED, "2019": Mark.INFERRED, "2021": Mark.UNVERIFIED}
_AGREEMENT = "target_agreement_is_there", TARGET_AGREEMENT
_S4K_AGREEMENT = Clause("S4k", "Zielvereinbarung")


def review_rules(guideline: Guideline) -> tuple[Rule, ...]:
    """The paper that the guideline's review must bring; a line file may name it itself."""
    asked = {
        need.kind for need in guideline.papers if need.moment in {Moment.FILING, Moment.DECISION}
    }
    return tuple(paper_at_decision(*row) for row in _rows(guideline) if row[1] not in asked)


def review_paper_kinds(guideline: Guideline) -> tuple[str, ...]:
    """The kinds of paper that the guideline's review brings, whoever asks for them."""
    return tuple(row[1] for row in _rows(guideline))


def review_may_be_left_out(guideline: Guideline) -> bool:
    """Whether an officer may record that no jury was held: only its first round is sourced."""
    if not guideline.expert_review or guideline.lifecycle is not Variant.STRATEGY:
        return False
    return _JURY_MARKS.get(guideline.version, Mark.UNVERIFIED) is not Mark.SOURCED


def _rows(guideline: Guideline) -> list[tuple[str, str, Clause, Mark]]:
    if guideline.lifecycle is Variant.POST and guideline.target_agreement:
        mark = mark_for(guideline, _S4K_AGREEMENT, Mark.SOURCED)
        return [(*_AGREEMENT, _S4K_AGREEMENT, mark)]
    if not guideline.expert_review:
        return []
    if guideline.lifecycle is Variant.PROJECT:
        return [_EXPERTS]
    if guideline.lifecycle is Variant.ASSOCIATION:
        return [(*_STATEMENT, _S9_LETTER, _S9_MARKS.get(guideline.version, Mark.UNVERIFIED))]
    if guideline.lifecycle is Variant.STRATEGY:
        return [(*_JURY, _JURY_OF_2018, _JURY_MARKS.get(guideline.version, Mark.UNVERIFIED))]
    return []
