"""Questions to every applicant: who they are, what they can prove and declare."""

from workflows.wording.making import asked, options, together, yes_no

_CHOICES = asked(
    {
        "applicant_type": (
            "Wer stellt den Antrag?",
            (
                "Maßgeblich ist, wer die Zuwendung erhalten soll, zum Beispiel ein Landkreis oder "
                "ein eingetragener Verein."
            ),
        ),
        "applicant_ags": (
            "Welche Gebietskörperschaft sind Sie?",
            (
                "Bitte Namen oder amtlichen Gemeindeschlüssel eingeben, zum Beispiel 06433 für den "
                "Kreis Groß-Gerau. Im Verbund: die federführende Gemeinde."
            ),
        ),
        "partner_ags": (
            "Welche Gemeinden sind Partner im Verbund?",
            "Bitte die achtstelligen Gemeindeschlüssel angeben, zum Beispiel 06535001.",
        ),
        "exemption_notice_kind": (
            "Welcher Bescheid weist die Gemeinnützigkeit nach?",
            (
                "Neu gegründete Vereine haben meist einen Bescheid nach § 60a AO, andere einen "
                "Freistellungsbescheid zur Körperschaftsteuer. Beantragt eine Kommune gemeinsam "
                "mit einer Migrantenorganisation, ist der Bescheid der Organisation gemeint."
            ),
        ),
        "exemption_notice_date": (
            "Von welchem Tag ist dieser Bescheid?",
            "Das Datum steht oben auf dem Bescheid des Finanzamts, zum Beispiel 14.03.2024.",
        ),
        "register_extract_date": (
            "Von welchem Tag ist der Registerauszug?",
            (
                "Datum des Abrufs oder Ausdrucks, zum Beispiel 02.09.2026. Beantragt eine Kommune "
                "gemeinsam mit einer Migrantenorganisation, ist deren Auszug gemeint."
            ),
        ),
    }
)

_TYPES = options(
    "applicant_type",
    {
        "county": "Landkreis",
        "independent_city": "kreisfreie Stadt",
        "special_status_city": "Sonderstatusstadt",
        "municipality": "kreisangehörige Stadt oder Gemeinde",
        "consortium": "Verbund von Gemeinden",
        "public_body": "öffentlicher Träger",
        "church_body": "kirchlicher Träger",
        "charity": "freier gemeinnütziger Träger",
        "migrant_org": "gemeinnützige Migrantenorganisation",
        "municipality_with_mo": "Kommune in Kooperation mit einer Migrantenorganisation",
        "company": "Unternehmen",
        "private_person": "Privatperson",
    },
)

_NOTICES = options(
    "exemption_notice_kind",
    {
        "corporation_tax": "Freistellungsbescheid oder Anlage zum Körperschaftsteuerbescheid",
        "section_60a": "Bescheid nach § 60a AO",
    },
)

_YES = yes_no(
    "yes",
    {
        "seat_in_hesse": (
            "Hat die Organisation ihren Sitz in Hessen?",
            "Maßgeblich ist der Sitz laut Satzung oder Register, zum Beispiel Marburg.",
            "Die Organisation hat ihren Sitz in Hessen",
        ),
        "charitable": (
            "Ist die Organisation als gemeinnützig anerkannt?",
            "Nachweis ist ein Bescheid des Finanzamts, zum Beispiel ein Freistellungsbescheid.",
            "Die Organisation ist als gemeinnützig anerkannt",
        ),
        "registered_association": (
            "Ist die Organisation ein eingetragener Verein (e. V.)?",
            "Der Verein steht dann im Vereinsregister eines Amtsgerichts, zum Beispiel VR 1234.",
            "Die Organisation ist ein eingetragener Verein",
        ),
        "orderly_management": (
            "Ist eine ordnungsgemäße Geschäftsführung gewährleistet?",
            "Zum Beispiel durch eine geordnete Buchführung und geregelte Zuständigkeiten.",
            "Eine ordnungsgemäße Geschäftsführung ist gewährleistet",
        ),
        "can_prove_use": (
            "Können Sie die Verwendung der Mittel ordnungsgemäß nachweisen?",
            "Zum Beispiel mit Belegen, Stundenlisten und einem Sachbericht.",
            "Die Verwendung der Mittel kann ordnungsgemäß nachgewiesen werden",
        ),
        "can_bear_own_share": (
            "Können Sie den Eigenanteil aufbringen?",
            "Zum Beispiel aus Haushaltsmitteln, Mitgliedsbeiträgen oder Spenden.",
            "Der Eigenanteil kann aufgebracht werden",
        ),
        "financing_secured": (
            "Ist die Gesamtfinanzierung des Vorhabens gesichert?",
            (
                "Die Einnahmen einschließlich der beantragten Zuwendung decken alle Ausgaben des "
                "Finanzierungsplans."
            ),
            "Die Gesamtfinanzierung des Vorhabens ist gesichert",
        ),
        "subsidy_facts_declared": (
            "Sind Ihnen die subventionserheblichen Tatsachen bekannt (§ 264 StGB)?",
            "Dazu gehören zum Beispiel Angaben zu Ausgaben, Eigenmitteln und weiteren Förderungen.",
            "Die Kenntnis der subventionserheblichen Tatsachen ist erklärt",
        ),
    },
)

_NO = yes_no(
    "no",
    {
        "vat_deductible": (
            "Sind Sie für das Vorhaben zum Vorsteuerabzug berechtigt?",
            "Wenn ja, ist die Umsatzsteuer nicht zuwendungsfähig; bitte nur Nettobeträge planen.",
            "Es besteht keine Berechtigung zum Vorsteuerabzug",
        ),
        "other_state_programme": (
            "Wird das Vorhaben aus einem anderen Landesprogramm gefördert oder ist das beantragt?",
            (
                "Zum Beispiel aus der Gemeinwesenarbeit. Andere öffentliche Mittel gehören in den "
                "Finanzierungsplan."
            ),
            "Das Vorhaben wird nicht aus einem anderen Landesprogramm gefördert",
        ),
        "economic_activity": (
            "Ist das Vorhaben eine wirtschaftliche Tätigkeit?",
            (
                "Zum Beispiel der Verkauf von Leistungen am Markt. Dann ist das Beihilferecht der "
                "Europäischen Union zu prüfen (De-minimis)."
            ),
            "Das Vorhaben ist keine wirtschaftliche Tätigkeit, eine Beihilfe liegt nicht vor",
        ),
        "staff_better_paid": (
            "Erhalten Ihre Beschäftigten mehr als vergleichbare Beschäftigte des Landes?",
            "Vergleichsmaßstab ist der Tarifvertrag TV-H, zum Beispiel Entgeltgruppe 9b.",
            "Die Beschäftigten sind nicht bessergestellt als vergleichbare Landesbeschäftigte",
        ),
    },
)

_GATES = asked(
    {
        "mostly_publicly_funded": (
            (
                "Werden Ihre gesamten Ausgaben überwiegend aus Zuwendungen der öffentlichen Hand "
                "bestritten?"
            ),
            (
                "Überwiegend heißt: zu mehr als der Hälfte, zum Beispiel durch Land, Bund und "
                "Kommune zusammen."
            ),
        ),
        "already_begun": (
            "Haben Sie mit dem Vorhaben bereits begonnen?",
            (
                "Beginn ist der Abschluss eines Vertrags zur Ausführung, zum Beispiel eines "
                "Arbeits- oder Honorarvertrags."
            ),
        ),
        "is_follow_up": (
            "Ist dies ein Folgeantrag für ein laufendes, bereits gefördertes Vorhaben?",
            "Zum Beispiel die Fortsetzung eines Einsatzes aus dem Vorjahr.",
        ),
        "begin_day": (
            "An welchem Tag wurde begonnen?",
            "Tag des ersten Vertragsabschlusses, zum Beispiel 01.03.2027.",
        ),
        "early_start_wanted": (
            "Möchten Sie einen vorzeitigen Maßnahmebeginn beantragen?",
            (
                "Nur, wenn das Vorhaben ohne frühen Beginn gefährdet wäre. Ein Anspruch auf "
                "Förderung entsteht dadurch nicht."
            ),
        ),
        "begin_reason": (
            "Warum muss das Vorhaben vor der Entscheidung beginnen?",
            "Zum Beispiel, weil ein Kurs an einen festen Termin gebunden ist.",
        ),
    }
)

TEXTS = together((_CHOICES, _TYPES, _NOTICES, _YES, _NO, _GATES))
