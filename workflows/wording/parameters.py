"""Names of the dated parameters, as an administrator reads them."""

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
        "hearing_weeks": "Frist der Anhörung",
        "anbest_p_proof_months": "Verwendungsnachweis nach ANBest-P",
        "anbest_gk_proof_months": "Verwendungsnachweis nach ANBest-GK",
        "interim_proof_months": "Zwischennachweis nach Ende des Haushaltsjahres",
        "review_warning_months": "Erinnerung an die Prüfung des Verwendungsnachweises",
        "acceptance_months": "Frist für die Erklärung zum Bescheid",
        "payment_window_months": "Verwendungsfrist nach der Auszahlung",
        "retention_share": "Einbehalt bis zum Verwendungsnachweis",
        "reduction_threshold": "Ermäßigung der Ausgaben ohne Folge bis",
        "petty_limit": "Bagatellgrenze der Rückforderung",
        "petty_limit_municipal": "Bagatellgrenze der Rückforderung bei Kommunen",
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
