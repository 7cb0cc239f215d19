"""The shipped dated parameters as plain rows; the law's defaults, never another place's figures.

A row is (key, value, unit, valid from, (source, number), mark, confirmed until or None).

What was not read in Hessian text, and every habit of practice, is UNVERIFIED. GENERAL stays for
federal law and values that the rulings give outright (base rates, remedy, exemption notices,
volunteer allowance).
"""

from decimal import Decimal

from workflows.sources import Mark

Row = tuple[str, Decimal | int | str, str, str, tuple[str, str], Mark, str | None]

START = "2014-01-01"
"""First day of the programme; what held before it is not asked."""

STORED_ACT_ENDS = "2026-12-31"
"""The Hessian act's stored text ends here (rulings): later notices warn until confirmed."""

_RATES = (
    ("2014-01-01", "-0.63", Mark.GENERAL),
    ("2014-07-01", "-0.73", Mark.GENERAL),
    ("2015-01-01", "-0.83", Mark.GENERAL),
    ("2016-07-01", "-0.88", Mark.SOURCED),
    ("2023-01-01", "1.62", Mark.SOURCED),
    ("2023-07-01", "3.12", Mark.GENERAL),
    ("2024-01-01", "3.62", Mark.GENERAL),
    ("2024-07-01", "3.37", Mark.GENERAL),
    ("2025-01-01", "2.27", Mark.GENERAL),
    ("2025-07-01", "1.27", Mark.SOURCED),
    ("2026-01-01", "1.27", Mark.SOURCED),
)
_RATE_SOURCES = {
    "2016-07-01": ("S31a", "Basiszinssatz seit 01.07.2016"),
    "2023-01-01": ("S31b", "Basiszinssatz ab 01.01.2023"),
    "2025-07-01": ("S31c", "Basiszinssatz ab 01.07.2025"),
    "2026-01-01": ("S31c", "Basiszinssatz ab 01.01.2026"),
}

BASE_RATES: tuple[Row, ...] = tuple(
    (
        "base_rate",
        Decimal(rate),
        "%",
        day,
        _RATE_SOURCES.get(day, ("BGB", "§ 247")),
        mark,
        None,
    )
    for day, rate, mark in _RATES
)

_COURTS = {
    "Verwaltungsgericht Darmstadt": "06411 06413 06431 06432 06433 06437 06438",
    "Verwaltungsgericht Frankfurt am Main": "06412 06434 06435 06436",
    "Verwaltungsgericht Gießen": "06440 06531 06532 06534 06535",
    "Verwaltungsgericht Kassel": "06611 06631 06632 06633 06634 06635 06636",
    "Verwaltungsgericht Wiesbaden": "06414 06439 06533",
}

COURTS: tuple[Row, ...] = (
    *(
        (f"court.{ags}", court, "", START, ("HessAGVwGO", "§ 1"), Mark.SOURCED, STORED_ACT_ENDS)
        for court, districts in _COURTS.items()
        for ags in districts.split()
    ),
    (
        "court.06415",
        "Verwaltungsgericht Frankfurt am Main",
        "",
        "2026-01-01",
        ("RULINGS", "Bezirk der Stadt Hanau ab 2026"),
        Mark.UNVERIFIED,
        STORED_ACT_ENDS,
    ),
)

REMEDY: tuple[Row, ...] = (
    ("remedy", "Klage", "", START, ("HessAGVwGO", "§ 16a"), Mark.GENERAL, STORED_ACT_ENDS),
    ("remedy_months", 1, "Monate", START, ("S25d", "Klagefrist"), Mark.SOURCED, None),
    (
        "remedy_months_without_notice",
        12,
        "Monate",
        START,
        ("VwGO", "§ 58 Abs. 2"),
        Mark.GENERAL,
        None,
    ),
    # When Hesse follows the fourth day of federal law was not found: 3 for reminders, and finality
    # takes the later of both keys.
    ("posting_days", 3, "Tage", START, ("HVwVfG", "§ 41 Abs. 2"), Mark.UNVERIFIED, None),
    (
        "posting_days_finality",
        4,
        "Tage",
        START,
        ("S36", "Bekanntgabe am vierten Tag"),
        Mark.UNVERIFIED,
        None,
    ),
    # What becomes of a notice that nobody calls up was read in no Hessian text.
    ("retrieval_hint_days", 10, "Tage", START, ("HVwVfG", "§ 41 Abs. 2a"), Mark.UNVERIFIED, None),
    ("hearing_weeks", 4, "Wochen", START, ("GK", "Frist zur Anhörung"), Mark.UNVERIFIED, None),
)

PROOFS: tuple[Row, ...] = (
    ("anbest_p_proof_months", 6, "Monate", START, ("ANBest-P", "6.1"), Mark.SOURCED, None),
    ("anbest_gk_proof_months", 12, "Monate", START, ("ANBest-GK", "6.1"), Mark.UNVERIFIED, None),
    (
        "interim_proof_months",
        4,
        "Monate",
        START,
        ("GK", "Zwischennachweis bis 30. April"),
        Mark.UNVERIFIED,
        None,
    ),
    (
        "review_warning_months",
        3,
        "Monate",
        START,
        ("GK", "Prüfung des Verwendungsnachweises"),
        Mark.UNVERIFIED,
        None,
    ),
    # The end of the sixth month of a year: a Hessian programme names 30 June for the examination.
    (
        "review_escalation_months",
        6,
        "Monate",
        START,
        ("S20", "Prüfung bis 30. Juni des Folgejahres"),
        Mark.UNVERIFIED,
        None,
    ),
    ("acceptance_months", 1, "Monate", START, ("S6b", "Erklärung"), Mark.SOURCED, None),
    # That an award lapses without the declaration was found in no Hessian text.
    (
        "lapse_basis",
        "allgemeine Verwaltungspraxis",
        "",
        START,
        ("GK", "Verfall ohne Erklärung zum Bescheid"),
        Mark.UNVERIFIED,
        None,
    ),
    ("processing_weeks", 6, "Wochen", START, ("S6e", "Bearbeitungsdauer"), Mark.SOURCED, None),
    ("inventory_threshold", 410, "EUR", START, ("GK", "Inventarisierung"), Mark.UNVERIFIED, None),
)

RECOVERIES: tuple[Row, ...] = (
    (
        "revocation_months",
        12,
        "Monate",
        START,
        ("HVwVfG", "§ 48 Abs. 4, § 49 Abs. 3"),
        Mark.UNVERIFIED,
        None,
    ),
    ("interest_claim_years", 3, "Jahre", START, ("S24b", "Verjährung"), Mark.SOURCED, None),
)

_AID = "2024-01-01"
# The regulations themselves; the reports in which they were first read are S30.
_LIMIT = ("EU-2023-2831", "Art. 3 Abs. 2")
_LIMIT_DAWI = ("EU-2023-2832", "Art. 3 Abs. 2")
STATE_AID: tuple[Row, ...] = (
    ("de_minimis_limit", 300_000, "EUR", _AID, _LIMIT, Mark.SOURCED, None),
    ("de_minimis_limit_dawi", 750_000, "EUR", _AID, _LIMIT_DAWI, Mark.SOURCED, None),
    ("de_minimis_years", 3, "Jahre", _AID, _LIMIT, Mark.SOURCED, None),
    (
        "de_minimis_register_days",
        20,
        "Arbeitstage",
        "2026-01-01",
        ("EU-2023-2831", "Art. 6"),
        Mark.SOURCED,
        None,
    ),
)

MONEY: tuple[Row, ...] = (
    ("payment_window_months", 2, "Monate", START, ("ANBest-P", "1.4"), Mark.SOURCED, None),
    ("retention_share", Decimal(0), "Anteil", START, ("GK", "Einbehalt"), Mark.UNVERIFIED, None),
    ("reduction_threshold", 500, "EUR", START, ("RULINGS", "Ermäßigung"), Mark.UNVERIFIED, None),
    ("petty_limit", 500, "EUR", START, ("RULINGS", "Kleinbeträge"), Mark.UNVERIFIED, None),
    (
        "petty_limit_municipal",
        2500,
        "EUR",
        START,
        ("RULINGS", "Kleinbeträge der Kommunen"),
        Mark.UNVERIFIED,
        None,
    ),
    ("interest_points", 5, "%", START, ("HVwVfG", "§ 49a Abs. 3"), Mark.SOURCED, None),
    ("interest_year_days", 365, "Tage", START, ("GK", "Zinstage"), Mark.UNVERIFIED, None),
    (
        "plan_shift_share",
        Decimal("0.20"),
        "Anteil",
        START,
        ("S23a", "Einzelansätze des Finanzierungsplans"),
        Mark.UNVERIFIED,
        None,
    ),
    (
        "better_off_threshold",
        Decimal("0.50"),
        "Anteil",
        START,
        ("S21a", "Besserstellungsverbot"),
        Mark.SOURCED,
        None,
    ),
)

CHECKS: tuple[Row, ...] = (
    (
        "exemption_notice_years",
        5,
        "Jahre",
        START,
        ("GK", "Freistellungsbescheid"),
        Mark.GENERAL,
        None,
    ),
    ("exemption_notice_60a_years", 3, "Jahre", START, ("AO", "§ 60a"), Mark.GENERAL, None),
    (
        "register_extract_months",
        12,
        "Monate",
        START,
        ("GK", "Registerauszug"),
        Mark.UNVERIFIED,
        None,
    ),
    (
        "volunteer_allowance",
        3000,
        "EUR/Jahr",
        START,
        ("S6c", "§ 3 Nr. 26 EStG"),
        Mark.UNVERIFIED,
        None,
    ),
    (
        "volunteer_allowance",
        3300,
        "EUR/Jahr",
        "2026-01-01",
        ("EStG", "§ 3 Nr. 26"),
        Mark.GENERAL,
        None,
    ),
    ("audit_norm", "§ 91 LHO", "", START, ("S26a", "Prüfungsrecht"), Mark.SOURCED, None),
    ("audit_norm", "§ 84 LHO", "", "2022-04-15", ("S26c", "Prüfungsrecht"), Mark.SOURCED, None),
    (
        "police_certificate_months",
        3,
        "Monate",
        START,
        ("S34", "Alter bei der Einsicht"),
        Mark.UNVERIFIED,
        None,
    ),
    (
        "police_certificate_years",
        5,
        "Jahre",
        START,
        ("S34", "Erneuerung"),
        Mark.UNVERIFIED,
        None,
    ),
    ("receipts_years", 5, "Jahre", START, ("ANBest-P", "6.8"), Mark.UNVERIFIED, None),
    ("file_years", 10, "Jahre", START, ("GK", "Aktenaufbewahrung"), Mark.UNVERIFIED, None),
)

ROWS: tuple[Row, ...] = (
    *BASE_RATES,
    *COURTS,
    *REMEDY,
    *PROOFS,
    *RECOVERIES,
    *MONEY,
    *STATE_AID,
    *CHECKS,
)
