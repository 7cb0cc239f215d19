"""Entitlements as tables show them: readable arithmetic, years, figures with source and mark."""

from collections.abc import Iterable
from typing import Any

from forms.fitting_sections import part_name
from wirgrants.services.letterhead import DEMONSTRATION, figure_text
from workflows.entitlement import Entitlement
from workflows.figures import Figure
from workflows.rules.reading import MAIN
from workflows.wording import known, say


def arithmetic_of(entitlement: Entitlement) -> list[dict[str, Any]]:
    """The calculation part by part: its heading, its lines, and what each year allows."""
    found: list[dict[str, Any]] = []
    several = len(entitlement.parts) > 1
    for part in entitlement.parts:
        named = several or part.part != MAIN
        found.append(
            {
                "title": part_name(part.part) if named else "",
                "lines": [line.text() for line in part.lines],
                "years": [
                    {
                        "year": year.year,
                        "lines": [line.text() for line in year.lines],
                        "amount": year.amount,
                    }
                    for year in part.years
                ],
                "amount": part.amount,
            }
        )
    return found


def missing_of(entitlement: Entitlement, answers: Iterable[str] | None = None) -> list[str]:
    """What is missing for the sum, in words: figures of the programme, then answers.

    `answers` names the questions, where the caller knows better than the calculation.
    """
    asked = entitlement.missing_answers if answers is None else answers
    return [
        *(
            say("finder.not_determinable", {"figure": _named("figure", key)})
            for key in entitlement.missing_figures
        ),
        *dict.fromkeys(
            say("finder.answer_missing", {"question": _named("question", name)}) for name in asked
        ),
    ]


def _named(kind: str, name: str) -> str:
    bare = name if name.startswith("@") else name.rpartition(".")[2]
    key = f"{kind}.name.{bare}"
    return say(key) if known(key) else bare


def figure_rows(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """The figures used, each once: name, value with unit, source, mark."""
    rows = {}
    for figure in figures:
        key = f"figure.name.{figure.key}"
        demo = DEMONSTRATION.casefold() in figure.replaced.casefold()
        replaced = f"; {figure.replaced}" if figure.replaced and not demo else ""
        rows[figure.key] = {
            "label": say(key) if known(key) else figure.key,
            "value": None if figure.value is None else figure_text(figure),
            "source": figure.clause.public() + replaced,
            "mark": "demo" if demo else figure.mark,
        }
    return list(rows.values())
