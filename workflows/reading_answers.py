"""Answers of a JSON document, each read in the form that its question asks for."""

from collections.abc import Callable, Mapping

from workflows import reading_json as read
from workflows.facts import Answer
from workflows.questions import (
    LONGEST_LONG_TEXT,
    LONGEST_TEXT,
    QUESTIONS,
    Kind,
    Question,
)
from workflows.reading_json import an_object, below, fault, listed

STANDS_ELSEWHERE: Mapping[str, str] = {
    "applicant_type": "applicant.type",
    "applicant_ags": "applicant.ags",
}
"""Questions of the application whose answer a document gives in a field of its own."""


def most_of(question: Question) -> int:
    """The largest number that answers the question."""
    return LONGEST_LONG_TEXT if question.most is None else question.most


def answers(value: object, field: str, asked: frozenset[str]) -> dict[str, Answer]:
    """Answers by question id; null stands for "not answered" and is left out.

    `asked` are the questions that the guideline asks in this place. Raises FactsError for an
    unknown question, for one asked elsewhere or not at all, and for a malformed answer.
    """
    found: dict[str, Answer] = {}
    for name, given in an_object(value, field).items():
        path = below(field, name)
        if name not in QUESTIONS:
            raise fault(path, "unknown")
        if name in STANDS_ELSEWHERE:
            raise fault(path, "stands_elsewhere", other=STANDS_ELSEWHERE[name])
        if name not in asked:
            raise fault(path, "wrong_scope")
        if given is not None:
            found[name] = _BY_KIND[QUESTIONS[name].kind](QUESTIONS[name], given, path)
    return found


def _number(question: Question, value: object, field: str) -> Answer:
    return read.number(value, field, question.decimals, most_of(question))


def _many(question: Question, value: object, field: str) -> Answer:
    def one(member: object, path: str) -> str:
        if question.choices:
            return read.choice(member, path, question.choices)
        return read.text(member, path)

    return listed(one, once=True)(value, field)


_BY_KIND: Mapping[Kind, Callable[[Question, object, str], Answer]] = {
    Kind.YES_NO: lambda _, value, field: read.yes_no(value, field),
    Kind.NUMBER: _number,
    Kind.MONEY: lambda _, value, field: read.amount(value, field),
    Kind.DATE: lambda _, value, field: read.day(value, field),
    Kind.TEXT: lambda _, value, field: read.text(value, field, LONGEST_TEXT),
    Kind.LONG_TEXT: lambda _, value, field: read.text(value, field, LONGEST_LONG_TEXT),
    Kind.CHOICE: lambda question, value, field: read.choice(value, field, question.choices),
    Kind.MANY: _many,
}
