"""A real server on a town's database: time to start, memory of its worker, streaming of the CSV."""

import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.towns import KEY, Town
from tests.journeys.killing import Visitor
from tests.journeys.test_killed import drafts
from tests.wirgrants.decide.office import to_proposed
from tests.wirgrants.world import PASSWORD

STARTS, REQUESTS = 3, 500
PATIENCE = 60.0
"""Seconds until a server that does not answer is given up."""
HOST = "127.0.0.1"
ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "case_officer": (
        "/bearbeitung/", "/bearbeitung/?suche=begegnung", "/bearbeitung/?sortierung=frist",
        "/vorgang/{case}", "/vorgang/{case}/antrag", "/vorgang/{case}/pruefung",
        "/vorgang/{case}/protokoll",
    ),
    "approver": ("/bearbeitung/freigaben", "/vorgang/{case}"),
    "auditor": ("/pruefung/", "/vorgang/{case}", "/vorgang/{case}/antrag"),
    "finance": ("/kasse/",),
    "programme_lead": ("/programm/",),
    "administrator": ("/verwaltung/werte/",),
    "signatory": ("/antraege/", "/antraege/postfach", "/antraege/{draft}/",
                  "/antraege/{draft}/pruefen"),
    "": ("/", "/foerdercheck?applicant_type=migrant_org&alle=1"),
}  # fmt: skip
"""What people of every role open; nobody signs in for the last."""
FILINGS = 10
"""Every fiftieth request is a filing, with the page before it."""


@dataclass(frozen=True, kw_only=True)
class ServerResult:
    """Start in seconds (median), memory of the worker in MB, and the CSV of everything."""

    town: Town
    start: float
    memory: float
    csv_seconds: float
    csv_bytes: int
    csv_growth: float
    """MB by which the worker's peak rose above its memory before the export."""


class Failed(RuntimeError):
    """The server did not start or answered otherwise than it should."""


def served(town: Town) -> ServerResult:
    """Starts the server some times, then measures the last one."""
    starts: list[float] = []
    for _ in range(STARTS - 1):
        with _running(town) as (_, seconds, _):
            starts.append(seconds)
    with _running(town) as (port, seconds, process):
        starts.append(seconds)
        browser = _Browser(port)
        browser.sign_in("case_officer")
        _visit_all(town, port)
        worker = _worker_of(process.pid)
        memory = _megabytes(worker, "VmRSS")
        # From here on the peak is counted anew.
        Path(f"/proc/{worker}/clear_refs").write_text("5", encoding="ascii")
        began = time.perf_counter()
        size = browser.drain("/bearbeitung/liste.csv")
        exported = time.perf_counter() - began
        growth = _megabytes(worker, "VmHWM") - memory
    return ServerResult(
        town=town, start=statistics.median(starts), memory=memory, csv_seconds=exported,
        csv_bytes=size, csv_growth=growth,
    )  # fmt: skip


def _visit_all(town: Town, port: int) -> None:
    """The requests of people of every role in turn, with applications filed in between."""
    case = to_proposed(town.office)
    open_drafts = drafts(town.office, FILINGS + 1)
    filing = Visitor(port)
    filing.sign_in("signatory")
    people = {name: _Browser(port) for name in ADDRESSES}
    for name, browser in people.items():
        if name:
            browser.sign_in(name)
    visits = [
        (people[name], address.format(case=case, draft=open_drafts[-1]))
        for name, addresses in ADDRESSES.items()
        for address in addresses
    ]
    for place in range(REQUESTS - 2 * FILINGS):
        browser, address = visits[place % len(visits)]
        browser.get(address)
        if place % (REQUESTS // FILINGS) == 0:
            status = filing.file(open_drafts[place * FILINGS // REQUESTS])
            if status != 303:
                raise Failed(f"filing: {status}")


@contextmanager
def _running(town: Town) -> Iterator[tuple[int, float, subprocess.Popen[bytes]]]:
    """Port, seconds until the first page, and the process; ended with the block."""
    port = _free_port()
    environment = os.environ | {
        "WIRGRANTS_INSTANCE": str(town.instance), "WIRGRANTS_MODE": "test",
        "WIRGRANTS_SECRET_KEY": KEY, "DATABASE_URL": town.url,
        "WIRGRANTS_SIGN_IN_LIMIT": "1000 per minute",
    }  # fmt: skip
    log = town.instance / "server.log"
    with log.open("ab") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "wirgrants.cli", "serve", "--workers", "1", "--no-jobs",
             "--host", HOST, "--port", str(port)],
            env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        _wait(port, process, log)
        yield port, time.perf_counter() - began, process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("GET", "/anmelden")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.02)
        finally:
            connection.close()
    raise Failed(f"the server did not answer:\n{log.read_text(errors='replace')[-2000:]}")


def _worker_of(parent: int) -> int:
    """The server's one web process: the child with the most memory."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return max(map(int, listed), key=lambda pid: _megabytes(pid, "VmRSS"))


def _megabytes(pid: int, name: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


class _Browser:
    """One connection that keeps its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=300)
        self.origin = f"http://{HOST}:{port}"
        self.cookies: dict[str, str] = {}

    def _send(self, method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        headers = {"Referer": f"{self.origin}/", "Origin": self.origin}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str) -> str:
        """The text of a page."""
        answer = self._send("GET", path)
        text = answer.read().decode()
        if answer.status != 200:
            raise Failed(f"{path}: {answer.status}")
        return text

    def drain(self, path: str) -> int:
        """Reads a long answer piece by piece; its bytes."""
        answer, size = self._send("GET", path), 0
        if answer.status != 200:
            raise Failed(f"{path}: {answer.status}")
        while piece := answer.read(65536):
            size += len(piece)
        return size

    def sign_in(self, name: str) -> None:
        """Signs in with the account of this name."""
        page = self.get("/anmelden")
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        told = {"email": f"{name}@example.org", "password": PASSWORD, "csrf_token": token}
        answer = self._send("POST", "/anmelden", urlencode(told))
        answer.read()
        if answer.status != 303:
            raise Failed(f"signing in: {answer.status}")
