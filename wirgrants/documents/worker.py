"""The child process: takes tasks from standard input under limits and answers on standard output.

Started as ``python -m wirgrants.documents.worker`` it serves one task after another itself, and
what a task needs is imported with the task. With ``--fork`` it imports all of that once, and each
task gets a process of its own that ends with it: nothing foreign is ever read by the one that goes
on.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Callable
from typing import Any, Final

from wirgrants.documents.errors import DocumentError, Reason, UploadRefused
from wirgrants.documents.frames import read_frame, write_frame
from wirgrants.documents.messages import RENDERING_FAILED

Answer = tuple[dict[str, Any], list[bytes]]


def _render(order: dict[str, Any], blobs: list[bytes]) -> Answer:
    from wirgrants.documents.typesetting import typeset

    pdf, warnings = typeset(order["template"], blobs[0], blobs[1], order["at"])
    return {"warnings": list(warnings)}, [pdf]


def _check_upload(order: dict[str, Any], blobs: list[bytes]) -> Answer:
    from wirgrants.documents.upload_check import inspect

    return {"pages": inspect(blobs[0], order["media_type"])}, []


def _compose(order: dict[str, Any], blobs: list[bytes]) -> Answer:
    from wirgrants.documents.audit_compose import compose

    pdf, facts = compose(order, blobs)
    return facts, [pdf]


def _burn(order: dict[str, Any], blobs: list[bytes]) -> Answer:
    """Use up what is asked for: shows in a test and in ``doctor`` that the limits hold."""
    del blobs
    held = bytearray(order.get("bytes", 0))
    rounds = 0
    while order.get("forever"):
        rounds += 1
    return {"held": len(held)}, []


_TASKS: Final[dict[str, Callable[[dict[str, Any], list[bytes]], Answer]]] = {
    "render": _render,
    "check_upload": _check_upload,
    "compose": _compose,
    "burn": _burn,
}


def _limit(cpu: int, memory: int) -> None:
    """From now on ``cpu`` more seconds and ``memory`` bytes in all; no core file, no writing of
    files.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    # Hard limits stay open so that the next task can get its own; the code that runs here is ours.
    resource.setrlimit(resource.RLIMIT_CPU, (used + cpu, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(order: dict[str, Any], blobs: list[bytes]) -> Answer:
    try:
        return _TASKS[order["task"]](order, blobs)
    except UploadRefused as refusal:
        return {"refused": refusal.reason.value, "detail": refusal.detail}, []
    except DocumentError as error:
        return {"failed": error.message, "detail": error.detail}, []
    except (MemoryError, RecursionError) as error:
        if order["task"] == "check_upload":
            return {"refused": Reason.TOO_COMPLEX.value, "detail": repr(error)}, []
        return {"failed": RENDERING_FAILED, "detail": repr(error)}, []
    except Exception as error:  # noqa: BLE001  the parent must hear of it, whatever it is
        return {"failed": RENDERING_FAILED, "detail": f"{type(error).__name__}: {error}"[:2000]}, []


def _serve(most: int | None = None) -> bool:
    """Serve ``most`` tasks, or all until the parent closes the pipe; whether it is still open."""
    tasks = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Nothing that a library prints may get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    served = 0
    while most is None or served < most:
        try:
            order, blobs = read_frame(tasks)
        except EOFError:
            return False
        limits = order.pop("limits")
        _limit(limits["cpu"], limits["memory"])
        result, results = _answer(order, blobs)
        write_frame(answers, result, results)
        served += 1
    return True


def _serve_in_forks() -> None:
    """One process per task, forked before it hears of it; ends with the first that fails."""
    import PIL.Image

    import wirgrants.documents.audit_compose
    import wirgrants.documents.upload_check  # noqa: F401  warmed up for those to come

    PIL.Image.preinit()
    gc.freeze()
    while True:
        forked = os.fork()
        if not forked:
            code = 1
            try:
                code = 0 if _serve(most=1) else 1
            finally:
                os._exit(code)
        _, status = os.waitpid(forked, 0)
        if status:
            return


def main() -> None:
    """Serve tasks until the parent closes the pipe."""
    if sys.argv[1:] == ["--fork"]:
        _serve_in_forks()
    else:
        _serve()


if __name__ == "__main__":
    main()
