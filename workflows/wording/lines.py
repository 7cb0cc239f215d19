"""Names of the funding lines, who is admitted and why, hints of the guidelines."""

from workflows.wording.making import named, together

_NAMES = named(
    "line",
    {
        "coordination.name": "WIR-Koordination",
        "case_management.name": "WIR-Fallmanagement für Geflüchtete",
        "refugee_women.name": "Modellprojekte für geflüchtete Frauen und Mädchen",
        "south_east_europe.name": "Modellhafte Vorhaben für Zugewanderte aus Südosteuropa",
        "migrant_organisations.name": "Förderung gemeinnütziger Migrantenorganisationen",
        "welcome_culture.name": "Willkommens- und Anerkennungskultur, interkulturelle Öffnung",
        "integration_guides.name": "Integrationslotsinnen und Integrationslotsen",
        "lay_interpreters.name": "Laiendolmetscherinnen und Laiendolmetscher",
        "diversity_strategies.name": "Kommunale Vielfalts- und Integrationsstrategien",
        "diversity_centres.name": "WIR-Vielfaltszentren",
        "innovative_projects.name": "Innovative Integrations- und Teilhabeprojekte",
        "coordination.purpose": (
            "Stellen zum Aufbau der interkulturellen Öffnung, des regionalen "
            "Integrationsmanagements und der Vernetzung."
        ),
        "case_management.purpose": (
            "Stellen für den Überblick über Angebote für Geflüchtete und für die Begleitung von "
            "Lotsinnen und Lotsen."
        ),
        "refugee_women.purpose": (
            "Niedrigschwellige Angebote für die Teilhabe geflüchteter Frauen und Mädchen."
        ),
        "south_east_europe.purpose": (
            "Innovative Maßnahmen, die Lebensbedingungen und Teilhabe von Zugewanderten aus "
            "Südosteuropa verbessern."
        ),
        "migrant_organisations.purpose": (
            "Stärkung von Vereinen ohne hauptamtliche Strukturen durch Minijob und Mikroprojekt."
        ),
        "welcome_culture.purpose": (
            "Projekte mit neuen Ansätzen für Willkommenskultur und interkulturelle Öffnung."
        ),
        "integration_guides.purpose": (
            "Qualifizierung und Einsatz Ehrenamtlicher, die Neuzugewanderten Wege zeigen."
        ),
        "lay_interpreters.purpose": (
            "Schulung und Einsatz Ehrenamtlicher, die in Ämtern und sozialen Einrichtungen "
            "sprachlich helfen."
        ),
        "diversity_strategies.purpose": (
            "Erarbeitung einer örtlichen Strategie mit Beteiligung und externer Moderation."
        ),
        "diversity_centres.purpose": (
            "Zentren der Landkreise und Städte für Koordination, Vielfalt und Teilhabe."
        ),
        "innovative_projects.purpose": (
            "Modellprojekte mit neuen Ansätzen für Integration und Teilhabe."
        ),
    },
)

_ADMISSIONS = {
    "admission.not_named": "Die Richtlinie nennt diese Art von Antragstellenden nicht: {type}.",
}

_HINTS = named(
    "hint",
    {
        "annual_talk": "Mit dem Ministerium findet jährlich ein Jahresgespräch statt.",
        "inttg_11": "Die WIR-Vielfaltszentren sind seit 2023 in § 11 IntTG verankert.",
        "childcare_example": (
            "Als Beispiel ist die Kinderbetreuung genannt, damit Mütter Kurse besuchen können."
        ),
        "components_2026_open": (
            "Ob Assistenzstelle und Mikroprojekte ab 2026 weiter gefördert werden, ist offen."
        ),
        "components_from_2022": "Assistenzstelle und Mikroprojekte gibt es ab 2022.",
        "deadline_2018_extended": "2018 war die Antragsfrist bis 31.05.2018 verlängert.",
        "exceptions_on_request": "Ausnahmen sind auf Anfrage möglich.",
        "first_call_may_2017": "Der erste Aufruf endete am 31.05.2017.",
        "form_1_is_this_application": "Dieser Antrag ersetzt das Formblatt 1.",
        "health_guides_gkv": (
            "Bei Gesundheitslotsinnen und -lotsen wird der Kurztitel um „GKV“ ergänzt."
        ),
        "hours_are_a_pool": (
            "Die Stunden sind ein gemeinsamer Topf: Es binden nur die Höchststunden je Person und "
            "der Gesamtbetrag."
        ),
        "job_centre": "Beziehende von Leistungen müssen die Zahlung dem Jobcenter anzeigen.",
        "jury_2018": "2018 hat eine Fachjury ausgewählt.",
        "jury_not_confirmed": "Ob heute noch eine Jury auswählt, ist nicht belegt.",
        "limit_of_five_not_confirmed": (
            "Die Grenze von fünf Einsätzen je Person ist nur für 2018 belegt; darüber prüft die "
            "Sachbearbeitung."
        ),
        "local_rules_may_be_stricter": "Örtlich können strengere Sprachstufen gelten.",
        "mini_job_limit_has_risen": (
            "Die gesetzliche Minijob-Grenze ist gestiegen; gefördert werden höchstens 600 € je "
            "Monat."
        ),
        "network_meetings": "Landesweit finden jährlich drei bis vier Netzwerktreffen statt.",
        "own_share_above_cap": "Ausgaben über dem Höchstbetrag trägt die Gebietskörperschaft.",
        "partner_papers": (
            "Eine Kommune in Kooperation legt Satzung, Registerauszug und Freistellungsbescheid "
            "der Migrantenorganisation vor."
        ),
        "police_certificate_is_not_uploaded": (
            "Führungszeugnisse werden nur eingesehen und nie hochgeladen."
        ),
        "population_of_application_day": (
            "Es zählt die amtliche Einwohnerzahl, die am Tag des Antrags gilt."
        ),
        "post_stays_with_county": (
            "Zuwendungsempfänger bleibt der Landkreis oder die Stadt, auch wenn die Stelle bei "
            "einem gemeinnützigen Träger liegt."
        ),
        "qualification_not_found": (
            "Eine verlangte Qualifikation ist nicht belegt; üblich ist ein Studium."
        ),
        "rates_before_2021_not_found": "Die Sätze vor 2021 sind nicht belegt.",
        "receipts_are_kept": "Belege werden aufbewahrt und nicht eingesandt.",
        "refugees_since_2017": "Die Arbeit nur mit Geflüchteten ist seit 2017 förderfähig.",
        "short_name_ip": "Das Regierungspräsidium kürzt diesen Förderschwerpunkt mit „IP“ ab.",
        "support_berami": "Beratung: beramí e. V., Frankfurt (Kompetenzzentrum Vielfalt).",
        "support_lagfa": "Beratung: lagfa Hessen e. V. (Kompetenzzentrum Vielfalt).",
        "trainer_allowance": (
            "Die Aufwandsentschädigung kann unter § 3 Nr. 26 EStG steuerfrei sein."
        ),
    },
)

TEXTS = together((_NAMES, _ADMISSIONS, _HINTS))
