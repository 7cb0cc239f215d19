"""Documents for `check` with a fault or two in them: good ones, spoilt at any place."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from tests.workflows.good import good_facts
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import Moment
from workflows.questions import QUESTIONS
from workflows.writing_json import facts_to_json

Path = tuple[Any, ...]

STRANGE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, -0.0, 0.5, 1e-7, 1e300, 20, 21, 500, 501, 10**12, 10**30,
    "", " ", "0", "-0", "-1", "1", "01", "1.0", "1.5", "0.50", "0.505", "20.00", "20.01", "1e3",
    "NaN", "9999999999.99", "10000000000", "999999999999999", "1.234", "abc", "a\x00b", "a\nb",
    "a\x85b", "a\ud800b", "\x1b[31m", "x" * 201, "x" * 20_001, "٠٦٤٣١", "06431", "06435014",
    "06415000", "06999999", "99999", "99001002", "1999-12-31", "2000-01-01", "2013-12-31",
    "2014-01-01", "2024-02-29", "2023-02-29", "2027-01-01", "2027-01-01\n", "2027-04-31",
    "2099-12-31", "2100-01-01", "0001-01-01", "9999-12-31", "2014", "2021", "county", "main",
    "training", "Monate", "GK", "confirmed", "2027-1-1", [], {}, [1], ["1"], [None], ["x", "x"],
    ["2026-12-25"], ["06431003"], ["06412000"], [2027], [2027, 2027], [2027.0], [{}], {"x": 1},
    {"part": "main"}, [{"part": "main"}, {"part": "main"}],
)  # fmt: skip
NAMES = (
    "x", "", "\ud800", "\x1b[31mred\x07", "\u202e", "a" * 400, "part", "start", "population",
    "partners", "holidays", "parameters", "report", "version", "moment", "ags", "figures",
    "longest_award", "share", "1999", "2027", "2027\n", "2100", *sorted(QUESTIONS),
)  # fmt: skip

BASES = [
    (guideline, kind)
    for guideline in registry.guidelines()
    for kind, admission in guideline.admissions.items()
    if admission.outcome.value != "not_met"
]


def good_document(guideline: Any, kind: ApplicantType) -> dict[str, Any]:
    """A request that is whole and accepted."""
    written = facts_to_json(good_facts(guideline, kind))
    whole = {"line": guideline.line, "version": guideline.version, **written}
    found: dict[str, Any] = json.loads(json.dumps(whole))
    return found


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of everything in a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, member in value.items():
            yield from places(member, (*path, name))
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from places(member, (*path, place))


def at(document: Any, path: Path) -> Any:
    """What stands at a path."""
    for step in path:
        document = document[step]
    return document


@st.composite
def spoilt(draw: Any) -> tuple[dict[str, Any], list[Path]]:
    """A document with up to two members replaced, taken away, doubled or added, and their paths."""
    document = good_document(*draw(st.sampled_from(BASES)))
    if draw(st.booleans()):
        document["moment"] = draw(st.sampled_from([one.value for one in Moment]))
    touched = []
    for _ in range(draw(st.integers(0, 2))):
        path = draw(st.sampled_from(list(places(document))))
        touched.append(_spoil(draw, document, path))
    return document, touched


def _spoil(draw: Any, document: dict[str, Any], path: Path) -> Path:
    holder, last = at(document, path[:-1]), path[-1]
    how = draw(st.sampled_from(["replace", "replace", "remove", "add", "double"]))
    if how == "remove":
        del holder[last]
    elif how == "add":
        inside = isinstance(holder[last], dict)
        name = draw(st.sampled_from(NAMES))
        (holder[last] if inside else document)[name] = deepcopy(draw(st.sampled_from(STRANGE)))
        return (*path, name) if inside else (name,)
    elif how == "double" and isinstance(holder, list):
        holder.append(deepcopy(holder[last]))
    else:
        holder[last] = deepcopy(draw(st.sampled_from(STRANGE)))
    return path
