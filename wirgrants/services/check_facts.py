"""Facts of a document completed from the shipped register and the calendar, before they are judged.

What the register knows of a key on the day is filled in; what contradicts it is refused by name.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from wirgrants.services.calendar import holidays_of
from wirgrants.services.shipped_register import INVENTED_RANGE, shipped_register
from wirgrants.settings import Mode, instance_folder, mode_of
from workflows.checking import HolidaysFrom, Request
from workflows.facts import Applicant, Facts
from workflows.reading_json import below, fault
from workflows.register import BEGINS
from workflows.wording import say
from workflows.wording.formats import german_day, german_number

# What no rule reads of a body without its key: told alone, it would be passed over in silence.
_OF_A_KEY = ("population", "population_as_of", "county_ags")
# A proof falls due up to a year after the end, and its period may shift past New Year.
_YEARS_BEFORE, _YEARS_AFTER = 1, 2


def completed(request: Request) -> Request:
    """The request with applicant and partners from the register, and holidays where none are named.

    Raises FactsError for an unknown key, for one of another day, and for a contradiction.
    """
    facts = replace(
        request.facts,
        applicant=_body(request.facts.applicant, "applicant", request.facts.day),
        partners=tuple(_partners(request.facts)),
    )
    if request.holidays_from is not None:
        return replace(request, facts=facts)
    facts = replace(facts, holidays=holidays_of(years_touched(facts)))
    return replace(request, facts=facts, holidays_from=HolidaysFrom.CALENDAR)


def years_touched(facts: Facts) -> range:
    """The years in which a date of these facts may fall."""
    days = [facts.day, *filter(None, (facts.history.filed_on,))]
    if facts.call is not None:
        days += [facts.call.opens_on, facts.call.closes_on]
    for part in facts.parts:
        days += filter(None, (part.start, part.end))
    years = [day.year for day in days]
    return range(min(years) - _YEARS_BEFORE, max(years) + _YEARS_AFTER + 1)


def _partners(facts: Facts) -> Iterator[Applicant]:
    """Every partner named, as told or as the register has it; unknown keys are left to the rule."""
    told = {partner.ags: (place, partner) for place, partner in enumerate(facts.partners)}
    named = facts.answers.get("partner_ags", ())
    for key in named if isinstance(named, tuple) else ():
        if key in told:
            place, partner = told[key]
            yield _body(partner, f"partners[{place}]", facts.day)
        else:
            yield from shipped_register().partners([key], facts.day)


def _body(told: Applicant, field: str, day: date) -> Applicant:
    """What the document tells of a body, completed by the register's entry of the day."""
    if told.ags is None:
        for name in _OF_A_KEY:
            if getattr(told, name) is not None:
                raise fault(below(field, name), "needs_key")
        return told
    if told.ags.startswith(INVENTED_RANGE):
        if mode_of(instance_folder()) is Mode.PRODUCTION:
            raise fault(below(field, "ags"), "invented_key")
        return told
    register = shipped_register()
    # No older history is known: before the programme's first day its first status stands.
    record = register.find(told.ags, max(day, BEGINS))
    found = register.applicant(told.ags, max(day, BEGINS), told.type)
    if record is None or found is None:
        raise fault(below(field, "ags"), "not_in_register")
    if record.ags != told.ags:
        raise fault(below(field, "ags"), "key_of_another_day", day=german_day(day), ags=record.ags)
    _refuse(told.type is not None and told.type is not found.type, field, "type", day, _kind(found))
    wrong_county = told.county_ags not in {None, record.county_ags}
    _refuse(wrong_county, field, "county_ags", day, record.county_ags)
    return replace(
        _counted(told, found, field, day),
        type=found.type,
        name=told.name or found.name,
        county_ags=found.county_ags,
    )


def _kind(body: Applicant) -> str:
    assert body.type is not None
    return say(f"applicant_type.{body.type.value}")


def _counted(told: Applicant, found: Applicant, field: str, day: date) -> Applicant:
    """The population: the register's, unless the document tells a later count."""
    if found.population is None or found.population_as_of is None:
        return told
    as_of = told.population_as_of or found.population_as_of
    if as_of > found.population_as_of and told.population is not None:
        return told
    known = f"{german_number(found.population)} ({german_day(found.population_as_of)})"
    _refuse(as_of != found.population_as_of, field, "population_as_of", day, known)
    _refuse(told.population not in {None, found.population}, field, "population", day, known)
    return replace(told, population=found.population, population_as_of=as_of)


def _refuse(wrong: bool, field: str, name: str, day: date, known: str) -> None:
    if wrong:
        raise fault(below(field, name), "register_differs", day=german_day(day), known=known)
