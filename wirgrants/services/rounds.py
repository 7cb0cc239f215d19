"""A round of checks: the findings as they are shown, and what the log holds of all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from wirgrants.services.plain import digest
from workflows.findings import Finding


def shown(finding: Finding) -> dict[str, Any]:
    """A finding as its check keeps and shows it, with the clause in German."""
    return {**finding.to_json(), "cited": finding.clause.german()}


def asked(findings: Sequence[Finding]) -> dict[str, Any]:
    """What an event says of the round of checks that begins with it."""
    told = [(one.rule, shown(one)) for one in findings]
    return {"checks": len(findings), "asked": digest_of_round(told)}


def digest_of_round(told: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """The digest of a round: its rules in their order with the findings as shown."""
    return digest([list(one) for one in told])
