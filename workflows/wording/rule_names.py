"""What each rule is about, in a few words of its own: the heading of its finding in every list."""

from workflows.wording.making import named, together

_APPLICANT = named(
    "rule.name",
    {
        "applicant_is_admitted": "Antragsberechtigung",
        "register_key_fits_applicant_type": "Gemeindeschlüssel",
        "seat_is_in_hesse": "Sitz in Hessen",
        "is_charitable": "Gemeinnützigkeit",
        "is_registered_association": "Eingetragener Verein",
        "municipality_belongs_to_county": "Zugehörigkeit zu einem Landkreis",
        "population_fits": "Einwohnerzahl",
        "one_or_two_partners": "Zahl der Partnergemeinden",
        "partners_are_named": "Benennung der Partnergemeinden",
        "partners_have_resolved": "Zustimmung der Partnergemeinden",
        "cooperation_is_agreed": "Vereinbarung über die Kooperation",
        "partner_passes_the_tests": "Merkmale der beteiligten Migrantenorganisation",
        "aims_serve_participation": "Ziele dienen Integration und Teilhabe",
        "aims_arise_from_migration": "Ziele aus der Lebenslage der Zugewanderten",
        "members_and_board_mostly_migrants": "Zusammensetzung von Mitgliedern und Vorstand",
        "not_only_religion_language_culture": "Nicht nur Religion, Sprache oder Herkunftskultur",
        "no_full_time_structure": "Keine hauptamtlichen Strukturen",
        "is_no_counselling_body": "Kein Beratungsträger",
        "exemption_notice_is_fresh": "Aktualität des Gemeinnützigkeitsbescheids",
        "register_extract_is_fresh": "Aktualität des Registerauszugs",
        "applicant_manages_orderly": "Ordnungsgemäße Geschäftsführung",
        "applicant_can_prove_use": "Fähigkeit zum Verwendungsnachweis",
        "applicant_can_bear_own_share": "Aufbringung des Eigenanteils",
        "staff_is_not_better_off": "Besserstellungsverbot",
        "input_tax_is_not_deductible": "Vorsteuerabzug",
        "no_state_aid_is_involved": "Beihilferecht",
        "subsidy_facts_are_declared": "Subventionserhebliche Tatsachen",
    },
)

_PROJECT = named(
    "rule.name",
    {
        "some_part_is_applied_for": "Beantragte Teile",
        "measure_has_not_begun": "Kein Beginn vor der Entscheidung",
        "start_is_not_before_decision": "Geplanter Beginn",
        "application_deadline_is_kept": "Antragsfrist",
        "call_is_open": "Zeitraum des Förderaufrufs",
        "duration_is_within_longest_award": "Laufzeit",
        "no_other_state_programme_funds_it": "Keine Doppelförderung durch das Land",
        "measure_is_new": "Neues Vorhaben",
        "approach_is_new": "Neuer Ansatz",
        "is_a_model": "Modellcharakter",
        "is_low_threshold": "Niedrigschwelligkeit",
        "focus_is_named_in_guideline": "Schwerpunkt des Projekts",
        "for_refugee_women_and_girls": "Zielgruppe geflüchtete Frauen und Mädchen",
        "for_people_from_south_east_europe": "Zielgruppe Zugewanderte aus Südosteuropa",
        "agreed_with_local_actors": "Abstimmung mit den Beteiligten vor Ort",
        "concept_is_at_hand": "Aussagekräftiges Konzept",
        "micro_project_is_new": "Neuheit des Mikroprojekts",
        "exactly_one_micro_project": "Zahl der Mikroprojekte",
        "micro_project_is_tied_to_mini_job": "Verbindung mit einem Minijob",
        "municipality_has_been_consulted": "Abstimmung mit der kommunalen Integrationsstelle",
        "moderation_is_external": "Externe Moderation",
        "people_take_part": "Beteiligungsformate",
        "council_will_resolve": "Vorgesehener Beschluss der kommunalen Vertretung",
        "county_coordination_is_involved": "Beteiligung der WIR-Koordination des Landkreises",
        "integration_officer_is_involved": "Beteiligung der oder des Integrationsbeauftragten",
    },
)

_POSTS = named(
    "rule.name",
    {
        "integration_is_chief_matter": "Integration als Chefsache",
        "posts_in_one_unit": "Stellen in einer Organisationseinheit",
        "one_post_at_most": "Umfang der Stelle",
        "two_coordinators_at_most": "Umfang der Koordinationsstellen",
        "one_assistant_at_most": "Umfang der Assistenzstelle",
        "staff_is_qualified": "Fachliche Eignung für die Stelle",
        "works_with_coordination": "Zusammenarbeit mit der WIR-Koordination",
        "labour_market_is_a_focus": "Schwerpunkt Arbeitsmarkt",
        "forwarding_is_agreed": "Vereinbarte Weiterleitung",
        "micro_projects_go_to_charities": "Weitergabe der Mittel für Mikroprojekte",
        "target_agreement_is_accepted": "Bereitschaft zur Zielvereinbarung",
        "target_agreement_is_there": "Zielvereinbarung mit dem Land",
        "expert_vote_is_there": "Fachliches Votum",
        "jury_vote_is_there": "Votum der Jury",
        "municipal_statement_is_there": "Stellungnahme der Kommune",
    },
)

_VOLUNTEERS = named(
    "rule.name",
    {
        "base_training_units_fit": "Umfang der Basisqualifizierung",
        "training_has_enough_units": "Umfang der Schulung",
        "seminar_units_fit": "Umfang des Vertiefungsseminars",
        "guides_are_of_age": "Volljährigkeit der Lotsinnen und Lotsen",
        "guides_are_suitable": "Eignung der Lotsinnen und Lotsen",
        "guides_are_trained_first": "Basisqualifizierung vor dem Einsatz",
        "guides_are_no_sponsors": "Hilfe zur Selbsthilfe statt Patenschaft",
        "hours_fit_person_maximum": "Geplante Einsatzstunden",
        "flat_rate_is_open": "Zugang zur Koordinierungspauschale",
        "flat_rate_pool_is_large_enough": "Mindestgröße des Pools für die Pauschale",
        "flat_rate_pool_is_within_guides": "Pool und eingesetzte Personen",
        "pool_exists": "Bestehender Pool",
        "pool_has_five_interpreters": "Größe des Pools",
        "pool_has_five_languages": "Sprachen des Pools",
        "pool_to_be_built_is_large_enough": "Größe des aufzubauenden Pools",
        "not_only_for_own_body": "Einsatz auch für andere Stellen",
        "not_used_in_court": "Kein Einsatz vor Gericht",
        "interpreters_are_of_age": "Volljährigkeit der Dolmetschenden",
        "german_is_b1": "Deutsch mindestens auf der Stufe B1",
        "further_language_is_fluent": "Weitere Sprache",
        "selection_is_careful": "Sorgfältige Auswahl",
        "no_hint_of_extremism": "Keine Hinweise auf Extremismus",
        "trained_before_deployment": "Schulung vor dem ersten Einsatz",
        "confidentiality_is_signed": "Verschwiegenheit und Neutralität",
        "police_certificates_are_inspected": "Einsicht in die Führungszeugnisse",
        "deployments_per_client_fit": "Geplante Einsätze je unterstützter Person",
    },
)

_MONEY = named(
    "rule.name",
    {
        "plan_is_there": "Kosten- und Finanzierungsplan liegt vor",
        "plan_is_balanced": "Finanzierungsplan geht auf",
        "plan_years_fit_period_and_call": "Haushaltsjahre des Finanzierungsplans",
        "plan_items_are_eligible": "Ausgabenarten",
        "total_financing_is_secured": "Gesamtfinanzierung",
        "own_share_is_enough": "Mindesteigenanteil",
        "grant_asked_is_within_the_most": "Höhe der beantragten Zuwendung",
    },
)

_PROOF = named(
    "rule.name",
    {
        "no_guide_above_maximum": "Höchststunden je Lotsin oder Lotse eingehalten",
        "no_coordinating_guide_above_maximum": "Höchststunden in der Koordination eingehalten",
        "no_client_above_maximum": "Höchstzahl der Einsätze für eine Person eingehalten",
        "proof_on_time": "Frist des Nachweises",
        "item_shift_allowed": "Einzelansatz „{item}“",
        "items_within_plan": "Einzelansätze im Rahmen des Plans",
        "cost_above_plan": "Gesamtausgaben über dem Plan",
        "no_new_funds": "Neue Deckungsmittel",
        "own_funds_brought": "Einsatz der Eigenmittel",
        "person_within_most": "Höchststunden von Person {person} im Jahr {year}",
        "receipts_listed": "Vorlage der Belegliste",
    },
)

# Rules that every paper and every counter brings along take their names from it.
_MADE = {
    "rule.name.@paper": "Unterlage: {paper}",
    "rule.name.@reported": "Bericht: {reported}",
    "rule.name.@reported_of_part": "Bericht ({part}): {reported}",
    "rule.name.@unknown": "Voraussetzung",
    **named(
        "reported.name",
        {
            "report_result": "Verwendung und Ergebnis",
            "report_deviations": "Abweichungen von der Planung",
            "report_goals": "Ziele der Zielvereinbarung",
            "resolution_number": "Nummer des Beschlusses",
            "resolution_date": "Tag des Beschlusses",
            "strategy_status": "Stand der Strategie",
        },
    ),
}

TEXTS = together((_APPLICANT, _PROJECT, _POSTS, _VOLUNTEERS, _MONEY, _PROOF, _MADE))
