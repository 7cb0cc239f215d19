"""Findings as people read them: a short name of what was judged, and the section it belongs to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.fitting_sections import Section, SectionKind
from workflows.findings import Finding, Outcome
from workflows.naming import rule_name
from workflows.rules.reading import WANTS
from workflows.sources import Clause

PAPERS = "unterlagen"


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One finding as tables show it; `slug` is the section to go to, "" when there is none.

    `rule` is the rule's short name, `clause` its citation for applicants.
    """

    rule: str
    outcome: Outcome
    reason: str
    clause: str
    slug: str = ""


def row_of(finding: Finding, sections: Sequence[Section] = ()) -> FindingRow:
    """A fresh finding as a row."""
    return FindingRow(
        rule=rule_name(finding.rule, finding.values),
        outcome=finding.outcome,
        reason=finding.reason,
        clause=finding.clause.public(),
        slug=slug_of(finding, sections),
    )


def each_once(rows: Iterable[FindingRow]) -> list[FindingRow]:
    """Rows that say the same thing for the same reason are told once."""
    return list({(row.outcome, row.reason): row for row in reversed(list(rows))}.values())[::-1]


def frozen_row(
    stored: Mapping[str, Any], cite: Callable[[Clause], str] = Clause.public
) -> FindingRow:
    """A finding as it was stored with a verdict; auditors read the source itself (`german`)."""
    return FindingRow(
        rule=rule_name(stored["rule"], stored["values"]),
        outcome=Outcome(stored["outcome"]),
        reason=stored["reason"],
        clause=cite(Clause(stored["clause"]["source"], stored["clause"]["number"])),
    )


def slug_of(finding: Finding, sections: Sequence[Section]) -> str:
    """The section where the answer stands that a rule asks for or has read; "" when none has it.

    What is asked for comes first. Whether a part is wanted comes last: every rule about a part
    reads that wish, and it is seldom the wish that is missing.
    """
    asked = [finding.values["question"]] if "question" in finding.values else []
    reads = sorted(finding.inputs, key=lambda read: read.startswith(WANTS))
    part = finding.values.get("part", "")
    return next(filter(None, (_section_of(one, part, sections) for one in (*asked, *reads))), "")


_KINDS: Mapping[str, SectionKind] = {
    "@plan": SectionKind.PLAN,
    "@asked": SectionKind.PLAN,
    "@period": SectionKind.PART,
}


def _section_of(read: str, about: str, sections: Sequence[Section]) -> str:
    """`about` is the part that the finding names; with none the first section of the kind."""
    if read == "@papers":
        return PAPERS
    if read in _KINDS:
        return _first(sections, _KINDS[read], about)
    if read.startswith("@applicant."):
        return _first(sections, SectionKind.APPLICANT)
    if read.startswith(WANTS):
        return _first(sections, SectionKind.PARTS)
    part, _, bare = read.rpartition(".")
    for section in sections:
        if (not part or section.part == part) and any(q.id == bare for q in section.questions):
            return section.slug
    return ""


def _first(sections: Sequence[Section], kind: SectionKind, part: str = "") -> str:
    found = (one for one in sections if one.kind is kind and part in ("", one.part))
    return next((section.slug for section in found), "")
