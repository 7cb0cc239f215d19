"""A real server process and people who use it in Debian's Chromium, by what they read on a page."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
# Without the last four the browser keeps asking for its maker's hosts.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60
"""Seconds until a server that does not answer has failed."""
PICTURES = "WIRGRANTS_PICTURES"
"""Names a folder in the environment: pages are then kept there as pictures."""
_MARK = r"\s*(\(Pflichtangabe\))?\s*$"


class ServerDied(RuntimeError):
    """The server did not begin to answer; the message has the end of its output."""


@dataclass
class Server:
    """`wirgrants serve` in a process group of its own."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End every process of the server at once, as a power cut would."""
        children = descendants(self.process.pid)
        for pid in (self.process.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)

    def stop(self) -> None:
        """Ask the server to end, and insist after a while."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def serving(
    instance: Path, database_url: str, *, jobs: bool = True, **more: str
) -> Iterator[Server]:
    """A running server on a free port with this instance folder and database, in test mode.

    `more` are further settings by name. Raises ServerDied.
    """
    port = free_port()
    server = start(instance, database_url, port, jobs=jobs, **more)
    try:
        yield server
    finally:
        server.stop()


def start(instance: Path, database_url: str, port: int, *, jobs: bool, **more: str) -> Server:
    """Start the server and wait until it answers. Raises ServerDied."""
    told = {
        "mode": "test",
        "instance": str(instance),
        "database_url": database_url,
        "sign_in_limit": "10000 per minute",
        "account_limit": "10000 per minute",
        "polling_seconds": "0.3",
        "base_url": f"http://127.0.0.1:{port}",
        **more,
    }
    log = instance / f"server-{port}.log"
    instance.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "wirgrants.cli", "serve", "--workers", "1", "--port", str(port)]
            + (["--jobs"] if jobs else ["--no-jobs"]),
            env={**os.environ, **{f"WIRGRANTS_{k.upper()}": v for k, v in told.items()}},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = Server(process, port, log)
    _await(server)
    return server


def descendants(pid: int) -> list[int]:
    """Its web processes and its job worker, which has a session of its own."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    return [each for child in found for each in (int(child), *descendants(int(child)))]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)) as line:
                line.request("GET", "/impressum")
                if line.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    server.stop()
    raise ServerDied(server.log.read_text(encoding="utf-8", errors="replace")[-3000:])


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def exactly(label: str) -> re.Pattern[str]:
    """A label as a page shows it, with or without the mark of a required answer."""
    return re.compile(r"^\s*" + re.escape(label) + _MARK)


@dataclass
class Person:
    """Somebody at a browser of their own: finds links, buttons and fields by what they say.

    `troubles` collects what no page may cause: errors in the console, refused content, answers
    of 500 and above.
    """

    context: BrowserContext
    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("response", self._answered)
        # Nothing on a page may ask before it is left, except about unsaved text.
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _heard(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        # A page answered with 4xx is part of the play; the browser notes it in its console.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.troubles.append(f"{kind} on {self.page.url}: {text}")

    def _answered(self, response: object) -> None:
        status = int(getattr(response, "status", 0))
        if status >= 500:
            self.troubles.append(f"{status}: {getattr(response, 'url', '')}")

    # -- moving about

    def open(self, path: str) -> None:
        """Type an address into the browser."""
        self.page.goto(f"{self.address}{path}" if path.startswith("/") else path)

    def click(self, text: str, *, within: Locator | None = None) -> None:
        """Follow the link or press the button that says exactly this."""
        scope = within or self.page
        named = re.compile(r"^\s*" + re.escape(text) + r"\s*$")
        found = scope.get_by_role("link", name=named).or_(scope.get_by_role("button", name=named))
        found.first.click()
        self.page.wait_for_load_state()

    def sees(self, text: str) -> None:
        """Fails unless the text stands on the page."""
        self.page.get_by_text(text).first.wait_for(timeout=5_000)

    def offers(self, text: str) -> bool:
        """Whether a link or button says exactly this."""
        named = re.compile(r"^\s*" + re.escape(text) + r"\s*$")
        scope = self.page
        found = scope.get_by_role("link", name=named).or_(scope.get_by_role("button", name=named))
        return found.count() > 0

    def keep(self, name: str) -> None:
        """Save a picture and the source of the page, if a folder for pictures is named."""
        folder = os.environ.get(PICTURES)
        if folder:
            place = Path(folder) / re.sub(r"[^\w-]+", "_", name)
            place.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{place}.png", full_page=True)
            place.with_suffix(".html").write_text(self.page.content(), encoding="utf-8")

    # -- forms

    def labels(self) -> list[str]:
        """Every field and group of the page's main part as it is labelled, without marks."""
        texts = self.page.locator("main legend.wir-label, main label.wir-label").all_inner_texts()
        return [re.sub(_MARK, "", text).strip() for text in texts]

    def put(self, label: str, value: str, *, nth: int = 0) -> None:
        """Answer a field: types a text, chooses an option, or picks a radio button of a group."""
        group = self.page.get_by_role("group", name=exactly(label))
        if group.count():
            group.nth(nth).get_by_label(value, exact=True).check()
            return
        control = self.page.get_by_label(exactly(label)).nth(nth)
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)

    def tick(self, label: str) -> None:
        """Tick a box."""
        self.page.get_by_label(exactly(label)).check()

    def hand_over(self, label: str, name: str, data: bytes) -> None:
        """Choose a file."""
        sent = FilePayload(name=name, mimeType="application/pdf", buffer=data)
        self.page.get_by_label(exactly(label)).set_input_files(sent)

    def answer(self, known: Mapping[str, str]) -> list[str]:
        """Answer every field of the page whose label is known; the labels left alone."""
        left = []
        for label in self.labels():
            if label in known:
                self.put(label, known[label])
            else:
                left.append(label)
        return left


def person(browser: Browser, address: str, *, scripts: bool = True) -> Person:
    """Somebody who is not signed in, at a browser without any cookies."""
    context = browser.new_context(
        locale="de-DE",
        timezone_id="Europe/Berlin",
        java_script_enabled=scripts,
        color_scheme="light",
        # Pages that glide to a field make every click wait for them.
        reduced_motion="reduce",
        viewport={"width": 1200, "height": 900},
    )
    return Person(context, context.new_page(), address)
