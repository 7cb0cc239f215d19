"""What the guidelines say of applicant types, in German."""

TEXTS: dict[str, str] = {
    "admission.counties_and_cities": (
        "Antragsberechtigt sind Landkreise, kreisfreie Städte und Sonderstatusstädte."
    ),
    "admission.only_counties_and_cities": (
        "Nicht antragsberechtigt ({type}): Diese Förderung erhalten nur Landkreise, kreisfreie "
        "Städte und Sonderstatusstädte."
    ),
    "admission.charity_may_host_post": (
        "Nicht antragsberechtigt ({type}): Den Antrag stellt der Landkreis oder die Stadt. Auf "
        "deren Wunsch kann die Stelle bei einem gemeinnützigen Träger angesiedelt werden."
    ),
    "admission.public_church_and_charitable": (
        "Antragsberechtigt sind kommunale, öffentliche, kirchliche und gemeinnützige Träger "
        "einschließlich gemeinnütziger Migrantenorganisationen."
    ),
    "admission.municipal_church_and_charitable": (
        "Antragsberechtigt sind kommunale, kirchliche und gemeinnützige Träger einschließlich "
        "gemeinnütziger Migrantenorganisationen."
    ),
    "admission.public_body_not_named": (
        "Die Richtlinie nennt kommunale, kirchliche und freie gemeinnützige Träger. Ob ein "
        "anderer öffentlicher Träger gefördert werden kann, prüft die Bewilligungsbehörde."
    ),
    "admission.sources_differ_on_public_body": (
        "Ob öffentliche Träger antragsberechtigt sind, geben die Quellen unterschiedlich an. Die "
        "Bewilligungsbehörde prüft das."
    ),
    "admission.each_body_for_itself": (
        "Nicht antragsberechtigt ({type}): Jeder Träger stellt seinen Antrag selbst; einen "
        "gemeinsamen Antrag sieht diese Förderung nicht vor."
    ),
    "admission.migrant_organisations": (
        "Antragsberechtigt sind gemeinnützige Migrantenorganisationen, die als Verein organisiert "
        "sind."
    ),
    "admission.sources_differ_on_municipality_with_mo": (
        "Ob eine Kommune gemeinsam mit einer Migrantenorganisation antragsberechtigt ist, geben "
        "die Quellen unterschiedlich an. Die Bewilligungsbehörde prüft das."
    ),
    "admission.only_migrant_organisations": (
        "Nicht antragsberechtigt ({type}): Diese Förderung erhalten nur gemeinnützige "
        "Migrantenorganisationen."
    ),
    "admission.municipalities_by_population": (
        "Antragsberechtigt sind kreisangehörige Städte und Gemeinden; die Einwohnerzahl "
        "entscheidet mit."
    ),
    "admission.consortium_with_partners": (
        "Antragsberechtigt ist auch ein Verbund aus einer Kommune und einer oder zwei weiteren."
    ),
    "admission.only_municipalities_of_a_county": (
        "Nicht antragsberechtigt ({type}): Diese Förderung erhalten nur kreisangehörige Städte "
        "und Gemeinden ohne eigene WIR-Koordination."
    ),
    "admission.no_company": (
        "Nicht antragsberechtigt ({type}): Unternehmen nennt die Richtlinie nicht."
    ),
    "admission.no_private_person": (
        "Nicht antragsberechtigt ({type}): Privatpersonen können keine Förderung erhalten."
    ),
}
