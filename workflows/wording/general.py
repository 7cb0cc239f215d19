"""General words: verdicts, outcomes, marks, financing, finder, faults in facts."""

from workflows.wording.making import named, together

TEXTS = together(
    (
        named(
            "verdict",
            {
                "eligible": "förderfähig",
                "not_eligible": "nicht förderfähig",
                "for_review": "von der Behörde zu prüfen",
                "incomplete": "Angaben fehlen",
                "not_wanted": "nicht beantragt",
            },
        ),
        named(
            "outcome",
            {
                "met": "erfüllt",
                "not_met": "nicht erfüllt",
                "review": "zu prüfen",
                "not_asked": "noch nicht bekannt",
            },
        ),
        named(
            "mark",
            {
                "sourced": "belegt",
                "inferred": "hergeleitet",
                "general_knowledge": "allgemein bekannt",
                "unverified": "ungeprüft",
                "not_found": "nicht gefunden",
                "not_applicable": "entfällt",
                "confirmed": "bestätigt",
                "demo": "Demonstrationswert",
            },
        ),
        named(
            "financing_type",
            {
                "share": "Anteilfinanzierung",
                "deficit": "Fehlbedarfsfinanzierung",
                "fixed": "Festbetragsfinanzierung",
                "full": "Vollfinanzierung",
            },
        ),
        named(
            "fund_source",
            {
                "own": "Eigenmittel",
                "third_party": "Drittmittel",
                "public": "andere öffentliche Mittel",
                "income": "Einnahmen des Vorhabens",
            },
        ),
        named(
            "proof_form",
            {"full": "Verwendungsnachweis", "simple": "einfacher Verwendungsnachweis"},
        ),
        named("annex", {"anbest_p": "ANBest-P", "anbest_gk": "ANBest-GK"}),
        named(
            "finder",
            {
                "deadline_year_end": "31. Dezember des Jahres vor dem Beginn",
                "deadline_four_weeks": "mindestens vier Wochen vor dem Beginn",
                "deadline_fixed": "Antragstag des Förderschwerpunkts",
                "deadline_none": "keine feste Frist; es gilt der Antragsschluss des Aufrufs",
                "not_determinable": "nicht bestimmbar, es fehlt der Wert „{figure}“",
                "answer_missing": "noch nicht bestimmbar, es fehlt: {question}",
            },
        ),
        named(
            "facts",
            {
                "unknown": "Dieses Feld ist nicht bekannt.",
                "missing": "Dieses Feld fehlt.",
                "not_object": "Hier wird ein Objekt mit benannten Feldern erwartet.",
                "not_list": "Hier wird eine Liste erwartet.",
                "not_text": "Hier wird ein Text erwartet.",
                "not_yes_no": "Hier wird true oder false erwartet.",
                "not_number": "Hier wird eine Zahl erwartet.",
                "not_whole": "Hier wird eine ganze Zahl erwartet.",
                "negative": "Die Zahl darf nicht negativ sein.",
                "too_small": "Die Zahl ist zu klein; mindestens {least}.",
                "too_large": "Die Zahl ist zu groß; höchstens {most}.",
                "too_many_decimals": "Höchstens {decimals} Nachkommastellen sind zulässig.",
                "not_money": 'Hier wird ein Betrag wie "1234.56" erwartet.',
                "not_date": 'Hier wird ein Datum wie "2026-12-31" erwartet.',
                "day_out_of_range": "Zulässig sind Tage von {first} bis {last}.",
                "not_choice": "Zulässig sind nur: {choices}.",
                "too_long": "Der Text ist zu lang; höchstens {most} Zeichen.",
                "bad_character": "Der Text enthält unzulässige Steuerzeichen.",
                "twice": "Dieser Eintrag kommt doppelt vor.",
                "bad_key": "Der Gemeindeschlüssel besteht aus fünf oder acht Ziffern.",
                "wrong_scope": "Diese Frage stellt die Richtlinie an dieser Stelle nicht.",
                "stands_elsewhere": "Diese Angabe gehört in das Feld {other}.",
                "not_named": "Dieser Schlüssel ist nicht unter den Partnern genannt.",
                "contradicts": "Diese Angabe widerspricht dem Feld {other}.",
                "no_version": (
                    "Für den Zeitraum gilt keine Fassung der Richtlinie; bitte die Fassung nennen."
                ),
                "wrong_unit": "Die Einheit dieses Wertes ist: {unit}.",
                "not_in_register": (
                    "Das Verzeichnis der Gebietskörperschaften kennt diesen Schlüssel nicht."
                ),
                "needs_key": (
                    "Diese Angabe zählt nur zusammen mit dem Schlüssel; bitte ags angeben."
                ),
                "key_of_another_day": "Am {day} gilt der Schlüssel {ags}.",
                "register_differs": "Laut Verzeichnis gilt am {day}: {known}.",
                "invented_key": (
                    "Schlüssel mit 99 sind erfunden und nur in einer Vorführung zulässig."
                ),
                "no_json": "Das ist kein gültiges JSON: {fault}",
                "reversed": "Das Ende liegt vor dem Anfang.",
            },
        ),
    )
)
