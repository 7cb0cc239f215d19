"""German of every state: as staff name it, as applicants read it, and what comes next for each."""

from workflows.next_actors import NEXT_ACTORS
from workflows.states import APPLICANT_ROLES, Role
from workflows.wording.steps import ROLES

# machine -> state -> (staff's name, applicants' name, what staff do next, what applicants do next)
_UNDER_REVIEW = "Sie brauchen im Moment nichts zu tun. Rückfragen erreichen Sie im Posteingang."
_ENDED = "Das Verfahren ist beendet. Es ist nichts weiter zu tun."
_IN_DECISION = "Die Entscheidung wird vorbereitet. Sie erhalten einen schriftlichen Bescheid."

STATES: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "application": {
        "draft": (
            "Entwurf",
            "Entwurf",
            "Der Antrag ist noch nicht eingereicht.",
            "Füllen Sie den Antrag aus. Eine vertretungsberechtigte Person reicht ihn ein.",
        ),
        "filed": (
            "Eingegangen",
            "Eingereicht",
            "Beginnen Sie die formale Prüfung.",
            "Die Bewilligungsbehörde prüft Ihren Antrag. " + _UNDER_REVIEW,
        ),
        "formal_check": (
            "Formale Prüfung",
            "In Prüfung",
            "Beantworten Sie alle Prüfpunkte, fordern Sie Fehlendes nach und schließen Sie ab.",
            _UNDER_REVIEW,
        ),
        "target_agreement": (
            "Zielvereinbarung",
            "Abstimmung der Zielvereinbarung",
            "Stimmen Sie die Zielvereinbarung ab und legen Sie die Unterlage zur Akte.",
            "Die Bewilligungsbehörde stimmt die Zielvereinbarung mit Ihnen ab.",
        ),
        "expert_vote": (
            "Fachliches Votum",
            "In fachlicher Prüfung",
            "Holen Sie das fachliche Votum ein und legen Sie es zur Akte.",
            _UNDER_REVIEW,
        ),
        "municipal_statement": (
            "Stellungnahme der Kommune",
            "In fachlicher Prüfung",
            "Holen Sie die Stellungnahme der Kommune ein und legen Sie sie zur Akte.",
            "Die Stellungnahme Ihrer Kommune wird eingeholt. " + _UNDER_REVIEW,
        ),
        "jury": (
            "Jury",
            "Auswahl durch die Jury",
            "Legen Sie das Ergebnis der Jury zur Akte.",
            "Eine Jury berät über die Anträge. " + _UNDER_REVIEW,
        ),
        "ready": (
            "Entscheidungsreif",
            "Entscheidung in Vorbereitung",
            "Schlagen Sie die Bewilligung oder die Ablehnung vor.",
            _IN_DECISION,
        ),
        "award_proposed": (
            "Bewilligung vorgeschlagen",
            "Entscheidung in Vorbereitung",
            "Eine zweite Person prüft den Vorschlag und zeichnet den Bescheid.",
            _IN_DECISION,
        ),
        "rejection_proposed": (
            "Ablehnung vorgeschlagen",
            "Entscheidung in Vorbereitung",
            "Eine zweite Person prüft den Vorschlag und zeichnet den Bescheid.",
            _IN_DECISION,
        ),
        "awarded": (
            "Bewilligt",
            "Bewilligt",
            "Die Erklärung zum Zuwendungsbescheid steht aus.",
            "Lesen Sie den Bescheid und geben Sie die Erklärung mit der Bankverbindung ab.",
        ),
        "accepted": (
            "Erklärung eingegangen",
            "Erklärung abgegeben",
            (
                "Stellen Sie die Bestandskraft fest, sobald die Klagefrist abgelaufen ist oder auf "
                "den Rechtsbehelf verzichtet wurde."
            ),
            "Sobald der Bescheid bestandskräftig ist, können Sie Mittel abrufen.",
        ),
        "running": (
            "In Durchführung",
            "In Durchführung",
            "Mittelabrufe, Änderungen und Nachweise werden bearbeitet, sobald sie eingehen.",
            (
                "Führen Sie die Maßnahme durch, rufen Sie Mittel ab und reichen Sie die Nachweise "
                "fristgerecht ein."
            ),
        ),
        "resolution_pending": (
            "Beschluss ausstehend",
            "Beschluss ausstehend",
            "Der Beschluss der kommunalen Vertretung über die Strategie steht aus.",
            "Teilen Sie Tag und Nummer des Beschlusses Ihrer Vertretung mit.",
        ),
        "resolved": (
            "Strategie beschlossen",
            "Strategie beschlossen",
            "Prüfen Sie den Verwendungsnachweis und beginnen Sie dann die Abrechnung.",
            "Reichen Sie den Verwendungsnachweis ein, falls er noch aussteht.",
        ),
        "settling": (
            "In Abrechnung",
            "In Abrechnung",
            "Klären Sie Restzahlung oder Rückforderung. Eine zweite Person schließt die Akte ab.",
            "Die Bewilligungsbehörde rechnet die Förderung ab. " + _UNDER_REVIEW,
        ),
        "recovering": (
            "In Rückforderung",
            "In Abrechnung, Rückforderung wird geprüft",
            "Führen Sie die Rückforderung zu Ende und schließen Sie sie dann ab.",
            "Beachten Sie die Frist der Anhörung oder des Bescheides zur Rückforderung.",
        ),
        "settled": ("Abgeschlossen", "Abgeschlossen", _ENDED, _ENDED),
        "rejected": (
            "Abgelehnt",
            "Abgelehnt",
            _ENDED,
            "Gründe und Rechtsbehelf stehen im Bescheid.",
        ),
        "withdrawn": ("Zurückgenommen", "Zurückgenommen", _ENDED, _ENDED),
        "lapsed": (
            "Verfallen",
            "Bewilligung verfallen",
            _ENDED,
            "Die Erklärung zum Bescheid ging nicht fristgerecht ein. Das Verfahren ist beendet.",
        ),
    },
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
        "resolved": ("Erledigt", "Erledigt", _ENDED, "Ihre Antwort wurde angenommen."),
        "lapsed": (
            "Ohne Antwort abgelaufen",
            "Frist abgelaufen",
            "Entscheiden Sie nach Aktenlage oder fordern Sie erneut nach.",
            "Die Frist ist abgelaufen. Es wird nach Aktenlage entschieden.",
        ),
        "cancelled": (
            "Aufgehoben",
            "Aufgehoben",
            _ENDED,
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
            _ENDED,
            (
                "Verwenden Sie die Mittel innerhalb von zwei Monaten nach der Auszahlung, soweit "
                "der Bescheid nichts anderes bestimmt."
            ),
        ),
        "returned": (
            "Rückläufer",
            "Auszahlung fehlgeschlagen",
            "Klären Sie die Bankverbindung und geben Sie die Auszahlung erneut frei.",
            "Die Auszahlung kam zurück. Prüfen Sie Ihre Bankverbindung.",
        ),
        "refused": ("Abgelehnt", "Abgelehnt", _ENDED, "Den Grund finden Sie im Posteingang."),
        "withdrawn": ("Zurückgezogen", "Zurückgezogen", _ENDED, _ENDED),
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
            _ENDED,
            "Es gilt der geänderte Stand nach dem Änderungsbescheid.",
        ),
        "refused": (
            "Abgelehnt",
            "Abgelehnt",
            _ENDED,
            "Es gilt weiter der bisherige Bescheid.",
        ),
        "withdrawn": (
            "Zurückgenommen",
            "Zurückgenommen",
            _ENDED,
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
        "examined": ("Geprüft", "Geprüft", _ENDED, "Der Nachweis ist geprüft."),
        "cancelled": (
            "Gestrichen",
            "Entfallen",
            _ENDED,
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
        "repaid": ("Erstattet", "Erstattet", _ENDED, "Der Betrag ist vollständig erstattet."),
        "dropped": (
            "Abgesehen",
            "Erledigt",
            _ENDED,
            "Es wird nichts oder nichts weiter zurückgefordert.",
        ),
    },
}


def _for_staff(roles: frozenset[Role]) -> str:
    named = [ROLES[role.value] for role in Role if role in roles]
    if Role.APPLICANT_EDITOR in roles:
        named = ["antragstellende Stelle"]
    return " oder ".join(named) or "niemand"


def _for_applicants(roles: frozenset[Role]) -> str:
    theirs, ours = roles & APPLICANT_ROLES, roles - APPLICANT_ROLES
    named = [*(["Sie"] if theirs else []), *(["die Bewilligungsbehörde"] if ours else [])]
    return " und ".join(named) or "niemand"


def _texts() -> dict[str, str]:
    texts: dict[str, str] = {}
    for machine, table in NEXT_ACTORS.items():
        for state, roles in table.items():
            label, public, what, public_what = STATES[machine.value][state.value]
            name, coming = f"state.{machine}.{state}", f"next.{machine}.{state}"
            texts[f"{name}.staff"], texts[f"{name}.applicant"] = label, public
            texts[f"{coming}.who.staff"] = _for_staff(roles)
            texts[f"{coming}.who.applicant"] = _for_applicants(roles)
            texts[f"{coming}.what.staff"], texts[f"{coming}.what.applicant"] = what, public_what
    return texts


TEXTS: dict[str, str] = _texts()
