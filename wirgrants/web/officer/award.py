"""Proposing an award: amounts by part and year beside the arithmetic, obligations, the notice."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Form

from forms.decision import AwardForm, PartShape, amount_name, award_form
from forms.fitting_sections import part_name
from wirgrants.models import Decision, LetterKind
from wirgrants.services.access import load_case
from wirgrants.services.award_parts import gap_rows
from wirgrants.services.award_shares import uneven_of
from wirgrants.services.award_wish import AwardWish, Gap, Ordered, PartWish, Rate, read_wish
from wirgrants.services.ledger import cover
from wirgrants.services.proposals import preview_award, propose_award
from wirgrants.services.review import Standing, standing
from wirgrants.services.snapshot import asked_of
from wirgrants.services.votes import goals_of
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from wirgrants.web.officer.hints import STATE_AID, hints_on
from wirgrants.web.officer.previews import earlier_wish, kept, preview_context, shown_preview
from workflows.money import ZERO, total
from workflows.states import MachineName

K = LetterKind.AWARD
GOALS = "goals"
"""The question of the posts and centres about what is to be reached."""


def _standing(view: StepView) -> Standing:
    with read_only() as session:
        return standing(session, load_case(session, view.actor, view.case_ref))


def shapes_of(now: Standing) -> tuple[PartShape, ...]:
    """The parts applied for with their budget years."""
    return tuple(
        PartShape(
            id=part.part,
            name=part_name(part.part),
            years=tuple(year.year for year in part.years) or (now.facts.day.year,),
        )
        for part in now.entitlement.parts
    )


def _form(view: StepView, formdata: Any) -> Form:
    now = _standing(view)
    shapes = shapes_of(now)
    if formdata is not None:
        return award_form(shapes, formdata)
    known = kept(view, K)
    if known is not None:
        terms, named = known
        return award_form(shapes, data={**_typed(read_wish(terms["wish"]), shapes), **named})
    before, _ = earlier_wish(view, Decision.AWARD)
    if before is not None:
        return award_form(shapes, data=_typed(read_wish(before), shapes))
    return award_form(shapes, data=_offered(view, now, shapes))


def _offered(view: StepView, now: Standing, shapes: tuple[PartShape, ...]) -> dict[str, Any]:
    """What is offered first: what was asked for, up to the most that can be granted."""
    asked = asked_of(now.content)
    most = {(year.part, year.year): year.amount or ZERO for year in now.entitlement.years}
    told: dict[str, Any] = {"purpose": view.title, "goals": "\n".join(_goals(view, now))}
    for shape in shapes:
        part = now.facts.part(shape.id)
        told[f"start_{shape.id}"] = None if part is None else part.start
        told[f"end_{shape.id}"] = None if part is None else part.end
        for year in shape.years:
            wanted = asked.get(shape.id, {}).get(year, ZERO)
            told[amount_name(shape, year)] = min(wanted, most.get((shape.id, year), ZERO))
    return told


def _goals(view: StepView, now: Standing) -> tuple[str, ...]:
    """The goals of the target agreement; where none was made, those of the application."""
    with read_only() as session:
        agreed = goals_of(session, load_case(session, view.actor, view.case_ref))
    asked = (now.facts.answer(GOALS), *(part.answers.get(GOALS) for part in now.facts.parts))
    return agreed or tuple(goal for text in asked if isinstance(text, str) for goal in _lines(text))


def _typed(wish: AwardWish, shapes: tuple[PartShape, ...]) -> dict[str, Any]:
    """A wish as the fields of its form."""
    told: dict[str, Any] = {
        "purpose": wish.purpose,
        "goals": "\n".join(wish.goals),
        "obligations": [{"text": one.text, "due_on": one.due_on} for one in wish.obligations],
        "instalments": [{"due": one.due, "amount": one.amount} for one in wish.instalments],
        "text": wish.text,
        "reason": wish.reason,
        "state_aid": wish.state_aid,
        "gap": wish.gap.value,
    }
    by_part = {part.part: part for part in wish.parts}
    for shape in shapes:
        part = by_part.get(shape.id)
        if part is None:
            continue
        told[f"start_{shape.id}"], told[f"end_{shape.id}"] = part.start, part.end
        told[f"proof_{shape.id}"] = part.proof_on
        for year in shape.years:
            told[amount_name(shape, year)] = part.amounts.get(year)
    return told


def wish_of(form: AwardForm) -> AwardWish:
    """What a valid form says; a part without an amount is not awarded."""
    return AwardWish(
        parts=tuple(_parts(form)),
        purpose=form.purpose.data or "",
        goals=_lines(form.goals.data),
        obligations=tuple(
            Ordered(text=row.form.text.data or "", due_on=row.form.due_on.data)
            for row in form.obligations
            if (row.form.text.data or "").strip()
        ),
        instalments=tuple(
            Rate(due=row.form.due.data or "", amount=row.form.amount.data)
            for row in form.instalments
            if row.form.amount.data is not None
        ),
        text=form.text.data or "",
        reason=form.reason.data or "",
        state_aid=form.state_aid.data or "",
        gap=Gap(form.gap.data),
    )


def _parts(form: AwardForm) -> Iterator[PartWish]:
    for shape in form.shapes:
        amounts = form.amounts(shape)
        start, end = form[f"start_{shape.id}"].data, form[f"end_{shape.id}"].data
        if amounts and isinstance(start, date) and isinstance(end, date):
            yield PartWish(
                part=shape.id,
                start=start,
                end=end,
                amounts=amounts,
                proof_on=form[f"proof_{shape.id}"].data,
            )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in (text or "").split("\n") if one.strip())


def _preview(view: StepView, form: AwardForm) -> str:
    preview_award(view.actor, view.case_ref, wish_of(form))
    return "Die Vorschau ist erstellt. Bitte prüfen Sie den Bescheid, bevor Sie ihn vorschlagen."


def _propose(view: StepView, form: AwardForm) -> str:
    propose_award(view.actor, view.case_ref, shown_preview(view, form, K, wish_of(form).to_json()))
    return "Die Bewilligung ist vorgeschlagen, die Mittel sind vorgemerkt."


def _context(view: StepView) -> Mapping[str, Any]:
    now = _standing(view)
    asked = asked_of(now.content)
    known = kept(view, K)
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        by_year = _by_year(asked)
        carried = cover(session, case.line, by_year)
        aid = hints_on(session, STATE_AID, view.day)
        rows = [
            (year, amount, carried.budgets.get(year)) for year, amount in sorted(by_year.items())
        ]
    return {
        **preview_context(view, K),
        "given_back": earlier_wish(view, Decision.AWARD)[1],
        "shapes": shapes_of(now),
        "asked": asked,
        "most": {(year.part, year.year): year.amount for year in now.entitlement.years},
        "lines": [(part, year, line.text()) for part, year, line in now.entitlement.lines()],
        "part_name": part_name,
        "missing": now.entitlement.missing_figures,
        **_warned(view, now, known),
        "money": rows,
        "state_aid_hints": aid,
        "amount_name": amount_name,
        "goals_known": bool(_goals(view, now)),
    }


def _warned(
    view: StepView, now: Standing, known: tuple[Mapping[str, Any], Any] | None
) -> dict[str, Any]:
    """What the previewed amounts mean for the plan: a gap, or years that leave the share."""
    if known is None:
        return {"gaps": (), "uneven": ()}
    terms = known[0]
    wish = read_wish(terms["wish"])
    return {
        "gaps": gap_rows(now.content, wish),
        "uneven": uneven_of(view.guideline, now.content, terms["entitlement"], wish),
    }


def _by_year(asked: Mapping[str, Mapping[int, Decimal]]) -> dict[int, Decimal]:
    years = {year for amounts in asked.values() for year in amounts}
    return {
        year: total(amounts.get(year, ZERO) for amounts in asked.values()) for year in sorted(years)
    }


register_action(
    ActionSpec(
        machine=MachineName.APPLICATION,
        action="propose_award",
        form=_form,
        run=_propose,
        preview=_preview,
        context=_context,
        template="officer/award.html",
    )
)
