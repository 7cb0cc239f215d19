"""What the page of one section works with: the case, the section, and its form."""

from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from forms.authorities import Directory
from forms.base import HouseForm
from forms.fitting import Texts, section_form, too_long_to_keep, values_of
from forms.fitting_sections import Section, SectionKind
from forms.plan import MOST_ROWS, PlanForm, PlanShape, asked_of, named, plan_form, plan_of
from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import FundingCase
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.drafts import SectionInput, section_called
from wirgrants.services.drafts_content import (
    Draft,
    plan_shape,
    section_values,
    sections_for,
    typed_of,
)
from wirgrants.services.drafts_review import directory_of, types_for, years_of
from wirgrants.services.register import load_register
from wirgrants.web.applicant.blueprint import typed_texts
from workflows import registry
from workflows.guideline import Guideline
from workflows.questions import Kind
from workflows.states import ApplicationState
from workflows.wording import known, say


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A section of one draft with what its form needs; `content` stands in for the case's draft."""

    case: FundingCase
    guideline: Guideline
    section: Section
    sections: tuple[Section, ...]
    directory: Directory
    shape: PlanShape
    content: Draft | None = None

    @property
    def draft(self) -> Draft:
        """The working content that the form shows."""
        return self.case.draft if self.content is None else self.content

    @property
    def needs_directory(self) -> bool:
        """Whether the page asks for authorities."""
        return _asks_for_authorities(self.section)

    @property
    def categories(self) -> list[tuple[str, str]]:
        """The cost categories on offer with what belongs to each."""
        found = []
        for name in self.shape.categories:
            key = f"category.{name}.hint"
            found.append((say(f"category.{name}"), say(key) if known(key) else ""))
        return found

    def values_of(self, form: Any) -> dict[str, Any]:
        """What could be read, as the draft keeps it."""
        if isinstance(form, PlanForm):
            return {"plan": plan_of(form), "asked": asked_of(form)}
        return values_of(form, self.section)


def _asks_for_authorities(section: Section) -> bool:
    return any(q.kind is Kind.MANY and not q.choices for q in section.questions)


def desk_of(session: Session, actor: Actor, ref: str, slug: str) -> Desk:
    """The desk of a section. Raises NotFound (strangers, unknown sections), Refused once filed."""
    case = load_case(session, actor, ref)
    only_as_member(actor, case)
    if case.state is not ApplicationState.DRAFT:
        raise Refused(
            "not a draft any more",
            message="Der Antrag ist kein Entwurf mehr und lässt sich nicht mehr ändern.",
        )
    guideline = registry.guideline(case.line, case.version)
    sections = sections_for(guideline, case.draft)
    section = section_called(sections, slug)
    directory: Directory = {}
    if _asks_for_authorities(section):
        directory = directory_of(load_register(session), clock.today())
    shape = PlanShape(years=(), categories=())
    if section.part is not None:
        shape = plan_shape(case.draft, section.part, guideline, years_of(case))
    return Desk(
        case=case,
        guideline=guideline,
        section=section,
        sections=sections,
        directory=directory,
        shape=shape,
    )


def form_of(desk: Desk) -> HouseForm:
    """The form as stored: readable values, or everything as it was typed with its messages."""
    typed = typed_of(desk.draft, desk.section.slug)
    if typed is not None:
        form = read_form(desk, Texts(typed))
        form.validate()
        return form
    values = section_values(desk.draft, desk.section, desk.guideline)
    if desk.section.kind is SectionKind.PLAN:
        return plan_form(desk.shape, plan=values["plan"], asked=values["asked"], blank=0)
    return section_form(
        desk.section,
        desk.guideline,
        directory=desk.directory,
        values=values,
        types=types_for(desk.case),
        today=clock.today(),
    )


def read_form(desk: Desk, typed: Texts) -> HouseForm:
    """The form as it was sent."""
    if desk.section.kind is SectionKind.PLAN:
        return plan_form(desk.shape, typed)
    return section_form(
        desk.section,
        desk.guideline,
        directory=desk.directory,
        formdata=typed,
        types=types_for(desk.case),
        today=clock.today(),
    )


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A section as it was sent: its form, the texts behind it, and whether all could be read."""

    desk: Desk
    form: HouseForm
    typed: dict[str, list[str]]
    readable: bool

    @property
    def too_long(self) -> bool:
        """A text is too long to be kept at all."""
        return too_long_to_keep(self.typed)

    def to_save(self, version: int) -> SectionInput:
        """What the draft keeps; texts that cannot be read stay as they were typed."""
        return SectionInput(
            slug=self.desk.section.slug,
            values=self.desk.values_of(self.form),
            typed=None if self.readable else self.typed,
            version=version,
            base=request.form.get("base", ""),
        )


def sent_section(desk: Desk) -> Sent:
    """The section of this request's form."""
    typed = without_row(typed_texts())
    form = read_form(desk, Texts(typed))
    return Sent(desk=desk, form=form, typed=typed, readable=form.validate())


def fresh_form(desk: Desk, blank: int) -> HouseForm:
    """The form as stored, a plan with some empty rows to fill in."""
    form = form_of(desk)
    if desk.section.kind is SectionKind.PLAN:
        add_blank_rows(form, blank)
    return form


def add_blank_rows(form: Any, number: int) -> None:
    """Empty rows to fill in, as far as the table may grow."""
    for rows in (form.items, form.funds):
        for _ in range(min(number, MOST_ROWS - len(rows))):
            rows.append_entry({})
    named(form)


def without_row(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """What was typed without the row whose button "remove" was pressed, and without buttons."""
    gone = request.form.get("remove", "")
    return {
        name: texts
        for name, texts in typed.items()
        if name not in ("remove", "add", "next", "save")
        and not (gone and name.startswith(f"{gone}-"))
    }
