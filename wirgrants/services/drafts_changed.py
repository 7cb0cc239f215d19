"""What differs between two contents of an application, as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.authorities import Directory
from wirgrants.services.drafts_content import Draft
from wirgrants.services.drafts_shown import ShownSection, shown_sections
from workflows.guideline import Guideline
from workflows.wording.formats import german_euros

Row = tuple[str, str]
"""Section and label."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One answer or amount that is another now; "" where there is none."""

    section: str
    label: str
    before: str
    after: str


def differences(
    guideline: Guideline, before: Draft, after: Draft, directory: Directory
) -> tuple[Difference, ...]:
    """Every row that differs, in the order of the form; what is gone comes last."""
    old = dict(_rows(shown_sections(guideline, before, directory)))
    new = dict(_rows(shown_sections(guideline, after, directory)))
    return tuple(
        Difference(section=row[0], label=row[1], before=old.get(row, ""), after=new.get(row, ""))
        for row in dict.fromkeys((*new, *old))
        if old.get(row, "") != new.get(row, "")
    )


def _rows(sections: tuple[ShownSection, ...]) -> Iterator[tuple[Row, str]]:
    for section in sections:
        for label, text in section.rows:
            yield (section.title, label), text
        if section.plan is None:
            continue
        groups = (
            *(("Ausgaben", *row) for row in section.plan.items),
            *(("Mittel", *row) for row in section.plan.funds),
            ("Beantragte Zuwendung", "", section.plan.asked),
        )
        for group, name, by_year in groups:
            for year, amount in by_year.items():
                label = ", ".join(one for one in (group, name, str(year)) if one)
                yield (section.title, label), german_euros(amount)
