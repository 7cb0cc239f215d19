"""What the steps of questions, payments, changes, proofs and claims do; see `step_hints`."""

_NO_PERIOD = "eine Frist läuft dafür nicht."
_SIGNED = (
    "Die Zeichnung lässt sich nicht rückgängig machen, nur der Versand lässt sich berichtigen."
)

# machine -> action -> text, for applicants
FOR_APPLICANTS: dict[str, dict[str, str]] = {
    "clarification": {
        "answer": (
            "Ihre Antwort geht mit den Unterlagen an die Bewilligungsbehörde. Sie nimmt sie an "
            "oder fordert erneut nach. Eine abgeschickte Antwort lässt sich nicht mehr ändern."
        ),
    },
    "payment": {
        "request": (
            "Der Abruf geht an die Bewilligungsbehörde: Die Sachbearbeitung prüft ihn, eine zweite "
            "Person gibt ihn frei, die Kasse zahlt aus. Bis die Prüfung abgeschlossen ist, können "
            "Sie ihn zurückziehen."
        ),
        "withdraw": (
            "Der Abruf endet, niemand muss mehr handeln. Das lässt sich nicht rückgängig machen; "
            "den Betrag können Sie neu abrufen."
        ),
    },
    "change": {
        "request": (
            "Die Bewilligungsbehörde entscheidet durch Bescheid; setzen Sie die Änderung vorher "
            "nicht um. Solange sie noch nichts vorgeschlagen hat, können Sie den Antrag "
            "zurücknehmen."
        ),
        "withdraw": (
            "Der Änderungsantrag endet, es gilt weiter der bisherige Bescheid. Das lässt sich "
            "nicht rückgängig machen; ein neuer Änderungsantrag bleibt möglich."
        ),
    },
    "proof": {
        "submit": (
            "Der Nachweis wird in dieser Fassung festgeschrieben; danach prüft ihn die "
            "Bewilligungsbehörde. Zurücknehmen lässt er sich nicht; hat er Mängel, erhalten Sie "
            "ihn zur Überarbeitung zurück."
        ),
    },
    "recovery": {
        "record_statement": (
            "Ihre Stellungnahme geht an die Bewilligungsbehörde, die danach über die "
            "Rückforderung entscheidet. Eine abgegebene Stellungnahme lässt sich nicht mehr ändern."
        ),
    },
}

_CLARIFICATION = {
    "ask": (
        "Die antragstellende Stelle erhält das Schreiben und antwortet bis zum genannten Tag; "
        "solange lässt sich die Prüfung nicht abschließen. Ein verschicktes Schreiben lässt sich "
        "nicht ändern, die Nachforderung aber aufheben."
    ),
    "accept_answer": (
        "Die Nachforderung ist erledigt. Als Nächstes führen Sie die Prüfung fort; "
        + _NO_PERIOD
        + " Die Annahme lässt sich nicht rückgängig machen, eine neue Nachforderung bleibt möglich."
    ),
    "ask_again": (
        "Die antragstellende Stelle erhält die Nachforderung mit Ihrer Begründung noch einmal und "
        "antwortet bis zum neuen Tag. Die frühere Antwort bleibt in der Akte; aufheben lässt sich "
        "die Nachforderung auch dann."
    ),
    "lapse": (
        "Die Nachforderung endet ohne Antwort. Als Nächstes entscheiden Sie nach Aktenlage; "
        + _NO_PERIOD
        + " Das lässt sich nicht rückgängig machen, eine neue Nachforderung bleibt möglich."
    ),
    "cancel": (
        "Die antragstellende Stelle braucht nicht mehr zu antworten. Als Nächstes führen Sie die "
        "Prüfung fort; "
        + _NO_PERIOD
        + " Das lässt sich nicht rückgängig machen, eine neue Nachforderung bleibt möglich."
    ),
}

_PAYMENT = {
    "check": (
        "Sie bestätigen die Prüfung des Abrufs. Als Nächstes gibt eine zweite Person die "
        "Auszahlung frei; " + _NO_PERIOD + " Nur sie kann den Abruf zur erneuten Prüfung "
        "zurückgeben."
    ),
    "send_back": (
        "Als Nächstes prüft die Sachbearbeitung den Abruf mit Ihrer Begründung noch einmal; "
        + _NO_PERIOD
        + " Die Rückgabe lässt sich nicht rückgängig machen."
    ),
    "refuse": (
        "Die empfangende Stelle erhält die Ablehnung mit Gründen, ausgezahlt wird nichts. Mit der "
        "Bekanntgabe beginnt die Klagefrist; sie kann neu abrufen. Die Ablehnung lässt sich nicht "
        "rückgängig machen."
    ),
    "release": (
        "Der Betrag erscheint in der Liste der Kasse, die ihn als Nächstes auszahlt; "
        + _NO_PERIOD
        + " Bis zur Auszahlung lässt sich die Freigabe zurücknehmen."
    ),
    "pay": (
        "Sie buchen eine Überweisung, die in Ihrem Zahlungsverfahren veranlasst ist. Ab diesem Tag "
        "läuft die Frist, in der die empfangende Stelle das Geld zu verwenden hat. Die Buchung "
        "lässt sich nicht löschen; kommt das Geld zurück, erfassen Sie einen Rückläufer."
    ),
    "record_return": (
        "Der Betrag gilt wieder als nicht ausgezahlt. Als Nächstes klärt die Bewilligung das Konto "
        "und gibt erneut frei oder hebt die Auszahlung auf; "
        + _NO_PERIOD
        + " Der Eintrag lässt sich nicht rückgängig machen."
    ),
    "take_back_release": (
        "Der Betrag verschwindet aus der Liste der Kasse. Als Nächstes gibt die Bewilligung ihn "
        "erneut frei, zurück an die Sachbearbeitung oder lehnt ihn ab; "
        + _NO_PERIOD
        + " Eine neue Freigabe bleibt möglich."
    ),
    "reissue": (
        "Der Betrag erscheint mit diesem Konto wieder in der Liste der Kasse, die ihn als Nächstes "
        "auszahlt; " + _NO_PERIOD + " Bis zur Auszahlung lässt sich die Freigabe zurücknehmen."
    ),
    "cancel": (
        "Die Auszahlung wird nicht wiederholt, der Betrag ist wieder frei. Die empfangende Stelle "
        "kann ihn bis zur Schlussmitteilung neu abrufen, solange der Bescheid es zulässt; ist der "
        "Vorgang schon abgerechnet, geht er an den Haushalt zurück, und sie erfährt es. Das lässt "
        "sich nicht rückgängig machen."
    ),
}

_CHANGE = {
    "propose": (
        "Als Nächstes zeichnet eine zweite Person das Schreiben dieser Vorschau oder gibt es "
        "zurück; " + _NO_PERIOD + " Zurücknehmen können Sie den Vorschlag nicht."
    ),
    "grant": (
        "Der Änderungsbescheid ergeht in der angezeigten Fassung, ab dann gilt der geänderte "
        "Stand. Mit der Bekanntgabe beginnt die Klagefrist. " + _SIGNED
    ),
    "refuse": (
        "Die Ablehnung ergeht in der angezeigten Fassung, es gilt weiter der bisherige Bescheid. "
        "Mit der Bekanntgabe beginnt die Klagefrist. " + _SIGNED
    ),
    "return_proposal": (
        "Die Sachbearbeitung erhält den Vorschlag mit Ihrer Begründung zurück und schlägt neu vor; "
        + _NO_PERIOD
        + " Die Rückgabe lässt sich nicht rückgängig machen."
    ),
}

_PROOF = {
    "receive_on_paper": (
        "Der Nachweis gilt mit dem Eingangstag als eingereicht. Als Nächstes beginnen Sie die "
        "Nachweisprüfung; "
        + _NO_PERIOD
        + " Das Erfassen lässt sich nicht rückgängig machen; hat er Mängel, geben Sie ihn zurück."
    ),
    "cancel": (
        "Die empfangende Stelle muss diesen Nachweis nicht einreichen und erfährt das mit Ihrer "
        "Begründung. Das lässt sich nicht rückgängig machen; ein neuer Nachweis kann angefordert "
        "werden."
    ),
    "take_up": (
        "Als Nächstes stellen Sie die anerkannten Ausgaben fest und schreiben den Prüfvermerk, "
        "oder Sie geben den Nachweis zur Überarbeitung zurück; an unerledigte Prüfungen wird "
        "erinnert. Der Schritt lässt sich nicht rückgängig machen."
    ),
    "examine": (
        "Anerkannte Ausgaben und Prüfvermerk stehen damit fest und sind Grundlage der Abrechnung. "
        "Als Nächstes beginnen Sie die Abrechnung, sobald alle Nachweise geprüft sind; "
        + _NO_PERIOD
        + " Bis dahin lässt sich die Prüfung wieder aufnehmen."
    ),
    "send_back": (
        "Die empfangende Stelle erhält den Nachweis mit Ihrer Begründung zurück und reicht ihn "
        "überarbeitet neu ein; sein Tag bleibt derselbe. Die Rückgabe lässt sich nicht rückgängig "
        "machen."
    ),
    "reopen": (
        "Die Prüfung beginnt noch einmal, der frühere Prüfvermerk bleibt in der Akte. Als Nächstes "
        "stellen Sie die anerkannten Ausgaben neu fest; "
        + _NO_PERIOD
        + " Rückgängig machen lässt sich das nur, indem die Prüfung wieder abgeschlossen wird."
    ),
}

_RECOVERY = {
    "open_hearing": (
        "Die empfangende Stelle erhält die Anhörung und kann bis zum genannten Tag Stellung "
        "nehmen; gefordert ist damit noch nichts. Danach entscheidet eine zweite Person. Eine "
        "versandte Anhörung lässt sich nicht zurücknehmen."
    ),
    "record_statement": (
        "Die Stellungnahme kommt zur Akte. Als Nächstes entscheidet eine zweite Person über die "
        "Rückforderung; die Frist der Anhörung muss sie nicht mehr abwarten. Der Eintrag lässt "
        "sich nicht ändern."
    ),
    "order": (
        "Der Bescheid ergeht in der angezeigten Fassung: Die empfangende Stelle zahlt bis zum "
        "genannten Tag, die Kasse bucht den Eingang. Die Zeichnung lässt sich nicht rückgängig "
        "machen; auf die Forderung lässt sich später verzichten."
    ),
    "drop": (
        "Die Rückforderung endet ohne Bescheid, die empfangende Stelle erhält darüber ein "
        "Schreiben. Als Nächstes wird die Akte abgeschlossen; "
        + _NO_PERIOD
        + " Das lässt sich nicht rückgängig machen."
    ),
    "record_part_payment": (
        "Der Eingang wird von der Forderung abgezogen. Als Nächstes zahlt die empfangende Stelle "
        "den Rest bis zum Tag des Bescheids. Die Buchung lässt sich nicht löschen."
    ),
    "record_repayment": (
        "Die Forderung ist erfüllt. Sind seit dem Bescheid Zinsen aufgelaufen, entscheidet darüber "
        "als Nächstes die Bewilligung; sonst ist die Rückforderung beendet. "
        + _NO_PERIOD[0].upper()
        + _NO_PERIOD[1:]
        + " Die Buchung lässt sich nicht löschen."
    ),
    "claim_interest": (
        "Der Zinsbescheid ergeht in der angezeigten Fassung: Die empfangende Stelle zahlt die "
        "Zinsen bis zum genannten Tag, die Kasse bucht den Eingang. Die Zeichnung lässt sich nicht "
        "rückgängig machen; auf die Forderung lässt sich später verzichten."
    ),
    "waive_interest": (
        "Die Zinsen seit dem Bescheid werden nicht erhoben; die empfangende Stelle erfährt das. "
        "Die Rückforderung ist beendet, als Nächstes wird die Akte abgeschlossen; "
        + _NO_PERIOD
        + " Das lässt sich nicht rückgängig machen."
    ),
    "waive": (
        "Auf den offenen Rest wird verzichtet, die empfangende Stelle erhält darüber ein "
        "Schreiben. Als Nächstes wird die Akte abgeschlossen; "
        + _NO_PERIOD
        + " Das lässt sich nicht rückgängig machen."
    ),
}

# machine -> action -> text, for staff
FOR_STAFF: dict[str, dict[str, str]] = {
    "clarification": _CLARIFICATION,
    "payment": _PAYMENT,
    "change": _CHANGE,
    "proof": _PROOF,
    "recovery": _RECOVERY,
}
