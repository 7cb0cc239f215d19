"""Pages for everybody: start, finder, and what the law asks a site to say about itself."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, current_app, render_template, request, url_for
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from forms.authorities import of_kind
from forms.finder import (
    ALL_AT_ONCE,
    ASKED,
    ONE_CALL,
    answer_text,
    answered,
    answers_of,
    finder_form,
    known_name,
    label_of,
    to_ask,
    told,
)
from forms.fitting_sections import part_name
from wirgrants import clock
from wirgrants.services.drafts_findings import row_of
from wirgrants.services.drafts_review import directory_of
from wirgrants.services.finder import WHERE, WHO, Answered, Found, ask
from wirgrants.services.operator_texts import operator_text
from wirgrants.services.register import CREDIT, load_register
from wirgrants.unit_of_work import read_only
from wirgrants.web.frame import add_footer, add_navigation
from wirgrants.web.guards import known_actor, may_open, public
from wirgrants.web.money_lines import arithmetic_of, figure_rows, missing_of
from wirgrants.web.versions import successor_of
from workflows.finder import TELLS_PROCESSING_TIME, LineResult
from workflows.wording import known, say

blueprint = Blueprint("public", __name__)
add_navigation("public.finder", "Fördercheck", 10, signed_in=False)
for _endpoint, _label in (
    ("public.impressum", "Impressum"),
    ("public.datenschutz", "Datenschutz"),
    ("public.barrierefreiheit", "Barrierefreiheit"),
):
    add_footer(_endpoint, _label)


@blueprint.get("/")
@public
def start() -> str:
    """What this is, and the two ways in: the finder and the sign-in."""
    with read_only() as session:
        found = ask(session, {})
    return render_template(
        "public/start.html",
        current=[_card(one) for one in found.current],
        historic=[_card(one) for one in found.historic],
        applies=known_actor() is None or may_open(current_app, "applicant.begin"),
    )


@blueprint.get("/foerdercheck")
@public
def finder() -> str | tuple[str, int]:
    """Questions, a few at a time; the result when nothing is left to ask.

    Answers travel in the address, so that a result can be kept and sent; so does the one call that
    somebody came for. 422 when an answer cannot be read; the page shows it again with its message.
    """
    arguments: MultiDict[str, str] = request.args
    asked = [name for name in arguments.get(ASKED, "").split(" ") if known_name(name)][:200]
    with read_only() as session:
        directory = directory_of(load_register(session), clock.today())
        kind = arguments.get(WHO)
        given = finder_form(answered(arguments), directory, arguments, kind=kind)
        given.validate()
        answers = answers_of(given)
        state = ask(session, answers, arguments.get(ONE_CALL, ""))
    wrong = [field.short_name for field in given if field.errors]
    if wrong:
        page = finder_form(wrong, directory, arguments, kind=kind)
        page.validate()
        return _questions(page, given, asked, state), 422
    names = to_ask(state.to_ask, asked, answers, all_at_once=ALL_AT_ONCE in arguments)
    if names:
        page = finder_form(names, directory, kind=kind)
        return _questions(page, given, [*asked, *names], state)
    return _result(given, asked, state)


def _questions(page: Any, given: Any, asked: list[str], state: Answered) -> str:
    carried = _carried(given, state)
    summary = _summary(given, asked, state)
    left = [name for name in state.to_ask if name not in {field.short_name for field in page}]
    return render_template(
        "public/finder.html",
        form=page,
        carried=carried,
        asked=" ".join(dict.fromkeys(asked)),
        summary=summary,
        only=_only(state, given),
        directory=_directory(page),
        left=len(left),
        credit=CREDIT,
        counts=_counts(state),
        all_address=_address({**carried, ALL_AT_ONCE: "1"}) if left else None,
        result_address=_address({**carried, ASKED: " ".join(dict.fromkeys([*asked, *left]))}),
        first=not summary,
    )


def _directory(page: Any) -> list[str]:
    fields = [field for field in page if field.short_name == WHERE]
    return sorted(of_kind(fields[0].directory, fields[0].counties).values()) if fields else []


def _address(arguments: Mapping[str, str]) -> str:
    return f"{url_for('public.finder')}?{urlencode(arguments)}"


def _carried(given: Any, state: Answered) -> dict[str, str]:
    """The readable answers as they travel on, in the words that were typed, and the one call."""
    one_call = {} if state.only is None else {ONE_CALL: state.only.ref}
    return one_call | {
        field.short_name: str(field.raw_data[0])
        for field in given
        if not field.errors and field.raw_data
    }


def _only(state: Answered, given: Any) -> tuple[str, str] | None:
    """The line that alone is asked for, and the address that asks for all with the same answers."""
    if state.only is None:
        return None
    rest = {name: value for name, value in _carried(given, state).items() if name != ONE_CALL}
    return say(f"line.{state.only.line}.name"), _address(rest)


def _summary(given: Any, asked: list[str], state: Answered) -> list[tuple[str, str, str]]:
    """Each answer with the address that asks it again."""
    carried = _carried(given, state)
    rows = []
    for field in given:
        if field.errors:
            continue
        name = field.short_name
        rest = {key: value for key, value in carried.items() if key != name}
        again = " ".join(one for one in asked if one != name)
        address = _address({**rest, ASKED: again} if again else rest)
        rows.append((label_of(name), told(field), address))
    return rows


def _counts(state: Answered) -> dict[str, int]:
    refused = sum(one.result.refused for one in state.found)
    return {"all": len(state.found), "refused": refused, "left": len(state.found) - refused}


def _result(given: Any, asked: list[str], state: Answered) -> str:
    carried = _carried(given, state)
    open_ones = [name for name in state.to_ask if name not in carried]
    return render_template(
        "public/result.html",
        current=_ordered(state.current, state.processing_weeks),
        historic=_ordered(state.historic, state.processing_weeks),
        summary=_summary(given, asked, state),
        only=_only(state, given),
        unanswered=[label_of(name) for name in open_ones],
        again=_address(carried),
        restart=url_for("public.finder"),
    )


_RANK = {"eligible": 0, "for_review": 1, "incomplete": 2, "not_eligible": 3}
_NOT_WANTED = "not_wanted"


def _ordered(found: tuple[Found, ...], weeks: int) -> list[dict[str, Any]]:
    """The promising ones first."""
    ranked = sorted(found, key=lambda one: _RANK[one.result.verdict.kind.value])
    return [
        _card(one) | {"weeks": weeks if one.call.line in TELLS_PROCESSING_TIME else None}
        for one in ranked
    ]


def _card(one: Found) -> dict[str, Any]:
    result = one.result
    return {
        "ref": one.call.ref,
        "name": say(f"line.{one.call.line}.name"),
        "purpose": _purpose(one.call.line),
        "call": one.call.title,
        "version": one.call.version,
        "years": ", ".join(str(year) for year in one.call.years),
        "kind": _NOT_WANTED if result.not_wanted else result.verdict.kind.value,
        "refused": result.refused,
        "reasons": [row_of(finding) for finding in result.reasons],
        "open": [label_of(name) for name in result.to_decide],
        "deadlines": [
            (part_name(d.part), say(d.key), None if d.last is None else d.last.day)
            for d in result.deadlines
        ],
        "closing": result.closing.day,
        "opens": one.call.opens_at,
        "announced": one.announced,
        "closed": one.closed,
        "successor": successor_of(one.guideline),
        **_sum_of(result),
    }


def _purpose(line: str) -> str:
    key = f"line.{line}.purpose"
    return say(key) if known(key) else ""


def _sum_of(result: LineResult) -> dict[str, Any]:
    """The most that can be granted with its arithmetic, or what is missing for it."""
    entitlement = result.entitlement
    if entitlement is None:
        return {"amount": None, "lines": [], "figures": [], "missing": [], "assumed": []}
    return {
        "amount": entitlement.amount,
        "lines": arithmetic_of(entitlement),
        "figures": figure_rows(entitlement.figures),
        "missing": missing_of(entitlement, result.for_sum),
        "assumed": [
            (label_of(name), answer_text(name, value)) for name, value in result.assumed.items()
        ],
    }


def _page_of_operator(key: str) -> str:
    with read_only() as session:
        text = operator_text(session, key)
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    # Only our own tags around text that was escaped one paragraph at a time.
    shown = Markup("").join(Markup("<p>%s</p>") % escape(part) for part in paragraphs)
    return render_template(f"pages/{key}.html", operator_text=shown or None)


@blueprint.get("/impressum")
@public
def impressum() -> str:
    """Who runs this system."""
    return _page_of_operator("impressum")


@blueprint.get("/datenschutz")
@public
def datenschutz() -> str:
    """Which personal data are kept and why."""
    return _page_of_operator("datenschutz")


@blueprint.get("/barrierefreiheit")
@public
def barrierefreiheit() -> str:
    """How accessible the pages are, and where to complain."""
    return _page_of_operator("barrierefreiheit")
