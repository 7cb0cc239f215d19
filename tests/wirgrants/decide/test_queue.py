"""The officers' list: filters, search, paging by place, and the CSV of every answer."""

import csv
import io
import re

import pytest

from tests.support.statements import counted
from tests.wirgrants.decide.clicking import hidden
from tests.wirgrants.decide.office import Office
from wirgrants.services import csv_export
from workflows.questions import QUESTIONS
from workflows.states import Role

LIST = "/bearbeitung/"


@pytest.fixture
def office(world):
    return Office(world)


def numbers(page):
    return re.findall(r">(WIR-2027-\d+)</a>", page)


def table(answer):
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True)), delimiter=";"))


def test_pages_go_on_from_a_place_and_back(office):
    office.bulk(60)
    client = office.world.client(Role.CASE_OFFICER)
    pages, path = [], LIST
    while path:
        page = client.get(path).text
        pages.append(numbers(page))
        found = re.search(r'href="([^"]*)" rel="next"', page)
        path = found.group(1).replace("&amp;", "&") if found else None
    back = re.search(r'href="([^"]*)" rel="prev"', page).group(1).replace("&amp;", "&")

    every = [number for one in pages for number in one]
    assert [len(one) for one in pages] == [25, 25, 10]
    assert every == sorted(every, reverse=True)
    assert len(set(every)) == 60
    assert numbers(client.get(back).text) == pages[1]


def test_a_forged_place_is_answered_as_missing(office):
    client = office.world.client(Role.CASE_OFFICER)
    assert client.get(f"{LIST}?nach={'a' * 16}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["WIR-2027-0002", "WIR-2027-0001"]),
        ("suche=WIR-2027-0002", ["WIR-2027-0002"]),
        ("suche=brücken", ["WIR-2027-0001"]),
        ("suche=BRUCKE+leb", ["WIR-2027-0002"]),
        ("suche=nirgends", []),
        ("stand=formal_check", ["WIR-2027-0002"]),
        ("stand=open&bei=niemand", ["WIR-2027-0001"]),
        ("bei=ich", ["WIR-2027-0002"]),
        ("linie=coordination", []),
        ("jahr=2026", ["WIR-2027-0002", "WIR-2027-0001"]),
        ("jahr=2025", []),
        ("verspaetet=y", []),
        ("ueberfaellig=y", []),
        ("sortierung=frist", []),
    ],
)
def test_filters_narrow_list_count_and_export_alike(office, query, found):
    office.filed(title="Brücken bauen")
    office.checking(title="Leben im Quartier")
    client = office.world.client(Role.CASE_OFFICER)

    page = client.get(f"{LIST}?{query}").text
    rows = table(client.get(f"{LIST}liste.csv?{query}"))

    assert numbers(page) == found
    assert [row[0] for row in rows[1:]] == found
    said = f"{len(found)} Vorg" + ("ang" if len(found) == 1 else "änge")
    assert said in page


def test_the_export_holds_every_answer_and_no_formula(office):
    office.filed(title="=HYPERLINK(1)", project_summary="+49 und\nzwei Zeilen; mit Strichpunkt")
    answer = office.world.client(Role.CASE_OFFICER).get(f"{LIST}liste.csv")
    heading, row = table(answer)
    told = dict(zip(heading, row, strict=True))

    assert answer.get_data()[:3] == b"\xef\xbb\xbf"
    assert told["Titel"] == "'=HYPERLINK(1)"
    assert "'+49 und\nzwei Zeilen; mit Strichpunkt" in row
    assert (told["Vorhaben: Beginn"], told["Vorhaben: Beantragt"]) == ("01.01.2027", "8000,00")
    assert told["Weitere Angaben"] == ""


def test_the_export_speaks_german(office):
    office.filed(
        exemption_notice_kind="corporation_tax",
        exemption_notice_date="2025-03-04",
        already_begun=False,
    )
    client = office.world.client(Role.CASE_OFFICER)
    [_, row] = table(client.get(f"{LIST}liste.csv"))
    assert "Freistellungsbescheid oder Anlage zum Körperschaftsteuerbescheid" in row
    assert "04.03.2025" in row
    codes = {choice for question in QUESTIONS.values() for choice in question.choices}
    assert codes.isdisjoint(row)


def test_the_export_reads_portions(office, monkeypatch):
    office.bulk(12)
    monkeypatch.setattr(csv_export, "PORTION", 5)
    client = office.world.client(Role.CASE_OFFICER)
    with counted(office.world.app) as found:
        rows = table(client.get(f"{LIST}liste.csv"))

    assert len(rows) == 13
    assert sum("revision" in statement for statement in found) == 3


def test_drafts_are_nobodys_but_the_applicants(office, world):
    world.draft(title="Noch geheim")
    page = world.client(Role.CASE_OFFICER).get(LIST).text
    assert (numbers(page), "geheim" in page) == ([], False)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        (Role.CASE_OFFICER, 200),
        (Role.APPROVER, 200),
        (Role.PROGRAMME_LEAD, 200),
        (Role.FINANCE, 200),
        (Role.AUDITOR, 403),
        (Role.ADMINISTRATOR, 403),
        ("signatory", 403),
        (None, 303),
    ],
)
def test_the_list_is_for_the_office(office, name, status):
    client = office.world.client(name)
    assert client.get(LIST).status_code == status
    assert client.get(f"{LIST}liste.csv").status_code == status


def test_a_case_is_handed_over_and_a_stale_page_is_a_conflict(office):
    ref = office.filed()
    client = office.world.client(Role.CASE_OFFICER)
    page = client.get(f"/vorgang/{ref}/vermerke").text
    other = re.search(r'value="([a-z2-7]{16})">Second Officer', page).group(1)
    address = f"/bearbeitung/vorgang/{ref}/zustaendig"

    first = client.post(address, data={**hidden(page), "account": other})
    second = client.post(address, data={**hidden(page), "account": ""})

    assert (first.status_code, second.status_code) == (303, 409)
    assert office.look(ref).assigned_to_id == office.world.actor("second_officer").id
    forged = client.post(address, data={**hidden(page), "version": "99", "account": "a" * 16})
    assert forged.status_code in (404, 409)
