"""The funding lines by name and purpose, and the hints that their guidelines give, in German."""

TEXTS: dict[str, str] = {
    "line.name.coordination": "WIR-Koordination",
    "line.name.case_management": "WIR-Fallmanagement für Geflüchtete",
    "line.name.refugee_women": "Modellprojekte für geflüchtete Frauen und Mädchen",
    "line.name.south_east_europe": "Modellhafte Vorhaben für Zugewanderte aus Südosteuropa",
    "line.name.migrant_organisations": "Förderung von Migrantenorganisationen",
    "line.name.welcome_culture": (
        "Projekte zur Willkommens- und Anerkennungskultur, zur interkulturellen Öffnung und mit "
        "neuen Ansätzen"
    ),
    "line.name.integration_guides": "Integrationslotsinnen und Integrationslotsen",
    "line.name.lay_interpreters": "Ehrenamtliche Laiendolmetscherinnen und Laiendolmetscher",
    "line.name.diversity_strategies": "Kommunale Vielfalts- und Integrationsstrategien",
    "line.name.diversity_centres": "WIR-Vielfaltszentren",
    "line.name.innovative_projects": "Innovative Integrations- und Teilhabeprojekte",
    "line.purpose.coordination": (
        "Eine Fachkraft begleitet die interkulturelle Öffnung von Verwaltung, Vereinen und "
        "Verbänden und vernetzt alle, die vor Ort mit Integration zu tun haben."
    ),
    "line.purpose.case_management": (
        "Eine Fachkraft überblickt die Angebote für Geflüchtete, vermittelt an die richtige "
        "Stelle und baut ein Netz von Lotsinnen und Lotsen auf."
    ),
    "line.purpose.refugee_women": (
        "Niedrigschwellige Maßnahmen, die geflüchteten Frauen und Mädchen die Teilhabe in allen "
        "Lebensbereichen erleichtern."
    ),
    "line.purpose.south_east_europe": (
        "Neue Maßnahmen, die Lebensbedingungen, Orientierung und Teilhabe von Menschen aus "
        "Bulgarien, Rumänien, Kroatien und anderen Ländern Südosteuropas verbessern."
    ),
    "line.purpose.migrant_organisations": (
        "Ein Mikroprojekt und ein Minijob stärken die Vereinsarbeit von Migrantenorganisationen "
        "und verbinden sie mit den Stellen der Kommune."
    ),
    "line.purpose.welcome_culture": (
        "Modellprojekte für ein gutes Ankommen, für die Öffnung von Einrichtungen und Vereinen "
        "und für neue Wege der Integration."
    ),
    "line.purpose.integration_guides": (
        "Ehrenamtliche begleiten Neuzugewanderte zu Ämtern, Kita, Schule, Gesundheits- und "
        "Freizeitangeboten; gefördert werden Schulung und Einsatz."
    ),
    "line.purpose.lay_interpreters": (
        "Ehrenamtliche helfen Neuzugewanderten in Ämtern und sozialen Einrichtungen bei der "
        "Verständigung; gefördert werden Schulung und Einsatz."
    ),
    "line.purpose.diversity_strategies": (
        "Eine Kommune erarbeitet mit den Menschen vor Ort und mit externer Moderation eine "
        "Strategie, die ihr Parlament beschließt."
    ),
    "line.purpose.diversity_centres": (
        "Ein Zentrum des Landkreises oder der Stadt bündelt Koordination und Fallmanagement und "
        "entwickelt Vielfalt und Teilhabe vor Ort weiter."
    ),
    "line.purpose.innovative_projects": (
        "Modellprojekte, die neue Wege der Integration und Teilhabe erproben und mit den Akteuren "
        "vor Ort abgestimmt sind."
    ),
    "hint.annual_talk": "Einmal im Jahr führt das Ministerium ein Gespräch mit dem Zentrum.",
    "hint.childcare_example": (
        "Ein Beispiel ist Kinderbetreuung, damit Mütter an Kursen teilnehmen können."
    ),
    "hint.components_2026_open": (
        "Ob Assistenzstelle und Mikroprojekte ab 2026 weiter gefördert werden, ist in den Quellen "
        "offen. Maßgeblich ist der Aufruf."
    ),
    "hint.components_from_2022": (
        "Assistenzstelle und Mikroprojekte werden erst ab dem Haushaltsjahr 2022 gefördert."
    ),
    "hint.deadline_2018_extended": "Die Antragsfrist für 2018 wurde bis 31.05.2018 verlängert.",
    "hint.exceptions_on_request": (
        "Mehr als fünf Einsätze für dieselbe Person sind nur auf Antrag möglich."
    ),
    "hint.first_call_may_2017": "Der erste Aufruf endete am 31.05.2017.",
    "hint.form_1_is_this_application": (
        "Das frühere Formblatt 1 und der Finanzierungsplan sind Teil dieses Antrags."
    ),
    "hint.health_guides_gkv": (
        "Bei Gesundheitslotsinnen und Gesundheitslotsen steht der Zusatz „GKV“ im Kurztitel."
    ),
    "hint.hours_are_a_pool": (
        "Die Stunden sind nicht an Personen gebunden. Neue Lotsinnen und Lotsen können im Lauf "
        "des Jahres dazukommen, solange Personenhöchstgrenze und Bewilligung eingehalten sind."
    ),
    "hint.job_centre": (
        "Wer Leistungen des Jobcenters bezieht, muss die Aufwandsentschädigung dort angeben."
    ),
    "hint.jury_2018": "Über die Auswahl entscheidet eine Jury.",
    "hint.jury_not_confirmed": (
        "Wie seit 2021 ausgewählt wird, ist in den Quellen nicht bestätigt; vorgesehen ist ein "
        "Votum wie 2018."
    ),
    "hint.limit_of_five_not_confirmed": (
        "2018 galten höchstens fünf Einsätze je Person, für die gedolmetscht wird. Ob das weiter "
        "gilt, ist nicht bestätigt."
    ),
    "hint.local_rules_may_be_stricter": (
        "Vor Ort können strengere Regeln gelten, etwa Deutsch auf dem Niveau B2."
    ),
    "hint.mini_job_limit_has_risen": (
        "Gefördert werden höchstens 7.200 € im Jahr. Die gesetzliche Minijob-Grenze ist seither "
        "gestiegen; der Monatslohn wird nicht geprüft."
    ),
    "hint.network_meetings": "Im Jahr finden drei bis vier landesweite Netzwerktreffen statt.",
    "hint.own_share_above_cap": (
        "Was die Stelle über den Höchstbetrag hinaus kostet, trägt die Kommune selbst."
    ),
    "hint.police_certificate_is_not_uploaded": (
        "Führungszeugnisse werden nicht hochgeladen. Festgehalten wird nur, dass sie vor dem "
        "ersten Einsatz eingesehen wurden."
    ),
    "hint.population_of_application_day": (
        "Es zählt die amtliche Einwohnerzahl, die am Tag des Antrags bekannt ist."
    ),
    "hint.post_stays_with_county": (
        "Auch wenn die Stelle bei einem gemeinnützigen Träger sitzt, erhält der Landkreis oder "
        "die Stadt den Bescheid und leitet das Geld weiter."
    ),
    "hint.qualification_not_found": (
        "Welche Ausbildung verlangt wird, wurde in den Quellen nicht gefunden; üblich ist ein "
        "Abschluss in Sozial- oder Verwaltungswissenschaft."
    ),
    "hint.rates_before_2021_not_found": (
        "Sätze und Höchstwerte vor 2021 wurden nicht gefunden; sie legt der Aufruf fest."
    ),
    "hint.receipts_are_kept": "Belege werden aufbewahrt, nicht eingereicht.",
    "hint.refugees_since_2017": "Seit 2017 kann auch die Begleitung Geflüchteter gefördert werden.",
    "hint.short_name_ip": "Das Regierungspräsidium kürzt diese Projekte mit „IP“ ab.",
    "hint.support_berami": "Beratung bietet beramí e. V. in Frankfurt am Main.",
    "hint.support_lagfa": "Beratung bietet die lagfa Hessen e. V.",
    "hint.trainer_allowance": (
        "Die Aufwandsentschädigung fällt unter § 3 Nr. 26 EStG: steuerfrei bis 3.300 € im Jahr "
        "seit 2026, vorher bis 3.000 €."
    ),
}
