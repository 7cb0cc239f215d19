"""The terms that stand in every Zuwendungsbescheid: payment, provisions, proofs, duties and
rights.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Block, Bullets, Column, Paragraph, Row, Section, Table
from wirgrants.documents.german import day
from wirgrants.documents.letters.common import amounts_table


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """A sum that is paid on a day or on a condition, named in German; euros."""

    due: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class ProofDuty:
    """A proof that is owed: its name, its form and its last day."""

    label: str
    form: str
    due: date


def payment(
    rules: tuple[str, ...], instalments: tuple[Instalment, ...], acceptance_months: int
) -> Section:
    """How the money is paid; nothing before the acceptance is in and the notice is final."""
    months = "eines Monats" if acceptance_months == 1 else f"von {acceptance_months} Monaten"
    blocks: list[Block] = [
        Paragraph(
            text="Bitte geben Sie die Erklärung zum Zuwendungsbescheid mit Ihrer Bankverbindung "
            f"innerhalb {months} ab: Eine vertretungsberechtigte Person erklärt sie im "
            "Förderportal bei diesem Vorgang, oder Sie senden sie der Bewilligungsbehörde "
            "schriftlich und unterschrieben. Ausgezahlt wird erst, wenn diese Erklärung vorliegt "
            "und der Bescheid bestandskräftig ist; ohne sie wird nicht ausgezahlt. Die "
            "Vorschriften über Rücknahme und Widerruf (§§ 48, 49 des Hessischen "
            "Verwaltungsverfahrensgesetzes, HVwVfG) bleiben unberührt. Sie können die "
            "Bestandskraft vorzeitig herbeiführen, indem Sie auf Rechtsbehelfe verzichten."
        )
    ]
    if instalments:
        rows = [(instalment.due, instalment.amount) for instalment in instalments]
        total = sum((amount for _, amount in rows), Decimal())
        blocks.append(amounts_table("Auszahlung in Teilbeträgen", "Fällig", rows, total))
    blocks += [Paragraph(text=rule) for rule in rules]
    return Section(heading="Auszahlung", blocks=tuple(blocks))


def provisions(
    name: str, edition: str, obligations: tuple[str, ...], free_text: tuple[str, ...]
) -> Section:
    """The general provisions and what is ordered beside them."""
    bodies = " an Gebietskörperschaften" if name == "ANBest-GK" else ""
    blocks: list[Block] = [
        Paragraph(
            text=f"Die Allgemeinen Nebenbestimmungen für Zuwendungen zur Projektförderung{bodies} "
            f"({name}), {edition}, sind Bestandteil dieses Bescheids und liegen bei. Sie enthalten "
            "Nebenbestimmungen im Sinne des § 36 des Hessischen Verwaltungsverfahrensgesetzes "
            "(HVwVfG)."
        )
    ]
    if obligations:
        blocks += [
            Paragraph(text="Ergänzend gelten diese Auflagen:"),
            Bullets(items=obligations, numbered=True),
        ]
    blocks += [Paragraph(text=text) for text in free_text]
    return Section(heading="Nebenbestimmungen", blocks=tuple(blocks))


def proofs(duties: tuple[ProofDuty, ...], *, period_set_here: bool = False) -> Section:
    """Which proofs are owed, in which form, until which day.

    `period_set_here`: the notice itself sets the period, as ANBest-GK is not relied on for it.
    """
    rows = tuple(Row(cells=(duty.label, duty.form, day(duty.due))) for duty in duties)
    columns = (
        Column(title="Nachweis", weight=2),
        Column(title="Form", weight=3),
        Column(title="Spätestens am"),
    )
    text = (
        "Die Verwendung der Zuwendung ist nachzuweisen. Der Nachweis besteht aus einem "
        "Sachbericht und einem zahlenmäßigen Nachweis in der Gliederung des Finanzierungsplans. "
        "Die hier genannten Tage gehen allgemeinen Fristen vor."
    )
    if period_set_here:
        text += (
            " Die Frist für den Verwendungsnachweis setze ich mit diesem Bescheid fest; sie tritt "
            "an die Stelle einer Frist der ANBest-GK."
        )
    return Section(
        heading="Verwendungsnachweis",
        blocks=(
            Paragraph(text=text),
            Table(caption="Vorzulegende Nachweise", columns=columns, rows=rows),
        ),
    )


def notices() -> Section:
    """What has to be reported without delay."""
    return Section(
        heading="Mitteilungspflichten",
        blocks=(
            Paragraph(text="Bitte teilen Sie mir unverzüglich mit, wenn"),
            Bullets(
                items=(
                    (
                        "Sie für denselben Zweck weitere Zuwendungen beantragen oder erhalten oder "
                        "andere Deckungsmittel hinzutreten,"
                    ),
                    "sich die Ausgaben ermäßigen oder der Finanzierungsplan sich ändert,",
                    (
                        "der Zuwendungszweck oder andere für die Bewilligung maßgebliche Umstände "
                        "sich ändern oder wegfallen,"
                    ),
                    (
                        "der Zuwendungszweck nicht oder nicht mit der bewilligten Zuwendung zu "
                        "erreichen ist,"
                    ),
                    "abgerufene Beträge nicht fristgerecht verbraucht werden können,",
                    "ein Insolvenzverfahren beantragt oder eröffnet wird.",
                )
            ),
        ),
    )


def publicity() -> Section:
    """The hint to the funding that publications carry."""
    return Section(
        heading="Öffentlichkeitsarbeit",
        blocks=(
            Paragraph(
                text="In Veröffentlichungen und bei Veranstaltungen zum geförderten Vorhaben ist "
                "in geeigneter Form auf die Förderung aus dem Landesprogramm WIR hinzuweisen."
            ),
        ),
    )


def audit(norm: str) -> Section:
    """Who may audit, with the norm as it stands on the day of the letter."""
    return Section(
        heading="Prüfungsrechte",
        blocks=(
            Paragraph(
                text="Die Bewilligungsbehörde ist berechtigt, Bücher, Belege und sonstige "
                "Unterlagen anzufordern und die Verwendung der Zuwendung durch örtliche Erhebungen "
                "zu prüfen oder durch Beauftragte prüfen zu lassen. Das Prüfungsrecht des "
                f"Hessischen Rechnungshofs nach {norm} bleibt unberührt. Wird die Zuwendung an "
                "Dritte weitergegeben, ist dieses Recht auch ihnen gegenüber zu sichern."
            ),
        ),
    )


def subsidy_facts() -> Section:
    """The note on facts relevant for subsidies (§ 264 StGB)."""
    return Section(
        heading="Subventionserhebliche Tatsachen",
        blocks=(
            Paragraph(
                text="Die Angaben im Antrag, im Finanzierungsplan, in den Mittelabrufen und im "
                "Verwendungsnachweis, von denen Bewilligung, Gewährung, Belassen oder "
                "Rückforderung der Zuwendung abhängen, sind subventionserheblich im Sinne des § "
                "264 des Strafgesetzbuchs (StGB) in Verbindung mit dem Hessischen "
                "Subventionsgesetz vom 18. Mai 1977. Änderungen dieser Tatsachen sind unverzüglich "
                "mitzuteilen; falsche oder unvollständige Angaben können strafbar sein."
            ),
        ),
    )


def state_aid(text: str) -> Section | None:
    """The note on state aid, only where the officer gave one."""
    if not text:
        return None
    return Section(heading="Beihilferecht", blocks=(Paragraph(text=text),))
