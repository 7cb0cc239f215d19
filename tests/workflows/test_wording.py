"""The catalogue: every key used exists, German without gender signs, values all named."""

import ast
import re
import string
from pathlib import Path

import pytest

import workflows
from workflows import registry
from workflows.facts import ApplicantType
from workflows.findings import Outcome, VerdictKind
from workflows.parameters import shipped
from workflows.sources import SOURCES, Mark
from workflows.wording import TEXTS, known, say

RULES = Path(workflows.__file__).parent / "rules"
KEY = re.compile(r'(?:met|review|not_met|as_outcome|not_asked)\(\s*"((?!@)[a-z_]+\.[a-z_.]+)"')


GENDER_SIGNS = re.compile(r"\w[*:_]\w|\w/-?in(nen)?\b|[a-zäöüß]In(nen)?\b")
PLACES = re.compile(r"\{\w+\}")


def test_texts_have_no_gender_signs_inside_words():
    found = {key for key, text in TEXTS.items() if GENDER_SIGNS.search(PLACES.sub("", text))}

    assert found == set()


@pytest.mark.parametrize(
    "sign", ["Lots*innen", "Lots:innen", "Lots_innen", "LotsInnen", "Lots/-in"]
)
def test_the_search_for_gender_signs_finds_them(sign):
    assert GENDER_SIGNS.search(f"Alle {sign} sind volljährig.")


ENGLISH = re.compile(
    r"\b(and|of|the|with|without|for|this|that|which|from|by|are|only|must|refusing"
    r"|receiving|missing|applicant|application|grant|unverified|sourced)\b",
    re.IGNORECASE,
)


def cited_places():
    """Every place that the law's code cites, as written there, and those of the parameters."""
    for path in Path(workflows.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Clause":
                yield from (
                    one.value
                    for one in node.args
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )
    yield from (row.clause.number for row in shipped())
    yield from (source.title for source in SOURCES.values())


def test_nothing_that_people_read_is_english():
    places = set(cited_places())
    assert len(places) > 250
    shown = {*places, *(PLACES.sub("", text) for text in TEXTS.values())}
    assert sorted(text for text in shown if ENGLISH.search(text)) == []


def test_the_search_for_english_finds_it():
    assert ENGLISH.search("Receiving and refusing")
    assert not ENGLISH.search("Annahme verspäteter Anträge, in Not, forschend, isoliert")


def test_texts_are_trimmed_and_name_their_values():
    for text in TEXTS.values():
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]

        assert text == text.strip()
        assert "  " not in text
        assert all(name.isidentifier() for name in names)


def test_every_key_written_in_a_rule_exists():
    used = {
        key for path in RULES.glob("*.py") for key in KEY.findall(path.read_text(encoding="utf-8"))
    }

    assert len(used) > 30
    assert {key for key in used if not known(key)} == set()


@pytest.mark.parametrize(
    "guideline", list(registry.guidelines()), ids=lambda one: f"{one.line}-{one.version}"
)
def test_everything_that_a_guideline_names_has_a_german_name(guideline):
    keys = {f"line.{guideline.line}.name", f"line.{guideline.line}.purpose", *guideline.hints}
    keys |= {row.key for row in guideline.admissions.values()}
    keys |= {f"figure.name.{key}" for key in guideline.figures}
    keys |= {f"paper.name.{need.kind}" for need in guideline.papers}
    keys |= {f"category.{one}" for one in guideline.cost_categories}
    keys |= {f"part.name.{part.id}" for part in guideline.parts}
    keys |= {f"component.{one.id}" for part in guideline.parts for one in part.components}

    assert {key for key in keys if not known(key)} == set()


def test_general_words_cover_every_member_of_their_enumerations():
    keys = [
        *(f"verdict.{one.value}" for one in VerdictKind),
        *(f"outcome.{one.value}" for one in Outcome),
        *(f"mark.{one.value}" for one in Mark),
        *(f"applicant_type.{one.value}" for one in ApplicantType),
    ]

    assert [key for key in keys if not known(key)] == []


def test_say_puts_values_in_and_refuses_unknown_keys_and_missing_values():
    assert say("paper.missing", {"paper": "Satzung"}) == "Es fehlt: Satzung."
    assert say("plan.there") == "Ein Finanzierungsplan liegt vor."
    with pytest.raises(KeyError):
        say("unheard.of")
    with pytest.raises(KeyError):
        say("paper.missing", {})


def test_values_are_data_never_wording():
    assert say("paper.missing", {"paper": "{paper} {0}"}) == "Es fehlt: {paper} {0}."


def test_limits_of_inhabitants_stand_in_the_case_of_their_unit():
    told = {"limit": "50.000 Einwohner", "low": "10.000 Einwohner", "value": "50.000"}
    charity = say("applicant.flat_rate.too_many.not_met", told)
    assert "Kommunen, die weniger als 50.000 Einwohner haben" in charity
    dative = re.compile(r"\b(mit|von|bei)\b[^;,.(]*\{(limit|low)\}")
    wrong = [k for k, text in TEXTS.items() if ".population." in k and dative.search(text)]
    assert wrong == []
