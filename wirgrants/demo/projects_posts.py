"""What counties and cities apply for: coordination, case management, centres for diversity."""

from wirgrants.demo.project import Entry, Part, Project, year_of


def _post(year: int, cost: str, own: str, label: str) -> Part:
    return Part(
        **year_of(year),
        items=(("personnel", label, year, cost),),
        funds=(("own", "Haushaltsmittel", year, own),),
    )


def coordination(body: str, place: str, year: int, cost: str, own: str) -> Project:
    """One post that coordinates the integration work of a county or city."""
    return Project(
        body=body,
        line="coordination",
        year=year,
        title=f"WIR-Koordination {place}: Regeldienste öffnen, Angebote verbinden",
        summary="Eine Koordinationsstelle begleitet die interkulturelle Öffnung der Verwaltung, "
        "führt die Netzwerke der Träger zusammen und schreibt das Integrationskonzept fort.",
        parts={"main": _post(year, cost, own, "Koordinationsstelle, EG 11")},
        answers={"project_place": place},
    )


def case_management(body: str, place: str, year: int, cost: str, own: str) -> Project:
    """One post that guides refugees through the offers of a county or city."""
    return Project(
        body=body,
        line="case_management",
        year=year,
        title=f"Fallmanagement für Geflüchtete in {place}",
        summary="Das Fallmanagement erfasst die Angebote vor Ort, verweist Geflüchtete an die "
        "passenden Stellen und gewinnt Lotsinnen und Lotsen für die Begleitung.",
        parts={"main": _post(year, cost, own, "Fallmanagement, EG 10")},
        answers={"project_place": place},
    )


def centre(
    body: str,
    place: str,
    years: tuple[int, ...],
    *,
    first: int | None = None,
    assistant: bool = True,
) -> Project:
    """A centre for diversity with two posts, an assistant and a pot for micro-projects."""
    items: list[Entry] = []
    funds: list[Entry] = []
    for year in years:
        items.append(("personnel", "Zwei Koordinationsstellen, EG 11", year, "136000.00"))
        if assistant:
            items.append(("assistant", "Assistenz, EG 6, halbe Stelle", year, "24000.00"))
        items.append(("micro_project", "Topf für Mikroprojekte", year, "5000.00"))
        own = "33000.00" if assistant else "28200.00"
        funds.append(("own", "Haushaltsmittel", year, own))
    return Project(
        body=body,
        line="diversity_centres",
        year=first or years[0],
        title=f"WIR-Vielfaltszentrum {place}",
        summary="Das Zentrum bündelt Koordination, Beratung der Regeldienste und die Begleitung "
        "des Ehrenamts unter einem Dach und vergibt kleine Beträge an Initiativen.",
        parts={
            "main": Part(
                start=year_of(years[0])["start"],
                end=year_of(years[-1])["end"],
                items=tuple(items),
                funds=tuple(funds),
            )
        },
        answers={"project_place": place, "assistant_post": assistant},
    )
