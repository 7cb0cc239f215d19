"""German of roles, variants, machines and actions: the button's label and the log's past tense.

Every page, list and log takes the name of a role from here, so that one role has one word.
"""

ROLES = {
    "applicant_editor": "Antragsbearbeitung der antragstellenden Stelle",
    "signatory": "vertretungsberechtigte Person",
    "case_officer": "Sachbearbeitung",
    "approver": "Bewilligung (zweite Person)",
    "programme_lead": "Programmleitung",
    "finance": "Kasse",
    "auditor": "Prüfung (nur lesend)",
    "administrator": "Administration",
    "system": "System (automatisch)",
}

ROLES_SHORT = {
    "applicant_editor": "Antragsbearbeitung",
    "signatory": "Vertretung",
    "case_officer": "Sachbearbeitung",
    "approver": "Bewilligung",
    "programme_lead": "Programmleitung",
    "finance": "Kasse",
    "auditor": "Prüfung",
    "administrator": "Administration",
    "system": "System",
}

# How somebody belongs to an organisation: the roles of its people, and the tie that shuts out
# somebody of the authority; with what it allows.
MEMBERSHIPS = {
    "editor": (ROLES_SHORT["applicant_editor"], "bereitet Anträge und Nachweise vor"),
    "signatory": (ROLES_SHORT["signatory"], "reicht ein und gibt Erklärungen ab"),
    "tied": (
        "Bindung",
        "Person der Behörde mit Verbindung zur Organisation; sieht deren Vorgänge nicht",
    ),
}

VARIANTS = {
    "post": "Stellenförderung",
    "project": "Projektförderung",
    "association": "Förderung von Migrantenorganisationen",
    "flat_rate": "Förderung nach Pauschalen",
    "strategy": "Strategieentwicklung",
}

MACHINES = {
    "application": "Antrag",
    "clarification": "Nachforderung",
    "payment": "Mittelabruf",
    "change": "Änderungsantrag",
    "proof": "Nachweis",
    "recovery": "Rückforderung",
}

# machine -> action -> (button, entry in the log)
ACTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "application": {
        "open_draft": ("Entwurf anlegen", "Entwurf angelegt"),
        "receive_on_paper": ("Papierantrag erfassen", "Papierantrag erfasst"),
        "file": ("Antrag einreichen", "Antrag eingereicht"),
        "begin_check": ("Formale Prüfung beginnen", "Formale Prüfung begonnen"),
        "pass_to_review": ("In die fachliche Prüfung geben", "In die fachliche Prüfung gegeben"),
        "complete_check": ("Prüfung abschließen", "Prüfung abgeschlossen"),
        "record_review": (
            "Ergebnis der fachlichen Prüfung erfassen",
            "Ergebnis der fachlichen Prüfung erfasst",
        ),
        "reopen_check": ("Formale Prüfung wieder aufnehmen", "Formale Prüfung wieder aufgenommen"),
        "permit_early_start": (
            "Vorzeitigen Maßnahmebeginn zulassen",
            "Vorzeitiger Maßnahmebeginn zugelassen",
        ),
        "refuse_early_start": (
            "Vorzeitigen Maßnahmebeginn ablehnen",
            "Vorzeitiger Maßnahmebeginn abgelehnt",
        ),
        "propose_award": ("Bewilligung vorschlagen", "Bewilligung vorgeschlagen"),
        "propose_rejection": ("Ablehnung vorschlagen", "Ablehnung vorgeschlagen"),
        "take_back_proposal": ("Vorschlag zurücknehmen", "Vorschlag zurückgenommen"),
        "return_proposal": ("Vorschlag zurückgeben", "Vorschlag zurückgegeben"),
        "overrule": ("Stattdessen Ablehnung vorschlagen", "Stattdessen Ablehnung vorgeschlagen"),
        "withdraw": ("Antrag zurücknehmen", "Antrag zurückgenommen"),
        "approve_award": (
            "Zuwendungsbescheid zeichnen und erlassen",
            "Zuwendungsbescheid gezeichnet und erlassen",
        ),
        "approve_rejection": (
            "Ablehnungsbescheid zeichnen und erlassen",
            "Ablehnungsbescheid gezeichnet und erlassen",
        ),
        "accept": ("Erklärung zum Bescheid abgeben", "Erklärung zum Bescheid abgegeben"),
        "record_acceptance_on_paper": (
            "Erklärung zum Bescheid aus Papier erfassen",
            "Erklärung zum Bescheid aus Papier erfasst",
        ),
        "decline": ("Zuwendung nicht annehmen", "Zuwendung nicht angenommen"),
        "record_decline_on_paper": (
            "Nichtannahme aus Papier erfassen",
            "Nichtannahme der Zuwendung aus Papier erfasst",
        ),
        "lapse": ("Bewilligung für verfallen erklären", "Bewilligung für verfallen erklärt"),
        "confirm_finality": ("Bestandskraft feststellen", "Bestandskraft festgestellt"),
        "record_annual_talk": ("Jahresgespräch erfassen", "Jahresgespräch erfasst"),
        "deliver_strategy": ("Strategie vorlegen", "Strategie vorgelegt"),
        "record_resolution": ("Beschluss über die Strategie erfassen", "Beschluss erfasst"),
        "settle_without_resolution": (
            "Ohne Beschluss in die Abrechnung geben",
            "Ohne Beschluss in die Abrechnung gegeben",
        ),
        "return_to_resolution": (
            "Zurück zum ausstehenden Beschluss",
            "Abrechnung abgebrochen, Beschluss steht aus",
        ),
        "begin_settlement": ("Abrechnung beginnen", "Abrechnung begonnen"),
        "reopen_examination": (
            "Nachweisprüfung wieder aufnehmen",
            "Nachweisprüfung wieder aufgenommen",
        ),
        "open_recovery": ("Rückforderung einleiten", "Rückforderung eingeleitet"),
        "close_recovery": ("Rückforderung abschließen", "Rückforderung abgeschlossen"),
        "take_back_recovery": (
            "Einleitung der Rückforderung zurücknehmen",
            "Einleitung der Rückforderung zurückgenommen",
        ),
        "settle": ("Akte abschließen", "Akte abgeschlossen"),
    },
    "clarification": {
        "ask": ("Nachforderung stellen", "Nachforderung gestellt"),
        "answer": ("Nachforderung beantworten", "Nachforderung beantwortet"),
        "accept_answer": ("Antwort annehmen", "Antwort angenommen"),
        "ask_again": ("Erneut nachfordern", "Erneut nachgefordert"),
        "lapse": ("Fristablauf feststellen", "Frist ohne Antwort abgelaufen"),
        "cancel": ("Nachforderung aufheben", "Nachforderung aufgehoben"),
    },
    "payment": {
        "request": ("Mittel abrufen", "Mittel abgerufen"),
        "withdraw": ("Mittelabruf zurückziehen", "Mittelabruf zurückgezogen"),
        "check": ("Prüfung des Mittelabrufs abschließen", "Mittelabruf geprüft"),
        "send_back": ("Zur erneuten Prüfung zurückgeben", "Zur erneuten Prüfung zurückgegeben"),
        "refuse": ("Mittelabruf ablehnen", "Mittelabruf abgelehnt"),
        "release": ("Auszahlung freigeben", "Auszahlung freigegeben"),
        "pay": ("Auszahlung buchen", "Auszahlung gebucht"),
        "record_return": ("Rückläufer erfassen", "Rückläufer erfasst"),
        "take_back_release": ("Freigabe zurücknehmen", "Freigabe zurückgenommen"),
        "reissue": ("Auszahlung erneut freigeben", "Auszahlung erneut freigegeben"),
        "cancel": ("Auszahlung nach Rücklauf aufheben", "Auszahlung nach Rücklauf aufgehoben"),
    },
    "change": {
        "request": ("Änderung beantragen", "Änderung beantragt"),
        "withdraw": ("Änderungsantrag zurücknehmen", "Änderungsantrag zurückgenommen"),
        "propose": ("Entscheidung vorschlagen", "Entscheidung vorgeschlagen"),
        "grant": (
            "Änderungsbescheid zeichnen und erlassen",
            "Änderungsbescheid gezeichnet und erlassen",
        ),
        "refuse": (
            "Ablehnung der Änderung zeichnen und erlassen",
            "Ablehnung der Änderung gezeichnet und erlassen",
        ),
        "return_proposal": ("Vorschlag zurückgeben", "Vorschlag zurückgegeben"),
    },
    "proof": {
        "expect": ("Nachweis anfordern", "Nachweis vorgemerkt"),
        "submit": ("Nachweis einreichen", "Nachweis eingereicht"),
        "receive_on_paper": ("Nachweis aus Papier erfassen", "Nachweis aus Papier erfasst"),
        "cancel": ("Nachweis streichen", "Nachweis gestrichen"),
        "take_up": ("Nachweisprüfung beginnen", "Nachweisprüfung begonnen"),
        "examine": ("Nachweisprüfung abschließen", "Nachweis geprüft"),
        "send_back": ("Zur Überarbeitung zurückgeben", "Zur Überarbeitung zurückgegeben"),
        "reopen": ("Nachweisprüfung wieder aufnehmen", "Nachweisprüfung wieder aufgenommen"),
    },
    "recovery": {
        "open_hearing": ("Anhörung einleiten", "Anhörung eingeleitet"),
        "record_statement": ("Stellungnahme abgeben", "Stellungnahme eingegangen"),
        "order": (
            "Erstattungsbescheid zeichnen und erlassen",
            "Erstattungsbescheid gezeichnet und erlassen",
        ),
        "drop": ("Von der Rückforderung absehen", "Von der Rückforderung abgesehen"),
        "record_part_payment": ("Teilzahlung buchen", "Teilzahlung gebucht"),
        "record_repayment": ("Vollständige Erstattung buchen", "Vollständige Erstattung gebucht"),
        "lower": (
            "Forderung mindern",
            "Forderung wegen einer zurückgekommenen Auszahlung gemindert",
        ),
        "lower_to_repaid": (
            "Forderung auf das Erstattete mindern",
            "Forderung wegen einer zurückgekommenen Auszahlung auf das Erstattete gemindert",
        ),
        "lower_to_nothing": (
            "Forderung wegfallen lassen",
            "Forderung weggefallen: Die Auszahlung kam von der Bank zurück",
        ),
        "end_without_interest": (
            "Erstattung abschließen",
            "Erstattung ohne weitere Zinsen beendet",
        ),
        "claim_interest": (
            "Zinsbescheid zeichnen und erlassen",
            "Zinsbescheid gezeichnet und erlassen",
        ),
        "waive_interest": (
            "Auf weitere Zinsen verzichten",
            "Auf weitere Zinsen verzichtet",
        ),
        "waive": ("Auf die Forderung verzichten", "Auf die Forderung verzichtet"),
    },
}

TEXTS: dict[str, str] = {
    **{f"role.{role}": text for role, text in ROLES.items()},
    **{f"role.{role}.short": text for role, text in ROLES_SHORT.items()},
    **{f"membership.{kind}": name for kind, (name, _) in MEMBERSHIPS.items()},
    **{f"membership.{kind}.hint": hint for kind, (_, hint) in MEMBERSHIPS.items()},
    **{f"variant.{variant}": text for variant, text in VARIANTS.items()},
    **{f"machine.{machine}": text for machine, text in MACHINES.items()},
    **{
        f"action.{machine}.{action}.{form}": text
        for machine, actions in ACTIONS.items()
        for action, texts in actions.items()
        for form, text in zip(("label", "done"), texts, strict=True)
    },
}
