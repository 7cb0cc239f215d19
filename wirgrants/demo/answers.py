"""The usual answers of an application: what a well prepared applicant says to each question."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from wirgrants.demo.project import Project
from workflows.questions import Kind, Question

# Questions to which "no" is the good answer.
_NO = frozenset(
    {
        "vat_deductible",
        "other_state_programme",
        "economic_activity",
        "mostly_publicly_funded",
        "already_begun",
        "is_follow_up",
        "mo_only_religion_language_culture",
        "mo_full_time_structure",
        "mo_counselling_body",
        "health_guides",
        "staff_better_paid",
        "early_start_wanted",
        "coordination_flat_rate",
        "post_with_charity",
        "forwarding_agreement",
    }
)
_USUAL: Mapping[str, Any] = {
    "full_time_equivalents": "1.00",
    "coordinators_fte": "2.00",
    "assistant_fte": "0.50",
    "partners": 1,
    "participation_formats": 4,
    "micro_projects": 1,
    "participants": 14,
    "units": 24,
    "guides": 8,
    "coordinating_guides": 1,
    "hours": "900.00",
    "pool_of_guides": 9,
    "pool_size": 11,
    "planned_pool_size": 12,
    "planned_pool_languages": 7,
    "pool_languages": 8,
    "deployments": 160,
    "deployments_per_client": 4,
    "target_group": "refugees",
    "project_focus": "welcome_culture",
    "exemption_notice_kind": "corporation_tax",
    "partner_ags": ["99002005"],
    "goals": "Drei neue Kooperationen mit Regeldiensten; zwei Fachtage; jährlicher Bericht im "
    "Ausschuss für Soziales.",
}
_BY_LINE: Mapping[tuple[str, str], Any] = {
    ("refugee_women", "target_group"): "refugee_women_girls",
    ("south_east_europe", "target_group"): "south_east_europe",
    ("lay_interpreters", "participants"): 12,
}


def usual_answer(question: Question, project: Project, today: date) -> Any:
    """The answer as a draft holds it; None where nothing is said."""
    if question.id in project.answers:
        return project.answers[question.id]
    if question.id in ("project_title", "project_summary"):
        return project.title if question.id == "project_title" else project.summary
    if question.id in ("begin_day", "begin_reason"):
        return None
    known = _BY_LINE.get((project.line, question.id), _USUAL.get(question.id))
    if known is not None:
        return known
    if question.kind is Kind.YES_NO:
        return question.id not in _NO
    if question.kind is Kind.DATE:
        return (today - timedelta(days=140)).isoformat()
    return "Bad Weilenbach und Umgebung" if question.id == "project_place" else None


# Counters of a proof by question; a story tells what was different.
COUNTERS: Mapping[str, Any] = {
    "openings_started": 6,
    "trainings_held": 4,
    "network_meetings": 9,
    "strategy_status": "Fortschreibung im Kreistag beschlossen",
    "offers_mapped": 48,
    "referrals": 132,
    "guides_in_network": 27,
    "partners_in_network": 19,
    "micro_projects_passed_on": 3,
    "formats_held": 4,
    "format_participants": 183,
    "resolution_date": "2025-06-12",
    "resolution_number": "StVV 2025/47",
    "participants_total": 64,
    "participants_women": 41,
    "participants_girls": 12,
    "children_cared_for": 17,
    "mini_job_months_worked": 12,
    "trained_participants": 14,
    "units_held": 24,
    "hours_worked": "900.00",
    "hours_coordinating": "100.00",
    "guides_active": 8,
    "coordinating_guides_active": 1,
    "most_hours_of_a_guide": "110.00",
    "most_hours_of_a_coordinating_guide": "100.00",
    "deployments_done": 160,
    "interpreters_active": 11,
    "languages_offered": 8,
    "clients_served": 71,
    "most_deployments_of_a_client": 4,
}
NARRATIVE: Mapping[str, str] = {
    "report_result": "Die Maßnahme wurde wie geplant durchgeführt. Die Zielgruppe wurde erreicht; "
    "die Zusammenarbeit mit den Regeldiensten trägt über das Förderjahr hinaus.",
    "report_deviations": "Einzelne Termine wurden aus Krankheitsgründen verschoben und nachgeholt.",
    "report_goals": "Alle vereinbarten Ziele wurden bearbeitet, zwei davon vorzeitig erreicht.",
}
