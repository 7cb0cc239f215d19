"""Correcting the application in an answer: prepared beside it, signed, frozen, judged anew."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.support.answers import good_content, posts_of
from tests.wirgrants.decide.clicking import errors, hidden, send, step, token
from tests.wirgrants.decide.office import Office, case_by_ref
from tests.wirgrants.decide.test_review import asked
from tests.wirgrants.money.walk import at
from tests.wirgrants.proof.test_pages import picture
from tests.wirgrants.world import DAY
from wirgrants import clock
from wirgrants.models import Clarification, Event, InboxMessage, Revision, RevisionPersonal
from wirgrants.services.clarify import accept_answer, cancel
from wirgrants.services.corrections_made import corrected_on
from wirgrants.services.evidence_record import records
from wirgrants.services.filing_answers import answer_clarification
from wirgrants.services.log import replay_problems, verify_chain
from wirgrants.services.papers import Upload
from wirgrants.services.review import CheckAnswer, answer_checks, checks_of
from wirgrants.services.rounds_touched import touched
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import Outcome
from workflows.states import Role

C = "clarification"
SIGNED = {
    "name": "Ada Beispiel", "function": "Vorsitz",
    "entitled": "ja", "truthful": "ja", "subsidy": "ja", "privacy": "ja",
}  # fmt: skip


@pytest.fixture
def office(world):
    kind = ApplicantType.CHARITY
    return Office(world, line="lay_interpreters", version="2021", kind=kind)


@pytest.fixture
def officer(office):
    return office.world.client(Role.CASE_OFFICER)


@pytest.fixture
def ref(office, officer):
    """In the check with all answered, filed without two numbers; asked about them."""
    guideline = registry.guideline(office.line, office.version)
    content = good_content(guideline, office.kind)
    for question in ("deployments", "deployments_per_client"):
        del content["parts"]["deployment"]["answers"][question]
    found = office.answered(instead={"parts": content["parts"]})
    assert asked(office, officer, found).status_code == 303
    return found


def stored(office, model):
    with office.world.opened(), read_only() as session:
        session.expire_all()
        return session.scalars(select(model).order_by(model.id)).all()


def answer_page(office, ref):
    return step(ref, "answer", C, stored(office, Clarification)[-1].ref)


def correct(office, client, ref, *, deployments="100"):
    """Fill in the missing number on the section's page."""
    guideline = registry.guideline(office.line, office.version)
    texts = dict(posts_of(guideline, office.kind, good_content(guideline, office.kind)))
    page = client.get(f"/antraege/{ref}/berichtigung").text
    for slug in re.findall(rf"/antraege/{ref}/berichtigung/([a-z0-9_-]+)", page):
        if "deployments" in texts[slug]:
            path = f"/antraege/{ref}/berichtigung/{slug}"
            done = send(client, path, **{**texts[slug], "deployments": deployments})
            assert done.status_code == 303, errors(done.text)
            return done
    raise AssertionError("no section asks for the deployments")


def test_a_missing_number_is_corrected_signed_and_judged_anew(office, officer, ref):
    assert office.look(ref).entitlement is None
    [first] = stored(office, Revision)
    editor, signatory = (office.world.client(who) for who in ("applicant_editor", "signatory"))
    correct(office, editor, ref)
    assert [one.digest for one in stored(office, Revision)] == [first.digest]

    # Prepared by an editor, it counts only with the declaration of a signatory.
    page = answer_page(office, ref)
    version = office.version_of(ref)
    told = {"answer": "Es sind 100 Einsätze.", "version": str(version)}
    refused = editor.post(page, data=told | {"csrf_token": token(editor, "/antraege/")})
    assert (refused.status_code, "vertretungsberechtigten Person" in refused.text) == (422, True)
    assert send(signatory, page, answer="Es sind 100 Einsätze.").status_code == 422
    assert len(stored(office, Revision)) == 1
    done = send(signatory, page, answer="Es sind 100 Einsätze.", **SIGNED)
    assert done.status_code == 303, errors(done.text)

    old, new = stored(office, Revision)
    case = office.look(ref)
    assert (old.digest, old.content) == (first.digest, first.content)
    assert new.content["parts"]["deployment"]["answers"]["deployments"] == 100
    assert (case.revision_number, case.draft["parts"]) == (2, new.content["parts"])
    assert (new.declared_by_id, new.on_paper) == (office.world.actor("signatory").id, False)
    told = [one for one in stored(office, RevisionPersonal) if one.revision_id == new.id]
    assert {one.key: one.value for one in told} == {
        "declared_name": "Ada Beispiel", "declared_as": "Vorsitz",
    }  # fmt: skip
    assert case.entitlement is not None
    assert case.entitlement > Decimal("0.00")
    record = next(one for one in stored(office, Event) if one.action == "correct_answers")
    assert (record.data["revision"], record.data["digest"]) == (2, new.digest)
    with office.world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        assert (verify_chain(session, case), replay_problems(session, case)) == ([], [])
        assert corrected_on(session, case) == clock.day_of(record.at)

    shown = officer.get(f"/vorgang/{ref}/antrag").text
    assert "Geändert gegenüber Fassung 1" in shown
    row = re.search(r"<tr>(?:(?!</tr>).)*keine Angabe(?:(?!</tr>).)*</tr>", shown, re.DOTALL)
    assert row is not None
    assert re.findall(r'<td data-label="[^"]+">([^<]*)</td>', row.group(0)) == [
        "keine Angabe",
        "100",
    ]


def test_an_editor_lays_the_corrected_answer_before_those_who_sign(office, ref):
    editor, signatory = (office.world.client(who) for who in ("applicant_editor", "signatory"))
    answer, corrections = answer_page(office, ref), f"/antraege/{ref}/berichtigung"
    assert 'name="answer"' in editor.get(answer).text
    correct(office, editor, ref)

    # No button that must fail: the editor is led to laying it before, the signatory to the answer.
    shut = editor.get(answer).text
    assert ('name="answer"' in shut, f'href="{corrections}#vorlegen"' in shut) == (False, True)
    page = editor.get(corrections).text
    assert f'href="{answer}"' in page
    fields = hidden(page) | {"note": "Bitte nennen Sie die Zahl."}
    assert editor.post(f"{corrections}/vorlegen", data=fields).status_code == 303
    assert editor.post(f"{corrections}/vorlegen", data=fields).status_code == 409
    [message] = [one for one in stored(office, InboxMessage) if one.account_id is not None]
    assert message.account_id == office.world.actor("signatory").id
    assert "Nachforderung 1 zur Unterschrift vor" in message.text
    assert message.text.endswith("\n\nBitte nennen Sie die Zahl.")
    for page in (editor.get(answer).text, editor.get(corrections).text):
        assert ("Zur Unterschrift vorgelegt am" in page, "Noch einmal vorlegen" in page) == (
            True, True,
        )  # fmt: skip

    # Whoever signs finds the own name, sends, and is offered no laying before.
    assert "vorlegen" not in signatory.get(corrections).text
    page = signatory.get(answer).text
    assert re.search(r'name="name"[^>]*value="([^"]*)"', page).group(1) == "Signatory"
    assert send(signatory, answer, answer="100.", **SIGNED).status_code == 303
    assert len(stored(office, Revision)) == 2


def test_what_cannot_be_read_is_laid_before_nobody(office, ref):
    editor = office.world.client("applicant_editor")
    correct(office, editor, ref, deployments="hundert")
    path = f"/antraege/{ref}/berichtigung"
    assert "vorlegen" not in editor.get(path).text
    told = {"version": str(office.version_of(ref)), "csrf_token": token(editor, "/antraege/")}
    refused = editor.post(f"{path}/vorlegen", data=told)
    assert (refused.status_code, "lassen sich noch nicht lesen" in refused.text) == (422, True)
    assert [one for one in stored(office, InboxMessage) if one.account_id is not None] == []


def test_who_accepts_an_answer_sees_what_it_corrects(office, officer, ref):
    signatory = office.world.client("signatory")
    correct(office, signatory, ref)
    own = stored(office, Clarification)[-1].ref
    assert send(signatory, answer_page(office, ref), answer="100.", **SIGNED).status_code == 303
    for action in ("accept_answer", "ask_again"):
        page = officer.get(step(ref, action, C, own)).text
        told = [["keine Angabe", "100"], ["keine Angabe", "3"]]
        assert corrections_in(page) == told, action
    assert send(officer, step(ref, "accept_answer", C, own)).status_code == 303

    # A further request is no reader of what an earlier one has corrected.
    assert asked(office, officer, ref).status_code == 303
    again = answer_page(office, ref)
    assert send(signatory, again, answer="Steht im Plan.").status_code == 303
    other = stored(office, Clarification)[-1].ref
    page = officer.get(step(ref, "accept_answer", C, other)).text
    assert ("Steht im Plan." in page, corrections_in(page)) == (True, [])


def corrections_in(page):
    """Before and after of each row of the table of differences."""
    told = page.split("Mit dieser Antwort wurde der Antrag so berichtigt")
    table = told[-1].split("</table>")[0] if len(told) > 1 else ""
    cells = re.findall(r'<td data-label="(?:Bisher|Jetzt)">([^<]*)</td>', table)
    return [cells[n : n + 2] for n in range(0, len(cells), 2)]


def test_only_the_answers_to_changed_findings_are_asked_again(office, ref):
    with office.world.opened(), read_only() as session:
        before = {one.rule: one for one in checks_of(session, case_by_ref(session, ref))}
    signatory = office.world.client("signatory")
    correct(office, signatory, ref)
    assert send(signatory, answer_page(office, ref), answer="100.", **SIGNED).status_code == 303

    with office.world.opened(), read_only() as session:
        session.expire_all()
        now = {one.rule: one for one in checks_of(session, case_by_ref(session, ref))}
        assert list(records(session)) == []
    assert {one.round for one in now.values()} == {2}
    again = {rule for rule, one in now.items() if one.answer is None}
    same = set(now) - again
    assert again == {"deployments_per_client_fit"}
    assert {rule: now[rule].answer for rule in same} == {rule: before[rule].answer for rule in same}
    assert before["deployments_per_client_fit"].outcome is Outcome.NOT_ASKED


def test_what_cannot_be_read_is_kept_and_not_sent(office, ref):
    signatory = office.world.client("signatory")
    correct(office, signatory, ref, deployments="hundert")
    refused = send(signatory, answer_page(office, ref), answer="100.", **SIGNED)
    assert (refused.status_code, "nicht lesbar" in refused.text) == (422, True)
    assert len(stored(office, Revision)) == 1
    correct(office, signatory, ref)
    assert send(signatory, answer_page(office, ref), answer="100.", **SIGNED).status_code == 303
    assert len(stored(office, Revision)) == 2


def test_an_answer_without_a_correction_makes_no_revision(office, ref):
    signatory = office.world.client("signatory")
    correct(office, signatory, ref)
    discarded = send(signatory, f"/antraege/{ref}/berichtigung")
    assert discarded.status_code == 303
    assert "correction" not in office.look(ref).draft
    assert send(signatory, answer_page(office, ref), answer="Bleibt so.").status_code == 303
    assert len(stored(office, Revision)) == 1
    gone = signatory.get(f"/antraege/{ref}/berichtigung")
    assert (gone.status_code, "auf Ihre Antwort wartet" in gone.text) == (422, True)


def test_a_correction_goes_with_the_request_that_is_taken_back(office, ref):
    correct(office, office.world.client("signatory"), ref)
    own = stored(office, Clarification)[-1].ref
    with office.world.opened():
        actor = office.world.actor(Role.CASE_OFFICER)
        cancel(actor, ref, own, "", version=office.version_of(ref))
    assert "correction" not in office.look(ref).draft


def test_strangers_and_the_office_correct_nothing(office, officer, ref):
    assert officer.get(f"/antraege/{ref}/berichtigung").status_code in (403, 404)
    before = office.look(ref).row_version
    assert officer.post(f"/antraege/{ref}/berichtigung").status_code in (400, 403, 404)
    assert office.look(ref).row_version == before


def test_the_round_after_an_answer_shows_what_the_answer_touched(office, officer, ref):
    tab = f"/vorgang/{ref}/pruefung"
    assert "Geändert seit Runde" not in officer.get(tab).text
    signatory = office.world.client("signatory")
    correct(office, signatory, ref)
    assert send(signatory, answer_page(office, ref), answer="100.", **SIGNED).status_code == 303

    page = officer.get(tab).text
    with office.world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        checks = checks_of(session, case)
        found = touched(session, case, checks)
    rules = {one.rule: found.get(one.ref) for one in checks}
    assert rules["deployments_per_client_fit"] == "Geändert seit Runde 1"
    assert None in rules.values()
    assert page.count("Geändert seit Runde 1") == len(found)


def test_a_paper_is_told_in_the_round_that_it_came_to_only(office, officer, ref):
    rules = [one.rule for one in round_of(office, ref)[0]]
    needs = registry.guideline(office.line, office.version).papers
    kind = next(n.kind for n in needs if any(f"_{n.kind}_is_there" in rule for rule in rules))
    at(office.world, DAY + timedelta(days=1))
    told_with_paper = answered_anew(office, ref, kind)
    assert list(told_with_paper.values()).count("Unterlage nachgereicht") == 1

    at(office.world, DAY + timedelta(days=2))
    with office.world.opened():
        checks, _ = round_of(office, ref)
        met = {one.ref: CheckAnswer(answer=Outcome.MET, note="Geprüft.") for one in checks}
        answer_checks(
            office.world.actor(Role.CASE_OFFICER), ref, met, version=office.version_of(ref)
        )
    at(office.world, DAY + timedelta(days=3))
    assert asked(office, officer, ref, due="14.12.2026").status_code == 303
    signatory = office.world.client("signatory")
    correct(office, signatory, ref)
    assert send(signatory, answer_page(office, ref), answer="100.", **SIGNED).status_code == 303
    checks, told = round_of(office, ref)
    assert checks[0].round == 3
    assert "Geändert seit Runde 2" in told.values()
    assert "Unterlage nachgereicht" not in told.values()


def round_of(office, ref):
    """The checks of the running round, and what is told of each by its rule."""
    with office.world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        checks = checks_of(session, case)
        found = touched(session, case, checks)
        return checks, {one.rule: found.get(one.ref) for one in checks}


def answered_anew(office, ref, kind):
    """The last request is answered, with a paper of this kind, and the answer accepted."""
    world, signatory = office.world, office.world.actor("signatory")
    papers = [(kind, Upload(data=picture().getvalue(), name="Liste.png"))]
    request = stored(office, Clarification)[-1].ref
    with world.opened():
        version = office.version_of(ref)
        answer_clarification(signatory, ref, request, "Anbei.", papers, version=version)
        officer = world.actor(Role.CASE_OFFICER)
        accept_answer(officer, ref, request, version=office.version_of(ref))
    return round_of(office, ref)[1]
