"""What many kinds of bodies apply for: projects for groups, micro-projects, strategies."""

from datetime import date

from wirgrants.demo.project import Entry, Part, Project, year_of


def _costs(year: int, weights: tuple[tuple[str, str, str], ...]) -> tuple[Entry, ...]:
    return tuple((category, label, year, amount) for category, label, amount in weights)


_COURSE = (
    ("speakers", "Kursleitung, 120 Stunden", "9600.00"),
    ("rooms", "Kursraum mit Nebenraum", "2400.00"),
    ("childcare", "Betreuung während der Kurse", "3600.00"),
    ("material", "Lernmittel", "1400.00"),
    ("travel", "Fahrkarten der Teilnehmenden", "1000.00"),
)


def women(body: str, year: int, title: str, place: str) -> Project:
    """A course for refugee women with childcare: 18,000 euros, a fifth of them own."""
    return Project(
        body=body,
        line="refugee_women",
        year=year,
        title=title,
        summary="Geflüchtete Frauen lernen in kleinen Gruppen Deutsch für Alltag und Beruf, "
        "erkunden Beratungsstellen und Betriebe und werden dabei von Mentorinnen begleitet.",
        parts={
            "main": Part(
                **year_of(year),
                items=_costs(year, _COURSE),
                funds=(("own", "Eigenmittel", year, "3600.00"),),
            )
        },
        answers={"project_place": place},
    )


def south_east(body: str, year: int, title: str, place: str) -> Project:
    """Outreach for newcomers from south-east Europe: 25,000 euros."""
    items = (
        ("personnel", "Aufsuchende Beratung, halbe Stelle", "19000.00"),
        ("participation", "Elterncafé, 40 Treffen", "3500.00"),
        ("travel", "Dienstfahrten", "1000.00"),
        ("publicity", "Mehrsprachige Handzettel", "1500.00"),
    )
    return Project(
        body=body,
        line="south_east_europe",
        year=year,
        title=title,
        summary="Aufsuchende Arbeit mit Familien aus Südosteuropa: Schulbesuch, Gesundheit, "
        "Wohnen. Muttersprachliche Kräfte vermitteln in die Regeldienste.",
        parts={
            "main": Part(
                **year_of(year),
                items=_costs(year, items),
                funds=(("own", "Eigenmittel", year, "5000.00"),),
            )
        },
        answers={"project_place": place},
    )


def welcome(body: str, year: int, title: str, place: str) -> Project:
    """A project for a culture of welcome: 15,000 euros."""
    items = (
        ("moderation", "Begleitung durch ein Büro", "5000.00"),
        ("participation", "Sechs Bürgerwerkstätten", "4500.00"),
        ("speakers", "Referentinnen und Referenten", "3000.00"),
        ("publicity", "Plakate und Programmheft", "2500.00"),
    )
    return Project(
        body=body,
        line="welcome_culture",
        year=year,
        title=title,
        summary="Alteingesessene und Zugezogene planen gemeinsam Begegnungen in Vereinen, "
        "Verwaltung und Nachbarschaft; die Ergebnisse gehen in das Leitbild ein.",
        parts={
            "main": Part(
                **year_of(year),
                items=_costs(year, items),
                funds=(("own", "Eigenmittel", year, "3000.00"),),
            )
        },
        answers={"project_place": place},
    )


def innovative(
    body: str, years: tuple[int, ...], title: str, place: str, *, group: str = "refugees"
) -> Project:
    """A model project over one or two years: 48,000 euros a year."""
    weights = (
        ("personnel", "Projektleitung, 0,6 Stelle", "38000.00"),
        ("speakers", "Fachreferate", "3000.00"),
        ("participation", "Beteiligungswerkstatt", "4000.00"),
        ("publicity", "Dokumentation", "3000.00"),
    )
    return Project(
        body=body,
        line="innovative_projects",
        year=years[0],
        title=title,
        summary="Das Vorhaben erprobt einen Ansatz, den es in der Region noch nicht gibt, wertet "
        "ihn mit den Beteiligten aus und beschreibt, wie andere ihn übernehmen können.",
        parts={
            "main": Part(
                start=year_of(years[0])["start"],
                end=year_of(years[-1])["end"],
                items=tuple(entry for year in years for entry in _costs(year, weights)),
                funds=tuple(("own", "Eigenmittel", year, "9600.00") for year in years),
            )
        },
        answers={"project_place": place, "target_group": group, "project_focus": "other"},
    )


def micro(body: str, years: tuple[int, ...], title: str, place: str) -> Project:
    """A micro-project of an association of migrants with its mini-job."""
    items: list[Entry] = []
    funds: list[Entry] = []
    for year in years:
        items.append(("micro_project", "Räume, Material, Honorare", year, "3400.00"))
        items.append(("mini_job", "Minijob, 12 Monate", year, "7200.00"))
        funds.append(("own", "Mitgliedsbeiträge und Spenden", year, "1200.00"))
    return Project(
        body=body,
        line="migrant_organisations",
        year=years[0],
        title=title,
        summary="Der Verein öffnet sich dem Stadtteil: Begegnung, Beratung in der eigenen Sprache "
        "und ein fester Ansprechpartner, den ein Minijob möglich macht.",
        parts={
            "main": Part(
                start=year_of(years[0])["start"],
                end=year_of(years[-1])["end"],
                items=tuple(items),
                funds=tuple(funds),
            )
        },
        answers={"project_place": place},
    )


def strategy(body: str, year: int, place: str, *, partners: int = 1) -> Project:
    """A strategy for diversity of a town or several, over 15 months: 36,000 euros."""
    items: tuple[Entry, ...] = (
        ("moderation", "Prozessbegleitung, erster Abschnitt", year, "20000.00"),
        ("participation", "Vier Beteiligungsformate", year, "8000.00"),
        ("moderation", "Prozessbegleitung, Abschluss", year + 1, "6000.00"),
        ("participation", "Abschlussforum", year + 1, "2000.00"),
    )
    return Project(
        body=body,
        line="diversity_strategies",
        year=year,
        title=f"Vielfaltsstrategie {place}",
        summary="In vier Formaten erarbeiten Bürgerschaft, Vereine und Verwaltung ein Leitbild mit "
        "Handlungsfeldern und Maßnahmen; die Vertretung beschließt es.",
        parts={
            "main": Part(
                start=date(year, 1, 1),
                end=date(year + 1, 3, 31),
                items=items,
                funds=(
                    ("own", "Haushaltsmittel", year, "5600.00"),
                    ("own", "Haushaltsmittel", year + 1, "1600.00"),
                ),
            )
        },
        answers={"project_place": place, "partners": partners},
    )
