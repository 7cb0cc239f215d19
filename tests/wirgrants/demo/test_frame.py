"""Every page says that this is a demonstration, and leads to the pages the law asks for."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.support import tree
from tests.wirgrants.demo.signing_in import sign_in
from wirgrants import create_app
from wirgrants.demo.people import STAFF
from wirgrants.extensions import db

BANNER = "Demonstrationssystem – ohne Rechtswirkung."
BELOW = {
    "/impressum": "Impressum",
    "/datenschutz": "Datenschutz",
    "/barrierefreiheit": "Barrierefreiheit",
    "/hilfe/": "Hilfe",
}
# Stands when the database or the session is the trouble: nothing of the frame may be needed.
ALONE = {"errors/alone.html"}
FILE = re.compile(r"\.(csv|pdf|svg)\b")
ADDRESS = re.compile(r'href="(/[^"#]*)"')


def _links(page: str, area: str) -> dict[str, str]:
    [part] = re.findall(rf"<nav aria-label=\"{area}\">(.*?)</nav>", page, re.DOTALL)
    return dict(re.findall(r'<a href="([^"]*)">([^<]*)</a>', part))


def _is_framed(client: FlaskClient, address: str) -> None:
    page = client.get(address, follow_redirects=True).text
    assert page.count(BANNER) == 1, address
    assert _links(page, "Rechtliches und Hilfe").items() >= BELOW.items(), address


@pytest.mark.parametrize(
    "email", [None, *(one[2] for one in STAFF), "antrag@eritrea.example", "leitung@eritrea.example"]
)
def test_banner_and_footer_stand_on_the_pages_of_everybody(
    instance: Path, email: str | None
) -> None:
    app = create_app(instance)
    client = app.test_client()
    if email:
        sign_in(client, email)
    start = client.get("/start" if email else "/", follow_redirects=True).text
    linked = {one for one in ADDRESS.findall(start) if not one.startswith("/static")}
    pages = sorted(one for one in linked if not FILE.search(one))
    for address in [*pages[:8], *BELOW, "/gibt-es-nicht"]:
        _is_framed(client, address)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_every_page_stands_in_the_frame() -> None:
    folder = tree.ROOT / "wirgrants/templates"
    texts = {str(one.relative_to(folder)): one.read_text() for one in folder.rglob("*.html")}
    whole = {name for name, text in texts.items() if "<html" in text}
    assert whole == {"base.html", *ALONE}
    assert all(BANNER in texts[name] or name in ALONE for name in whole)
