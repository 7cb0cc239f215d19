"""What a rule says of the facts: a finding; and what all findings together say: a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.sources import Clause, Mark


class Outcome(StrEnum):
    """The four answers a rule can give (rulings, matrix)."""

    MET = "met"
    NOT_MET = "not_met"
    REVIEW = "review"
    NOT_ASKED = "not_asked"


class Moment(StrEnum):
    """When a rule is asked; only the rules of one moment count in its verdict."""

    FINDER = "finder"
    FILING = "filing"
    DECISION = "decision"
    PAYMENT = "payment"
    PROOF = "proof"


class VerdictKind(StrEnum):
    """What the findings of one moment amount to."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    FOR_REVIEW = "for_review"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a judge function returns: the outcome, the message key and its values (all text).

    `clause` and `mark` stand in for the rule's where the answer rests on a place of its own (the
    row of one applicant type, the deadline of one part). `refuses_component`: only the component
    whose question the rule reads is not granted; the application itself may go on.
    """

    outcome: Outcome
    key: str
    values: Mapping[str, str]
    clause: Clause | None = None
    mark: Mark | None = None
    refuses_component: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule's answer with the clause it rests on and the inputs it read.

    `reason` is the German sentence, frozen with the finding; `key` and `values` let another
    language follow.
    """

    rule: str
    clause: Clause
    mark: Mark
    outcome: Outcome
    key: str
    values: Mapping[str, str]
    inputs: Mapping[str, str]
    reason: str

    def to_json(self) -> dict[str, object]:
        """The finding as plain JSON values, stable in its keys."""
        return {
            "rule": self.rule,
            "clause": {"source": self.clause.source, "number": self.clause.number},
            "mark": self.mark.value,
            "outcome": self.outcome.value,
            "key": self.key,
            "values": dict(self.values),
            "inputs": dict(self.inputs),
            "reason": self.reason,
        }


def sum_up(findings: Iterable[Finding]) -> VerdictKind:
    """Not met beats review beats not asked beats met (rulings, Receiving and refusing)."""
    outcomes = {finding.outcome for finding in findings}
    if Outcome.NOT_MET in outcomes:
        return VerdictKind.NOT_ELIGIBLE
    if Outcome.REVIEW in outcomes:
        return VerdictKind.FOR_REVIEW
    if Outcome.NOT_ASKED in outcomes:
        return VerdictKind.INCOMPLETE
    return VerdictKind.ELIGIBLE


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """All findings of one moment on one day under one pinned guideline version."""

    line: str
    version: str
    moment: Moment
    day: date
    findings: tuple[Finding, ...]

    @property
    def kind(self) -> VerdictKind:
        """The verdict in one word."""
        return sum_up(self.findings)

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """The findings with this outcome, in the order of the rules."""
        return tuple(finding for finding in self.findings if finding.outcome is outcome)

    def to_json(self) -> dict[str, object]:
        """The verdict as a document that can be stored and read back without this code."""
        return {
            "line": self.line,
            "version": self.version,
            "moment": self.moment.value,
            "day": self.day.isoformat(),
            "kind": self.kind.value,
            "findings": [finding.to_json() for finding in self.findings],
        }
