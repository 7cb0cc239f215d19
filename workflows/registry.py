"""All funding lines and versions: found, checked for doubles and gaps, looked up, compared."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from workflows import lines as line_package
from workflows.facts import ApplicantType
from workflows.guideline import (
    Cap,
    FundingLine,
    Guideline,
    PartDefinition,
    PostCap,
    Rule,
    UnitCap,
)
from workflows.questions import QUESTIONS


class RegistryError(ValueError):
    """The line files contradict each other or miss something."""


@cache
def lines() -> Mapping[str, FundingLine]:
    """Every funding line by id, in the order of their ids. RegistryError on doubles and gaps."""
    found: dict[str, FundingLine] = {}
    for module in sorted(info.name for info in iter_modules(line_package.__path__)):
        line = getattr(import_module(f"{line_package.__name__}.{module}"), "LINE", None)
        if not isinstance(line, FundingLine):
            raise RegistryError(f"{module} declares no LINE")
        if line.id != module or line.id in found:
            raise RegistryError(f"{module} declares the line {line.id}")
        found[line.id] = line
    for line in found.values():
        _check_line(line, found)
    return found


def line(line_id: str) -> FundingLine:
    """One line; KeyError when there is none of that id."""
    return lines()[line_id]


def guideline(line_id: str, version: str) -> Guideline:
    """One version of one line; KeyError when there is none."""
    return line(line_id).version(version)


def guidelines() -> Iterator[Guideline]:
    """Every version of every line, newest first within a line."""
    for one in lines().values():
        yield from one.versions


def current(line_id: str, day: date) -> Guideline | None:
    """The newest version valid on that day; None when the line is closed or not yet there."""
    for one in line(line_id).versions:
        if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to):
            return one
    return None


def _check_line(one: FundingLine, known: Mapping[str, FundingLine]) -> None:
    names = [version.version for version in one.versions]
    starts = [version.valid_from for version in one.versions]
    if not names or len(set(names)) != len(names):
        raise RegistryError(f"{one.id}: versions missing or twice: {names}")
    if starts != sorted(set(starts), reverse=True):
        raise RegistryError(f"{one.id}: versions are not newest first")
    for version in one.versions:
        if version.line != one.id:
            raise RegistryError(f"{one.id} holds a version of {version.line}")
        faults = [*_gaps(version), *_successor_gap(version, known)]
        if faults:
            raise RegistryError(f"{one.id} {version.version}: {'; '.join(faults)}")


def _successor_gap(version: Guideline, known: Mapping[str, FundingLine]) -> Iterator[str]:
    if version.successor is None:
        return
    line_id, name = version.successor
    if line_id not in known or name not in {v.version for v in known[line_id].versions}:
        yield f"successor {line_id} {name} is unknown"


def _gaps(version: Guideline) -> Iterator[str]:
    """What a version names but does not declare."""
    missing = set(ApplicantType) - set(version.admissions)
    if missing:
        yield f"applicant types not named: {sorted(missing)}"
    parts = [part.id for part in version.parts]
    if not parts or len(set(parts)) != len(parts):
        yield f"parts missing or twice: {parts}"
    for name, table in (("financing", version.financing), ("deadline", version.deadline)):
        if "*" not in table and set(parts) - set(table):
            yield f"no {name} for {sorted(set(parts) - set(table))}"
    unknown = sorted({name for name in _questions_named(version) if name not in QUESTIONS})
    if unknown:
        yield f"unknown questions {unknown}"
    for part in version.parts:
        yield from _component_gaps(version, part)


def _component_gaps(version: Guideline, part: PartDefinition) -> Iterator[str]:
    for component in part.components:
        empty = [key for key in _figures_named(component.cap) if key not in version.figures]
        if empty:
            yield f"{component.id}: unknown figures {empty}"
        strange = set(component.categories) - set(version.cost_categories)
        if strange:
            yield f"{component.id}: unknown cost categories {sorted(strange)}"


def _questions_named(version: Guideline) -> Iterator[str]:
    yield from version.questions
    for rule in version.rules:
        yield from (name.rpartition(".")[2] for name in rule.reads if name[0] != "@")
    for need in version.papers:
        if need.only_if is not None:
            yield need.only_if
    for part in version.parts:
        yield from _questions_of(part)


def _questions_of(part: PartDefinition) -> Iterator[str]:
    yield from (*part.questions, *part.proof.counters, *part.proof.narrative)
    if part.wanted is not None:
        yield part.wanted
    for component in part.components:
        if component.wanted is not None:
            yield component.wanted
        if isinstance(component.cap, UnitCap):
            yield from (*component.cap.quantities, *component.cap.ceilings, *component.cap.mosts)
        elif isinstance(component.cap, PostCap):
            yield component.cap.full_time_equivalents


def _figures_named(cap: Cap) -> tuple[str, ...]:
    if isinstance(cap, UnitCap):
        return (cap.rate, *cap.ceilings.values(), *cap.mosts.values())
    if isinstance(cap, PostCap):
        return (cap.rate,) if cap.most_posts is None else (cap.rate, cap.most_posts)
    return (cap.amount,)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field in which two versions differ; None where a version has no such field."""

    field: str
    old: str | None
    new: str | None


def differences(old: Guideline, new: Guideline) -> tuple[Difference, ...]:
    """What changed from one version to another, field by field."""
    before, after = dict(_flat("", old)), dict(_flat("", new))
    return tuple(
        Difference(field=name, old=before.get(name), new=after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    )


def digest(version: Guideline) -> str:
    """SHA-256 of everything that a version declares, stable across runs and machines.

    A rule counts with its id, clause, mark, moments and what it reads; its figures stand among the
    version's own.
    """
    rows = sorted(_flat("", version))
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Every leaf of a declaration with its path; members of tuples go by their id, not place."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if not (isinstance(value, Rule) and one.name == "judge"):
                yield from _flat(
                    f"{path}.{one.name}" if path else one.name, getattr(value, one.name)
                )
    elif isinstance(value, Mapping):
        for key in sorted(value, key=str):
            yield from _flat(f"{path}[{key}]", value[key])
    elif isinstance(value, frozenset):
        yield path, ", ".join(sorted(_leaf(one) for one in value))
    elif isinstance(value, tuple):
        yield from _flat_tuple(path, value)
    else:
        yield path, _leaf(value)


def _flat_tuple(path: str, value: tuple[object, ...]) -> Iterator[tuple[str, str]]:
    if all(not is_dataclass(one) for one in value):
        yield path, ", ".join(_leaf(one) for one in value)
        return
    seen: dict[str, int] = {}
    for one in value:
        name = str(getattr(one, "id", None) or getattr(one, "kind", ""))
        seen[name] = seen.get(name, 0) + 1
        label = name if seen[name] == 1 else f"{name}#{seen[name]}"
        yield from _flat(f"{path}[{label}]", one)


def _leaf(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
