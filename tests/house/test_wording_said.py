"""Every sentence of the catalogue is said somewhere: what nobody says is dead, and goes stale.

A key counts as said where the code outside the catalogue, or a template, holds it as a text; holds
it but for the outcome that a judge adds (`.met`, `.not_met`, or `.review`, which a soft rule says
in place of `.not_met`); or puts it together from its beginning and pieces that occur as words of
the code themselves. A row of the tables of questions makes the sentences of all outcomes and
comparisons at once: one that is asked will do.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.support import tree
from workflows.wording import TEXTS

_PIECE = "(.+)"
_OUTCOME = re.compile(r"\.(met|not_met|review)$")
_OF_A_ROW = re.compile(r"(?:yes|no|at_least|at_most|exactly|between)\.(\w+)")
_QUOTED = re.compile(r"""['"]([\w.@]+)['"]""")
_BEGUN = re.compile(r"""['"]([a-z_]+\.[a-z_.]*)['"]\s*~""")


@dataclass
class Said:
    """What code and templates say: words, and shapes of keys with gaps for the pieces put in."""

    words: set[str] = field(default_factory=set)
    shapes: set[str] = field(default_factory=set)

    def read(self, module: ast.Module) -> None:
        """Note the texts, names and put-together texts of a module."""
        for node in ast.walk(module):
            match node:
                case ast.JoinedStr():
                    self.shapes.add(_shape(node))
                case (
                    ast.Constant(value=str(word))
                    | ast.Attribute(attr=word)
                    | ast.keyword(arg=str(word))
                    | ast.FunctionDef(name=word)
                    | ast.AnnAssign(target=ast.Name(id=word))
                ):
                    self.words.add(word)

    def read_template(self, text: str) -> None:
        """Note what a template quotes, and the beginnings to which it adds something."""
        self.words.update(_QUOTED.findall(text))
        self.shapes.update(f"{re.escape(begun)}{_PIECE}" for begun in _BEGUN.findall(text))

    def unsaid(self, keys: Iterable[str]) -> Iterator[str]:
        """The keys that nobody says."""
        of_keys = [re.compile(one) for one in self.shapes if re.match(r"[a-z_]+\\\.", one)]
        of_pieces = [re.compile(one) for one in self.shapes if re.match(r"[a-z]+_\(", one)]
        for key in keys:
            stem = _OUTCOME.sub("", key)
            row = _OF_A_ROW.fullmatch(stem)
            hard = re.sub(r"\.review$", ".not_met", key)
            if {key, stem, hard} & self.words or (row is not None and row[1] in self.words):
                continue
            if not any(self._put_together(key, shape, of_pieces) for shape in of_keys):
                yield key

    def _put_together(
        self, key: str, shape: re.Pattern[str], of_pieces: list[re.Pattern[str]]
    ) -> bool:
        found = shape.fullmatch(key)
        return found is not None and all(
            self._known(piece)
            or any(
                again is not None and all(map(self._known, again.groups()))
                for again in (one.fullmatch(piece) for one in of_pieces)
            )
            for piece in found.groups()
        )

    def _known(self, piece: str) -> bool:
        return piece in self.words or all(word in self.words for word in piece.split("."))


def _shape(text: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(one.value)) if isinstance(one, ast.Constant) else _PIECE
        for one in text.values
    )


def _said_in_the_house() -> Said:
    said = Said()
    for file in tree.own_modules():
        if file.parent.name != "wording" or file.name == "__init__.py":
            said.read(tree.syntax(file))
    for file in (*tree.under("wirgrants", suffix=".html"), *tree.under("wirgrants", suffix=".typ")):
        said.read_template(tree.text(file))
    return said


def test_every_sentence_is_said_somewhere() -> None:
    assert list(_said_in_the_house().unsaid(TEXTS)) == []


@pytest.mark.parametrize(
    ("code", "key", "is_said"),
    [
        ("say('money.paid')", "money.paid", True),
        ("met('plan.there')", "plan.there.not_met", True),
        ("not_met('plan.there.not_met')", "plan.there.review", True),
        ("not_met('plan.there.not_met')", "plan.there.met", False),
        ("say(f'role.{role.value}.short')\nOFFICER = 'officer'", "role.officer.short", True),
        ("say(f'role.{role.value}.short')", "role.officer.short", False),
        ("say(f'money.{key}')\nkey = f'late_{why}'\nWHY = 'used'", "money.late_used", True),
        ("say(f'money.{key}')\nkey = f'late_{why}'", "money.late_used", False),
        ("yes('charitable')", "yes.charitable.review", True),
        ("yes('charitable')", "yes.seat.review", False),
        ("say('money.paid')", "money.owed", False),
    ],
)
def test_what_the_code_says_is_heard(code: str, key: str, is_said: bool) -> None:
    said = Said()
    said.read(ast.parse(code))
    assert list(said.unsaid([key])) == ([] if is_said else [key])


@pytest.mark.parametrize(
    ("template", "is_said"),
    [
        ("{{ say('state.draft') }}", True),
        ("{{ say('state.' ~ state) }}{% if state == 'draft' %}", True),
        ("{{ say('state.' ~ state) }}", False),
        ("state.draft", False),
    ],
)
def test_what_a_template_says_is_heard(template: str, is_said: bool) -> None:
    said = Said()
    said.read_template(template)
    assert list(said.unsaid(["state.draft"])) == ([] if is_said else ["state.draft"])
