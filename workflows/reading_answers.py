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
    Scope,
)
from workflows.reading_json import LONGEST_LIST, an_object, below, fault, members


def answers(value: object, field: str, *, report: bool) -> dict[str, Answer]:
    """Answers by question id; null stands for "not answered" and is left out.

    With `report` the questions of the report are allowed, else those of the case and its parts.
    Raises FactsError for an unknown question, one of the other scope, a malformed answer.
    """
    found: dict[str, Answer] = {}
    scopes = {Scope.REPORT} if report else {Scope.CASE, Scope.PART}
    for name, given in an_object(value, field).items():
        path = below(field, name)
        question = QUESTIONS.get(name)
        if question is None:
            raise fault(path, "unknown")
        if question.scope not in scopes:
            raise fault(path, "wrong_scope")
        if given is not None:
            found[name] = _answer(question, given, path)
    return found


def _answer(question: Question, value: object, field: str) -> Answer:
    """One answer in the form that its question asks for; FactsError otherwise."""
    return _BY_KIND[question.kind](question, value, field)


def _number(question: Question, value: object, field: str) -> Answer:
    most = LONGEST_LONG_TEXT if question.most is None else question.most
    return read.number(value, field, question.decimals, most)


def _many(question: Question, value: object, field: str) -> Answer:
    found = tuple(
        read.choice(member, path, question.choices) if question.choices else read.text(member, path)
        for path, member in members(value, field)
    )
    if len(set(found)) != len(found):
        raise fault(field, "twice")
    if len(found) > LONGEST_LIST:
        raise fault(field, "too_large", most=str(LONGEST_LIST))
    return found


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
