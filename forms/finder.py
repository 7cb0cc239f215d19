"""The finder's page: the questions that are asked now, and the answers given so far."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import Field

from forms.authorities import Directory, counties_only
from forms.base import HouseForm
from forms.fitting_fields import field_of, shown, to_json
from forms.fitting_sections import part_name
from workflows.facts import Answer
from workflows.questions import QUESTIONS, part_of, question
from workflows.wording import say

ASKED = "gefragt"
ALL_AT_ONCE = "alle"
RESULT = "ergebnis"
CHANGE = "aendern"
ONE_CALL = "aufruf"
MOST_ON_A_PAGE = 5
_LONGEST_ANSWER = 2_000


def known_name(name: str) -> bool:
    """True for a question's id, or a dotted one of a part ("training.units")."""
    return name.rpartition(".")[2] in QUESTIONS and name.count(".") <= 1


def label_of(name: str) -> str:
    """The question as people read it; of a part with the part's name before it."""
    part = part_of(name)
    text = say(question(name).label_key)
    return text if part is None else f"{part_name(part)}: {text}"


def finder_form(
    names: Iterable[str], directory: Directory, formdata: Any = None, *, kind: object = None
) -> HouseForm:
    """A form with a field for each of these names, read from the address's arguments.

    `kind` is the type of applicant that was chosen before: a body's name is one of that kind.
    """
    counties = counties_only(kind)
    fields = {
        name: field_of(question(name), directory, label_of(name), counties=counties)
        for name in names
    }
    made = type("FinderForm", (HouseForm,), fields)
    form: HouseForm = made(formdata)
    return form


def answered(arguments: Mapping[str, str]) -> tuple[str, ...]:
    """The names among the arguments that carry an answer, in order; others are passed over."""
    return tuple(
        name
        for name, text in arguments.items()
        if known_name(name) and text.strip() and len(text) <= _LONGEST_ANSWER
    )


def answers_of(form: HouseForm) -> dict[str, Answer]:
    """What could be read, by name; unanswered and unreadable fields are left out."""
    return {
        field.short_name: field.data
        for field in form
        if not field.errors and field.data not in (None, "", ())
    }


def to_ask(
    wanted: Sequence[str], asked: Iterable[str], given: Iterable[str], *, all_at_once: bool = False
) -> tuple[str, ...]:
    """The next page: what is wanted, not yet answered and not yet passed over; a few at a time.

    Who applies comes first and alone: most other questions depend on it.
    """
    done = {*asked, *given}
    left = [name for name in wanted if name not in done]
    if all_at_once:
        return tuple(left)
    who = [name for name in ("applicant_type", "applicant_ags") if name in left]
    return tuple(who[:1] or left[:MOST_ON_A_PAGE])


def told(field: Field) -> str:
    """An answer as it is told back in the summary."""
    return answer_text(field.short_name, field.data, getattr(field, "directory", {}))


def answer_text(name: str, answer: Answer, directory: Directory | None = None) -> str:
    """An answer to the question of this name as people read it."""
    return shown(question(name), to_json(answer), directory or {})
