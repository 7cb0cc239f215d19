"""Background jobs: tried again for days, then listed for a new start; the places of workers."""

import socket
import time
from contextlib import closing
from dataclasses import replace

import pytest

from tests.wirgrants.programme.pages import fields_of, post, words
from wirgrants.extensions import db, settings
from wirgrants.jobs import places, worker
from wirgrants.jobs.places import NoPlace, held_place
from wirgrants.models import Event
from wirgrants.queueing import QUEUE, enqueue, queue_client, writing_client
from wirgrants.services.doctor import examine
from wirgrants.services.failed_jobs import dismiss, failed_jobs, requeue
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import Role

PAGE = "/verwaltung/auftraege/"
MAIL = {"key": "one", "to": ["a@example.org"], "subject": "Bescheid", "text": "Er liegt bereit."}


@pytest.fixture
def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def with_mail_url(app, url):
    app.extensions["wirgrants.settings"] = replace(
        app.extensions["wirgrants.settings"], mail_url=url
    )


def until(holds):
    deadline = time.monotonic() + 40
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert holds()


@pytest.fixture
def failed(app, world, closed_port, monkeypatch):
    """A mail that the server took neither at first nor later."""
    monkeypatch.setattr(worker, "ATTEMPTS", 1)
    monkeypatch.setattr(worker, "LATER", (0.1, 0.1))
    with_mail_url(app, f"smtp://127.0.0.1:{closed_port}")
    with app.app_context():
        with unit_of_work() as session:
            enqueue(session, "send_mail", MAIL)
        with worker.working(app):
            until(failed_jobs)
        return failed_jobs()


def test_a_mail_is_tried_again_later_and_given_up_visibly(app, world, failed):
    with app.app_context():
        tried = queue_client().list_workflows(name="send_mail")
        [complaint] = [one for one in examine(db.session()) if one.area == "jobs"]

    assert [one.status for one in tried] == ["SUCCESS", "SUCCESS", "ERROR"]
    assert [one.name for one in failed] == ["send_mail"]
    assert complaint.subject == f"send_mail {failed[0].id}"


def test_a_failed_job_is_started_again_once(app, world, failed):
    client = world.client(Role.ADMINISTRATOR)
    assert "1 Auftrag im Hintergrund ist gescheitert." in words(client.get("/verwaltung/").text)
    page = client.get(PAGE).text
    assert "E-Mail verschicken" in words(page)
    with_mail_url(app, "")

    address = f"{PAGE}{failed[0].id}"
    first, second = (post(client, address, fields_of(page)) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert "Kein Auftrag ist gescheitert" in words(client.get(PAGE).text)
    with app.app_context(), read_only() as session:
        assert session.query(Event).filter_by(action="job_requeued").count() == 1
    folder = app.extensions["wirgrants.settings"].instance / "mail"
    with worker.working(app):
        until(lambda: list(folder.glob("*.eml")))
    assert [path.name for path in folder.glob("*.eml")] == ["one.eml"]
    assert post(client, f"{PAGE}unknown", fields_of(page)).status_code == 404


def test_a_failed_job_is_put_aside_with_a_reason_and_reported_no_more(app, world, failed):
    client = world.client(Role.ADMINISTRATOR)
    address = f"{PAGE}{failed[0].id}/ablegen"
    assert address in client.get(PAGE).text
    page = client.get(address).text
    assert "E-Mail verschicken" in words(page)
    assert post(client, address, fields_of(page) | {"reason": " "}).status_code == 422
    told = fields_of(page) | {"reason": "Der Bescheid ging mit der Post."}
    first, second = (post(client, address, told) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    said = words(client.get(PAGE).text)
    assert "Kein Auftrag ist gescheitert" in said
    assert "Der Bescheid ging mit der Post." in said
    assert "ist gescheitert" not in words(client.get("/verwaltung/").text)
    log = words(client.get("/verwaltung/protokoll").text)
    assert "Gescheiterten Auftrag ohne Wiederholung abgelegt" in log
    with app.app_context():
        assert [one for one in examine(db.session()) if one.area == "jobs"] == []
        with read_only() as session:
            assert session.query(Event).filter_by(action="job_dismissed").count() == 1
    assert client.get(f"{PAGE}unknown/ablegen").status_code == 404


def test_a_dismissed_job_that_fails_anew_is_reported_anew(app, world, failed):
    with app.app_context():
        administrator = world.actor(Role.ADMINISTRATOR)
        dismiss(administrator, failed[0].id, "Erledigt.")
        assert failed_jobs() == []
        requeue(administrator, failed[0].id)
        with worker.working(app):
            until(failed_jobs)
        [again] = failed_jobs()
    assert again.id == failed[0].id
    assert again.failed_at > failed[0].failed_at


def test_nobody_else_sees_or_starts_failed_jobs(world):
    officer = world.client(Role.CASE_OFFICER)
    token = fields_of(officer.get("/konto/kennwort").text)["csrf_token"]

    assert officer.get(PAGE).status_code == 403
    assert post(officer, f"{PAGE}any", {"csrf_token": token}).status_code == 403


def test_each_worker_has_a_place_of_its_own_and_the_next_takes_it_again(context):
    folder = settings().instance
    with held_place(db.engine, folder) as first:
        with held_place(db.engine, folder) as second:
            assert (first.name, second.name) == ("worker-1", "worker-2")
            assert "worker-1" not in set(second.abandoned())
            assert "worker-2" not in set(first.abandoned())
        assert "worker-2" in set(first.abandoned())
        with held_place(db.engine, folder) as third:
            assert third.name == "worker-2"
    with held_place(db.engine, folder) as last:
        assert last.name == "worker-1"


def test_a_place_that_is_looked_after_is_not_taken_meanwhile(context):
    folder = settings().instance
    with held_place(db.engine, folder) as first, closing(first.abandoned()) as looked_after:
        assert next(looked_after) == "worker-2"
        with held_place(db.engine, folder) as second:
            assert second.name == "worker-3"


def test_more_workers_than_places_are_refused(context, monkeypatch):
    monkeypatch.setattr(places, "MOST_WORKERS", 1)
    folder = settings().instance
    with held_place(db.engine, folder), pytest.raises(NoPlace), held_place(db.engine, folder):
        pass


def left_running(name):
    """A job that a worker had begun when it died."""
    with unit_of_work() as session:
        job = enqueue(session, "send_mail", MAIL)
    queue = writing_client()._sys_db
    row = queue.tables.workflow_status
    with queue.engine.begin() as line:
        dead = row.update().where(row.c.workflow_uuid == job)
        line.execute(dead.values(status="PENDING", executor_id=name))
    return job


def test_what_a_dead_worker_left_is_done_and_what_a_living_one_does_is_not(app, world):
    with app.app_context():
        folder = settings().instance
        with held_place(db.engine, folder) as living:
            running, left = left_running(living.name), left_running("worker-7")
            with worker.working(app):
                until(lambda: _status(left) == "SUCCESS")
                assert _status(running) == "PENDING"


def _status(job):
    return queue_client().list_workflows(workflow_ids=[job], queue_name=QUEUE)[0].status
