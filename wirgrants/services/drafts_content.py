"""The working content of a draft as plain JSON: read and replaced section by section.

Shape: see `FundingCase.draft`. `typed` keeps, per section, what could not be read, exactly as it
was typed; `shelved` keeps parts that are not applied for (any more), so that nothing is lost; a
frozen content keeps their names alone, for the "no" that was said to each.
"""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from forms.fitting_sections import Section, SectionKind, sections_of
from forms.plan import PlanShape
from wirgrants.services.plain import digest
from workflows.facts import ApplicantType
from workflows.guideline import Guideline
from workflows.money import ZERO
from workflows.part_grant import categories_of
from workflows.rules.reading import MAIN, WANTS

Draft = Mapping[str, Any]
_MOST_YEARS = 12
_KIND = "applicant_type"


def empty_draft(guideline: Guideline, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A new draft with what is known of the applicant; a line with one part has it at once."""
    parts: dict[str, Any] = {MAIN: {}} if [part.id for part in guideline.parts] == [MAIN] else {}
    return {"answers": dict(answers), "parts": parts, "asked": {}, "declarations": {}}


def wanted_parts(draft: Draft) -> frozenset[str]:
    """The parts applied for."""
    return frozenset(draft.get("parts", {}))


def sections_for(guideline: Guideline, draft: Draft) -> tuple[Section, ...]:
    """The sections of this draft: only parts applied for, only questions for this applicant."""
    kind = draft.get("answers", {}).get("applicant_type")
    known = {one.value for one in ApplicantType}
    return sections_of(
        guideline,
        applicant_type=ApplicantType(kind) if kind in known else None,
        wanted=wanted_parts(draft),
        # An answer once given stays visible, whoever applies now.
        named=frozenset(draft.get("answers", {})),
    )


def section_values(draft: Draft, section: Section, guideline: Guideline) -> dict[str, Any]:
    """What the draft holds for one section, by field; for a plan its `plan` and `asked`."""
    if section.kind is SectionKind.PARTS:
        return {WANTS + part.id: _wish(draft, part.id) for part in guideline.parts}
    if section.part is None:
        answers = draft.get("answers", {})
        return {q.id: answers.get(q.id) for q in section.questions}
    part = draft.get("parts", {}).get(section.part, {})
    if section.kind is SectionKind.PLAN:
        return {
            "plan": part.get("plan") or {"items": [], "funds": []},
            "asked": draft.get("asked", {}).get(section.part, {}),
        }
    answers = part.get("answers", {})
    return {
        "start": part.get("start"),
        "end": part.get("end"),
        **{q.id: answers.get(q.id) for q in section.questions},
    }


def _wish(draft: Draft, part: str) -> bool | None:
    if part in draft.get("parts", {}):
        return True
    return False if part in draft.get("shelved", {}) else None


def typed_of(draft: Draft, slug: str) -> dict[str, list[str]] | None:
    """What was typed in a section and could not all be read; None when everything could."""
    typed: dict[str, list[str]] | None = draft.get("typed", {}).get(slug)
    return typed


def begun(values: Mapping[str, Any]) -> bool:
    """Whether a section's values hold anything."""
    if "plan" in values:
        return bool(values["plan"]["items"] or values["plan"]["funds"] or values["asked"])
    return any(value is not None for value in values.values())


def base_of(draft: Draft, section: Section, guideline: Guideline) -> str:
    """A short digest of a section's content: tells whether somebody else changed just this one."""
    held = [section_values(draft, section, guideline), typed_of(draft, section.slug)]
    return digest(held)[:16]


def with_section(
    draft: Draft,
    section: Section,
    guideline: Guideline,
    values: Mapping[str, Any],
    typed: Mapping[str, list[str]] | None,
) -> dict[str, Any]:
    """A copy of the draft in which this section holds these values (and what could not be read)."""
    new = deepcopy(dict(draft))
    new.setdefault("answers", {})
    new.setdefault("parts", {})
    new.setdefault("asked", {})
    if section.kind is SectionKind.PARTS:
        _choose_parts(new, guideline, values)
    elif section.kind is SectionKind.PLAN:
        assert section.part is not None
        new["parts"].setdefault(section.part, {})["plan"] = values["plan"]
        new["asked"][section.part] = dict(values["asked"])
    elif section.kind is SectionKind.PART:
        assert section.part is not None
        part = new["parts"].setdefault(section.part, {})
        part["start"], part["end"] = values.get("start"), values.get("end")
        _replace(part.setdefault("answers", {}), section, values)
    else:
        before = new["answers"].get(_KIND)
        _replace(new["answers"], section, values)
        if before and not new["answers"].get(_KIND):
            # Known from the organisation; somebody always applies as something.
            new["answers"][_KIND] = before
    kept = {slug: one for slug, one in new.get("typed", {}).items() if slug != section.slug}
    if typed is not None:
        kept[section.slug] = {name: list(texts) for name, texts in typed.items()}
    new["typed"] = kept
    return new


def _replace(answers: dict[str, Any], section: Section, values: Mapping[str, Any]) -> None:
    for question in section.questions:
        if values.get(question.id) is None:
            answers.pop(question.id, None)
        else:
            answers[question.id] = values[question.id]


def _choose_parts(new: dict[str, Any], guideline: Guideline, values: Mapping[str, Any]) -> None:
    """Parts no longer wanted go to the shelf with their plan, and come back from it."""
    shelf = new.setdefault("shelved", {})
    for part in guideline.parts:
        if values.get(WANTS + part.id) is True:
            taken = shelf.pop(part.id, {})
            new["parts"].setdefault(part.id, taken.get("part", {}))
            if taken.get("asked"):
                new["asked"].setdefault(part.id, taken["asked"])
        elif part.id in new["parts"]:
            shelf[part.id] = {
                "part": new["parts"].pop(part.id),
                "asked": new["asked"].pop(part.id, {}),
            }
        elif values.get(WANTS + part.id) is False:
            shelf.setdefault(part.id, {"part": {}, "asked": {}})


def plan_shape(draft: Draft, part: str, guideline: Guideline, years: tuple[int, ...]) -> PlanShape:
    """The budget years of the plan's table: those of the period, or of the call, or planned.

    On offer are the part's own categories, and any other that the plan names already.
    """
    held = draft.get("parts", {}).get(part, {})
    found = set(_years_of(held.get("start"), held.get("end"))) or set(years)
    plan = held.get("plan") or {}
    for entry in (*plan.get("items", ()), *plan.get("funds", ())):
        found.add(int(entry["year"]))
    found |= {int(year) for year in draft.get("asked", {}).get(part, {})}
    used = (str(item["category"]) for item in plan.get("items", ()))
    return PlanShape(years=tuple(sorted(found)), categories=categories_of(guideline, part, used))


def _years_of(start: str | None, end: str | None) -> range:
    if not start or not end:
        return range(0)
    first, last = date.fromisoformat(start).year, date.fromisoformat(end).year
    return range(first, min(last, first + _MOST_YEARS) + 1)


def asked_in_total(draft: Draft) -> Decimal:
    """The grant asked for over all parts and years."""
    amounts = (
        Decimal(amount)
        for part, by_year in draft.get("asked", {}).items()
        if part in draft.get("parts", {})
        for amount in by_year.values()
    )
    return sum(amounts, ZERO)


def title_of(draft: Draft) -> str:
    """The project's title, "" while it has none."""
    return str(draft.get("answers", {}).get("project_title") or "")[:300]


def filed_content(draft: Draft) -> dict[str, Any]:
    """What is frozen when the application is filed: without unreadable texts, and of the parts
    that are not applied for only their names.
    """
    refused = draft.get("shelved", {})
    return {
        "answers": dict(draft.get("answers", {})),
        "parts": deepcopy(dict(draft.get("parts", {}))),
        "asked": {p: dict(a) for p, a in draft.get("asked", {}).items() if p in draft["parts"]},
        **({"shelved": {part: {} for part in refused}} if refused else {}),
    }
