"""What people read in the example data: no foreign source, no page's address, no bare code."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from tests.workflows.test_sources import FOREIGN
from wirgrants.extensions import db
from wirgrants.models import Event, FundingCase, InboxMessage, Letter, Revision
from wirgrants.services.drafts_findings import frozen_row
from wirgrants.services.house_events import ADMINISTRATION, PROGRAMME, house_lines
from wirgrants.services.overview import procedures
from wirgrants.services.protocol import protocol
from wirgrants.web.programme_log import entries
from workflows.progress import action_done
from workflows.states import MachineName
from workflows.wording import say

pytestmark = pytest.mark.usefixtures("demo")
# A code is lower case with underlines; a sentence never holds one.
CODE = re.compile(r"\b[a-z]+(_[a-z0-9]+)+\b")


def sentences(value: Any) -> Iterator[str]:
    """Every text of a stored content that people read: all but codes that stand alone."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from sentences(one)
    elif isinstance(value, list):
        for one in value:
            yield from sentences(one)


def test_no_letter_cites_a_page_a_foreign_source_or_a_code() -> None:
    letters = db.session.scalars(select(Letter)).all()
    assert len(letters) > 60
    told = [(one.number, text) for one in letters for text in sentences(one.content["letter"])]

    assert [one for one in told if FOREIGN.search(one[1])] == []
    assert [one for one in told if CODE.search(one[1])] == []
    assert [one for one in told if "Richtlinie „Förderrichtlinie" in one[1]] == []


def test_no_message_to_an_applicant_holds_a_code() -> None:
    told = [f"{one.subject}: {one.text}" for one in db.session.scalars(select(InboxMessage))]
    assert len(told) > 40
    assert [text for text in told if CODE.search(text) or FOREIGN.search(text)] == []


def test_no_finding_shown_to_an_applicant_cites_a_page_or_repeats_a_name() -> None:
    verdicts = [
        revision.verdict["findings"]
        for revision in db.session.scalars(select(Revision))
        if revision.verdict.get("findings")
    ]
    assert len(verdicts) > 40
    for findings in verdicts:
        rows = [frozen_row(one) for one in findings]
        names = [row.rule for row in rows]
        assert sorted(names) == sorted(set(names))
        shown = [f"{row.rule} {row.reason} {row.clause}" for row in rows]
        assert [text for text in shown if FOREIGN.search(text) or CODE.search(text)] == []


def test_every_entry_of_the_logs_is_german() -> None:
    told = {
        action_done(event.machine, event.action)
        for event in db.session.scalars(select(Event).where(Event.case_id.is_not(None)))
    }
    assert len(told) > 60
    assert [text for text in told if not re.match(r"[A-ZÄÖÜ]", text)] == []
    house = entries(house_lines(db.session(), PROGRAMME | ADMINISTRATION, limit=1000))
    shown = [f"{one['what']} {one['detail']}" for one in house]
    assert len(shown) > 10
    assert [text for text in shown if CODE.search(text)] == []


def test_the_protocol_of_each_case_holds_no_code() -> None:
    for case in db.session.scalars(select(FundingCase).limit(10)):
        for line in protocol(db.session(), case).lines:
            shown = f"{line.what} {line.machine} {line.before} {line.after} {line.reason}"
            assert CODE.search(shown) is None, shown


def test_a_proof_is_called_by_its_kind_and_year() -> None:
    cases = db.session.scalars(select(FundingCase.id).where(FundingCase.filed_at.is_not(None)))
    proofs = [
        one
        for case in cases
        for one in procedures(db.session(), case)
        if one.machine is MachineName.PROOF
    ]
    assert {one.kind for one in proofs} == {"interim", "final"}
    for one in proofs:
        assert one.name == f"{say(f'proof_kind.{one.kind}')} {one.number}"
