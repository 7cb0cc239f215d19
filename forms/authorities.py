"""Counties, cities and municipalities by what people call them: name, kind or official key."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import widgets

from forms.fields import TypedField
from workflows.facts import TERRITORIAL, ApplicantType

Directory = Mapping[str, str]
"""Municipality keys and how they are shown: {"06633": "Kassel, Landkreis (06633)"}."""

_COUNTY_KEY = 5  # digits; cities and municipalities have eight
_OF_COUNTIES = frozenset({"kreis", "kreisausschuss", "landkreis", "lk"})
_OF_TOWNS = frozenset(
    {"gemeinde", "gemeindevorstand", "hochschulstadt", "kreisfreie", "kreisstadt", "magistrat"}
    | {"landeshauptstadt", "marktgemeinde", "sonderstatusstadt", "stadt", "universitatsstadt"}
    | {"wissenschaftsstadt"}
)
_BETWEEN = frozenset({"der", "des", "die"})
_FOLDED = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ä", "a"), ("ö", "o"), ("ü", "u"))


def counties_only(kind: object) -> bool | None:
    """Whether an applicant of this type is a county; None for a type that has no key of its own."""
    if kind not in {one.value for one in TERRITORIAL}:
        return None
    return kind == ApplicantType.COUNTY.value


def of_kind(directory: Directory, counties: bool | None) -> Directory:
    """The counties alone, the others alone, or all."""
    if counties is None:
        return directory
    return {key: label for key, label in directory.items() if _is_county(key) is counties}


def find_authority(text: str, directory: Directory, counties: bool | None = None) -> str:
    """The key that a person means: the key itself, the full label, or a name that is unique.

    Kinds before or after the name (Kreis, Stadt ...) tell towns from counties, as does `counties`,
    which says what was chosen before. Raises ValueError, with a sentence, when nothing or more
    than one authority fits, or one of another kind than the chosen one.
    """
    wanted = " ".join(text.split())
    shown = wanted[:80]
    fitting = list(_fitting(wanted.casefold(), directory))
    meant = [key for key in fitting if counties is None or _is_county(key) is counties]
    if len(meant) == 1:
        return meant[0]
    if meant:
        several = "; ".join(directory[key] for key in meant[:4])
        raise ValueError(f"„{shown}“ ist nicht eindeutig. Bitte wählen Sie: {several}.")
    if fitting:
        chosen = "einen Landkreis" if counties else "eine Stadt oder Gemeinde"
        raise ValueError(
            f"„{shown}“ ist {directory[fitting[0]]}. Angegeben haben Sie aber {chosen}. Bitte "
            f"nennen Sie {chosen} oder ändern Sie die Angabe, wer den Antrag stellt."
        )
    raise ValueError(
        f"„{shown}“ steht nicht im Verzeichnis. Bitte wählen Sie einen Eintrag der Liste oder "
        "geben Sie den amtlichen Gemeindeschlüssel ein."
    )


def _is_county(key: str) -> bool:
    return len(key) == _COUNTY_KEY


def _fitting(wanted: str, directory: Directory) -> Iterator[str]:
    if wanted in directory:
        yield wanted
        return
    exact = [key for key, label in directory.items() if label.casefold() == wanted]
    if exact:
        yield from exact
        return
    name, counties = _name_and_kind(wanted)
    for key, label in directory.items():
        if counties in (None, _is_county(key)) and name and name in _names(label):
            yield key


def _names(label: str) -> set[str]:
    """What a body is called: with and without its title, with and without "(Hessen)"."""
    full = label.rpartition(" (")[0].casefold()
    short = full.partition(",")[0]
    called = (full.rpartition(",")[0] or full, short, re.sub(r"\([^)]*\)", " ", short))
    return {_folded(full), *(_name_and_kind(one)[0] for one in called)}


def _name_and_kind(text: str) -> tuple[str, bool | None]:
    """The bare name, and whether its kind says county (None: it says neither)."""
    words = _folded(text).split()
    kinds: list[bool] = []
    while words and words[0] in _OF_COUNTIES | _OF_TOWNS | _BETWEEN:
        kinds += _said(words.pop(0))
    while len(words) > 1 and words[-1] in _OF_COUNTIES | _OF_TOWNS:
        kinds += _said(words.pop())
    if words and words[-1].endswith("kreis") and words[-1] != "kreis":
        words[-1] = words[-1].removesuffix("kreis")
        kinds.append(True)
    return " ".join(words), kinds[0] if kinds else None


def _said(word: str) -> list[bool]:
    return [] if word in _BETWEEN else [word in _OF_COUNTIES]


def _folded(text: str) -> str:
    """Without capitals, umlauts and signs: "Gross Gerau" is "Groß-Gerau"."""
    plain = text.casefold()
    for long, short in _FOLDED:
        plain = plain.replace(long, short)
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


class AuthorityField(TypedField):
    """A county, city or municipality, typed or chosen from the list; data is its key (AGS)."""

    def __init__(
        self, *args: Any, directory: Directory, counties: bool | None = None, **kwargs: Any
    ) -> None:
        self.directory = directory
        self.counties = counties
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> str:
        """The key of a name with its kind, or of the key itself. Raises ValueError."""
        return find_authority(text, self.directory, self.counties)

    def show(self, value: str) -> str:
        """Name, kind and key; the key alone where the register does not know it."""
        return self.directory.get(value, value)


class AuthoritiesField(TypedField):
    """Several authorities, one a line; data is a tuple of keys without doubles."""

    widget: Any = widgets.TextArea()

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        self.directory = directory
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> tuple[str, ...]:
        """The keys, line by line. Raises ValueError naming the first line not found."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > 500:
            raise ValueError("Bitte nennen Sie höchstens 500 Kommunen.")
        return tuple(dict.fromkeys(find_authority(line, self.directory) for line in lines))

    def show(self, value: tuple[str, ...]) -> str:
        """One authority a line."""
        return "\n".join(self.directory.get(key, key) for key in value)
