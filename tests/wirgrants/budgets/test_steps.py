"""Statements of the steps that people take most, at 60 and at 600 cases."""

from tests.support.answers import good_content, paper_kinds, posts_of
from tests.support.statements import counted
from tests.wirgrants.apply.stage import DECLARATION, pdf, ref_of
from tests.wirgrants.budgets.conftest import FEW, MANY
from tests.wirgrants.decide.clicking import hidden, send
from tests.wirgrants.decide.office import to_proposed
from workflows import registry
from workflows.facts import ApplicantType

LINE, KIND = "migrant_organisations", ApplicantType.MIGRANT_ORG
GUIDELINE = registry.line(LINE).versions[0]
SAVING, FILING, APPROVING = 8, 20, 15


def saving(town, browser, draft) -> dict[str, int]:
    """Fills every section of a draft; what each costs."""
    costs = {}
    for slug, texts in posts_of(GUIDELINE, KIND, good_content(GUIDELINE, KIND)):
        address = f"{draft}abschnitt/{slug}"
        page = browser.get(address)
        with counted(town.world.app) as found:
            browser.post(address, page, texts)
        assert len(found) <= SAVING, (slug, str(found))
        costs[slug] = len(found)
    return costs


def filing(town, browser, draft) -> int:
    """Files the draft with its papers; what it costs."""
    for kind in paper_kinds(GUIDELINE):
        browser.upload(draft, kind, pdf())
    page = browser.get(f"{draft}pruefen")
    with counted(town.world.app) as found:
        browser.post(f"{draft}einreichen", page, DECLARATION)
    assert len(found) <= FILING, str(found)
    assert "Eingegangen" in browser.get(f"/vorgang/{ref_of(draft)}")
    return len(found)


def test_saving_and_filing_cost_the_same_at_60_and_at_600_cases(town):
    costs = []
    for size in (FEW, MANY):
        town.grow(size)
        browser = town.stage.member(KIND)
        draft = browser.start(town.stage, LINE, KIND)
        saved = saving(town, browser, draft)
        costs.append((set(saved.values()), filing(town, browser, draft)))
    assert costs[0] == costs[1]


def test_approving_costs_the_same_at_60_and_at_600_cases(town):
    costs = []
    approver = town.world.client("approver")
    for size in (FEW, MANY):
        town.grow(size)
        address = f"/bearbeitung/vorgang/{to_proposed(town.office)}/zuwendungsbescheid"
        assert send(approver, address, preview="1").status_code == 303
        page = approver.get(address)
        told = {**hidden(page.text), "way": "post", "sent_on": "23.11.2026"}
        with counted(town.world.app) as found:
            done = approver.post(address, data=told)
        assert done.status_code == 303
        assert len(found) <= APPROVING, str(found)
        costs.append(len(found))
    assert costs[0] == costs[1]
