"""The child process keeps its limits, survives what it is fed and gives away no secret."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.documents.examples import AT, LETTERS
from wirgrants.documents.child import STANDARD, TYPESETTER, Child, Limits, run_once
from wirgrants.documents.errors import DocumentError, WorkerDied
from wirgrants.documents.typst_render import render


def test_a_child_that_burns_processor_time_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(WorkerDied, match="abgebrochen"):
        run_once("burn", {"forever": True}, limits=Limits(cpu=1, wall=30))
    assert time.monotonic() - began < 15


def test_a_child_that_takes_too_long_is_killed() -> None:
    with pytest.raises(WorkerDied):
        run_once("burn", {"forever": True}, limits=Limits(cpu=20, wall=1))


def test_a_child_cannot_take_more_memory_than_it_may() -> None:
    with pytest.raises(DocumentError):
        run_once("burn", {"bytes": 2_000_000_000}, limits=STANDARD)
    answer, _ = run_once("burn", {"bytes": 1_000_000})
    assert answer == {"held": 1_000_000}


def test_an_unknown_task_is_an_error_that_names_itself() -> None:
    with pytest.raises(DocumentError) as caught:
        run_once("format the disk", {})
    assert "KeyError" in caught.value.detail


def test_a_warm_child_serves_again_and_is_replaced_when_it_died() -> None:
    child = Child(tasks_per_process=50)
    try:
        assert child.run("burn", {"bytes": 1})[0] == {"held": 1}
        assert child._process is not None
        first = child._process.pid
        assert child.run("burn", {"bytes": 2})[0] == {"held": 2}
        assert child._process.pid == first
        os.kill(first, signal.SIGKILL)
        child._process.wait()
        assert child.run("burn", {"bytes": 3})[0] == {"held": 3}
        assert child._process.pid != first
    finally:
        child.close()


def test_a_child_is_renewed_after_its_number_of_tasks() -> None:
    child = Child(tasks_per_process=1)
    assert child.run("burn", {"bytes": 1})[0] == {"held": 1}
    assert child._process is None


def test_a_warm_child_gets_its_processor_time_anew_with_each_task() -> None:
    child = Child(Limits(cpu=1, wall=20), tasks_per_process=5)
    try:
        for _ in range(3):
            assert child.run("burn", {"bytes": 300_000_000})[0] == {"held": 300_000_000}
    finally:
        child.close()


def test_each_task_of_a_forking_child_has_a_process_and_limits_of_its_own() -> None:
    child = Child(Limits(cpu=1, wall=20), tasks_per_process=10, forking=True)
    try:
        for _ in range(3):
            assert child.run("burn", {"bytes": 300_000_000})[0] == {"held": 300_000_000}
        assert child._process is not None
        first = child._process.pid
        with pytest.raises(WorkerDied):
            child.run("burn", {"forever": True})
        assert child.run("burn", {"bytes": 1})[0] == {"held": 1}
        assert child._process.pid != first
    finally:
        child.close()


def test_a_forked_task_that_takes_too_long_is_killed_with_what_forked_it() -> None:
    child = Child(Limits(wall=20), tasks_per_process=10, forking=True)
    child.run("burn", {"bytes": 1})
    assert child._process is not None
    group = child._process.pid
    assert running(group) >= 1
    with pytest.raises(WorkerDied):
        child.run("burn", {"forever": True}, limits=Limits(wall=1))
    end = time.monotonic() + 30
    while running(group):
        assert time.monotonic() < end
        time.sleep(0.05)


def running(group: int) -> int:
    """How many processes of this group still do something."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(") ")[2].split()[:3]
            found += its_group == str(group) and state != "Z"
    return found


def test_the_child_knows_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@host/db")
    child = Child(tasks_per_process=2)
    try:
        child.run("burn", {})
        assert child._process is not None
        with open(f"/proc/{child._process.pid}/environ", "rb") as environment:  # noqa: PTH123
            assert b"secret" not in environment.read()
    finally:
        child.close()


def test_many_threads_may_ask_at_once() -> None:
    names = list(LETTERS) * 2
    with ThreadPoolExecutor(6) as pool:
        digests = list(pool.map(lambda name: render(LETTERS[name], at=AT).digest, names))
    assert digests[: len(LETTERS)] == digests[len(LETTERS) :]


def test_a_failed_letter_leaves_the_typesetter_at_work() -> None:
    with pytest.raises(DocumentError, match="nicht erzeugt"):
        TYPESETTER.run("render", {"template": "letter", "at": 0}, [b'{"no": "letter"}', b""])
    assert render(LETTERS["award"], at=AT).pdf.startswith(b"%PDF")
