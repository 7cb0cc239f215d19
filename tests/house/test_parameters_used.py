"""Every dated parameter is asked for somewhere, or its page says that nothing is reckoned with it.

A key counts where the table is asked for it: as the first argument of a look-up; as a text of a
function that looks up by a name, or handed to it; as a text beside the functions of a module that
does so; or in one of the table's own functions that choose a key. A text that only looks like a key
does not count.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from workflows.parameters import DEFAULTS
from workflows.wording.parameters import WITHOUT_EFFECT

HOUSE = Path(__file__).resolve().parents[2]
_LOOK_UPS = {"on", "text", "decimal", "count", "counted", "series"}
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _texts(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _looked_up(node: ast.AST) -> Iterator[ast.expr]:
    """What each look-up within asks for."""
    for one in ast.walk(node):
        match one:
            case ast.Call(func=ast.Attribute(attr=called), args=[asked, *_]) if called in _LOOK_UPS:
                yield asked


def _by_name(node: ast.AST) -> bool:
    return any(isinstance(asked, ast.Name) for asked in _looked_up(node))


def asked_for(module: ast.Module, *, own: bool = False) -> set[str]:
    """The texts that a module asks the parameters for; `own`: it is the table's own module."""
    found = {text for asked in _looked_up(module) for text in _texts(asked)}
    functions = [node for node in ast.walk(module) if isinstance(node, _Function)]
    asking = {one.name for one in functions if _by_name(one)}
    for one in functions:
        if one.name in asking or (own and one.name.endswith("_key")):
            found |= set(_texts(one))
    for call in ast.walk(module):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in asking
        ):
            found |= set(_texts(call))
    if _by_name(module):
        for node in module.body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                found |= set(_texts(node))
    return found


def _asked_in_the_house() -> Iterator[str]:
    table = HOUSE / "workflows" / "parameters.py"
    for floor in ("workflows", "forms", "wirgrants"):
        for path in (HOUSE / floor).rglob("*.py"):
            yield from asked_for(ast.parse(path.read_text(encoding="utf-8")), own=path == table)


def test_each_parameter_is_asked_for_or_said_to_be_without_effect() -> None:
    keys = {key for key in DEFAULTS.names() if not key.startswith("court.")}
    assert keys - set(_asked_in_the_house()) == set(WITHOUT_EFFECT)


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("parameters.count('key', day)", True),
        ("def f():\n    key = 'a' if x else 'key'\n    return parameters.counted(key, day)", True),
        ("KEYS = ('key',)\ndef f():\n    return [parameters.on(one, day) for one in KEYS]", True),
        ("def f(key):\n    return parameters.on(key, day)\ndef g():\n    f('key')", True),
        ("title = 'key'", False),
        ("def f():\n    return ['key']\ndef g(key):\n    return parameters.on(key, day)", False),
    ],
)
def test_a_text_alone_asks_for_nothing(code: str, asked: bool) -> None:
    assert ("key" in asked_for(ast.parse(code))) is asked
