"""What is applied for by units: guides (three parts) and lay interpreters (two parts)."""

from collections.abc import Mapping
from datetime import date

from wirgrants.demo.project import Part, Project, year_of


def training(year: int, participants: int = 14, units: int = 24) -> Part:
    """The base training of guides in spring: participants × units × 12.50 euros."""
    cost = f"{participants * units * 1250 / 100:.2f}"
    return Part(
        start=date(year, 2, 1),
        end=date(year, 6, 30),
        items=(("speakers", "Dozentinnen und Dozenten", year, cost),),
        answers={"participants": participants, "units": units},
    )


def seminar(year: int) -> Part:
    """In-depth seminars in autumn: 12 participants, 10 units."""
    return Part(
        start=date(year, 9, 1),
        end=date(year, 11, 30),
        items=(("speakers", "Vertiefung Gesundheit und Schule", year, "1200.00"),),
        answers={"participants": 12, "units": 10},
    )


def guides_at_work(year: int, hours: int = 900, *, flat_rate: bool = False) -> Part:
    """The guides' deployments: hours × 5 euros, and the flat rate for a pool."""
    items = [("allowances", "Aufwandsentschädigung der Lotsen", year, f"{hours * 5}.00")]
    if flat_rate:
        items.append(("coordination", "Koordinierungspauschale", year, "2000.00"))
    return Part(
        **year_of(year),
        items=tuple(items),
        answers={"hours": f"{hours}.00", "coordination_flat_rate": flat_rate},
    )


def guides(body: str, year: int, place: str, parts: Mapping[str, Part]) -> Project:
    """Guides of a body with the parts that are applied for."""
    return Project(
        body=body,
        line="integration_guides",
        year=year,
        title=f"Integrationslotsinnen und -lotsen {place}",
        summary="Ehrenamtliche begleiten Zugewanderte zu Behörden, Schulen und Arztpraxen. Sie "
        "werden geschult, treffen sich zum Austausch und bekommen eine Aufwandsentschädigung.",
        parts=parts,
        answers={"project_place": place},
    )


def interpreters(
    body: str, year: int, place: str, *, deployments: int = 160, course: bool = True
) -> Project:
    """Lay interpreters: their training and their deployments at 20 euros each."""
    parts = {
        "deployment": Part(
            **year_of(year),
            items=(("allowances", "Einsätze", year, f"{deployments * 20}.00"),),
            answers={"deployments": deployments},
        )
    }
    if course:
        trained = Part(
            start=date(year, 3, 1),
            end=date(year, 7, 31),
            items=(
                ("speakers", "Schulung Gesprächsdolmetschen", year, "2400.00"),
                ("rooms", "Seminarraum", year, "480.00"),
            ),
            answers={"participants": 12, "units": 24},
        )
        parts = {"training": trained, **parts}
    return Project(
        body=body,
        line="lay_interpreters",
        year=year,
        title=f"Laiendolmetscherpool {place}",
        summary="Ein Pool von Ehrenamtlichen übersetzt in Beratungsgesprächen von Kitas, Schulen "
        "und Ämtern. Gerichte und ärztliche Aufklärung sind ausgenommen.",
        parts=parts,
        answers={"project_place": place},
    )
