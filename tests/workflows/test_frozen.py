"""Declared versions are frozen: cases keep theirs for years, so a change must be meant.

To change a version knowingly: run this file, copy the digests that the message shows into
digests.json, and say in the commit which clause was read anew. A new version is a new module, never
a change of an old one.
"""

import hashlib
import io
import json
import tokenize
from pathlib import Path

from tests.support import tree
from workflows import registry
from workflows.guideline import Guideline

DIGESTS = Path(__file__).with_name("digests.json")
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


def files_of(guideline: Guideline) -> list[Path]:
    """The module of a version, or those of a line's folder that carry its year."""
    single = Path("workflows/lines") / f"{guideline.line}.py"
    if (tree.ROOT / single).exists():
        return [single]
    folder = f"workflows/lines/{guideline.line}"
    return [file for file in tree.under(folder, suffix=".py") if guideline.version in file.stem]


def written(source: str) -> str:
    """SHA-256 of what is written, without comments and layout."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    said = [token.string for token in tokens if token.type not in SILENT]
    told = [
        word for word, after in zip(said, [*said[1:], ""], strict=True) if not trailing(word, after)
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def trailing(word: str, after: str) -> bool:
    """A comma that only layout puts before a closing bracket."""
    return word == "," and after in {")", "]", "}"}


def digests() -> dict[str, dict[str, str]]:
    """Per version: what it declares, and how its files say it (the judges' arguments too)."""
    return {
        f"{one.line} {one.version}": {
            "declares": registry.digest(one),
            "written": written("\n".join(tree.text(file) for file in files_of(one))),
        }
        for one in registry.guidelines()
    }


def test_no_version_has_changed_unnoticed():
    held = json.loads(DIGESTS.read_text(encoding="utf-8"))
    now = digests()
    changed = {
        name: now.get(name) for name in sorted(held | now) if held.get(name) != now.get(name)
    }
    assert changed == {}, (
        "a frozen version has changed; if that is meant, put these into digests.json: "
        + json.dumps(changed, indent=2, ensure_ascii=False)
    )


def test_every_version_has_its_files():
    assert [one.line for one in registry.guidelines() if not files_of(one)] == []
    assert files_of(registry.guideline("integration_guides", "2021")) == [
        Path("workflows/lines/integration_guides/deployment_2021.py"),
        Path("workflows/lines/integration_guides/v2021.py"),
    ]


def test_layout_and_comments_do_not_count_but_a_figure_does():
    short = written('A = f(1, "x")\n')
    assert written('A = f(  # why\n    1,\n    "x",\n)\n') == short
    assert written('A = f(2, "x")\n') != short
