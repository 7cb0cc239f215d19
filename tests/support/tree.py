"""The repository as text and as syntax trees, for tests that hold the house's own rules."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("workflows", "forms", "wirgrants")
_TEXT_LIMIT = 2_000_000


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, part of the repository, relative to its top."""
    listed = subprocess.run(
        [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    names = sorted(Path(name) for name in set(listed.split("\0")) if name)
    return tuple(name for name in names if (ROOT / name).is_file())


def under(*folders: str, suffix: str = "") -> list[Path]:
    """The files in these folders, at any depth, whose name ends so."""
    wanted = [Path(folder) for folder in folders]
    return [
        file
        for file in files()
        if file.name.endswith(suffix) and any(file.is_relative_to(folder) for folder in wanted)
    ]


def own_modules() -> list[Path]:
    """The Python files of the three floors, without migrations: those are records."""
    return [
        file
        for file in under(*PACKAGES, suffix=".py")
        if not file.is_relative_to("wirgrants/migrations")
    ]


def text(file: Path) -> str:
    """A file's text; empty for what is not text."""
    content = (ROOT / file).read_bytes()
    if len(content) > _TEXT_LIMIT or b"\0" in content[:8192]:
        return ""
    return content.decode("utf-8", errors="replace")


def lines(file: Path) -> Iterator[tuple[str, str]]:
    """Each line with its place, as `path:number`."""
    for number, line in enumerate(text(file).splitlines(), start=1):
        yield f"{file}:{number}", line


@cache
def syntax(file: Path) -> ast.Module:
    """A Python file's syntax tree."""
    return ast.parse(text(file), filename=str(file))


def docstring_of(node: ast.AST) -> ast.Expr | None:
    """The statement that is the docstring of a module, class or function."""
    body = getattr(node, "body", [])
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return first if isinstance(first.value.value, str) else None
    return None
