"""The German of the law, in one catalogue: every topic module holds `TEXTS`, key to sentence."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules


def _merged() -> dict[str, str]:
    """All topic modules in one table; the same key in two of them is refused."""
    texts: dict[str, str] = {}
    for module in sorted(info.name for info in iter_modules(__path__)):
        topic: Mapping[str, str] = getattr(import_module(f"{__name__}.{module}"), "TEXTS", {})
        doubles = texts.keys() & topic.keys()
        if doubles:
            raise ValueError(f"wording twice, again in {module}: {sorted(doubles)}")
        texts.update(topic)
    return texts


TEXTS: Mapping[str, str] = _merged()


def say(key: str, values: Mapping[str, str] | None = None) -> str:
    """The German sentence of a key with its named values put in.

    KeyError when the key is unknown or a value that the sentence names is missing.
    """
    text = TEXTS[key]
    return text.format_map(values or {}) if "{" in text else text


def known(key: str) -> bool:
    """True when the catalogue has this key."""
    return key in TEXTS


def paper_name(kind: str) -> str:
    """The German name of a kind of paper; a kind that no guideline knows is some other paper."""
    key = f"paper.name.{kind}"
    return say(key) if known(key) else "Sonstige Unterlage"
