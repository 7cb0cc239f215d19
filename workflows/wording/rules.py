"""Why a rule is met, not met, to be reviewed or not yet asked: one sentence per ruling."""

from workflows.wording.making import denied_texts, together

_GENERAL = {
    "rule.not_asked": "Noch nicht beantwortet: {question}.",
    "rule.not_for_this_type": "Gilt nicht für diese Art von Antragstellenden.",
    "rule.does_not_apply": "Trifft auf dieses Vorhaben nicht zu.",
    "rule.part_not_applied_for": "Der Teil „{part}“ ist nicht beantragt.",
    "rule.figure_missing": (
        "Nicht bestimmbar: Für {question} fehlt der Wert „{figure}“. Bitte prüfen."
    ),
    "rule.limit_missing": "Nicht bestimmbar: Der Wert „{figure}“ fehlt. Bitte prüfen.",
    "rule.figure_does_not_apply": "Diese Fassung der Richtlinie kennt keine Grenze „{figure}“.",
    "rule.no_number": "Die Antwort auf {question} ist keine Zahl. Bitte prüfen.",
    "rule.given": "{question} ist beantwortet.",
    "parts.some": "Mindestens ein Teil des Förderschwerpunkts ist beantragt.",
    "parts.none": "Mindestens ein Teil ist zu beantragen: {parts}.",
}

_APPLICANT = {
    "applicant.key.met": "Der Schlüssel {ags} passt zur Art der Gebietskörperschaft.",
    "applicant.key.not_met": (
        "Der Schlüssel {ags} passt nicht zur Art der Gebietskörperschaft; verlangt sind "
        "{digits} Ziffern."
    ),
    "applicant.key.neither.not_met": (
        "Der Schlüssel {ags} passt nicht zur Art der Gebietskörperschaft; verlangt sind "
        "{county} Ziffern (Landkreis) oder {city} Ziffern (Stadt oder Gemeinde)."
    ),
    "applicant.county_member.met": (
        "Die Gemeinde gehört zu einem Landkreis (Schlüssel {county}) und hat keinen Sonderstatus."
    ),
    "applicant.county_member.not_met": (
        "Antragsberechtigt sind nur kreisangehörige Gemeinden ohne Sonderstatus; "
        "Antrag von: {type}."
    ),
    "applicant.county_member.unknown": (
        "Zum Schlüssel {ags} ist kein Landkreis bekannt. Bitte prüfen."
    ),
    "applicant.population.met": (
        "Einwohnerzahl {value}; die Grenzen der Richtlinie ({low} bis {limit}) sind eingehalten."
    ),
    "applicant.population.met_together": (
        "Einwohnerzahl {value}, weniger als {low}; im Verbund mit Partnergemeinden zulässig."
    ),
    "applicant.population.only_together": (
        "Voraussetzung nicht erfüllt: Einwohnerzahl {value}, weniger als {low}. Ein Antrag ist nur "
        "im Verbund mit Partnergemeinden möglich."
    ),
    "applicant.population.too_few": (
        "Voraussetzung nicht erfüllt: Einwohnerzahl {value}, verlangt sind mindestens {low}."
    ),
    "applicant.population.too_many": (
        "Voraussetzung nicht erfüllt: Einwohnerzahl {value}, zulässig sind höchstens {limit}."
    ),
    "applicant.population.review": (
        "Einwohnerzahl {value}; ob die Grenzen ({low} und {limit}) gelten, klärt die "
        "Bewilligungsbehörde."
    ),
    "applicant.population.unknown": (
        "Für den {day} ist keine amtliche Einwohnerzahl bekannt. Bitte prüfen."
    ),
    "applicant.flat_rate.charity": (
        "Die Koordinierungspauschale steht gemeinnützigen Organisationen offen."
    ),
    **denied_texts(
        "applicant.flat_rate.not_charitable",
        "Die Koordinierungspauschale erhalten nur gemeinnützige Organisationen und kleinere "
        "Kommunen",
    ),
    **denied_texts(
        "applicant.flat_rate.county", "Landkreise erhalten keine Koordinierungspauschale"
    ),
    "applicant.flat_rate.small": (
        "Einwohnerzahl {value}, weniger als {limit}: die Koordinierungspauschale ist möglich."
    ),
    **denied_texts(
        "applicant.flat_rate.too_many",
        "Die Koordinierungspauschale erhalten nur Kommunen, die weniger als {limit} haben; "
        "Einwohnerzahl {value}",
    ),
    "applicant.partners.met": "Alle {count} Partnergemeinden sind benannt ({keys}).",
    "applicant.partners.review": (
        "Die benannten Partnergemeinden ({keys}) passen nicht zur angegebenen Zahl {count}, sind "
        "doppelt genannt oder die antragstellende Gemeinde selbst. Bitte prüfen."
    ),
    "applicant.partners.not_met": (
        "Voraussetzung nicht erfüllt: Partner können nur kreisangehörige Gemeinden ohne "
        "Sonderstatus sein; das gilt nicht für {keys}."
    ),
    "applicant.partners.unknown": (
        "Das Verzeichnis kennt für diesen Tag keine Gemeinde oder keinen Landkreis zu {keys}. "
        "Bitte prüfen."
    ),
    "applicant.exemption_notice.met": (
        "Der Bescheid über die Gemeinnützigkeit vom {issued} ist aktuell (bis {last})."
    ),
    "applicant.exemption_notice.review": (
        "Der Bescheid über die Gemeinnützigkeit vom {issued} gilt nur bis {last} als aktuell "
        "(Frist: {limit}). Bitte prüfen."
    ),
    "applicant.register_extract.met": ("Der Registerauszug vom {issued} ist aktuell (bis {last})."),
    "applicant.register_extract.review": (
        "Der Registerauszug vom {issued} gilt nur bis {last} als aktuell (Frist: {limit}). "
        "Bitte prüfen."
    ),
}

_PROCEDURE = {
    "procedure.not_begun.met": "Mit dem Vorhaben ist noch nicht begonnen worden.",
    "procedure.not_begun.follow_up": (
        "Folgeantrag für ein laufendes Vorhaben; der frühere Beginn ist unschädlich."
    ),
    "procedure.not_begun.allowed": (
        "Begonnen am {begun}; ein Beginn war ab dem {allowed} zugelassen."
    ),
    "procedure.not_begun.not_met": (
        "Voraussetzung nicht erfüllt: Mit dem Vorhaben ist bereits begonnen worden."
    ),
    "procedure.not_begun.too_early": (
        "Voraussetzung nicht erfüllt: Mit dem Vorhaben ist am {begun} ohne Zulassung begonnen "
        "worden."
    ),
    "procedure.start.met": (
        "Der Beginn am {start} liegt nicht vor dem frühesten zulässigen Tag ({earliest})."
    ),
    "procedure.start.follow_up": "Folgeantrag; der Beginn darf vor der Entscheidung liegen.",
    "procedure.start.not_met": (
        "Voraussetzung nicht erfüllt: Der Beginn am {start} liegt vor dem frühesten zulässigen "
        "Tag ({earliest})."
    ),
    "call.none": "Es gibt keinen Förderaufruf zu diesem Antrag. Bitte prüfen.",
    "call.not_yet_open": "Eingegangen am {received}; der Förderaufruf beginnt erst am {opens}.",
    "call.open": "Eingegangen am {received}, innerhalb des Förderaufrufs (bis {closes}).",
    "call.closed": (
        "Verspätet: eingegangen am {received}, der Förderaufruf endete am {closes}. Der Antrag "
        "wird dennoch entgegengenommen und geprüft."
    ),
    "deadline.none": "Der Förderschwerpunkt nennt keine Antragsfrist.",
    "deadline.kept": "Eingegangen am {received}; letzter Tag der Antragsfrist: {last}.",
    "deadline.late": (
        "Verspätet: eingegangen am {received}, letzter Tag der Antragsfrist war der {last}. Der "
        "Antrag wird dennoch entgegengenommen und geprüft."
    ),
    "duration.met": "Die Laufzeit ist eingehalten (höchstens {limit}).",
    "duration.reversed": (
        "Voraussetzung nicht erfüllt: Das Ende ({end}) liegt vor dem Beginn ({start})."
    ),
    **denied_texts(
        "duration.too_long",
        "Der Zeitraum vom {start} bis {end} überschreitet die höchste Laufzeit ({limit})",
    ),
}

_PLAN = {
    "plan.there": "Ein Finanzierungsplan liegt vor.",
    "plan.missing": "Es fehlt noch ein Finanzierungsplan mit Ausgaben.",
    "plan.asked_missing": "Es fehlt noch der Betrag der beantragten Zuwendung.",
    "plan.balanced": "Ausgaben und Finanzierung stimmen in jedem Haushaltsjahr überein.",
    "plan.gap": "Im Haushaltsjahr {year} sind {amount} der Ausgaben nicht gedeckt. Bitte prüfen.",
    "plan.surplus": (
        "Im Haushaltsjahr {year} übersteigt die Finanzierung die Ausgaben um {amount}. "
        "Bitte prüfen."
    ),
    "plan.asked.met": "Beantragt ist in keinem Haushaltsjahr mehr als höchstens möglich.",
    "plan.asked.review": (
        "Bitte prüfen: Für {year} ist mehr beantragt als höchstens möglich ({part}: beantragt "
        "{asked}, höchstens möglich {limit})."
    ),
    "plan.asked.not_determinable": (
        "Die höchstmögliche Zuwendung ist nicht bestimmbar; der Vergleich mit dem beantragten "
        "Betrag entfällt."
    ),
    "plan.years_inside": "Der Finanzierungsplan liegt im beantragten Zeitraum.",
    "plan.years_outside_period": (
        "Der Finanzierungsplan nennt Jahre außerhalb des beantragten Zeitraums: {years}. "
        "Bitte prüfen."
    ),
    "plan.years_outside_call": (
        "Der Finanzierungsplan nennt Jahre außerhalb des Förderaufrufs: {years}. Bitte prüfen."
    ),
    "plan.categories_known": "Alle Einzelansätze gehören zu den genannten Ausgabenarten.",
    "plan.category_unknown": (
        "Der Einzelansatz „{label}“ gehört zu keiner Ausgabenart der Richtlinie. Bitte prüfen."
    ),
    "plan.category_elsewhere": (
        "Der Einzelansatz „{label}“ zählt im Förderteil „{part}“ nicht zu den förderfähigen "
        "Ausgaben und bleibt bei der Berechnung außer Betracht. Bitte prüfen."
    ),
    "plan.own_share_not_asked": "Die Richtlinie verlangt keinen Mindesteigenanteil.",
    "plan.own_share.met": (
        "Eigenmittel {own} von {cost} Ausgaben; verlangt sind mindestens {limit}."
    ),
    "plan.own_share.not_met": (
        "Voraussetzung nicht erfüllt: Eigenmittel {own} von {cost} Ausgaben; verlangt sind "
        "mindestens {limit}."
    ),
}

_PAPERS = {
    "paper.there": "Die Unterlage „{paper}“ liegt vor.",
    "paper.missing": "Es fehlt: {paper}.",
    "paper.not_needed": "Die Unterlage „{paper}“ ist hier nicht erforderlich.",
    "review_paper.target_agreement.met": "Die Zielvereinbarung liegt vor.",
    "review_paper.target_agreement.review": "Die Zielvereinbarung mit dem Land fehlt noch.",
    "review_paper.expert_vote.met": "Das fachliche Votum liegt vor.",
    "review_paper.expert_vote.review": "Das fachliche Votum des Ministeriums fehlt noch.",
    "review_paper.municipal_statement.met": "Die Stellungnahme der Kommune liegt vor.",
    "review_paper.municipal_statement.review": "Die Stellungnahme der Kommune fehlt noch.",
    "review_paper.jury_vote.met": "Das Votum der Jury liegt vor.",
    "review_paper.jury_vote.review": "Das Votum der Jury fehlt noch.",
}

_REPORT = {
    "report.flat_rate_pool.met": "{pool} Personen im Pool, {heads} Personen im Einsatz geplant.",
    **denied_texts(
        "report.flat_rate_pool",
        "Der Pool umfasst {pool} Personen, für den Einsatz beantragt sind nur {heads}",
    ),
    "report.pool.met": (
        "{hours} geplante Stunden; nach den Höchststunden je Person sind {most} Stunden möglich."
    ),
    "report.pool.review": (
        "{hours} geplante Stunden; nach den Höchststunden je Person sind nur {most} Stunden "
        "förderfähig. Bitte prüfen."
    ),
}

TEXTS = together(
    (
        _GENERAL,
        _APPLICANT,
        _PROCEDURE,
        _PLAN,
        _PAPERS,
        _REPORT,
    )
)
