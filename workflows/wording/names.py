"""German names of coded values: types, papers, parts, figures, facts."""

from workflows.wording.making import named, together
from workflows.wording.questions_applicant import TEXTS as APPLICANT_TEXTS

_OPTION = "question.applicant_type.option."

_TYPES = {
    f"applicant_type.{key.removeprefix(_OPTION)}": text
    for key, text in APPLICANT_TEXTS.items()
    if key.startswith(_OPTION)
}

_FACTS = named(
    "question.name",
    {
        "type": "Art der Antragstellenden",
        "ags": "Gebietskörperschaft",
        "population": "Gebietskörperschaft",
        "county_ags": "Gebietskörperschaft",
        "@partners": "Partnergemeinden",
        "@period": "Beginn und Ende",
        "@plan": "Finanzierungsplan",
        "@asked": "beantragte Zuwendung",
        "@papers": "Unterlagen",
        "@call": "Förderaufruf",
    },
)

_PAPERS = named(
    "paper.name",
    {
        "signed_application": "Unterschriebener Antrag (Scan)",
        "concept": "Konzept",
        "project_description": "Projektbeschreibung",
        "job_description": "Stellenbeschreibung",
        "grading_proof": "Nachweis der Eingruppierung",
        "forwarding_agreement": "Vereinbarung über die Weiterleitung",
        "target_agreement": "Zielvereinbarung",
        "statutes": "Satzung",
        "register_extract": "Registerauszug",
        "exemption_notice": "Freistellungsbescheid oder Bescheid nach § 60a AO",
        "signatory_list": "Liste der Zeichnungsberechtigten",
        "church_statement": "Bestätigung der kirchlichen Körperschaft",
        "founding_act": "Errichtungsakt oder Satzung des öffentlichen Trägers",
        "cooperation_agreement": "Kooperationsvereinbarung",
        "coordination_statement": "Stellungnahme der WIR-Koordination oder des Vielfaltszentrums",
        "municipality_letter": "Schreiben der Kommune",
        "municipal_statement": "Stellungnahme der Kommune",
        "partner_resolutions": "Beschlüsse der Partnergemeinden",
        "council_resolution": "Beschluss der Gemeindevertretung",
        "strategy_document": "Vielfalts- und Integrationsstrategie",
        "participant_list": "Teilnahmeliste",
        "seminar_participant_list": "Teilnahmeliste des Vertiefungsseminars",
        "form_2b": "Formblatt 2 b (Einsatzstunden)",
        "form_2c": "Formblatt 2 C (Teilnahmeliste der Qualifizierung)",
        "pool_list": "Liste der Dolmetschenden mit Sprachen",
        "payment_list": "Liste der ausgezahlten Pauschalen",
        "expert_vote": "fachliches Votum",
        "jury_vote": "Votum der Jury",
        "print_view": "unterschriebener Antrag",
        "obligation": "Unterlage zu einer Auflage",
        "other": "sonstige Unterlage",
    },
)

_PARTS = named(
    "part.name",
    {
        "main": "Vorhaben",
        "training": "Qualifizierung",
        "seminar": "Vertiefungsseminar und Reflexionsgespräche",
        "deployment": "Einsatz",
    },
)

_FIGURES = named(
    "figure.name",
    {
        "assistant_cap": "Höchstbetrag je Assistenzstelle und Jahr",
        "assistants_most": "Höchstzahl der Assistenzstellen",
        "coordination_flat_rate_amount": "Koordinierungspauschale je Jahr",
        "coordinator_cap": "Höchstbetrag je Koordinationsstelle und Jahr",
        "coordinators_most": "Höchstzahl der Koordinationsstellen",
        "deployment_rate": "Pauschale je Einsatz",
        "deployments_per_client_most": "Höchstzahl der Einsätze je unterstützter Person",
        "flat_rate_pool_least": "Mindestgröße des Pools für die Koordinierungspauschale",
        "flat_rate_population_below": "Einwohnergrenze der Koordinierungspauschale",
        "hour_rate": "Satz je Einsatzstunde",
        "hours_per_coordinating_guide": "Höchststunden je koordinierender Person und Jahr",
        "hours_per_guide": "Höchststunden je Lotsin oder Lotse und Jahr",
        "languages_least": "Mindestzahl der Sprachen",
        "longest_award": "längster Bewilligungszeitraum",
        "micro_project_cap": "Höchstbetrag des Mikroprojekts je Jahr",
        "micro_project_pot_cap": "Höchstbetrag für Mikroprojekte je Jahr",
        "micro_projects_number": "Zahl der Mikroprojekte",
        "mini_job_cap": "Höchstbetrag des Minijobs je Jahr",
        "minimum_own_share": "Mindesteigenanteil",
        "participation_formats_least": "Mindestzahl der Beteiligungsformate",
        "partners_least": "Mindestzahl der Partnergemeinden",
        "partners_most": "Höchstzahl der Partnergemeinden",
        "planned_languages_least": "Mindestzahl der Sprachen im aufzubauenden Pool",
        "planned_pool_least": "Mindestgröße des aufzubauenden Pools",
        "pool_least": "Mindestgröße des Pools",
        "population_least": "untere Einwohnergrenze",
        "population_most": "obere Einwohnergrenze",
        "post_cap": "Höchstbetrag je Vollzeitstelle und Jahr",
        "posts_most": "Höchstzahl der Stellen",
        "process_cap": "Höchstbetrag je Prozess",
        "project_cap": "Höchstbetrag des Projekts",
        "seminar_rate": "Satz je Person und Unterrichtseinheit im Vertiefungsseminar",
        "seminar_units_most": "Höchstzahl der Unterrichtseinheiten im Vertiefungsseminar",
        "share": "Fördersatz",
        "training_rate": "Satz der Schulung",
        "training_units_least": "Mindestzahl der Unterrichtseinheiten der Schulung",
        "unit_rate": "Satz je Person und Unterrichtseinheit",
        "units_least": "Mindestzahl der Unterrichtseinheiten",
        "units_most": "Höchstzahl der Unterrichtseinheiten",
        "yearly_pot": "Mittel des Förderschwerpunkts je Jahr",
        "exemption_notice_years": "Geltung eines Freistellungsbescheids",
        "exemption_notice_60a_years": "Geltung eines Bescheids nach § 60a AO",
        "register_extract_months": "Geltung eines Registerauszugs",
    },
)

TEXTS = together((_TYPES, _FACTS, _PAPERS, _PARTS, _FIGURES))
