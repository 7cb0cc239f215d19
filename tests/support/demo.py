"""The demo as `wirgrants demo` leaves it: made once per run, lent as copies."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.databases import RUN_FOLDER

_ROOT = Path(__file__).parents[2]
_LONGEST = 900  # seconds; a busy machine checks every example paper in a child of its own


def demo_environment(instance: Path) -> dict[str, str]:
    """The environment of a process on this instance, without settings of the surroundings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("WIRGRANTS_") and name != "DATABASE_URL"
    }
    return {**kept, "WIRGRANTS_INSTANCE": str(instance), "PYTHONPATH": str(_ROOT)}


def run_demo(instance: Path, *extra: str) -> subprocess.CompletedProcess[str]:
    """`wirgrants demo` (or another command) on this instance, its output kept."""
    command = [sys.executable, "-m", "wirgrants.cli", *(extra or ("demo",))]
    return subprocess.run(
        command,
        env=demo_environment(instance),
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )


def demo_instance() -> Path:
    """The instance folder of this run's demo, made by whoever asks first; nobody changes it."""
    folder = Path(os.environ[RUN_FOLDER])
    made = folder / "demo"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "demo_accounts.json").exists():
            done = run_demo(made)
            if done.returncode:
                shutil.rmtree(made, ignore_errors=True)
                raise RuntimeError(f"{done.stdout[-2000:]}{done.stderr[-4000:]}")
            (made / "printed.txt").write_text(done.stdout, encoding="utf-8")
    return made


def demo_copy(target: Path) -> Path:
    """A copy of the demo's instance folder that a test may change."""
    shutil.copytree(demo_instance(), target)
    return target
