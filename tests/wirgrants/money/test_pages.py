"""The money pages, by posting what a browser posts."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.awarded import AwardSpec, awarded
from tests.support.statements import counted
from tests.wirgrants.money.test_changes import PROJECT, award_of, longer, proposed, terms, wished
from tests.wirgrants.money.walk import (
    IBAN,
    OTHER_IBAN,
    accepted,
    at,
    check,
    paid,
    release,
    request,
    running,
    stored,
)
from tests.wirgrants.world import case_by_ref
from wirgrants.models import Acceptance, Letter, LetterKind, Obligation, Payment
from wirgrants.services.log import events_of
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState, PaymentState, Role

UNKNOWN_BANK = "DE23999999990000000000"
PERSON = {"name": "Vera Vorstand", "function": "Vorsitzende", "account_holder": "Verein Brücke"}
DECLARED = {**PERSON, "iban": IBAN, "waived": "ja", "entitled": "y", "accepted": "y"}
HOSTILE = {
    "long": "x" * 20_001,
    "nul": "a\x00b",
    "bidi": "a\u202eb",
    "html": "<script>alert(1)</script>",
}


def step(ref, action, machine="application", subject=None):
    return f"/vorgang/{ref}/schritt/{machine}/{subject or ref}/{action}"


def hidden(page):
    found = re.findall(r"<input[^>]*>", page)
    named = {}
    for tag in found:
        if 'type="hidden"' in tag:
            name = re.search(r'name="([^"]*)"', tag)
            value = re.search(r'value="([^"]*)"', tag)
            named[name.group(1)] = html.unescape(value.group(1)) if value else ""
    return named


def shown_values(page):
    """What text inputs and selects of a page hold, as a browser would send it."""
    tags = re.findall(r'<input[^>]*type="text"[^>]*>', page)
    found = {
        re.search(r'name="([^"]*)"', tag)[1]: re.search(r'value="([^"]*)"', tag)[1] for tag in tags
    }
    selects = re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL)
    for name, options in selects:
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        found[name] = (chosen or re.search(r'<option value="([^"]*)"', options))[1]
    return {name: html.unescape(value) for name, value in found.items()}


def post(client, path, **fields):
    page = client.get(path)
    assert page.status_code == 200, page.text[:3000]
    return client.post(path, data={**hidden(page.text), **fields})


def flat(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def look(world, ref):
    with world.opened(), read_only() as session:
        session.expire_all()
        return case_by_ref(session, ref)


def test_a_signatory_accepts_by_clicking_and_a_waiver_opens_the_money_at_once(world):
    ref = awarded(world)
    signatory = world.client("signatory")
    page = signatory.get(step(ref, "accept"))
    text = flat(page)
    assert "8.000,00 €" in text.replace("\xa0", " ")
    assert "28.12.2026" in text
    answer = post(signatory, step(ref, "accept"), **DECLARED)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/vorgang/{ref}")
    assert look(world, ref).state is ApplicationState.RUNNING
    page = signatory.get(f"/vorgang/{ref}")
    assert "durch Ihren Verzicht bestandskräftig" in flat(page)
    assert "In Durchführung" in flat(page)
    letters = flat(signatory.get(f"/vorgang/{ref}/bescheide"))
    assert "Bestandskräftig ab 23.11.2026 nach Rechtsbehelfsverzicht" in letters
    assert "29.12.2026" not in letters
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        assert [event.action for event in events_of(session, case)][-3:] == [
            "accept", "confirm_finality", "expect",
        ]  # fmt: skip
        assert events_of(session, case)[-2].actor_id is None
        assert case.due_on == date(2028, 3, 31)


def test_without_a_waiver_the_officer_confirms(world):
    ref = accepted(world, remedy_waived=False)
    assert look(world, ref).state is ApplicationState.ACCEPTED
    at(world, date(2026, 12, 29))
    officer = world.client(Role.CASE_OFFICER)
    assert "28.12.2026" in flat(officer.get(step(ref, "confirm_finality")))
    assert post(officer, step(ref, "confirm_finality")).status_code == 303
    assert look(world, ref).state is ApplicationState.RUNNING


def test_an_unknown_bank_is_asked_about_once_and_nothing_typed_is_lost(world):
    ref = awarded(world)
    client = world.client("signatory")
    answer = post(client, step(ref, "accept"), **{**DECLARED, "iban": UNKNOWN_BANK})
    assert answer.status_code == 422
    assert "Die Bank zu dieser IBAN ist nicht bekannt" in answer.text
    assert 'value="Vera Vorstand"' in answer.text
    fields = {**DECLARED, "iban": UNKNOWN_BANK, "unknown_bank": "y"}
    again = client.post(step(ref, "accept"), data={**hidden(answer.text), **fields})
    assert again.status_code == 303
    with world.opened(), read_only() as session:
        assert session.scalars(select(Acceptance)).one().personal.bank_name == ""


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_is_refused_or_shown_escaped(world, what):
    ref = awarded(world)
    client = world.client("signatory")
    answer = post(client, step(ref, "accept"), **{**DECLARED, "name": HOSTILE[what]})
    if what == "html":
        assert answer.status_code == 303
        tab = client.get(f"/vorgang/{ref}/geld").text
        assert "&lt;script&gt;alert(1)" in tab
        assert "<script>alert" not in tab
    else:
        assert answer.status_code == 422
        assert "Bitte" in flat(answer)
        assert 'value="Vorsitzende"' in answer.text
        assert look(world, ref).state is ApplicationState.AWARDED


def test_missing_and_wrong_fields_are_named_with_everything_still_there(world):
    ref = awarded(world)
    client = world.client("signatory")
    answer = post(client, step(ref, "accept"), **PERSON, iban="DE00 1234", waived="vielleicht")
    assert answer.status_code == 422
    text = flat(answer)
    for sentence in (
        "Diese IBAN ist nicht gültig.",
        "Bitte wählen Sie „Ja“ oder „Nein“.",
        "Bitte bestätigen Sie Ihre Vertretungsberechtigung.",
        "Bitte bestätigen Sie, dass Sie die Zuwendung annehmen.",
    ):
        assert sentence in text
    assert 'value="DE00 1234"' in answer.text


def test_others_find_nothing_and_a_second_post_changes_nothing(world):
    ref = awarded(world)
    assert world.client("stranger").get(step(ref, "accept")).status_code == 404
    assert world.client(Role.AUDITOR).get(step(ref, "accept")).status_code == 403
    assert world.client(Role.APPROVER).get(step(ref, "accept")).status_code == 403
    client = world.client("signatory")
    assert client.get(step(ref, "request", "payment", "neu")).status_code == 409
    page = client.get(step(ref, "accept")).text
    data = {**hidden(page), **DECLARED}
    assert client.post(step(ref, "accept"), data=data).status_code == 303
    again = client.post(step(ref, "accept"), data=data)
    assert (again.status_code, again.location) == (303, f"/vorgang/{ref}")
    assert client.post(step(ref, "accept"), data={**data, "name": "Wer sonst"}).status_code == 409
    assert client.get(step(ref, "withdraw", "payment", "abcdefghijklmnop")).status_code == 404


def test_money_goes_from_the_request_to_the_bank_by_clicking(world):
    ref = running(world)
    signatory, officer = world.client("signatory"), world.client(Role.CASE_OFFICER)
    approver, cashier = world.client(Role.APPROVER), world.client(Role.FINANCE)
    path = step(ref, "request", "payment", "neu")
    page = signatory.get(path).text
    year = re.search(r'<option[^>]*value="(\d+)"', page).group(1)
    stated = {"award": year, "spent": "1.000,00", "due_soon": "4.000,00", "own_funds_used": "200",
              "use": "Gehälter"}  # fmt: skip
    high = post(signatory, path, **stated, amount="9.000")
    assert high.status_code == 422
    assert "Derzeit abrufbar sind höchstens" in high.text
    assert 'value="9.000"' in high.text
    assert "Rechenweg des höchsten Mittelabrufs" in high.text
    assert post(signatory, path, **stated, amount="4.000").status_code == 303
    with world.opened(), read_only() as session:
        payment = session.scalars(select(Payment.ref)).one()

    checked = officer.get(step(ref, "check", "payment", payment))
    assert "Der Betrag ist vom Bescheid gedeckt" in flat(checked)
    bad = post(officer, step(ref, "check", "payment", payment), plausible="nein",
               conditions="ja", note="Hm")  # fmt: skip
    assert (bad.status_code, stored(world, ref, payment).state) == (422, PaymentState.REQUESTED)
    fine = post(officer, step(ref, "check", "payment", payment), plausible="ja",
                conditions="ja", note="Plausibel")  # fmt: skip
    assert fine.status_code == 303
    released = approver.get(step(ref, "release", "payment", payment))
    assert "DE89\xa03704\xa00044\xa00532\xa00130\xa000" in html.unescape(released.text)
    assert post(approver, step(ref, "release", "payment", payment)).status_code == 303

    listed = cashier.get("/kasse/")
    assert "WIR-2027-0001/1" in listed.text
    assert step(ref, "pay", "payment", payment) in listed.text
    pay_path = step(ref, "pay", "payment", payment)
    early = post(cashier, pay_path, paid_on="31.01.2027", bank_reference="KZ 1")
    assert early.status_code == 422
    assert "Die Auszahlung wurde am 01.02.2027 freigegeben." in early.text
    late = post(cashier, pay_path, paid_on="02.02.2027", bank_reference="KZ 1")
    assert "darf nicht in der Zukunft liegen" in late.text
    assert post(cashier, pay_path, paid_on="01.02.2027", bank_reference="KZ 1").status_code == 303
    assert look(world, ref).paid == Decimal("4000.00")
    tab = flat(signatory.get(f"/vorgang/{ref}/geld")).replace("\xa0", " ")
    assert "4.000,00 €" in tab
    assert "01.04.2027" in tab
    assert "Haushaltsbuchungen" not in tab
    assert "Haushaltsbuchungen" in flat(officer.get(f"/vorgang/{ref}/geld"))


def box(client, ref):
    """The box of the case page that says who must act, and what stands after it."""
    page = client.get(f"/vorgang/{ref}").text
    inside, _, after = page.split('<section class="wir-next', 1)[1].partition("</section>")
    return inside, after


def test_the_case_page_offers_what_leads_on_in_its_box_and_folds_what_is_over(world):
    ref = running(world)
    payment = request(world, ref, "1000.00")
    checking = step(ref, "check", "payment", payment)

    mine, after = box(world.client(Role.CASE_OFFICER), ref)
    theirs, _ = box(world.client(Role.AUDITOR), ref)
    assert "Sie sind am Zug" in mine
    assert checking in mine
    assert "Abgeschlossen (" not in after
    assert "Sie sind am Zug" not in theirs
    assert "<a " not in theirs

    reason = {"reason": "Irrtum"}
    withdraw = step(ref, "withdraw", "payment", payment)
    assert post(world.client("signatory"), withdraw, **reason).status_code == 303
    inside, after = box(world.client(Role.CASE_OFFICER), ref)
    assert checking not in inside
    folded = after.split("Abgeschlossen (1)", 1)[1].partition("</details>")[0]
    assert "Mittelabruf 1" in folded


def test_the_releaser_needs_other_eyes(world):
    ref = running(world)
    payment = request(world, ref, "1000.00")
    check(world, ref, payment)
    page = world.client(Role.APPROVER).get(step(ref, "release", "payment", payment)).text
    told = {**hidden(page), "digest": "0" * 64}
    client = world.client(Role.APPROVER)
    token = hidden(client.get(step(ref, "release", "payment", payment)).text)["csrf_token"]
    stale = client.post(
        step(ref, "release", "payment", payment), data={**told, "csrf_token": token}
    )
    assert stale.status_code == 409
    assert "hat sich seit der Prüfung geändert" in stale.text
    assert stored(world, ref, payment).state is PaymentState.CHECKED


def test_the_cash_list_is_filtered_exported_and_harmless(world):
    first = running(world, AwardSpec(number="WIR-2027-0001"))
    second = running(world, AwardSpec(number="WIR-2027-0002"))
    paid(world, first, "1000.00")
    payment = request(world, second, "2000.00")
    check(world, second, payment)
    release(world, second, payment)
    client = world.client(Role.FINANCE)
    assert "WIR-2027-0001/1" not in client.get("/kasse/").text
    assert "WIR-2027-0001/1" in client.get("/kasse/?stand=paid").text
    assert "WIR-2027-0002/1" in client.get("/kasse/?stand=unfug&nach=x").text
    assert "Keine Auszahlungen" in client.get("/kasse/?linie=coordination").text
    lines = client.get("/kasse/auszahlungen.csv").text.splitlines()
    assert lines[0].startswith("\ufeffVerwendungszweck;Aktenzeichen;Abruf;")
    assert lines[1].startswith("WIR-2027-0002/1;WIR-2027-0002;1;Verein Brücke;")
    assert f";{IBAN};Commerzbank;2000,00;" in lines[1]
    assert len(lines) == 2
    assert world.client("signatory").get("/kasse/").status_code == 403
    assert world.client(Role.AUDITOR).get("/kasse/").status_code == 403


def test_the_account_is_changed_by_a_signatory_only(world):
    ref = running(world)
    path = f"/vorgang/{ref}/bankverbindung"
    client = world.client("signatory")
    assert world.client("applicant_editor").get(path).status_code == 403
    assert world.client("stranger").get(path).status_code == 404
    wrong = post(client, path, account_holder="Verein", iban="DE1")
    assert (wrong.status_code, 'value="DE1"' in wrong.text) == (422, True)
    assert post(client, path, account_holder="Verein", iban=OTHER_IBAN).status_code == 303
    with world.opened(), read_only() as session:
        assert session.scalars(select(Acceptance)).one().personal.iban == OTHER_IBAN
    payment = request(world, ref, "100.00")
    check(world, ref, payment)
    release(world, ref, payment)
    held = post(client, path, account_holder="Verein", iban=IBAN)
    assert held.status_code == 422
    assert "ist schon freigegeben" in held.text


def test_a_change_is_asked_previewed_proposed_and_signed_by_clicking(world):
    ref = running(world)
    signatory, officer = world.client("signatory"), world.client(Role.CASE_OFFICER)
    path = step(ref, "request", "change", "neu")
    page = signatory.get(path).text
    typed = {**shown_values(page), "end_main": "31.01.2028", "kind": "period"}
    empty = post(signatory, path, **typed)
    assert empty.status_code == 422
    assert 'value="31.01.2028"' in empty.text
    assert post(signatory, path, **typed, reason="Später begonnen").status_code == 303
    again = signatory.get(path)
    assert (again.status_code, 'name="reason"' in again.text) == (200, False)
    assert "ist noch nicht entschieden" in again.text
    change = re.search(r"/schritt/change/([a-z2-7]{16})/", officer.get(f"/vorgang/{ref}").text)[1]

    path = step(ref, "propose", "change", change)
    page = officer.get(path).text
    typed = {
        **shown_values(page),
        "favourable": "ja",
        "answer": "Begründet.",
        "obligations-0-text": "Legen Sie den Mietvertrag vor.",
        "obligations-0-due_on": "31.05.2027",
    }
    told = {**hidden(page), **typed, "preview": "1"}
    bad = officer.post(path, data={**told, "obligations-0-text": ""})
    assert (bad.status_code, 'value="31.05.2027"' in bad.text) == (422, True)
    previewed = officer.post(path, data=told)
    assert (previewed.status_code, previewed.headers["Location"]) == (303, path)
    page = officer.get(path)
    assert "Änderungsbescheid WIR-2027-0001" in page.text
    changed = officer.post(path, data={**hidden(page.text), **typed, "answer": "Anders."})
    assert changed.status_code == 422
    assert "Bitte erstellen Sie die Vorschau neu." in changed.text
    assert officer.post(path, data={**hidden(page.text), **typed}).status_code == 303

    approver = world.client(Role.APPROVER)
    path = step(ref, "grant", "change", change)
    sign = flat(approver.get(path))
    assert "01.01.2027 bis 31.01.2028" in sign
    assert "Legen Sie den Mietvertrag vor. (zu erfüllen bis 31.05.2027)" in sign
    assert 'name="way"' not in sign
    refused = post(approver, path, way="post", sent_on="01.02.2027")
    assert (refused.status_code, "§ 37 Abs. 3 HVwVfG" in refused.text) == (422, True)
    assert post(approver, path, preview="1").headers["Location"] == path
    assert post(approver, path, way="post", sent_on="01.02.2027").status_code == 303
    assert award_of_app(world, ref)["parts"]["main"]["end"] == "2028-01-31"
    with world.opened(), read_only() as session:
        kept = Letter.discarded_at.is_(None)
        letter = session.scalars(
            select(Letter).where(Letter.kind == LetterKind.AMENDMENT, kept)
        ).one()
        assert (letter.sent_on, letter.notified_on) == (date(2027, 2, 1), date(2027, 2, 5))
        row = session.scalars(select(Obligation)).one()
        assert (row.text, row.due_on) == ("Legen Sie den Mietvertrag vor.", date(2027, 5, 31))


def reasons_asked(page):
    """Name of each field for a reason, by the rule that its label names."""
    label = r'for="(overrides-\d+-reason)"[^>]*>\s*Warum trotzdem genehmigt wird: ([^<]+?)\s*<'
    return {html.unescape(rule): name for name, rule in re.findall(label, page)}


def test_each_rule_that_a_change_newly_breaks_has_its_own_field(world):
    ref = running(world, PROJECT)
    with world.opened():
        before = award_of(ref)
        change = wished(world, ref, longer(before, end="2027-11-30"))
    officer, path = world.client(Role.CASE_OFFICER), step(ref, "propose", "change", change)
    page = officer.get(path).text
    assert reasons_asked(page) == {}
    typed = {**shown_values(page), "favourable": "ja", "answer": "Begründet.", "preview": "1"}
    typed |= {"end_main": "31.12.2030"}
    plan = before["parts"]["main"]["plan"]
    for kind, what in (
        ("item", plan["items"][0]["category"]),
        ("fund", plan["funds"][0]["source"]),
    ):
        row = {"what": what, "year": "2028", "amount": "100,00"}
        typed |= {f"more_{kind}_{name}_main_0": text for name, text in row.items()}
    asked = post(officer, path, **typed)
    assert asked.status_code == 422
    fields = reasons_asked(asked.text)
    assert len(fields) > 1
    abouts = {
        name: html.unescape(text)
        for name, text in re.findall(
            r'name="(overrides-\d+-about)"[^>]*value="([^"]*)"', asked.text
        )
    }
    assert list(abouts.values()) == list(fields)
    one = next(iter(fields))
    again = post(officer, path, **typed, **abouts, **{fields[one]: "Nur zu dieser Regel."})
    assert again.status_code == 422
    assert "Nur zu dieser Regel." in again.text
    assert reasons_asked(again.text) == fields
    reasons = {name: f"Grund {number}" for number, name in enumerate(fields.values())}
    done = post(officer, path, **typed, **abouts, **reasons)
    assert (done.status_code, done.headers["Location"]) == (303, path)
    shown = officer.get(path).text
    assert reasons_asked(shown) == fields
    assert all(f"Grund {number}</textarea>" in shown for number in range(len(fields)))
    typed.pop("preview")
    assert post(officer, path, **typed, **abouts, **reasons).status_code == 303
    sign = flat(world.client(Role.APPROVER).get(step(ref, "grant", "change", change)))
    for rule, name in fields.items():
        assert rule in sign
        assert reasons[name] in sign


def award_of_app(world, ref):
    with world.opened():
        return award_of(ref)


def test_an_award_lapses_by_clicking_with_its_letter(world):
    ref = awarded(world)
    approver = world.client(Role.APPROVER)
    path = step(ref, "lapse")
    assert "letzter Tag: 28.12.2026" in flat(approver.get(path))
    at(world, date(2026, 12, 29))
    told = {"reason": "Nichts eingegangen", "way": "post", "sent_on": "29.12.2026"}
    without = post(approver, path, **told)
    assert without.status_code == 422
    assert "Bitte erstellen Sie zuerst die Vorschau" in without.text
    assert post(approver, path, preview="1", **told).status_code == 303
    other = post(approver, path, **(told | {"reason": "Etwas anderes"}))
    assert other.status_code == 422
    assert "weichen von der Vorschau ab" in other.text
    assert post(approver, path, **told).status_code == 303
    assert look(world, ref).state is ApplicationState.LAPSED
    inbox = world.client(Role.SIGNATORY).get("/antraege/postfach").text
    assert "Bescheid über den Verfall der Bewilligung" in inbox


def test_a_request_is_refused_by_clicking_with_its_letter(world):
    ref = running(world)
    payment = request(world, ref, "4000.00")
    approver = world.client(Role.APPROVER)
    path = step(ref, "refuse", "payment", payment)
    told = {"reason": "Kein Bedarf", "way": "post", "sent_on": "01.02.2027"}
    assert post(approver, path, preview="1", **told).status_code == 303
    assert "Ablehnung Ihres Mittelabrufs" in approver.get(path).text
    assert post(approver, path, **told).status_code == 303
    assert stored(world, ref, payment).state is PaymentState.REFUSED
    letters = world.client(Role.SIGNATORY).get(f"/vorgang/{ref}/bescheide").text
    assert "Ablehnung Ihres Mittelabrufs" in letters


def statements(world, client, path):
    """How many statements a page makes, sessions and accounts included."""
    with counted(world.app) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, answer.text[:2000]
    return len(seen)


def test_the_number_of_statements_does_not_grow_with_the_rows(world):
    ref = running(world)
    officer, cashier = world.client(Role.CASE_OFFICER), world.client(Role.FINANCE)
    paths = [(officer, f"/vorgang/{ref}/geld"), (cashier, "/kasse/?stand=paid")]
    paid(world, ref, "100.00")
    with world.opened():
        wished(world, ref, longer(award_of(ref), end="2027-11-30"))
    before = [statements(world, client, path) for client, path in paths]
    for _ in range(4):
        paid(world, ref, "100.00")
    after = [statements(world, client, path) for client, path in paths]
    assert after == before
    assert before[1] <= 5
    assert before[0] <= 16


def test_accepted_without_waiver_waits_for_the_day(world):
    ref = accepted(world, remedy_waived=False)
    officer = world.client(Role.CASE_OFFICER)
    answer = officer.get(step(ref, "confirm_finality"))
    assert (answer.status_code, hidden(answer.text).get("version")) == (200, None)
    assert "bestandskräftig ab: 29.12.2026" in answer.text
    assert "bestandskräftig ab: 29.12.2026" in officer.get(f"/vorgang/{ref}").text


def test_office_and_approver_find_what_waits_for_them(world):
    ref = running(world)
    payment = request(world, ref, "500.00")
    officer, approver = world.client(Role.CASE_OFFICER), world.client(Role.APPROVER)
    assert step(ref, "check", "payment", payment) in officer.get("/kasse/").text
    assert step(ref, "check", "payment", payment) not in approver.get("/kasse/").text
    check(world, ref, payment)
    assert step(ref, "release", "payment", payment) in approver.get("/kasse/").text
    with world.opened():
        after = longer(award_of(ref), end="2027-11-30")
        change = wished(world, ref, after)
    assert step(ref, "propose", "change", change) in officer.get("/bearbeitung/aenderungen").text
    with world.opened():
        proposed(world, ref, change, terms(after))
    assert step(ref, "grant", "change", change) in approver.get("/bearbeitung/aenderungen").text
    assert "jemand anderes" in officer.get("/bearbeitung/aenderungen").text
    assert "kein Änderungsantrag offen" in officer.get("/bearbeitung/aenderungen?nach=99").text
    assert world.client(Role.FINANCE).get("/bearbeitung/aenderungen").status_code == 403


def test_before_the_first_year_the_page_says_from_when_money_can_be_called(world):
    ref = accepted(world)
    client = world.client("signatory")
    page = client.get(step(ref, "request", "payment", "neu"))
    assert "Mittel können Sie ab dem 01.01.2027 abrufen" in flat(page)
    assert "version" not in hidden(page.text)
    at(world, date(2027, 1, 1))
    assert "version" in hidden(client.get(step(ref, "request", "payment", "neu")).text)


def test_a_request_without_an_amount_shows_the_most_and_asks_for_it(world):
    ref = running(world)
    client = world.client("signatory")
    path = step(ref, "request", "payment", "neu")
    page = client.get(path).text
    assert "leer lassen" not in page
    year = re.search(r'<option[^>]*value="(\d+)"', page).group(1)
    told = {"award": year, "spent": "0,00", "own_funds_used": "0,00", "use": "Honorare"}
    answer = post(client, path, **told, due_soon="1.000,00", amount="")
    assert answer.status_code == 422
    assert "Derzeit abrufbar sind höchstens 800,00 €. Bitte geben Sie den Betrag ein" in (
        flat(answer).replace("\xa0", " ")
    )


def test_what_is_called_in_full_has_no_day_from_which_more_can_be_called(world):
    ref = running(world)
    request(world, ref, "8000.00", soon="10000.00")
    page = world.client("signatory").get(step(ref, "request", "payment", "neu"))
    assert "Die Zuwendung ist vollständig abgerufen oder ausgezahlt." in flat(page)


def test_a_change_of_what_was_never_awarded_is_answered_with_what_was_typed(world):
    ref = world.filed()
    client = world.client("signatory")
    token = hidden(client.get("/konto/").text)["csrf_token"]
    sent = {"csrf_token": token, "version": "1", "kind": "plan", "reason": "Ein Raum fällt weg."}
    answer = client.post(
        step(ref, "request", "change", "neu"), data=sent, headers={"Referer": "http://localhost/"}
    )
    assert answer.status_code == 409
    assert "Ein Raum fällt weg." in flat(answer)
