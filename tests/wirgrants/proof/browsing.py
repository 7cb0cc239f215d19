"""Pages asked for and forms sent by signed-in people, for tests of the pages of proofs."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient

FIELD = re.compile(r"<(?:input|textarea|select)[^>]*>")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's forms, as a browser would send them back."""
    found = dict(HIDDEN.findall(page))
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', page):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            found[name.group(1)] = unescape(value.group(1)) if value else ""
    return found


def send(client: FlaskClient, path: str, **values: Any) -> Any:
    """Fill the form of a page and send it to its own address."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    return post(client, path, page.text, **values)


def post(client: FlaskClient, path: str, page: str, **values: Any) -> Any:
    """Send values with the hidden fields of a page that is open already."""
    return client.post(
        path,
        data={**hidden(page), **values},
        headers={"Referer": f"http://localhost{path}"},
        content_type="multipart/form-data",
    )


def names(page: str, start: str) -> list[str]:
    """The names of the fields that begin like this, in order."""
    return re.findall(rf'name="({start}[^"]*)"', page)


def step(ref: str, machine: str, subject: str, action: str) -> str:
    """The address of a step."""
    return f"/vorgang/{ref}/schritt/{machine}/{subject}/{action}"
