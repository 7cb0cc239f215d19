"""What followed an award: acceptance, changes, proofs, settlement, recovery, as sections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from forms.change import KINDS
from forms.fitting_sections import part_name
from wirgrants.documents.blocks import Align, Block, Bullets, Column, Row, Section, Table
from wirgrants.documents.german import day, euros, moment, period
from wirgrants.services.audit_proceedings import amounts_table, by, pairs, shown_day
from wirgrants.services.audit_record import CaseRecord
from wirgrants.services.audit_recovery import recoveries
from wirgrants.services.audit_sections import outcome, proof_title
from wirgrants.services.changes_award import changed_terms
from wirgrants.services.changes_cover import Award
from wirgrants.services.ledger import MOVEMENTS
from wirgrants.services.protocol import state_name
from workflows.states import MachineName
from workflows.wording import say


def after_award(record: CaseRecord) -> Iterator[Section]:
    """The sections from the award on that this case has, in the order of a procedure."""
    for make in (
        _award,
        _acceptance,
        _changes,
        _expected_proofs,
        _settlements,
        recoveries,
        _ledger,
    ):
        yield from make(record)


def _award(record: CaseRecord) -> Iterator[Section]:
    blocks: list[Block] = [
        pairs(
            (
                ("Teil", part_name(row["part"])),
                ("Bewilligungszeitraum", period(row["starts_on"], row["ends_on"])),
                ("Finanzierungsart", say(f"financing_type.{row['financing']}")),
                ("Zuwendung", euros(row["amount"])),
                ("Zuwendungsfähige Ausgaben", euros(row["eligible_cost"])),
            )
        )
        for row in record.of("award_part")
    ]
    years = [
        Row(cells=(part_name(row["part"]), str(row["year"]), euros(row["amount"])))
        for row in record.of("award_year")
    ]
    if years:
        blocks.append(amounts_table("Bewilligung nach Haushaltsjahren", years))
    if record.of("obligation"):
        blocks.append(_obligations(record))
    if blocks:
        yield Section(heading="Bewilligung", blocks=tuple(blocks))


def _obligations(record: CaseRecord) -> Table:
    rows = tuple(
        Row(
            cells=(
                str(row["number"]),
                row["text"],
                shown_day(row["due_on"]) or "ohne Frist",
                "offen" if row["met_on"] is None else f"erfüllt am {day(row['met_on'])}",
                "\n".join(filter(None, (row["note"], by(record, row["met_at"], row["met_by_id"])))),
            )
        )
        for row in record.of("obligation")
    )
    columns = (
        Column(title="Nr.", align=Align.RIGHT),
        Column(title="Auflage", weight=5),
        Column(title="Frist", weight=2),
        Column(title="Stand", weight=2),
        Column(title="Vermerk", weight=4),
    )
    return Table(caption="Auflagen", columns=columns, rows=rows)


def _acceptance(record: CaseRecord) -> Iterator[Section]:
    declined = record.case["declined_on"]
    if declined is not None:
        yield Section(
            heading="Zuwendung nicht angenommen",
            blocks=(pairs((("Erklärung eingegangen am", day(declined)),)),),
        )
    for row in record.of("acceptance"):
        personal = record.of("acceptance_personal", acceptance_id=row["id"])
        told = personal[0] if personal else {}
        facts = pairs(
            (
                ("Eingegangen am", day(row["received_on"])),
                (
                    "Erklärt durch",
                    ", ".join(filter(None, (told.get("name"), told.get("function")))),
                ),
                ("Rechtsbehelfsverzicht", "ja" if row["remedy_waived"] else "nein"),
                ("IBAN", told.get("iban")),
                ("Kontoinhaber", told.get("account_holder")),
                ("Prüfsumme", row["digest"]),
            )
        )
        yield Section(heading="Erklärung zum Zuwendungsbescheid", blocks=(facts,))


def _changes(record: CaseRecord) -> Iterator[Section]:
    for row in record.of("change_request"):
        facts = pairs(
            (
                ("Gegenstand", KINDS[row["kind"]]),
                ("Begründung", row["reason"]),
                ("Gestellt", by(record, row["requested_at"], row["requested_by_id"])),
                ("Vorschlag", by(record, row["proposed_at"], row["proposed_by_id"])),
                ("Antwort", row["answer"]),
                ("Entschieden", by(record, row["decided_at"], row["decided_by_id"])),
                ("Grund des Endes", row["ended_reason"]),
            )
        )
        award = (row["proposed"] or {}).get("award")
        decided = row["decided_at"] is not None
        blocks: tuple[Block, ...] = (
            facts,
            *_in_spite_of((row["proposed"] or {}).get("overridden", ())),
            *_terms("Beantragte Änderungen", row["before"], row["wanted"]),
            *_terms(
                "Geänderte Regelungen" if decided else "Vorgeschlagene Änderungen",
                row["before"],
                award,
            ),
        )
        state = state_name(MachineName.CHANGE, row["state"])
        yield Section(heading=f"Änderungsantrag {row['number']}: {state}", blocks=blocks)


def _in_spite_of(decided: Sequence[Mapping[str, str]]) -> Iterator[Table]:
    """Each rule that the change newly breaks or makes doubtful, and why it is granted."""
    rows = tuple(Row(cells=(one["name"], outcome(one["machine"]), one["note"])) for one in decided)
    if rows:
        columns = (
            Column(title="Regel", weight=3),
            Column(title="Prüfung", weight=2),
            Column(title="Genehmigt, weil", weight=5),
        )
        yield Table(caption="Trotz fraglicher Regeln", columns=columns, rows=rows)


def _terms(caption: str, before: Award, after: Award | None) -> Iterator[Table]:
    """What differs between two stands of the award; nothing where nothing does."""
    found = () if after is None else changed_terms(before, after)
    if found:
        columns = (
            Column(title="Regelung", weight=5),
            Column(title="Bisher", weight=3),
            Column(title="Neu", weight=3),
        )
        rows = tuple(Row(cells=(one.term, one.before, one.after)) for one in found)
        yield Table(caption=caption, columns=columns, rows=rows)


def _expected_proofs(record: CaseRecord) -> Iterator[Section]:
    rows = tuple(
        Row(
            cells=(
                proof_title(row),
                state_name(MachineName.PROOF, row["state"]),
                day(row["due_on"]),
                shown_day(row["received_on"]) or shown_day(row["submitted_at"]),
                "" if row["examined_cost"] is None else euros(row["examined_cost"]),
            )
        )
        for row in record.of("proof")
    )
    columns = (
        Column(title="Nachweis", weight=4),
        Column(title="Stand", weight=2),
        Column(title="Frist"),
        Column(title="Eingang", weight=2),
        Column(title="Anerkannt", align=Align.RIGHT),
    )
    if rows:
        table = Table(caption="Nachweise und ihr Stand", columns=columns, rows=rows)
        yield Section(heading="Nachweise", blocks=(table,))


def _settlements(record: CaseRecord) -> Iterator[Section]:
    for row in record.of("settlement"):
        facts = pairs(
            (
                ("Bewilligt", euros(row["awarded"])),
                ("Zustehende Zuwendung", euros(row["grant_due"])),
                ("Ausgezahlt", euros(row["paid"])),
                ("Zurückzufordern", euros(row["to_recover"])),
                ("Noch auszuzahlen", euros(row["to_pay"])),
                ("Berechnet", by(record, row["at"], row["by_id"])),
                ("Prüfsumme", row["digest"]),
            )
        )
        steps = [
            text
            for part in record.of("settlement_row", settlement_id=row["id"])
            for text in _lines(part["computation"])
        ]
        listed = (Bullets(items=tuple(steps)),) if steps else ()
        yield Section(heading=f"Abrechnung {row['number']}", blocks=(facts, *listed))


def _lines(computation: Iterable[Any]) -> Iterator[str]:
    for one in computation:
        yield str(one.get("text", "")) if isinstance(one, Mapping) else str(one)


def _ledger(record: CaseRecord) -> Iterator[Section]:
    rows = tuple(
        Row(
            cells=(
                moment(row["at"]),
                MOVEMENTS[row["kind"]],
                part_name(row["part"]) if row["part"] else "",
                row["reason"],
                euros(row["amount"]),
            )
        )
        for row in record.of("ledger_entry")
    )
    columns = (
        Column(title="Zeit", weight=3),
        Column(title="Buchung", weight=2),
        Column(title="Teil", weight=2),
        Column(title="Grund", weight=3),
        Column(title="Betrag", align=Align.RIGHT),
    )
    if rows:
        table = Table(caption="Buchungen", columns=columns, rows=rows)
        yield Section(heading="Haushaltsbuchungen", blocks=(table,))
