"""The parent's side of the limited child process that sets type and parses foreign files.

The child gets no secrets (its environment is made here), a limit on processor time and address
space per task, and is killed when it does not answer in time. A crash there is an error here, never
the end of a web worker.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from wirgrants.documents.errors import DocumentError, Reason, UploadRefused, WorkerDied
from wirgrants.documents.frames import read_frame, write_frame
from wirgrants.documents.messages import WORKER_DIED

_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Limits:
    """What one task may use: seconds of processor, seconds on the clock, bytes of address space."""

    cpu: int = 20
    wall: int = 40
    memory: int = 1_500_000_000


STANDARD: Final = Limits()
"""Setting type and parsing one upload."""

MERGING: Final = Limits(cpu=120, wall=240, memory=3_000_000_000)
"""Merging a whole case: many uploads, each of them already checked within ``STANDARD``."""


class Child:
    """One child process. It starts with the first task and serves tasks one after another.

    With ``forking`` each task has a process of its own, forked from a warm one that reads nothing.
    Safe to share between threads (tasks take turns) and across a fork (a forked worker starts its
    own).
    """

    def __init__(
        self, limits: Limits = STANDARD, *, tasks_per_process: int = 1, forking: bool = False
    ) -> None:
        self._limits = limits
        self._forking = forking
        self._tasks_left_at_start = tasks_per_process
        self._tasks_left = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._turn = threading.Lock()

    def run(
        self,
        task: str,
        header: dict[str, Any],
        blobs: Sequence[bytes] = (),
        limits: Limits | None = None,
    ) -> tuple[dict[str, Any], list[bytes]]:
        """The answer of the child to one task, within ``limits`` instead of its own if given.

        Raises:
            UploadRefused: the task was to check an upload, and it is refused.
            DocumentError: the task failed; its detail names the exception in the child.
            WorkerDied: the child crashed or ran out of time or memory.
        """
        with self._turn:
            process = self._ready()
            try:
                order = {"task": task, **header}
                answer, results = _exchange(process, order, blobs, limits or self._limits)
            except (OSError, EOFError, ValueError) as error:
                self._discard()
                raise WorkerDied(WORKER_DIED, f"{task}: {error!r}") from error
            self._tasks_left -= 1
            if self._tasks_left < 1:
                self._discard()
        _raise_failure(answer)
        return answer, results

    def close(self) -> None:
        """End the child; the next task starts a new one."""
        with self._turn:
            self._discard()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._owner != os.getpid():
            self._process = None  # it belongs to the process that we were forked from
        if self._process is None or self._process.poll() is not None:
            self._discard()
            self._process = _start(forking=self._forking)
            self._owner = os.getpid()
            self._tasks_left = self._tasks_left_at_start
        return self._process

    def _discard(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still to be sent to a dead child
        process.wait()


def run_once(
    task: str, header: dict[str, Any], blobs: Sequence[bytes] = (), limits: Limits = STANDARD
) -> tuple[dict[str, Any], list[bytes]]:
    """One task in a process of its own: for foreign files, so that none can touch the next.

    Tasks of several threads do not wait for each other.

    Raises:
        UploadRefused, DocumentError, WorkerDied: as ``Child.run``.
    """
    try:
        child = _idle.pop()
    except IndexError:
        child = Child(tasks_per_process=200, forking=True)
    try:
        return child.run(task, header, blobs, limits)
    finally:
        if len(_idle) < _KEPT_WARM:
            _idle.append(child)
        else:
            child.close()


def close_all() -> None:
    """End every warm child that waits for a task."""
    TYPESETTER.close()
    while _idle:
        _idle.pop().close()


def _exchange(
    process: subprocess.Popen[bytes],
    order: dict[str, Any],
    blobs: Sequence[bytes],
    limits: Limits,
) -> tuple[dict[str, Any], list[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    # Killing closes the pipes, which ends the reads and writes below.
    alarm = threading.Timer(limits.wall, _kill, [process])
    alarm.start()
    try:
        write_frame(process.stdin, {**order, "limits": asdict(limits)}, blobs)
        return read_frame(process.stdout)
    finally:
        alarm.cancel()
        alarm.join()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End it and what it forked: they are a process group of their own."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _start(*, forking: bool) -> subprocess.Popen[bytes]:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(_ROOT),
        "LANG": "C.UTF-8",
        # Address space is limited: no thread pools by the number of processors, no arena per
        # thread.
        "RAYON_NUM_THREADS": "2",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
    return subprocess.Popen(  # noqa: S603  this program itself, with no argument from outside
        [sys.executable, "-B", "-m", "wirgrants.documents.worker", *(["--fork"] * forking)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd="/",
        process_group=0,
    )


def _raise_failure(answer: dict[str, Any]) -> None:
    if answer.get("refused"):
        raise UploadRefused(Reason(answer["refused"]), answer.get("detail", ""))
    if answer.get("failed"):
        raise DocumentError(answer["failed"], answer.get("detail", ""))


TYPESETTER: Final = Child(tasks_per_process=200)
"""The warm child of this process that sets type; renewed after 200 tasks, since caches grow."""

_KEPT_WARM: Final = 2
# A list's pop and append are atomic: threads share it without a lock.
_idle: Final[list[Child]] = []

atexit.register(close_all)
