"""How a case was checked and decided, from its record, as sections of a document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from forms.fitting_sections import part_name
from forms.vote import OUTCOMES
from wirgrants.documents.blocks import Align, Block, Bullets, Column, Pairs, Row, Section, Table
from wirgrants.documents.german import day, euros, moment
from wirgrants.services.audit_record import CaseRecord
from wirgrants.services.audit_sections import officers_answer, outcome
from wirgrants.services.drafts_findings import frozen_row
from wirgrants.services.protocol import state_name
from workflows.states import MachineName

_VOTES = {
    "expert_vote": "Fachliches Votum",
    "jury": "Votum der Jury",
    "municipal_statement": "Stellungnahme der Kommune",
    "target_agreement": "Zielvereinbarung",
    "annual_talk": "Jahresgespräch",
    "resolution": "Beschluss der Gemeindevertretung",
}
_ENDS = {
    "approved": "gezeichnet",
    "returned": "zurückgegeben",
    "taken_back": "zurückgenommen",
    "overruled": "anders entschieden",
    "voided": "hinfällig",
}


def before_award(record: CaseRecord) -> Iterator[Section]:
    """The sections up to the decision that this case has, in the order of a procedure."""
    for make in (
        _checks,
        _clarifications,
        _votes,
        _early_starts,
        _proposals,
    ):
        yield from make(record)


def pairs(rows: Iterable[tuple[str, Any]]) -> Pairs:
    """What is known, as text; the rest is left out."""
    return Pairs(
        rows=tuple((label, str(value)) for label, value in rows if value not in (None, ""))
    )


def by(record: CaseRecord, at: Any, account: int | None) -> str:
    """When and by whom; "" while nobody has."""
    return "" if at is None else f"{moment(at)}, {record.who(account)}"


def _checks(record: CaseRecord) -> Iterator[Section]:
    rows = record.of("check_item")
    if not rows:
        return
    columns = (
        Column(title="Runde", align=Align.RIGHT),
        Column(title="Voraussetzung", weight=4),
        Column(title="Vorprüfung", weight=2),
        Column(title="Antwort der Sachbearbeitung", weight=4),
        Column(title="Wer und wann", weight=3),
    )
    table = Table(
        caption="Prüfpunkte",
        columns=columns,
        rows=tuple(
            Row(
                cells=(
                    str(row["round"]),
                    _point(row),
                    outcome(row["outcome"]),
                    officers_answer(row) or "offen",
                    by(record, row["answered_at"], row["answered_by_id"]),
                )
            )
            for row in sorted(rows, key=lambda row: (row["round"], row["position"]))
        ),
    )
    yield Section(heading="Formale Prüfung", blocks=(table,))


def _point(row: Mapping[str, Any]) -> str:
    """What was checked, with the finding's reason: several points may ask about one thing."""
    found = frozen_row(row["finding"])
    return f"{found.rule}\n{found.reason}".rstrip()


def _clarifications(record: CaseRecord) -> Iterator[Section]:
    for row in record.of("clarification"):
        rounds = [*row["earlier"], row]
        blocks = tuple(_round(record, one) for one in rounds)
        state = state_name(MachineName.CLARIFICATION, row["state"])
        yield Section(heading=f"Nachforderung {row['number']}: {state}", blocks=blocks)


def _round(record: CaseRecord, one: Mapping[str, Any]) -> Pairs:
    return pairs(
        (
            ("Frage", one.get("question")),
            ("Frist", shown_day(one.get("due_on"))),
            ("Gefordert", shown_day(one.get("asked_at"))),
            ("Antwort", one.get("answer")),
            ("Beantwortet", shown_day(one.get("answered_at"))),
            (
                "Beantwortet durch",
                record.who(one["answered_by_id"]) if one.get("answered_by_id") else "",
            ),
        )
    )


def _named(record: CaseRecord, account: int | None) -> str:
    return "" if account is None else record.who(account)


def shown_day(value: Any) -> str:
    """A moment or day, also one that came back from JSON as text."""
    if value is None or isinstance(value, str):
        return value or ""
    return moment(value) if hasattr(value, "hour") else day(value)


def _votes(record: CaseRecord) -> Iterator[Section]:
    for row in record.of("vote"):
        goals = row["data"].get("goals", ())
        facts = pairs(
            (
                ("Datum", day(row["dated_on"])),
                ("Stelle", row["body"]),
                ("Ergebnis", OUTCOMES[row["outcome"]]),
                ("Inhalt", row["text"]),
                ("Nummer", row["data"].get("number")),
                ("Erfasst", by(record, row["recorded_at"], row["recorded_by_id"])),
            )
        )
        listed = (Bullets(items=tuple(str(goal) for goal in goals)),) if goals else ()
        yield Section(heading=_VOTES[row["kind"]], blocks=(facts, *listed))


def _early_starts(record: CaseRecord) -> Iterator[Section]:
    for row in record.of("early_start"):
        facts = pairs(
            (
                ("Entscheidung", "zugelassen" if row["permitted"] else "abgelehnt"),
                ("Teil", part_name(row["part"]) if row["part"] else ""),
                ("Beginn frühestens", shown_day(row["from_day"])),
                ("Beantragt am", shown_day(row["requested_on"])),
                ("Begründung des Antrags", row["request_reason"]),
                ("Begründung", row["reason"]),
                ("Entschieden", by(record, row["decided_at"], row["decided_by_id"])),
            )
        )
        yield Section(heading="Vorzeitiger Maßnahmebeginn", blocks=(facts,))


def _proposals(record: CaseRecord) -> Iterator[Section]:
    for row in record.of("proposal"):
        award = row["kind"] == "award"
        ended = row["ended"]
        blocks: list[Block] = [
            pairs(
                (
                    ("Art", "Bewilligung" if award else "Ablehnung"),
                    ("Summe", euros(row["total"]) if award else ""),
                    ("Begründung", row["reason"]),
                    ("Freier Text", row["text"]),
                    ("Vorgeschlagen", by(record, row["proposed_at"], row["proposed_by_id"])),
                    ("Ausgang", "offen" if ended is None else _ENDS[ended]),
                    ("Durch", by(record, row["ended_at"], row["ended_by_id"])),
                    ("Grund", row["end_reason"]),
                    ("Prüfsumme", row["digest"]),
                )
            )
        ]
        amounts = [
            Row(cells=(part_name(part), str(year), euros(Decimal(amount))))
            for part, years in row["amounts"].items()
            for year, amount in years.items()
        ]
        if amounts:
            blocks.append(amounts_table("Vorgeschlagene Beträge", amounts))
        terms = tuple(str(one.get("text", "")) for one in row["obligations"])
        if terms:
            blocks.append(Bullets(items=terms, numbered=True))
        yield Section(heading=f"Entscheidungsvorschlag {row['number']}", blocks=tuple(blocks))


def amounts_table(caption: str, rows: Sequence[Row]) -> Table:
    """Amounts by part and year."""
    columns = (
        Column(title="Teil", weight=4),
        Column(title="Jahr"),
        Column(title="Betrag", align=Align.RIGHT),
    )
    return Table(caption=caption, columns=columns, rows=tuple(rows))
