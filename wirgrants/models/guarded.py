"""Which columns hold a state, and the lock on them: only one place of the house may write there."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import event

from wirgrants.models.aftercare import Payment, Proof, Recovery
from wirgrants.models.application import FundingCase
from wirgrants.models.award import ChangeRequest
from wirgrants.models.review import Clarification
from workflows.states import MachineName

Subject = FundingCase | Clarification | Payment | ChangeRequest | Proof | Recovery

MACHINE_OF: dict[type[Any], MachineName] = {
    FundingCase: MachineName.APPLICATION,
    Clarification: MachineName.CLARIFICATION,
    Payment: MachineName.PAYMENT,
    ChangeRequest: MachineName.CHANGE,
    Proof: MachineName.PROOF,
    Recovery: MachineName.RECOVERY,
}
GUARDED_TABLES = frozenset(model.__tablename__ for model in MACHINE_OF)

_open: ContextVar[bool] = ContextVar("state_may_be_written", default=False)


class StateWrittenElsewhere(RuntimeError):
    """Code outside `services.steps` tried to write a state."""


@contextmanager
def states_may_be_written() -> Iterator[None]:
    """The key to every state column; a test holds that only `services.steps` uses it."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def _refuse(target: object, value: object, old: object, initiator: object) -> None:
    del old, initiator
    if not _open.get():
        raise StateWrittenElsewhere(f"{type(target).__name__}.state = {value}: use take_step")


for _model in MACHINE_OF:
    event.listen(_model.state, "set", _refuse)
