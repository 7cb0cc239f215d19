"""Filed applications and proofs of a record as sections of a document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from forms.authorities import Directory
from forms.fitting_sections import part_name
from wirgrants import clock
from wirgrants.documents.blocks import (
    Align,
    Block,
    Bullets,
    Column,
    Pairs,
    Paragraph,
    Row,
    Section,
    Table,
)
from wirgrants.documents.case_file import FiledApplication, FiledProof, JudgedRule
from wirgrants.documents.german import day, euros
from wirgrants.models import ProofKind
from wirgrants.services.audit_record import CaseRecord
from wirgrants.services.drafts_findings import frozen_row
from wirgrants.services.drafts_shown import ByYear, shown_sections
from wirgrants.services.filing_print import blocks_of
from wirgrants.services.proofs_shown import add_up, report_sections
from workflows import registry
from workflows.figures import Unit
from workflows.sources import Clause
from workflows.states import MachineName, PaymentState
from workflows.wording import known, say
from workflows.wording.formats import german_quantity

NOTHING = "keine Angabe"


def applications(record: CaseRecord, directory: Directory) -> Iterator[FiledApplication]:
    """Every filed revision of the application with the verdict frozen with it."""
    for revision in record.of("revision", subject=MachineName.APPLICATION):
        content, verdict = revision["content"], revision["verdict"]
        guideline = registry.guideline(record.case["line"], record.case["version"])
        call = record.of("call")
        sections = [
            Section(heading=one.title, blocks=tuple(blocks_of(one)))
            for one in shown_sections(guideline, content, directory)
        ]
        yield FiledApplication(
            title=f"Antrag, {revision['number']}. Fassung",
            filed_at=revision["at"],
            signatory=signatory(record, revision),
            digest=revision["digest"],
            guideline=f"{guideline.clause.german()} (Fassung {record.case['version']})",
            call=call[0]["title"] if call else "kein Förderaufruf",
            sections=(*sections, *_declared(content), *_most(verdict)),
            verdict=say(f"verdict.{verdict['kind']}") if verdict.get("kind") else NOTHING,
            findings=tuple(_findings(record, verdict.get("findings", ()))),
        )


def signatory(record: CaseRecord, revision: Mapping[str, Any]) -> str:
    """Who declared a revision: name and function, or that it came on paper."""
    said = {
        row["key"]: row["value"]
        for row in record.of("revision_personal", revision_id=revision["id"])
    }
    names = ", ".join(filter(None, (said.get("declared_name"), said.get("declared_as"))))
    if revision["on_paper"]:
        return " – ".join(filter(None, ("auf Papier eingereicht", names)))
    return names or record.who(revision["by_id"])


def _declared(content: Mapping[str, Any]) -> Iterator[Section]:
    said = tuple(content.get("declarations", {}).values())
    if said:
        yield Section(heading="Abgegebene Erklärungen", blocks=(Bullets(items=said),))


def _findings(record: CaseRecord, findings: Iterable[Mapping[str, Any]]) -> Iterator[JudgedRule]:
    answers = {row["rule"]: row for row in record.of("check_item")}  # the last round wins
    for finding in findings:
        row = frozen_row(finding, Clause.german)
        yield JudgedRule(
            rule=row.rule,
            clause=row.clause,
            outcome=outcome(row.outcome),
            reason=row.reason,
            officer=officers_answer(answers.get(finding["rule"])),
        )


def officers_answer(check: Mapping[str, Any] | None) -> str:
    """What the officer said to a finding; "" while nobody has."""
    if check is None or check["answer"] is None:
        return ""
    return ": ".join(filter(None, (outcome(check["answer"]), check["note"])))


def outcome(value: str) -> str:
    """An outcome in German."""
    return say(f"outcome.{value}")


def _most(verdict: Mapping[str, Any]) -> Iterator[Section]:
    told = verdict.get("entitlement")
    if not told:
        return
    lines = [line["text"] for line in told.get("lines", ())]
    amount = told.get("amount")
    total = "nicht bestimmbar" if amount is None else euros(Decimal(amount))
    blocks: list[Block] = [Pairs(rows=(("Höchstens mögliche Zuwendung", total),))]
    if lines:
        blocks.append(Bullets(items=tuple(lines)))
    if told.get("figures"):
        blocks.append(_figures(told["figures"]))
    yield Section(heading="Höchstens mögliche Zuwendung", blocks=tuple(blocks))


def _figures(figures: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column(title="Wert", weight=4),
        Column(title="Höhe", align=Align.RIGHT, weight=4),
        Column(title="Quelle", weight=5),
        Column(title="Kennzeichen", weight=3),
    )
    rows = tuple(
        Row(
            cells=(
                _figure_name(one["key"]),
                _figure_value(one),
                Clause(one["source"], one["number"]).german(),
                one.get("replaced") or say(f"mark.{one['mark']}"),
            )
        )
        for one in figures
    )
    return Table(caption="Verwendete Werte", columns=columns, rows=rows)


def _figure_value(figure: Mapping[str, Any]) -> str:
    """As people read it: "80 %", "50.000,00 € je Jahr"."""
    value = figure["value"]
    return german_quantity(None if value is None else Decimal(value), Unit(figure["unit"]))


def _figure_name(key: str) -> str:
    name = f"figure.name.{key}"
    return say(name) if known(name) else key


_PROOFS = {"interim": "Zwischennachweis", "final": "Verwendungsnachweis"}


def proof_title(proof: Mapping[str, Any]) -> str:
    """As in "Zwischennachweis 2025, Einsatz"."""
    return f"{_PROOFS[proof['kind']]} {proof['year']}, {part_name(proof['part'])}"


def proofs(record: CaseRecord, directory: Directory) -> Iterator[FiledProof]:
    """Every proof as handed in, in the order of time; its examinations with the last one."""
    owners = {proof["ref"]: proof for proof in record.of("proof")}
    handed = record.of("revision", subject=MachineName.PROOF)
    last = {revision["subject_ref"]: revision["number"] for revision in handed}
    for revision in sorted(handed, key=lambda one: (one["at"], one["id"])):
        proof = owners[revision["subject_ref"]]
        title = proof_title(proof)
        if last[proof["ref"]] > 1:
            title += f", {revision['number']}. Fassung"
        sections = list(
            report_sections(revision["content"], _paid(record, proof, revision), directory)
        )
        if revision["number"] == last[proof["ref"]]:
            sections += _examinations(record, proof)
        yield FiledProof(
            title=title,
            received_at=revision["at"],
            digest=revision["digest"],
            sections=(_who(record, revision), *sections),
        )


def _paid(record: CaseRecord, proof: Mapping[str, Any], revision: Mapping[str, Any]) -> ByYear:
    """What was paid out for the reported years when the proof was handed in."""
    years = {row["id"]: row for row in record.of("award_year", part=proof["part"])}
    until = clock.day_of(revision["at"])
    return add_up(
        (years[row["award_year_id"]]["year"], row["amount"])
        for row in record.of("payment", state=PaymentState.PAID)
        if row["award_year_id"] in years
        and row["paid_on"] <= until
        and (
            proof["kind"] != ProofKind.INTERIM
            or years[row["award_year_id"]]["year"] == proof["year"]
        )
    )


def _who(record: CaseRecord, revision: Mapping[str, Any]) -> Section:
    rows = (("Erklärt durch", signatory(record, revision)),)
    return Section(heading="Erklärung", blocks=(Pairs(rows=rows),))


def _examinations(record: CaseRecord, proof: Mapping[str, Any]) -> Iterator[Section]:
    for one in record.of("proof_examination", proof_id=proof["id"]):
        rows = (
            ("Geprüft am", day(one["at"])),
            ("Geprüft durch", record.who(one["by_id"])),
            ("Art der Prüfung", "vertieft" if one["in_depth"] else "kursorisch"),
            ("Anerkannte Ausgaben", euros(one["examined_cost"])),
            ("Wieder geöffnet am", "" if one["reopened_at"] is None else day(one["reopened_at"])),
        )
        kept = tuple((label, text) for label, text in rows if text)
        findings = one["verdict"].get("findings", ())
        blocks: list[Block] = [Pairs(rows=kept), Paragraph(text=one["note"])]
        blocks += _checked_rows("Ausgaben", one["items"])
        blocks += _checked_rows("Einnahmen", one["funds"])
        if findings:
            found = (frozen_row(finding, Clause.german) for finding in findings)
            texts = (f"{row.rule}: {outcome(row.outcome)}. {row.reason}" for row in found)
            blocks.append(Bullets(items=tuple(texts)))
        yield Section(heading=f"{one['number']}. Prüfvermerk", blocks=tuple(blocks))


def _checked_rows(caption: str, entries: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    if not entries:
        return
    columns = (
        Column(title="Bezeichnung", weight=4),
        Column(title="Jahr"),
        *(Column(title=t, align=Align.RIGHT) for t in ("Geplant", "Angegeben", "Anerkannt")),
        Column(title="Anmerkung", weight=3),
    )
    rows = tuple(
        Row(
            cells=(
                str(one.get("label") or one.get("category") or one.get("source") or ""),
                str(one.get("year", "")),
                *(_amount(one.get(name)) for name in ("planned", "stated", "examined")),
                str(one.get("note", "")),
            )
        )
        for one in entries
    )
    yield Table(caption=caption, columns=columns, rows=rows)


def _amount(value: Any) -> str:
    return "" if value is None else euros(Decimal(str(value)))
