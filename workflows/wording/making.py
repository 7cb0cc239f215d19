"""How the catalogue is written: rows of a table become the keys that judges and pages use."""

from collections.abc import Iterable, Mapping

Texts = dict[str, str]

# How an objection begins: one that refuses, and one that an officer looks at.
FAILED = "Voraussetzung nicht erfüllt: "
LOOK = "Bitte prüfen: "


def bare(objection: str) -> str:
    """What an objection says, without the words with which it begins."""
    return objection.removeprefix(FAILED).removeprefix(LOOK)


def asked(table: Mapping[str, tuple[str, str]]) -> Texts:
    """Questions with label and hint only."""
    texts: Texts = {}
    for name, (label, hint) in table.items():
        texts[f"question.{name}.label"] = label
        texts[f"question.{name}.hint"] = hint
        texts[f"question.name.{name}"] = f"„{label}“"
    return texts


def yes_no(sense: str, table: Mapping[str, tuple[str, str, str]]) -> Texts:
    """Questions with the statement that must hold; `sense` is the wanted answer, "yes" or "no"."""
    texts = asked({name: (label, hint) for name, (label, hint, _) in table.items()})
    for name, (_, __, statement) in table.items():
        texts |= statement_texts(f"{sense}.{name}", statement)
    return texts


def statement_texts(stem: str, statement: str) -> Texts:
    """A condition in one sentence: met, not met, and for an officer where the rule is soft."""
    return {
        f"{stem}.met": f"{statement}.",
        f"{stem}.not_met": f"{FAILED}{statement}.",
        f"{stem}.review": f"{LOOK}{statement} (nach den Angaben nicht der Fall).",
    }


def denied_texts(stem: str, objection: str) -> Texts:
    """An objection in one sentence: as a refusal, and for an officer where the rule is soft."""
    return {f"{stem}.not_met": f"{FAILED}{objection}.", f"{stem}.review": f"{LOOK}{objection}."}


def numbers(table: Mapping[str, tuple[str, str, str]]) -> Texts:
    """Questions for a number: label, hint, and the noun under which reasons name the number."""
    texts: Texts = {}
    for name, (label, hint, noun) in table.items():
        texts[f"question.{name}.label"] = label
        texts[f"question.{name}.hint"] = hint
        texts[f"question.name.{name}"] = f"„{noun}“"
        texts |= numbers_for(name, noun)
    return texts


def numbers_for(stem: str, noun: str) -> Texts:
    """What the comparing rules say under a stem: a question's id, or a wording of its own."""
    texts: Texts = {}
    for kind, demand in _DEMANDS.items():
        texts[f"{kind}.{stem}.met"] = f"{noun}: {{value}}; {demand}."
        texts[f"{kind}.{stem}.not_met"] = f"{FAILED}{noun} {{value}}; {demand}."
        texts[f"{kind}.{stem}.review"] = f"{LOOK}{noun} {{value}}; {demand}."
    return texts


def named(prefix: str, table: Mapping[str, str]) -> Texts:
    """Plain names under one prefix."""
    return {f"{prefix}.{name}": text for name, text in table.items()}


def options(question: str, table: Mapping[str, str]) -> Texts:
    """The options of one choice."""
    return {f"question.{question}.option.{name}": text for name, text in table.items()}


def together(tables: Iterable[Texts]) -> Texts:
    """Several tables as one; ValueError when a key stands in two of them."""
    texts: Texts = {}
    for table in tables:
        doubles = texts.keys() & table.keys()
        if doubles:
            raise ValueError(f"wording twice: {sorted(doubles)}")
        texts |= table
    return texts


_DEMANDS = {
    "at_least": "verlangt sind mindestens {limit}",
    "at_most": "zulässig sind höchstens {limit}",
    "exactly": "verlangt ist genau {limit}",
    "between": "zulässig sind {low} bis {limit}",
}
