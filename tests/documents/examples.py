"""One example of every document, with invented people and bodies and no figure of a real
guideline.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from wirgrants.documents.blocks import Align, Column, Pairs, Paragraph, Row, Section, Table
from wirgrants.documents.contents import (
    Authority,
    Contact,
    FigureUsed,
    Letter,
    Mark,
    PrintView,
    Recipient,
    SignatureLine,
)
from wirgrants.documents.letters.amendment import (
    Amendment,
    ChangedTerm,
    ChangeRefusal,
    amendment_letter,
    change_refusal_letter,
)
from wirgrants.documents.letters.award import Award, AwardPart, Financing, award_letter
from wirgrants.documents.letters.award_terms import Instalment, ProofDuty
from wirgrants.documents.letters.common import (
    CalculationLine,
    Delivery,
    Head,
    PlanItem,
    Remedy,
    YearAmount,
)
from wirgrants.documents.letters.decline_receipt import DeclineReceipt, decline_receipt_letter
from wirgrants.documents.letters.early_start import EarlyStart, early_start_letter
from wirgrants.documents.letters.hearing import Hearing, hearing_letter
from wirgrants.documents.letters.information_request import (
    InformationRequest,
    RequestedItem,
    information_request_letter,
)
from wirgrants.documents.letters.interest_order import InterestOrder, interest_order_letter
from wirgrants.documents.letters.lapse import Lapse, lapse_letter
from wirgrants.documents.letters.payment_refusal import PaymentRefusal, payment_refusal_letter
from wirgrants.documents.letters.proof_receipt import ProofReceipt, proof_receipt_letter
from wirgrants.documents.letters.receipt import FindingLine, Receipt, receipt_letter
from wirgrants.documents.letters.recovery import InterestLine, Recovery, recovery_letter
from wirgrants.documents.letters.recovery_ended import (
    OrderedClaim,
    RecoveryEnded,
    recovery_ended_letter,
)
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.documents.letters.rejection import Rejection, rejection_letter
from wirgrants.documents.letters.settlement import ExaminedItem, Settlement, settlement_letter

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DIGEST = "3f5a" * 16

AUTHORITY = Authority(
    name="Bewilligungsbehörde Musterland",
    department="Dezernat 25, Soziales, Integration und Flüchtlinge",
    street="Beispielplatz 1",
    postal_town="99998 Musterstadt",
    contact=Contact(
        name="Frau Beispiel",
        phone="0999 12-3456",
        email="wir@behoerde.example",
        room="2.117",
    ),
    website="www.behoerde.example",
)
RECIPIENT = Recipient(
    name="Verein für Begegnung und Sprache Musterstadt e. V.",
    lines=("Frau Олена Шевченко", "Brückenstraße 12 a", "99999 Musterstadt"),
)
REMEDY = Remedy(court="Verwaltungsgericht Musterstadt", address="Gerichtsweg 7, 99998 Musterstadt")
HEAD = Head(
    authority=AUTHORITY,
    recipient=RECIPIENT,
    file_number="II25-WIR-2027-00017",
    dated=date(2026, 11, 23),
    line="Ehrenamtliche Integrationslotsinnen und Integrationslotsen",
    guideline="Förderrichtlinie WIR, Fassung 2021, Nr. 2.7",
    project="Lotsendienst „Ankommen in Musterstadt“",
    signature="Beispiel",
    applied_on=date(2026, 9, 14),
    figures=(
        FigureUsed(
            label="Betrag je Unterrichtseinheit und Person",
            value="12,50\N{NO-BREAK SPACE}€",
            source="Förderrichtlinie WIR 2021, Nr. 2.7.1",
            mark=Mark.SOURCED,
        ),
        FigureUsed(
            label="Aufwandsentschädigung je Einsatzstunde",
            value="9,00\N{NO-BREAK SPACE}€",
            source="Förderaufruf 2027, Anlage 1",
            mark=Mark.DEMO,
        ),
    ),
    demo=True,
)


def _euros(text: str) -> Decimal:
    return Decimal(text)


AWARD = Award(
    head=HEAD,
    purpose="die Qualifizierung und den Einsatz von zwölf ehrenamtlichen Integrationslotsinnen und "
    "Integrationslotsen in Musterstadt",
    goals=(
        "Zwölf Personen schließen die Basisqualifizierung mit 36 Unterrichtseinheiten ab.",
        "Im Jahr 2027 werden mindestens 400 Einsatzstunden geleistet und dokumentiert.",
    ),
    requested=_euros("14580.00"),
    granted=_euros("12345.67"),
    years=(
        YearAmount(year=2027, amount=_euros("9000.00")),
        YearAmount(year=2028, amount=_euros("3345.67")),
    ),
    first=date(2027, 1, 1),
    last=date(2028, 12, 31),
    financing=Financing.FIXED,
    share=None,
    eligible=_euros("13717.41"),
    costs=(
        PlanItem(label="Honorare der Referentinnen und Referenten", amount=_euros("6400.00")),
        PlanItem(label="Aufwandsentschädigungen", amount=_euros("5945.67")),
        PlanItem(label="Räume und Material", amount=_euros("1371.74")),
    ),
    funds=(
        PlanItem(label="Zuwendung des Landes", amount=_euros("12345.67")),
        PlanItem(label="Eigenmittel", amount=_euros("1371.74")),
    ),
    calculation=(
        CalculationLine(
            text="12 Teilnehmende × 36 Unterrichtseinheiten × 12,50 €", amount=_euros("5400.00")
        ),
        CalculationLine(
            text="771,74 Einsatzstunden × 9,00 €, gerundet",
            amount=_euros("6945.67"),
            note="Demonstrationswert",
        ),
    ),
    provisions="ANBest-P",
    provisions_edition="Muster einer Fassung vom 01.01.2025",
    payment=(
        (
            "Mittel dürfen abgerufen werden, soweit sie innerhalb von zwei Monaten nach der "
            "Auszahlung für fällige Zahlungen benötigt werden."
        ),
    ),
    proofs=(
        ProofDuty(
            label="Zwischennachweis 2027",
            form="einfacher Verwendungsnachweis ohne Belege",
            due=date(2028, 3, 31),
        ),
        ProofDuty(
            label="Verwendungsnachweis",
            form="einfacher Verwendungsnachweis ohne Belege, mit Einsatzliste",
            due=date(2029, 3, 31),
        ),
    ),
    audit_norm="§ 84 der Hessischen Landeshaushaltsordnung (LHO)",
    remedy=REMEDY,
    annexes=(
        "Allgemeine Nebenbestimmungen (ANBest-P)",
        "Erklärung zum Zuwendungsbescheid",
        "Vordruck Verwendungsnachweis",
    ),
    parts=(
        AwardPart(
            label="Basisqualifizierung",
            amount=_euros("5400.00"),
            first=date(2027, 1, 1),
            last=date(2027, 9, 30),
        ),
        AwardPart(
            label="Einsatz",
            amount=_euros("6945.67"),
            first=date(2027, 3, 1),
            last=date(2028, 12, 31),
        ),
    ),
    instalments=(
        Instalment(due="nach Bestandskraft, für die Qualifizierung", amount=_euros("5400.00")),
        Instalment(due="15.05.2027 und 15.05.2028, je zur Hälfte", amount=_euros("6945.67")),
    ),
    obligations=(
        (
            "Vor dem ersten Einsatz ist ein erweitertes Führungszeugnis einzusehen; festzuhalten "
            "sind nur Tag und Ergebnis der Einsicht."
        ),
        "Die Einsätze sind mit Tag, Dauer und Anlass zu dokumentieren.",
    ),
    free_text=("Bitte stimmen Sie die Termine der Qualifizierung mit der WIR-Koordination ab.",),
    reasons=("Der Bedarf ist durch die Stellungnahme der Stadt vom 01.10.2026 belegt.",),
    partial_reason="Für Materialkosten über 1.371,74 € fehlt ein nachvollziehbarer Ansatz.",
)

SHARE_AWARD = replace(
    AWARD,
    financing=Financing.SHARE,
    share=_euros("0.9"),
    requested=_euros("12345.67"),
    partial_reason="",
    item_tolerance=_euros("0.2"),
    provisions="ANBest-GK",
    parts=(),
    instalments=(),
    state_aid="Die Zuwendung ist keine staatliche Beihilfe, da das Vorhaben nicht wirtschaftlich "
    "ist.",
)

RECEIPT = Receipt(
    head=replace(HEAD, figures=(), recipient=RECIPIENT),
    filed_at=AT,
    applicant=RECIPIENT.name,
    signatory="Олена Шевченко, Vorsitzende, am 23.11.2026, 10:29 Uhr",
    call="Förderaufruf 2027, geöffnet bis 30.11.2026",
    digest=DIGEST,
    verdict="für die Prüfung durch die Bewilligungsbehörde offen",
    findings=(
        FindingLine(
            rule="Eingang vor Fristende",
            clause="Förderaufruf 2027, Nr. 4",
            outcome="erfüllt",
            reason="Eingang am 23.11.2026, Frist bis 30.11.2026.",
        ),
        FindingLine(
            rule="Gemeinnützigkeit nachgewiesen",
            clause="Richtlinie 2021, Nr. 7.3",
            outcome="zu prüfen",
            reason="Der Freistellungsbescheid ist älter als fünf Jahre.",
        ),
    ),
    missing_papers=("Satzung in der geltenden Fassung", "Auszug aus dem Vereinsregister"),
    next_steps=(
        "Die Bewilligungsbehörde prüft die Form des Antrags und fordert Fehlendes an.",
        "Über den Antrag entscheidet die Bewilligungsbehörde durch Bescheid.",
    ),
    late="Der Antrag ist nach Ablauf der Frist eingegangen. Er wird angenommen und geprüft.",
)

REJECTION = Rejection(
    head=HEAD,
    facts=("Mit Ihrem Antrag haben Sie 14.580,00 € für einen Lotsendienst beantragt.",),
    reasons=("Das Vorhaben hat nach Ihren Angaben am 1. September 2026 begonnen.",),
    clauses=("Beginn nicht vor der Bewilligung (Richtlinie 2021, Nr. 5.2)",),
    remedy=REMEDY,
)

AMENDMENT = Amendment(
    head=replace(HEAD, applied_on=None),
    award_date=date(2026, 11, 23),
    requested_on=date(2027, 5, 3),
    changes=(
        ChangedTerm(
            term="Bewilligungszeitraum",
            before="01.01.2027 bis 31.12.2028",
            after="01.01.2027 bis 31.03.2029",
        ),
        ChangedTerm(term="Ansatz Räume und Material", before="1.371,74 €", after="1.871,74 €"),
    ),
    granted_before=_euros("12345.67"),
    years=(YearAmount(year=2027, amount=_euros("12845.67")),),
    reasons=("Die Kurse konnten wegen der Sanierung des Hauses erst im Mai beginnen.",),
    obligations=("Der Verwendungsnachweis ist nun bis zum 30.06.2029 vorzulegen.",),
    remedy=REMEDY,
)

CHANGE_REFUSAL = ChangeRefusal(
    head=replace(HEAD, applied_on=None),
    award_date=date(2026, 11, 23),
    requested_on=date(2027, 5, 3),
    requested="Anschaffung eines Fahrzeugs aus Mitteln der Aufwandsentschädigung",
    reasons=("Fahrzeuge gehören nicht zu den zuwendungsfähigen Ausgaben der Richtlinie.",),
    remedy=REMEDY,
)

EARLY_START = EarlyStart(
    head=HEAD,
    requested_on=date(2026, 10, 1),
    starts_on=date(2026, 12, 1),
    reasons=("Die Verzögerung ist nicht von Ihnen zu vertreten.",),
    remedy=None,
)
EARLY_START_REFUSAL = replace(
    EARLY_START,
    starts_on=None,
    reasons=("Gründe, die keinen Aufschub dulden, sind nicht dargelegt.",),
    remedy=REMEDY,
)

INFORMATION_REQUEST = InformationRequest(
    head=replace(HEAD, figures=()),
    items=(
        RequestedItem(part="Anlage 2", request="die Satzung in der geltenden Fassung"),
        RequestedItem(part="Frage 14", request="die Zahl der Unterrichtseinheiten je Kurs"),
    ),
    due=date(2026, 12, 14),
    note="Bitte laden Sie Unterlagen als PDF, JPEG oder PNG hoch.",
)

HEARING = Hearing(
    head=HEAD,
    award_date=date(2026, 11, 23),
    ground=Ground.NOT_FOR_PURPOSE,
    amount=_euros("2345.67"),
    facts=("Nach dem Verwendungsnachweis wurden 260 statt 400 Einsatzstunden geleistet.",),
    calculation=(CalculationLine(text="Ausgezahlt abzüglich belegt", amount=_euros("2345.67")),),
    due=date(2029, 6, 15),
)


def _interest_line(bearing: str, first: date, last: date, days: int, amount: str) -> InterestLine:
    """Interest at the base rate of 1.27 per cent."""
    return InterestLine(
        bearing=_euros(bearing),
        first=first,
        last=last,
        days=days,
        base_rate=_euros("1.27"),
        rate=_euros("6.27"),
        amount=_euros(amount),
    )


RECOVERY = Recovery(
    head=replace(HEAD, delivery=Delivery.POST),
    award_date=date(2026, 11, 23),
    ground=Ground.NOT_FOR_PURPOSE,
    amount=_euros("2345.67"),
    effective=date(2027, 5, 15),
    pay_until=date(2029, 8, 31),
    account=(
        ("Empfänger", "Kasse Musterland"),
        ("IBAN", "DE02 1203 0000 0000 2020 51"),
        ("Verwendungszweck", "II25-WIR-2027-00017"),
    ),
    facts=("Nach dem Verwendungsnachweis wurden 260 statt 400 Einsatzstunden geleistet.",),
    calculation=(CalculationLine(text="Ausgezahlt abzüglich belegt", amount=_euros("2345.67")),),
    heard_on=date(2029, 5, 14),
    answer="Die Einsätze seien wegen Krankheit ausgefallen.",
    discretion=(
        (
            "Gründe, vom Widerruf abzusehen, liegen nicht vor. Das öffentliche Interesse an der "
            "sparsamen Verwendung von Landesmitteln überwiegt."
        ),
    ),
    interest=(
        _interest_line("2345.67", date(2027, 5, 15), date(2027, 6, 30), 47, "18.94"),
        _interest_line("1345.67", date(2027, 7, 1), date(2027, 12, 31), 184, "42.53"),
    ),
    interest_until=date(2027, 12, 31),
    remedy=REMEDY,
)

INTEREST_ORDER = InterestOrder(
    head=RECOVERY.head,
    award_date=date(2026, 11, 23),
    ordered_on=date(2029, 7, 2),
    amount=_euros("2345.67"),
    repaid_on=date(2029, 9, 14),
    interest=(_interest_line("2345.67", date(2029, 7, 3), date(2029, 9, 14), 74, "29.82"),),
    pay_until=date(2029, 10, 31),
    account=RECOVERY.account,
    discretion=("Erstattet wurde erst zwei Wochen nach dem festgesetzten Tag.",),
    remedy=REMEDY,
)

SETTLEMENT = Settlement(
    head=HEAD,
    award_date=date(2026, 11, 23),
    proof_received=date(2029, 3, 20),
    granted=_euros("12345.67"),
    final=_euros("11000.00"),
    paid=_euros("9000.00"),
    items=(
        ExaminedItem(
            label="Honorare",
            planned=_euros("6400.00"),
            declared=_euros("6350.00"),
            accepted=_euros("6200.00"),
            note="Fahrtkosten nicht anerkannt",
        ),
        ExaminedItem(
            label="Aufwandsentschädigungen",
            planned=_euros("5945.67"),
            declared=_euros("5000.00"),
            accepted=_euros("4800.00"),
        ),
    ),
    calculation=(CalculationLine(text="anerkannte Ausgaben", amount=_euros("11000.00")),),
    remarks=("Eine Rechnung vom 12.08.2028 lag außerhalb des Vorhabens.",),
    records_until=date(2034, 3, 20),
    remedy=REMEDY,
)

PAYMENT_REFUSAL = PaymentRefusal(
    head=HEAD,
    award_date=date(2026, 11, 23),
    number=2,
    requested_on=date(2027, 5, 3),
    amount=_euros("4321.00"),
    used_for="Einsatz, 2027",
    reasons=(
        "Die im Abruf genannten Zahlungen werden erst nach mehr als zwei Monaten fällig.",
        "Олена Шевченко hat die Fälligkeit auf Nachfrage bestätigt.",
    ),
    remedy=REMEDY,
)
LAPSE = Lapse(
    head=HEAD,
    award_date=date(2026, 11, 23),
    notified=date(2026, 11, 27),
    due=date(2026, 12, 28),
    granted=_euros("12345.67"),
    reasons=("An die Erklärung wurde am 15.12.2026 erinnert.",),
    basis="allgemeine Verwaltungspraxis",
    remedy=REMEDY,
)
DECLINE_RECEIPT = DeclineReceipt(
    head=HEAD,
    award_date=date(2026, 11, 23),
    granted=_euros("12345.67"),
    declared_on=date(2026, 12, 4),
    declared_by="Олена Шевченко, Vorsitzende, auf Papier",
)
PROOF_RECEIPT = ProofReceipt(
    head=HEAD,
    proof="Verwendungsnachweis, Einsatz",
    award_date=date(2026, 11, 23),
    received_on=date(2029, 4, 2),
    due=date(2029, 3, 31),
    handed_in_by="Олена Шевченко, Vorsitzende",
    revision=2,
    spent=_euros("12000.50"),
    digest=DIGEST,
    papers=("Belegliste (belege-2028.pdf)", "Sachbericht (bericht.pdf)"),
)
RECOVERY_DROPPED = RecoveryEnded(
    head=HEAD,
    award_date=date(2026, 11, 23),
    heard_on=date(2029, 5, 14),
    answered_on=date(2029, 6, 1),
    order=None,
    open_sum=_euros("1545.67"),
    remarks=("Die Ausgaben waren nach Ihrer Darstellung unabweisbar.",),
)
RECOVERY_WAIVED = RecoveryEnded(
    head=HEAD,
    award_date=date(2026, 11, 23),
    heard_on=date(2029, 5, 14),
    answered_on=None,
    order=OrderedClaim(
        ordered_on=date(2029, 7, 2),
        repaid=_euros("600.00"),
        interest_ordered_on=date(2029, 9, 17),
    ),
    open_sum=_euros("945.67"),
    remarks=(),
)

LETTERS: dict[str, Letter] = {
    "receipt": receipt_letter(RECEIPT),
    "award": award_letter(AWARD),
    "award_share": award_letter(SHARE_AWARD),
    "rejection": rejection_letter(REJECTION),
    "amendment": amendment_letter(AMENDMENT),
    "change_refusal": change_refusal_letter(CHANGE_REFUSAL),
    "early_start": early_start_letter(EARLY_START),
    "early_start_refusal": early_start_letter(EARLY_START_REFUSAL),
    "information_request": information_request_letter(INFORMATION_REQUEST),
    "hearing": hearing_letter(HEARING),
    "recovery": recovery_letter(RECOVERY),
    "interest_order": interest_order_letter(INTEREST_ORDER),
    "settlement": settlement_letter(SETTLEMENT),
    "payment_refusal": payment_refusal_letter(PAYMENT_REFUSAL),
    "lapse": lapse_letter(LAPSE),
    "decline_receipt": decline_receipt_letter(DECLINE_RECEIPT),
    "proof_receipt": proof_receipt_letter(PROOF_RECEIPT),
    "recovery_dropped": recovery_ended_letter(RECOVERY_DROPPED),
    "recovery_waived": recovery_ended_letter(RECOVERY_WAIVED),
}
INPUTS = {
    "receipt": RECEIPT,
    "award": AWARD,
    "award_share": SHARE_AWARD,
    "rejection": REJECTION,
    "amendment": AMENDMENT,
    "change_refusal": CHANGE_REFUSAL,
    "early_start": EARLY_START,
    "early_start_refusal": EARLY_START_REFUSAL,
    "information_request": INFORMATION_REQUEST,
    "hearing": HEARING,
    "recovery": RECOVERY,
    "interest_order": INTEREST_ORDER,
    "settlement": SETTLEMENT,
    "payment_refusal": PAYMENT_REFUSAL,
    "lapse": LAPSE,
    "decline_receipt": DECLINE_RECEIPT,
    "proof_receipt": PROOF_RECEIPT,
    "recovery_dropped": RECOVERY_DROPPED,
    "recovery_waived": RECOVERY_WAIVED,
}

PRINT_VIEW = PrintView(
    title="Antrag auf eine Zuwendung",
    applicant=RECIPIENT.name,
    line=HEAD.line,
    guideline=HEAD.guideline,
    call="Förderaufruf 2027",
    made_at=AT,
    digest=DIGEST,
    sections=(
        Section(
            heading="Antragstellende Stelle",
            blocks=(
                Pairs(
                    rows=(
                        ("Rechtsform", "eingetragener Verein"),
                        ("Vertreten durch", "Олена Шевченко"),
                        ("Was haben Sie vor?", "Wir begleiten Familien.\nZweimal in der Woche."),
                    )
                ),
            ),
        ),
        Section(
            heading="Finanzierungsplan",
            blocks=(
                Table(
                    caption="Ausgaben",
                    columns=(
                        Column(title="Ansatz", weight=1),
                        Column(title="2027", align=Align.RIGHT),
                    ),
                    rows=(
                        Row(cells=("Honorare", "6.400,00 €")),
                        Row(cells=("Summe", "6.400,00 €"), total=True),
                    ),
                ),
            ),
        ),
        Section(heading="Unterlagen", blocks=(Paragraph(text="Satzung.pdf, 12 Seiten"),)),
    ),
    declaration=(
        "Die Angaben sind vollständig und richtig.",
        "Mit dem Vorhaben wurde noch nicht begonnen.",
    ),
    signatures=(
        SignatureLine(role="Vorsitzende", name="Олена Шевченко"),
        SignatureLine(role="Schatzmeister"),
    ),
    demo=True,
)
