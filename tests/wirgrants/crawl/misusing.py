"""What a shown form may be made to say: references that it does not offer, a version long past."""

import csv
import io
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.wirgrants.apply.stage import pdf
from tests.wirgrants.crawl.answering import ANYBODY, answers
from tests.wirgrants.crawl.forging import UNKNOWN, alike
from tests.wirgrants.crawl.reading import PageForm
from tests.wirgrants.crawl.site import Site

OTHER = "99999999"
"""A row version that nothing has; 0 stands for what was never kept."""
LATE = "Zu spät & doch nicht <verloren>."
_TABLE = Path(__file__).parents[1] / "double_posts.csv"


def held_by_version() -> set[str]:
    """The endpoints whose old pages are refused by the version that they show."""
    with _TABLE.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {row["endpoint"] for row in rows if row["held_by"] == "version"} | {"case.step"}


def references(form: PageForm, known: dict[str, str]) -> dict[str, set[str]]:
    """The fields of a form whose values are references, with those that it offers."""
    found: dict[str, set[str]] = {}
    for control in form.controls:
        parts = {part for value in (control.value, *control.options) for part in value.split("|")}
        if refs := parts & known.keys():
            found.setdefault(control.name, set()).update(refs)
    return found


def forged(offered: set[str], known: dict[str, str], turn: int) -> Iterator[str]:
    """One of the same kind that is not offered, and by turns: of another kind, or no reference."""
    kinds = {known[ref].split()[0] for ref in offered}
    others = [ref for ref in known if ref not in offered]
    yield from [ref for ref in others if known[ref].split()[0] in kinds][:1]
    other = next(ref for ref in others if known[ref].split()[0] not in kinds)
    rest = (other, "1", "3f2b8a52-6d0e-4c8e-9f0a-6f3a4a0d3c11", f"../{next(iter(offered))}")
    yield rest[turn % len(rest)]


def filled(form: PageForm) -> dict[str, Any]:
    """Plausible answers to every field, sent by the button that takes the step."""
    data: dict[str, Any] = {}
    for name, value in answers(form, ANYBODY):
        data.setdefault(name, []).append(value)
    button = _button(form)
    return data | (dict([button]) if button[0] else {})


def _button(form: PageForm) -> tuple[str, str]:
    """The button that takes the step, not the one that shows it first."""
    plain = [one for one in form.buttons if one[0] not in ("preview", "add", "remove")]
    return (plain or form.buttons or [("", "")])[0]


def typed_late(form: PageForm) -> dict[str, Any]:
    """The same, with a text of its own in every field for long ones."""
    areas = [one.name for one in form.controls if one.kind == "textarea"]
    return filled(form) | dict.fromkeys(areas, LATE)


def _post(client: FlaskClient, address: str, path: str, data: dict[str, Any]) -> TestResponse:
    headers = {"Referer": f"http://localhost{path}"}
    return client.post(address, data=data, headers=headers, content_type="multipart/form-data")


def forge(
    site: Site, client: FlaskClient, path: str, address: str, form: PageForm, asked: set[str]
) -> set[str]:
    """Name in each field what it does not offer: the answer is that of something unknown.

    Fields that were `asked` already are passed over; answers those that are asked now. What is
    wrong joins the site's troubles.
    """
    fresh = {name: refs for name, refs in references(form, site.kinds).items() if name not in asked}
    uploads = [one.name for one in form.controls if one.kind == "file"] if fresh else []
    for turn, (name, offered) in enumerate(fresh.items(), start=len(path)):
        told = None
        for value in (UNKNOWN, *forged(offered, site.kinds, turn)):
            data = filled(form)
            whole = next(str(one) for one in data.get(name) or [min(offered)])
            part = next((ref for ref in offered if ref in whole), whole)
            data[name] = whole.replace(part, value) if part else value
            # A new paper stands in place of the one that is chosen: then nobody asks for that.
            if not any(site.kinds[ref].startswith("paper") for ref in offered):
                data |= {one: (io.BytesIO(pdf()), "papier.pdf") for one in uploads}
            answer = _post(client, address, path, data)
            found = answer.status_code, alike(answer.text, value, UNKNOWN)
            told = told or found
            if found != told or answer.status_code not in (404, 409, 422):
                site.troubles.append(f"{address} {name}={value}: {answer.status_code}")
            if answer.status_code in (302, 303):
                site.put_back()
    return set(fresh)


def age(site: Site, client: FlaskClient, path: str, address: str, form: PageForm) -> bool:
    """Send a form as from a page that was opened long ago; whether its version was looked at."""
    if "version" not in form.held() or _button(form)[0] == "preview":
        return False  # a preview counts by its token
    data = typed_late(form)
    answer = _post(client, address, path, data | {"version": OTHER})
    if answer.status_code in (302, 303):
        site.troubles.append(f"{address}: an old page was taken")
        site.put_back()
    elif LATE in data.values() and escape(LATE, quote=False) not in answer.text:
        site.troubles.append(f"{address}: {answer.status_code}, what was typed late is gone")
    return answer.status_code == 409
