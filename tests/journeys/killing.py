"""A server that works and is killed, and the people who go on pressing buttons meanwhile."""

import http.client
import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.support.browser import Server, descendants
from tests.wirgrants.crawl.reading import Page, PageForm
from tests.wirgrants.world import DAY, PASSWORD

PATIENCE = 240
"""Seconds until whatever is waited for has failed."""


@dataclass
class Work:
    """What is to be done, what the server has confirmed, what was under way when it died."""

    waiting: dict[str, "queue.Queue[str]"]
    confirmed: dict[str, set[str]] = field(init=False)
    doubtful: dict[str, set[str]] = field(init=False)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.confirmed = {action: set() for action in self.waiting}
        self.doubtful = {action: set() for action in self.waiting}

    @property
    def number(self) -> int:
        """How many steps the server has confirmed."""
        return sum(len(refs) for refs in self.confirmed.values())


@dataclass
class Visitor:
    """A person at a plain HTTP client that keeps cookies and follows nothing."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of the answer."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self.port}{path}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request(method, path, urlencode(fields or {}), headers)
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()

    def sign_in(self, name: str) -> None:
        """Sign in."""
        form = Page(self.ask("GET", "/anmelden")[1]).forms[0]
        told = form.held() | {"email": f"{name}@example.org", "password": PASSWORD}
        assert self.ask("POST", "/anmelden", told)[0] == 303

    def file(self, ref: str) -> int:
        """File a draft; 303 as well when it is filed already."""
        status, page = self.ask("GET", f"/antraege/{ref}/pruefen")
        if status != 200:
            return status
        form = _form(page, "privacy")
        ticked = dict.fromkeys(("entitled", "truthful", "subsidy", "privacy"), "y")
        told = form.held() | ticked | {"name": "Ada Beispiel", "function": "Vorsitz"}
        return self.ask("POST", f"/antraege/{ref}/einreichen", told)[0]

    def approve_award(self, ref: str) -> int:
        """Sign an award as it is shown."""
        path = f"/bearbeitung/vorgang/{ref}/zuwendungsbescheid"
        status, page = self.ask("GET", path)
        if status != 200:
            return status
        told = _form(page, "sent_on").held() | {"way": "post", "sent_on": f"{DAY:%d.%m.%Y}"}
        return self.ask("POST", path, told)[0]


def _form(page: str, field_name: str) -> PageForm:
    return next(form for form in Page(page).forms if field_name in form.named())


def keep_at_it(work: Work, action: str, name: str, port: int) -> None:
    """One person takes step after step until nothing waits or the server is gone."""
    visitor, waiting, ref = Visitor(port), work.waiting[action], None
    try:
        visitor.sign_in(name)
        while True:
            ref = waiting.get_nowait()
            status = getattr(visitor, action)(ref)
            if status != 303:
                work.refused.append(f"{action} {ref}: {status}")
                return
            work.confirmed[action].add(ref)
            ref = None
    except queue.Empty:
        return
    except (OSError, http.client.HTTPException):
        if ref is not None:
            work.doubtful[action].add(ref)


def work_until(
    server: Server,
    work: Work,
    people: list[tuple[str, str]],
    enough: int,
    kill: Callable[[Server], None] | None,
) -> None:
    """People work at once; when the server has confirmed enough it is killed, if it shall be."""
    threads = [
        threading.Thread(target=keep_at_it, args=(work, action, name, server.port))
        for action, name in people
    ]
    for thread in threads:
        thread.start()
    end = time.monotonic() + PATIENCE
    while work.number < enough and any(thread.is_alive() for thread in threads):
        assert time.monotonic() < end
        time.sleep(0.005)
    if kill is not None:
        kill(server)
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert work.refused == []


def kill_when(server: Server, holds: Callable[[], bool]) -> None:
    """Kill web server and worker in a moment in which this holds: they stand still for the look."""
    everybody = (server.process.pid, *descendants(server.process.pid))
    end = time.monotonic() + PATIENCE
    while True:
        _signal(everybody, signal.SIGSTOP)
        if holds():
            break
        _signal(everybody, signal.SIGCONT)
        assert time.monotonic() < end
        time.sleep(0.01)
    server.kill()


def _signal(pids: tuple[int, ...], what: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, what)
