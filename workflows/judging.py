"""All rules of a guideline asked at one moment: the verdict with every finding and its reason."""

from collections.abc import Callable, Mapping
from functools import partial

from workflows.facts import Answer, Facts
from workflows.findings import Finding, Moment, Ruling, Verdict
from workflows.guideline import Guideline, Rule
from workflows.rules.applicant import applicant_is_admitted, key_fits_type
from workflows.rules.asked import asked_within_entitlement
from workflows.rules.association import exemption_notice_fresh, register_extract_fresh
from workflows.rules.costs import (
    categories_are_eligible,
    own_share_is_enough,
    plan_is_balanced,
    plan_is_there,
    plan_years_fit,
)
from workflows.rules.deadlines import call_is_open, deadline_kept, duration_within
from workflows.rules.papers import paper_rules
from workflows.rules.parts import some_part_wanted
from workflows.rules.procedure import (
    general_declarations,
    measure_not_begun,
    start_not_before_decision,
)
from workflows.rules.reading import WANTS
from workflows.rules.report import report_rules
from workflows.rules.reviews import review_rules
from workflows.wording import known, say
from workflows.wording.formats import german, german_day, german_euros, german_number

# Rules are built once per guideline object; the guideline is kept so that its id stays its own.
_MOST_REMEMBERED = 256
_remembered: dict[int, tuple[Guideline, tuple[Rule, ...], dict[Moment, tuple[Rule, ...]]]] = {}


def rules_of(guideline: Guideline) -> tuple[Rule, ...]:
    """The guideline's own rules after those that every guideline has, each id once.

    Raises ValueError when two rules share an id.
    """
    return _known(guideline)[0]


def rules_at(guideline: Guideline, moment: Moment) -> tuple[Rule, ...]:
    """Those rules that count at one moment."""
    return _known(guideline)[1].get(moment, ())


def _known(guideline: Guideline) -> tuple[tuple[Rule, ...], dict[Moment, tuple[Rule, ...]]]:
    found = _remembered.get(id(guideline))
    if found is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        rules = _built(guideline)
        by_moment = {
            moment: tuple(rule for rule in rules if moment in rule.moments) for moment in Moment
        }
        found = _remembered[id(guideline)] = (guideline, rules, by_moment)
    return found[1], found[2]


def _built(guideline: Guideline) -> tuple[Rule, ...]:
    own = {rule.id for rule in guideline.rules}
    before = (
        applicant_is_admitted(guideline.admissions, guideline.clause),
        key_fits_type(),
        measure_not_begun(guideline),
        *some_part_wanted(guideline),
    )
    after = (
        call_is_open(),
        deadline_kept(guideline.deadline),
        start_not_before_decision(guideline),
        duration_within(guideline.longest_award),
        plan_is_there(guideline),
        plan_years_fit(guideline),
        categories_are_eligible(guideline),
        plan_is_balanced(guideline),
        own_share_is_enough(guideline.financing),
        asked_within_entitlement(guideline),
        *general_declarations(guideline),
        exemption_notice_fresh(guideline),
        register_extract_fresh(guideline),
        *paper_rules(guideline),
        *review_rules(guideline),
        *report_rules(guideline),
    )
    # A guideline that states a common rule itself cites its own clause for it.
    rules = (
        *(rule for rule in before if rule.id not in own),
        *guideline.rules,
        *(rule for rule in after if rule.id not in own),
    )
    seen = [rule.id for rule in rules]
    doubles = sorted({name for name in seen if seen.count(name) > 1})
    if doubles:
        raise ValueError(f"{guideline.line} {guideline.version}: rules twice: {doubles}")
    return rules


def judge(guideline: Guideline, facts: Facts, moment: Moment) -> Verdict:
    """The verdict of one moment: every rule asked once, in order, none skipped."""
    # Many rules read the same facts; what each reads is put into words once.
    texts: dict[str, str] = {}
    return Verdict(
        line=guideline.line,
        version=guideline.version,
        moment=moment,
        day=facts.day,
        findings=tuple(find(rule, facts, texts) for rule in rules_at(guideline, moment)),
    )


def find(rule: Rule, facts: Facts, texts: dict[str, str] | None = None) -> Finding:
    """One rule's answer as a finding: outcome, clause, what it read, the German reason.

    `texts` keeps what was read of these facts already, for the rules that follow.
    """
    ruling = rule.judge(facts)
    texts = {} if texts is None else texts
    for name in rule.reads:
        if name not in texts:
            texts[name] = text_of(facts, name)
    return Finding(
        rule=rule.id,
        clause=ruling.clause or rule.clause,
        mark=ruling.mark or rule.mark,
        outcome=ruling.outcome,
        key=ruling.key,
        values=ruling.values,
        inputs={name: texts[name] for name in rule.reads},
        reason=reason_of(ruling),
    )


def reason_of(ruling: Ruling) -> str:
    """The German sentence of a ruling; coded values (types, papers, parts) get a German name."""
    values = ruling.values
    for name, prefix in _CODED.items():
        if name in values:
            values = {**values, name: say(f"{prefix}{values[name].rpartition('.')[2]}")}
    if "parts" in values:
        named = (say(f"part.name.{part}") for part in values["parts"].split())
        values = {**values, "parts": ", ".join(f"„{name}“" for name in named)}
    return say(ruling.key, values)


_CODED = {
    "type": "applicant_type.",
    "paper": "paper.name.",
    "part": "part.name.",
    "question": "question.name.",
    "figure": "figure.name.",
}


def text_of(facts: Facts, name: str) -> str:
    """What a rule read, as text: an answer, a dotted answer of a part, or a fact with "@"."""
    if name[0] == "@":
        return _FACTS[name](facts)
    part, _, question = name.rpartition(".")
    if not part:
        answer = facts.answers.get(question)
        if answer is None and question.startswith(WANTS) and facts.parts:
            # A case names the parts that are applied for; only the finder asks for each.
            answer = facts.part(question.removeprefix(WANTS)) is not None
        return _shown(question, facts.report.get(question) if answer is None else answer)
    found = facts.part(part)
    return _shown(question, None if found is None else found.answers.get(question))


def _shown(question: str, answer: Answer | None) -> str:
    """An answer as text; a choice by the German name of its option."""
    if isinstance(answer, str):
        key = f"question.{question}.option.{answer}"
        return say(key) if known(key) else answer
    return german(answer)


def _type(facts: Facts) -> str:
    kind = facts.applicant.type
    return german(None) if kind is None else say(f"applicant_type.{kind.value}")


def _papers(facts: Facts) -> str:
    kinds = sorted(facts.papers or ())
    names = (say(f"paper.name.{one}") if known(f"paper.name.{one}") else one for one in kinds)
    return ", ".join(names) or "–"


def _applicant(name: str, facts: Facts) -> str:
    value: Answer | None = getattr(facts.applicant, name)
    return german(value)


def _population(facts: Facts) -> str:
    applicant = facts.applicant
    if applicant.population is None:
        return german(None)
    as_of = applicant.population_as_of
    known = german_number(applicant.population)
    return known if as_of is None else f"{known} ({german_day(as_of)})"


def _partners(facts: Facts) -> str:
    """The partners as the register knows them: "Birkenau (06431003, ...)"."""
    return "; ".join(
        f"{partner.name} ({partner.ags}, {say(f'applicant_type.{partner.type.value}')})"
        for partner in facts.partners
        if partner.type is not None
    ) or german(None)


def _period(facts: Facts) -> str:
    return "; ".join(f"{german(part.start)}–{german(part.end)}" for part in facts.parts) or "–"


def _plan(facts: Facts) -> str:
    totals = (german_euros(part.plan.cost()) for part in facts.parts if part.plan is not None)
    return "; ".join(totals) or "–"


def _asked(facts: Facts) -> str:
    rows = ((year, part.asked[year]) for part in facts.parts for year in sorted(part.asked))
    return "; ".join(f"{year}: {german_euros(amount)}" for year, amount in rows) or "–"


def _call(facts: Facts) -> str:
    call = facts.call
    return "–" if call is None else f"{german_day(call.opens_on)}–{german_day(call.closes_on)}"


def _history(facts: Facts) -> str:
    history = facts.history
    days = (history.filed_on, history.early_start_from, history.notice_effective_on)
    return " / ".join(german(day) for day in days)


_FACTS: Mapping[str, Callable[[Facts], str]] = {
    "@applicant.type": _type,
    "@applicant.ags": partial(_applicant, "ags"),
    "@applicant.county_ags": partial(_applicant, "county_ags"),
    "@applicant.population": _population,
    "@partners": _partners,
    "@day": lambda facts: german_day(facts.day),
    "@papers": _papers,
    "@plan": _plan,
    "@asked": _asked,
    "@period": _period,
    "@call": _call,
    "@history": _history,
}
