"""Questions of the proof of use: narrative and counters."""

from workflows.wording.making import asked, numbers, together

_TEXTS = asked(
    {
        "report_result": (
            "Wie wurden die Mittel verwendet und was wurde erreicht?",
            "Bitte Ergebnis und Ziele vergleichen, zum Beispiel: 11 von 12 Personen schlossen ab.",
        ),
        "report_deviations": (
            "Wo weicht das Ergebnis von der Planung ab und warum?",
            "Wenn es keine Abweichungen gibt, bitte „keine“ eintragen.",
        ),
        "report_goals": (
            "Wie weit sind die Ziele der Zielvereinbarung erreicht?",
            "Bitte je Ziel, zum Beispiel: Ziel 1 erreicht, Ziel 2 zur Hälfte.",
        ),
        "resolution_number": (
            "Welche Nummer hat der Beschluss?",
            "Nummer der Vorlage oder Niederschrift, zum Beispiel STV/2028/117.",
        ),
        "resolution_date": (
            "An welchem Tag wurde der Beschluss gefasst?",
            "Tag der Sitzung, zum Beispiel 16.11.2028.",
        ),
        "strategy_status": (
            "Wie ist der Stand der Vielfalts- und Integrationsstrategie?",
            "Zum Beispiel: beschlossen, im Entwurf, in Vorbereitung.",
        ),
    }
)

_PEOPLE = numbers(
    {
        "participants_total": (
            "Wie viele Personen haben insgesamt teilgenommen?",
            "Jede Person einmal zählen, zum Beispiel 84.",
            "Teilnehmende insgesamt",
        ),
        "participants_women": (
            "Wie viele Frauen haben teilgenommen?",
            "Jede Person einmal zählen, zum Beispiel 52.",
            "Teilnehmende Frauen",
        ),
        "participants_girls": (
            "Wie viele Mädchen haben teilgenommen?",
            "Unter 18 Jahren, zum Beispiel 14.",
            "Teilnehmende Mädchen",
        ),
        "children_cared_for": (
            "Wie viele Kinder wurden betreut?",
            "Während der Angebote, zum Beispiel 20.",
            "Betreute Kinder",
        ),
        "trained_participants": (
            "Wie viele Personen haben die Qualifizierung abgeschlossen?",
            "Laut Teilnahmeliste, zum Beispiel 12.",
            "Abschlüsse der Qualifizierung",
        ),
        "units_held": (
            "Wie viele Unterrichtseinheiten haben stattgefunden?",
            "Zu je 45 Minuten, zum Beispiel 36.",
            "Gehaltene Unterrichtseinheiten",
        ),
    }
)

_GUIDES = numbers(
    {
        "hours_worked": (
            "Wie viele Einsatzstunden wurden insgesamt geleistet?",
            "Summe aus Formblatt 2 b, zum Beispiel 1.140.",
            "Geleistete Einsatzstunden",
        ),
        "hours_coordinating": (
            "Wie viele davon leisteten koordinierende Lotsinnen und Lotsen?",
            "Zum Beispiel 380.",
            "Stunden der koordinierenden Lotsinnen und Lotsen",
        ),
        "guides_active": (
            "Wie viele Lotsinnen und Lotsen waren im Einsatz?",
            "Ohne koordinierende, jede Person einmal zählen, zum Beispiel 9.",
            "Eingesetzte Lotsinnen und Lotsen",
        ),
        "coordinating_guides_active": (
            "Wie viele koordinierende Lotsinnen und Lotsen waren im Einsatz?",
            "Zum Beispiel 1.",
            "Eingesetzte koordinierende Lotsinnen und Lotsen",
        ),
        "most_hours_of_a_guide": (
            "Wie viele Stunden leistete die Lotsin oder der Lotse mit den meisten Stunden?",
            "In einem Haushaltsjahr, zum Beispiel 240.",
            "Höchste Stundenzahl einer Lotsin oder eines Lotsen",
        ),
        "most_hours_of_a_coordinating_guide": (
            "Wie viele Stunden leistete die koordinierende Person mit den meisten Stunden?",
            "In einem Haushaltsjahr, zum Beispiel 400.",
            "Höchste Stundenzahl einer koordinierenden Person",
        ),
    }
)

_INTERPRETERS = numbers(
    {
        "deployments_done": (
            "Wie viele Einsätze haben stattgefunden?",
            "Zum Beispiel 287.",
            "Durchgeführte Einsätze",
        ),
        "interpreters_active": (
            "Wie viele Dolmetschende waren im Einsatz?",
            "Jede Person einmal zählen, zum Beispiel 14.",
            "Eingesetzte Dolmetschende",
        ),
        "languages_offered": (
            "Wie viele Sprachen wurden angeboten?",
            "Ohne Deutsch, zum Beispiel 9.",
            "Angebotene Sprachen",
        ),
        "clients_served": (
            "Wie vielen Personen wurde geholfen?",
            "Jede Person einmal zählen, zum Beispiel 110.",
            "Unterstützte Personen",
        ),
        "most_deployments_of_a_client": (
            "Wie viele Einsätze erhielt die Person mit den meisten Einsätzen?",
            "Zum Beispiel 4.",
            "Höchste Zahl der Einsätze für eine Person",
        ),
    }
)

_POSTS = numbers(
    {
        "openings_started": (
            "Wie viele Öffnungsprozesse wurden begonnen?",
            "Zum Beispiel 3 Ämter und 2 Vereine, also 5.",
            "Begonnene Öffnungsprozesse",
        ),
        "trainings_held": (
            "Wie viele Schulungen fanden statt?",
            "Zum Beispiel 6.",
            "Schulungen",
        ),
        "network_meetings": (
            "Wie viele Netzwerktreffen fanden statt?",
            "Örtliche und landesweite zusammen, zum Beispiel 7.",
            "Netzwerktreffen",
        ),
        "offers_mapped": (
            "Wie viele Angebote wurden in die Übersicht aufgenommen?",
            "Zum Beispiel 45.",
            "Erfasste Angebote",
        ),
        "referrals": (
            "Wie viele Personen wurden an andere Stellen vermittelt?",
            "Zum Beispiel 130.",
            "Vermittlungen",
        ),
        "guides_in_network": (
            "Wie viele Lotsinnen, Lotsen, Mentorinnen und Mentoren gehören zum Netz?",
            "Zum Beispiel 22.",
            "Lotsinnen, Lotsen, Mentorinnen und Mentoren im Netz",
        ),
        "partners_in_network": (
            "Wie viele Partner gehören zum Netz?",
            "Organisationen und Behörden, zum Beispiel 18.",
            "Partner im Netz",
        ),
        "micro_projects_passed_on": (
            "An wie viele gemeinnützige Träger wurden Mikroprojekt-Mittel weitergegeben?",
            "Zum Beispiel 4.",
            "Weitergegebene Mikroprojekte",
        ),
        "mini_job_months_worked": (
            "In wie vielen Monaten war der Minijob besetzt?",
            "Zum Beispiel 12.",
            "Besetzte Monate des Minijobs",
        ),
        "formats_held": (
            "Wie viele Beteiligungsformate fanden statt?",
            "Zum Beispiel 4.",
            "Durchgeführte Beteiligungsformate",
        ),
        "format_participants": (
            "Wie viele Personen haben an den Beteiligungsformaten teilgenommen?",
            "Zum Beispiel 160.",
            "Teilnehmende der Beteiligungsformate",
        ),
    }
)

TEXTS = together((_TEXTS, _PEOPLE, _GUIDES, _INTERPRETERS, _POSTS))
