"""Why a step is refused and what to do about it, one sentence pair per guard."""

TEXTS: dict[str, str] = {
    # persons
    "guard.not_own_case": (
        "Sie gehören der antragstellenden Stelle an und sind von der Bearbeitung ausgeschlossen. "
        "Eine andere Person muss diesen Schritt vornehmen."
    ),
    "guard.reason_given": "Es fehlt eine Begründung. Tragen Sie ein, warum Sie so entscheiden.",
    "guard.second_person_signs": (
        "Sie haben an dieser Sache schon mitgewirkt. Nach dem Vier-Augen-Prinzip muss eine "
        "zweite Person diesen Schritt vornehmen."
    ),
    "guard.payer_did_not_release": (
        "Sie haben diese Auszahlung selbst freigegeben. Eine andere Person muss sie buchen."
    ),
    "guard.case_state_allows": (
        "Der Stand des Antrags lässt diesen Schritt nicht zu. Führen Sie zuerst den Antrag "
        "selbst weiter."
    ),
    "guard.before_settlement": (
        "Die Abrechnung hat begonnen, die geprüften Nachweise stehen damit fest. Nehmen Sie "
        "zuerst im Vorgang die Nachweisprüfung wieder auf."
    ),
    "guard.done_for_applicant_is_documented": (
        "Sie handeln für die antragstellende Stelle. Geben Sie an, mit welchem Schreiben und von "
        "welchem Tag sie das erklärt hat."
    ),
    # receiving
    "guard.applicant_known": (
        "Die antragstellende Stelle ist nicht bestimmt. Wählen Sie sie aus oder legen Sie sie an."
    ),
    "guard.declaration_made": (
        "Die Erklärung der vertretungsberechtigten Person fehlt. Ohne sie kann nicht eingereicht "
        "werden."
    ),
    "guard.signatory_named": (
        "Name und Funktion der unterzeichnenden Person fehlen. Tragen Sie beides ein."
    ),
    "guard.fields_well_formed": ("Diese Angaben sind nicht lesbar: {fields}. Berichtigen Sie sie."),
    "guard.receipt_day_given": (
        "Der Tag des Eingangs fehlt oder liegt nach dem {day}. Tragen Sie den Tag ein, der auf "
        "dem Eingangsstempel steht."
    ),
    # clarification
    "guard.question_asked": "Die Nachforderung ist leer. Schreiben Sie, was fehlt.",
    "guard.answer_day_ahead": (
        "Der Tag, bis zu dem zu antworten ist, fehlt oder liegt nicht nach dem {day}. Setzen Sie "
        "eine angemessene Frist."
    ),
    "guard.answer_given": (
        "Die Antwort ist leer. Schreiben Sie eine Antwort oder fügen Sie eine Unterlage bei."
    ),
    "guard.correction_signed": (
        "Ihre Antwort ändert Angaben im Antrag. Sie kann nur von einer vertretungsberechtigten "
        "Person abgeschickt werden, die die Richtigkeit erklärt und Namen und Funktion angibt."
    ),
    "guard.answer_day_passed": (
        "Die Frist läuft noch bis einschließlich {due}. Warten Sie ab oder heben Sie die "
        "Nachforderung auf."
    ),
    # check, review, proposal
    "guard.checks_answered": (
        "Noch nicht beantwortete Prüfpunkte: {number}. Beantworten Sie alle, bevor Sie abschließen."
    ),
    "guard.check_still_holds": (
        "Prüfpunkte, die nach einer Berichtigung des Antrags neu zu beantworten sind: {number}. "
        "Nehmen Sie die Prüfung mit Begründung wieder auf."
    ),
    "guard.no_check_failed": (
        "Als nicht erfüllt beantwortete Prüfpunkte: {number}. Nehmen Sie die Prüfung mit "
        "Begründung wieder auf oder schlagen Sie die Ablehnung vor."
    ),
    "guard.no_open_clarification": (
        "Offene Nachforderungen: {number}. Warten Sie die Antwort ab, nehmen Sie sie an oder "
        "heben Sie die Nachforderung auf."
    ),
    "guard.has_target_agreement": (
        "Diese Fassung der Richtlinie kennt keine Zielvereinbarung. Schließen Sie die Prüfung "
        "ohne sie ab."
    ),
    "guard.has_no_target_agreement": (
        "Diese Fassung der Richtlinie verlangt eine Zielvereinbarung. Geben Sie den Antrag in "
        "die Abstimmung der Zielvereinbarung."
    ),
    "guard.has_expert_review": (
        "Diese Fassung der Richtlinie kennt keine fachliche Prüfung. Schließen Sie die Prüfung "
        "ohne sie ab."
    ),
    "guard.has_no_expert_review": (
        "Diese Fassung der Richtlinie verlangt eine fachliche Prüfung. Geben Sie den Antrag in "
        "die fachliche Prüfung."
    ),
    "guard.review_paper_attached": (
        "Die Unterlage der fachlichen Prüfung fehlt. Fügen Sie Votum, Stellungnahme, Ergebnis "
        "der Jury oder Zielvereinbarung als Datei bei. Nur wo nicht belegt ist, ob eine Jury "
        "auswählt, kann stattdessen mit Begründung erfasst werden, dass keine beteiligt wurde."
    ),
    "guard.early_start_requested": (
        "Ein begründeter Antrag auf vorzeitigen Maßnahmebeginn liegt nicht vor. Ohne ihn ist "
        "nichts zu entscheiden."
    ),
    "guard.early_start_not_yet_permitted": (
        "Der vorzeitige Maßnahmebeginn ist bereits zugelassen. Es ist nichts mehr zu entscheiden."
    ),
    "guard.award_above_zero": (
        "Der Bewilligungsbetrag ist null. Tragen Sie einen Betrag ein oder schlagen Sie die "
        "Ablehnung vor."
    ),
    "guard.award_within_entitlement": (
        "Der Bewilligungsbetrag {amount} ist höher als der Höchstbetrag ({most}). Setzen Sie ihn "
        "herab oder ergänzen Sie die Angaben, aus denen er berechnet wird."
    ),
    "guard.budget_suffices": (
        "Die Haushaltsmittel reichen nicht für: {years}. Setzen Sie den Betrag herab oder lassen "
        "Sie die Programmleitung Mittel bereitstellen."
    ),
    "guard.commitment_authority_suffices": (
        "Die Verpflichtungsermächtigung reicht nicht für: {years}. Kürzen Sie den Zeitraum oder "
        "lassen Sie die Programmleitung eine Ermächtigung bereitstellen."
    ),
    # letters
    "guard.letter_rendered": "Das Schreiben ist noch nicht erstellt. Erstellen Sie die Vorschau.",
    "guard.shown_is_current": (
        "Der Inhalt hat sich seit der Anzeige geändert. Laden Sie die Seite neu und lesen Sie "
        "den aktuellen Entwurf."
    ),
    "guard.annex_present": (
        "Die Allgemeinen Nebenbestimmungen fehlen als Anlage. Die Administration muss die "
        "gültige Fassung hinterlegen."
    ),
    "guard.delivery_recorded": (
        "Der Weg der Bekanntgabe fehlt. Wählen Sie Post, elektronisch oder persönliche Übergabe."
    ),
    "guard.electronic_delivery_consented": (
        "Die Stelle hat der elektronischen Bekanntgabe nicht zugestimmt. Wählen Sie einen "
        "anderen Weg."
    ),
    "guard.written_form_kept": (
        "Die Rückforderung bedarf der Schriftform. Wählen Sie Post, persönliche Übergabe oder "
        "eine qualifizierte elektronische Signatur."
    ),
    "guard.change_letter_grants": (
        "Der Entwurf lehnt die Änderung ab. Zeichnen Sie die Ablehnung oder geben Sie den "
        "Vorschlag zurück."
    ),
    "guard.change_letter_refuses": (
        "Der Entwurf genehmigt die Änderung. Zeichnen Sie die Genehmigung oder geben Sie den "
        "Vorschlag zurück."
    ),
    # after the award
    "guard.iban_valid": "Die IBAN fehlt oder ist ungültig. Prüfen Sie die Bankverbindung.",
    "guard.acceptance_made": (
        "Die Erklärung zum Zuwendungsbescheid fehlt. Erst mit ihr kann ausgezahlt werden."
    ),
    "guard.declined_in_words": (
        "Die Erklärung, dass die Zuwendung nicht angenommen wird, fehlt. Bestätigen Sie sie."
    ),
    "guard.acceptance_day_passed": (
        "Die Erklärung kann noch eingehen (letzter Tag: {due}). Warten Sie diesen Tag ab."
    ),
    "guard.notice_final": (
        "Der Bescheid ist noch nicht bestandskräftig (bestandskräftig ab: {final}). Warten Sie "
        "ab oder erfassen Sie einen Rechtsbehelfsverzicht."
    ),
    "guard.request_above_zero": "Der abgerufene Betrag ist null. Tragen Sie einen Betrag ein.",
    "guard.return_within_paid": (
        "Der Rückläufer wäre {amount}, aber nur {out} sind nicht schon erstattet. Klären Sie mit "
        "der Bank, ob es derselbe Eingang ist."
    ),
    "guard.request_within_award": (
        "Abgerufen sind {amount}, vom bewilligten Betrag sind noch {left} offen. Verringern Sie "
        "den Abruf."
    ),
    "guard.request_within_call": (
        "Abgerufen sind {amount}, derzeit abrufbar sind höchstens {most}: fällige Ausgaben der "
        "nächsten zwei Monate, anteilig mit den anderen Mitteln. Verringern Sie den Abruf."
    ),
    "guard.something_to_call": "Die Zuwendung ist vollständig abgerufen oder ausgezahlt.",
    "guard.year_has_begun": (
        "Mittel können Sie ab dem {begin} abrufen: Dann beginnt das nächste Haushaltsjahr, für das "
        "noch etwas abzurufen ist."
    ),
    "guard.interim_proofs_in": (
        "Überfällige Zwischennachweise: {years}. Sie müssen eingereicht sein, bevor weiter "
        "ausgezahlt wird."
    ),
    "guard.no_open_payment": (
        "Offene Mittelabrufe: {number}. Schließen Sie sie zuerst ab oder lehnen Sie sie ab."
    ),
    "guard.no_open_change": ("Offene Änderungsanträge: {number}. Entscheiden Sie zuerst über sie."),
    "guard.one_change_at_a_time": (
        "Über einen Änderungsantrag ist noch nicht entschieden. Warten Sie die Entscheidung ab "
        "oder nehmen Sie ihn zurück."
    ),
    "guard.no_proof_awaited": (
        "Nachweise, die noch fristgerecht eingehen können: {number}. Warten Sie sie ab."
    ),
    "guard.proofs_examined": (
        "Noch nicht alle Nachweise sind geprüft. Schließen Sie die Nachweisprüfung zuerst ab."
    ),
    "guard.examined_cost_entered": (
        "Die anerkannten Ausgaben fehlen. Tragen Sie sie für jeden Ansatz ein."
    ),
    "guard.review_note_written": "Der Prüfvermerk fehlt. Halten Sie das Ergebnis der Prüfung fest.",
    "guard.talk_note_written": (
        "Der Vermerk zum Jahresgespräch fehlt. Halten Sie Tag und Ergebnis fest."
    ),
    "guard.strategy_attached": "Die Strategie fehlt. Fügen Sie sie als Datei bei.",
    "guard.resolution_recorded": ("Tag und Nummer des Beschlusses fehlen. Tragen Sie beides ein."),
    "guard.resolution_missing": (
        "Ein Beschluss ist bereits erfasst. Nehmen Sie stattdessen die Nachweisprüfung wieder auf."
    ),
    "guard.nothing_left_to_recover": (
        "Zurückzufordern sind noch {amount}, mehr als die Kleinbetragsgrenze von {limit}. Leiten "
        "Sie die Rückforderung ein."
    ),
    "guard.above_petty_limit": (
        "Zurückzufordern sind {amount}, nicht mehr als die Kleinbetragsgrenze von {limit}. "
        "Schließen Sie die Akte ohne Rückforderung ab."
    ),
    "guard.recovery_ended": (
        "Die Rückforderung ist noch nicht beendet. Warten Sie die Erstattung ab oder sehen Sie "
        "mit Begründung davon ab."
    ),
    "guard.claim_pursued": (
        "Zurückzufordern sind noch {amount}, und dazu wurde noch niemand angehört. Leiten Sie die "
        "Anhörung ein; davon absehen kann danach eine zweite Person mit Begründung."
    ),
    "guard.one_recovery_at_a_time": (
        "Eine Rückforderung läuft bereits. Führen Sie zuerst diese zu Ende."
    ),
    "guard.recovery_sum_given": "Der zurückzufordernde Betrag fehlt. Tragen Sie ihn ein.",
    "guard.recovery_ground_given": (
        "Der Grund der Rückforderung fehlt. Wählen Sie die Rechtsgrundlage und begründen Sie sie."
    ),
    "guard.hearing_day_ahead": (
        "Der Tag, bis zu dem Stellung zu nehmen ist, fehlt oder liegt nicht nach dem {day}. "
        "Setzen Sie eine angemessene Frist."
    ),
    "guard.hearing_day_after_notice": (
        "Das Schreiben gilt erst am {notified} als bekannt gegeben. Nennen Sie für die Äußerung "
        "einen späteren Tag."
    ),
    "guard.hearing_time_usual": (
        "Bei dieser Bekanntgabe ist eine Frist bis zum {usual} üblich. Nennen Sie mindestens "
        "diesen Tag oder begründen Sie die kürzere Frist."
    ),
    "guard.hearing_notified": (
        "Die Anhörung ist noch nicht bekannt gegeben (Tag der Bekanntgabe: {notified}). "
        "Entscheiden Sie danach."
    ),
    "guard.hearing_day_passed": (
        "Die Anhörungsfrist läuft noch bis einschließlich {due}. Warten Sie sie oder die "
        "Stellungnahme ab."
    ),
    "guard.statement_given": (
        "Die Stellungnahme ist leer. Schreiben Sie sie oder fügen Sie eine Unterlage bei."
    ),
    "guard.repayment_above_zero": "Der eingegangene Betrag ist null. Tragen Sie ihn ein.",
    "guard.something_left_to_repay": (
        "Mit dieser Zahlung ist alles erstattet. Buchen Sie die vollständige Erstattung."
    ),
    "guard.later_interest_accrued": (
        "Seit dem Bescheid sind keine Zinsen aufgelaufen. Es ist nichts festzusetzen."
    ),
    "guard.no_later_interest": (
        "Seit dem Bescheid sind Zinsen aufgelaufen. Setzen Sie sie fest oder verzichten Sie mit "
        "Begründung darauf."
    ),
    "guard.nothing_left_to_repay": (
        "Nach dieser Zahlung sind noch {left} offen. Buchen Sie eine Teilzahlung."
    ),
}
