"""Finding cases by folded words with an index, and rows of short lists by folded text."""

import re
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, literal, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session

from wirgrants.folding import folded, folded_column
from wirgrants.models import CaseTerm, FundingCase

_LONGEST = 64
_MOST_WORDS = 40
_MOST_ASKED = 6
_WORD = re.compile(r"[^\W_]+")


class _CaseId(ColumnElement[int]):
    """The id of a case, by which SQLite shall not look up rows.

    Without statistics SQLite takes every row whose id has the word and sorts them all; so it walks
    the list in its order, stops at the page's end and only asks whether the id has the word
    (20,000 cases, a word of all: 16 ms become 3; a word of one: 0.1 ms become 2).
    """

    inherit_cache = True


@compiles(_CaseId)
def _case_id(element: _CaseId, compiler: Any, **options: Any) -> str:
    del element
    return str(compiler.process(FundingCase.__table__.c.id, **options))


@compiles(_CaseId, "sqlite")
def _case_id_on_sqlite(element: _CaseId, compiler: Any, **options: Any) -> str:
    return f"+{_case_id(element, compiler, **options)}"


def holds(text: str, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The condition that one of the columns holds the text, however either is written.

    Reads every row: for lists of hundreds (accounts, organisations), not of cases.
    """
    wanted = folded(text.strip())
    return or_(*(folded_column(one).contains(wanted, autoescape=True) for one in columns))


def words(text: str) -> list[str]:
    """The folded words of a text, each once, in order."""
    return list(dict.fromkeys(word[:_LONGEST] for word in _WORD.findall(folded(text))))


def index_case(session: Session, case: FundingCase) -> None:
    """Write the words by which a case is found; called when it is filed or renamed."""
    whole = [folded(case.number)[:_LONGEST]] if case.number else []
    found = words(" ".join((case.number or "", case.applicant_name, case.title)))
    terms = list(dict.fromkeys([*whole, *found]))[:_MOST_WORDS]
    session.flush()
    session.execute(delete(CaseTerm).where(CaseTerm.case_id == case.id))
    if terms:
        session.execute(insert(CaseTerm), [{"term": t, "case_id": case.id} for t in terms])


def matching(text: str, *, in_order: bool = False) -> ColumnElement[bool]:
    """The condition on `FundingCase` that every word asked begins one of its words.

    A file number is one word. Nothing asked: every case. `in_order` is for a page of a sorted list.
    """
    cleaned = folded(text.strip())
    # "WIR-2027" begins a number; "Darmstadt-Dieburg" is two words.
    is_number = "-" in cleaned and " " not in cleaned and any(c.isdigit() for c in cleaned)
    asked = [cleaned[:_LONGEST]] if is_number else words(text)
    whole_number = is_number and cleaned.count("-") > 1
    case_id = _CaseId() if in_order and not whole_number else FundingCase.id
    condition: ColumnElement[bool] = true()
    for word in asked[:_MOST_ASKED]:
        condition = condition & case_id.in_(
            select(CaseTerm.case_id).where(
                CaseTerm.term >= word, CaseTerm.term < literal(word + "\U0010ffff")
            )
        )
    return condition
