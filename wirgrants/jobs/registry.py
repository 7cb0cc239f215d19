"""The jobs by name: plain functions of a payload, each run in a context of its own."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any

from wirgrants import jobs

Job = Callable[[Mapping[str, Any]], None]

_jobs: dict[str, Job] = {}


def job(name: str) -> Callable[[Job], Job]:
    """Register a function as the job of this name.

    It gets the payload, runs inside an application context, opens its own unit of work, and must
    bear being run twice: a worker that dies after the work and before the note runs it again.
    """

    def register(function: Job) -> Job:
        if name in _jobs:
            raise ValueError(f"two jobs are named {name}")
        _jobs[name] = function
        return function

    return register


def all_jobs() -> Mapping[str, Job]:
    """Every job of every module in `wirgrants.jobs`."""
    for found in pkgutil.iter_modules(jobs.__path__):
        importlib.import_module(f"wirgrants.jobs.{found.name}")
    return dict(_jobs)


def run_now(name: str, payload: Mapping[str, Any]) -> None:
    """Run a job here and now, in the open context (tests, the demo)."""
    all_jobs()[name](payload)
