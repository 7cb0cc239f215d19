"""Every question that the law asks, with a stable id; label, hint and options stand in wording."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.facts import ApplicantType
from workflows.figures import Unit
from workflows.question_table import (
    CASE_CHOICES,
    CASE_DAYS,
    CASE_NUMBERS,
    CASE_TEXTS,
    CASE_YES_NO,
    FINDER_YES_NO,
    PART_NUMBERS,
    PART_YES_NO,
    REPORT_NUMBERS,
    REPORT_TEXTS,
)

LONGEST_TEXT = 200
LONGEST_LONG_TEXT = 20_000


class Kind(StrEnum):
    """What sort of answer a question takes; `many` is several choices or several texts."""

    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    MANY = "many"


class Scope(StrEnum):
    """Where the answer belongs: the whole case, one part of it, the proof, or only the finder."""

    CASE = "case"
    PART = "part"
    REPORT = "report"
    FINDER = "finder"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `decimals` and `unit` are for numbers, `choices` for choice and many.

    Ids never change once released; a question that changes its meaning becomes a new one.
    """

    id: str
    kind: Kind
    scope: Scope
    unit: Unit | None = None
    decimals: int = 0
    most: int | None = None
    choices: tuple[str, ...] = ()

    @property
    def label_key(self) -> str:
        """The wording key of the question as people read it."""
        return f"question.{self.id}.label"

    @property
    def hint_key(self) -> str:
        """The wording key of the hint with its example."""
        return f"question.{self.id}.hint"

    def option_key(self, choice: str) -> str:
        """The wording key of one option."""
        return f"question.{self.id}.option.{choice}"


def _numbers(table: Mapping[str, tuple[Unit, int, int]], scope: Scope) -> list[Question]:
    return [
        Question(id=name, kind=Kind.NUMBER, scope=scope, unit=unit, decimals=decimals, most=most)
        for name, (unit, decimals, most) in table.items()
    ]


def _choices(table: Mapping[str, tuple[str, ...]], scope: Scope) -> list[Question]:
    return [
        Question(id=name, kind=Kind.CHOICE, scope=scope, choices=choices)
        for name, choices in table.items()
    ]


def _plain(names: tuple[str, ...], kind: Kind, scope: Scope) -> list[Question]:
    return [Question(id=name, kind=kind, scope=scope) for name in names]


def _all() -> dict[str, Question]:
    """All questions in the order of asking; two with one id are refused."""
    short, long = CASE_TEXTS
    listed = [
        Question(
            id="applicant_type",
            kind=Kind.CHOICE,
            scope=Scope.CASE,
            choices=tuple(kind.value for kind in ApplicantType),
        ),
        Question(id="applicant_ags", kind=Kind.TEXT, scope=Scope.CASE),
        *_choices(CASE_CHOICES, Scope.CASE),
        *_plain(CASE_YES_NO, Kind.YES_NO, Scope.CASE),
        *_plain(FINDER_YES_NO, Kind.YES_NO, Scope.FINDER),
        *_numbers(CASE_NUMBERS, Scope.CASE),
        *_plain(CASE_DAYS, Kind.DATE, Scope.CASE),
        *_plain(short, Kind.TEXT, Scope.CASE),
        *_plain(long, Kind.LONG_TEXT, Scope.CASE),
        Question(id="partner_ags", kind=Kind.MANY, scope=Scope.CASE),
        *_plain(PART_YES_NO, Kind.YES_NO, Scope.PART),
        *_numbers(PART_NUMBERS, Scope.PART),
        *_numbers(REPORT_NUMBERS, Scope.REPORT),
        *_plain(REPORT_TEXTS[0], Kind.TEXT, Scope.REPORT),
        *_plain(REPORT_TEXTS[1], Kind.LONG_TEXT, Scope.REPORT),
        Question(id="resolution_date", kind=Kind.DATE, scope=Scope.REPORT),
    ]
    table = {question.id: question for question in listed}
    if len(table) != len(listed):
        seen = [question.id for question in listed]
        raise ValueError(f"questions twice: {sorted({i for i in seen if seen.count(i) > 1})}")
    return table


QUESTIONS: Mapping[str, Question] = _all()

# Facts that no answer gives directly: which question brings them in.
ASKED_BY: Mapping[str, str] = {
    "@applicant.type": "applicant_type",
    "@applicant.ags": "applicant_ags",
    "@applicant.population": "applicant_ags",
    "@applicant.county_ags": "applicant_ags",
}


ONLY_AFTER_YES: Mapping[str, str] = {
    "begin_reason": "early_start_wanted",
    "begin_day": "already_begun",
    "assistant_fte": "assistant_post",
    "staff_better_paid": "mostly_publicly_funded",
}
"""Questions that mean something only where another one is answered with yes."""


def does_not_arise(name: str, answers: Mapping[str, object]) -> bool:
    """True where the answer is missing because the question before it was answered with no."""
    gate = ONLY_AFTER_YES.get(name)
    return gate is not None and answers.get(gate) is False and answers.get(name) is None


def question(name: str) -> Question:
    """The question of an id or of a dotted read ("training.units"); KeyError if there is none."""
    return QUESTIONS[name.rpartition(".")[2]]


def part_of(name: str) -> str | None:
    """The part that a dotted read names, None for a question on case level."""
    return name.rpartition(".")[0] or None
