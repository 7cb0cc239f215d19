"""Two real processes at the same moment: each with its own application, off at a barrier."""

import multiprocessing
import traceback

from wirgrants import create_app
from wirgrants.extensions import db
from wirgrants.services.access import load_actor


def racer(settings, work, arguments, barrier, answers):
    """The body of a process: its own application, then off at the barrier."""
    try:
        app = create_app(**settings)
        with app.app_context():
            actor = load_actor(db.session(), arguments["who"])
            db.session.rollback()
            barrier.wait(60)
            answers.put(work(actor, arguments))
            db.engine.dispose()
    except BaseException:  # noqa: BLE001 the parent process shall read it
        answers.put(traceback.format_exc())


def race(app, tmp_path, work, *runners):
    """Run the work in one process per runner; what each answered, in no order."""
    settings = {
        "instance": tmp_path / "instance",
        "mode": "test",
        "database_url": app.config["SQLALCHEMY_DATABASE_URI"],
        "secret_key": "a test's secret",
    }
    spawn = multiprocessing.get_context("spawn")
    barrier, answers = spawn.Barrier(len(runners)), spawn.Queue()
    processes = [
        spawn.Process(target=racer, args=(settings, work, runner, barrier, answers))
        for runner in runners
    ]
    for process in processes:
        process.start()
    told = [answers.get(timeout=90) for _ in processes]
    for process in processes:
        process.join(30)
    return told
