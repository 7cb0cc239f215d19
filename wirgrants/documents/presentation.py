"""Contents as a template shows them: days, instants and marks written in German beside the raw
data.
"""

from __future__ import annotations

from typing import Any, Final

from wirgrants.documents.codec import to_data
from wirgrants.documents.contents import Cover, Document, Letter, Mark, PrintView, Report
from wirgrants.documents.german import day, moment

MARK_TEXTS: Final[dict[Mark, str]] = {
    Mark.SOURCED: "laut Fundstelle",
    Mark.INFERRED: "folgt aus der Fundstelle",
    Mark.CONFIRMED: "von der Bewilligungsbehörde bestätigt",
    Mark.UNVERIFIED: "vorläufiger Wert",
    Mark.DEMO: "Demonstrationswert",
}


def present(contents: Document) -> dict[str, Any]:
    """The data of ``contents`` with the German texts that its template asks for."""
    data: dict[str, Any] = to_data(contents)
    match contents:
        case Letter():
            data["dated"] = day(contents.dated)
            for figure, shown in zip(contents.figures, data["figures"], strict=True):
                shown["mark_text"] = MARK_TEXTS[figure.mark]
        case PrintView() | Report() | Cover():
            data["made_at_text"] = moment(contents.made_at)
    if isinstance(contents, PrintView):
        data["digest_text"] = grouped(contents.digest)
    return data


def grouped(digest: str) -> str:
    """A digest in two lines of groups of eight, so that two people can compare it aloud."""
    groups = [digest[at : at + 8] for at in range(0, len(digest), 8)]
    return "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))
