"""Commands that set up and run the system: init-db, serve, worker, anchor."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time

import click

from wirgrants.commands.installation import installation, refuse_empty


@click.command("init-db")
def init_db() -> None:
    """Bring the database up to date and fill the register of authorities."""
    from wirgrants import create_app, migrate
    from wirgrants.extensions import settings
    from wirgrants.services.register import load_shipped
    from wirgrants.services.roles import fill_roles
    from wirgrants.unit_of_work import unit_of_work

    app = create_app()
    with app.app_context():
        migrate.upgrade(settings().database)
        with unit_of_work() as session:
            added = load_shipped(session)
            fill_roles(session)
    click.echo(f"The database is up to date; {added} authorities were added.")


@click.command()
@click.option("--beside", type=int, hidden=True, help="Process without which this one ends.")
def worker(beside: int | None) -> None:
    """Work off background jobs until interrupted. Any number may run, on any machine."""
    from wirgrants import create_app
    from wirgrants.jobs.worker import run_worker

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if beside is not None:
        threading.Thread(target=_end_with, args=(beside, stop), daemon=True).start()
    run_worker(create_app(), stop)


def _end_with(parent: int, stop: threading.Event) -> None:
    """A server that was killed leaves no worker behind."""
    while os.getppid() == parent:
        time.sleep(1)
    stop.set()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
              help="Port to listen on.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True,
              help="Number of web processes.")  # fmt: skip
@click.option("--jobs/--no-jobs", default=True, show_default=True, help="Run a job worker too.")
def serve(host: str, port: int, workers: int, *, jobs: bool) -> None:
    """Serve the pages, and background jobs beside them."""
    from granian import Granian
    from granian.constants import Interfaces

    from wirgrants.settings import instance_folder, read_settings

    refuse_empty(read_settings(instance_folder()).database)
    _refuse_taken(host, port)
    beside = _start_worker() if jobs else None
    try:
        Granian(
            "wirgrants:create_app",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            factory=True,
            log_access=False,
            websockets=False,
        ).serve()
    finally:
        if beside is not None:
            _stop_worker(beside)


def _stop_worker(beside: subprocess.Popen[bytes]) -> None:
    beside.terminate()
    try:
        beside.wait(timeout=30)
    except subprocess.TimeoutExpired:
        # Its job is taken up again by the next worker.
        beside.kill()
        beside.wait()


def _refuse_taken(host: str, port: int) -> None:
    """Say plainly that the port is in use; the server would fail in each of its processes."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"cannot listen on {host}, port {port} ({error.strerror}). Stop the program that "
                f"uses it, or choose another: wirgrants serve --port {port + 1}"
            ) from None


def _start_worker() -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl+C reaches the server, which then stops the worker in order.
    return subprocess.Popen(  # noqa: S603 -- this program itself
        [sys.executable, "-m", "wirgrants.cli", "worker", "--beside", str(os.getpid())],
        env=dict(os.environ),
        start_new_session=True,
    )


@click.command()
def anchor() -> None:
    """Write the signed anchor of today: the heads of all chains of the log."""
    from wirgrants.services.anchors import anchor_now

    with installation():
        path = anchor_now()
    click.echo(f"{path}")
