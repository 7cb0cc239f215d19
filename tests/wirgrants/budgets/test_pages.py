"""Statements, rows and bytes of every list and of the case page, at 60 and at 600 cases."""

import re

import pytest

from tests.support.filling import fill
from tests.support.statements import counted
from tests.wirgrants.budgets.conftest import FEW, MANY
from tests.wirgrants.decide.office import to_proposed
from workflows.states import ApplicationState

BYTES = 60_000
QUEUE, CASE, HOME = 10, 12, 8
QUEUES = [
    "/bearbeitung/",
    "/bearbeitung/?stand=filed",
    "/bearbeitung/?stand=open",
    "/bearbeitung/?linie=migrant_organisations",
    "/bearbeitung/?bei=ich",
    "/bearbeitung/?bei=niemand",
    "/bearbeitung/?jahr=2026",
    "/bearbeitung/?verspaetet=y",
    "/bearbeitung/?ueberfaellig=y",
    "/bearbeitung/?sortierung=frist",
    "/bearbeitung/?suche=begegnung",
    "/bearbeitung/?suche=WIR-2025",
]
LISTS = {
    "case_officer": dict.fromkeys(QUEUES, QUEUE),
    "approver": {"/bearbeitung/freigaben": QUEUE},
    "auditor": {"/pruefung/": QUEUE, "/pruefung/?suche=begegnung": QUEUE},
    "finance": {"/kasse/": QUEUE},
    "programme_lead": {"/programm/": QUEUE},
    "signatory": {"/antraege/": HOME, "/antraege/postfach": HOME},
}
# What a page may fetch: its rows and one more, who asks with roles and memberships, the filters.
ROWS = 80


class Cost:
    """One page: what it costs once the session is warm."""

    def __init__(self, app, client, path):
        client.get(path)
        with counted(app) as self.found:
            page = client.get(path, buffered=True)
        assert page.status_code == 200, (path, page.status_code)
        self.text, self.bytes = page.text, len(page.data)
        self.statements, self.rows = len(self.found), self.found.rows

    def next_page(self) -> str:
        """The address of the page behind this one."""
        return re.search(r'href="([^"]*nach=[^"]*)"', self.text).group(1).replace("&amp;", "&")


@pytest.mark.parametrize("role", LISTS)
def test_lists_cost_the_same_at_60_and_at_600_cases(town, role):
    app, client = town.world.app, town.world.client(role)
    town.grow(FEW)
    few = {path: Cost(app, client, path) for path in LISTS[role]}
    town.grow(MANY)
    many = {path: Cost(app, client, path) for path in LISTS[role]}

    for path, most in LISTS[role].items():
        assert few[path].statements == many[path].statements <= most, (path, str(many[path].found))
        assert many[path].rows <= ROWS, (path, many[path].rows)
        assert many[path].bytes < BYTES, (path, many[path].bytes)


def test_a_late_page_costs_no_more_than_the_first(town):
    client = town.world.client("case_officer")
    town.grow(MANY)
    first = page = Cost(town.world.app, client, "/bearbeitung/")
    for _ in range(10):
        page = Cost(town.world.app, client, page.next_page())
    assert page.text.count("<tr>") == first.text.count("<tr>") == 26
    assert page.statements <= QUEUE, str(page.found)
    # The place from which the page goes on.
    assert page.statements == first.statements + 1
    assert page.rows <= first.rows + 1
    assert page.bytes < BYTES


def test_the_applicants_page_costs_the_same_with_one_case_and_with_sixty(town):
    app, owner = town.world.app, town.world.our_organisation
    client = town.world.client("signatory")
    running = {"calls": town.calls, "owner": owner, "states": [ApplicationState.RUNNING]}
    fill(app, 1, **running)
    one = Cost(app, client, "/antraege/")
    fill(app, 59, **running)
    sixty = Cost(app, client, "/antraege/")
    assert one.statements == sixty.statements <= HOME, str(sixty.found)
    assert sixty.rows <= ROWS
    assert sixty.bytes < BYTES


@pytest.mark.parametrize("role", ["case_officer", "signatory", "auditor"])
def test_the_case_page_costs_the_same_at_60_and_at_600_cases(town, role):
    app, client = town.world.app, town.world.client(role)
    ref = to_proposed(town.office)
    address = f"/vorgang/{ref}"
    tabs = {address, *re.findall(rf'href="({address}/[a-z]+)"', client.get(address).text)}
    town.grow(FEW)
    few = {path: Cost(app, client, path) for path in tabs}
    town.grow(MANY)
    many = {path: Cost(app, client, path) for path in tabs}

    assert len(tabs) > 2
    # Each look of an auditor is a line of the protocol.
    looks = 2 * len(tabs) if role == "auditor" else 0
    for path in tabs:
        assert few[path].statements == many[path].statements <= CASE, (path, str(many[path].found))
        assert 0 <= many[path].rows - few[path].rows <= looks, path
        assert many[path].bytes < BYTES, (path, many[path].bytes)


@pytest.mark.parametrize(("role", "address"), [("case_officer", "/bearbeitung/liste.csv"),
                                               ("auditor", "/pruefung/liste.csv")])  # fmt: skip
def test_the_csv_costs_one_statement_for_each_500_rows(town, role, address):
    app, client = town.world.app, town.world.client(role)
    town.grow(FEW)
    few = Cost(app, client, address)
    town.grow(MANY)
    many = Cost(app, client, address)

    assert many.statements == few.statements + 1 <= 10 + 1
    assert few.text.count("\r\n") == FEW + 1
    assert many.text.count("\r\n") == MANY + 1
    assert many.rows - few.rows == MANY - FEW
