"""Names of the dated parameters, as an administrator reads them."""

from collections.abc import Mapping

from workflows.wording.making import named

TEXTS = named(
    "parameter",
    {
        "base_rate": "Basiszinssatz",
        "court": "Verwaltungsgericht für {seat}",
        "remedy": "Rechtsbehelf gegen Bescheide",
        "remedy_months": "Klagefrist",
        "remedy_months_without_notice": "Klagefrist ohne richtige Belehrung",
        "posting_days": "Bekanntgabe nach Aufgabe zur Post",
        "posting_days_finality": "Bekanntgabe nach Aufgabe zur Post (für die Bestandskraft)",
        "retrieval_hint_days": "Hinweis auf ein nicht abgerufenes Schreiben nach",
        "hearing_weeks": "Frist der Anhörung",
        "anbest_p_proof_months": "Verwendungsnachweis nach ANBest-P",
        "anbest_gk_proof_months": "Verwendungsnachweis nach ANBest-GK",
        "interim_proof_months": "Zwischennachweis nach Ende des Haushaltsjahres",
        "review_warning_months": "Erinnerung an die Prüfung des Verwendungsnachweises",
        "review_escalation_months": "Vorlage ungeprüfter Nachweise: Ende des Monats im Jahr",
        "processing_weeks": "Bearbeitungsdauer, in der Regel bis zu",
        "inventory_threshold": "Inventarisierung von Gegenständen über",
        "revocation_months": "Frist für Rücknahme und Widerruf ab Kenntnis",
        "interest_claim_years": "Verjährung von Zinsansprüchen ab Jahresende",
        "de_minimis_limit": "De-minimis-Höchstbetrag",
        "de_minimis_limit_dawi": "De-minimis-Höchstbetrag für Daseinsvorsorge (DAWI)",
        "de_minimis_years": "De-minimis-Zeitraum",
        "de_minimis_register_days": "Eintragung in das De-minimis-Zentralregister",
        "police_certificate_months": "Führungszeugnis: höchstes Alter bei der Einsicht",
        "police_certificate_years": "Führungszeugnis: Erneuerung nach",
        "acceptance_months": "Frist für die Erklärung zum Bescheid",
        "lapse_basis": "Grundlage für den Verfall einer Bewilligung",
        "payment_window_months": "Verwendungsfrist nach der Auszahlung",
        "retention_share": "Einbehalt bis zum Verwendungsnachweis",
        "reduction_threshold": "Ermäßigung der Ausgaben ohne Folge bis",
        "petty_limit": "Kleinbetragsgrenze der Rückforderung",
        "petty_limit_municipal": "Kleinbetragsgrenze der Rückforderung bei Kommunen",
        "interest_points": "Zinsen über dem Basiszinssatz",
        "interest_year_days": "Zinstage des Jahres",
        "plan_shift_share": "Verschiebung zwischen Einzelansätzen ohne Änderungsantrag",
        "better_off_threshold": "Besserstellungsverbot ab einem Anteil öffentlicher Mittel von",
        "exemption_notice_years": "Geltung eines Freistellungsbescheids",
        "exemption_notice_60a_years": "Geltung eines Bescheids nach § 60a AO",
        "register_extract_months": "Geltung eines Registerauszugs",
        "volunteer_allowance": "Übungsleiterfreibetrag",
        "audit_norm": "Prüfungsrecht des Rechnungshofs",
        "receipts_years": "Aufbewahrung der Belege",
        "file_years": "Aufbewahrung der Akte",
    },
)

WITHOUT_EFFECT: Mapping[str, str] = {
    "remedy": (
        "Jede Rechtsbehelfsbelehrung dieses Systems nennt die Klage; ein anderer Wert ändert ihren "
        "Text nicht. Der Wert zeigt, bis wann das bestätigt ist: Danach warnt die Vorschau jedes "
        "Bescheids."
    ),
    "remedy_months_without_notice": (
        "Jeder Bescheid dieses Systems enthält eine Rechtsbehelfsbelehrung. Der Wert gilt für "
        "Bescheide, deren Belehrung fehlt oder unrichtig ist; ihre Frist ist von Hand zu rechnen."
    ),
}
"""Parameters that nothing is reckoned with, and why; the administrator's pages say so."""
