"""What is committed knows no machine, no registry and no secret, and stands where it belongs."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.support import tree

TOP_LEVEL = {
    "pyproject.toml",
    "wirgrants",
    "workflows",
    "forms",
    "tests",
    "instance",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "Makefile",
}
FOREIGN = {
    "a path of one machine": re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root|Users)/"),
    "a package registry": re.compile(
        r"pypi\.(?:org|python\.org)|pythonhosted\.|npmjs\.|yarnpkg\.|crates\.io"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "a conflict mark": re.compile(r"^(?:<{7}|>{7}) "),
}


def test_the_top_level_holds_only_what_belongs_there():
    found = {file.parts[0] for file in tree.files()}
    assert {name for name in found - TOP_LEVEL if not name.startswith(".")} == set()


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_names_what_only_one_machine_knows(what):
    complaints = [
        f"{place}: {line.strip()[:120]}"
        for file in tree.files()
        for place, line in tree.lines(file)
        if FOREIGN[what].search(line)
    ]
    assert complaints == []


def test_pinned_requirements_carry_hashes_and_no_address():
    for name in ("requirements.txt", "requirements-test.txt", "requirements-mutate.txt"):
        pins = (tree.ROOT / ".ci" / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^\n]*?==", pins, flags=re.MULTILINE)
        hashed = re.findall(r"^[a-z0-9][^\n]*? \\\n    --hash=sha256:", pins, flags=re.MULTILINE)
        assert len(packages) > 50
        assert len(hashed) == len(packages)
        assert "://" not in pins


def test_the_pins_fit_what_the_project_asks_for():
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = (tree.ROOT / ".ci" / "requirements-test.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==(\S+)", pins, flags=re.MULTILINE))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    complaints = [
        f"{asked}: pinned {pinned.get(asked.name)}; run .ci/lock"
        for asked in map(Requirement, wanted)
        if not asked.specifier.contains(pinned.get(asked.name, "0.dev0"))
    ]
    assert complaints == []


def test_the_licence_is_the_one_that_the_project_names():
    licence = (tree.ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert 'license = "EUPL-1.2"' in (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
