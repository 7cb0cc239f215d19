"""What stands out in a proof of use, and the words around its examination."""

from workflows.wording.making import named

TEXTS: dict[str, str] = {
    "proof.enter_first": (
        "Tragen Sie zuerst den Nachweis ein. „Speichern und weiter“ führt dann dorthin, wo alle "
        "Angaben und das, was noch fehlt, vor der Abgabe stehen."
    ),
    "proof.no_target_agreement": "entfällt, es gibt keine Zielvereinbarung",
    "proof.proof_on_time.met": "Der Nachweis ist fristgerecht eingegangen (fällig am {due}).",
    "proof.proof_on_time.review": (
        "Der Nachweis ist am {received} eingegangen und war am {due} fällig."
    ),
    "proof.item_shift_allowed.review": (
        "„{item}“: abgerechnet {actual}, geplant {planned}; ohne Änderung zulässig wären {allowed}."
    ),
    "proof.items_within_plan.met": (
        "Kein Einzelansatz ist stärker überschritten, als ohne Änderung zulässig ist."
    ),
    "proof.cost_above_plan.met": (
        "Die Ausgaben ({actual}) liegen über dem Plan ({planned}). Mehrausgaben trägt die "
        "empfangende Stelle; die Zuwendung steigt nicht."
    ),
    "proof.no_new_funds.review": (
        "Andere Mittel betragen {actual} statt geplanter {planned}. Neue Deckungsmittel können die "
        "Zuwendung verringern."
    ),
    "proof.own_funds_brought.review": ("Eigenmittel betragen {actual} statt geplanter {planned}."),
    "proof.person_within_most.not_met": (
        "Person {person}: {hours} Stunden im Jahr {year}; anerkannt werden höchstens {most}."
    ),
    "proof.receipts_listed.met": "Die Belegliste liegt bei.",
    "proof.receipts_listed.review": (
        "Beim vollen Verwendungsnachweis fehlt die Belegliste in zeitlicher Folge."
    ),
    **named(
        "proof_kind",
        {"interim": "Zwischennachweis", "final": "Verwendungsnachweis"},
    ),
    **named(
        "paper.name",
        {
            "receipt_list": "Belegliste",
            "attendance_list": "Teilnahme- oder Einsatzliste (nur mit Kürzeln)",
            "publication": "Veröffentlichung mit Hinweis auf die Förderung",
        },
    ),
    **named(
        "goal_outcome",
        {"reached": "erreicht", "partly": "teilweise erreicht", "missed": "nicht erreicht"},
    ),
    **named(
        "recovery_ground",
        {
            "reduction": "Ermäßigung der Zuwendung (auflösende Bedingung, ANBest Nr. 2)",
            "not_for_purpose": "Nicht zweckentsprechende Verwendung (§ 49 Abs. 3 Nr. 1 HVwVfG)",
            "obligation_broken": "Auflage nicht erfüllt (§ 49 Abs. 3 Nr. 2 HVwVfG)",
            "unlawful": "Rechtswidriger Bescheid (§ 48 HVwVfG)",
        },
    ),
}
