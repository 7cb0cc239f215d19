"""Questions about guides and interpreters: their training, their pool and their deployment."""

from workflows.wording.making import numbers, numbers_for, together, yes_no

_GUIDES = yes_no(
    "yes",
    {
        "guides_of_age": (
            "Sind alle Lotsinnen und Lotsen volljährig?",
            "Stichtag ist der erste Einsatz, zum Beispiel der 01.02.2027.",
            "Alle Lotsinnen und Lotsen sind volljährig",
        ),
        "guides_suitable": (
            "Sind die Lotsinnen und Lotsen persönlich geeignet?",
            "Zum Beispiel nach einem Auswahlgespräch.",
            "Die Lotsinnen und Lotsen sind persönlich geeignet",
        ),
        "guides_trained": (
            "Schließen alle Lotsinnen und Lotsen die Basisqualifizierung vor dem Einsatz ab?",
            "Zum Beispiel mit Teilnahmebescheinigung.",
            "Alle Lotsinnen und Lotsen haben vor dem Einsatz die Basisqualifizierung",
        ),
        "guides_are_no_sponsors": (
            "Zeigen die Lotsinnen und Lotsen Wege auf, ohne Patenschaften zu übernehmen?",
            "Zum Beispiel Begleitung zu Ämtern als Hilfe zur Selbsthilfe.",
            (
                "Die Lotsinnen und Lotsen leisten Hilfe zur Selbsthilfe und übernehmen keine "
                "Patenschaften"
            ),
        ),
    },
)

_INTERPRETERS = yes_no(
    "yes",
    {
        "pool_exists": (
            "Besteht der Pool der Dolmetschenden bereits?",
            "Einsätze werden nur gefördert, wenn der Pool schon vorhanden ist.",
            "Der Pool der Dolmetschenden besteht bereits",
        ),
        "not_only_own_body": (
            "Werden die Dolmetschenden auch für andere Stellen tätig?",
            "Zum Beispiel für Schulen, Ämter und Beratungsstellen.",
            "Die Dolmetschenden werden nicht nur für die eigene Einrichtung tätig",
        ),
        "not_for_courts": (
            "Sind Einsätze vor Gericht ausgeschlossen?",
            "Vor Gericht werden von Amts wegen Fachkräfte eingesetzt.",
            "Einsätze vor Gericht sind ausgeschlossen",
        ),
        "interpreters_of_age": (
            "Sind alle Dolmetschenden volljährig?",
            "Stichtag ist der erste Einsatz, zum Beispiel der 01.02.2027.",
            "Alle Dolmetschenden sind volljährig",
        ),
        "german_b1": (
            "Sprechen alle Dolmetschenden Deutsch mindestens auf der Stufe B1?",
            "Zum Beispiel nachgewiesen durch ein Zertifikat oder ein Gespräch.",
            "Alle Dolmetschenden sprechen Deutsch mindestens auf der Stufe B1",
        ),
        "further_language": (
            "Sprechen alle ohne Migrationshintergrund mindestens eine weitere Sprache fließend?",
            "Zum Beispiel Französisch oder Dari.",
            "Alle ohne Migrationshintergrund sprechen mindestens eine weitere Sprache fließend",
        ),
        "careful_selection": (
            "Werden die Dolmetschenden sorgfältig ausgewählt?",
            "Nach Sprachkenntnis und kultureller Sensibilität, zum Beispiel in einem Gespräch.",
            "Die Dolmetschenden werden sorgfältig ausgewählt",
        ),
        "no_extremism": (
            "Gibt es keine Hinweise auf eine extremistische Haltung?",
            "Bitte mit Ja antworten, wenn keine Hinweise vorliegen, zum Beispiel nach Gespräch.",
            "Hinweise auf eine extremistische Haltung liegen nicht vor",
        ),
        "trained_before_deployment": (
            "Werden alle Dolmetschenden vor dem ersten Einsatz geschult?",
            "Zum Beispiel in einem Grundkurs mit 24 Unterrichtseinheiten.",
            "Alle Dolmetschenden sind vor dem ersten Einsatz geschult",
        ),
        "confidentiality_signed": (
            "Unterschreiben alle eine Erklärung zu Verschwiegenheit und Neutralität?",
            "Sie umfasst auch Transparenz, Datenschutz und wertfreie Vermittlung.",
            "Alle haben eine Erklärung zu Verschwiegenheit und Neutralität unterschrieben",
        ),
        "police_certificates_inspected": (
            "Wurden die Führungszeugnisse vor dem ersten Einsatz eingesehen?",
            "Bitte nur einsehen und das Datum notieren; Führungszeugnisse nie hochladen.",
            "Die Führungszeugnisse wurden vor dem ersten Einsatz eingesehen",
        ),
    },
)

_NUMBERS = numbers(
    {
        "participants": (
            "Wie viele Personen nehmen teil?",
            "Geplante Zahl, zum Beispiel 12.",
            "Zahl der Teilnehmenden",
        ),
        "units": (
            "Wie viele Unterrichtseinheiten zu 45 Minuten sind geplant?",
            "Zum Beispiel 36.",
            "Zahl der Unterrichtseinheiten",
        ),
        "guides": (
            "Wie viele Lotsinnen und Lotsen werden eingesetzt?",
            "Ohne koordinierende Lotsinnen und Lotsen, zum Beispiel 8.",
            "Zahl der Lotsinnen und Lotsen",
        ),
        "coordinating_guides": (
            "Wie viele koordinierende Lotsinnen und Lotsen werden eingesetzt?",
            "Zum Beispiel 1; bitte 0 angeben, wenn es keine gibt.",
            "Zahl der koordinierenden Lotsinnen und Lotsen",
        ),
        "hours": (
            "Wie viele Einsatzstunden sind insgesamt geplant?",
            "Alle Lotsinnen und Lotsen zusammen, zum Beispiel 1.200.",
            "Zahl der Einsatzstunden",
        ),
        "pool_of_guides": (
            "Wie viele Lotsinnen und Lotsen gehören zum Pool?",
            "Zum Beispiel 6.",
            "Zahl der Lotsinnen und Lotsen im Pool",
        ),
        "pool_size": (
            "Wie viele Dolmetschende gehören zum Pool?",
            "Zum Beispiel 15.",
            "Zahl der Dolmetschenden im Pool",
        ),
        "planned_pool_size": (
            "Wie viele Dolmetschende soll der aufzubauende Pool haben?",
            "Zum Beispiel 8.",
            "Geplante Zahl der Dolmetschenden",
        ),
        "planned_pool_languages": (
            "Wie viele verschiedene Sprachen soll der aufzubauende Pool sprechen?",
            "Ohne Deutsch, zum Beispiel 6.",
            "Geplante Zahl der Sprachen im Pool",
        ),
        "pool_languages": (
            "Wie viele verschiedene Sprachen spricht der Pool?",
            "Ohne Deutsch, zum Beispiel 9.",
            "Zahl der Sprachen im Pool",
        ),
        "deployments": (
            "Wie viele Einsätze sind geplant?",
            "Ein Einsatz je Termin, unabhängig von der Dauer, zum Beispiel 300.",
            "Zahl der Einsätze",
        ),
        "deployments_per_client": (
            "Wie viele Einsätze je unterstützter Person sind höchstens geplant?",
            "Zum Beispiel 5.",
            "Einsätze je unterstützter Person",
        ),
    }
)

_TEXTS_OF_LINES = numbers_for(
    "interpreter_training_units", "Zahl der Unterrichtseinheiten der Schulung"
)

TEXTS = together((_GUIDES, _INTERPRETERS, _NUMBERS, _TEXTS_OF_LINES))
