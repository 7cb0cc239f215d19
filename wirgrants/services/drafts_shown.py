"""An application as people read it: its sections with labels, answers and the financing plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from forms.authorities import Directory
from forms.fitting_fields import shown
from forms.fitting_sections import Section, SectionKind, part_name
from forms.plan import SOURCES
from wirgrants.services.drafts_content import Draft, section_values, sections_for
from workflows.facts import FundSource
from workflows.guideline import Guideline
from workflows.money import ZERO
from workflows.questions import does_not_arise
from workflows.rules.reading import WANTS
from workflows.wording import known, say
from workflows.wording.formats import german, german_day

ByYear = dict[int, Decimal]
NOT_ARISING = "entfällt"


@dataclass(frozen=True, kw_only=True)
class ShownPlan:
    """A financing plan by year: rows of expenditure and funds, the grant asked for, and sums."""

    years: tuple[int, ...]
    items: tuple[tuple[str, ByYear], ...]
    funds: tuple[tuple[str, ByYear], ...]
    asked: ByYear
    own: ByYear

    @property
    def cost(self) -> ByYear:
        """All expenditure by year."""
        return _sum(self.items, self.years)

    @property
    def covered(self) -> ByYear:
        """All funds and the grant asked for, by year."""
        funds = _sum(self.funds, self.years)
        return {year: funds[year] + self.asked.get(year, ZERO) for year in self.years}

    @property
    def others(self) -> ByYear:
        """All funds that are neither own nor the grant asked for, by year."""
        covered = self.covered
        own, asked = self.own, self.asked
        return {y: covered[y] - asked.get(y, ZERO) - own.get(y, ZERO) for y in self.years}

    @property
    def difference(self) -> ByYear:
        """What the funds miss of the expenditure, by year; negative where they are too much."""
        cost, covered = self.cost, self.covered
        return {year: cost[year] - covered[year] for year in self.years}

    @property
    def own_shares(self) -> list[Decimal | None]:
        """Own funds as share of the expenditure, by year and in total; None without expenditure."""
        costs, own = self.row(self.cost), self.row(self.own)
        return [
            (mine or ZERO) / cost if cost else None for mine, cost in zip(own, costs, strict=True)
        ]

    @property
    def begun(self) -> bool:
        """Whether anything is in it."""
        return bool(self.items or self.funds or self.asked)

    @property
    def gaps(self) -> ByYear:
        """Expenditure not covered, by year; negative where there is more money than that."""
        return {year: missing for year, missing in self.difference.items() if missing}

    def row(self, by_year: ByYear) -> list[Decimal | None]:
        """The amounts of a row in the order of the years, and their sum."""
        return [*(by_year.get(year) for year in self.years), sum(by_year.values(), ZERO)]


def _sum(rows: Iterable[tuple[str, ByYear]], years: tuple[int, ...]) -> ByYear:
    total = dict.fromkeys(years, ZERO)
    for _, by_year in rows:
        for year, amount in by_year.items():
            total[year] = total.get(year, ZERO) + amount
    return total


@dataclass(frozen=True, kw_only=True)
class ShownSection:
    """One section: its rows of label and answer ("" not given), or its plan."""

    slug: str
    title: str
    rows: tuple[tuple[str, str], ...] = ()
    plan: ShownPlan | None = None


def shown_sections(
    guideline: Guideline, content: Draft, directory: Directory
) -> tuple[ShownSection, ...]:
    """Every section of a draft or of a filed content, in order."""
    return tuple(
        _shown(section, guideline, content, directory)
        for section in sections_for(guideline, content)
    )


def _shown(
    section: Section, guideline: Guideline, content: Draft, directory: Directory
) -> ShownSection:
    values = section_values(content, section, guideline)
    if section.kind is SectionKind.PLAN:
        plan = shown_plan(values["plan"], values["asked"])
        return ShownSection(slug=section.slug, title=section.title, plan=plan)
    rows: list[tuple[str, str]] = []
    if section.kind is SectionKind.PARTS:
        named = bool(content.get("parts"))
        for part in guideline.parts:
            wanted = values[WANTS + part.id]
            rows.append((part_name(part.id), german(False if wanted is None and named else wanted)))
    if section.kind is SectionKind.PART:
        rows = [("Beginn", _day(values["start"])), ("Ende", _day(values["end"]))]
    for question in section.questions:
        label = say(question.label_key)
        if does_not_arise(question.id, content.get("answers", {})):
            rows.append((label, NOT_ARISING))
            continue
        try:
            rows.append((label, shown(question, values[question.id], directory)))
        except (ValueError, TypeError, InvalidOperation):
            rows.append((label, str(values[question.id])))
    return ShownSection(slug=section.slug, title=section.title, rows=tuple(rows))


def _day(text: str | None) -> str:
    return german_day(date.fromisoformat(text)) if text else ""


def shown_plan(plan: Mapping[str, Any], asked: Mapping[str, str]) -> ShownPlan:
    """A plan in the shape of a draft, its entries of one kind and label in one row."""
    items = _rows(plan.get("items", ()), "category", _category)
    funds = _rows(plan.get("funds", ()), "source", SOURCES.get)
    wanted = {int(year): Decimal(amount) for year, amount in asked.items()}
    years = {year for _, by_year in (*items, *funds) for year in by_year} | set(wanted)
    from_own = [entry for entry in plan.get("funds", ()) if entry["source"] == FundSource.OWN.value]
    return ShownPlan(
        years=tuple(sorted(years)),
        items=items,
        funds=funds,
        asked=wanted,
        own=_sum(_rows(from_own, "source", SOURCES.get), ()),
    )


def _category(name: str) -> str:
    key = f"category.{name}"
    return say(key) if known(key) else name


def _rows(
    entries: Iterable[Mapping[str, Any]], kind: str, name_of: Any
) -> tuple[tuple[str, ByYear], ...]:
    found: dict[str, ByYear] = {}
    for entry in entries:
        name = name_of(entry[kind]) or entry[kind]
        label = f"{name}: {entry['label']}" if entry.get("label") else name
        by_year = found.setdefault(label, {})
        year = int(entry["year"])
        by_year[year] = by_year.get(year, ZERO) + Decimal(entry["amount"])
    return tuple(found.items())
