"""A reader keeps a file and a function in view: files up to 300 lines, functions below 40."""

import ast

from tests.support import tree

FILE_LINES = 300
FUNCTION_LINES = 40


def long_functions(module: ast.Module, place: str) -> list[str]:
    """Functions whose code, the docstring not counted, has 40 lines or more."""
    return [
        f"{place}:{node.lineno} {node.name} has {length} lines"
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := _code_lines(node)) >= FUNCTION_LINES
    ]


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = tree.docstring_of(node)
    promise = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    return node.end_lineno - node.lineno + 1 - promise


def test_no_file_is_longer_than_a_reader_can_hold():
    complaints = [
        f"{file} has {count} lines: split it by noun"
        for file in tree.own_modules()
        if (count := len(tree.text(file).splitlines())) > FILE_LINES
    ]
    assert complaints == []


def test_no_function_is_longer_than_a_screen():
    complaints = [
        complaint
        for file in tree.own_modules()
        for complaint in long_functions(tree.syntax(file), str(file))
    ]
    assert complaints == []


def test_the_measure_counts_code_and_not_the_docstring():
    promise = '    """' + "x\n" * 50 + '    """\n'
    short = ast.parse("def short():\n" + promise + "    a = 1\n" * 38)
    long = ast.parse("def long():\n" + promise + "    a = 1\n" * 39)
    assert long_functions(short, "here") == []
    assert long_functions(long, "here") == ["here:1 long has 40 lines"]
