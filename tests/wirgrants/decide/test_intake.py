"""Paper applications: received with their scan, copied section by section, frozen anew."""

import io
import re

import pytest

from tests.documents.case_examples import pdf
from tests.support.answers import good_content, posts_of
from tests.wirgrants.decide.clicking import hidden, send
from tests.wirgrants.decide.office import Office, case_by_ref
from wirgrants.services.papers import papers_of
from wirgrants.services.review import revision_of
from wirgrants.unit_of_work import read_only
from workflows import registry
from workflows.facts import ApplicantType
from workflows.states import ApplicationState, Role

HOSTILE = "<script>alert(1)</script>"
PATH = "/bearbeitung/papierantrag"


@pytest.fixture
def office(world):
    return Office(world)


def filled(office, page, **changed):
    target = re.search(r'<option value="([a-z2-7]{16}\|[^"]+)"', page).group(1)
    known = re.search(r'<option[^>]*value="([a-z2-7]{16})">Verein Brücke', page).group(1)
    return {
        **hidden(page),
        "organisation": known,
        "target": target,
        "project_title": "Auf Papier",
        "received_on": "20.11.2026",
        "signatory": "Ada Beispiel",
        "function": "Vorsitz",
        "signed": "y",
        "scan": (io.BytesIO(pdf("Antrag")), "antrag.pdf"),
        **changed,
    }


def test_a_paper_application_is_received_copied_and_frozen(office):
    officer = office.world.client(Role.CASE_OFFICER)
    page = officer.get(f"{PATH}?suche=brück").text

    done = officer.post(PATH, data=filled(office, page))

    assert done.status_code == 303, done.text[:3000]
    ref = done.location.split("/")[3]
    case = office.look(ref)
    assert (case.state, case.on_paper, case.title) == (ApplicationState.FILED, True, "Auf Papier")
    assert (str(case.received_on), case.revision_number) == ("2026-11-20", 1)
    tab = f"/vorgang/{ref}/uebertragung"
    assert "leer" in statuses(officer.get(tab).text)
    copy_all(office, officer, ref)
    assert statuses(officer.get(tab).text) == {"übertragen"}
    frozen = send(officer, tab, f"/bearbeitung{tab}")
    assert frozen.status_code == 303, frozen.text[:3000]
    with office.world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        revision = revision_of(session, case)
        told = good_content(guideline(office), office.kind)
        assert (revision.number, revision.on_paper) == (2, True)
        assert revision.content["parts"] == told["parts"]
        assert revision.content["asked"] == told["asked"]
        assert [paper.kind for paper in papers_of(session, case)] == ["signed_application"]
    again = send(officer, tab, f"/bearbeitung{tab}")
    assert (again.status_code, "nichts neu" in again.text) == (422, True)


def statuses(page):
    """What the list of sections says of each."""
    shown = page.split('<ol class="wir-tasks">')[1].split("</ol>")[0]
    return set(re.findall(r'<span class="wir-badge[^"]*">([^<]+)</span>', shown))


def guideline(office):
    return registry.guideline(office.line, office.version)


def copy_all(office, officer, ref):
    content = good_content(guideline(office), office.kind)
    for slug, texts in posts_of(guideline(office), office.kind, content):
        path = f"/bearbeitung/vorgang/{ref}/uebertragung/{slug}"
        assert send(officer, path, **texts).status_code == 303


def test_without_a_call_the_case_comes_with_the_finding_no_call(office):
    officer = office.world.client(Role.CASE_OFFICER)
    page = officer.get(f"{PATH}?suche=brück").text
    target = "|migrant_organisations|2021"

    done = officer.post(PATH, data=filled(office, page, target=target))

    assert done.status_code == 303
    with office.world.opened(), read_only() as session:
        case = case_by_ref(session, done.location.split("/")[3])
        found = revision_of(session, case).verdict["findings"]
        assert case.call_id is None
        assert [one["key"] for one in found if one["rule"] == "call_is_open"] == ["call.none"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("project_title", "x" * 20_000),
        ("project_title", "nul\x00"),
        ("signatory", "\u202egnp.exe"),
        ("received_on", "31.12.2026"),
        ("received_on", "gestern"),
        ("target", "erfunden|x|y"),
        ("organisation", "aaaaaaaaaaaaaaaa"),
        ("signed", ""),
    ],
)
def test_a_bad_field_is_refused_and_everything_typed_stays(office, field, text):
    officer = office.world.client(Role.CASE_OFFICER)
    page = officer.get(f"{PATH}?suche=brück").text
    told = filled(office, page, **{"function": HOSTILE, field: text})

    refused = officer.post(PATH, data=told)

    assert refused.status_code == 422
    assert HOSTILE not in refused.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in refused.text
    assert f'id="{field}-error"' in refused.text


def test_a_file_that_is_no_document_is_refused(office):
    officer = office.world.client(Role.CASE_OFFICER)
    page = officer.get(f"{PATH}?suche=brück").text

    refused = officer.post(
        PATH, data=filled(office, page, scan=(io.BytesIO(b"MZ\x90"), "antrag.pdf"))
    )

    assert refused.status_code == 422
    assert "konnte nicht erfasst werden" in refused.text
    assert 'value="Auf Papier"' in refused.text


def test_a_new_association_is_created_with_its_paper_application(office):
    officer = office.world.client(Role.CASE_OFFICER)
    page = officer.get(f"{PATH}?suche=brück").text
    told = filled(
        office, page, organisation="neu", name="Neuer Verein", city="Musterstadt",
        kind=ApplicantType.MIGRANT_ORG.value, seat_ags="06411",
    )  # fmt: skip

    done = officer.post(PATH, data=told)

    assert done.status_code == 303, done.text[:3000]
    case = office.look(done.location.split("/")[3])
    assert (case.applicant_name, case.applicant_type) == ("Neuer Verein", ApplicantType.MIGRANT_ORG)


def test_only_officers_receive_papers(office):
    assert office.world.client(Role.APPROVER).get(PATH).status_code == 403
    assert office.world.client("applicant_editor").get(PATH).status_code == 403
