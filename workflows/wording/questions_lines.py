"""Questions of migrant organisations, strategies, guides and interpreters."""

from workflows.wording.making import asked, numbers, together, yes_no

_GATES = asked(
    {
        "wants_training": (
            "Beantragen Sie die Qualifizierung der Lotsinnen und Lotsen oder Dolmetschenden?",
            "Zum Beispiel eine Basisqualifizierung oder einen Grundkurs.",
        ),
        "wants_seminar": (
            "Beantragen Sie ein Vertiefungsseminar oder entlastende Reflexionsgespräche?",
            "Für Lotsinnen und Lotsen, die bereits tätig sind, zum Beispiel zum Asylrecht.",
        ),
        "wants_deployment": (
            "Beantragen Sie Mittel für den Einsatz der Ehrenamtlichen?",
            "Zum Beispiel die Aufwandsentschädigung für Einsatzstunden oder Einsätze.",
        ),
        "health_guides": (
            "Handelt es sich um Gesundheitslotsinnen und -lotsen?",
            "Dann wird der Kurztitel um „GKV“ ergänzt, damit die Anträge unterscheidbar sind.",
        ),
        "coordination_flat_rate": (
            "Beantragen Sie die Koordinierungspauschale?",
            "Zum Beispiel für die Begleitung eines Pools von mindestens fünf Lotsinnen und Lotsen.",
        ),
    }
)

# Asked by the finder only, in place of the single questions.
_BUNDLES = asked(
    {
        "is_whole_migrant_org": (
            "Treffen alle Merkmale einer förderfähigen Migrantenorganisation zu?",
            (
                "Eingetragener Verein mit Sitz in Hessen; die Ziele dienen Integration und "
                "Teilhabe und ergeben sich aus der Lebenslage von Menschen mit "
                "Migrationshintergrund; Mitglieder und Vorstand haben überwiegend einen "
                "Migrationshintergrund; es geht nicht nur um Religion, Sprache oder "
                "Herkunftskultur; keine hauptamtlichen Strukturen; kein Beratungsträger."
            ),
        ),
        "one_new_micro_project": (
            "Planen Sie genau ein neues Mikroprojekt, verbunden mit einer Stelle im Minijob?",
            "Zum Beispiel ein erstmaliges Nachbarschaftscafé, das eine Kraft im Minijob leitet.",
        ),
    }
)

_MO = yes_no(
    "yes",
    {
        "mo_aims_participation": (
            "Dienen die Ziele der Organisation der besseren Integration und Teilhabe?",
            "Maßgeblich ist die Satzung, zum Beispiel der Zweck „Förderung der Bildung“.",
            "Die Ziele der Organisation dienen der besseren Integration und Teilhabe",
        ),
        "mo_aims_from_migration": (
            (
                "Ergeben sich die Ziele wesentlich aus der Lebenslage und den Interessen von "
                "Menschen mit Migrationshintergrund?"
            ),
            "Zum Beispiel bei einem Elternverein zugewanderter Familien.",
            (
                "Die Ziele ergeben sich wesentlich aus der Lebenslage und den Interessen von "
                "Menschen mit Migrationshintergrund"
            ),
        ),
        "mo_members_board_mostly_migrants": (
            "Haben Mitglieder und Vorstand überwiegend einen Migrationshintergrund?",
            (
                "Beides soll zutreffen, zum Beispiel 30 von 40 Mitgliedern und drei von fünf im "
                "Vorstand."
            ),
            "Mitglieder und Vorstand haben überwiegend einen Migrationshintergrund",
        ),
        "micro_project_new": (
            "Ist das Mikroprojekt neu?",
            "Es wurde bisher nicht durchgeführt, zum Beispiel ein erstmaliges Nachbarschaftscafé.",
            "Das Mikroprojekt ist neu",
        ),
        "micro_project_in_hesse": (
            "Findet das Mikroprojekt in Hessen statt?",
            "Maßgeblich ist, wo die Treffen und Angebote stattfinden, zum Beispiel in Marburg.",
            "Das Mikroprojekt findet in Hessen statt",
        ),
        "mini_job": (
            "Ist das Mikroprojekt mit einer Stelle im Minijob verbunden?",
            "Zum Beispiel für die Organisation der Treffen.",
            "Das Mikroprojekt ist mit einer Stelle im Minijob verbunden",
        ),
        "municipality_letter": (
            "Ist das Vorhaben mit der kommunalen Integrationsstelle abgestimmt?",
            "Nachweis ist ein Schreiben, zum Beispiel des Integrationsbüros der Stadt.",
            "Das Vorhaben ist mit der kommunalen Integrationsstelle abgestimmt",
        ),
    },
) | yes_no(
    "no",
    {
        "mo_only_religion_language_culture": (
            (
                "Geht es ausschließlich um Religionsausübung, reinen Spracherwerb oder die Pflege "
                "der Herkunftskultur?"
            ),
            "Zum Beispiel ein reiner Gebetskreis. Gemischte Angebote sind nicht gemeint.",
            (
                "Es geht nicht ausschließlich um Religionsausübung, reinen Spracherwerb oder die "
                "Pflege der Herkunftskultur"
            ),
        ),
        "mo_full_time_structure": (
            "Hat die Organisation bereits hauptamtliche Strukturen?",
            "Zum Beispiel eine Geschäftsstelle mit fest angestellten Beschäftigten.",
            "Die Organisation hat noch keine hauptamtlichen Strukturen",
        ),
        "mo_counselling_body": (
            "Ist die Organisation ein Beratungsträger, etwa ein Wohlfahrtsverband?",
            "Zum Beispiel ein Kreisverband mit eigener Migrationsberatung.",
            "Die Organisation ist kein Beratungsträger und kein Wohlfahrtsverband",
        ),
    },
)

_STRATEGIES = yes_no(
    "yes",
    {
        "external_moderation": (
            "Wird der Prozess extern moderiert?",
            "Die Wahl der Prozessmoderation ist frei, zum Beispiel ein Planungsbüro.",
            "Der Prozess wird extern moderiert",
        ),
        "county_coordination_involved": (
            "Wird die WIR-Koordination oder das WIR-Vielfaltszentrum des Landkreises beteiligt?",
            "Nachweis ist eine Stellungnahme, zum Beispiel per Schreiben.",
            "Die WIR-Koordination oder das WIR-Vielfaltszentrum des Landkreises wird beteiligt",
        ),
        "integration_officer_involved": (
            "Wird die oder der Integrationsbeauftragte beteiligt?",
            "Zum Beispiel in der Steuerungsgruppe.",
            "Die oder der Integrationsbeauftragte wird beteiligt",
        ),
        "council_resolution_planned": (
            "Soll die Gemeindevertretung die Strategie beschließen?",
            "In Städten die Stadtverordnetenversammlung; geplanter Monat zum Beispiel 11/2028.",
            "Ein Beschluss der Gemeindevertretung oder Stadtverordnetenversammlung ist vorgesehen",
        ),
        "partner_resolutions": (
            "Haben alle beteiligten Gemeinden der Zusammenarbeit zugestimmt?",
            "Zum Beispiel durch Beschlüsse der Gemeindevertretungen.",
            "Alle beteiligten Gemeinden haben der Zusammenarbeit zugestimmt",
        ),
    },
)

_NUMBERS = numbers(
    {
        "micro_projects": (
            "Wie viele Mikroprojekte sind geplant?",
            "Gefördert wird genau ein neues Mikroprojekt in Hessen, also zum Beispiel 1.",
            "Zahl der Mikroprojekte",
        ),
        "partners": (
            "Wie viele Partnergemeinden beteiligen sich neben der federführenden Gemeinde?",
            "Zum Beispiel 2.",
            "Zahl der Partnergemeinden",
        ),
        "participation_formats": (
            "Wie viele Beteiligungsformate sind geplant?",
            "Zum Beispiel 3: Auftaktveranstaltung, Werkstatt und Befragung.",
            "Zahl der Beteiligungsformate",
        ),
    }
)

TEXTS = together((_GATES, _BUNDLES, _MO, _STRATEGIES, _NUMBERS))
