"""Under the name of each step: what it does, who acts next, until when, whether it can be undone.

Those who take a step from both sides read a text of their own; see `side_step_hints` for the
procedures beside the application.
"""

from workflows.wording.side_step_hints import FOR_APPLICANTS as ASIDE_FOR_APPLICANTS
from workflows.wording.side_step_hints import FOR_STAFF as ASIDE_FOR_STAFF

_NO_PERIOD = "eine Frist läuft dafür nicht."
_SIGNED = (
    "Die Zeichnung lässt sich nicht rückgängig machen, nur der Versand lässt sich berichtigen."
)

# machine -> action -> text, for applicants
FOR_APPLICANTS: dict[str, dict[str, str]] = {
    "application": {
        "open_draft": (
            "Es entsteht ein Entwurf, den nur Ihre Organisation sieht. Sie füllen ihn aus, eine "
            "vertretungsberechtigte Person reicht ihn bis zum Antragsschluss ein. Bis dahin lässt "
            "er sich jederzeit ändern oder schließen."
        ),
        "file": (
            "Der Antrag wird in dieser Fassung festgeschrieben und erhält ein Aktenzeichen; danach "
            "prüft ihn die Bewilligungsbehörde. Das Einreichen lässt sich nicht rückgängig machen, "
            "der Antrag aber bis zur Entscheidung zurücknehmen."
        ),
        "withdraw": (
            "Das Verfahren endet, danach muss niemand mehr handeln und es läuft keine Frist mehr."
        ),
        "accept": (
            "Mit der Erklärung erkennen Sie den Bescheid an und nennen das Konto. Als Nächstes "
            "stellt die Bewilligungsbehörde die Bestandskraft fest; danach können Sie Mittel "
            "abrufen. Eine abgegebene Erklärung lässt sich nicht zurücknehmen."
        ),
        "decline": (
            "Mit der Erklärung endet das Verfahren, ausgezahlt wird nichts. Danach muss niemand "
            "mehr handeln; Sie erhalten eine Bestätigung. Die Erklärung lässt sich nicht "
            "zurücknehmen, ein neuer Antrag ist möglich, solange ein Förderaufruf offen ist."
        ),
        "deliver_strategy": (
            "Die Strategie geht an die Bewilligungsbehörde. Als Nächstes beschließt Ihre kommunale "
            "Vertretung darüber, und Sie teilen Tag und Nummer des Beschlusses mit; eine Frist "
            "gilt dafür nur, wenn der Bescheid eine nennt. Die Vorlage lässt sich nicht "
            "zurücknehmen."
        ),
        "record_resolution": (
            "Sie teilen Tag und Nummer des Beschlusses mit. Als Nächstes reichen Sie den "
            "Verwendungsnachweis bis zu seinem Tag ein, falls er noch aussteht. Die Mitteilung "
            "lässt sich nicht zurücknehmen."
        ),
    },
    **ASIDE_FOR_APPLICANTS,
}

_INTAKE_AND_CHECK = {
    "receive_on_paper": (
        "Der Antrag gilt mit dem Eingangstag als eingereicht, auch wenn er verspätet ist oder zu "
        "keinem Aufruf gehört, und erhält ein Aktenzeichen. Als Nächstes übertragen Sie seine "
        "Angaben; " + _NO_PERIOD + " Das Erfassen lässt sich nicht rückgängig machen."
    ),
    "begin_check": (
        "Jede Voraussetzung wird zu einem Prüfpunkt; ist noch niemand zuständig, sind Sie es. Als "
        "Nächstes beantworten Sie die Prüfpunkte; "
        + _NO_PERIOD
        + " Der Schritt lässt sich nicht rückgängig machen."
    ),
    "pass_to_review": (
        "Ihre Antworten stehen damit fest. Als Nächstes legen Sachbearbeitung oder "
        "Programmleitung das Ergebnis der fachlichen Prüfung zur Akte; "
        + _NO_PERIOD
        + " Danach lässt sich die formale Prüfung mit Begründung wieder aufnehmen."
    ),
    "complete_check": (
        "Ihre Antworten stehen damit fest, der Antrag ist entscheidungsreif. Als Nächstes schlägt "
        "die Sachbearbeitung Bewilligung oder Ablehnung vor; "
        + _NO_PERIOD
        + " Bis dahin lässt sich die formale Prüfung mit Begründung wieder aufnehmen."
    ),
    "record_review": (
        "Das Ergebnis kommt mit seiner Unterlage zur Akte, der Antrag ist entscheidungsreif. Als "
        "Nächstes schlägt die Sachbearbeitung Bewilligung oder Ablehnung vor; "
        + _NO_PERIOD
        + " Das Erfasste bleibt in der Akte; neu gefasst wird es nur, wenn die formale Prüfung "
        "wieder aufgenommen wird."
    ),
    "reopen_check": (
        "Die Prüfung beginnt eine neue Runde; unveränderte Feststellungen behalten ihre Antwort. "
        "Als Nächstes beantwortet die Sachbearbeitung die übrigen und schließt wieder ab; "
        + _NO_PERIOD
        + " Rückgängig machen lässt sich das nur, indem die Prüfung wieder abgeschlossen wird."
    ),
    "permit_early_start": (
        "Die antragstellende Stelle darf ab dem genannten Tag auf eigenes Risiko beginnen und "
        "erhält darüber ein Schreiben; ein Anspruch auf Förderung entsteht nicht. Die Prüfung geht "
        "ohne neue Frist weiter. Die Zulassung lässt sich nicht rückgängig machen."
    ),
    "refuse_early_start": (
        "Die antragstellende Stelle erhält ein begründetes Schreiben und darf vor der Entscheidung "
        "nicht beginnen. Die Prüfung geht ohne neue Frist weiter. Wird der frühe Beginn erneut "
        "beantragt, kann er noch zugelassen werden."
    ),
    "withdraw": (
        "Sie erfassen, dass die antragstellende Stelle den Antrag zurücknimmt. Vorgemerkte Mittel "
        "werden frei, offene Nachforderungen enden, danach muss niemand mehr handeln."
    ),
}

_DECISION = {
    "propose_award": (
        "Die Beträge werden im Haushalt vorgemerkt. Als Nächstes zeichnet eine zweite Person den "
        "Bescheid dieser Vorschau oder gibt ihn zurück; "
        + _NO_PERIOD
        + " Bis dahin können Sie den Vorschlag zurücknehmen."
    ),
    "propose_rejection": (
        "Die Ablehnung wird mit ihren Gründen zur Entscheidung vorgelegt. Als Nächstes zeichnet "
        "eine zweite Person den Bescheid dieser Vorschau oder gibt ihn zurück; "
        + _NO_PERIOD
        + " Bis dahin können Sie den Vorschlag zurücknehmen."
    ),
    "take_back_proposal": (
        "Der Vorschlag endet, vorgemerkte Mittel werden frei. Als Nächstes schlägt die "
        "Sachbearbeitung neu vor oder nimmt die Prüfung wieder auf; "
        + _NO_PERIOD
        + " Wiederherstellen lässt sich der Vorschlag nicht, nur neu machen."
    ),
    "return_proposal": (
        "Die Sachbearbeitung erhält den Vorschlag mit Ihrer Begründung zurück, vorgemerkte Mittel "
        "werden frei. Als Nächstes schlägt sie neu vor; "
        + _NO_PERIOD
        + " Die Rückgabe lässt sich nicht rückgängig machen."
    ),
    "overrule": (
        "Die Ablehnung gilt als von Ihnen vorgeschlagen, vorgemerkte Mittel werden frei. Zeichnen "
        "muss danach eine andere Person der Bewilligung; "
        + _NO_PERIOD
        + " Bis dahin kann der Vorschlag zurückgenommen oder zurückgegeben werden."
    ),
    "approve_award": (
        "Der Bescheid ergeht in der angezeigten Fassung, die Mittel sind gebunden. Als Nächstes "
        "gibt die empfangende Stelle die Erklärung dazu ab, in der Frist des Bescheids. " + _SIGNED
    ),
    "approve_rejection": (
        "Der Bescheid ergeht in der angezeigten Fassung, das Verfahren ist beendet. Mit der "
        "Bekanntgabe beginnt die Klagefrist; danach muss niemand mehr handeln. " + _SIGNED
    ),
}

_RUNNING = {
    "record_acceptance_on_paper": (
        "Die unterschriebene Erklärung kommt mit Konto und Eingangstag zur Akte. Als Nächstes wird "
        "die Bestandskraft festgestellt, sobald die Klagefrist abgelaufen oder auf den "
        "Rechtsbehelf verzichtet ist. Das Erfassen lässt sich nicht rückgängig machen."
    ),
    "record_decline_on_paper": (
        "Die unterschriebene Erklärung kommt mit ihrem Eingangstag zur Akte, die gebundenen Mittel "
        "sind wieder frei. Danach muss niemand mehr handeln; die empfangende Stelle erhält eine "
        "Bestätigung. Das Erfassen lässt sich nicht rückgängig machen."
    ),
    "lapse": (
        "Die Bewilligung endet durch Bescheid, die gebundenen Mittel werden frei; danach muss "
        "niemand mehr handeln. Mit der Bekanntgabe beginnt die Klagefrist. Das lässt sich nicht "
        "rückgängig machen. Eine hessische Rechtsgrundlage ist nicht belegt: Lassen Sie die "
        "Grundlage, die unter den allgemeinen Werten steht, vorher bestätigen."
    ),
    "confirm_finality": (
        "Der Bescheid gilt als bestandskräftig, die Nachweise werden mit ihren Tagen vorgemerkt. "
        "Als Nächstes ruft die empfangende Stelle Mittel ab und führt die Maßnahme durch. Die "
        "Feststellung lässt sich nicht rückgängig machen."
    ),
    "record_annual_talk": (
        "Tag und Ergebnis kommen zur Akte; am Stand des Vorgangs ändert sich nichts, niemand muss "
        "deshalb handeln. Der Eintrag lässt sich nicht ändern, nur durch einen weiteren ergänzen."
    ),
    "record_resolution": (
        "Tag und Nummer des Beschlusses kommen zur Akte. Als Nächstes wird der Verwendungsnachweis "
        "geprüft und dann die Abrechnung begonnen; "
        + _NO_PERIOD
        + " Der Eintrag lässt sich nicht rückgängig machen."
    ),
    "settle_without_resolution": (
        "Der Vorgang geht ohne Beschluss in die Abrechnung. Als Nächstes klärt die Sachbearbeitung "
        "Restzahlung oder Rückforderung; "
        + _NO_PERIOD
        + " Bis zum Abschluss der Akte kann sie zum ausstehenden Beschluss zurückkehren."
    ),
    "return_to_resolution": (
        "Die Abrechnung wird abgebrochen, der Beschluss der kommunalen Vertretung steht wieder "
        "aus. Als Nächstes teilt die empfangende Stelle Tag und Nummer mit; "
        + _NO_PERIOD
        + " Die Abrechnung lässt sich danach neu beginnen."
    ),
}

_SETTLING = {
    "begin_settlement": (
        "Die geprüften Nachweise stehen damit fest, aus ihnen wird die endgültige Zuwendung "
        "berechnet. Als Nächstes schließt eine zweite Person die Akte ab, oder Sie leiten die "
        "Rückforderung ein; "
        + _NO_PERIOD
        + " Bis dahin lässt sich die Nachweisprüfung wieder aufnehmen."
    ),
    "reopen_examination": (
        "Die Abrechnung wird abgebrochen, geprüfte Nachweise lassen sich wieder öffnen. Als "
        "Nächstes prüft die Sachbearbeitung sie erneut; "
        + _NO_PERIOD
        + " Die Abrechnung lässt sich danach neu beginnen."
    ),
    "open_recovery": (
        "Der Vorgang geht in die Rückforderung, gefordert ist damit noch nichts. Als Nächstes "
        "leiten Sie die Anhörung ein; "
        + _NO_PERIOD
        + " Solange niemand angehört wird, lässt sich die Einleitung zurücknehmen."
    ),
    "close_recovery": (
        "Die Rückforderung ist zu Ende, der Vorgang geht zurück in die Abrechnung. Als Nächstes "
        "schließt eine zweite Person die Akte ab; "
        + _NO_PERIOD
        + " Bleibt etwas offen, kann eine neue Rückforderung eingeleitet werden."
    ),
    "take_back_recovery": (
        "Der Vorgang geht zurück in die Abrechnung. Als Nächstes schließt eine zweite Person die "
        "Akte ab; " + _NO_PERIOD + " Die Rückforderung lässt sich erneut einleiten."
    ),
    "settle": (
        "Die Akte wird geschlossen: Nicht verbrauchte Mittel werden frei, die empfangende Stelle "
        "erhält die Schlussmitteilung. Danach muss niemand mehr handeln. Das lässt sich nicht "
        "rückgängig machen."
    ),
}

# machine -> action -> text, for staff
FOR_STAFF: dict[str, dict[str, str]] = {
    "application": {**_INTAKE_AND_CHECK, **_DECISION, **_RUNNING, **_SETTLING},
    **ASIDE_FOR_STAFF,
}

TEXTS: dict[str, str] = {
    f"action.{machine}.{action}.hint.{audience}": text
    for audience, table in (("applicant", FOR_APPLICANTS), ("staff", FOR_STAFF))
    for machine, actions in table.items()
    for action, text in actions.items()
}
