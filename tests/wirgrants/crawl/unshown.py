"""A form that is not shown is not taken: each form sent to everything on which it does not stand.

As somebody might who kept a page open: plausible answers, the session's token, the present version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.wirgrants.crawl.forging import KINDS, rows
from tests.wirgrants.crawl.misusing import LATE
from tests.wirgrants.crawl.reading import Page
from tests.wirgrants.crawl.site import Kind, Site
from wirgrants.models import FundingCase, Paper
from wirgrants.unit_of_work import read_only
from wirgrants.web.once import new_token

_MOST_PAGES = 25


@dataclass(frozen=True)
class Sample:
    """A form as somebody was shown it: who, where it stood, what its address named, its answers."""

    client: FlaskClient
    endpoint: str
    values: Mapping[str, Any]
    data: Mapping[str, Any]
    page: str

    def kept_in(self, page: str) -> bool:
        """Whether a page holds the long text that was typed, if any was."""
        return LATE not in self.data.values() or escape(LATE, quote=False) in page


def _objects(session: Session, names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every set of references that belong together in such an address."""
    if "case" in names.values():
        for case in session.scalars(select(FundingCase).order_by(FundingCase.id)):
            yield from ({"ref": case.ref, **more} for more in _inner(session, names, case.id))
        return
    for argument, kind in names.items():
        if kind in KINDS:
            yield from ({argument: ref} for ref in session.scalars(select(KINDS[kind].ref)))


def _inner(session: Session, names: Mapping[str, str], case_id: int) -> Iterator[dict[str, str]]:
    """What such an address names inside of a case: a letter, a proof, a paper of either."""
    outer = next(((a, k) for a, k in names.items() if k in ("proof", "letter")), None)
    papers = select(Paper.ref).where(Paper.case_id == case_id)
    if outer is None and "paper" not in names.values():
        yield {}
    elif outer is None:
        found = session.scalars(papers.where(Paper.subject_ref == ""))
        yield from ({"paper_ref": ref} for ref in found)
    else:
        argument, model = outer[0], KINDS[outer[1]]
        for ref in session.scalars(select(model.ref).where(model.case_id == case_id)):
            paper = session.scalars(papers.where(Paper.subject_ref == ref).limit(1)).first()
            if "paper" not in names.values():
                yield {argument: ref}
            elif paper is not None:
                yield {argument: ref, "paper_ref": paper}


def _version(session: Session, values: Mapping[str, str], names: Mapping[str, str]) -> str:
    model = KINDS[names["ref"]] if names.get("ref") in KINDS else None
    if model is None or not hasattr(model, "row_version"):
        return "1"
    return str(session.scalars(select(model.row_version).where(model.ref == values["ref"])).one())


def kind_of(site: Site, endpoint: str, values: Mapping[str, Any]) -> Kind:
    """What a form is about: its endpoint, its words, and the state of each thing it names."""
    told = tuple((name, site.kinds.get(str(ref), ref)) for name, ref in sorted(values.items()))
    return (endpoint, *told)


def send_unshown(
    site: Site, sample: Sample, offered: set[Kind], names: Mapping[str, str]
) -> Iterator[str]:
    """Send the form to one thing of every kind on which it did not stand; what was taken."""
    tried: set[Kind] = set()
    with site.app.app_context(), read_only() as session, site.app.test_request_context():
        visits = []
        for refs in _objects(session, names):
            values = {**sample.values, **{n: ref for n, ref in refs.items() if n in names}}
            kind = kind_of(site, sample.endpoint, values)
            if kind in offered or kind in tried:
                continue
            tried.add(kind)
            told = {"once": new_token(), "version": _version(session, values, names)}
            visits.append((url_for(sample.endpoint, **values), told))
    kept = _rows(site) if visits else {}
    for address, told in visits:
        headers = {"Referer": f"http://localhost{sample.page}"}
        answer = sample.client.post(address, data={**sample.data, **told}, headers=headers)
        if answer.status_code in (302, 303):
            changed = _rows(site) != kept
            site.put_back()
            if changed and not _stands(sample.client, address):
                yield f"{address}: taken, though no page shows it"
        elif answer.status_code not in (403, 404, 409, 422):
            yield f"{address}: {answer.status_code}"
        elif answer.status_code in (409, 422) and not sample.kept_in(answer.text):
            yield f"{address}: {answer.status_code}, what was typed is gone"


def _rows(site: Site) -> dict[str, list[Any]]:
    """What a form may not change: everything but what it was refused for, and its own token."""
    with site.app.app_context(), read_only() as session:
        session.rollback()
        return rows(session, "refused_attempt", "rate_count", "used_form")


def _stands(client: FlaskClient, address: str) -> bool:
    """Whether the form to this address stands on a page of the thing after all."""
    parts = address.split("/")
    ref = next(part for part in parts if len(part) == 16)
    waiting, seen = [address, f"/vorgang/{ref}", f"/antraege/{ref}/"], set[str]()
    while waiting and len(seen) < _MOST_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = Page(answer.text)
        if any(urlsplit(urljoin(path, one.action or path)).path == address for one in page.forms):
            return True
        waiting += [link for link in page.links if ref in link and link.startswith("/")]
    return False
