"""Rules that no linter knows: where the clock is, who commits, what a line file may hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support import tree

# The one place that may read the machine's clock, and the one that may end a transaction.
CLOCK = Path("wirgrants/clock.py")
UNIT_OF_WORK = Path("wirgrants/unit_of_work.py")
# Refused attempts are written after the rollback, in a transaction of their own, and attempts to
# sign in are counted before there is any work; the schema is laid before there is any unit of it.
COMMITS_OF_THEIR_OWN = {
    UNIT_OF_WORK,
    Path("wirgrants/counting.py"),
    Path("wirgrants/refusals.py"),
    Path("wirgrants/migrate.py"),
}
CLOCK_READERS = {"today", "now", "utcnow"}
# Heavy at start, or able to crash the process: imported inside the function that needs them.
LATE = {"typst", "pyhanko", "pikepdf", "vl_convert", "xlsxwriter"}
OUTSIDE_WORLD = {"open", "print", "input", "exec", "eval"}


def calls(file: Path) -> Iterator[tuple[str, str, str]]:
    """Every call in a file: its place, what it is called on (the last name), what is called."""
    for node in ast.walk(tree.syntax(file)):
        if not isinstance(node, ast.Call):
            continue
        place = f"{file}:{node.lineno}"
        if isinstance(node.func, ast.Attribute):
            owner = node.func.value
            yield place, getattr(owner, "attr", getattr(owner, "id", "")), node.func.attr
        elif isinstance(node.func, ast.Name):
            yield place, "", node.func.id


def not_declarations(module: ast.Module) -> list[int]:
    """Line numbers of top-level statements other than docstring, imports and assignments."""
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    docstring = tree.docstring_of(module)
    statements = [node for node in module.body if node is not docstring]
    computing = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp)
    return sorted(
        {node.lineno for node in statements if not isinstance(node, allowed)}
        | {
            part.lineno
            for node in statements
            for part in ast.walk(node)
            if isinstance(part, computing)
        }
    )


def test_every_module_opens_with_what_it_is():
    modules = [*tree.own_modules(), *tree.under("tests", suffix=".py")]
    assert [str(file) for file in modules if tree.docstring_of(tree.syntax(file)) is None] == []


def test_a_line_file_holds_declarations_only():
    lines = tree.under("workflows/lines", suffix=".py")
    complaints = [
        f"{file}:{number}" for file in lines for number in not_declarations(tree.syntax(file))
    ]
    assert complaints == []
    assert len(lines) > 11, "eleven funding lines and the package itself"


def test_what_is_not_a_declaration_is_found():
    declared = '"""A line."""\nimport decimal\nA = 1\nB: int = 2\n'
    computed = "C = [x for x in (1,)]\nif A:\n    B = 3\ndef f(): ...\n"
    assert not_declarations(ast.parse(declared + computed)) == [5, 6, 8]


def test_only_the_clock_reads_the_time():
    complaints = [
        f"{place}: {owner}.{name}()"
        for file in tree.own_modules()
        if file != CLOCK
        for place, owner, name in calls(file)
        if name in CLOCK_READERS and owner in {"date", "datetime"}
    ]
    assert complaints == []


def test_the_law_and_the_counter_touch_nothing_outside():
    complaints = [
        f"{place}: {name}()"
        for file in tree.under("workflows", "forms", suffix=".py")
        for place, owner, name in calls(file)
        if name in OUTSIDE_WORLD and not owner
    ]
    assert complaints == []


def test_only_the_unit_of_work_commits():
    complaints = [
        f"{place}: {owner}.commit()"
        for file in tree.own_modules()
        if file not in COMMITS_OF_THEIR_OWN
        for place, owner, name in calls(file)
        if name == "commit"
    ]
    assert complaints == []


def test_heavy_libraries_are_imported_only_where_used():
    complaints = [
        f"{file}:{node.lineno} imports {module} when it is loaded"
        for file in tree.own_modules()
        for node in tree.syntax(file).body
        for module in imported(node)
        if module.partition(".")[0] in LATE
    ]
    assert complaints == []


def imported(node: ast.stmt) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
