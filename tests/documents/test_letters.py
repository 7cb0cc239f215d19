"""Each letter says all that was handed in, in the words that its kind of decision asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.documents.examples import (
    AT,
    AWARD,
    EARLY_START_REFUSAL,
    HEARING,
    INPUTS,
    LETTERS,
    PRINT_VIEW,
    RECOVERY,
    REJECTION,
    SETTLEMENT,
    SHARE_AWARD,
)
from tests.documents.reading import pages_of, printed, squeezed, text_of
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import euros
from wirgrants.documents.letters.amendment import amendment_letter
from wirgrants.documents.letters.award import award_letter
from wirgrants.documents.letters.early_start import early_start_letter
from wirgrants.documents.letters.hearing import hearing_letter
from wirgrants.documents.letters.recovery import recovery_letter
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.documents.letters.rejection import rejection_letter
from wirgrants.documents.letters.settlement import settlement_letter
from wirgrants.documents.typst_render import render

RUNNING = (
    "Bewilligungsbehörde Musterland MUSTER – ohne Rechtswirkung",
    "Bewilligungsbehörde Musterland Aktenzeichen II25-WIR-2027-00017",
)


def words(letter: Letter) -> str:
    """All running text of a letter, before it is set."""
    found = [letter.opening, letter.remedy]
    for section in letter.sections:
        found.append(section.heading)
        for block in section.blocks:
            found += [getattr(block, "text", ""), *getattr(block, "items", ())]
    return "\n".join(found)


@pytest.mark.parametrize("name", LETTERS)
def test_every_field_handed_in_stands_in_the_letter(name: str) -> None:
    text = text_of(render(LETTERS[name], at=AT).pdf, *RUNNING)
    header = "".join(pages_of(render(LETTERS[name], at=AT).pdf))
    lost = [
        ways
        for ways in printed(INPUTS[name])
        if not any(way in text or way in header for way in ways)
    ]
    assert lost == []


def test_every_field_of_the_print_view_stands_on_it() -> None:
    text = "".join(pages_of(render(PRINT_VIEW, at=AT).pdf))
    assert [ways for ways in printed(PRINT_VIEW) if not any(way in text for way in ways)] == []
    assert squeezed("noch nicht eingereicht") in text
    filed = replace(PRINT_VIEW, draft=False, file_number="II25-WIR-2027-00017")
    filed_text = "".join(pages_of(render(filed, at=AT).pdf))
    assert squeezed("noch nicht eingereicht") not in filed_text
    assert squeezed("II25-WIR-2027-00017") in filed_text


def test_each_kind_of_letter_has_an_example() -> None:
    assert {letter.kind for letter in LETTERS.values()} == set(LetterKind)


def test_only_letters_that_decide_against_somebody_name_a_court() -> None:
    with_remedy = {name for name, letter in LETTERS.items() if letter.remedy}
    assert with_remedy == set(LETTERS) - {
        "receipt",
        "early_start",
        "information_request",
        "hearing",
        "decline_receipt",
        "proof_receipt",
        "recovery_dropped",
        "recovery_waived",
    }


def test_the_remedy_names_court_seat_and_period_and_no_widerspruch() -> None:
    remedy = LETTERS["award"].remedy
    assert remedy == (
        "Gegen diesen Bescheid kann innerhalb eines Monats nach seiner Bekanntgabe Klage beim "
        "Verwaltungsgericht Musterstadt, Gerichtsweg 7, 99998 Musterstadt, erhoben werden."
    )
    assert not any("Widerspruch" in words(letter) for letter in LETTERS.values())


def test_only_a_demand_leaves_room_for_a_signature_by_hand() -> None:
    by_hand = {name for name, letter in LETTERS.items() if letter.handwritten}
    assert by_hand == {"recovery", "interest_order"}
    signed = text_of(render(LETTERS["recovery"], at=AT).pdf)
    made = text_of(render(LETTERS["award"], at=AT).pdf)
    hint = squeezed("elektronisch erstellt und ist ohne Unterschrift gültig")
    assert hint not in signed
    assert hint in made


def test_an_award_of_less_rejects_the_rest_and_says_why() -> None:
    text = words(award_letter(AWARD))
    assert "Soweit der Antrag darüber hinausgeht, lehne ich ihn ab." in text
    assert AWARD.partial_reason in text
    full = words(award_letter(SHARE_AWARD))
    assert "lehne ich ihn ab" not in full


def test_a_decision_names_the_corrected_version_it_is_about() -> None:
    head = replace(AWARD.head, corrected_on=date(2026, 10, 5))
    about = "Ihren Antrag vom 14.09.2026 in der Fassung Ihrer Berichtigung vom 05.10.2026"
    award = words(award_letter(replace(AWARD, head=head)))
    assert f"auf {about} ergeht folgender Bescheid:" in award
    assert "Beantragt waren nach Ihrer Berichtigung" in award
    assert f"über {about} habe ich" in words(rejection_letter(replace(REJECTION, head=head)))
    assert "Berichtigung" not in words(award_letter(AWARD))


def test_the_answer_to_a_change_request_names_its_day() -> None:
    names = dict(LETTERS["amendment"].reference)
    assert "Ihr Antrag vom" not in names
    assert names["Ihr Änderungsantrag vom"] in LETTERS["amendment"].opening


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"granted": Decimal("12345.66"), "parts": ()}, "budget years"),
        ({"parts": AWARD.parts[:1]}, "parts"),
        ({"partial_reason": ""}, "no reason"),
    ],
)
def test_an_award_that_contradicts_itself_cannot_be_made(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        replace(AWARD, **change)  # type: ignore[arg-type]


def test_the_annexed_provisions_follow_the_recipient() -> None:
    assert "an Gebietskörperschaften (ANBest-GK)" in words(award_letter(SHARE_AWARD))
    assert "Projektförderung (ANBest-P)" in words(award_letter(AWARD))


def test_the_shift_between_items_stands_only_where_it_applies() -> None:
    assert "um bis zu 20\u00a0% überschritten" in words(award_letter(SHARE_AWARD))
    assert "überschritten" not in words(award_letter(AWARD))


@pytest.mark.parametrize("ground", Ground)
def test_each_ground_of_recovery_has_its_own_rule_and_ruling(ground: Ground) -> None:
    letter = recovery_letter(replace(RECOVERY, ground=ground))
    text = words(letter)
    assert euros(RECOVERY.amount) in text
    norm = {
        Ground.REDUCTION: "auflösenden Bedingung",
        Ground.NOT_FOR_PURPOSE: "§ 49 Abs. 3 Satz 1 Nr. 1",
        Ground.OBLIGATION_BROKEN: "§ 49 Abs. 3 Satz 1 Nr. 2",
        Ground.UNLAWFUL: "§ 48 HVwVfG",
    }[ground]
    assert norm in text
    assert norm in words(hearing_letter(replace(HEARING, ground=ground)))
    assert "§ 49a Abs. 1" in text


def test_an_order_asks_for_the_interest_it_reckons_and_announces_the_rest() -> None:
    text = words(recovery_letter(RECOVERY))
    assert f"{euros(Decimal('2407.14'))} (Erstattungsbetrag und Zinsen)" in text
    assert "bis zum 31.12.2027 mit fünf Prozentpunkten" in text
    bare = words(recovery_letter(replace(RECOVERY, interest=(), interest_until=None)))
    assert "Dieser Bescheid setzt noch keine Zinsen fest." in bare
    assert f"Bitte überweisen Sie {euros(RECOVERY.amount)} bis zum" in bare
    for said in (text, bare):
        assert "entscheide ich gesondert." in said


def test_a_decision_without_reasons_cannot_be_worded() -> None:
    with pytest.raises(ValueError, match="reason"):
        rejection_letter(replace(REJECTION, reasons=()))
    with pytest.raises(ValueError, match="reason"):
        early_start_letter(replace(EARLY_START_REFUSAL, remedy=None))
    with pytest.raises(ValueError, match="discretion"):
        recovery_letter(replace(RECOVERY, discretion=()))
    with pytest.raises(ValueError, match="reason"):
        amendment_letter(replace(INPUTS["amendment"], reasons=()))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("paid", "sentence"),
    [
        ("9000.00", "Den Rest von 2.000,00\u00a0€ zahle ich"),
        ("11000.00", "nichts mehr zu zahlen und nichts zu erstatten"),
        ("12345.67", "Zu viel gezahlt sind 1.345,67\u00a0€"),
    ],
)
def test_a_settlement_says_what_is_still_paid_or_comes_back(paid: str, sentence: str) -> None:
    assert sentence in words(settlement_letter(replace(SETTLEMENT, paid=Decimal(paid))))


@pytest.mark.parametrize("name", LETTERS)
def test_letters_use_no_gender_signs(name: str) -> None:
    assert re.search(r"\w[*_:]\w*innen|\w\(n?\)", words(LETTERS[name])) is None


def test_figures_of_the_demonstration_are_marked_where_they_are_used() -> None:
    text = text_of(render(LETTERS["award"], at=AT).pdf)
    assert squeezed("× 9,00 €, gerundet (Demonstrationswert)") in text
    assert squeezed("9,00 €Förderaufruf 2027, Anlage 1Demonstrationswert") in text
    assert squeezed("Förderrichtlinie WIR 2021, Nr. 2.7.1laut Fundstelle") in text


def test_what_the_system_sends_by_itself_is_signed_by_nobody() -> None:
    by_itself = text_of(render(replace(LETTERS["receipt"], signature=""), at=AT).pdf, *RUNNING)
    by_somebody = text_of(render(LETTERS["receipt"], at=AT).pdf, *RUNNING)

    assert squeezed("Mit freundlichen Grüßen Bewilligungsbehörde Musterland") in by_itself
    assert squeezed("Dieses Schreiben wurde automatisch erstellt") in by_itself
    assert squeezed("Im Auftrag") not in by_itself
    assert squeezed("Im Auftrag Beispiel Dieses Schreiben wurde elektronisch") in by_somebody


@pytest.mark.parametrize("name", ["award", "recovery"])
def test_what_another_person_will_sign_differs_by_the_name_alone(name: str) -> None:
    proposed = replace(LETTERS[name], signature="", countersigned=True)
    signed = replace(LETTERS[name], signature="Zora Zeichnerin")
    before, after = (text_of(render(one, at=AT).pdf, *RUNNING) for one in (proposed, signed))

    place = squeezed("Im Auftrag (Name der zeichnenden Person)")
    assert before.count(place) == 1
    assert before.replace(place, squeezed("Im Auftrag Zora Zeichnerin")) == after
    assert squeezed("Beispiel") not in before.split(squeezed("Mit freundlichen Grüßen"))[1]


@pytest.mark.parametrize("name", LETTERS)
def test_the_end_of_a_letter_never_stands_alone_on_a_page(name: str) -> None:
    pages = [squeezed(page) for page in pages_of(render(LETTERS[name], at=AT).pdf)]
    ends = squeezed("Mit freundlichen Grüßen")
    (page,) = [page for page in pages if ends in page]
    before = page.split(ends)[0]
    for running in RUNNING:
        before = before.replace(squeezed(running), "")
    assert len(before) > 60, before


def test_the_order_names_the_rate_of_the_interest_still_to_come() -> None:
    said = words(recovery_letter(RECOVERY))
    assert "weitere Zinsen in Höhe von fünf Prozentpunkten über dem Basiszinssatz jährlich" in said


def test_the_notice_says_that_it_sets_the_period_of_the_proof_itself() -> None:
    sentence = "Die Frist für den Verwendungsnachweis setze ich mit diesem Bescheid fest"
    assert sentence not in words(award_letter(AWARD))
    assert sentence in words(award_letter(replace(AWARD, period_set_here=True)))
