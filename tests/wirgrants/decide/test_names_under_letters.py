"""Under every letter stands the name of whoever signs it (§ 37 III HVwVfG), and nobody else's."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from tests.documents.reading import squeezed, text_of
from tests.wirgrants.decide.clicking import hidden, send, step
from tests.wirgrants.decide.office import POST, Office, ready_case, shown, signature, to_proposed
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Conflict, Refused
from wirgrants.extensions import db
from wirgrants.models import Decision, DiscardCause, Letter, LetterKind
from wirgrants.services.decisions import approve_award, approve_rejection, end_proposal
from wirgrants.services.decisions_named import name_notice
from wirgrants.services.delivery import Signature
from wirgrants.services.evidence_record import records
from wirgrants.services.files import store
from wirgrants.services.letters import frozen_letter
from wirgrants.services.log import events_of
from wirgrants.services.proposals import digest_of, open_proposal
from wirgrants.services.rejections import RejectionWish, preview_rejection, propose_rejection
from wirgrants.triggers import drop_triggers
from wirgrants.unit_of_work import read_only
from workflows.progress import action_done
from workflows.states import ApplicationState, Role

SIGN = "/bearbeitung/vorgang/{}/zuwendungsbescheid"
SIGNS = {Decision.AWARD: approve_award, Decision.REJECTION: approve_rejection}


@pytest.fixture
def office(world):
    return Office(world)


def letters(office, kind):
    with office.world.opened(), read_only() as session:
        session.expire_all()
        of_kind = select(Letter).where(Letter.kind == kind).order_by(Letter.id)
        return list(session.scalars(of_kind))


def newest(office, kind):
    return letters(office, kind)[-1]


def foot(office, letter):
    """What stands below the greeting of the stored bytes, squeezed."""
    with office.world.opened():
        data = store().get(letter.pdf_digest)
    return text_of(data).split(squeezed("Mit freundlichen Grüßen"))[1]


def name_of(office, who):
    return squeezed(office.world.actor(who).name)


def rejection_proposed(office):
    ref, officer = ready_case(office), office.world.actor(Role.CASE_OFFICER)
    with office.world.opened():
        letter = preview_rejection(officer, ref, RejectionWish(reasons="Der Bedarf fehlt."))
        propose_rejection(officer, ref, shown(office, ref, letter))
    return ref


def unnamed_signature(office, ref):
    """What a forged form would sign: the proposal with the letter as it was proposed."""
    with office.world.opened(), read_only() as session:
        proposal = open_proposal(session, case_by_ref(session, ref))
        digest = digest_of(proposal, proposal.letter)
    return Signature(shown_digest=digest, dispatch=POST, version=office.version_of(ref))


@pytest.mark.parametrize("decision", SIGNS)
def test_a_signed_notice_bears_the_name_of_who_signed_it(office, decision):
    ref = to_proposed(office) if decision is Decision.AWARD else rejection_proposed(office)
    kind = LetterKind(decision.value)
    proposed = newest(office, kind)
    assert (frozen_letter(proposed).signature, frozen_letter(proposed).countersigned) == ("", True)
    assert "NamederzeichnendenPerson" in foot(office, proposed)

    told = signature(office, ref)
    named = newest(office, kind)
    with office.world.opened():
        SIGNS[decision](office.world.actor(Role.APPROVER), ref, told)

    before, issued = letters(office, kind)[-2:]
    # What was previewed in the signer's name is what is issued, byte for byte.
    assert (issued.id, issued.previewed_digest) == (named.id, named.pdf_digest)
    assert (before.id, before.discarded_why) == (proposed.id, DiscardCause.REPLACED)
    said = foot(office, issued)
    assert name_of(office, Role.APPROVER) in said
    assert name_of(office, Role.CASE_OFFICER) not in said
    assert "NamederzeichnendenPerson" not in said
    alike = replace(frozen_letter(issued), signature="", countersigned=True)
    assert (alike, issued.content["terms"]) == (frozen_letter(proposed), proposed.content["terms"])


def test_without_the_own_name_nobody_signs(office):
    ref = to_proposed(office)
    first, second = office.world.actor(Role.APPROVER), office.world.actor("second_approver")
    with office.world.opened():
        signature(office, ref)
        version = office.version_of(ref)
        end_proposal(first, ref, "return_proposal", "Noch einmal.", version=version)
    assert [one.discarded_why for one in letters(office, LetterKind.AWARD)] == [
        DiscardCause.REPLACED,
        DiscardCause.RETURNED,
    ]

    ref = to_proposed(office)
    with office.world.opened():
        with pytest.raises(Refused) as refused:
            approve_award(first, ref, unnamed_signature(office, ref))
        assert "trägt noch keinen Namen" in refused.value.message
        assert "§ 37 Abs. 3 HVwVfG" in refused.value.message

        of_first = signature(office, ref)
        with pytest.raises(Refused) as refused:
            approve_award(second, ref, of_first)
        assert f"trägt den Namen {first.name}" in refused.value.message

        of_second = signature(office, ref, "second_approver")
        with pytest.raises(Conflict):
            approve_award(first, ref, of_first)
        with pytest.raises(Refused) as refused:
            approve_award(first, ref, of_second)
        assert f"trägt den Namen {second.name}" in refused.value.message
        approve_award(second, ref, of_second)
    assert name_of(office, "second_approver") in foot(office, newest(office, LetterKind.AWARD))


def test_a_name_is_put_once_however_often_it_is_asked_for(office):
    ref, approver = to_proposed(office), office.world.actor(Role.APPROVER)
    with office.world.opened():
        version = office.version_of(ref)
        made = [name_notice(approver, ref, Decision.AWARD, version=version) for _ in range(2)]
    assert made[0] == made[1]
    assert len(letters(office, LetterKind.AWARD)) == 2


def complaints_of(office):
    with office.world.opened(), read_only() as session:
        return [said for _, said in records(session)]


def test_the_log_tells_who_put_a_name_and_holds_that_draft_before_it_is_signed(office):
    ref, approver = to_proposed(office), office.world.actor(Role.APPROVER)
    proposed = newest(office, LetterKind.AWARD)
    with office.world.opened():
        version = office.version_of(ref)
        made = name_notice(approver, ref, Decision.AWARD, version=version)
        assert office.version_of(ref) == version + 1
        with read_only() as session:
            session.expire_all()
            event = events_of(session, case_by_ref(session, ref))[-1]
    named = newest(office, LetterKind.AWARD)
    assert (event.action, event.actor_id) == ("name_letter", approver.id)
    told_of = {"letter": made, "digest": named.pdf_digest, "proposed": proposed.ref}
    assert event.data == {**told_of, "rows": event.data["rows"]}
    assert complaints_of(office) == []
    # Its applicants read nothing of it.
    told = action_done(None, "name_letter")
    assert told in office.world.client(Role.APPROVER).get(f"/vorgang/{ref}").text
    assert told not in office.world.client("signatory").get(f"/vorgang/{ref}").text

    with office.world.opened(), db.engine.connect() as opened:
        connection = opened.execution_options(wirgrants_writing=True)
        drop_triggers(connection)
        other = update(Letter).where(Letter.ref == made).values(pdf_digest=proposed.pdf_digest)
        connection.execute(other)
        connection.commit()
    assert complaints_of(office) == [f"letter {made} is not the one that was logged"]


def test_the_page_offers_the_signature_only_in_the_own_name(office):
    ref = to_proposed(office)
    path = SIGN.format(ref)
    first, second = (office.world.client(who) for who in (Role.APPROVER, "second_approver"))
    signs = "Zuwendungsbescheid zeichnen und erlassen</span></button>"
    proposed = newest(office, LetterKind.AWARD)
    page = first.get(path).text
    assert (signs in page, 'name="preview"' in page, 'name="way"' in page) == (False, True, False)
    assert proposed.ref in page
    forged = first.post(path, data={**hidden(page), "way": "post", "sent_on": "23.11.2026"})
    assert (forged.status_code, "§ 37 Abs. 3 HVwVfG" in forged.text) == (422, True)

    assert send(first, path, preview="1").location == path
    page, named = first.get(path).text, newest(office, LetterKind.AWARD)
    assert (signs in page, 'name="preview"' in page) == (True, False)
    assert (named.ref in page, named.pdf_digest in page, proposed.ref in page) == (
        True, True, False,
    )  # fmt: skip
    assert signs not in second.get(path).text

    assert send(first, path, way="post", sent_on="23.11.2026").status_code == 303
    assert office.look(ref).state is ApplicationState.AWARDED
    name = office.world.actor(Role.APPROVER).name
    signed = f"<dt>Gezeichnet von</dt><dd>{name}</dd>"
    tab = f"/vorgang/{ref}/bescheide"
    assert signed in office.world.client(Role.CASE_OFFICER).get(tab).text
    assert "Gezeichnet von" not in office.world.client(Role.SIGNATORY).get(tab).text


def test_nobody_sends_a_letter_that_bears_another_name(office):
    ref = office.checking()
    first, second = (office.world.client(who) for who in ("case_officer", "second_officer"))
    address = step(ref, "ask", "clarification", "neu")
    told = {"items-0-about": "Plan", "items-0-request": "Bitte erläutern.", "due_on": "11.12.2026"}
    assert send(first, address, **told, preview="1").status_code == 303
    refused = send(second, address, **told)
    name = office.world.actor(Role.CASE_OFFICER).name
    assert (refused.status_code, f"trägt den Namen {name}" in refused.text) == (422, True)
    assert newest(office, LetterKind.CLARIFICATION).issued_at is None

    assert send(second, address, **told, preview="1").status_code == 303
    assert send(second, address, **told).status_code == 303
    sent = newest(office, LetterKind.CLARIFICATION)
    assert frozen_letter(sent).signature == office.world.actor("second_officer").name
    assert sent.issued_by_id == office.world.actor("second_officer").id
