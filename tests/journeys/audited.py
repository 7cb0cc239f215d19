"""What an auditor must find in the one PDF of a settled case."""

import io
import json
import re
from typing import Any

from pypdf import PdfReader

CHAPTERS = [
    "Zeitlicher Ablauf",
    "Antrag, 1. Fassung",
    "Prüfung, Entscheidung und Abwicklung",
    "Verzeichnis der Schreiben und Unterlagen",
    "Schreiben",
]
FIRST, LAST = "Antrag: Entwurf angelegt", "Antrag: Akte abgeschlossen"


class CaseFile:
    """The PDF by its bookmarks, with the record that is attached to it."""

    def __init__(self, data: bytes) -> None:
        self.read = PdfReader(io.BytesIO(data))
        self.record: dict[str, Any] = json.loads(self.read.attachments["akte.json"][0])
        # A list follows the chapter that it divides.
        self.chapters: dict[str, Any] = {}
        self.within: dict[str, list[Any]] = {}
        chapter = ""
        for mark in self.read.outline:
            if isinstance(mark, list):
                self.within[chapter] = mark
            else:
                chapter = str(mark.title)
                self.chapters[chapter] = mark

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table in the record."""
        found: list[dict[str, Any]] = self.record["rows"][table]
        return found

    def text(self, mark: Any, until: Any = None) -> str:
        """The words from the sheet of a bookmark up to that of another; without it one sheet."""
        first = self.read.get_destination_page_number(mark)
        assert first is not None
        last = first + 1 if until is None else self.read.get_destination_page_number(until)
        assert last is not None
        found = " ".join(self.read.pages[n].extract_text() for n in range(first, last))
        # Words are broken with soft hyphens.
        return " ".join(re.sub("\u00ad\\s*", "", found).split())


def holds_the_whole_case(data: bytes, number: str, title: str, *, lacking: bool = False) -> None:
    """Fails unless cover, bookmarks, steps, letters, proofs, money and record are all there.

    `lacking` tells that papers of the proof were never handed in: the cover must name them.
    """
    file = CaseFile(data)
    cover = " ".join(file.read.pages[0].extract_text().split())
    assert number in cover
    assert title in cover
    assert ("Alle Unterlagen, die zur Akte gehören, sind enthalten." in cover) is not lacking
    assert ("Fehlende Unterlagen" in cover) is lacking
    assert list(file.chapters)[1:6] == CHAPTERS
    case, events = file.record["case"], file.rows("event")
    assert (case["number"], case["title"], case["state"]) == (number, title, "settled")
    assert case["log_length"] == len(events)
    assert max(events, key=lambda one: one["case_seq"])["hash"] == case["log_head"]
    _timeline(file, len(events))
    _letters(file, number)
    _proofs_and_money(file)


def _timeline(file: CaseFile, steps: int) -> None:
    told = file.text(file.chapters[CHAPTERS[0]], file.chapters[CHAPTERS[1]])
    lines = [
        int(one) for one in re.findall(r"(\d+) \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr (?=\S+:? )", told)
    ]
    assert set(range(1, steps + 1)) <= set(lines)
    assert told.index(FIRST) < told.index(LAST)
    assert file.record["case"]["log_head"] in told.replace(" ", "")


def _letters(file: CaseFile, number: str) -> None:
    letters = file.rows("letter")
    assert {"receipt", "award", "settlement"} <= {one["kind"] for one in letters}
    marks = file.within["Schreiben"]
    assert {one.title for one in marks} == {f"{one['title']} ({one['number']})" for one in letters}
    for mark in marks:
        assert number in file.text(mark), mark.title


def _proofs_and_money(file: CaseFile) -> None:
    proofs = [name for name in file.chapters if "nachweis" in name]
    assert len(proofs) == len(file.rows("proof")) > 0
    papers = [one for one in file.rows("paper") if one["removed_at"] is None]
    assert len(file.within["Unterlagen"]) == len(papers)
    told = file.text(file.chapters["Zahlungen"])
    for payment in file.rows("payment"):
        euros, cents = payment["amount"].split(".")
        assert f"{int(euros):,}".replace(",", ".") + f",{cents} €" in told
