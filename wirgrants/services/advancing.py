"""What time alone brings to the cases: notices become final, paid claims without interest end."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from wirgrants.services.access import SYSTEM
from wirgrants.services.finality import confirm_finality, due_for_finality
from wirgrants.services.recovery_later import end_what_bears_none, waiting_for_interest
from wirgrants.unit_of_work import read_only

ADVANCE = "advance"
"""The job that does this once a night, and when a base rate was entered."""

_log = logging.getLogger("wirgrants.advancing")


@dataclass(frozen=True, kw_only=True)
class Advanced:
    """The refs of the cases whose notice has become final, and of those whose claim ended."""

    final: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


class NotAllAdvanced(Exception):
    """Some cases could not be brought on: `failed` says why by ref, `done` are the others."""

    def __init__(self, done: Advanced, failed: Mapping[str, str]) -> None:
        self.done = done
        self.failed = failed
        super().__init__("; ".join(f"{ref}: {why}" for ref, why in failed.items()))


def advance() -> Advanced:
    """Confirm every notice that is final by today, end every paid claim that bears no interest.

    Each case in a unit of work of its own; one that fails holds up no other. Safe to repeat.
    Raises NotAllAdvanced at the end, when some failed.
    """
    with read_only() as session:
        accepted, paid = due_for_finality(session), waiting_for_interest(session)
    each = _OneByOne()
    done = Advanced(final=each.take(accepted, _confirm), ended=each.take(paid, end_what_bears_none))
    if each.failed:
        raise NotAllAdvanced(done, each.failed)
    return done


def _confirm(ref: str) -> bool:
    confirm_finality(SYSTEM, ref)
    return True


@dataclass
class _OneByOne:
    """Cases taken each for itself, and why some could not be."""

    failed: dict[str, str] = field(default_factory=dict)

    def take(self, refs: Sequence[str], step: Callable[[str], bool]) -> tuple[str, ...]:
        """The cases with which the step did something."""
        done = []
        for ref in refs:
            try:
                if step(ref):
                    done.append(ref)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the others' day has come
                _log.exception("bringing on %s", ref)
                self.failed[ref] = f"{type(error).__name__}: {error}"
        return tuple(done)
