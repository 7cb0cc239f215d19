"""Plausible answers to any form, by what the page shows of each field, as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.wirgrants.crawl.reading import Control, PageForm

# The first body that a page offers from the register is a municipality.
MOST_LIKELY = "municipality"
NEW_PASSWORD = "Ein-neues-Kennwort-2026"
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@dataclass(frozen=True, kw_only=True)
class Person:
    """What somebody knows who fills in a form: days, sums, addresses, their password, a sentence.

    `thorough` answers every field; who is not leaves open what need not be answered.
    """

    day: str
    sum: str
    email: str
    password: str
    text: str = "Ein Satz."
    thorough: bool = True
    # Which of the answers that a page offers.
    choice: int = 0
    # Which of the radio buttons of which none is pressed.
    button: int = 0


ANYBODY = Person(day="23.11.2026", sum="1.000,00", email="neu@example.org", password="")


def answers(form: PageForm, person: Person) -> Iterator[tuple[str, str]]:
    """An answer to every field: what stands there, else something of its kind."""
    yield from form.held().items()
    chosen: set[str] = set()
    for one in form.controls:
        if one.kind == "checkbox":
            if person.thorough or one.checked or one.required or _first_of_several(form, one):
                yield one.name, one.value
        elif one.kind == "radio" and one.name not in chosen:
            chosen.add(one.name)
            group = [c for c in form.controls if c.kind == "radio" and c.name == one.name]
            yield one.name, next((c for c in group if c.checked), group[person.button]).value
        elif one.kind == "select":
            fitting = [value for value in one.options if value]
            likely = [value for value in fitting if value == MOST_LIKELY] or fitting
            wanted = likely[person.choice] if likely and _asked(one, person) else ""
            yield one.name, one.value or wanted
        elif one.kind in ("text", "textarea", "email", "search", "password", "tel"):
            # A sum of nought is asked for by nobody.
            filled = "" if (one.name, one.value) == ("amount", "0,00") else one.value.strip()
            yield one.name, filled or (_typed(one, person) if _asked(one, person) else "")


def _first_of_several(form: PageForm, one: Control) -> bool:
    """Of boxes with one name, of which none is ticked, the first: one at least is wanted."""
    group = [c for c in form.controls if c.kind == "checkbox" and c.name == one.name]
    return len(group) > 1 and group[0] is one and not any(c.checked for c in group)


def _asked(one: Control, person: Person) -> bool:
    return person.thorough or one.required


# From this sum on a claim against anybody is pursued.
NOT_PETTY = "2.500,00"
# What a label asks for, the first that fits.
_BY_LABEL = (
    ("IBAN", "DE89370400440532013000"),
    # The base rate of this half-year is the one that is still missing.
    ("Gültig ab", "01.07.2026"),
    ("Postleitzahl", "34117"),
    ("Gemeindeschlüssel", "06411000"),
)


def _typed(one: Control, person: Person) -> str:
    if one.kind == "password":
        return person.password if "Bisherig" in one.label else NEW_PASSWORD
    if one.inputmode:
        small = NOT_PETTY if "Rückforderung" in one.label else "1,00"
        figure = small if one.name == "amount" else person.sum
        return figure if one.inputmode == "decimal" else "1"
    if one.kind == "email" or "E-Mail" in one.label:
        return person.email
    labelled = next((answer for word, answer in _BY_LABEL if word in one.label), "")
    # Days and figures are what the browser is told not to complete.
    day = person.day if one.kind == "text" and one.autocomplete == "off" else ""
    return labelled or day or person.text
