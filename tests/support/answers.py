"""Good answers for an application of every line, as a draft holds them and as people type them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from forms.fitting_sections import Section, SectionKind, sections_of
from workflows.facts import ApplicantType, FundSource
from workflows.findings import Moment, Outcome
from workflows.guideline import Guideline
from workflows.questions import Kind, Question
from workflows.rules.reading import WANTS

T = ApplicantType
START, END = date(2027, 1, 1), date(2027, 12, 31)

NO = frozenset(
    {
        "vat_deductible",
        "other_state_programme",
        "economic_activity",
        "mostly_publicly_funded",
        "already_begun",
        "is_follow_up",
        "mo_only_religion_language_culture",
        "mo_full_time_structure",
        "mo_counselling_body",
        "health_guides",
        "staff_better_paid",
        "early_start_wanted",
        "coordination_flat_rate",
    }
)
NUMBERS: Mapping[str, str] = {
    "full_time_equivalents": "0.50",
    "coordinators_fte": "2.00",
    "assistant_fte": "0.50",
    "partners": "1",
    "participation_formats": "4",
    "micro_projects": "1",
    "participants": "12",
    "units": "24",
    "guides": "6",
    "coordinating_guides": "1",
    "hours": "300.00",
    "pool_of_guides": "6",
    "pool_size": "6",
    "planned_pool_size": "6",
    "planned_pool_languages": "7",
    "pool_languages": "7",
    "deployments": "100",
    "deployments_per_client": "3",
}
_CHOICES: Mapping[tuple[str, str], str] = {
    ("refugee_women", "target_group"): "refugee_women_girls",
    ("south_east_europe", "target_group"): "south_east_europe",
}
_PREFERRED = (T.COUNTY, T.MUNICIPALITY, T.MIGRANT_ORG, T.CHARITY, T.CONSORTIUM)


def applicant_for(guideline: Guideline) -> ApplicantType:
    """A type that the guideline admits without reserve."""
    return next(kind for kind in _PREFERRED if guideline.admissions[kind].outcome is Outcome.MET)


def good_content(
    guideline: Guideline,
    kind: ApplicantType,
    *,
    title: str = "Ankommen im Musterkreis",
    start: date = START,
    end: date = END,
    partner: str = "99001002",
    today: date = date(2026, 11, 23),
) -> dict[str, Any]:
    """A draft with a good answer to every question, every part applied for, a balanced plan.

    The shape is that of `FundingCase.draft`.
    """
    answers: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    asked: dict[str, dict[str, str]] = {}
    for section in sections_of(guideline, applicant_type=kind):
        if section.kind is SectionKind.PLAN:
            assert section.part is not None
            years = range(start.year, end.year + 1)
            plan, wanted = _plan(guideline, section.part, years)
            parts[section.part]["plan"] = plan
            asked[section.part] = {str(year): wanted for year in years}
        elif section.kind is SectionKind.PART:
            assert section.part is not None
            parts[section.part] = {
                "start": start.isoformat(),
                "end": end.isoformat(),
                "answers": _good(section, guideline, today, partner),
            }
        else:
            answers |= _good(section, guideline, today, partner)
    answers |= {"applicant_type": kind.value, "project_title": title}
    return {"answers": answers, "parts": parts, "asked": asked, "declarations": {}}


def _good(section: Section, guideline: Guideline, today: date, partner: str) -> dict[str, Any]:
    found = {q.id: _answer(q, guideline, today, partner) for q in section.questions}
    return {name: value for name, value in found.items() if value is not None}


def _answer(question: Question, guideline: Guideline, today: date, partner: str) -> Any:
    if question.id == "begin_day":
        return None
    if question.kind is Kind.YES_NO:
        return question.id not in NO
    if question.kind is Kind.NUMBER:
        return _number(question)
    if question.kind is Kind.DATE:
        return (today - timedelta(days=100)).isoformat()
    if question.kind is Kind.MANY:
        return [partner]
    if question.kind is Kind.CHOICE:
        return _CHOICES.get((guideline.line, question.id), question.choices[0])
    return "Ein Satz über das Vorhaben."


def _number(question: Question) -> Any:
    text = NUMBERS[question.id]
    return text if question.decimals else int(text)


def _plan(guideline: Guideline, part: str, years: Iterable[int]) -> tuple[dict[str, Any], str]:
    """Each year one item for each component; own funds carry a fifth, the rest is asked for."""
    categories = [one.categories[0] for one in guideline.part(part).components]
    items = [
        {"category": name, "label": f"Ausgabe {place}", "year": year, "amount": "5000.00"}
        for place, name in enumerate(categories, start=1)
        for year in years
    ]
    cost = len(categories) * Decimal("5000.00")
    own = cost / 5
    funds = [
        {
            "source": FundSource.OWN.value,
            "label": "Haushalt",
            "year": year,
            "amount": format(own.quantize(Decimal("0.01")), "f"),
        }
        for year in years
    ]
    return {"items": items, "funds": funds}, format((cost - own).quantize(Decimal("0.01")), "f")


def paper_kinds(guideline: Guideline) -> tuple[str, ...]:
    """Every kind of paper that an application of this version may need."""
    kinds = (need.kind for need in guideline.papers if need.moment is Moment.FILING)
    return tuple(dict.fromkeys(kinds))


def posts_of(
    guideline: Guideline, kind: ApplicantType, content: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Section by section the fields that a browser sends: (slug, texts)."""
    wanted = frozenset(content["parts"])
    for section in sections_of(guideline, applicant_type=kind, wanted=wanted):
        yield section.slug, _texts(section, guideline, content)


def _texts(section: Section, guideline: Guideline, content: Mapping[str, Any]) -> dict[str, str]:
    if section.kind is SectionKind.PARTS:
        return {
            WANTS + part.id: "ja" if part.id in content["parts"] else "nein"
            for part in guideline.parts
        }
    if section.part is None:
        return _typed(section, content["answers"])
    part = content["parts"][section.part]
    if section.kind is SectionKind.PLAN:
        return _plan_texts(part["plan"], content["asked"][section.part])
    days = {name: typed_day(part[name]) for name in ("start", "end")}
    return days | _typed(section, part["answers"])


def _typed(section: Section, answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        q.id: typed(q, answers[q.id]) for q in section.questions if answers.get(q.id) is not None
    }


def typed(question: Question, value: Any) -> str:
    """An answer of a draft as somebody types it."""
    if question.kind is Kind.YES_NO:
        return "ja" if value else "nein"
    if question.kind is Kind.DATE:
        return typed_day(value)
    if question.kind is Kind.MANY:
        return "\n".join(value)
    return str(value).replace(".", ",") if question.kind is Kind.NUMBER else str(value)


def typed_day(text: str) -> str:
    """A day of a draft as somebody types it: 31.12.2026."""
    return date.fromisoformat(text).strftime("%d.%m.%Y")


def _plan_texts(plan: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, str]:
    texts = {f"asked_{year}": amount.replace(".", ",") for year, amount in asked.items()}
    for rows, kind in (("items", "category"), ("funds", "source")):
        for place, entry in enumerate(plan[rows]):
            texts[f"{rows}-{place}-kind"] = entry[kind]
            texts[f"{rows}-{place}-label"] = entry["label"]
            texts[f"{rows}-{place}-amount_{entry['year']}"] = entry["amount"].replace(".", ",")
    return texts
