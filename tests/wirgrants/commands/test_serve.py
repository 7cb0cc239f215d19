"""`wirgrants serve` as a process: it serves, stops in order, and says when the port is taken."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.demo import demo_environment, run_demo

_PATIENCE = 120.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until(wanted: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not wanted():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/anmelden")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in found.split()]


def _alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text(encoding="ascii").split(") ")[1][0] != "Z"


@pytest.mark.slow
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_serves_with_a_worker_and_leaves_nothing_behind(
    tmp_path: Path, told: signal.Signals
) -> None:
    (tmp_path / "settings.toml").write_text('mode = "test"\n', encoding="utf-8")
    assert run_demo(tmp_path, "init-db").returncode == 0
    port = _free_port()
    command = [sys.executable, "-m", "wirgrants.cli", "serve", "--workers", "1"]
    family: list[int] = []
    server = subprocess.Popen([*command, "--port", str(port)], env=demo_environment(tmp_path))
    try:
        _until(lambda: _answers(port))
        family = _children(server.pid)
        assert len(family) >= 2
        taken = run_demo(tmp_path, "serve", "--port", str(port))
        assert taken.returncode == 1
        assert f"port {port} (Address already in use)" in taken.stderr
        assert f"wirgrants serve --port {port + 1}" in taken.stderr
        assert _answers(port)
        os.kill(server.pid, told)
        code = server.wait(_PATIENCE)
        assert code == (-signal.SIGKILL if told is signal.SIGKILL else 0)
        if told is signal.SIGKILL:
            # The worker ends by itself; granian's own child is granian's affair.
            worker = family[0]
            _until(lambda: not _alive(worker))
        else:
            assert not any(_alive(pid) for pid in family)
    finally:
        for pid in (server.pid, *family):
            if _alive(pid):
                os.kill(pid, signal.SIGKILL)
        server.wait()
