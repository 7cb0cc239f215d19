"""German of the states beside the application: questions, payments, changes, proofs, claims."""

ENDED = "Das Verfahren ist beendet. Es ist nichts weiter zu tun."

# machine -> state -> (staff's name, applicants' name, what staff do next, what applicants do next)
SIDE_STATES: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "clarification": {
        "requested": (
            "Gestellt",
            "Antwort erforderlich",
            "Die Antwort steht aus.",
            "Beantworten Sie die Nachforderung bis zum genannten Tag.",
        ),
        "answered": (
            "Beantwortet",
            "Beantwortet",
            "Prüfen Sie die Antwort: annehmen oder erneut nachfordern.",
            "Die Bewilligungsbehörde prüft Ihre Antwort.",
        ),
        "resolved": ("Erledigt", "Erledigt", ENDED, "Ihre Antwort wurde angenommen."),
        "lapsed": (
            "Ohne Antwort abgelaufen",
            "Frist abgelaufen",
            "Entscheiden Sie nach Aktenlage oder fordern Sie erneut nach.",
            "Die Frist ist abgelaufen. Es wird nach Aktenlage entschieden.",
        ),
        "cancelled": (
            "Aufgehoben",
            "Aufgehoben",
            ENDED,
            "Die Nachforderung wurde aufgehoben. Sie brauchen nicht zu antworten.",
        ),
    },
    "payment": {
        "requested": (
            "Abgerufen",
            "Eingereicht",
            "Prüfen Sie den Mittelabruf.",
            "Die Bewilligungsbehörde prüft den Mittelabruf.",
        ),
        "checked": (
            "Geprüft",
            "In Prüfung",
            "Eine zweite Person gibt die Auszahlung frei.",
            "Die Bewilligungsbehörde prüft den Mittelabruf.",
        ),
        "released": (
            "Freigegeben",
            "Zur Auszahlung freigegeben",
            "Zahlen Sie den Betrag aus und buchen Sie die Auszahlung.",
            "Der Betrag wird in Kürze ausgezahlt.",
        ),
        "paid": (
            "Ausgezahlt",
            "Ausgezahlt",
            ENDED,
            (
                "Verwenden Sie die Mittel innerhalb von zwei Monaten nach der Auszahlung, soweit "
                "der Bescheid nichts anderes bestimmt."
            ),
        ),
        "returned": (
            "Rückläufer",
            "Auszahlung fehlgeschlagen",
            (
                "Klären Sie die Bankverbindung und geben Sie die Auszahlung erneut frei, oder "
                "heben Sie sie auf."
            ),
            "Die Auszahlung kam zurück. Prüfen Sie Ihre Bankverbindung.",
        ),
        "cancelled": (
            "Nach Rücklauf aufgehoben",
            "Nach Rücklauf aufgehoben",
            ENDED,
            (
                "Die Auszahlung kam zurück und wird nicht wiederholt. Den Betrag können Sie neu "
                "abrufen, solange der Bescheid es zulässt."
            ),
        ),
        "refused": ("Abgelehnt", "Abgelehnt", ENDED, "Den Grund finden Sie im Posteingang."),
        "withdrawn": ("Zurückgezogen", "Zurückgezogen", ENDED, ENDED),
    },
    "change": {
        "requested": (
            "Beantragt",
            "Beantragt",
            "Prüfen Sie die Änderung und schlagen Sie eine Entscheidung vor.",
            "Die Bewilligungsbehörde prüft die Änderung. Setzen Sie sie noch nicht um.",
        ),
        "proposed": (
            "Entscheidung vorgeschlagen",
            "In Prüfung",
            "Eine zweite Person prüft den Vorschlag und zeichnet den Bescheid.",
            "Die Bewilligungsbehörde prüft die Änderung. Setzen Sie sie noch nicht um.",
        ),
        "granted": (
            "Genehmigt",
            "Genehmigt",
            ENDED,
            "Es gilt der geänderte Stand nach dem Änderungsbescheid.",
        ),
        "refused": (
            "Abgelehnt",
            "Abgelehnt",
            ENDED,
            "Es gilt weiter der bisherige Bescheid.",
        ),
        "withdrawn": (
            "Zurückgenommen",
            "Zurückgenommen",
            ENDED,
            "Es gilt weiter der bisherige Bescheid.",
        ),
    },
    "proof": {
        "expected": (
            "Erwartet",
            "Einzureichen",
            "Der Nachweis steht aus.",
            "Reichen Sie den Nachweis bis zum genannten Tag ein.",
        ),
        "submitted": (
            "Eingegangen",
            "Eingereicht",
            "Beginnen Sie die Nachweisprüfung.",
            "Die Bewilligungsbehörde prüft den Nachweis.",
        ),
        "in_review": (
            "In Prüfung",
            "In Prüfung",
            "Stellen Sie die anerkannten Ausgaben fest und fertigen Sie den Prüfvermerk.",
            "Die Bewilligungsbehörde prüft den Nachweis.",
        ),
        "sent_back": (
            "Zur Überarbeitung",
            "Zu überarbeiten",
            "Der überarbeitete Nachweis steht aus.",
            "Überarbeiten Sie den Nachweis und reichen Sie ihn erneut ein.",
        ),
        "examined": ("Geprüft", "Geprüft", ENDED, "Der Nachweis ist geprüft."),
        "cancelled": (
            "Gestrichen",
            "Entfallen",
            ENDED,
            "Dieser Nachweis ist nicht mehr einzureichen.",
        ),
    },
    "recovery": {
        "hearing": (
            "Anhörung",
            "Anhörung",
            "Warten Sie die Stellungnahme oder den Ablauf der Frist ab.",
            "Nehmen Sie bis zum genannten Tag Stellung.",
        ),
        "statement_received": (
            "Stellungnahme eingegangen",
            "Stellungnahme abgegeben",
            "Entscheiden Sie über die Rückforderung.",
            "Die Bewilligungsbehörde prüft Ihre Stellungnahme.",
        ),
        "ordered": (
            "Rückforderung festgesetzt",
            "Rückforderung festgesetzt",
            "Überwachen Sie den Zahlungseingang.",
            "Zahlen Sie den festgesetzten Betrag fristgerecht zurück.",
        ),
        "interest_open": (
            "Erstattet, Zinsen offen",
            "Erstattet, Zinsen offen",
            "Entscheiden Sie über die Zinsen, die seit dem Bescheid aufgelaufen sind.",
            "Die Bewilligungsbehörde entscheidet über Zinsen für die Zeit seit dem Bescheid.",
        ),
        "repaid": ("Erstattet", "Erstattet", ENDED, "Der Betrag ist vollständig erstattet."),
        "dropped": (
            "Abgesehen",
            "Erledigt",
            ENDED,
            "Es wird nichts oder nichts weiter zurückgefordert.",
        ),
    },
}
