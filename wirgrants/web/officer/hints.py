"""Dated parameters that help whoever checks or proposes, shown with their source and mark."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from forms.parameter import parameter_text
from wirgrants.services.parameters import load_parameters
from workflows.parameters import DEFAULTS, ParameterMissing, Parameters
from workflows.sources import Mark
from workflows.wording import say

STATE_AID = (
    "de_minimis_limit",
    "de_minimis_limit_dawi",
    "de_minimis_years",
    "de_minimis_register_days",
)
"""What a grant that is state aid would have to keep to."""
OF_RULES: Mapping[str, tuple[str, ...]] = {
    "exemption_notice_is_fresh": ("exemption_notice_years", "exemption_notice_60a_years"),
    "register_extract_is_fresh": ("register_extract_months",),
    "police_certificates_are_inspected": (
        "police_certificate_months",
        "police_certificate_years",
    ),
    "no_state_aid_is_involved": STATE_AID,
    # The declaration is the recipient's; what counts as "mostly" stands beside it.
    "staff_is_not_better_off": ("better_off_threshold",),
    # Allowances beyond it are taxed and count for the job centre: the volunteers' matter.
    "hours_fit_person_maximum": ("volunteer_allowance",),
}
"""The parameters beside a finding, by its rule."""


@dataclass(frozen=True, kw_only=True)
class Hint:
    """One value as it counts on the day, with where it comes from."""

    name: str
    text: str
    source: str
    mark: Mark


def hints_on(session: Session, keys: Iterable[str], day: date) -> tuple[Hint, ...]:
    """These parameters on that day; one that did not exist yet is left out. One statement."""
    return tuple(_hints(load_parameters(session), keys, day))


def hints_of_rules(
    session: Session, rules: Iterable[str], day: date
) -> Mapping[str, tuple[Hint, ...]]:
    """The hints beside each of these rules that has any; one statement, or none without one."""
    wanted = [rule for rule in rules if rule in OF_RULES]
    parameters = load_parameters(session) if wanted else DEFAULTS
    return {rule: tuple(_hints(parameters, OF_RULES[rule], day)) for rule in wanted}


def _hints(parameters: Parameters, keys: Iterable[str], day: date) -> Iterator[Hint]:
    for key in keys:
        try:
            row = parameters.on(key, day)
        except ParameterMissing:
            continue
        yield Hint(
            name=say(f"parameter.{key}"),
            text=parameter_text(row.value, row.unit),
            source=row.clause.german(),
            mark=Mark.UNVERIFIED if parameters.warns(key, day) else row.mark,
        )
