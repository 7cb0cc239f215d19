"""German of log entries that move no machine: papers, notes, letters, looks into a case."""

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "action.record.add_note.done": "Vermerk angelegt",
    "action.record.add_paper.done": "Unterlage hinzugefügt",
    "action.record.answer_checks.done": "Prüfpunkte beantwortet",
    "action.record.assign.done": "Zuständigkeit geändert",
    "action.record.audit_file_downloaded.done": "Fallakte heruntergeladen",
    "action.record.audit_file_requested.done": "Fallakte angefordert",
    "action.record.case_seen.done": "Eingesehen",
    "action.record.copy_from_paper.done": "Angaben aus dem Papierantrag übertragen",
    "action.record.correct_answers.done": "Angaben im Antrag berichtigt",
    "action.record.correct_sending.done": "Versand berichtigt",
    "action.record.issue_decline_receipt.done": "Bestätigung der Nichtannahme erstellt",
    "action.record.issue_proof_receipt.done": "Eingangsbestätigung des Nachweises erstellt",
    "action.record.issue_receipt.done": "Eingangsbestätigung erstellt",
    "action.record.meet_obligation.done": "Auflage als erfüllt vermerkt",
    "action.record.name_letter.done": "Schreiben mit eigenem Namen zur Zeichnung erstellt",
    "action.record.present_correction.done": "Antwort zur Unterschrift vorgelegt",
    "action.record.present_for_signature.done": "Zur Unterschrift vorgelegt",
    "action.record.remove_paper.done": "Unterlage entfernt",
    "action.record.reopen_obligation.done": "Auflage wieder als offen vermerkt",
    "action.record.retrieve_letter.done": "Schreiben abgerufen",
    "action.record.rewrite_award.done": "Geänderte Bewilligung übernommen",
    "action.record.send_form.label": "Formular abgeschickt",
}
