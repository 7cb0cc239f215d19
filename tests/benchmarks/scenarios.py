"""What people do most: finding, first pages, lists, a case, saving, filing, approving, exports."""

import io
import re
from collections.abc import Callable
from urllib.parse import urlencode

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tests.benchmarks.measuring import Once, Scenario
from tests.benchmarks.towns import Town
from tests.support.answers import good_content, paper_kinds, posts_of
from tests.wirgrants.apply.stage import DECLARATION, Browser, pdf
from tests.wirgrants.decide.clicking import hidden
from tests.wirgrants.decide.office import to_proposed
from tests.wirgrants.world import NOW, case_by_ref
from wirgrants.jobs.registry import run_now
from wirgrants.models import Paper
from wirgrants.services.audit_file import BUILD_JOB, request_audit_file
from wirgrants.services.files import keep_bytes, stored_file
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.facts import ApplicantType

LINE, KIND = "migrant_organisations", ApplicantType.MIGRANT_ORG
GUIDELINE = registry.line(LINE).versions[0]
UPLOADS, PAGES = 10, 10
FINDER = "/foerdercheck?" + urlencode({"applicant_type": "migrant_org", "alle": "1"})
SENTENCE = "Ein Satz über das Vorhaben."
REFERER = {"Referer": "http://localhost/"}


class Unexpected(RuntimeError):
    """A page answered otherwise than it should; the figures would mean nothing."""


def _get(role: str, path: Callable[[Town], str]) -> Callable[[Town], Once]:
    def prepare(town: Town) -> Once:
        client, address = town.client(role), path(town)

        def once() -> int:
            answer = client.get(address, buffered=True)
            if answer.status_code != 200:
                raise Unexpected(f"{address}: {answer.status_code}")
            return len(answer.data)

        return once

    return prepare


def page(role: str, address: str) -> Callable[[Town], Once]:
    """Opens a page that has the same address in every town."""
    return _get(role, lambda _: address)


def finder_result(town: Town) -> Once:
    """Opens the finder's result for a migrant organisation that has been asked everything."""
    answer = town.client("").get(FINDER)
    [asked] = re.findall(r'name="gefragt" value="([^"]*)"', answer.text)
    address = f"{FINDER}&{urlencode({'gefragt': asked})}"
    if "Ergebnis des Förderchecks" not in town.client("").get(address).text:
        raise Unexpected(f"{address}: no result")
    return page("", address)(town)


def late_page(town: Town) -> Once:
    """Opens the list where a tenth of it is left."""
    return _get("case_officer", lambda t: f"/bearbeitung/?nach={t.late}")(town)


def by_number(town: Town) -> Once:
    """Looks for one case by its whole number."""
    return _get("case_officer", lambda t: f"/bearbeitung/?suche={t.number}")(town)


class OfCase:
    """Opens a page of one case that went through the services; made once in each town."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.refs: dict[str, str] = {}

    def __call__(self, town: Town) -> Once:
        if town.url not in self.refs:
            self.refs[town.url] = to_proposed(town.office)
        return _get(self.role, lambda t: f"/vorgang/{self.refs[t.url]}")(town)


def _posted(browser: Browser, address: str, held: str, fields: dict[str, str]) -> Once:
    client, sent = browser.client, {**hidden(held), **fields}

    def once() -> int:
        answer = client.post(address, data=sent, headers=REFERER)
        if answer.status_code != 303:
            raise Unexpected(f"{address}: {answer.status_code}")
        return len(answer.data)

    return once


class Saving:
    """Saves the longest section of a draft with a new sentence; begun once in each town."""

    def __init__(self) -> None:
        self.drafts: dict[str, tuple[Browser, str]] = {}
        self.times = 0

    def __call__(self, town: Town) -> Once:
        if town.url not in self.drafts:
            browser = town.stage.member(ApplicantType.CHARITY)
            draft = browser.start(town.stage, "welcome_culture", ApplicantType.CHARITY)
            self.drafts[town.url] = browser, draft
        browser, draft = self.drafts[town.url]
        guideline = registry.line("welcome_culture").versions[0]
        content = good_content(guideline, ApplicantType.CHARITY)
        posts = posts_of(guideline, ApplicantType.CHARITY, content)
        slug, texts = max(posts, key=lambda one: (SENTENCE in one[1].values(), len(one[1])))
        self.times += 1
        address = f"{draft}abschnitt/{slug}"
        told = {
            name: f"{text} ({self.times})" if text == SENTENCE else text
            for name, text in texts.items()
        }
        return _posted(browser, address, browser.get(address), told)


def filing(town: Town) -> Once:
    """Declares and files a new draft with its papers."""
    if "filing" not in town.clients:
        town.clients["filing"] = town.stage.member(KIND).client
    browser = Browser(town.clients["filing"])
    draft = browser.start(town.stage, LINE, KIND)
    browser.fill_all(draft, GUIDELINE, KIND, good_content(GUIDELINE, KIND))
    for kind in paper_kinds(GUIDELINE):
        browser.upload(draft, kind, pdf())
    return _posted(browser, f"{draft}einreichen", browser.get(f"{draft}pruefen"), DECLARATION)


def approving(town: Town) -> Once:
    """Signs an award that was just proposed."""
    address = f"/bearbeitung/vorgang/{to_proposed(town.office)}/zuwendungsbescheid"
    browser = Browser(town.client("approver"))
    browser.post(address, browser.get(address), {"preview": "1"})
    told = {"way": "post", "sent_on": "23.11.2026"}
    return _posted(browser, address, browser.get(address), told)


def uploaded(number: int) -> bytes:
    """A paper of ten pages with a screenful of text on each."""
    writer, buffer = PdfWriter(), io.BytesIO()
    for sheet in range(PAGES):
        one = writer.add_blank_page(595, 842)
        text = DecodedStreamObject()
        lines = (
            f"1 0 0 1 60 {780 - 14 * i} Tm (Paper {number}, page {sheet}, line {i}) Tj"
            for i in range(50)
        )
        text.set_data(("BT /F1 10 Tf " + " ".join(lines) + " ET").encode())
        one[NameObject("/Contents")] = writer._add_object(text)
    writer.write(buffer)
    return buffer.getvalue()


def case_pdf(town: Town) -> Once:
    """Builds the one PDF of a new case with ten uploads of ten pages, as the job does."""
    world, auditor = town.world, town.world.actor("auditor")
    ref = town.office.filed(papers=False)
    with world.opened():
        papers = [(f"paper-{n}.pdf", data, keep_bytes(data))
                  for n in range(UPLOADS) for data in (uploaded(n),)]  # fmt: skip
        signatory = world.actor("signatory").id
        with unit_of_work() as session:
            case_id = case_by_ref(session, ref).id
            session.add_all(
                Paper(
                    case_id=case_id, kind="other", filename=name, uploaded_at=NOW,
                    uploaded_by_id=signatory,
                    file_id=stored_file(session, sha, len(data), pages=PAGES).id,
                )
                for name, data, sha in papers
            )  # fmt: skip
        built = request_audit_file(auditor, ref)
    return lambda: _build(town, built)


def _build(town: Town, built: str) -> int:
    from wirgrants.models import BuiltFile
    from wirgrants.services.files import store
    from wirgrants.unit_of_work import read_only

    with town.world.opened():
        run_now(BUILD_JOB, {"built": built})
        with read_only() as session:
            row = session.query(BuiltFile).filter_by(ref=built).one()
            if row.file is None:
                raise Unexpected(f"the case's PDF was not built: {row.problem}")
            data = store().get(row.file.sha256)
    if len(PdfReader(io.BytesIO(data)).pages) < UPLOADS * PAGES:
        raise Unexpected("the case's PDF lacks pages")
    return len(data)


OFFICER = "case_officer"


def _queue(name: str, prepare: Callable[[Town], Once]) -> Scenario:
    return Scenario(
        name=f"queue, {name}", prepare=prepare, statements=10, times=25, growing=True, listing=True
    )


def scenarios() -> list[Scenario]:
    """All of them, in the order of the table."""
    return [
        Scenario(name="finder, one question page", prepare=page("", FINDER)),
        Scenario(name="finder, result", prepare=finder_result),
        Scenario(name="applicant's first page", prepare=page("signatory", "/antraege/"),
                 statements=8, times=15, listing=True),
        _queue("first page", page(OFFICER, "/bearbeitung/")),
        _queue("late page", late_page),
        _queue("one state", page(OFFICER, "/bearbeitung/?stand=formal_check")),
        _queue("by due day", page(OFFICER, "/bearbeitung/?sortierung=frist")),
        _queue("search for a word", page(OFFICER, "/bearbeitung/?suche=begegnung")),
        _queue("search for a number", by_number),
        Scenario(name="case page, officer", prepare=OfCase(OFFICER), statements=12),
        Scenario(name="case page, applicant", prepare=OfCase("signatory"), statements=12),
        Scenario(name="saving a draft", prepare=Saving(), statements=8),
        Scenario(name="filing", prepare=filing, statements=20, times=5),
        Scenario(name="approving", prepare=approving, statements=15, times=5),
        Scenario(name="PDF of a case (10 uploads of 10 pages)", prepare=case_pdf, times=3),
    ]  # fmt: skip


def csv_of_all() -> Scenario:
    """The export of every answer; its statements follow the size of the town."""
    return Scenario(name="CSV of all", prepare=page(OFFICER, "/bearbeitung/liste.csv"), times=3)
