"""The page parts: right HTML for screen readers, nothing inline, and no sideways scroll."""

import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

import wirgrants
from tests.support.showroom import ERROR_CODES, failed_form, showroom
from wirgrants.web.presentation import form_errors

PACKAGE = Path(wirgrants.__file__).parent
PAGES = ["/muster", "/impressum", "/datenschutz", "/barrierefreiheit", "/fehler/500"]
PAGES += ["/hilfe", "/hilfe/case_officer", "/anmelden", "/druck"]
PAGES += [f"/fehler/{code}" for code in ERROR_CODES]
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GENDER_SIGN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+[*:_](innen|in|r|n|e)\b")


class Outline(HTMLParser):
    """Collects ids, references to ids and inline styles or handlers of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: set[str] = set()
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        for name in ("aria-describedby", "aria-labelledby", "for"):
            self.references.update(values.get(name, "").split())
        if tag == "a" and values.get("href", "").startswith("#") and len(values["href"]) > 1:
            self.references.add(values["href"][1:])
        if tag == "style" or (tag == "script" and "src" not in values):
            self.inline.append(tag)
        self.inline += [n for n in values if n == "style" or n.startswith("on")]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return showroom().test_client()


@pytest.fixture(scope="module")
def sample(client: FlaskClient) -> str:
    return client.get("/muster").get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_unique_ids_that_references_reach_and_nothing_inline(
    client: FlaskClient, path: str
) -> None:
    outline = Outline(client.get(path).get_data(as_text=True))
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.references <= set(outline.ids)
    assert outline.inline == []


def test_errors_are_summed_up_and_linked_in_the_order_of_the_page() -> None:
    found = form_errors(failed_form())
    assert [target for target, _, _ in found[:4]] == ["title", "amount", "start", "guides"]
    assert (
        "charitable-0",
        "Ist die Organisation gemeinnützig?",
        "Wählen Sie ja oder nein.",
    ) in found
    assert ("goals-1-goal", "Ziel", "Nennen Sie ein Ziel.") in found
    assert not [target for target, _, _ in found if target == "goals-0-goal"]


def test_a_failed_field_keeps_what_was_typed_and_names_its_error(sample: str) -> None:
    field = re.search(r'<input[^>]*id="guides"[^>]*>', sample)
    assert field is not None
    assert 'value="x"' in field[0]
    assert 'type="text"' in field[0]
    assert 'aria-describedby="guides-error"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in sample
    assert "<script>alert" not in sample


def test_the_browser_never_blocks_a_draft(sample: str) -> None:
    assert not re.search(r"<(input|textarea|select)[^>]*\s(required|maxlength)", sample)
    assert sample.count("(Pflichtangabe)") == 7


def test_every_post_form_carries_the_token(sample: str) -> None:
    forms = re.findall(r'<form method="post".*?</form>', sample, re.DOTALL)
    assert len(forms) == 4
    assert all('name="csrf_token" value="token-of-the-test"' in form for form in forms)
    assert sum('name="version" value="7"' in form for form in forms) == 2


def test_money_without_a_value_is_not_shown_as_zero(sample: str) -> None:
    cells = re.findall(r'<td class="num"[^>]*>([^<]+)</td>', sample)
    assert "nicht bestimmbar" in cells
    assert "1.234.567,89\N{NO-BREAK SPACE}€" in cells
    assert not any(one.startswith("0,00") for one in cells)


def test_the_conflict_page_shows_both_texts_and_sends_only_the_new_version(
    client: FlaskClient,
) -> None:
    html = client.get("/fehler/409").get_data(as_text=True)
    assert "Alt" in html
    assert "&lt;b&gt;Neu&lt;/b&gt;</div>" in html
    assert 'name="version" value="8"' in html
    assert 'value="7"' not in html
    assert 'value="old"' not in html


def test_the_page_of_an_inner_error_needs_nothing_but_its_file(client: FlaskClient) -> None:
    html = client.get("/fehler/500").get_data(as_text=True)
    assert "Der Fehler liegt bei uns" in html
    assert "Hauptnavigation" not in html


def test_no_template_holds_a_gender_sign_or_an_address_outside() -> None:
    texts = {p: p.read_text("utf-8") for p in (PACKAGE / "templates").rglob("*.html")}
    assert [p.name for p, text in texts.items() if GENDER_SIGN.search(text)] == []
    assert [p.name for p, text in texts.items() if re.search(r"https?://", text)] == []


def test_the_vendored_files_are_those_of_the_note() -> None:
    folder = PACKAGE / "static" / "vendor" / "kern"
    rows = re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (folder / "VERSION.md").read_text())
    assert len(rows) == 6
    for name, digest in rows:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, showroom(), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(params=["light", "dark"])
def narrow_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 320, "height": 800}, color_scheme=request.param
    )
    yield context.new_page()
    context.close()


def test_accessible_without_sideways_scroll_or_refused_content(
    narrow_page: Page, address: str
) -> None:
    said: list[str] = []
    asked: list[str] = []
    narrow_page.on("console", lambda message: said.append(message.text))
    narrow_page.on("request", lambda request: asked.append(request.url))
    for path in [*PAGES[:9], "/fehler/409"]:
        for width in (1200, 320):
            narrow_page.set_viewport_size({"width": width, "height": 800})
            narrow_page.goto(address + path)
            narrow_page.evaluate("document.fonts.ready.then(() => true)")
            wide = narrow_page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, path
            violations = Axe().run(narrow_page).response["violations"]
            assert [(path, v["id"]) for v in violations] == []
    assert [text for text in said if "Security Policy" in text] == []
    assert [url for url in asked if not url.startswith(address)] == []


def test_the_error_summary_has_the_focus_and_leads_to_the_field(
    narrow_page: Page, address: str
) -> None:
    narrow_page.goto(f"{address}/muster")
    assert narrow_page.evaluate("document.activeElement.className") == "wir-error-summary"
    narrow_page.get_by_role("link", name="Ist die Organisation gemeinnützig?").click()
    assert narrow_page.evaluate("document.activeElement.id") == "charitable-0"
