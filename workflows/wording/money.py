"""How amounts came about: entitlement, settlement, payment calls and interest, line by line."""

TEXTS: dict[str, str] = {
    # components, as the financing plan and the arithmetic name them
    "component.assistant": "Assistenzstelle",
    "component.base_training": "Basisqualifizierung",
    "component.coordination_flat_rate": "Koordinierungspauschale",
    "component.coordinators": "Koordinationsstellen",
    "component.deployments": "Einsätze",
    "component.hours": "Einsatzstunden",
    "component.micro_project": "Mikroprojekt",
    "component.micro_projects": "Mikroprojekte",
    "component.mini_job": "Minijob",
    "component.post": "Personalstelle",
    "component.process": "Strategieprozess",
    "component.project": "Projekt",
    "component.seminar": "Vertiefungsseminar oder Reflexionsgespräche",
    "component.training": "Qualifizierung",
    # nouns behind numbers; ".one" is the singular
    "quantity.participants": "Teilnehmende",
    "quantity.participants.one": "teilnehmende Person",
    "quantity.units": "Unterrichtseinheiten",
    "quantity.units.one": "Unterrichtseinheit",
    "quantity.hours": "Stunden",
    "quantity.hours.one": "Stunde",
    "quantity.guides": "Lotsinnen und Lotsen",
    "quantity.guides.one": "Person im Lotsendienst",
    "quantity.coordinating_guides": "koordinierende Lotsinnen und Lotsen",
    "quantity.coordinating_guides.one": "Person in der Koordination des Lotsendienstes",
    "quantity.deployments": "Einsätze",
    "quantity.deployments.one": "Einsatz",
    "quantity.posts": "Vollzeitstellen",
    "quantity.posts.one": "Vollzeitstelle",
    "quantity.months": "Monate",
    "quantity.months.one": "Monat",
    "quantity.days": "Tage",
    "quantity.days.one": "Tag",
    "quantity.begun_years": "begonnene Förderjahre",
    "quantity.begun_years.one": "begonnenes Förderjahr",
    # entitlement
    "money.units": "{factors} × {rate} = {amount}",
    "money.ceiling": "Höchstens {products} = {most}",
    "money.ceiling_years": "Höchstens ({products}) × {years} begonnene Förderjahre = {most}",
    "money.ceiling_reached": "Angesetzt wird dieser Höchstwert statt {asked}",
    "money.posts": "{posts} × {rate} × {months} ÷ 12 Monate = {amount}",
    "money.posts_limited": "Gefördert werden höchstens {most} statt {asked}",
    "money.year_cap": "{component}: höchstens {amount} je Haushaltsjahr",
    "money.units_limited": "Angesetzt werden höchstens {most} statt {asked}",
    "money.month_cap": "{component}: {rate} × {months} ÷ 12 Monate = höchstens {amount}",
    "money.begun_years": "{years} × {each} = höchstens {amount} insgesamt",
    "money.process_cap": "{component}: höchstens {amount} für den gesamten Zeitraum",
    "money.eligible": "{component}: zuwendungsfähige Ausgaben {eligible}",
    "money.share": "{component}: {share} von {eligible} = {amount}",
    "money.spread": "{component}: Vom Höchstbetrag {whole} entfallen auf {year}: {amount}",
    "money.allotted_jointly": (
        "Die Höchstbeträge sind so auf die Haushaltsjahre verteilt, dass die Zuwendung insgesamt "
        "am höchsten ist"
    ),
    "money.least_own_share": "Mindesteigenanteil: {share} von {eligible} = {amount}",
    "money.room": (
        "{eligible} zuwendungsfähige Ausgaben − {own} Eigenanteil − {other} weitere Mittel "
        "= höchstens {amount}"
    ),
    "money.component_refused": "{component}: nicht förderfähig ({rule}). {reason}",
    "money.component_struck": (
        "{component}: nicht bewilligt, der bewilligte Betrag wird ohne sie erreicht"
    ),
    "money.most": "Höchstmögliche Zuwendung {year}: {amount}",
    "money.not_determinable": "Höchstmögliche Zuwendung {year}: nicht bestimmbar",
    # settlement
    "money.examined": "Zuwendungsfähige Ausgaben: geplant {planned}, anerkannt {actual}",
    "money.awarded_share": (
        "Bewilligter Anteil: {grant} ÷ {eligible} zuwendungsfähige Ausgaben = {share}"
    ),
    "money.new_income": (
        "{eligible} anerkannte Ausgaben − {income} neu hinzugekommene Mittel = {amount}"
    ),
    "money.share_of_actual": "{share} von {eligible} = {amount}",
    "money.from_other_years": (
        "Dazu für Ausgaben anderer Jahre, für die deren Bewilligung nicht reicht: {amount}"
    ),
    "money.met_by_other_years": (
        "Davon durch Mittel gedeckt, die in anderen Jahren nicht gebraucht wurden: {amount}"
    ),
    "money.gap": "{eligible} − {own} Eigenmittel − {other} weitere Mittel = {amount}",
    "money.counted": "Nach den nachgewiesenen Einheiten: höchstens {amount}",
    "money.forgiven": (
        "Die Minderung von insgesamt {reduction} übersteigt {threshold} nicht; "
        "sie mindert die Zuwendung nicht"
    ),
    "money.final": "Zuwendung {year}: bewilligt {granted}, endgültig {amount}",
    "money.final_total": "Endgültige Zuwendung insgesamt {amount}, ausgezahlt {paid}",
    "money.payable": "{final} − {paid} = noch auszuzahlen {amount}",
    "money.to_recover": "{paid} ausgezahlt − {final} endgültige Zuwendung = überzahlt {amount}",
    "money.petty": (
        "Der Betrag von {amount} liegt unter der Kleinbetragsgrenze von {limit} "
        "und wird nicht zurückgefordert"
    ),
    # payment calls
    "money.retention": "Einbehalt bis zur Prüfung: {share} von {grant} = {amount}",
    "money.left": "{ceiling} verfügbare Zuwendung − {paid} ausgezahlt = {amount}",
    "money.one_sum": "Auszahlung in einer Summe: {amount}",
    "money.due": (
        "Ausgaben bis zum Ende der Verwendungsfrist am {until} (Auszahlung am {payout}): {amount}"
    ),
    "money.pro_rata": "Anteilig mit den übrigen Mitteln: {share} von {spent} = {amount}",
    "money.others_first": (
        "Eigene und weitere Mittel zuerst: {spent} − {own_and_other} = {amount}"
    ),
    "money.minus_paid": "{covered} − {paid} bereits ausgezahlt = {amount}",
    "money.highest_call": "Höchster Mittelabruf: {amount}",
    "money.year_left": "Im Haushaltsjahr {year} noch verfügbar: {amount}",
    "money.settled_payable": "Nach der Abrechnung noch auszuzahlen: {amount}",
    "money.late_not_used_in_time": (
        "{amount}: Verwendung für den Zweck bis zum {until} nicht nachgewiesen "
        "(§ 49a Abs. 4 HVwVfG)"
    ),
    "money.late_other_funds_first": (
        "{amount} wurden abgerufen, obwohl eigene und weitere Mittel zuerst einzusetzen waren "
        "(§ 49a Abs. 4 HVwVfG)"
    ),
    # interest
    "money.interest": ("{first} bis {until}: {amount} × {rate} × {days} ÷ {year} = {interest}"),
}
