"""The papers of the demo: short PDF files that say what they stand for, each checked only once."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from flask import current_app

from wirgrants.documents.blocks import Paragraph, Section
from wirgrants.documents.contents import Report
from wirgrants.documents.typst_render import render
from wirgrants.services.papers import Taken, Upload, take_in

_MADE = datetime(2023, 9, 1, 8, 0, tzinfo=UTC)

# Kind of paper: the file's name and what stands in it.
PAPERS: Mapping[str, tuple[str, str]] = {
    "concept": (
        "Konzept.pdf",
        "Ausgangslage, Ziele, Zielgruppe, Arbeitspakete, Zeitplan und Erfolgskontrolle.",
    ),
    "job_description": ("Stellenbeschreibung.pdf", "Aufgaben, Zeitanteile und Anforderungen."),
    "grading_proof": ("Eingruppierung.pdf", "Nachweis der tariflichen Eingruppierung."),
    "forwarding_agreement": ("Weiterleitungsvertrag.pdf", "Zweck, Betrag, Nachweis, Prüfung."),
    "statutes": ("Satzung.pdf", "Satzung in der eingetragenen Fassung."),
    "register_extract": ("Registerauszug.pdf", "Auszug aus dem Register."),
    "exemption_notice": ("Freistellungsbescheid.pdf", "Freistellungsbescheid des Finanzamts."),
    "signatory_list": ("Vertretungsberechtigte.pdf", "Wer den Träger vertritt."),
    "church_statement": ("Erklaerung_Traeger.pdf", "Erklärung der kirchlichen Körperschaft."),
    "founding_act": ("Errichtung.pdf", "Errichtungsakt der Anstalt."),
    "form_2c": ("Vordruck_2c.pdf", "Angaben zur Basisqualifizierung."),
    "pool_list": ("Pool.pdf", "Kürzel und Sprachen der Dolmetschenden, ohne Namen."),
    "municipality_letter": ("Schreiben_Kommune.pdf", "Die Kommune unterstützt das Vorhaben."),
    "cooperation_agreement": ("Kooperation.pdf", "Wer was beiträgt und wer entscheidet."),
    "partner_resolutions": ("Beschluesse.pdf", "Beschlüsse der beteiligten Gemeinden."),
    "coordination_statement": ("Stellungnahme_WIR.pdf", "Stellungnahme der WIR-Koordination."),
    "target_agreement": ("Zielvereinbarung.pdf", "Ziele, Messgrößen und Termine."),
    "expert_vote": ("Fachvotum.pdf", "Votum der Fachstelle mit Begründung."),
    "municipal_statement": ("Stellungnahme_Kommune.pdf", "Stellungnahme der Kommune."),
    "jury_vote": ("Juryvotum.pdf", "Ergebnis der Jury mit Rangfolge."),
    "receipt_list": ("Belegliste.pdf", "Laufende Nummer, Tag, Zweck und Betrag jedes Belegs."),
    "strategy": ("Vielfaltsstrategie.pdf", "Leitbild, Handlungsfelder, Maßnahmen, Umsetzung."),
    "resolution": ("Beschluss.pdf", "Beschluss der Vertretung zur Strategie."),
    "signed_application": ("Antrag_unterschrieben.pdf", "Eingescannter, unterschriebener Antrag."),
    "other": ("Ergaenzung.pdf", "Ergänzende Angaben zur Rückfrage der Bewilligungsbehörde."),
}


def paper_pdf(kind: str) -> Upload:
    """The example file of a kind of paper."""
    name, text = PAPERS[kind]
    return Upload(data=_pdf(name.removesuffix(".pdf").replace("_", " "), text), name=name)


def annex_pdf(title: str) -> bytes:
    """An example text in place of the general conditions."""
    return _pdf(
        f"{title} (MUSTER)",
        "Beispieltext ohne Rechtswirkung. An dieser Stelle stehen im Betrieb die Allgemeinen "
        "Nebenbestimmungen in der Fassung, die die Administration hinterlegt.",
    )


def check_papers() -> dict[str, Taken]:
    """Every example file, checked as an upload and stored; two at a time, since each takes long."""
    app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001
    uploads = {kind: paper_pdf(kind) for kind in PAPERS}

    def taken(upload: Upload) -> Taken:
        with app.app_context():
            return take_in(upload)

    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(uploads, pool.map(taken, uploads.values()), strict=True))


def _pdf(title: str, text: str) -> bytes:
    notes = (
        text,
        "Diese Unterlage ist erfunden und nennt keine wirklichen Personen oder Stellen.",
    )
    section = Section(heading="Inhalt", blocks=tuple(Paragraph(text=note) for note in notes))
    contents = Report(
        title=title,
        subtitle="Beispielunterlage",
        file_number="",
        made_at=_MADE,
        sections=(section,),
        demo=True,
    )
    return render(contents, at=_MADE).pdf
