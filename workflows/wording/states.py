"""German of every state: as staff name it, as applicants read it, and what comes next for each."""

from workflows.next_actors import NEXT_ACTORS, PROVEN
from workflows.states import APPLICANT_ROLES, Role
from workflows.wording.side_states import ENDED, SIDE_STATES
from workflows.wording.steps import ROLES

# machine -> state -> (staff's name, applicants' name, what staff do next, what applicants do next)
_UNDER_REVIEW = "Sie brauchen im Moment nichts zu tun. Rückfragen erreichen Sie im Posteingang."
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
            "Beachten Sie die Frist der Anhörung oder des Erstattungsbescheids.",
        ),
        "settled": ("Abgeschlossen", "Abgeschlossen", ENDED, ENDED),
        "rejected": (
            "Abgelehnt",
            "Abgelehnt",
            ENDED,
            "Gründe und Rechtsbehelf stehen im Bescheid.",
        ),
        "withdrawn": ("Zurückgenommen", "Zurückgenommen", ENDED, ENDED),
        "lapsed": (
            "Verfallen",
            "Bewilligung verfallen",
            ENDED,
            "Die Erklärung zum Bescheid ging nicht fristgerecht ein. Das Verfahren ist beendet.",
        ),
        "declined": (
            "Nicht angenommen",
            "Zuwendung nicht angenommen",
            ENDED,
            "Sie haben erklärt, die Zuwendung nicht anzunehmen. Das Verfahren ist beendet.",
        ),
    },
    **SIDE_STATES,
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
    proven = "next.application.proven"
    texts[f"{proven}.who.staff"] = _for_staff(PROVEN)
    texts[f"{proven}.who.applicant"] = _for_applicants(PROVEN)
    texts[f"{proven}.what.staff"] = "Alle Nachweise sind geprüft. Beginnen Sie die Abrechnung."
    texts[f"{proven}.what.applicant"] = (
        "Ihre Nachweise sind geprüft. Die Bewilligungsbehörde rechnet die Zuwendung ab."
    )
    return texts


TEXTS: dict[str, str] = _texts()
