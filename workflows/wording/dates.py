"""How a legal date came about, one sentence per rule; `day` is the day before any shift."""

TEXTS: dict[str, str] = {
    "date.shifted": (
        "Der Tag ist ein Samstag, Sonntag oder gesetzlicher Feiertag in Hessen; "
        "die Frist endet daher am nächsten Werktag, dem {day} (§ 31 Abs. 3 HVwVfG)."
    ),
    "date.provisional": (
        "Der Tag ist vorläufig berechnet; verbindlich nennt ihn die Bewilligungsbehörde."
    ),
    "date.mark.inferred": "Die Regel ist aus den Quellen erschlossen und nicht bestätigt.",
    "date.mark.unverified": "Eine Vorgabe darin ist in hessischem Recht nicht belegt.",
    "date.mark.not_found": "Eine Vorgabe darin wurde in den Quellen nicht gefunden.",
    "date.year_end_before_start": ("31. Dezember des Jahres vor dem Beginn am {start}: {day}."),
    "date.four_weeks_before_start": (
        "Mindestens {days} volle Tage vor dem Beginn am {start}: letzter Tag {day}."
    ),
    "date.fixed_day": "Fester Antragstag des Förderschwerpunkts: {day}.",
    "date.named_in_call": "Im Förderaufruf genannter Tag für Maßnahmen mit Beginn {year}: {day}.",
    "date.call_closing": "Antragsschluss des Förderaufrufs: {day}.",
    "date.posted": (
        "Zur Post gegeben am {sent}; gilt am {days}. Tag nach der Aufgabe "
        "als bekannt gegeben: {day}."
    ),
    "date.not_retrieved": (
        "Elektronisch bereitgestellt und noch nicht abgerufen. Erst am Tag nach dem Abruf ist das "
        "Schreiben bekannt gegeben; bis dahin läuft keine Frist."
    ),
    "date.retrieved": "Abgerufen am {retrieved}; am Tag danach bekannt gegeben: {day}.",
    "date.handed_over": "Persönlich übergeben am {sent}; damit bekannt gegeben: {day}.",
    "date.remedy_end": (
        "Klagefrist: {months} Monat nach der Bekanntgabe am {event}; "
        "der Tag der Bekanntgabe zählt nicht mit: {day}."
    ),
    "date.finality": ("Bestandskräftig ab {day}, dem Tag nach dem Ende der Klagefrist am {last}."),
    "date.acceptance_due": (
        "Erklärung zum Zuwendungsbescheid: {months} Monat nach der Bekanntgabe am {event}: {day}."
    ),
    "date.named_in_notice": "Im Bescheid genannter Tag: {day}.",
    "date.three_months_after_end": (
        "{months} Monate nach dem Ende der Maßnahme am {event}: {day}."
    ),
    "date.march_after_year": "31. März nach dem Haushaltsjahr {year}: {day}.",
    "date.anbest_p": (
        "Ablauf des {months}. auf das Ende des Bewilligungszeitraums am {event} "
        "folgenden Monats (ANBest-P Nr. 6.1): {day}."
    ),
    "date.anbest_gk": (
        "{months} Monate nach dem Ende des Bewilligungszeitraums am {event} "
        "(ANBest-GK; maßgeblich ist die Frist im Bescheid): {day}."
    ),
    "date.interim_proof": (
        "Zwischennachweis für {year}: {months} Monate nach Ablauf des Haushaltsjahres: {day}."
    ),
    "date.review_warning": (
        "{months} Monate nach Eingang des Verwendungsnachweises am {event}: {day}."
    ),
    "date.review_escalation": (
        "Ist er bis zum Ende des {months}. Monats eines Jahres nicht geprüft, wird er vorgelegt: "
        "{day}."
    ),
    "date.revocation_end": (
        "Rücknahme und Widerruf sind nur binnen {months} Monaten ab voller Kenntnis möglich; "
        "gerechnet ab dem {event}: {day}."
    ),
    "date.interest_lapse": (
        "Ein Zinsanspruch, der am {event} entstanden ist, verjährt {years} Jahre nach dem Ende "
        "dieses Jahres: {day}."
    ),
    "date.file_kept_until": (
        "Die Akte wird {years} Jahre nach ihrem Abschluss am {event} aufbewahrt: bis {day}."
    ),
    "date.hearing_due": (
        "{weeks} Wochen zur Stellungnahme in der Anhörung nach der Bekanntgabe am {event}: {day}."
    ),
    "date.payment_window": (
        "{months} Monate nach der Auszahlung am {event} müssen die Mittel verwendet sein: {day}."
    ),
    "date.named_in_request": "In der Nachforderung genannter Tag: {day}.",
}
