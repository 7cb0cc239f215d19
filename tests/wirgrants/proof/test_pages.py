"""The pages of proofs and recoveries: by clicking from the draft to the settled file."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image
from sqlalchemy import event, select

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import at, paid, running
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.browsing import hidden, names, post, send, step
from tests.wirgrants.world import case_by_ref
from wirgrants.extensions import db
from wirgrants.models import Letter, LetterKind, Paper, ProofExamination
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState, ProofState, RecoveryState


def picture() -> io.BytesIO:
    """A small picture, as a phone would send it."""
    data = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(data, "PNG")
    data.seek(0)
    return data


TEXTS = {
    "report_result": "Alle Ziele erreicht.",
    "report_deviations": "keine",
    "participants_total": "84",
    "mini_job_months_worked": "12",
    "partners_in_network": "4",
}
DECLARED = {"name": "Vera Vorstand", "function": "Vorsitzende"}
YES = {"necessary": "y", "books": "y", "kept": "y"}


@pytest.fixture
def started(world):
    """A running case on 1 February 2028, its money paid; the case's and the proof's ref."""
    ref = running(world)
    paid(world, ref, "8000.00")
    at(world, walk.AFTER_YEAR)
    return ref, walk.final_proof(world, ref)


def edit(ref, proof):
    return f"/vorgang/{ref}/nachweis/{proof}/bearbeiten"


def fill(client, ref, proof, amount="8.000,00", **more):
    """Fill the form as a person would, with one planned item."""
    page = client.get(edit(ref, proof)).text
    [item] = names(page, "item_")
    [fund] = names(page, "fund_")
    return post(client, edit(ref, proof), page, **{**TEXTS, item: amount, fund: "2.000,00", **more})


def test_the_recipient_writes_hands_in_and_reads_the_proof(world, started):
    ref, proof = started
    editor, signatory = world.client("applicant_editor"), world.client("signatory")

    tab = editor.get(f"/vorgang/{ref}/nachweise").text
    assert "Verwendungsnachweis" in tab
    assert edit(ref, proof) in tab
    saved = fill(editor, ref, proof)
    assert (saved.status_code, saved.location) == (303, edit(ref, proof))
    again = editor.get(edit(ref, proof)).text
    assert 'value="8.000,00"' in again
    assert "Alle Ziele erreicht." in again

    path = step(ref, "proof", proof, "submit")
    assert editor.get(path).status_code == 403
    empty = send(signatory, path)
    assert empty.status_code == 422
    assert "Bitte geben Sie den Vor- und Nachnamen ein." in empty.text
    taken = send(signatory, path, **DECLARED, **YES)
    assert (taken.status_code, taken.location) == (303, f"/vorgang/{ref}")

    [stored] = walk.stored_proofs(world, ref)
    assert stored.state is ProofState.SUBMITTED
    shown = signatory.get(f"/vorgang/{ref}/nachweis/{proof}").text
    assert "8.000,00" in shown
    assert "Feststellungen" not in shown
    assert "Feststellungen" in world.client("auditor").get(f"/vorgang/{ref}/nachweis/{proof}").text


@pytest.mark.parametrize(
    ("who", "action"), [("signatory", "submit"), ("case_officer", "receive_on_paper")]
)
def test_the_entries_come_before_the_signature(world, started, who, action):
    ref, proof = started
    client = world.client(who)
    empty = client.get(step(ref, "proof", proof, action)).text
    assert "Tragen Sie zuerst den Nachweis ein." in empty
    assert f'kern-btn--primary" href="{edit(ref, proof)}"' in empty
    assert "Trotzdem ohne Angaben fortfahren" in empty
    saved = fill(client, ref, proof, next="1", participants_total="")
    assert saved.location == step(ref, "proof", proof, action)
    shown = client.get(saved.location).text
    assert "8.000,00" in shown
    assert "Es fehlen noch Angaben." in shown
    assert "zuerst" not in shown


def test_what_cannot_be_read_is_kept_and_shown_again(world, started):
    ref, proof = started
    client = world.client("applicant_editor")

    saved = fill(client, ref, proof, amount="viel", participants_total="sehr viele")

    assert saved.status_code == 303
    page = client.get(edit(ref, proof)).text
    assert 'value="viel"' in page
    assert 'value="sehr viele"' in page
    assert "Bitte geben Sie einen Betrag in Euro ein" in page
    refused = send(world.client("signatory"), step(ref, "proof", proof, "submit"),
                   **DECLARED, **YES)  # fmt: skip
    assert refused.status_code == 422
    assert walk.stored_proofs(world, ref)[0].state is ProofState.EXPECTED


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("links\u202erechts", "links\u202erechts"),
        ("a" * 21_000, "a" * 21_000),
    ],
)
def test_hostile_text_is_escaped_or_named_and_never_lost(world, started, text, shown):
    ref, proof = started
    client = world.client("applicant_editor")
    assert fill(client, ref, proof, report_result=text).status_code == 303
    page = client.get(edit(ref, proof)).text
    assert shown in page
    assert "<script>alert" not in page


def test_a_nul_is_named_and_the_rest_is_kept(world, started):
    ref, proof = started
    client = world.client("applicant_editor")
    answer = fill(client, ref, proof, report_result="vor\x00nach", participants_total="77")
    assert answer.status_code in (303, 422)
    page = answer.text if answer.status_code == 422 else client.get(edit(ref, proof)).text
    assert "U+0000" in page
    assert 'value="77"' in page


def test_two_people_see_both_texts(world, started):
    ref, proof = started
    editor, signatory = world.client("applicant_editor"), world.client("signatory")
    old = signatory.get(edit(ref, proof)).text
    fill(editor, ref, proof, report_result="Text der Bearbeitung")
    conflict = post(signatory, edit(ref, proof), old, **{**TEXTS, "report_result": "Mein Text"})

    assert conflict.status_code == 409
    assert "Text der Bearbeitung" in conflict.text
    assert "Mein Text" in conflict.text
    mine = post(signatory, edit(ref, proof), conflict.text)
    assert mine.status_code == 303
    assert walk.stored_proofs(world, ref)[0].draft["answers"]["report_result"] == "Mein Text"


def test_papers_come_and_go(world, started):
    ref, proof = started
    client = world.client("applicant_editor")
    base = f"/vorgang/{ref}/nachweis/{proof}/unterlagen"
    saved = fill(client, ref, proof, papers="1")
    assert saved.location == base
    page = client.get(base).text
    none = post(client, base, page, kind="receipt_list")
    assert none.status_code == 422
    assert "Bitte wählen Sie eine Datei aus." in none.text
    wrong = post(client, base, page, kind="receipt_list", file=(io.BytesIO(b"MZ"), "a.pdf"))
    assert wrong.status_code == 422
    assert post(client, base, page, kind="bomb", file=(picture(), "a.png")).status_code == 404
    good = post(client, base, page, kind="receipt_list", file=(picture(), "Belege.png"))
    assert good.status_code == 303
    assert good.location == base
    assert "Belege.png" in client.get(base).text
    with world.opened(), read_only() as session:
        paper = session.scalars(select(Paper)).one().ref
    gone = post(client, f"{base}/{paper}/entfernen", page)
    assert gone.status_code == 303
    assert "Belege.png" not in client.get(base).text


def test_the_form_of_a_proof_is_the_only_one_on_its_page(world, started):
    # A second form there, for files, lost what was typed beside it without a script.
    ref, proof = started
    main = client_page(world, edit(ref, proof)).partition("<main")[2]
    assert main.count('<form method="post"') == 1


def test_whoever_writes_the_proof_is_led_to_it(world, started):
    # Only the signatory hands it in; the editor, who writes it, found no way to it.
    ref, proof = started
    for name in ("applicant_editor", "signatory"):
        client = world.client(name)
        home, case = client.get("/antraege/").text, client.get(f"/vorgang/{ref}").text
        assert "Reichen Sie den Nachweis bis zum genannten Tag ein." in home
        assert f'href="{edit(ref, proof)}"' in case.partition("Verfahren in diesem Vorgang")[0]
    assert edit(ref, proof) not in world.client("case_officer").get(f"/vorgang/{ref}").text
    at(world, date(2028, 4, 1))
    assert "abgelaufen" in client_page(world, "/antraege/")


def test_once_all_proofs_are_examined_the_office_settles(world):
    # The signatory was named as the one to act, and the officer was told to wait for what comes in.
    ref = walk.examined(world)
    office = world.client("case_officer").get(f"/vorgang/{ref}").text
    box = office.partition("Sie sind am Zug")[2].partition("</section>")[0]
    assert "Alle Nachweise sind geprüft. Beginnen Sie die Abrechnung." in box
    assert step(ref, "application", ref, "begin_settlement") in box
    theirs = world.client("signatory")
    for page in (theirs.get("/antraege/").text, theirs.get(f"/vorgang/{ref}").text):
        assert "Sie sind am Zug" not in page
        assert "die Bewilligungsbehörde" in page
    assert "rechnet die Zuwendung ab" in theirs.get(f"/vorgang/{ref}").text
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        assert (case.waiting_for, case.due_what) == ("case_officer", "begin_settlement")
    walk.begin_settling(world, ref)
    with world.opened(), read_only() as session:
        assert case_by_ref(session, ref).due_what == "settle"


def test_whoever_has_no_step_is_not_told_to_act(world):
    # What the settlement needs of the officer is done; only the second person closes the file.
    ref = walk.settling(world, cost="10000.00")
    officer = world.client("case_officer").get(f"/vorgang/{ref}").text
    assert "Sie sind am Zug" not in officer
    assert "Eine zweite Person schließt die Akte ab." in officer
    approver = world.client("approver").get(f"/vorgang/{ref}").text
    assert "Sie sind am Zug" in approver
    assert step(ref, "application", ref, "settle") in approver


def client_page(world, address):
    """A page as the applicant's editor sees it."""
    return world.client("applicant_editor").get(address).text


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("stranger", "/vorgang/{ref}/nachweis/{proof}", 404),
        ("stranger", "/vorgang/{ref}/nachweis/{proof}/bearbeiten", 404),
        ("approver", "/vorgang/{ref}/nachweis/{proof}/bearbeiten", 403),
        ("applicant_editor", "/vorgang/{ref}/nachweis/aaaaaaaaaaaaaaaa", 404),
        ("applicant_editor", "/vorgang/{ref}/nachweis/aaaaaaaaaaaaaaaa/bearbeiten", 404),
        ("case_officer", "/vorgang/{ref}/schritt/proof/aaaaaaaaaaaaaaaa/take_up", 404),
        ("case_officer", "/vorgang/{ref}/schritt/proof/{proof}/take_up", 409),
        ("signatory", "/vorgang/{ref}/schritt/proof/{proof}/examine", 409),
        ("case_officer", "/vorgang/{ref}/rueckforderung", 404),
    ],
)
def test_guessed_addresses_and_steps_that_are_not_open(world, started, name, path, status):
    ref, proof = started
    answer = world.client(name).get(path.format(ref=ref, proof=proof))
    assert answer.status_code == status


def test_an_officer_enters_a_paper_and_examines_it(world, started):
    ref, proof = started
    officer = world.client("case_officer")
    assert fill(officer, ref, proof, next="1").location == step(
        ref, "proof", proof, "receive_on_paper"
    )
    late = send(officer, step(ref, "proof", proof, "receive_on_paper"), **DECLARED, signed="y",
                received_on="02.02.2028")  # fmt: skip
    assert late.status_code == 422
    taken = send(officer, step(ref, "proof", proof, "receive_on_paper"), **DECLARED, signed="y",
                 received_on="31.01.2028")  # fmt: skip
    assert taken.status_code == 303
    assert send(officer, step(ref, "proof", proof, "take_up")).status_code == 303

    waiting = f"/vorgang/{ref}/nachweis/{proof}"
    assert "nicht geprüft, wird er vorgelegt: 30.06.2028." in officer.get(waiting).text
    assert "wird er vorgelegt" not in world.client("signatory").get(waiting).text

    path = step(ref, "proof", proof, "examine")
    page = officer.get(path).text
    assert "Feststellungen" in page
    assert "Gegenstände über 410 € sind zu inventarisieren." in page
    [item, *_] = names(page, "item_")
    [reason, *_] = names(page, "itemnote_")
    values = dict(re.findall(r'name="((?:item|fund|counter)_[^"]+)"[^>]*value="([^"]*)"', page))
    bad = send(officer, path, **{**values, item: "7.000,00", "note": "Vermerk"})
    assert bad.status_code == 422
    assert "Bitte begründen Sie die Abweichung." in bad.text
    assert 'value="7.000,00"' in bad.text
    over = send(officer, path, **{**values, item: "8.000,01", reason: "x", "note": "Vermerk"})
    assert over.status_code == 422
    good = send(officer, path, **{**values, item: "7.900,00", reason: "Kein Beleg", "note": "V."})
    assert good.status_code == 303, good.text
    with world.opened(), read_only() as session:
        [row] = session.scalars(select(ProofExamination)).all()
        assert row.examined_cost == Decimal("7900.00")
        assert row.items[0]["note"] == "Kein Beleg"
        assert row.counters["participants_total"] == 84
    shown = world.client("signatory").get(f"/vorgang/{ref}/nachweis/{proof}").text
    assert "Kein Beleg" in shown
    assert "Prüfvermerk" not in shown
    read = officer.get(waiting).text
    assert "Prüfvermerk" in read
    assert "wird er vorgelegt" not in read


def test_a_double_post_is_harmless(world, started):
    ref, proof = started
    signatory = world.client("signatory")
    fill(signatory, ref, proof)
    path = step(ref, "proof", proof, "submit")
    page = signatory.get(path).text
    assert post(signatory, path, page, **DECLARED, **YES).status_code == 303
    again = post(signatory, path, page, **DECLARED, **YES)
    assert (again.status_code, again.location) == (303, f"/vorgang/{ref}")
    assert walk.stored_proofs(world, ref)[0].revision_number == 1


@pytest.fixture
def examined(world, started):
    """The proof examined with 8.000 € of 10.000 € planned: 1.600 € were paid too much."""
    ref, proof = started
    category = walk.first_category(world, ref)
    walk.submit(world, ref, proof, walk.content([(category, "Personal", 2027, "8000.00")]))
    walk.take_up(world, ref, proof)
    walk.examine(world, ref, proof)
    return ref


def test_from_the_settlement_over_the_recovery_to_the_settled_file(world, examined):
    ref = examined
    officer, approver = world.client("case_officer"), world.client("approver")
    finance, signatory = world.client("finance"), world.client("signatory")

    assert send(officer, step(ref, "application", ref, "begin_settlement")).status_code == 303
    tab = signatory.get(f"/vorgang/{ref}/nachweise").text
    assert "80 % von 8.000,00" in tab
    early = approver.get(step(ref, "application", ref, "settle"))
    assert (early.status_code, "version" in hidden(early.text)) == (200, False)
    assert "Zurückzufordern sind noch 1.600,00" in early.text

    assert send(officer, step(ref, "application", ref, "open_recovery")).status_code == 303
    hearing = step(ref, "recovery", "neu", "open_hearing")
    told = {"amount": "1.600,00", "ground": "reduction", "facts": "Weniger Ausgaben.",
            "due": "06.03.2028", "way": "post", "sent_on": "01.02.2028"}  # fmt: skip
    unseen = send(officer, hearing, **told)
    assert unseen.status_code == 422
    assert "Bitte erstellen Sie zuerst die Vorschau" in unseen.text
    assert send(officer, hearing, **told, preview="1").location == hearing
    page = officer.get(hearing).text
    assert "Vorschau des Schreibens" in page
    changed = post(officer, hearing, page, **{**told, "amount": "1.500,00"})
    assert changed.status_code == 422
    assert "weichen von der Vorschau ab" in changed.text
    assert post(officer, hearing, page, **told).status_code == 303
    recovery = walk.stored_recovery(world, ref)
    assert recovery.state is RecoveryState.HEARING

    order = step(ref, "recovery", recovery.ref, "order")
    wish = {"effective": "01.02.2027", "pay_until": "15.04.2028", "facts": "Weniger Ausgaben.",
            "discretion": "", "way": "post", "sent_on": "01.02.2028"}  # fmt: skip
    unheard = approver.get(order).text
    assert "Die Anhörungsfrist läuft noch bis einschließlich 06.03.2028" in unheard
    assert "version" not in hidden(unheard)
    answer = send(signatory, step(ref, "recovery", recovery.ref, "record_statement"),
                  text="Wir bitten um Stundung.")  # fmt: skip
    assert answer.status_code == 303
    tab = f"/vorgang/{ref}/rueckforderung"
    internal = officer.get(tab).text
    assert "Wir bitten um Stundung." in internal
    year = "Rücknahme und Widerruf sind nur binnen 12 Monaten ab voller Kenntnis möglich"
    assert year in internal
    assert year not in signatory.get(tab).text
    send(approver, order, **wish, preview="1")
    ordered = send(approver, order, **wish)
    assert ordered.status_code == 303, ordered.text
    assert year not in officer.get(tab).text

    at(world, date(2028, 4, 10))
    listed = finance.get("/kasse/rueckforderungen").text
    assert "WIR-2027-0001" in listed
    pay = step(ref, "recovery", recovery.ref, "record_repayment")
    too_little = send(finance, pay, amount="1,00", received_on="10.04.2028", reference="")
    assert too_little.status_code == 422
    left = re.search(r'name="amount"[^>]*value="([^"]+)"', finance.get(pay).text).group(1)
    booked = send(finance, pay, amount=left, received_on="10.04.2028", reference="KZ 1")
    assert booked.status_code == 303
    assert "Keine offenen Forderungen" in finance.get("/kasse/rueckforderungen").text

    # The money came after the day that the order reckons to: the approver decides on the rest.
    waived = step(ref, "recovery", recovery.ref, "waive_interest")
    assert "ist nicht hinterlegt" in approver.get(waived).text
    assert send(approver, waived, reason="Kleinbetrag").status_code == 303
    closing = step(ref, "application", ref, "close_recovery")
    assert officer.get(f"/vorgang/{ref}").text.count(f'href="{closing}"') == 1
    assert send(officer, closing).status_code == 303
    end = step(ref, "application", ref, "settle")
    sent = {"way": "post", "sent_on": "10.04.2028", "remarks": ""}
    sent |= {"late_decision": "in_time", "late_reason": "Belegliste"}
    assert send(approver, end, preview="1", **sent).status_code == 303
    assert send(approver, end, **sent).status_code == 303
    case = walk.stored_case(world, ref)
    assert (case.state, case.settled_grant, case.recovered) == (
        ApplicationState.SETTLED, Decimal("6400.00"), Decimal("1600.00"),
    )  # fmt: skip
    facts = officer.get(f"/vorgang/{ref}").text.partition("Auf einen Blick")[2]
    for name, amount in (("Endgültige Zuwendung", "6.400,00"), ("Zurückgezahlt", "1.600,00")):
        assert amount in facts.partition(name)[2].partition("</dd>")[0]
    with world.opened(), read_only() as session:
        kinds = session.scalars(
            select(Letter.kind).where(Letter.issued_at.is_not(None)).order_by(Letter.sequence)
        ).all()
        assert kinds == [
            LetterKind.AWARD, LetterKind.HEARING, LetterKind.RECOVERY_ORDER, LetterKind.SETTLEMENT,
        ]  # fmt: skip


def test_giving_up_needs_a_reason(world, examined):
    ref = examined
    officer, approver = world.client("case_officer"), world.client("approver")
    shown = officer.get(f"/vorgang/{ref}").text
    assert ("Endgültige Zuwendung" in shown, "Zurückgezahlt" in shown) == (False, False)
    send(officer, step(ref, "application", ref, "begin_settlement"))
    recovery = walk.hearing(world, ref)
    path = step(ref, "recovery", recovery, "drop")
    told = {"way": "post", "sent_on": "01.02.2028", "remarks": ""}
    assert send(approver, path, preview="1", reason=" ", **told).status_code == 422
    waits = officer.get(step(ref, "application", ref, "close_recovery")).text
    assert ("noch nicht beendet" in waits, "version" in hidden(waits)) == (True, False)
    told["reason"] = "Vertrauensschutz"
    assert send(approver, path, preview="1", **told).status_code == 303
    assert "Einstellung der Rückforderung" in approver.get(path).text
    assert send(approver, path, **told).status_code == 303
    shown = world.client("signatory").get(f"/vorgang/{ref}/rueckforderung").text
    assert "Vertrauensschutz" not in shown


GUIDES = AwardSpec(
    line="integration_guides", version="2021", amounts={"deployment": {2027: "6900.00"}},
    eligible="6900.00", own="0.00",
    part_answers={"deployment": {"guides": 5, "coordinating_guides": 0, "hours": 1380}},
)  # fmt: skip


def test_guides_list_persons_by_code(world):
    ref = running(world, GUIDES)
    proof = walk.final_proof(world, ref, "deployment")
    client = world.client("applicant_editor")
    page = client.get(edit(ref, proof)).text
    assert "Verwenden Sie Kürzel, keine Namen" in page
    rows = {
        "persons-0-code": "L-01", "persons-0-role": "guide", "persons-0-year": "2027",
        "persons-0-hours": "300", "persons-1-code": "K-01", "persons-1-role": "coordinating",
        "persons-1-year": "2027", "persons-1-hours": "414,5",
    }  # fmt: skip
    saved = post(client, edit(ref, proof), page, report_result="Gut", **rows)
    assert saved.status_code == 303
    [stored] = walk.stored_proofs(world, ref)
    assert stored.draft["persons"] == [
        {"code": "L-01", "coordinating": False, "year": 2027, "hours": "300"},
        {"code": "K-01", "coordinating": True, "year": 2027, "hours": "414.5"},
    ]
    missing = post(client, edit(ref, proof), client.get(edit(ref, proof)).text,
                   **{"persons-0-hours": "12"})  # fmt: skip
    assert missing.status_code == 303
    assert "Bitte geben Sie ein Kürzel an" in client.get(edit(ref, proof)).text


def test_pages_make_a_fixed_number_of_statements(world, examined):
    ref = examined
    proof = walk.final_proof(world, ref)
    officer = world.client("case_officer")
    counts = {}
    with world.opened():
        engine = db.engine
    seen = []
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    for path in (f"/vorgang/{ref}/nachweise", f"/vorgang/{ref}/nachweis/{proof}"):
        officer.get(path)
        seen.clear()
        officer.get(path)
        counts[path.rpartition("/")[0][-8:]] = len(
            [one for one in seen if not one.startswith(("BEGIN", "PRAGMA", "SAVEPOINT"))]
        )
    assert max(counts.values()) <= 20, counts


def test_a_settled_case_can_still_be_read_by_the_auditor(world, examined):
    ref = examined
    auditor = world.client("auditor")
    proof = walk.final_proof(world, ref)
    for path in (f"/vorgang/{ref}/nachweise", f"/vorgang/{ref}/nachweis/{proof}"):
        page = auditor.get(path)
        assert page.status_code == 200
        assert "bearbeiten" not in page.text
    with world.opened(), read_only() as session:
        assert case_by_ref(session, ref).state is ApplicationState.RUNNING
    assert hidden("") == {}
