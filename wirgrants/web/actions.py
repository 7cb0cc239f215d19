"""The registry of steps a person can take on a case page: one form and one service verb each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form

from wirgrants.services.access import Actor
from workflows.guideline import Guideline
from workflows.states import AnyState, MachineName, Variant

NEW = "neu"


@dataclass(frozen=True, kw_only=True)
class StepView:
    """What a step's form and service call may use: plain values, read before the change.

    `subject_ref` is the side procedure's ref, the case's own for the application, or NEW for a
    step that creates its subject. `version` is the case's row version as the page was shown.
    """

    actor: Actor
    case_ref: str
    machine: MachineName
    subject_ref: str
    action: str
    state: AnyState | None
    version: int
    variant: Variant
    guideline: Guideline
    day: date
    title: str = ""
    number: str = ""

    @property
    def creates(self) -> bool:
        """True when the step creates the side procedure that it is about."""
        return self.subject_ref == NEW


FormMaker = Callable[[StepView, MultiDict[str, Any] | None], Form]
Runner = Callable[[StepView, Any], str]
ContextMaker = Callable[[StepView], Mapping[str, Any]]


def no_context(_view: StepView) -> Mapping[str, Any]:
    """A step whose page needs nothing beside its form."""
    return {}


@dataclass(frozen=True, kw_only=True)
class ActionSpec:
    """How a step is asked for and taken on the web.

    `form(view, formdata)` makes the form (formdata None: a fresh page). `run(view, form)` calls
    exactly one service verb with the valid form and returns the German message shown afterwards.
    `context(view)` gives the template what it shows beside the form. `endpoint` names another page
    that takes the step instead of the general one (it must accept `ref`), e.g. filing.
    `preview(view, form)` answers a button named "preview": it keeps what was typed, and the page
    comes again with what will be signed.
    """

    machine: MachineName
    action: str
    form: FormMaker | None = None
    run: Runner | None = None
    template: str = "case/step.html"
    context: ContextMaker = no_context
    endpoint: str | None = None
    multipart: bool = False
    preview: Runner | None = None


def plain_form(make: type[Form]) -> FormMaker:
    """A form maker for a form that needs nothing but what was sent."""
    return lambda _view, formdata: make(formdata)


@dataclass
class _Registry:
    specs: dict[tuple[MachineName, str], ActionSpec] = field(default_factory=dict)


_REGISTRY = _Registry()


def register_action(spec: ActionSpec) -> ActionSpec:
    """Adds a step's page. Raises ValueError for a second one of the same step."""
    key = (spec.machine, spec.action)
    if key in _REGISTRY.specs:
        raise ValueError(f"{key} is registered twice")
    if spec.endpoint is None and (spec.form is None or spec.run is None):
        raise ValueError(f"{key} has neither a form with a service nor a page of its own")
    _REGISTRY.specs[key] = spec
    return spec


def spec_of(machine: MachineName, action: str) -> ActionSpec | None:
    """The page of a step, or None when no person takes it here."""
    return _REGISTRY.specs.get((machine, action))


def registered() -> Mapping[tuple[MachineName, str], ActionSpec]:
    """Every registered step, for the test that walks the lifecycles."""
    return dict(_REGISTRY.specs)
