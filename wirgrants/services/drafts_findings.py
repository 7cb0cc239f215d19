"""Findings as people read them: a short name of what was judged, and the section it belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.fitting_sections import Section, SectionKind, part_name
from workflows.findings import Finding, Outcome
from workflows.sources import Clause
from workflows.wording import known, say

PAPERS = "unterlagen"


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One finding as tables show it; `slug` is the section to go to, "" when there is none."""

    rule: str
    outcome: Outcome
    reason: str
    clause: str
    slug: str = ""


def title_of_finding(rule: str, reads: Iterable[str]) -> str:
    """What a rule is about, in a word: the names of what it reads; its reason says the rest."""
    if rule.startswith("paper_"):
        stem = rule.removesuffix("_at_decision").removesuffix("_is_there").removeprefix("paper_")
        for name in (stem, stem.partition("_")[2]):
            if known(f"paper.name.{name}"):
                return say(f"paper.name.{name}")
    names = [text for text in map(_named, reads) if text]
    return names[0] if names else "Voraussetzung"


def _named(read: str) -> str:
    part, _, bare = read.rpartition(".")
    if read.startswith("@applicant."):
        part = ""
    name = bare if not read.startswith("@") or (part == "" and "." in read) else read
    key = f"question.name.{name}"
    if not known(key):
        return ""
    text = say(key)
    text = text[:1].upper() + text[1:]
    return f"{part_name(part)}: {text}" if part and not read.startswith("@") else text


def row_of(finding: Finding, sections: Sequence[Section] = ()) -> FindingRow:
    """A fresh finding as a row."""
    return FindingRow(
        rule=title_of_finding(finding.rule, finding.inputs),
        outcome=finding.outcome,
        reason=finding.reason,
        clause=finding.clause.german(),
        slug=slug_of(finding.rule, finding.inputs, sections),
    )


def each_once(rows: Iterable[FindingRow]) -> list[FindingRow]:
    """Rows that say the same thing for the same reason are told once."""
    return list({(row.outcome, row.reason): row for row in reversed(list(rows))}.values())[::-1]


def frozen_row(stored: Mapping[str, Any]) -> FindingRow:
    """A finding as it was stored with a verdict."""
    clause = Clause(stored["clause"]["source"], stored["clause"]["number"])
    return FindingRow(
        rule=title_of_finding(stored["rule"], stored["inputs"]),
        outcome=Outcome(stored["outcome"]),
        reason=stored["reason"],
        clause=clause.german(),
    )


def slug_of(rule: str, reads: Iterable[str], sections: Sequence[Section]) -> str:
    """The section where the answer stands that a rule read; "" when no section has it."""
    listed = list(reads)
    if rule.startswith("paper_"):
        return PAPERS
    for read in listed:
        found = _section_of(read, sections)
        if found:
            return found
    return ""


def _section_of(read: str, sections: Sequence[Section]) -> str:
    if read in ("@plan", "@asked"):
        return _first(sections, SectionKind.PLAN)
    if read == "@period":
        return _first(sections, SectionKind.PART)
    if read.startswith("@applicant."):
        return _first(sections, SectionKind.APPLICANT)
    if read.startswith("wants_"):
        return _first(sections, SectionKind.PARTS)
    part, _, bare = read.rpartition(".")
    for section in sections:
        if (not part or section.part == part) and any(q.id == bare for q in section.questions):
            return section.slug
    return ""


def _first(sections: Sequence[Section], kind: SectionKind) -> str:
    return next((section.slug for section in sections if section.kind is kind), "")
