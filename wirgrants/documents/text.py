"""Text of people, made fit to be printed: what no font covers or nobody could see is shown as
[U+…].
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from wirgrants.documents.fonts import covers

_PLAIN: Final = re.compile(r"[\n\x20-\x7e\xa0-\xac\xae-\xff–—„“”‚‘’…€\u2212\u202f]*")
"""German as it is usually written; such text needs no second look."""

# Invisible, yet part of how a script is written or a line is broken.
_KEPT: Final = frozenset("\n\u00ad\u200b\u200c\u200d\u2060")
# Invisible and without meaning on paper.
_DROPPED: Final = frozenset("\ufeff\ufe0e\ufe0f")
_LONGEST_WORD: Final = 42
_BREAK_EVERY: Final = 28
_LONG_WORD: Final = re.compile(rf"\S{{{_LONGEST_WORD},}}")


def sanitise(text: str, *, latin_only: bool = False) -> tuple[str, tuple[str, ...]]:
    """``text`` as it can be printed, and a German warning for each kind of character replaced.

    Control characters, direction overrides, unassigned and private characters and everything that
    no font covers become ``[U+1F600]``: visible, so that nobody is misled, and never a failed
    letter. Words without a place to break get invisible ones. ``latin_only`` treats every other
    script as uncovered: the way out when a script cannot be set in a combination that the fonts do
    not foresee.
    """
    if _PLAIN.fullmatch(text) and not _LONG_WORD.search(text):
        return text, ()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    replaced: dict[str, str] = {}
    shown = []
    for character in text.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n"):
        if character in _DROPPED:
            continue
        if not _printable(character, latin_only=latin_only):
            replaced[character] = f"[U+{ord(character):04X}]"
        shown.append(replaced.get(character, character))
    return _breakable("".join(shown)), tuple(
        _warning(char, code) for char, code in replaced.items()
    )


def _printable(character: str, *, latin_only: bool) -> bool:
    if character in _KEPT:
        return True
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return False
    return covers(character) and (not latin_only or character < "\u0250" or _is_sign(character))


def _is_sign(character: str) -> bool:
    return "\u2010" <= character <= "\u20bf"


def _breakable(text: str) -> str:
    return _LONG_WORD.sub(lambda word: _with_breaks(word.group()), text)


def _with_breaks(word: str) -> str:
    parts = [word[at : at + _BREAK_EVERY] for at in range(0, len(word), _BREAK_EVERY)]
    return "\u200b".join(parts)


def _warning(character: str, code: str) -> str:
    name = unicodedata.name(character, "")
    named = f" ({name})" if name else ""
    return f"Das Zeichen {code}{named} lässt sich nicht drucken und erscheint als {code}."


def sanitise_all(data: Any, *, latin_only: bool = False) -> tuple[Any, tuple[str, ...]]:
    """JSON data with every text in it sanitised, and all warnings, each once."""
    warnings: dict[str, None] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            shown, found = sanitise(value, latin_only=latin_only)
            warnings.update(dict.fromkeys(found))
            return shown
        if isinstance(value, list):
            return [walk(item) for item in value]
        if isinstance(value, dict):
            return {key: walk(item) for key, item in value.items()}
        return value

    return walk(data), tuple(warnings)
