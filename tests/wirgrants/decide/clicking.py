"""What a browser does with a page of forms, for tests of the office."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_HIDDEN = (
    r'<input type="hidden" name="([^"]+)" value="([^"]*)">',
    r'<input id="[^"]+" name="([^"]+)" type="hidden" value="([^"]*)">',
)


def step(ref: str, action: str, machine: str = "application", subject: str | None = None) -> str:
    """The address of a step."""
    return f"/vorgang/{ref}/schritt/{machine}/{subject or ref}/{action}"


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page: token, version, digests."""
    return {name: value for pattern in _HIDDEN for name, value in re.findall(pattern, page)}


def send(client: FlaskClient, path: str, to: str | None = None, **fields: Any) -> TestResponse:
    """Open a page and send its form with these fields."""
    page = client.get(path)
    assert page.status_code == 200, page.text[:2000]
    return client.post(to or path, data={**hidden(page.text), **fields})


def token(client: FlaskClient, path: str = "/bearbeitung/") -> str:
    """The token of the session."""
    return hidden(client.get(path).text)["csrf_token"]


def errors(page: str) -> list[str]:
    """What the error summary says."""
    found = re.search(r'wir-error-summary".*?</div>', page, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", found.group(0)) if found else ""
    return [line.strip() for line in text.split("\n") if line.strip()]
