"""What applicants click: the finder, the draft with its papers, and the filing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.fitting_fields import option_label
from forms.fitting_sections import SectionKind, part_name, sections_of
from forms.plan import SOURCES
from tests.journeys.house import House, sign_in
from tests.support.answers import (
    applicant_for,
    good_content,
    paper_kinds,
    posts_of,
    typed,
    typed_day,
)
from tests.support.browser import Person
from tests.wirgrants.apply.stage import case_of, pdf
from workflows import registry
from workflows.facts import ApplicantType
from workflows.guideline import Guideline
from workflows.questions import QUESTIONS, Kind, Question
from workflows.wording import say


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one applicant wants: the line, the content of the application, its title."""

    guideline: Guideline
    kind: ApplicantType
    title: str
    content: Mapping[str, Any]


def plan_for(line: str, title: str, **changes: Any) -> Plan:
    """A sound application of the newest version of this line."""
    guideline = registry.line(line).versions[0]
    kind = applicant_for(guideline)
    content = good_content(guideline, kind, title=title, **changes)
    return Plan(guideline=guideline, kind=kind, title=title, content=content)


def spoken(question: Question, value: Any) -> str:
    """An answer as it is typed or as the option reads."""
    if question.kind is Kind.YES_NO:
        return "Ja" if value else "Nein"
    if question.kind is Kind.CHOICE:
        return option_label(question, str(value))
    return typed(question, value)


def _labelled(answers: Mapping[str, Any], before: str = "") -> dict[str, str]:
    return {
        before + say(QUESTIONS[name].label_key): spoken(QUESTIONS[name], value)
        for name, value in answers.items()
        if name in QUESTIONS and value is not None
    }


def find(someone: Person, plan: Plan) -> None:
    """From the front page through the finder to the call's "begin" button."""
    known = _labelled(plan.content["answers"])
    for part, told in plan.content["parts"].items():
        known |= _labelled(told["answers"], f"{part_name(part)}: ")
        known |= _labelled(told["answers"])
    someone.open("/")
    someone.click("Welche Förderung passt zu uns?")
    for _ in range(40):
        if someone.page.get_by_role("heading", name="Ergebnis des Förderchecks").count():
            break
        someone.answer(known)
        on = someone.page.get_by_role("button", name="Weiter")
        someone.click(on.inner_text().strip())
    card = someone.page.locator(".wir-card").filter(
        has=someone.page.get_by_role(
            "heading", name=say(f"line.{plan.guideline.line}.name"), exact=True
        )
    )
    someone.click("Antrag beginnen", within=card)


def open_draft(someone: Person) -> None:
    """From the page on which an application is begun: the draft that is there, or a new one."""
    there = someone.page.get_by_role("link", name="Entwurf öffnen", exact=True).count()
    someone.click("Entwurf öffnen" if there else "Entwurf anlegen")


def write(someone: Person, plan: Plan) -> None:
    """Create the draft and save every section, each with "save and go on"."""
    someone.click("Entwurf anlegen")
    wanted = frozenset(plan.content["parts"])
    for section in sections_of(plan.guideline, applicant_type=plan.kind, wanted=wanted):
        if someone.page.get_by_role("heading", name=section.title, exact=True).count() == 0:
            someone.click(section.title)
        someone.page.get_by_role("heading", level=1, name=section.title, exact=True).wait_for()
        if section.kind is SectionKind.PLAN:
            assert section.part is not None
            spend(someone, plan, section.part)
        else:
            left = someone.answer(texts(plan, section.part, section.kind))
            assert set(left) <= {say(QUESTIONS["begin_day"].label_key)}, left
        someone.click("Speichern und weiter")
        someone.sees("Entwurf gespeichert.")


def texts(plan: Plan, part: str | None, kind: SectionKind) -> dict[str, str]:
    """What is typed in a section that is no financing plan, by label."""
    if kind is SectionKind.PARTS:
        wanted = plan.content["parts"]
        return {
            f"{part_name(one.id)} beantragen?": "Ja" if one.id in wanted else "Nein"
            for one in plan.guideline.parts
        }
    if part is None:
        return _labelled(plan.content["answers"])
    told = plan.content["parts"][part]
    days = {"Beginn": typed_day(told["start"]), "Ende": typed_day(told["end"])}
    return days | _labelled(told["answers"])


def spend(someone: Person, plan: Plan, part: str) -> None:
    """Type the financing plan of a part, a row for each item with what it costs in every year."""
    told = plan.content["parts"][part]["plan"]
    for rows, table, kind, key, names in (
        ("items", "Ausgaben", "Ausgabeart", "category", None),
        ("funds", "Mittel ohne die beantragte Zuwendung", "Herkunft", "source", SOURCES),
    ):
        by_row: dict[tuple[str, str], list[Any]] = {}
        for entry in told[rows]:
            by_row.setdefault((entry[key], entry["label"]), []).append(entry)
        for place, ((chosen, label), years) in enumerate(by_row.items(), start=1):
            row = f"{table}, Zeile {place}: "
            name = names[chosen] if names else say(f"category.{chosen}")
            if someone.page.get_by_label(f"{row}{kind}", exact=True).count() == 0:
                someone.click("Speichern und weitere Zeilen anzeigen")
            someone.put(f"{row}{kind}", name)
            someone.put(f"{row}Bezeichnung", label)
            for one in years:
                someone.put(f"{row}Betrag {one['year']} in Euro", one["amount"].replace(".", ","))
    for year, amount in plan.content["asked"][part].items():
        someone.put(f"Beantragte Zuwendung {year}", amount.replace(".", ","))


def hand_in_papers(someone: Person, plan: Plan) -> None:
    """Upload every paper that the line may ask for."""
    for kind in paper_kinds(plan.guideline):
        someone.put("Art der Unterlage", say(f"paper.name.{kind}"))
        someone.hand_over("Datei", f"{kind}.pdf", pdf())
        someone.click("Hochladen")
        someone.sees(f"„{kind}.pdf“ ist gespeichert.")


def file(someone: Person) -> str:
    """The signatory checks, declares and files; the case's number."""
    someone.put("Vor- und Nachname", "Erika Muster")
    someone.put("Funktion", "Vertretung")
    declarations = someone.page.locator("#einreichen").get_by_role("checkbox")
    for box in declarations.all():
        box.check()
    someone.click("Antrag verbindlich einreichen")
    told = someone.page.get_by_text("Ihr Antrag ist eingegangen.").first.inner_text()
    found = re.search(r"Aktenzeichen (\S+)\.", told)
    assert found is not None, told
    return found.group(1)


def prepared(house: House, plan: Plan, *, but: SectionKind | None = None) -> str:
    """A draft of the signatory with its papers, made past the browser; the draft's address.

    Sections of the kind `but` are left empty.
    """
    browser = house.stage.member(plan.kind)
    draft = browser.start(house.stage, plan.guideline.line, plan.kind)
    left = {
        section.slug
        for section in sections_of(plan.guideline, applicant_type=plan.kind)
        if section.kind is but
    }
    for slug, typed_texts in posts_of(plan.guideline, plan.kind, plan.content):
        if slug not in left:
            browser.fill(draft, slug, typed_texts)
    for kind in paper_kinds(plan.guideline):
        browser.upload(draft, kind, pdf())
    return draft


def filed(house: House, plan: Plan) -> str:
    """An application that the signatory filed past the browser; its number."""
    draft = prepared(house, plan)
    house.stage.member(plan.kind).file(draft)
    number = case_of(house.stage, draft).number
    assert number is not None
    return number


def apply(visitor: Person, plan: Plan) -> str:
    """From the public finder to the receipt's number, as the signatory."""
    find(visitor, plan)
    sign_in(visitor, f"signatory_{plan.kind.value}")
    write(visitor, plan)
    hand_in_papers(visitor, plan)
    visitor.click("Weiter: Prüfen und einreichen")
    return file(visitor)
