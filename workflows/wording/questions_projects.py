"""Questions about projects, staff posts and centres."""

from workflows.wording.making import (
    asked,
    numbers,
    options,
    statement_texts,
    together,
    yes_no,
)

_TEXTS = asked(
    {
        "project_title": (
            "Wie heißt das Vorhaben?",
            (
                "Kurztitel, zum Beispiel „Ankommen im Verein“. Bei Gesundheitslotsinnen und "
                "-lotsen bitte „GKV“ ergänzen."
            ),
        ),
        "project_place": (
            "Wo findet das Vorhaben statt?",
            "Ort oder Gebiet, zum Beispiel Stadtteil Nordstadt in Kassel.",
        ),
        "project_summary": (
            "Worum geht es in dem Vorhaben?",
            "Bedarf, Ziel und Maßnahmen in wenigen Sätzen, zum Beispiel: In 40 Familien fehlt ...",
        ),
        "concept_text": (
            "Beschreiben Sie das Konzept.",
            "Ausgangslage, Ziele, Schritte, Beteiligte und Zeitplan, zum Beispiel nach Monaten.",
        ),
        "goals": (
            "Welche Ziele sollen erreicht werden?",
            "Möglichst messbar, zum Beispiel: fünf Ämter beginnen die interkulturelle Öffnung.",
        ),
        "target_group": (
            "An wen richtet sich das Vorhaben vor allem?",
            "Bitte die wichtigste Zielgruppe wählen, zum Beispiel geflüchtete Frauen und Mädchen.",
        ),
        "project_focus": (
            "Welcher Schwerpunkt trifft am ehesten zu?",
            "Zum Beispiel interkulturelle Öffnung, wenn eine Einrichtung ihre Angebote umstellt.",
        ),
        "post_with_charity": (
            "Soll die Stelle bei einem gemeinnützigen Träger angesiedelt werden?",
            "Die Zuwendung erhält weiterhin der Landkreis oder die Stadt und leitet sie weiter.",
        ),
        "assistant_post": (
            "Beantragen Sie zusätzlich eine Assistenzstelle?",
            "Zum Beispiel für Verwaltung und Veranstaltungen des WIR-Vielfaltszentrums.",
        ),
        "micro_project_pot": (
            "Beantragen Sie zusätzlich Mittel für Mikroprojekte?",
            "Diese Mittel werden an gemeinnützige Träger weitergegeben, zum Beispiel an Vereine.",
        ),
    }
)

_OPTIONS = together(
    (
        options(
            "target_group",
            {
                "refugee_women_girls": "geflüchtete Frauen und Mädchen",
                "south_east_europe": "Zugewanderte aus Südosteuropa",
                "newcomers": "Neuzugewanderte allgemein",
                "refugees": "Geflüchtete allgemein",
                "institutions": "Verwaltungen, Einrichtungen und Vereine",
                "whole_population": "die gesamte Bevölkerung",
            },
        ),
        options(
            "project_focus",
            {
                "welcome_culture": "Willkommens- und Anerkennungskultur",
                "intercultural_opening": "interkulturelle Öffnung",
                "innovative_approach": "neuer, innovativer Ansatz",
                "other": "ein anderer Schwerpunkt",
            },
        ),
        statement_texts(
            "one_of.project_focus", "Der Schwerpunkt des Vorhabens ist in der Richtlinie genannt"
        ),
        statement_texts(
            "one_of.target_group_women",
            "Das Vorhaben richtet sich an geflüchtete Frauen und Mädchen",
        ),
        statement_texts(
            "one_of.target_group_south_east_europe",
            "Das Vorhaben richtet sich an Zugewanderte aus Südosteuropa",
        ),
        statement_texts(
            "from.target_group_refugees",
            "Die Arbeit nur mit Geflüchteten ist seit dem {first} förderfähig; Beginn ist der "
            "{start}",
        ),
    )
)

_PROJECTS = yes_no(
    "yes",
    {
        "new_measure": (
            "Ist es ein neues Vorhaben, das Sie bisher nicht durchgeführt haben?",
            "Zum Beispiel ein Angebot, das es vor Ort noch nicht gibt.",
            "Das Vorhaben ist neu",
        ),
        "new_approach": (
            "Verfolgt das Vorhaben einen neuen Ansatz?",
            "Zum Beispiel eine Methode, die in Ihrer Region noch nicht erprobt ist.",
            "Das Vorhaben verfolgt einen neuen Ansatz",
        ),
        "model_character": (
            "Hat das Vorhaben Modellcharakter?",
            "Andere können es übernehmen, zum Beispiel mit einem Leitfaden.",
            "Das Vorhaben hat Modellcharakter",
        ),
        "low_threshold": (
            "Ist das Angebot niedrigschwellig?",
            "Zum Beispiel ohne Anmeldung, kostenfrei und mit Kinderbetreuung.",
            "Das Angebot ist niedrigschwellig",
        ),
        "concept_at_hand": (
            "Liegt ein aussagekräftiges Konzept vor?",
            "Es beschreibt Bedarf, Ziele, Maßnahmen und Zeitplan und ist dem Antrag beizufügen.",
            "Ein aussagekräftiges Konzept liegt vor",
        ),
        "local_actors_agreed": (
            "Ist das Konzept mit den Akteurinnen und Akteuren vor Ort abgestimmt?",
            "Zum Beispiel mit dem Integrationsbüro und den beteiligten Vereinen.",
            "Das Konzept ist mit den Akteurinnen und Akteuren vor Ort abgestimmt",
        ),
        "cooperation_agreement": (
            "Gibt es eine schriftliche Kooperationsvereinbarung?",
            "Sie nennt die Beteiligten und ihre Aufgaben und ist dem Antrag beizufügen.",
            "Eine schriftliche Kooperationsvereinbarung liegt vor",
        ),
        "partner_passes_mo_tests": (
            "Erfüllt die beteiligte Migrantenorganisation die Voraussetzungen der Richtlinie?",
            "Zum Beispiel: eingetragener Verein, gemeinnützig, ohne hauptamtliche Strukturen.",
            "Die beteiligte Migrantenorganisation erfüllt die Voraussetzungen der Richtlinie",
        ),
    },
)

_POSTS = yes_no(
    "yes",
    {
        "chief_matter": (
            "Ist die Integration in Ihrer Verwaltung Chefsache?",
            "Zum Beispiel durch Anbindung an die Landrätin, den Landrat oder das Dezernat.",
            "Die Integration ist in der Verwaltung Chefsache",
        ),
        "one_organisational_unit": (
            "Sind alle geförderten Stellen in einer Organisationseinheit zusammengefasst?",
            "Zum Beispiel im Fachdienst Migration und Integration; eine Planung genügt.",
            "Die geförderten Stellen sind in einer Organisationseinheit zusammengefasst",
        ),
        "target_agreement_accepted": (
            "Sind Sie bereit, eine Zielvereinbarung mit dem Land abzuschließen?",
            "Sie hält die Ziele der Förderung fest, zum Beispiel für fünf Jahre.",
            "Die Bereitschaft zu einer Zielvereinbarung mit dem Land ist erklärt",
        ),
        "staff_qualified": (
            "Ist die Person für die Stelle fachlich geeignet?",
            "Üblich ist ein Studium der Sozial- oder Verwaltungswissenschaften.",
            "Die Person ist für die Stelle fachlich geeignet",
        ),
        "forwarding_agreement": (
            "Gibt es eine Vereinbarung über die Weiterleitung der Mittel?",
            "Sie regelt Zweck, Betrag, Zeitraum und Nachweis, zum Beispiel mit der Caritas.",
            "Die Weiterleitung der Mittel ist vereinbart",
        ),
        "cooperation_with_coordination": (
            "Arbeitet die Stelle eng mit der WIR-Koordination zusammen?",
            "Zum Beispiel in gemeinsamen Dienstbesprechungen.",
            "Die Stelle arbeitet eng mit der WIR-Koordination zusammen",
        ),
        "labour_market_focus": (
            "Gehört die Integration in den Arbeitsmarkt zu den Schwerpunkten?",
            "Zum Beispiel in Zusammenarbeit mit Jobcenter und Kammern.",
            "Die Integration in den Arbeitsmarkt gehört zu den Schwerpunkten",
        ),
        "micro_projects_for_charities": (
            "Werden die Mittel für Mikroprojekte an gemeinnützige Träger weitergegeben?",
            "Zum Beispiel an eingetragene Vereine in Ihrem Gebiet.",
            "Die Mittel für Mikroprojekte werden an gemeinnützige Träger weitergegeben",
        ),
    },
)

_NUMBERS = numbers(
    {
        "full_time_equivalents": (
            "Wie viele Vollzeitstellen werden beantragt?",
            "Teilzeit als Dezimalzahl, zum Beispiel 0,50 für eine halbe Stelle.",
            "Umfang der Stelle (Vollzeitstellen)",
        ),
        "coordinators_fte": (
            "Wie viele Vollzeitstellen für die Koordination werden beantragt?",
            "Teilzeit als Dezimalzahl, zum Beispiel 1,75.",
            "Koordinationsstellen (Vollzeitstellen)",
        ),
        "assistant_fte": (
            "Welchen Umfang hat die Assistenzstelle?",
            "Teilzeit als Dezimalzahl, zum Beispiel 0,50.",
            "Assistenzstelle (Vollzeitstellen)",
        ),
    }
)

TEXTS = together((_TEXTS, _OPTIONS, _PROJECTS, _POSTS, _NUMBERS))
