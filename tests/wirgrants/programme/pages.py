"""What the tests of this folder share: forms as a browser sends them, and what a page says."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class _Fields(HTMLParser):
    """Collects what a browser would send of the page's main form."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._in_main = False
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._in_main = True
        if not self._in_main:
            return
        if tag == "input":
            self._input(told)
        elif tag == "select":
            self._select = told["name"]
            self.values[self._select] = ""
        elif tag == "option" and self._select and "selected" in told:
            self.values[self._select] = told.get("value", "")
        elif tag == "textarea":
            self._area = told["name"]
            self.values[self._area] = ""

    def _input(self, told: dict[str, str]) -> None:
        kind, name = told.get("type", "text"), told.get("name", "")
        if kind in ("radio", "checkbox"):
            if "checked" in told:
                self.values[name] = told["value"]
        elif name:
            self.values[name] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self.values[self._area] = self.values[self._area].removeprefix("\r\n")
            self._area = ""
        elif tag == "main":
            self._in_main = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data


def fields_of(html: str) -> dict[str, Any]:
    """Name to value of every field in the page's content, as shown."""
    reader = _Fields()
    reader.feed(html)
    return reader.values


def send(client: FlaskClient, address: str, **typed: Any) -> TestResponse:
    """Open a form, type into it and send it; fields not named keep what the page shows."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return post(client, address, {**fields_of(page.text), **typed})


def post(client: FlaskClient, address: str, values: dict[str, Any]) -> TestResponse:
    """Send these values as they are (a form kept open in another tab, or a forged one)."""
    return client.post(address, data=values, headers={"Referer": f"http://localhost{address}"})


def words(html: str) -> str:
    """The text of a page without its tags, blanks folded."""
    body = html.split("<main", 1)[-1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).replace("\u00a0", " ")


def errors(html: str) -> list[str]:
    """The entries of the error summary, in order."""
    if "wir-error-summary" not in html:
        return []
    summary = html.split("wir-error-summary", 1)[1].split("</ul>", 1)[0]
    return [
        re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", entry))).strip()
        for entry in re.findall(r"<li>(.*?)</li>", summary, re.DOTALL)
    ]
