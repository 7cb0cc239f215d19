"""The programme of the demo: annexes, budgets with commitment authority, and the calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from wirgrants.clock import BERLIN
from wirgrants.demo.papers import annex_pdf
from wirgrants.demo.stage import Stage
from wirgrants.models import BudgetKind
from wirgrants.services.annexes import AnnexValues, add_annex
from wirgrants.services.budgets import allot_budget
from wirgrants.services.calls import (
    CallValues,
    FigureAnswer,
    announce_call,
    guideline_of,
    load_call,
    prepare_call,
    set_figures,
    unsettled,
)
from wirgrants.services.letterhead import DEMONSTRATION
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.figures import Figure, Unit
from workflows.wording import say

# What a year of each line may cost the state, in euros; invented.
YEARLY: Mapping[str, str] = {
    "coordination": "900000.00",
    "case_management": "700000.00",
    "refugee_women": "350000.00",
    "south_east_europe": "200000.00",
    "migrant_organisations": "400000.00",
    "welcome_culture": "300000.00",
    "integration_guides": "500000.00",
    "lay_interpreters": "300000.00",
    "diversity_strategies": "360000.00",
    "diversity_centres": "2400000.00",
    "innovative_projects": "800000.00",
}
CURRENT = (
    "migrant_organisations",
    "integration_guides",
    "lay_interpreters",
    "diversity_strategies",
    "diversity_centres",
    "innovative_projects",
)
# How many budget years a call of the line opens; before 2026 only where a case needs several.
SPAN: Mapping[str, int] = {
    "diversity_centres": 3,
    "diversity_strategies": 2,
    "innovative_projects": 2,
}
SPAN_FROM_2026: Mapping[str, int] = {
    **SPAN,
    "coordination": 2,
    "case_management": 2,
    "migrant_organisations": 2,
    "welcome_culture": 2,
}

# What the demo's calls put where the sources give nothing; not law.
_VALUES: Mapping[str, str] = {
    "share": "0.80",
    "minimum_own_share": "0.10",
    "longest_award": "36",
    "project_cap": "50000.00",
    "seminar_rate": "10.00",
    "seminar_units_most": "16",
    "training_rate": "10.00",
    "deployments_per_client_most": "10",
    "assistant_cap": "20000.00",
    "micro_project_pot_cap": "5000.00",
}
_BY_UNIT: Mapping[Unit, str] = {
    Unit.EUR: "20000.00",
    Unit.EUR_PER_YEAR: "20000.00",
    Unit.EUR_PER_UNIT: "10.00",
    Unit.EUR_PER_HOUR: "5.00",
    Unit.SHARE: "0.80",
    Unit.MONTHS: "24",
    Unit.COUNT: "5",
}
_WHOLE = frozenset({Unit.MONTHS, Unit.COUNT, Unit.UNITS, Unit.PERSONS, Unit.INHABITANTS})


@dataclass(frozen=True, kw_only=True)
class Season:
    """One autumn: when the calls for a year are prepared, opened and closed."""

    year: int
    prepared: date
    opens: date
    lines: tuple[str, ...]


ALL = tuple(YEARLY)
SEASONS = (
    Season(year=2024, prepared=date(2023, 9, 18), opens=date(2023, 10, 2), lines=ALL),
    Season(year=2025, prepared=date(2024, 9, 16), opens=date(2024, 10, 1), lines=ALL),
    Season(year=2026, prepared=date(2025, 9, 15), opens=date(2025, 10, 1), lines=CURRENT),
    Season(year=2027, prepared=date(2026, 8, 17), opens=date(2026, 9, 1), lines=ALL),
)


def add_annexes(stage: Stage) -> None:
    """The general conditions as example texts, marked as such."""
    for kind, title in (("anbest_p", "ANBest-P"), ("anbest_gk", "ANBest-GK")):
        admin = stage.person("admin")
        values = AnnexValues(
            kind=kind, title=f"{title} (MUSTER, Beispieltext)", valid_from=date(2022, 1, 1)
        )
        add_annex(admin, values, annex_pdf(title), f"{title}-Muster.pdf")


def allot(stage: Stage, season: Season) -> None:
    """The budget of the year, and authority to commit money of the two years after it."""
    for line, yearly in YEARLY.items():
        kinds = [(season.year, BudgetKind.BUDGET, Decimal(yearly), "Haushaltsplan")]
        later = (season.year + 1, season.year + 2) if season is SEASONS[0] else (season.year + 2,)
        kinds += [
            (year, BudgetKind.COMMITMENT, Decimal(yearly) / 2, "Verpflichtungsermächtigung")
            for year in later
        ]
        for year, kind, amount, reason in kinds:
            lead = stage.person("lead")
            allot_budget(lead, line, year, kind, amount, f"{reason} {season.year}")


def announce(stage: Stage, season: Season) -> None:
    """Prepare, complete and announce the season's calls."""
    for line in season.lines:
        ref = prepare(stage, line, season)
        answers = _answers(ref)
        set_figures(stage.person("lead"), ref, answers, _version(ref))
        announce_call(stage.person("lead"), ref, _version(ref))
        stage.calls[line, season.year] = ref


def prepare(stage: Stage, line: str, season: Season) -> str:
    """A call that nobody sees yet; its ref."""
    spans = SPAN if season.year < 2026 else SPAN_FROM_2026
    years = tuple(range(season.year, season.year + spans.get(line, 1)))
    values = CallValues(
        line=line,
        version=_version_for(line, season.year),
        title=f"Förderaufruf {season.year}: {say(f'line.{line}.name')}",
        text="Anträge nimmt die Bewilligungsbehörde über dieses Portal oder auf Papier entgegen. "
        "Beginnen Sie bitte nicht vor dem Bescheid. Beispieltext der Demonstration.",
        years=years,
        opens_at=datetime.combine(season.opens, time(0), tzinfo=BERLIN),
        closes_at=datetime(season.year - 1, 12, 31, 23, 59, 59, tzinfo=BERLIN),
        closing_is_fixed_day=False,
    )
    return prepare_call(stage.person("lead"), values)


def _version_for(line: str, year: int) -> str:
    """The newest version that held at the beginning of the year, or the line's last one."""
    versions = registry.line(line).versions
    held = [one.version for one in versions if one.valid_from <= date(year, 1, 1)]
    return held[0] if held else versions[-1].version


def _answers(ref: str) -> dict[str, FigureAnswer]:
    with read_only() as session:
        session.expire_all()
        call = load_call(session, ref)
        figures = guideline_of(call).figures.values()
        assert unsettled(call) or not any(f.needs_confirmation for f in figures)
        return {f.key: _answer(f) for f in figures if f.needs_confirmation}


def _answer(figure: Figure) -> FigureAnswer:
    if figure.value is not None and figure.key != "longest_award":
        return FigureAnswer(value=figure.value)
    value = Decimal(_VALUES.get(figure.key) or _BY_UNIT[figure.unit])
    told = int(value) if figure.unit in _WHOLE else value
    return FigureAnswer(value=told, reason=DEMONSTRATION)


def _version(ref: str) -> int:
    with read_only() as session:
        session.expire_all()
        return load_call(session, ref).row_version
