"""A case file's own sheets, made of its contents: timeline, application, notes, proofs, payments,
index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from wirgrants.documents.blocks import Align, Column, Pairs, Paragraph, Row, Section, Table
from wirgrants.documents.case_file import (
    CaseFile,
    FiledApplication,
    FiledProof,
    LetterEntry,
    PaperEntry,
)
from wirgrants.documents.contents import Report
from wirgrants.documents.german import day, euros, moment
from wirgrants.documents.presentation import grouped

PROCEEDINGS = "Prüfung, Entscheidung und Abwicklung"


def _report(case: CaseFile, title: str, sections: Iterable[Section]) -> Report:
    return Report(
        title=title,
        subtitle=f"{case.applicant}, {case.project}",
        file_number=case.file_number,
        made_at=case.made_at,
        sections=tuple(sections),
        demo=case.demo,
    )


def timeline_report(case: CaseFile) -> Report:
    """The log in its order."""
    rows = tuple(
        Row(
            cells=(
                str(event.sequence),
                moment(event.at),
                event.action,
                event.actor,
                f"{event.before} → {event.after}" if event.before else event.after,
                event.reason,
            )
        )
        for event in case.timeline
    )
    columns = (
        Column(title="Nr.", align=Align.RIGHT),
        Column(title="Zeit", weight=4),
        Column(title="Vorgang", weight=6),
        Column(title="Wer", weight=5),
        Column(title="Stand", weight=6),
        Column(title="Grund", weight=5),
    )
    table = Table(caption="Alle Schritte der Akte", columns=columns, rows=rows)
    chain = Paragraph(text=f"Prüfsumme der Protokollkette: {case.chain_head}")
    section = Section(heading="Protokoll", blocks=(table, chain))
    return _report(case, "Zeitlicher Ablauf", (section,))


def application_report(case: CaseFile, application: FiledApplication) -> Report:
    """An application as filed, followed by the verdict that was frozen with it."""
    facts = Pairs(
        rows=(
            ("Eingereicht am", moment(application.filed_at)),
            ("Eingereicht durch", application.signatory),
            ("Richtlinie", application.guideline),
            ("Förderaufruf", application.call),
            ("Prüfsumme (SHA-256)", grouped(application.digest)),
        )
    )
    filed = Section(heading="Einreichung", blocks=(facts,))
    return _report(case, application.title, (filed, *application.sections, _verdict(application)))


def _verdict(application: FiledApplication) -> Section:
    columns = (
        Column(title="Voraussetzung", weight=4),
        Column(title="Fundstelle", weight=5),
        Column(title="Ergebnis", weight=2),
        Column(title="Grund", weight=5),
        Column(title="Antwort der Behörde", weight=3),
    )
    rows = tuple(
        Row(cells=(found.rule, found.clause, found.outcome, found.reason, found.officer))
        for found in application.findings
    )
    return Section(
        heading="Vorprüfung",
        blocks=(
            Paragraph(text=f"Ergebnis: {application.verdict}", strong=True),
            Table(caption=f"Geprüft nach: {application.guideline}", columns=columns, rows=rows),
        ),
    )


def proceedings_report(case: CaseFile) -> Report:
    """How the case was checked, decided, changed and settled."""
    return _report(case, PROCEEDINGS, case.proceedings)


def notes_report(case: CaseFile) -> Report:
    """The internal notes."""
    sections = (
        Section(heading=f"{moment(note.at)}, {note.author}", blocks=(Paragraph(text=note.text),))
        for note in case.notes
    )
    return _report(case, "Vermerke", sections)


def proof_report(case: CaseFile, proof: FiledProof) -> Report:
    """A proof of use with its examination."""
    facts = Pairs(
        rows=(
            ("Eingegangen am", moment(proof.received_at)),
            ("Prüfsumme (SHA-256)", grouped(proof.digest)),
        )
    )
    filed = Section(heading="Eingang", blocks=(facts,))
    return _report(case, proof.title, (filed, *proof.sections))


def payments_report(case: CaseFile) -> Report:
    """All payments and repayments with their sum, then how each was checked and booked."""
    rows = [
        Row(
            cells=(
                day(entry.requested_on),
                entry.purpose,
                entry.state,
                entry.checked_by,
                entry.released_by,
                day(entry.paid_on) if entry.paid_on else "",
                euros(entry.amount),
            )
        )
        for entry in case.payments
    ]
    booked = [entry.amount for entry in case.payments if entry.paid_on]
    paid = sum((amount for amount in booked if amount > 0), Decimal())
    back = sum(booked, Decimal()) - paid
    sums = [("Ausgezahlt", paid)]
    if back:
        sums += [("Zurückgezahlt, mit Zinsen", back), ("Saldo", paid + back)]
    rows += [Row(cells=(name, "", "", "", "", "", euros(one)), total=True) for name, one in sums]
    columns = (
        Column(title="Angefordert"),
        Column(title="Zweck", weight=3),
        Column(title="Stand", weight=2),
        Column(title="Geprüft", weight=2),
        Column(title="Freigegeben", weight=2),
        Column(title="Gezahlt am"),
        Column(title="Betrag", align=Align.RIGHT),
    )
    table = Table(caption="Auszahlungen und Rückzahlungen", columns=columns, rows=tuple(rows))
    told = (section for entry in case.payments for section in entry.sections)
    return _report(case, "Zahlungen", (Section(heading="Zahlungen", blocks=(table,)), *told))


def index_report(
    case: CaseFile, letter_states: Sequence[str], paper_states: Sequence[str]
) -> Report:
    """What was issued and what was uploaded, each with its digest and whether it is in this
    file.
    """
    sections = []
    if case.letters:
        rows = [
            (entry.title, _letter_facts(entry), entry.digest, state)
            for entry, state in zip(case.letters, letter_states, strict=True)
        ]
        sections.append(_index("Schreiben", rows))
    if case.papers:
        rows = [
            (
                entry.title,
                _paper_facts(entry),
                entry.digest,
                state,
            )
            for entry, state in zip(case.papers, paper_states, strict=True)
        ]
        sections.append(_index("Unterlagen", rows))
    return _report(case, "Verzeichnis der Schreiben und Unterlagen", sections)


def _letter_facts(entry: LetterEntry) -> str:
    return f"vom {day(entry.dated)}\n{entry.delivery}".rstrip()


def _paper_facts(entry: PaperEntry) -> str:
    pages = "1 Seite" if entry.pages == 1 else f"{entry.pages} Seiten"
    return f"{entry.file_name}\n{moment(entry.uploaded_at)}\n{pages}, {entry.size} Byte"


def _index(heading: str, rows: list[tuple[str, str, str, str]]) -> Section:
    columns = (
        Column(title="Nr.", align=Align.RIGHT),
        Column(title="Bezeichnung", weight=4),
        Column(title="Angaben", weight=4),
        Column(title="Prüfsumme (SHA-256)", weight=6),
        Column(title="Stand"),
    )
    shown = tuple(
        Row(cells=(str(place), title, facts, grouped(digest) if digest else "", state))
        for place, (title, facts, digest, state) in enumerate(rows, start=1)
    )
    return Section(heading=heading, blocks=(Table(caption=heading, columns=columns, rows=shown),))


def without(case: CaseFile) -> tuple[str, ...]:
    """The parts that this case does not have, as one German sentence or none."""
    parts = {
        "Vermerke": case.notes,
        "Nachweise": case.proofs,
        "Zahlungen": case.payments,
        "Schreiben": case.letters,
        "Unterlagen": case.papers,
        "Antrag": case.applications,
    }
    empty = [name for name, entries in parts.items() if not entries]
    return (f"Zu dieser Akte liegen nicht vor: {', '.join(empty)}.",) if empty else ()


def with_missing(case: CaseFile, gone: Sequence[str]) -> CaseFile:
    """The case with the papers that could not be put into the file named as missing."""
    return replace(case, missing=(*case.missing, *gone))
