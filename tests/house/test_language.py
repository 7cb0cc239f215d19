"""German texts use no gender signs inside words, and one word for one thing, as Hesse rules."""

import ast
import re
from pathlib import Path

import pytest

from tests.support import tree

_SIGN = r"[*:_·•]"
GENDER_SIGN = re.compile(
    rf"\b[A-ZÄÖÜ]\w*[a-zäöüß]{_SIGN}-?(?:in|innen|r|e|n|en|frau|frauen)\b"
    rf"|\b(?:der|die|das|den|dem|des|[dms]?ein|[dms]?eine[rsmn]?|jede[rsmn]?|keine?|ihre?){_SIGN}"
    r"(?:der|die|den|dem|des|ihre?|e|r|n|s|m|er|es|em|en|in)\b"
    r"|[a-zäöüß]Innen\b"
)


def texts(file: Path) -> list[tuple[str, str]]:
    """What people read in this file: strings of a Python file, every line of another."""
    if file.suffix != ".py":
        return list(tree.lines(file))
    return [
        (f"{file}:{node.lineno}", node.value)
        for node in ast.walk(tree.syntax(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def shown_files() -> list[Path]:
    """Files with German text: pages, catalogues, help, letters, data and strings in the code."""
    endings = {
        ".html",
        ".txt",
        ".md",
        ".po",
        ".typ",
        ".json",
        ".csv",
        ".toml",
        ".yaml",
        ".py",
        ".svg",
        ".js",
    }
    return [
        file
        for file in tree.under(*tree.PACKAGES)
        if file.suffix in endings and "vendor" not in file.parts
    ]


def test_no_german_text_has_a_gender_sign():
    complaints = [
        f"{place}: {found.group()}"
        for file in shown_files()
        for place, text in texts(file)
        if (found := GENDER_SIGN.search(text))
    ]
    assert complaints == []


@pytest.mark.parametrize(
    "wrong",
    [
        "Bürger*innen",
        "Antragsteller:in",
        "Die Mitarbeiter_innen",
        "Lehrer·innen",
        "BürgerInnen",
        "jede*r",
        "Ansprechpartner:innen",
        "ein:e",
        "der*die",
    ],
)
def test_a_gender_sign_is_found(wrong):
    assert GENDER_SIGN.search(f"Hier steht {wrong} im Satz.") is not None


@pytest.mark.parametrize(
    "right",
    [
        "Bürgerinnen und Bürger",
        "Frist: in zwei Wochen",
        "die Antragstellenden",
        "{{ url_for('security.sign_in') }}",
        "Stand: 31.12.2026",
        "**Hinweis** in eigener Sache",
        "Innenministerium und Innenstadt",
    ],
)
def test_ordinary_german_is_left_alone(right):
    assert GENDER_SIGN.search(right) is None


# One word for one thing: the word that nobody reads any more, and the one in its place.
BANNED = {
    "Postfach": "Posteingang",
    "Prüfakte": "Fallakte",
    "Bagatell": "Kleinbetragsgrenze",
    "Rückforderungsbescheid": "Erstattungsbescheid",
    "Systemverwaltung": "Administration",
    "Aufruf freischalten": "Aufruf bekannt machen",
    "Prüfzahl": "Prüfsumme",
    "Prüfwert": "Prüfsumme",
    "Förderzeitraum": "Bewilligungszeitraum",
    "Nachweis 20": "Zwischennachweis oder Verwendungsnachweis 20..",
    "der Richtlinie „Förderrichtlinie": "der Förderrichtlinie",
}
WORDS = re.compile("|".join(rf"\b{re.escape(word)}" for word in BANNED))


def test_one_thing_has_one_word():
    complaints = [
        f"{place}: {found.group()} heißt {BANNED[found.group()]}"
        for file in shown_files()
        for place, text in texts(file)
        if (found := WORDS.search(text))
    ]
    assert complaints == []


@pytest.mark.parametrize("word", sorted(BANNED))
def test_a_banned_word_is_found(word):
    assert WORDS.search(f"Hier steht: {word}e.") is not None


def test_what_replaces_a_word_is_left_alone():
    assert not any(WORDS.search(f"Hier steht: {word}.") for word in BANNED.values())
    assert WORDS.search("Der Zwischennachweis 2027 fehlt.") is None
